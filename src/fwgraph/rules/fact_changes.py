"""What changes on the line of an entry for it to state another version and another date."""

import re
from collections.abc import Iterator
from dataclasses import replace

from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.page_writer import PagePiece
from fwgraph.wiki.releases import RELEASED, write_release
from fwgraph.wiki.spans import TextRange


def fact_changes(entry: PageEntry, piece: PagePiece, row: str) -> Iterator[tuple[TextRange, str]]:
    """Yield what changes on an entry's line: version and date, and no sign around them.

    Where one of them is not found nothing does.
    """
    new = (piece.version, piece.date)
    if entry.form == "row":
        yield from row_changes(entry, new, row)
    elif entry.release is None:
        yield replace(entry.title, start=entry.title.end), f" ({write_release(*new)})"
    else:
        yield from release_changes(entry, entry.release, new, row)


def row_changes(
    entry: PageEntry, new: tuple[str | None, str | None], row: str
) -> Iterator[tuple[TextRange, str]]:
    """Yield what changes in the cells of version and date; one cell may hold both."""
    old = (entry.version, entry.date)
    changed = [
        (find_fact(row, cell, before), after)
        for cell, before, after in zip(entry.cells, old, new, strict=True)
        if cell and after and before != after
    ]
    if all(place for place, _ in changed):
        yield from ((place, fact) for place, fact in changed if place)


def release_changes(
    entry: PageEntry, release: TextRange, new: tuple[str | None, str | None], row: str
) -> Iterator[tuple[TextRange, str]]:
    """Yield what changes in the brackets of an item; the fact that was not there comes beside."""
    version = find_fact(row, release, entry.version) if entry.version else None
    date = find_fact(row, release, entry.date) if entry.date else None
    is_worded = re.match(rf"\W*{RELEASED}", row[release.start : release.end])
    if version and not entry.date:
        yield version, write_release(*new)
    elif date and not entry.version and not is_worded:
        yield date, write_release(*new)
    elif date and (version or not entry.version):
        yield (date, new[1] or "")
        yield (
            (version, new[0] or "")
            if version
            else (replace(release, end=release.start), f"{new[0]} ")
        )


def find_fact(row: str, within: TextRange | None, fact: str | None) -> TextRange | None:
    """Return the only place of a fact in a stretch of a line; of a fact that is none, all of it.

    One that is in an address as well has none: where that leads would no longer be what it says.
    """
    if within is None or fact is None:
        return within
    words = row[within.start : within.end]
    found = [*re.finditer(rf"(?<![\w./-]){re.escape(fact)}(?![\w/-]|\.[0-9])", words)]
    if len(found) != 1 or ("://" in words and words.count(fact) > 1):
        return None
    return replace(within, start=within.start + found[0].start(), end=within.start + found[0].end())
