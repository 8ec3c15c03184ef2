"""What records of releases take from their sources: a version and a date, each on its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import QuerySolution

from fwgraph.sparql.binding import select_solutions
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.upstream.dates import DAY_FIRST, MONTH_FIRST, apply_order, find_dates
from fwgraph.verification.expectations import text_of

COLUMNS = (
    "node", "source", "version", "released", "date_text", "line", "date_line", "tag", "object",
)  # fmt: skip
LINE = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class ReleaseExpectation:
    """What a record takes from a source: all as text, the date typed and as it is written.

    One with a ``tag`` is looked up in a repository, any other in the text of its source.
    """

    node: str
    source: str
    version: str | None = None
    released: str | None = None
    date_text: str | None = None
    line: int | None = None
    date_line: int | None = None
    tag: str | None = None
    object: str | None = None

    @property
    def written_date(self) -> str | None:
        """The date as the source has to write it."""
        return self.date_text or self.released

    @property
    def version_phrases(self) -> list[str]:
        """The ways in which a source may write the version: a mark in front is none of it."""
        return [f"{mark}{self.version}" for mark in ("", "v", "V", "r") if self.version]

    @property
    def is_dated_as_written(self) -> bool:
        """Whether the typed date is what the written one says; a year alone may be any."""
        if self.released is None or self.date_text is None:
            return True
        return self.released in read_dates(self.date_text)


def read_dates(words: str) -> set[str]:
    """Return what dates words may be: with numbers alone, either of day and month comes first."""
    dates = [*find_dates(words)]
    orders = (DAY_FIRST, MONTH_FIRST)
    dates += [apply_order(date, order) for date in dates for order in orders]
    found = {date.value.value for date in dates if date.value}
    return found or set(re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", words))


def read_release_expectations(graph: Readable) -> Iterator[ReleaseExpectation]:
    """Yield what the records of releases take from their sources, by source and line."""
    for row in select_solutions(graph, query_text("verification/releases")):
        expected = release_expectation(row)
        if expected is not None:
            yield expected


def release_expectation(row: QuerySolution) -> ReleaseExpectation | None:
    """Return what a row expects, or nothing where nothing can be looked up."""
    node, source, version, released, date_text, line, date_line, tag, object_ = (
        text_of(row[name]) for name in COLUMNS
    )
    if node is None or source is None or not (version or tag):
        return None
    lines = read_line(line), read_line(date_line)
    return ReleaseExpectation(
        node, source, version, released, date_text, *lines, tag, object_
    )  # fmt: skip


def read_line(text: str | None) -> int | None:
    """Return the number of a line, where it is one."""
    return int(text) if text and LINE.fullmatch(text) else None
