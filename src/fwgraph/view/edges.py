"""The edges of a view: those that stand, those that stood or were denied, and who says so."""

from collections.abc import Callable, Collection, Iterable
from typing import Any

from fwgraph.namespaces import local_name
from fwgraph.store.days import full_day, last_day, written_day
from fwgraph.store.description import LAST
from fwgraph.store.statements import CLAIM
from fwgraph.view.parts import Edge, EdgeEvidence, EvidenceSource, path_from_iri

ViewRow = dict[str, Any]
EdgeKey = tuple[str, str, str]
"""The paths of both ends, and the relation's IRI."""


def build_edges(
    claims: Iterable[ViewRow],
    former: Iterable[ViewRow],
    names: dict[str, str],
    broader: Callable[[str], Collection[str]],
) -> tuple[tuple[Edge, ...], tuple[Edge, ...]]:
    """Return the edges that stand, and those that some claim states and that do not.

    An edge has the denials that weigh against it: of its own relation, and of broader ones.
    """
    rows = list(former)
    stated = group_evidence(claims)
    fallen = group_evidence(row for row in rows if row["kind"] == CLAIM.value)
    denied = group_evidence(row for row in rows if row["kind"] != CLAIM.value)

    def edges_of(groups: dict[EdgeKey, list[EdgeEvidence]]) -> tuple[Edge, ...]:
        edges = (
            Edge(start, end, names[relation], tuple(evidence), tuple(
                item for above in sorted(broader(relation))
                for item in denied.get((start, end, above), ())
            ))
            for (start, end, relation), evidence in groups.items()
        )  # fmt: skip
        return tuple(sorted(edges, key=lambda edge: (edge.start, edge.end, edge.relation)))

    return edges_of(stated), edges_of(
        {key: evidence for key, evidence in fallen.items() if key not in stated}
    )


def group_evidence(rows: Iterable[ViewRow]) -> dict[EdgeKey, list[EdgeEvidence]]:
    """Return the evidence of each relation between two things, in its order, each once."""
    groups: dict[EdgeKey, set[EdgeEvidence]] = {}
    for row in rows:
        ends = path_from_iri(row["subject"]), path_from_iri(row["object"])
        group = groups.setdefault((*ends, row["relation"]), set())
        if row["source"]:
            group.add(build_evidence(row))
    return {key: sorted(group, key=evidence_sort_key) for key, group in groups.items()}


def build_evidence(row: ViewRow) -> EdgeEvidence:
    """Return the evidence of a statement's row."""
    source = str(row["source"])
    return EdgeEvidence(
        local_name(source), path_from_iri(source), int_or_none(row["line"]),
        str(row["quote"] or ""), filled_day(row["date"]), filled_day(row["until"], last_day),
    )  # fmt: skip


def evidence_sort_key(evidence: EdgeEvidence) -> tuple[str, int, str, str, str]:
    """Return where a piece of evidence stands among those of its edge."""
    line = evidence.line or 0
    return evidence.path, line, evidence.quote, evidence.since, evidence.until


def build_sources(rows: Iterable[ViewRow]) -> dict[str, EvidenceSource]:
    """Return the sources of statements by their paths; of several values the first counts."""
    sources: dict[str, EvidenceSource] = {}
    for row in rows:
        path, order = path_from_iri(row["source"]), int_or_none(row["order"])
        rank = LAST if order is None else max(order, 0) or LAST
        address = str(row["address"] or "")
        sources.setdefault(path, EvidenceSource(path, filled_day(row["date"]), address, rank))
    return dict(sorted(sources.items()))


def filled_day(value: object, fill: Callable[[str], str] = full_day) -> str:
    """Return a date, month or year as a day, the rest filled up; empty where there is none."""
    return fill(written_day(str(value or "")))


def text_or_none(value: object) -> str | None:
    """Return a value as text."""
    return None if value is None else str(value)


def int_or_none(value: object) -> int | None:
    """Return a whole number, where this is one."""
    words = str(value)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None
