"""The status of software: who says what of it, and what that comes to by a policy.

A verdict is the newest statement of the strongest voice. Measurements say how long a project
has been silent, up to the day on which somebody looked, and never decide: silence is no status.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from fwgraph.namespaces import Term, format_place, local_name
from fwgraph.questions.days_between import add_years, last_day, written_day
from fwgraph.questions.policy import RELEASES, StatusPolicy, read_shipped_policy
from fwgraph.questions.rows import StepRow, row_dicts, table_from_rows
from fwgraph.records import Record
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.description import LAST
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table, csv_text, is_whole_number

COLUMNS = (
    "software", "status", "voice", "date", "source", "line", "quote", "verdict", "about", "as_of",
    "goes_on", "software_iri", "status_iri", "voice_iri", "source_iri", "statement_iri",
)  # fmt: skip
LISTED = "listed, not as discontinued"
ACTIVE_BY_RELEASES = "active (by releases)"
NOT_STATED = "not stated"
SIGNS = ("release", "commit")
"""What shows that somebody was at work."""
MEASURING = ("measurement", "index", "host")
"""The voices that look for themselves, so that what they do not see says something."""


class StatusRow(Record):
    """Something that is said of the status of software, or a sign of life.

    ``about`` is claim, denial, listing, release or commit; ``status`` the slug of the status
    that is stated, empty where none is; ``date`` from when it counts, and of a sign its day;
    ``as_of`` the day of its source. ``rank`` grows with the gravity of the status.
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

    @property
    def place(self) -> str:
        """Where it stands: the source and the line."""
        return format_place(self.source, self.line)

    @property
    def is_sign(self) -> bool:
        """Whether it is a sign of life."""
        return self.about in SIGNS


class StatusVerdict(Record):
    """What the rows come to: the row that decides, if one does, and the status in words.

    ``status`` is the slug of the status; None where it is not stated. ``lapsed`` and ``denied``
    are rows that would have counted otherwise, ``tied`` those that weigh as much.
    """

    text: str
    status: str | None
    deciding: StatusRow | None
    lapsed: tuple[StatusRow, ...]
    denied: tuple[StatusRow, ...]
    tied: tuple[StatusRow, ...]


def select_status_rows(graph: Readable, software: NamedNode) -> Table:
    """Return the rows of the question ``status`` as the query answers them."""
    text = bind_values(query_text("status"), "software", software)
    return Table.from_solutions(select_solutions(graph, text))


