"""Reachability over a whole graph of edges, which SPARQL 1.1 cannot say well."""

from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

import rustworkx

Node = TypeVar("Node", bound=Hashable)


def rank_by_descendants(
    edges: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> list[tuple[str, int, int]]:
    """Return the nodes that have successors, these and all their descendants counted.

    Those with the most descendants come first, then those with the most successors, then
    by name. An edge is given once; one from a node to itself does not count, and on a
    circle no node is its own descendant.
    """
    graph, numbers = to_rustworkx(edge for edge in edges if edge[0] != edge[1])
    order = sorted(
        (-len(rustworkx.descendants(graph, number)), -direct, names[node], node)
        for node, number in numbers.items()
        if (direct := graph.out_degree(number))
    )
    return [(node, -direct, -transitive) for transitive, direct, _, node in order]


def cyclic_components(edges: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """Return the strongly connected components that hold a circle, in no particular order.

    A node with an edge to itself is a component of its own.
    """
    edges = set(edges)
    graph, numbers = to_rustworkx(edges)
    nodes = list(numbers)
    parts = [{nodes[n] for n in part} for part in rustworkx.strongly_connected_components(graph)]
    return [part for part in parts if len(part) > 1 or {(node, node) for node in part} <= edges]


def to_rustworkx(
    edges: Iterable[tuple[Node, Node]],
) -> tuple[rustworkx.PyDiGraph[None, None], dict[Node, int]]:
    """Return edges, each given once, as a graph of the library, and the numbers of its nodes."""
    numbers: dict[Node, int] = {}
    number = numbers.setdefault
    pairs = [(number(near, len(numbers)), number(far, len(numbers))) for near, far in edges]
    graph: rustworkx.PyDiGraph[None, None] = rustworkx.PyDiGraph()
    graph.add_nodes_from([None] * len(numbers))
    graph.add_edges_from_no_data(pairs)
    return graph, numbers
