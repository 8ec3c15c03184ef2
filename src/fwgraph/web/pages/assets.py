"""Files that pages need: the explorer's bundle, the palette, the style of pages, the mark."""

from functools import cache
from pathlib import Path

import fwgraph
from fwgraph.drawing import palette

BUNDLE = Path(fwgraph.__file__).parent / "browser" / "dist"
"""Where the build puts the explorer; an installed package always has it."""
STATIC = Path(__file__).parent / "static"
CONTENT_TYPES = {
    "css": "text/css; charset=utf-8",
    "ico": "image/x-icon",
    "html": "text/html; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml; charset=utf-8",
    "ttf": "font/ttf",
    "txt": "text/plain; charset=utf-8",
    "woff2": "font/woff2",
}
EXPLORER = "explorer.html"
FAVICON = "favicon.ico"
"""What browsers and readers of feeds ask for at the root, whatever pages say."""


@cache
def read_assets() -> dict[str, bytes]:
    """Return every file that is served under ``static/``, by name, sorted."""
    contents = {"palette.css": palette.palette_css().encode()}
    for folder in (BUNDLE, STATIC):
        for file in folder.glob("*.*") if folder.is_dir() else ():
            if file.suffix[1:] in CONTENT_TYPES and file.name != EXPLORER:
                contents[file.name] = file.read_bytes()
    return dict(sorted(contents.items()))


def read_explorer() -> bytes | None:
    """Return the explorer's page, None where a checkout has not built it."""
    file = BUNDLE / EXPLORER
    return file.read_bytes() if file.is_file() else None


def asset_content_type(name: str) -> str:
    """Return the media type of a file by its ending."""
    return CONTENT_TYPES.get(name.rpartition(".")[2], "application/octet-stream")