def read_status_row(row: StepRow) -> StatusRow:
    """Return a row of the query as it is judged."""
    words = {name: csv_text(term) for name, term in row.items()}
    about, status = words["about"], local_name(words["status_iri"])
    rank = words["rank"]
    return StatusRow(
        about, status, row_label(about, words["status"], words["version"]),
        local_name(words["voice_iri"]), words["voice"] or "a voice that is not said",
        written_day(words["date"]), written_day(words["as_of"]), written_day(words["until"]),
        words["source_iri"], words["source"], words["line"], words["quote"], words["goes_on"],
        int(rank) if is_whole_number(rank) else LAST,
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


def judge_status(rows: Iterable[StatusRow], day: str, policy: StatusPolicy) -> StatusVerdict:
    """Return what the rows come to on a day, YYYY-MM-DD; empty where the graph has none."""
    counting = [row for row in rows if counts_on(row, day)]
    sign = newest_sign(counting)
    stated = [row for row in counting if row.status and row.about in {"claim", "listing"}]
    lapsed = [row for row in stated if has_lapsed(row, day, policy)]
    denials = [row for row in counting if row.about == "denial"]
    denied = [row for row in stated if any(outweighs(other, row, policy) for other in denials)]
    candidates = [row for row in stated if row not in lapsed and row not in denied]
    candidates += [sign_of_work] if (sign_of_work := released_lately(counting, day, policy)) else []
    weighed = [(weigh(row, policy), row) for row in candidates if place_of(row, policy) is not None]
    weighed = [
        pair for pair in weighed if not is_overtaken(pair[1], [row for _, row in weighed], policy)
    ]
    weight, deciding = max(weighed, key=lambda pair: pair[0], default=(None, None))
    tied = [
        row
        for other, row in weighed
        if weight and other[:2] == weight[:2] and deciding and row.status != deciding.status
    ]
    if deciding is None:
        text, status = describe_unstated(counting, sign, policy), None
    elif deciding.about == "release":
        text, status = ACTIVE_BY_RELEASES, "active"
    else:
        text, status = deciding.label, deciding.status
    return StatusVerdict(text, status, deciding, tuple(lapsed), tuple(denied), tuple(tied))


def counts_on(row: StatusRow, day: str) -> bool:
    """Tell whether a row counts on a day; what is dated after its own source does not."""
    if row.is_sign:
        return bool(row.date) and row.date <= last_day(row.as_of or row.date)
    return not row.until or not day or day <= last_day(row.until)


def has_lapsed(row: StatusRow, day: str, policy: StatusPolicy) -> bool:
    """Tell whether a row states what was true of its day, too long before the day asked for."""
    if row.status not in policy.lapsing or not day or not row.date:
        return False
    return add_years(last_day(row.date), policy.silent_years) < day


def place_of(row: StatusRow, policy: StatusPolicy) -> int | None:
    """Return the place of a row's voice, 0 for the strongest, None where it does not count."""
    return policy.find_place(RELEASES if row.about == "release" else row.voice)


def weigh(row: StatusRow, policy: StatusPolicy) -> tuple[int, str, int, str]:
    """Return what orders rows: the voice, the day, the gravity, and the place for a tie."""
    return -(place_of(row, policy) or 0), row.date, row.rank, row.place


def outweighs(denial: StatusRow, row: StatusRow, policy: StatusPolicy) -> bool:
    """Tell whether a denial ends what a row states: of a stronger voice, or a later day."""
    strong, weak = place_of(denial, policy), place_of(row, policy)
    if denial.status != row.status or strong is None:
        return False
    return weak is None or strong < weak or (strong == weak and row.date <= denial.date)


def released_lately(rows: Iterable[StatusRow], day: str, policy: StatusPolicy) -> StatusRow | None:
    """Return the newest release, if it is within the silent years before the day."""
    newest = newest_sign(row for row in rows if row.about == "release")
    if newest is None or not day:
        return None
    return newest if day <= add_years(last_day(newest.date), policy.silent_years) else None


def is_overtaken(row: StatusRow, rows: Iterable[StatusRow], policy: StatusPolicy) -> bool:
    """Tell whether a row is a release after which somebody called the project ended.

    A release shows work up to its own day, and nothing of what came later.
    """
    return row.about == "release" and any(
        other.about != "release" and other.status in policy.ended and other.date > row.date
        for other in rows
    )


def newest_sign(rows: Iterable[StatusRow]) -> StatusRow | None:
    """Return the newest sign of life; of two that of the source that looked last."""
    signs = (row for row in rows if row.is_sign)
    return max(
        signs,
        key=lambda row: (last_day(row.date), row.voice in MEASURING, row.as_of, row.place),
        default=None,
    )


def silence_of(rows: Sequence[StatusRow], policy: StatusPolicy) -> tuple[str, str] | None:
    """Return since when there is no sign of life, and up to when somebody looked.

    That is None where nobody looked, or not for longer than the silent years.
    """
    newest = newest_sign(rows)
    looked = newest_sign(row for row in rows if row.voice in MEASURING)
    if newest is None or looked is None or not looked.as_of:
        return None
    is_silent = add_years(last_day(newest.date), policy.silent_years) <= looked.as_of
    return (newest.date, looked.as_of) if is_silent else None


def describe_unstated(
    rows: Sequence[StatusRow], sign: StatusRow | None, policy: StatusPolicy
) -> str:
    """Return what is known where nobody states a status: neither dead nor alive by silence."""
    if silence := silence_of(rows, policy):
        return f"{NOT_STATED}; silent since {silence[0]} (as of {silence[1]})"
    if sign:
        word = "release" if sign.about == "release" else "commit"
        return f"{NOT_STATED}; last {word} {sign.date} ({sign.source_label})"
    if any(row.label == LISTED for row in rows):
        return f"{NOT_STATED}; {LISTED}"
    return NOT_STATED


def status_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return the answer of the question ``status``, by the shipped policy."""
    return judged_table(steps, read_shipped_policy())


def judged_table(steps: Table, policy: StatusPolicy) -> Table:
    """Return the rows of the query with the verdict: true on the row that decides, the first."""
    pairs = [(read_status_row(row), row) for row in row_dicts(steps)]
    day = csv_text(pairs[0][1]["day"]) if pairs else ""
    deciding = judge_status([row for row, _ in pairs], day, policy).deciding
    pairs.sort(key=lambda pair: (pair[0].date, pair[0].about, pair[0].place), reverse=True)
    pairs.sort(key=lambda pair: (pair[0] != deciding, pair[0].is_sign))
    rows = [
        {
            **row,
            "software": row["label"],
            "software_iri": row["software"],
            "status": Literal(judged.label),
            "verdict": Literal(True) if judged == deciding and number == 0 else None,
        }
        for number, (judged, row) in enumerate(pairs)
    ]
    return table_from_rows(COLUMNS, rows)
