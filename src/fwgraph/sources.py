"""Where the four folders are: beside ``src/`` in a checkout, inside the package in a wheel."""

from functools import cache
from pathlib import Path

from fwgraph.errors import Unreadable

FOLDERS = ("ontology", "data", "shapes", "queries")


@cache
def root() -> Path:
    """Return the folder that holds ``ontology/``, ``data/``, ``shapes/`` and ``queries/``.

    Raises Unreadable where an installation has lost them.
    """
    package = Path(__file__).parent
    for candidate in (package, package.parents[1]):
        if all((candidate / folder).is_dir() for folder in FOLDERS):
            return candidate
    raise Unreadable(package, "the data folders are missing; install fwgraph again")


def shipped_files() -> list[Path]:
    """Return the Turtle files of the shipped graph, ontology first, in a fixed order."""
    return [*turtle_files(root() / "ontology"), *turtle_files(root() / "data")]


def turtle_files(folder: Path) -> list[Path]:
    """Return the Turtle files below a folder, sorted by path."""
    return sorted(folder.rglob("*.ttl"))


@cache
def query_text(name: str) -> str:
    """Return the text of ``queries/NAME.rq``; names may lead into a folder."""
    return (root() / "queries" / f"{name}.rq").read_text(encoding="utf-8")
