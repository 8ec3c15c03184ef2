"""Where the four folders are: beside ``src/`` in a checkout, inside the package in a wheel."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING

from fwgraph.errors import Unreadable

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("ontology", "data", "shapes", "queries")
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@cache
def find_resource_root() -> str:
    """Return the path of the folder that holds the four, as text.

    Raises Unreadable where an installation has lost them.
    """
    for candidate in (PACKAGE, os.path.dirname(os.path.dirname(PACKAGE))):
        if all(os.path.isdir(f"{candidate}/{folder}") for folder in FOLDERS):
            return candidate
    raise Unreadable(PACKAGE, "the data folders are missing; install fwgraph again")


def resource_root() -> Path:
    """Return the folder that holds ``ontology/``, ``data/``, ``shapes/`` and ``queries/``."""
    from pathlib import Path  # slow to import, and answering a question needs none

    return Path(find_resource_root())


def shipped_files() -> list[Path]:
    """Return the Turtle files of the shipped graph, ontology first, in a fixed order."""
    return [*turtle_files(resource_root() / "ontology"), *turtle_files(resource_root() / "data")]


def turtle_files(folder: Path) -> list[Path]:
    """Return the Turtle files below a folder, in a fixed order."""
    return [type(folder)(path) for path in turtle_paths(str(folder))]


def turtle_paths(folder: str) -> list[str]:
    """Return the paths of the Turtle files below a folder, in a fixed order.

    Hidden files, such as the locks of an editor, are none of them.
    """
    found = []
    for place, folders, names in os.walk(folder):
        folders.sort()
        turtle = (name for name in sorted(names) if name.endswith(".ttl"))
        found += [f"{place}/{name}" for name in turtle if not name.startswith(".")]
    return found


def has_query(name: str) -> bool:
    """Tell whether there is a ``queries/NAME.rq``."""
    return os.path.isfile(f"{find_resource_root()}/queries/{name}.rq")


@cache
def query_text(name: str) -> str:
    """Return the text of ``queries/NAME.rq``; names may lead into a folder."""
    with open(f"{find_resource_root()}/queries/{name}.rq", encoding="utf-8") as file:
        return file.read()
