"""The status of software: who says what of it, and what that comes to by a policy.

A verdict is the newest statement of the strongest voice. Measurements say how long a project
has been silent, up to the day on which somebody looked, and never decide: silence is no status.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal, NamedNode

from fwgraph.namespaces import Term
from fwgraph.questions.days_between import add_years
from fwgraph.questions.policy import RELEASES, StatusPolicy, read_shipped_policy
from fwgraph.questions.rows import row_dicts, table_from_rows
from fwgraph.questions.status_rows import (
    LISTED,
    MEASURING,
    StatusRow,
    by_day,
    counts_on,
    newest_sign,
    newest_signs,
    read_status_row,
    select_status_rows,
)
from fwgraph.records import Record
from fwgraph.store.days import last_day, whole_day
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table, csv_text

COLUMNS = (
    "software", "status", "voice", "date", "source", "line", "quote", "verdict", "about", "as_of",
    "goes_on", "software_iri", "status_iri", "voice_iri", "source_iri", "statement_iri",
)  # fmt: skip
ACTIVE_BY_RELEASES = "active (by releases)"
NOT_STATED = "not stated"


class StatusVerdict(Record):
    """What the rows come to: the row that decides, if one does, and the status in words.

    ``status`` is the slug of the status; None where it is not stated. ``lapsed``, ``denied`` and
    ``taken_back`` are rows that would have counted otherwise, ``tied`` those that weigh as much.
    """

    text: str
    status: str | None
    deciding: StatusRow | None
    lapsed: tuple[StatusRow, ...]
    denied: tuple[StatusRow, ...]
    taken_back: tuple[StatusRow, ...]
    tied: tuple[StatusRow, ...]


def judge_status(rows: Iterable[StatusRow], day: str, policy: StatusPolicy) -> StatusVerdict:
    """Return what the rows come to on a day, YYYY-MM-DD; empty where the graph has none."""
    counting = [row for row in rows if counts_on(row, day)]
    stated = [row for row in counting if row.status and row.about in {"claim", "listing"}]
    denials = [row for row in counting if row.about == "denial"]
    lapsed = [row for row in stated if has_lapsed(row, day, policy)]
    denied = [row for row in stated if any(outweighs(other, row, policy) for other in denials)]
    lost = {*lapsed, *denied}
    taken_back = [row for row in stated if row not in lost and is_taken_back(row, lapsed, policy)]
    lost.update(taken_back)
    work = released_lately(counting, day, policy)
    candidates = [
        row
        for row in [*stated, *([work] if work else [])]
        if place_of(row, policy) is not None and row not in lost
    ]
    candidates = [row for row in candidates if not is_overtaken(row, candidates, policy)]
    deciding = max(candidates, key=lambda row: weigh(row, policy), default=None)
    tied = [row for row in candidates if deciding and is_tied(row, deciding, policy)]
    text, status = describe_verdict(deciding, counting, policy)
    rows_lost = (tuple(lapsed), tuple(denied), tuple(taken_back))
    return StatusVerdict(text, status, deciding, *rows_lost, tuple(tied))


def judge_each(graph: Readable, software: Sequence[NamedNode]) -> dict[str, StatusVerdict]:
    """Return the verdicts on a graph's day by the shipped policy, by the software's IRIs."""
    rows: dict[str, list[StatusRow]] = {node.value: [] for node in software}
    for row in row_dicts(select_status_rows(graph, *software)) if software else ():
        rows[csv_text(row["software"])].append(read_status_row(row))
    day, policy = whole_day(graph.day or ""), read_shipped_policy()
    return {iri: judge_status(said, day, policy) for iri, said in rows.items()}


def describe_verdict(
    deciding: StatusRow | None, rows: Sequence[StatusRow], policy: StatusPolicy
) -> tuple[str, str | None]:
    """Return the status in words and its slug, None where no row decides."""
    if deciding is None:
        return describe_unstated(rows, policy), None
    if deciding.about == "release":
        return ACTIVE_BY_RELEASES, "active"
    return deciding.label, deciding.status


def has_lapsed(row: StatusRow, day: str, policy: StatusPolicy) -> bool:
    """Tell whether a row states what was true of its day, too long before the day asked for."""
    if row.status not in policy.lapsing or not day or not row.date:
        return False
    return add_years(last_day(row.date), policy.silent_years) < day


def is_taken_back(row: StatusRow, lapsed: Iterable[StatusRow], policy: StatusPolicy) -> bool:
    """Tell whether what lapsed was later than a row, and of its own or of a stronger voice.

    Who said "active" after "discontinued" took that back, and does not say it again by silence.
    """
    weak = place_of(row, policy)
    return any(
        strong <= weak and row.date < other.date
        for other in lapsed
        if weak is not None and (strong := place_of(other, policy)) is not None
    )


def place_of(row: StatusRow, policy: StatusPolicy) -> int | None:
    """Return the place of a row's voice, 0 for the strongest, None where it does not count."""
    return policy.find_place(RELEASES if row.about == "release" else row.voice)


def weigh(row: StatusRow, policy: StatusPolicy) -> tuple[int, str, int, str]:
    """Return what orders rows: the voice, the day, the gravity, and the place for a tie."""
    return -(place_of(row, policy) or 0), row.date, row.rank, row.place


def is_tied(row: StatusRow, deciding: StatusRow, policy: StatusPolicy) -> bool:
    """Tell whether a row states another status with as strong a voice and on the same day."""
    same = weigh(row, policy)[:2] == weigh(deciding, policy)[:2]
    return same and row.status != deciding.status


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


def silence_of(rows: Sequence[StatusRow], policy: StatusPolicy) -> tuple[str, str] | None:
    """Return since when there is no sign of life, and up to when somebody looked.

    That is None where nobody looked, or not for longer than the silent years. A copy of later
    shows the releases of then, and of the commits of then none but the last: it did not look.
    """
    newest = newest_sign(rows)
    looked = newest_sign(row for row in rows if row.voice in MEASURING and not row.is_hindsight)
    if newest is None or looked is None or not looked.as_of:
        return None
    is_silent = add_years(last_day(newest.date), policy.silent_years) <= looked.as_of
    return (newest.date, looked.as_of) if is_silent else None


def describe_unstated(rows: Sequence[StatusRow], policy: StatusPolicy) -> str:
    """Return what is known where nobody states a status: neither dead nor alive by silence."""
    if silence := silence_of(rows, policy):
        return f"{NOT_STATED}; silent since {silence[0]} (as of {silence[1]})"
    if sign := newest_sign(rows):
        word = "release" if sign.about == "release" else "commit"
        return f"{NOT_STATED}; last {word} {sign.date} ({sign.source_label})"
    if any(row.label == LISTED for row in rows):
        return f"{NOT_STATED}; {LISTED}"
    return NOT_STATED


def status_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return the answer of the question ``status``, by the shipped policy."""
    return judged_table(steps, read_shipped_policy())


def judged_table(steps: Table, policy: StatusPolicy) -> Table:
    """Return the rows of the query with the verdict: true on the row that decides, the first.

    Of the signs of life the newest of each source is among them.
    """
    pairs = [(read_status_row(row), row) for row in row_dicts(steps)]
    day = whole_day(csv_text(pairs[0][1]["day"])) if pairs else ""
    counting = [row for row, _ in pairs if counts_on(row, day)]
    deciding = judge_status(counting, day, policy).deciding
    signs = set(newest_signs(counting))
    pairs = [pair for pair in pairs if pair[0] in signs or not pair[0].is_sign]
    pairs.sort(key=lambda pair: (*by_day(pair[0]), pair[0].about, pair[0].label), reverse=True)
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
