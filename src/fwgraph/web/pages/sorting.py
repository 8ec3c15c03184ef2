"""The order of a table's rows, which a visitor chooses by its headings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import urlencode

from fwgraph.errors import UnknownName

SORT = "sort"
"""The parameter: the name of a column, after a minus for the other way round."""
DIGITS = re.compile(r"(\d+)")
WHOLE_NUMBER = re.compile(r"-?\d+")
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class SortOrder:
    """A column and the way round; no column for the order that the rows come in."""

    column: str = ""
    descending: bool = False

    @property
    def direction(self) -> str:
        """The way round as ``aria-sort`` says it."""
        return "descending" if self.descending else "ascending"


@dataclass(frozen=True, slots=True)
class SortHeading:
    """A column's heading: its words, the order that it leads to, and the one that it has."""

    text: str
    query: str | None
    direction: str = ""


def parse_sort(written: str, columns: Sequence[str]) -> SortOrder:
    """Return the order that is asked for; raises UnknownName for a column that is not there."""
    column = written.removeprefix("-")
    if column and column not in columns:
        raise UnknownName("column", column, columns, f"there are {', '.join(columns)}")
    return SortOrder(column, written.startswith("-"))


def sort_rows(
    rows: Iterable[Row], order: SortOrder, text_of: Callable[[Row, str], str]
) -> list[Row]:
    """Return rows in an order; those without a value in its column are the last either way."""
    pairs = [(text_of(row, order.column), row) for row in rows]
    key = int if all(WHOLE_NUMBER.fullmatch(text) for text, _ in pairs if text) else natural_key
    said = [pair for pair in pairs if pair[0]]
    said.sort(key=lambda pair: key(pair[0]), reverse=order.descending)
    return [row for _, row in [*said, *(pair for pair in pairs if not pair[0])]]


def natural_key(text: str) -> tuple[tuple[int, str], ...]:
    """Return what orders texts as people read them: 1.9 before 1.10, whatever the letters' case."""
    parts = DIGITS.split(text.casefold())
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in parts)


def sort_headings(
    columns: Iterable[str], order: SortOrder, values: Mapping[str, str], *, links: bool = True
) -> list[SortHeading]:
    """Return the headings of columns; each leads to its order, that of the rows to its reverse.

    ``values`` are the other parameters of the page.
    """
    return [
        SortHeading(
            column.replace("_", " "),
            urlencode(sorted({**values, SORT: next_sort(column, order)}.items()))
            if links
            else None,
            order.direction if column == order.column else "",
        )
        for column in columns
    ]


def next_sort(column: str, order: SortOrder) -> str:
    """Return the order that a heading leads to."""
    is_reversed = column == order.column and not order.descending
    return f"-{column}" if is_reversed else column
