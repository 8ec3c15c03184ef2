"""Which of two versions is the newer, where their dates do not say so.

Versions are compared as PEP 440 orders them, as far as pages write them: numbers between
dots, then a stage such as ``b2``. What is written otherwise is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pyoxigraph import Literal

from fwgraph.namespaces import Term
from fwgraph.questions.rows import StepRow, row_dicts, row_sort_key, table_from_rows
from fwgraph.store.table import Table, csv_text

VERSION = re.compile(r"v?(\d+(?:\.\d+)*)(?:[-._ ]?([a-z]+)[-._]?(\d*))?", re.ASCII | re.IGNORECASE)
STAGES = {
    "dev": 0, "a": 1, "alpha": 1, "b": 2, "beta": 2, "c": 3, "pre": 3, "preview": 3, "rc": 3,
    "": 4, "post": 5,
}  # fmt: skip
"""The stages of a version, from the earliest to what follows a release."""
LONGEST = 100
"""Longer words are no version."""

VersionKey = tuple[tuple[int, ...], int, int]


def version_key(words: str) -> VersionKey | None:
    """Return what orders a version among others, or None for what is not understood."""
    match = VERSION.fullmatch(words.strip()) if len(words) <= LONGEST else None
    stage = STAGES.get((match[2] or "").lower()) if match else None
    if match is None or stage is None:
        return None
    numbers = [int(number) for number in match[1].split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    return tuple(numbers), stage, int(match[3] or 0)


def release_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return the changes, updated ones as newer or older where the versions say so."""
    rows = [{**row, "change": judge_change(row)} for row in row_dicts(steps)]
    order = row_sort_key("change", "software", "before", "after", "software_iri")
    return table_from_rows(steps.columns, sorted(rows, key=order))


def judge_change(row: StepRow) -> Term | None:
    """Return what a change is, by the versions where nothing else says which is the newer."""
    if csv_text(row["change"]) != "updated":
        return row["change"]
    before = version_key(csv_text(row["before_version"]))
    after = version_key(csv_text(row["after_version"]))
    if before is None or after is None or before == after:
        return row["change"]
    return Literal("newer" if before < after else "older")
