"""From the steps that a query returns to the answer of its question.

A question with a header line ``#+ reach: NAME`` returns steps, one in each row, on any
engine; STEP_TABLES[NAME] turns them into its answer, given the terms of the question's
parameters in their order. Things are compared by their IRIs; the columns that hold these
are named after the columns for people, as everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cache
from itertools import pairwise

from pyoxigraph import Literal

from fwgraph.namespaces import Term
from fwgraph.questions.paths import distances, shortest_path
from fwgraph.questions.rows import (
    group_rows,
    insert_column,
    join_cells,
    merge_rows,
    row_dicts,
    row_sort_key,
    table_from_rows,
)
from fwgraph.questions.witnesses import deciding_table, witness_table
from fwgraph.store.table import Table, csv_text

TermEdge = tuple[Term | None, Term | None]


def distance_table(steps: Table, given: Sequence[Term]) -> Table:
    """Return what the steps lead to from the first term, with its depth, kinds joined.

    A step leads from ``via`` to the thing of the first column. Of several shortest paths
    to a thing the one through the first name is kept; ``via`` is empty on a direct one.
    """
    thing, iri, start = steps.columns[0], f"{steps.columns[0]}_iri", given[0]
    rows = row_dicts(steps)
    depths = distances(((row["via_iri"], row[iri]) for row in rows), start)
    shortest = [row for row in rows if depths[row[iri]] == depths[row["via_iri"]] + 1]
    shortest.sort(key=row_sort_key("via", "via_iri"), reverse=True)
    first_via = {
        row[iri]: row["via_iri"] for row in shortest
    }  # sorted backwards: the first by name wins
    rows = [row for row in shortest if first_via[row[iri]] == row["via_iri"]]
    for row in rows:
        row["depth"] = Literal(depths[row[iri]])
        if row["via_iri"] == start:
            row["via"] = row["via_iri"] = None
    order = row_sort_key("depth", thing, iri, "relation", "relation_iri")
    rows = sorted(merge_rows(rows, "kind"), key=order)
    return table_from_rows(insert_column("depth", "via", steps.columns), rows)


def descent_table(steps: Table, given: Sequence[Term]) -> Table:
    """Return the steps of descent above and below the first term, the oldest first.

    Depth counts the steps up to the far end of each, below zero on the older side.
    """
    rows = row_dicts(steps)
    edges = [(row["descendant_iri"], row["ancestor_iri"]) for row in rows]
    older = distances(edges, given[0])
    newer = distances(((ancestor, descendant) for descendant, ancestor in edges), given[0])
    for row, (descendant, ancestor) in zip(rows, edges, strict=True):
        depths = [-older[descendant] - 1] if descendant in older else []
        depths += [newer[ancestor] + 1] if ancestor in newer else []
        row["depth"] = Literal(min(depths, key=abs))
    rows.sort(key=row_sort_key("depth", *steps.columns))
    return table_from_rows(insert_column("depth", "descendant_iri", steps.columns), rows)


def impact_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return the things of the first column, their dependents counted, the most first.

    Each row has the IRIs of a thing's direct dependents with blanks between; the rows come in
    any order. Of those of a thing that has several labels, the first by its label counts.
    """
    from fwgraph.questions import algorithms

    thing, iri, _dependents = steps.columns
    by_label = sorted(steps.rows, key=lambda row: csv_text(row[0]), reverse=True)
    first = {csv_text(row[1]): row for row in by_label}
    edges = ((near, far) for near, row in first.items() for far in csv_text(row[2]).split())
    names = {near: csv_text(row[0]) for near, row in first.items()}
    number = cache(Literal)  # few different numbers in many rows
    rows = [
        (first[near][0], number(direct), number(transitive), first[near][1])
        for near, direct, transitive in algorithms.rank_by_descendants(edges, names)
    ]
    return Table((thing, "direct", "transitive", iri), tuple(rows))


