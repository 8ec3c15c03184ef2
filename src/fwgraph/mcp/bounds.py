"""Answers that fit into what an agent can read: some rows at a time, and how to go on.

What is not stated is left out of a row rather than told to be nothing, IRIs are prefixed names,
which every tool takes for names, and what a row repeats of its first evidence stands there only.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fwgraph.namespaces import shorten_iri
from fwgraph.store.names import EVERY_KIND

Answer = dict[str, Any]
"""What a tool answers: values as JSON has them."""

DEFAULT_ROWS = 20
MAX_ROWS = 100
MAX_CHARACTERS = 16_000
"""Characters of the rows in one answer, about 4,000 tokens; one row is told in any case."""
MAX_EVIDENCE = 3
"""Statements told of a row; the newest come first."""
MAX_TEXT = 500
"""Characters of a value."""
EVIDENCE = ("source", "line", "date", "voice", "quote", "address")
"""What is told of a statement, in this order."""
KINDS_TOLD = tuple(f"{kind}:" for kind in EVERY_KIND if kind != "relation")
"""How the names of things begin whose IRIs are told: labels name the others well enough."""


def json_text(value: object) -> str:
    """Return a value as JSON without blanks that cost tokens."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def page_rows(rows: Sequence[Mapping[str, Any]], limit: int, offset: int) -> Answer:
    """Return up to ``limit`` rows from ``offset`` on, how many there are, and how to go on.

    There are fewer where these would be longer than MAX_CHARACTERS.
    """
    shown = fit_rows(map(compact_row, rows[offset : offset + limit]), MAX_CHARACTERS)
    page: Answer = {"total": len(rows), "rows": shown}
    end = offset + len(shown)
    if end < len(rows):
        page["more"] = f"{len(rows) - end} more rows: call again with offset={end}"
    elif offset and not shown:
        page["more"] = f"no rows from offset={offset} on: there are {len(rows)}"
    return page


def fit_rows(rows: Iterable[Answer], room: int) -> list[Answer]:
    """Return the first rows, as many as have room in so many characters, but at least one."""
    shown: list[Answer] = []
    for row in rows:
        room -= len(json_text(row))
        if room < 0 and shown:
            break
        shown.append(row)
    return shown


def compact_row(row: Mapping[str, Any]) -> Answer:
    """Return a row in as few words as say the same."""
    told = [compact_evidence(statement) for statement in row.get("evidence") or ()]
    first = told[0] if told else {}
    compact: Answer = {}
    for name, value in row.items():
        short = short_value(value)
        is_repeated = name in EVIDENCE and short == first.get(name)
        is_plain_iri = name.endswith("_iri") and not str(short).startswith(KINDS_TOLD)
        if name != "evidence" and not (is_repeated or is_plain_iri) and short not in (None, ""):
            compact[name] = short
    if told:
        compact["evidence"] = told[:MAX_EVIDENCE]
    if len(told) > MAX_EVIDENCE:
        compact["evidence_left_out"] = len(told) - MAX_EVIDENCE
    return compact


def compact_evidence(statement: Mapping[str, Any]) -> Answer:
    """Return what is told of a statement; one from an absence has no phrase."""
    values = {name: short_value(statement.get(name)) for name in EVIDENCE}
    return {name: value for name, value in values.items() if value not in (None, "")}


def short_value(value: object) -> object:
    """Return a value, IRIs with a prefix where one is known, long texts cut."""
    if not isinstance(value, str):
        return value
    short = shorten_iri(value)
    return short if len(short) <= MAX_TEXT else f"{short[: MAX_TEXT - 1]}…"
