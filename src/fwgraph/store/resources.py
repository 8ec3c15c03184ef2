"""The package's own files as paths, for everything that is not in a hurry."""

from pathlib import Path

from fwgraph.store import package


def resource_root() -> Path:
    """Return the folder that holds ``ontology/``, ``data/``, ``shapes/`` and ``queries/``."""
    return Path(package.find_resource_root())


def shipped_files() -> list[Path]:
    """Return the Turtle files of the shipped graph, ontology first, in a fixed order."""
    return [*turtle_files(resource_root() / "ontology"), *turtle_files(resource_root() / "data")]


def turtle_files(folder: Path) -> list[Path]:
    """Return the Turtle files below a folder, in a fixed order."""
    return [Path(path) for path in package.turtle_paths(str(folder))]
