"""How much rests on what: everything with its dependents, counted by a graph library."""

from __future__ import annotations

from functools import cache

from pyoxigraph import Literal

from fwgraph.answers import Answer, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from fwgraph.terms import Term


def with_impact(steps: Answer, _: Sequence[Term]) -> Answer:
    """Return the things of the first column with their followers counted, the most first.

    Each row brings the IRIs of a thing's direct followers with blanks between. Of the rows
    of a thing that goes by several names, the first is told.
    """
    thing, iri, _followers = steps.columns
    first = {text(row[1]): row for row in reversed(steps.rows)}
    edges = ((near, far) for near, row in first.items() for far in text(row[2]).split())
    names = {near: text(row[0]) for near, row in first.items()}
    number = cache(Literal)
    rows = [
        (first[near][0], number(direct), number(transitive), first[near][1])
        for near, direct, transitive in ranked(edges, names)
    ]
    return Answer((thing, "direct", "transitive", iri), tuple(rows))


def ranked(
    edges: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> list[tuple[str, int, int]]:
    """Return what has followers, with the number of direct ones and of all, the most first.

    An edge, each once, leads from a thing to its direct follower. Nothing follows itself,
    in a circle neither; of equals the first by name is first.
    """
    import rustworkx

    numbers: dict[str, int] = {}
    added = numbers.setdefault
    pairs = [
        (added(near, len(numbers)), added(far, len(numbers))) for near, far in edges if near != far
    ]
    graph: rustworkx.PyDiGraph[None, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from([None] * len(numbers))
    graph.add_edges_from_no_data(pairs)
    order = sorted(
        [
            (-len(rustworkx.descendants(graph, number)), -direct, names[near], near)
            for near, number in numbers.items()
            if (direct := graph.out_degree(number))
        ]
    )
    return [(near, -direct, -transitive) for transitive, direct, _, near in order]
