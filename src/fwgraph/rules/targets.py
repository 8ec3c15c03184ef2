"""What the names on a command line stand for: wiki pages and RDF files, each of them once."""

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from fwgraph.errors import Unreadable
from fwgraph.files import STANDARD_STREAM, walk_files
from fwgraph.store.loading import is_rdf_file, rdf_format_of
from fwgraph.wiki.markups import MARKUPS, page_markup


class Target(NamedTuple):
    """A file to look at; ``named`` tells that somebody named it, and not a folder above it."""

    path: Path
    is_page: bool
    named: bool = True

    @property
    def needs_proof(self) -> bool:
        """Tell whether it was found, and has an ending that pages of any kind have."""
        markup = page_markup(self.path)
        return not self.named and markup is not None and markup.is_common


def expand_targets(
    paths: Iterable[Path], report: Callable[[Unreadable], object], *, pages_only: bool = False
) -> list[Target]:
    """Return the files that paths stand for: those that are named, then those of folders.

    A file that is reached in several ways is one target, called as it was named first; one
    that was named and lies in a named folder as well counts as named. What is not there, a
    folder that cannot be read and one with nothing to look at are reported.
    """
    targets: dict[str, Target] = {}
    for path in sorted(paths, key=Path.is_dir):
        try:
            for target in list_targets(path, report, pages_only=pages_only):
                targets.setdefault(os.path.realpath(target.path), target)
        except Unreadable as error:
            report(error)
    return list(targets.values())


def list_targets(
    path: Path, report: Callable[[Unreadable], object], *, pages_only: bool
) -> Iterator[Target]:
    """Yield a file itself, or the pages and RDF files below a folder.

    Raises Unreadable where nothing is there, or nothing to look at.
    """
    if not path.is_dir():
        yield Target(existing_path(path), pages_only or is_page(path))
        return
    files = walk_files(path, lambda error: report(unreadable_folder(error)))
    in_folder = [
        Target(file, is_page(file), named=False)
        for file in files
        if is_page_ending(file) or (is_rdf_file(file) and not pages_only)
    ]
    if not in_folder:
        kinds = "wiki page" if pages_only else "wiki page and no RDF file"
        raise Unreadable(path, f"there is no {kinds} in this folder")
    yield from in_folder


def is_page_ending(file: Path) -> bool:
    """Tell whether a file in a folder is a page: other endings of pages are too common."""
    markup = page_markup(file)
    ending = file.suffix.lower().removeprefix(".")
    return markup is not None and (ending in MARKUPS or ending in markup.in_folders)


def existing_path(path: Path) -> Path:
    """Return a path; raises Unreadable where nothing is there."""
    if not (str(path) == STANDARD_STREAM or path.exists()):
        raise Unreadable(path, "there is no such file or folder")
    return path


def unreadable_folder(error: OSError) -> Unreadable:
    """Return in our words that a folder cannot be read."""
    return Unreadable(Path(error.filename), error.strerror or str(error))


def is_page(path: Path) -> bool:
    """Tell whether a file is read as a wiki page: by its ending, or for want of one of RDF.

    Standard input is a page.
    """
    named_page = str(path) == STANDARD_STREAM or page_markup(path) is not None
    return named_page or rdf_format_of(path) is None
