"""Where the four folders are: beside ``src/`` in a checkout, inside the package in a wheel.

Paths are text here, since ``pathlib`` takes longer to import than a question to answer;
``fwgraph.store.resources`` hands them out as paths.
"""

import os
from functools import cache

from fwgraph.errors import Unreadable

FOLDERS = ("ontology", "data", "shapes", "queries")
PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


@cache
def find_resource_root() -> str:
    """Return the folder that holds the four; raises Unreadable where the installation lost them."""
    for candidate in (PACKAGE, os.path.dirname(os.path.dirname(PACKAGE))):
        if all(os.path.isdir(f"{candidate}/{folder}") for folder in FOLDERS):
            return candidate
    raise Unreadable(PACKAGE, "the data folders are missing; install fwgraph again")


def turtle_paths(folder: str) -> list[str]:
    """Return the Turtle files below a folder, in a fixed order.

    Hidden files are left out: an editor's lock has the ending of the file it locks.
    """
    paths = []
    for parent, folders, names in os.walk(folder):
        folders.sort()  # in place: os.walk goes down in this order
        turtle = (name for name in sorted(names) if name.endswith(".ttl"))
        paths += [f"{parent}/{name}" for name in turtle if not name.startswith(".")]
    return paths


def question_names() -> list[str]:
    """Return the names of the catalogue's questions, sorted: the ``queries/NAME.rq``."""
    files = os.listdir(f"{find_resource_root()}/queries")
    return sorted(name.removesuffix(".rq") for name in files if name.endswith(".rq"))


def policy_text(name: str) -> str:
    """Return the text of ``queries/policy/NAME.toml``."""
    with open(f"{find_resource_root()}/queries/policy/{name}.toml", encoding="utf-8") as file:
        return file.read()


@cache
def query_text(name: str) -> str:
    """Return the text of ``queries/NAME.rq``; names may lead into a folder."""
    with open(f"{find_resource_root()}/queries/{name}.rq", encoding="utf-8") as file:
        return file.read()
