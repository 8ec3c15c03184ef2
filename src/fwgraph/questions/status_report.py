"""A verdict on a status with its reasons, what contradicts it, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pyoxigraph import NamedNode

from fwgraph.questions.cards import read_card_rows
from fwgraph.questions.days_between import describe_age
from fwgraph.questions.policy import StatusPolicy, read_shipped_policy
from fwgraph.questions.rows import row_dicts
from fwgraph.questions.status import StatusVerdict, judge_status, judged_table, place_of, silence_of
from fwgraph.questions.status_reasons import change_sentences, reason_sentences
from fwgraph.questions.status_rows import (
    LISTED,
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
from fwgraph.store.table import Table, is_whole_number

MENDED_STILL = "deprecated"
"""What means the end, though work may go on after it: a sign of life is no contradiction."""


class StatusReport(Record):
    """What the graph says of the status of software on its day, and what that comes to.

    ``reasons`` and ``changes`` are sentences; ``contradictions`` rows with why they contradict;
    ``earlier`` what was said before and no longer decides; ``signs`` the newest sign of each
    source; ``continuations`` where people go on. ``table`` is the answer of the question
    ``status`` by the same policy.
    """

    iri: str
    label: str
    day: str
    verdict: StatusVerdict
    reasons: tuple[str, ...]
    contradictions: tuple[tuple[StatusRow, str], ...]
    earlier: tuple[StatusRow, ...]
    signs: tuple[StatusRow, ...]
    changes: tuple[str, ...]
    continuations: tuple[tuple[str, str, str], ...]
    policy: StatusPolicy
    table: Table

    def __str__(self) -> str:
        """Return the verdict in words."""
        return self.verdict.text

    def as_dict(self) -> dict[str, object]:
        """Return the report as plain values, ready for JSON."""
        deciding = self.verdict.deciding
        return {
            "software": self.label,
            "iri": self.iri,
            "day": self.day or None,
            "verdict": self.verdict.text,
            "status": self.verdict.status,
            "ended": self.verdict.status in self.policy.ended,
            "deciding": deciding and self._evidence(deciding),
            "reasons": list(self.reasons),
            "contradictions": [
                {**self._evidence(row), "why": why} for row, why in self.contradictions
            ],
            "earlier": [self._evidence(row) for row in self.earlier],
            "signs": [self._evidence(row) for row in self.signs],
            "changes": list(self.changes),
            "continuations": [
                {"name": name, "relation": relation, "iri": iri}
                for name, relation, iri in self.continuations
            ],
            "policy": {
                name: list(value) if isinstance(value, tuple) else value
                for name, value in vars(self.policy).items()
            },
        }

    def _evidence(self, row: StatusRow) -> dict[str, object]:
        """Return a row with the names that evidence has everywhere, and its age."""
        return {
            "about": row.about,
            "status": row.label,
            "voice": row.voice_label,
            "date": row.date or None,
            "age": describe_age(row.date, self.day) or None,
            "as_of": row.as_of or None,
            "source": row.source_label,
            "source_iri": row.source,
            "line": int(row.line) if is_whole_number(row.line) else None,
            "quote": row.quote or None,
            "goes_on": row.goes_on or None,
        }


def find_status(
    graph: Readable, software: NamedNode, policy: StatusPolicy | None = None
) -> StatusReport:
    """Return the status of software on the graph's day, by a policy or else by the shipped one."""
    policy = policy or read_shipped_policy()
    table = select_status_rows(graph, software)
    day = whole_day(graph.day or "")
    rows = [read_status_row(row) for row in row_dicts(table)]
    verdict = judge_status(rows, day, policy)
    counting = [row for row in rows if counts_on(row, day)]
    contradictions = tuple(contradicting_rows(counting, verdict, policy))
    known = {row for row, _ in contradictions} | {verdict.deciding}
    earlier = (row for row in counting if not row.is_sign and row not in known)
    return StatusReport(
        software.value, graph.names.label(software), day, verdict,
        tuple(dict.fromkeys(reason_sentences(counting, verdict, day, policy))), contradictions,
        tuple(sorted(earlier, key=by_day, reverse=True)),
        tuple(newest_signs(counting)),
        tuple(change_sentences(verdict, day, policy)),
        tuple(find_continuations(graph, software, counting, verdict)),
        policy, judged_table(table, policy),
    )  # fmt: skip


def contradicting_rows(
    rows: Sequence[StatusRow], verdict: StatusVerdict, policy: StatusPolicy
) -> Iterator[tuple[StatusRow, str]]:
    """Yield what speaks against the verdict: the newest of each other voice, and signs of life."""
    deciding = verdict.deciding
    if deciding is None:
        return
    for row in newest_of_voices(rows):
        is_own = row.voice == deciding.voice and deciding.about != "release"
        if is_own and row.date <= deciding.date:
            continue
        if row.about == "denial" and row.status == verdict.status:
            yield row, "denies it"
        elif row.label == LISTED:
            if verdict.status not in {"active", "moved"} and row.date >= deciding.date:
                yield row, f"listed, after it was said to be {verdict.text}"
        elif row.about != "denial" and row.status != verdict.status:
            yield row, contradiction_reason(row, verdict, policy)
    sign = newest_sign(rows)
    has_stopped = verdict.status in policy.ended and verdict.status != MENDED_STILL
    if has_stopped and sign and sign.date > last_day(deciding.date):
        yield sign, "a sign of life after that"
    silence = silence_of(rows, policy)
    if verdict.status == "active" and silence and sign:
        yield sign, f"silent since {silence[0]} (as of {silence[1]})"


def newest_of_voices(rows: Sequence[StatusRow]) -> list[StatusRow]:
    """Return the newest statement or listing of each voice, the newest first."""
    said = sorted((row for row in rows if not row.is_sign), key=by_day)
    newest = {row.voice: row for row in said}
    return sorted(newest.values(), key=by_day, reverse=True)


def contradiction_reason(row: StatusRow, verdict: StatusVerdict, policy: StatusPolicy) -> str:
    """Return how a statement differs from the verdict."""
    sides = {row.status, verdict.status}
    if "active" in sides and sides & set(policy.ended):
        place = place_of(row, policy)
        return "says the opposite" if place is not None else "says the opposite; it does not count"
    return "says otherwise"


def find_continuations(
    graph: Readable, software: NamedNode, rows: Sequence[StatusRow], verdict: StatusVerdict
) -> Iterator[tuple[str, str, str]]:
    """Yield where people go on from what is not active: a name, how it is related, an address."""
    if verdict.status == "active":
        return
    for row in sorted(rows, key=by_day, reverse=True):
        if row.goes_on:
            yield row.goes_on, f"says {row.voice_label}, {row.date} [{row.place}]", row.goes_on
    for found in read_card_rows(graph, "continuations", software):
        yield str(found["other"]), str(found["relation"]), str(found["other_iri"])
