"""The files that the build of the package fetches: the explorer's bundle, and two fonts."""

from pathlib import Path

import fwgraph
from fwgraph.errors import Unreadable

BUNDLE = Path(fwgraph.__file__).parent / "browser" / "dist"


def bundle_file(name: str) -> Path:
    """Return the path of one of the files; raises Unreadable where it is not there."""
    path = BUNDLE / name
    if not path.is_file():
        raise Unreadable(path, "there is no such file: it is made when fwgraph is installed")
    return path


def bundle_text(name: str) -> str:
    """Return the text of one of the files."""
    return bundle_file(name).read_text(encoding="utf-8")
