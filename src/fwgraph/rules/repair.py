"""Repairs that a machine can make: dates padded, entries sorted by moving the fewest.

Every other byte stays. Entries change places; what stands between them does not move.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from fwgraph.wiki.entries import PageEntry, TextRange, read_sections
from fwgraph.wiki.moin.reader import parse_wiki_page
from fwgraph.wiki.order import alphabetical_order, longest_sorted_run
from fwgraph.wiki.releases import date_literal

Replacement = tuple[int, str]
"""The last line of what is replaced, and the text that takes its place."""

DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
REPAIRABLE_RULES = ("page-date-format", "page-date-real", "page-order")
"""The rules whose findings are repaired here, or left to a person and said."""


@dataclass(frozen=True, slots=True)
class Repair:
    """One thing that was done, said of the line where it was."""

    line: int
    entry: str
    done: str


def repair_page(page: str, categories: Collection[str] = ()) -> tuple[str, list[Repair]]:
    """Return the page with what can be repaired put right, and what was done.

    Lines of repairs are those of the page before it. A page that is in order comes back
    unchanged.
    """
    dated_well, dates = pad_dates(page, categories)
    in_order, moves = reorder_lists(dated_well, categories)
    return in_order, sorted([*dates, *moves], key=lambda repair: repair.line)


def page_entries(page: str, categories: Collection[str]) -> list[PageEntry]:
    """Return every entry of a page, in order."""
    return [
        entry for each in read_sections(parse_wiki_page(page), categories) for entry in each.entries
    ]


def pad_dates(page: str, categories: Collection[str]) -> tuple[str, list[Repair]]:
    """Return the page with the dates padded that are real but for their zeros."""
    lines = page.split("\n")
    mark = int(page.startswith("\ufeff"))
    done = []
    for entry in page_entries(page, categories):
        for place, written in entry_dates(entry):
            shift = mark if place.line == 1 else 0
            line = lines[place.line - 1]
            at = line.rfind(written, place.start + shift, place.end + shift)
            new = pad_date(written)
            if at >= 0 and new != written:
                lines[place.line - 1] = line[:at] + new + line[at + len(written) :]
                done.append(Repair(place.line, entry.name, f"date padded: {new}"))
    return "\n".join(lines), done


def entry_dates(entry: PageEntry) -> Iterator[tuple[TextRange, str]]:
    """Yield an entry's dates as written, each with the place that it ends; the last one first."""
    for place, release in reversed([*zip(entry.further_at, entry.further, strict=True)]):
        if release.date:
            yield place, release.date
    if entry.date and entry.release:
        yield entry.release, entry.date
    if entry.date and entry.cells[1]:
        yield TextRange(entry.line, entry.cells[1].start, entry.cells[1].end), entry.date


def pad_date(written: str) -> str:
    """Return a date with its zeros where it is a day of the calendar, else what was written."""
    value = date_literal(written) if DAY.fullmatch(written) else None
    return value.value if value else written


def reorder_lists(page: str, categories: Collection[str]) -> tuple[str, list[Repair]]:
    """Return the page with the lists in order.

    A list that would not be read as the same entries afterwards is left as it is.
    """
    done, start = list[Repair](), 0
    every = page_entries(page, categories)
    for _, group in groupby(every[:], key=lambda each: (each.section, each.list)):
        found = list(group)
        names = [entry.name for entry in found]
        places = alphabetical_order(names)
        if moved := sorted(set(places) - set(longest_sorted_run(names))):
            lines = page.split("\n")
            new = "\n".join(apply_replacements(lines, entry_replacements(lines, found, places)))
            read, end = page_entries(new, categories), start + len(found)
            wanted = [*every[:start], *(found[index] for index in places), *every[end:]]
            if entry_invariants(read) == entry_invariants(wanted):
                page, every = new, read
                done += [Repair(found[index].line, names[index], "moved") for index in moved]
        start += len(found)
    return page, done


def entry_invariants(found: list[PageEntry]) -> list[tuple[int, int, str, int]]:
    """Return what has to stay of entries that move: list, name and number of lines."""
    return [(each.section, each.list, each.name, each.last_line - each.line) for each in found]


def entry_replacements(
    lines: list[str], found: list[PageEntry], places: list[int]
) -> dict[int, Replacement]:
    """Return what is to stand where each entry stood: the text of the one that belongs there.

    A carriage return at the end of the last line belongs to the place, not to the text.
    """
    texts = ["\n".join(lines[each.line - 1 : each.last_line]).removesuffix("\r") for each in found]
    ends = ["\r" if lines[each.last_line - 1].endswith("\r") else "" for each in found]
    return {
        entry.line: (entry.last_line, texts[index] + end)
        for entry, end, index in zip(found, ends, places, strict=True)
    }


def apply_replacements(lines: list[str], replaced: dict[int, Replacement]) -> Iterator[str]:
    """Yield the lines with the replaced ones in place of what stood there."""
    number = 1
    while number <= len(lines):
        last, text = replaced.get(number, (number, lines[number - 1]))
        yield text
        number = last + 1