def path_table(steps: Table, given: Sequence[Term]) -> Table:
    """Return the numbered steps of a shortest path between the two terms, if there is one.

    A path along the steps goes before one against them, and that before one that turns. One
    that passes through what much has in common (``through`` names it) comes after all others.
    """
    start, end = given
    rows = row_dicts(steps)
    along = [(row["subject_iri"], row["object_iri"]) for row in rows]
    common: dict[Hashable, Term | None] = {
        row["object_iri"]: row["through"] for row in rows if row["through"] is not None
    }
    between = common.keys() - {start, end}
    telling = [edge for edge in along if between.isdisjoint(edge)]
    path = find_path(telling, start, end) or find_path(along, start, end)
    straight = set(pairwise(path)) <= set(along)
    rows = [
        {
            **row,
            "step": Literal(number),
            "through": next((common[node] for node in pair if node in between), None),
        }
        for number, pair in enumerate(pairwise(path), 1)
        for row, ends in zip(rows, along, strict=True)
        if ends == pair or (ends == pair[::-1] and not straight)
    ]
    return table_from_rows(("step", *steps.columns), rows)


def find_path(edges: list[TermEdge], start: Term, end: Term) -> list[Hashable]:
    """Return a shortest path along the edges, else against them, else in any direction."""
    either = [*edges, *((far, near) for near, far in edges)]
    tries = [(edges, start, end), (edges, end, start), (either, start, end)]
    return next(filter(None, (shortest_path(*ends) for ends in tries)), [])


def joined_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return rows that differ in their relation only as one row, with the relations in a list.

    The IRI of the relation is told where there is only one.
    """
    groups = group_rows(row_dicts(steps), "relation", "relation_iri")
    rows = [
        {
            **group[0],
            "relation": join_cells(row["relation"] for row in group),
            "relation_iri": group[0]["relation_iri"] if len(group) == 1 else None,
        }
        for group in groups
    ]
    return table_from_rows(steps.columns, rows)


def cycle_table(steps: Table, _: Sequence[Term]) -> Table:
    """Return the steps between things that all lead to each other, with their circle's number."""
    from fwgraph.questions import algorithms

    near, far = steps.columns[2:]
    rows = row_dicts(steps)
    circles = algorithms.cyclic_components((row[near], row[far]) for row in rows)
    circle_of = {node: number for number, circle in enumerate(circles) for node in circle}
    order = dict.fromkeys(circle_of[row[near]] for row in rows if row[near] in circle_of)
    numbers = {circle: Literal(number) for number, circle in enumerate(order, 1)}
    rows = [
        {"circle": numbers[circle_of[row[near]]], **row}
        for row in rows
        if row[near] in circle_of and circle_of[row[near]] == circle_of.get(row[far])
    ]
    return table_from_rows(("circle", *steps.columns), sorted(rows, key=row_sort_key("circle")))


def answer_releases(name: str) -> Callable[[Table, Sequence[Term]], Table]:
    """Return what answers about releases; versions take a library that no other answer needs."""

    def answer(steps: Table, given: Sequence[Term]) -> Table:
        from fwgraph.questions import releases

        tables = {
            "drift": releases.drift_table,
            "history": releases.history_table,
            "latest": releases.latest_table,
            "releases": releases.release_table,
        }
        return tables[name](steps, given)

    return answer


def judged_status_table(steps: Table, given: Sequence[Term]) -> Table:
    """Return what is said of a status; to judge it takes days, which no other answer needs."""
    from fwgraph.questions.status import status_table

    return status_table(steps, given)


STEP_TABLES = {
    "circles": cycle_table,
    "deciding": deciding_table,
    "descent": descent_table,
    "distances": distance_table,
    "impact": impact_table,
    "joined": joined_table,
    "path": path_table,
    "status": judged_status_table,
    **{name: answer_releases(name) for name in ("drift", "history", "latest", "releases")},
    "witnesses": witness_table,
}
"""What a question's header may name, and what turns its steps into its answer."""
