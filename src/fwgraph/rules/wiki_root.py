"""A wiki as its files say it is: the pages that it has, and the map of those that moved."""

import json
import os
import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from fwgraph.errors import BadRequest, Unreadable
from fwgraph.files import STANDARD_STREAM, read_text, walk_files
from fwgraph.wiki.markups import page_markup
from fwgraph.wiki.myst.links import WikiPages, page_name


@dataclass(frozen=True, slots=True)
class Wiki:
    """The pages of a wiki, and the folder that they are in, if it is known."""

    pages: WikiPages
    root: Path | None

    def place_of(self, path: Path) -> str | None:
        """Return the path that a file has in the wiki, without its ending, or nothing.

        A copy elsewhere is the page on the list that the end of its path names, or the only one
        that has its name.
        """
        if str(path) == STANDARD_STREAM:
            return None
        full = os.path.realpath(path)
        below = os.path.relpath(full, os.path.realpath(self.root)) if self.root else os.pardir
        place = page_name(Path(below).as_posix())
        is_below = place.split("/")[0] != os.pardir
        if is_below and place in self.pages.pages:
            return place
        parts = page_name(Path(full).as_posix()).strip("/").split("/")
        ends = ("/".join(parts[at:]) for at in range(len(parts)))
        listed = next((end for end in ends if end in self.pages.pages), None)
        if listed or is_below:
            return listed or place
        namesakes = [page for page in self.pages.pages if page.endswith(f"/{parts[-1]}")]
        return namesakes[0] if len(namesakes) == 1 else None


def read_wiki(root: Path | None, files: Path | None, redirects: Path | None) -> Wiki | None:
    """Return the wiki in a folder or on a list of its files, with the map of pages that moved.

    Raises Unreadable for what cannot be read as that, and BadRequest for a map without a wiki.
    """
    if root is None and files is None:
        if redirects is not None:
            raise BadRequest("--redirects says where pages are now: say --root or --files as well")
        return None
    moved = read_redirects(redirects) if redirects else {}
    if root is not None and not root.is_dir():
        raise Unreadable(root, "there is no such folder")
    if files is not None:
        listed = list_lines(files)
        folder = None if str(files) == STANDARD_STREAM else files.parent
        return Wiki(wiki_pages(listed, moved, has_all_files=False), root or folder)
    found = walk_files(Path(str(root)))
    names = [file.relative_to(str(root)).as_posix() for file in found]
    return Wiki(wiki_pages(names, moved, has_all_files=True), root)


def wiki_pages(names: Iterable[str], moved: Mapping[str, str], *, has_all_files: bool) -> WikiPages:
    """Return what a wiki has whose files have these paths."""
    files = frozenset(names)
    pages = frozenset(page_name(name) for name in files if page_markup(Path(name)) is not None)
    return WikiPages(pages, files, moved, has_all_files)


def list_lines(path: Path) -> list[str]:
    """Return the paths on a list, one in each line."""
    lines = (line.strip() for line in read_text(path).splitlines())
    return [posixpath.normpath(line) for line in lines if line]


def read_redirects(path: Path) -> dict[str, str]:
    """Return a map from old names of pages to the paths they have now."""
    try:
        found = json.loads(read_text(path))
    except ValueError as error:
        raise Unreadable(path, f"this is not JSON: {error}") from error
    if not isinstance(found, dict) or not all(isinstance(each, str) for each in found.values()):
        raise Unreadable(path, "this is no object whose values are paths of pages")
    return {page_name(old.strip("/")): new.strip("/") for old, new in found.items()}
