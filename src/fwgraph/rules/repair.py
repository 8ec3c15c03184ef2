"""Repairs that a machine can make: dates padded, entries sorted by moving the fewest.

Tables and links are written so that readers of the published page get them. Every other byte
stays. Entries change places; what stands between them does not move.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from fwgraph.rules.wiki_root import Wiki
from fwgraph.wiki.entries import read_entries
from fwgraph.wiki.markups import DEFAULT_MARKUP, PageMarkup
from fwgraph.wiki.order import alphabetical_order, longest_sorted_run
from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.releases import date_literal
from fwgraph.wiki.spans import TextRange, replace_range

DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
REPAIRABLE_RULES = (
    "page-date-format",
    "page-date-real",
    "page-link-moved",
    "page-order",
    "page-table-lost",
)
"""The rules whose findings are repaired here, or left to a person and said."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A change to the entry of a line, and what it did."""

    line: int
    entry: str
    done: str


def repair_page(
    text: str, categories: Collection[str] = (), markup: PageMarkup = DEFAULT_MARKUP
) -> tuple[str, list[Repair]]:
    """Return a page's text with its entries put right, and what was done.

    Lines of repairs are those of the text before it. A page that is in order comes back
    unchanged.
    """

    def parse(text: str) -> list[PageEntry]:
        return read_entries(markup.read(text), categories)

    padded, dates = pad_dates(text, parse(text), keeps_columns=markup.keeps_columns)
    in_order, moves = reorder_lists(padded, parse)
    return in_order, sorted([*dates, *moves], key=lambda repair: repair.line)


def repair_for_readers(
    text: str,
    categories: Collection[str],
    markup: PageMarkup,
    path: Path,
    wiki: Wiki | None,
    *,
    has_entries: bool,
) -> tuple[str, list[Repair]]:
    """Return a page's text with what can be repaired put right, and what was done or left.

    First its tables are written so that they are published, and its links as the map of a known
    wiki has them; then, if it ``has_entries``, those are put right.
    """
    builder, place = markup.builder, wiki.place_of(path) if wiki else None
    if builder is None:
        return repair_page(text, categories, markup)
    mended = builder.mend_page(text, place, wiki.pages if wiki else None)
    done = [Repair(*each) for each in mended.done]
    left = [Repair(line, "table", f"left as it is, since {why}") for line, why in mended.left]
    new, repairs = mended.text, list[Repair]()
    if has_entries:
        new, repairs = repair_page(new, categories, markup)
    done += (replace(each, line=mended.tables.line_before(each.line)) for each in repairs)
    return new, sorted([*done, *left], key=lambda repair: repair.line)


def pad_dates(
    text: str, entries: list[PageEntry], *, keeps_columns: bool = False
) -> tuple[str, list[Repair]]:
    """Return the text with the dates padded that are real but for their zeros."""
    lines = text.split("\n")
    mark = int(text.startswith("\ufeff"))  # columns count from behind a byte order mark
    repairs = []
    for entry in entries:
        for place, date in entry_dates(entry):
            shift = mark if place.line == 1 else 0
            line = lines[place.line - 1]
            at = line.rfind(date, place.start + shift, place.end + shift)
            new = pad_date(date)
            if at >= 0 and new != date:
                written = TextRange(place.line, at, at + len(date))
                keeps = keeps_columns and entry.form == "row"
                lines[place.line - 1] = replace_range(line, written, new, keeps_columns=keeps)
                repairs.append(Repair(place.line, entry.name, f"date padded: {new}"))
    return "\n".join(lines), repairs


def entry_dates(entry: PageEntry) -> Iterator[tuple[TextRange, str]]:
    """Yield an entry's dates as written, each with the place that it ends; the last one first."""
    for place, release in reversed([*zip(entry.further_at, entry.further, strict=True)]):
        if release.date:
            yield place, release.date
    place_of_date = entry.release or entry.cells[1]
    if entry.date and place_of_date:
        yield place_of_date, entry.date


def pad_date(written: str) -> str:
    """Return a date with its zeros where it is a day of the calendar, else what was written."""
    value = date_literal(written) if DAY.fullmatch(written) else None
    return value.value if value else written


def reorder_lists(text: str, parse: Callable[[str], list[PageEntry]]) -> tuple[str, list[Repair]]:
    """Return the text with the lists in order.

    A list that is not proven to be one of frameworks is left as it is, and one that would not
    be read as the same entries afterwards.
    """
    repairs: list[Repair] = []
    start = 0
    entries = parse(text)
    for _, group in groupby(entries[:], key=lambda entry: (entry.section, entry.list)):
        listed = list(group)
        if not all(entry.is_proven and not entry.is_joined for entry in listed):
            start += len(listed)
            continue
        names = [entry.name for entry in listed]
        order = alphabetical_order(names)
        if moved := sorted(set(order) - set(longest_sorted_run(names))):
            new = "\n".join(reorder_entries(text.split("\n"), listed, order))
            read, end = parse(new), start + len(listed)
            wanted = [*entries[:start], *(listed[index] for index in order), *entries[end:]]
            if entry_invariants(read) == entry_invariants(wanted):
                text, entries = new, read
                repairs += [Repair(listed[index].line, names[index], "moved") for index in moved]
        start += len(listed)
    return text, repairs


def entry_invariants(entries: list[PageEntry]) -> list[tuple[int, int, str, int]]:
    """Return what has to stay of entries that move: list, name and number of lines."""
    return [
        (entry.section, entry.list, entry.name, entry.last_line - entry.line) for entry in entries
    ]


def reorder_entries(lines: list[str], entries: list[PageEntry], order: list[int]) -> Iterator[str]:
    """Yield the lines of a page with the entry at each place that belongs there.

    A carriage return at the end of the last line belongs to the place, not to the entry.
    """
    texts = ["\n".join(lines[entry.line - 1 : entry.last_line]) for entry in entries]
    start = 0
    for entry, index in zip(entries, order, strict=True):
        yield from lines[start : entry.line - 1]
        end = "\r" if lines[entry.last_line - 1].endswith("\r") else ""
        yield texts[index].removesuffix("\r") + end
        start = entry.last_line
    yield from lines[start:]
