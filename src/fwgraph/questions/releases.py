"""Answers about releases: which of them are newest, how many there are, what a page knows of them.

Versions order releases, where they are understood, and dates the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pyoxigraph import Literal

from fwgraph.namespaces import Term
from fwgraph.questions.rows import (
    StepRow,
    group_rows,
    insert_column,
    row_dicts,
    row_sort_key,
    table_from_rows,
)
from fwgraph.questions.versions import is_prerelease, is_same_version, version_key
from fwgraph.store.days import full_day
from fwgraph.store.table import PlainRow, Table, csv_text

RELEASE_COLUMNS = (
    "version", "released", "source", "line", "tag", "date", "voice", "release_iri", "source_iri",
)  # fmt: skip
"""What rows differ in that are about the releases of one software, as one kind of source has it."""
YEARS_OF_FIXES = 2
"""How long behind a release fixes of an older line may follow."""
CURRENT_COLUMNS = ("current_version", "current_date", "current_line", "current_package")
HISTORY_COLUMNS = (
    "software", "first", "first_version", "last", "last_version", "releases", "prereleases",
    "known_until", "software_iri",
)  # fmt: skip


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


def latest_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return the newest release that each kind of source has, and a newer pre-release behind it."""
    rows = [
        {**row, "stage": Literal(stage)}
        for group in group_rows(row_dicts(steps), *RELEASE_COLUMNS)
        for stage, row in newest_by_stage(group)
    ]
    return table_from_rows(insert_column("stage", "line", steps.columns), rows)


def newest_by_stage(rows: Sequence[StepRow]) -> list[tuple[str, StepRow]]:
    """Return the newest release, and the newest pre-release where that came out later still."""
    early = [row for row in rows if is_prerelease(csv_text(row["version"]))]
    newest = find_newest([row for row in rows if row not in early])
    newer = find_newest(early)
    if newest and newer:
        is_newer = release_weight(newer) > release_weight(newest)
        newer = newer if is_newer and release_day(newer) >= release_day(newest) else None
    stages = {"release": newest, "pre-release": newer}
    return [(stage, row) for stage, row in stages.items() if row]


def find_newest(rows: Sequence[StepRow]) -> StepRow | None:
    """Return the release with the highest version among the last ones."""
    begin = first_day_of_last(map(release_day, rows))
    return max((row for row in rows if release_day(row) >= begin), key=release_weight, default=None)


def first_day_of_last(days: Iterable[str]) -> str:
    """Return from which day on releases count as the last ones, of which the highest is newest.

    Older ones do not count, since there are projects that began to count anew: 0.138 was
    followed by 0.2. Fixes of an old line may be younger than the highest version.
    """
    last = max(days, default="")
    return f"{int(last[:4] or 0) - YEARS_OF_FIXES:04}{last[4:]}"


def release_day(row: StepRow | PlainRow) -> str:
    """Return the first day on which a release can have come out."""
    return full_day(csv_text(row["released"]))


def release_weight(row: StepRow | PlainRow) -> tuple[bool, object, int, str, str]:
    """Return what makes a release the newest: its version, or else its date; then its source.

    Of sources that have the same one, that counts which knows the day, then the latest.
    """
    key = version_key(csv_text(row["version"]))
    order = release_day(row) if key is None else key
    known = len(csv_text(row["released"]))
    return key is not None, order, known, csv_text(row["date"]), csv_text(row["release_iri"])


def history_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return the first and the last release of each software, and how many versions there are."""
    groups = group_rows(
        row_dicts(steps), "version", "released", "known_until", "date", "release_iri"
    )
    rows = sorted(map(summarize_history, groups), key=row_sort_key("software", "software_iri"))
    rows.sort(key=lambda row: -int(csv_text(row["releases"])))
    return table_from_rows(HISTORY_COLUMNS, rows)


def summarize_history(rows: Sequence[StepRow]) -> StepRow:
    """Return the row of a software; each of its rows has a version and a date."""
    by_day = sorted(
        rows, key=lambda row: (full_day(csv_text(row["released"])), release_weight(row))
    )
    texts = [csv_text(row["version"]) for row in rows]
    versions = {version_key(text) or text: text for text in texts}
    early = sum(map(is_prerelease, versions.values()))
    first, last = by_day[0], by_day[-1]
    return {
        "software": first["software"],
        "first": first["released"],
        "first_version": first["version"],
        "last": last["released"],
        "last_version": last["version"],
        "releases": Literal(len(versions) - early),
        "prereleases": Literal(early),
        "known_until": max((row["known_until"] for row in rows), key=csv_text),
        "software_iri": first["software_iri"],
    }


def drift_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return a row for each listing, with the newest version of the index, and whether it is same.

    Of several packages of one software the one with the highest version counts.
    """
    groups = group_rows(row_dicts(steps), *CURRENT_COLUMNS)
    rows = [compare_listing(max(group, key=current_weight)) for group in groups]
    return table_from_rows(insert_column("same", "current_line", steps.columns), rows)


def current_weight(row: StepRow) -> tuple[bool, object]:
    """Return what makes the version of an index the newest of its software."""
    key = version_key(csv_text(row["current_version"]))
    return key is not None, key or csv_text(row["current_version"])


def compare_listing(row: StepRow) -> StepRow:
    """Return a row that tells whether both versions are the same, where there are two."""
    listed, current = csv_text(row["listed_version"]), csv_text(row["current_version"])
    same = None if row["current_version"] is None else Literal(is_same_version(listed, current))
    return {**row, "same": same}
