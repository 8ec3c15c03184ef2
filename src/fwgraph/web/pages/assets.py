"""Files that pages need: the explorer's bundle, the palette, the style of pages, the mark."""

from functools import cache
from pathlib import Path

import fwgraph
from fwgraph.drawing import palette

BUNDLE = Path(fwgraph.__file__).parent / "browser" / "dist"
"""Where the build puts the explorer; an installed package always has it."""
OWN = Path(__file__).parent / "static"
TYPES = {
    "css": "text/css; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml; charset=utf-8",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
}
EXPLORER = "explorer.html"


@cache
def assets() -> dict[str, bytes]:
    """Return every file that is served under ``static/``, by name, sorted."""
    found = {"palette.css": palette.css().encode()}
    for folder in (BUNDLE, OWN):
        for file in folder.glob("*.*") if folder.is_dir() else ():
            if file.suffix[1:] in TYPES and file.name != EXPLORER:
                found[file.name] = file.read_bytes()
    return dict(sorted(found.items()))


def explorer() -> bytes | None:
    """Return the explorer's page, None where a checkout has not built it."""
    file = BUNDLE / EXPLORER
    return file.read_bytes() if file.is_file() else None


def content_type(name: str) -> str:
    """Return the media type of a file by its ending."""
    return TYPES.get(name.rpartition(".")[2], "application/octet-stream")
