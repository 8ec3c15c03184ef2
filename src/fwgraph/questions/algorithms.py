"""Graph algorithms on edges, for what SPARQL 1.1 cannot say well."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping
    from typing import TypeVar

    import rustworkx

    Node = TypeVar("Node", bound=Hashable)


def distances(edges: Iterable[tuple[Node, Node]], start: Node) -> dict[Node, int]:
    """Return how many edges lead from the start to each node it reaches; to itself, none."""
    after = successors(edges)
    found, waiting = {start: 0}, deque([start])
    while waiting:
        near = waiting.popleft()
        for far in after.get(near, ()):
            if far not in found:
                found[far] = found[near] + 1
                waiting.append(far)
    return found


def shortest_path(edges: Iterable[tuple[Node, Node]], start: Node, end: Node) -> list[Node]:
    """Return the nodes of a shortest way, both ends included, or nothing where there is none.

    Of several the one whose edges come first is returned.
    """
    known = list(edges)
    left = distances(((far, near) for near, far in known), end)
    if start not in left:
        return []
    after, way = successors(known), [start]
    while way[-1] != end:
        way.append(next(far for far in after[way[-1]] if left.get(far) == left[way[-1]] - 1))
    return way


def successors(edges: Iterable[tuple[Node, Node]]) -> dict[Node, list[Node]]:
    """Return the far ends of the edges of each near end, in the order of the edges."""
    after: dict[Node, list[Node]] = {}
    for near, far in edges:
        after.setdefault(near, []).append(far)
    return after


def rank_by_descendants(
    edges: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> list[tuple[str, int, int]]:
    """Return what has followers, with the number of direct ones and of all, the most first.

    An edge, each once, leads from a thing to its direct follower. Nothing follows itself,
    in a circle neither; of equals the first by name is first.
    """
    import rustworkx

    graph, numbers = to_rustworkx(edge for edge in edges if edge[0] != edge[1])
    order = sorted(
        [
            (-len(rustworkx.descendants(graph, number)), -direct, names[near], near)
            for near, number in numbers.items()
            if (direct := graph.out_degree(number))
        ]
    )
    return [(near, -direct, -transitive) for transitive, direct, _, near in order]


def cyclic_components(edges: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """Return the largest sets of nodes that all lead to each other, in no particular order.

    A node that leads to itself is a set of its own.
    """
    import rustworkx

    known = set(edges)
    graph, numbers = to_rustworkx(known)
    nodes = list(numbers)
    parts = [{nodes[n] for n in part} for part in rustworkx.strongly_connected_components(graph)]
    return [part for part in parts if len(part) > 1 or {(node, node) for node in part} <= known]


def to_rustworkx(
    edges: Iterable[tuple[Node, Node]],
) -> tuple[rustworkx.PyDiGraph[None, None], dict[Node, int]]:
    """Return edges, each given once, as a graph of the library, and the numbers of its nodes."""
    import rustworkx

    numbers: dict[Node, int] = {}
    number = numbers.setdefault
    pairs = [(number(near, len(numbers)), number(far, len(numbers))) for near, far in edges]
    graph: rustworkx.PyDiGraph[None, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from([None] * len(numbers))
    graph.add_edges_from_no_data(pairs)
    return graph, numbers
