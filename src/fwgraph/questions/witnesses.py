"""Which of several statements decides: what denies a claim, and what the software itself says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal

from fwgraph.namespaces import Term
from fwgraph.questions.rows import (
    StepRow,
    group_rows,
    insert_column,
    row_dicts,
    table_from_rows,
)
from fwgraph.store.days import full_day
from fwgraph.store.description import LAST
from fwgraph.store.table import Table, csv_text

DENIAL_COLUMNS = (
    "denied_by", "denied_line", "quote", "denied_date", "voice_rank", "denied_by_iri", "denial_iri",
)  # fmt: skip
WITNESS_COLUMNS = (
    "witness", "witness_line", "specifier", "witness_date", "says", "witness_iri",
    "witness_statement_iri",
)  # fmt: skip
"""What rows of one claim differ in."""
VERDICTS = {"required": "confirmed", "optional": "optional"}
"""What a witness makes of a claim that it does not deny."""
PREFERENCE = ("denied", "optional", "required")
"""What decides of two witnesses of one day: the later in this order."""


def deciding_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return a row for each claim, with the denial of the strongest voice and latest day."""
    groups = group_rows(row_dicts(steps), *DENIAL_COLUMNS)
    columns = [name for name in steps.columns if name != "voice_rank"]
    return table_from_rows(columns, (max(group, key=denial_weight) for group in groups))


def denial_weight(row: StepRow) -> tuple[bool, int, str, str]:
    """Return what makes a denial decide: its voice, its day; that there is one at all."""
    rank = csv_text(row["voice_rank"])
    strength = -int(rank) if rank.isdigit() else -LAST
    day = full_day(csv_text(row["denied_date"]))
    return row["denial_iri"] is not None, strength, day, csv_text(row["denial_iri"])


def witness_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return a row for each claim, with the newest witness and what it makes of the claim."""
    groups = group_rows(row_dicts(steps), *WITNESS_COLUMNS)
    columns = [name for name in steps.columns if name != "says"]
    rows = [{**find_witness(group), "verdict": Literal(judge_claim(group))} for group in groups]
    return table_from_rows(insert_column("verdict", "witness", tuple(columns)), rows)


def find_witness(rows: list[StepRow]) -> StepRow:
    """Return the row with the newest witness; one without where there is none."""
    witnesses = [row for row in rows if csv_text(row["says"]) in PREFERENCE]
    return max(witnesses, key=witness_weight) if witnesses else without_witness(rows[0])


def witness_weight(row: StepRow) -> tuple[str, int, str]:
    """Return what makes a witness the one that counts: its day, and what it says."""
    says = PREFERENCE.index(csv_text(row["says"]))
    return witness_day(row), says, csv_text(row["witness_statement_iri"])


def without_witness(row: StepRow) -> StepRow:
    """Return the row of a claim with nothing about a witness."""
    return {**row, **dict.fromkeys(WITNESS_COLUMNS)}


def judge_claim(rows: list[StepRow]) -> str:
    """Return the verdict on the claim of these rows."""
    witness = find_witness(rows)
    says = csv_text(witness["says"])
    if says != "denied":
        return VERDICTS.get(says, "not checked")
    earlier = any(day < witness_day(witness) for day in claimed_days(rows))
    return "no longer" if earlier else "never a requirement"


def claimed_days(rows: Iterable[StepRow]) -> list[str]:
    """Return the days from which the authors claimed a dependence."""
    return [witness_day(row) for row in rows if csv_text(row["says"]) in {"required", "claimed"}]


def witness_day(row: StepRow) -> str:
    """Return the day from which a witness counts, empty where it has none."""
    return full_day(csv_text(row["witness_date"]))
