"""What is said of the status of software, row by row: statements, listings, signs of life."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from fwgraph.namespaces import format_place, local_name
from fwgraph.questions.rows import StepRow
from fwgraph.records import Record
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.days import last_day, whole_day, written_day
from fwgraph.store.description import LAST
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table, csv_text, is_whole_number

LISTED = "listed, not as discontinued"
SIGNS = ("release", "commit")
"""What shows that somebody was at work."""
MEASURING = ("measurement", "index", "host")
"""The voices that look for themselves, so that what they do not see says something."""


class StatusRow(Record):
    """Something that is said of the status of software, or a sign of life.

    ``about`` is claim, denial, listing, release or commit; ``status`` the slug of the status
    that is stated, empty where none is; ``date`` from when it counts, and of a sign its day;
    ``as_of`` the day of its source, or the graph's where that is earlier: then it
    ``is_hindsight``. ``rank`` grows with the gravity of the status.
    """

    about: str
    status: str
    label: str
    voice: str
    voice_label: str
    date: str
    as_of: str
    until: str
    source: str
    source_label: str
    line: str
    quote: str
    goes_on: str
    rank: int
    is_hindsight: bool

    @property
    def place(self) -> str:
        """Where it stands: the source and the line."""
        return format_place(self.source, self.line)

    @property
    def is_sign(self) -> bool:
        """Whether it is a sign of life."""
        return self.about in SIGNS


def select_status_rows(graph: Readable, *software: NamedNode) -> Table:
    """Return the rows of the question ``status`` as the query answers them, of each software."""
    text = bind_values(query_text("status"), "software", *software)
    return Table.from_solutions(select_solutions(graph, text))


def read_status_row(row: StepRow) -> StatusRow:
    """Return a row of the query; its source speaks up to the graph's day at most."""
    words = {name: csv_text(term) for name, term in row.items()}
    about, status = words["about"], local_name(words["status_iri"])
    published = written_day(words["as_of"])
    as_of = min(published, whole_day(words["day"]) or published)
    rank = words["rank"]
    return StatusRow(
        about, status, row_label(about, words["status"], words["version"]),
        local_name(words["voice_iri"]), words["voice"] or "a voice that is not said",
        written_day(words["date"]), as_of, written_day(words["until"]),
        words["source_iri"], words["source"], words["line"], words["quote"], words["goes_on"],
        int(rank) if is_whole_number(rank) else LAST, as_of < published,
    )  # fmt: skip


def row_label(about: str, status: str, version: str) -> str:
    """Return what a row says, in words."""
    if about == "release":
        return f"released {version}".rstrip()
    if about == "commit":
        return "last commit"
    if about == "denial":
        return f"not {status}"
    return status or LISTED


def counts_on(row: StatusRow, day: str) -> bool:
    """Tell whether a row counts on a day; what is dated after its own source does not."""
    if row.is_sign:
        return bool(row.date) and row.date <= last_day(row.as_of or row.date)
    return not row.until or not day or day <= last_day(row.until)


def newest_sign(rows: Iterable[StatusRow]) -> StatusRow | None:
    """Return the newest sign of life; of two that of the source that looked last."""
    signs = (row for row in rows if row.is_sign)
    return max(
        signs,
        key=lambda row: (last_day(row.date), row.voice in MEASURING, row.as_of, row.place),
        default=None,
    )


def newest_signs(rows: Iterable[StatusRow]) -> list[StatusRow]:
    """Return the newest sign of life of each sort and source, the newest first."""
    signs = sorted((row for row in rows if row.is_sign), key=by_day)
    return sorted(
        {(row.about, row.source): row for row in signs}.values(), key=by_day, reverse=True
    )


def by_day(row: StatusRow) -> tuple[str, str, str]:
    """Return what orders rows by their days."""
    return last_day(row.date), row.as_of, row.place
