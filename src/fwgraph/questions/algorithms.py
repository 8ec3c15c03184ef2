"""Reachability over a whole graph of edges, which SPARQL 1.1 cannot say well.

In plain Python: a graph library is larger than all else that answers need, and not quicker
here (bench/README.md).
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

Node = TypeVar("Node", bound=Hashable)

MAX_BITS = 2**31
"""How many bits all nodes together may have at once for what they reach: 256 MB."""


def rank_by_descendants(
    edges: Iterable[tuple[str, str]], names: Mapping[str, str]
) -> list[tuple[str, int, int]]:
    """Return the nodes that have successors, these and all their descendants counted.

    Those with the most descendants come first, then those with the most successors, then
    by name. An edge is given once; one from a node to itself does not count, and on a
    circle no node is its own descendant.
    """
    after = list_successors(edge for edge in edges if edge[0] != edge[1])
    counts = count_descendants(after)
    order = sorted(
        (-counts[node], -len(nexts), names[node], node) for node, nexts in after.items() if nexts
    )
    return [(node, -direct, -transitive) for transitive, direct, _, node in order]


def cyclic_components(edges: Iterable[tuple[Node, Node]]) -> list[set[Node]]:
    """Return the strongly connected components that hold a circle, in no particular order.

    A node with an edge to itself is a component of its own.
    """
    after = list_successors(edges)
    parts = find_components(after)
    return [set(part) for part in parts if len(part) > 1 or part[0] in after[part[0]]]


def count_descendants(after: Mapping[Node, Collection[Node]]) -> dict[Node, int]:
    """Return how many other nodes each node leads to, from the successors of every node.

    What a component reaches is a number with a bit for each node, made of the numbers of
    the components that come after it; of a large graph some bits at a time.
    """
    components = list(find_components(after))
    component_of = {node: number for number, nodes in enumerate(components) for node in nodes}
    later = [
        {component_of[far] for near in nodes for far in after[near]} - {number}
        for number, nodes in enumerate(components)
    ]
    counts = [-1] * len(components)  # a node is no descendant of its own
    step = max(MAX_BITS // max(len(after), 1), 1)
    for start in range(0, len(after), step):
        for number, reached in enumerate(reached_bits(components, later, start, start + step)):
            counts[number] += reached.bit_count()
    return {node: counts[number] for node, number in component_of.items()}


def reached_bits(
    components: Sequence[Sequence[Hashable]], later: Sequence[Collection[int]], start: int, end: int
) -> Iterator[int]:
    """Yield for each component a bit for each node from start to end that is in or after it."""
    reached: list[int] = []
    first = 0  # the nodes are numbered in the order of the components
    for number, nodes in enumerate(components):
        low, high = max(first, start) - start, min(first + len(nodes), end) - start
        bits = (1 << high) - (1 << low) if low < high else 0
        for other in later[number]:
            bits |= reached[other]
        reached.append(bits)
        first += len(nodes)
        yield bits


def find_components(after: Mapping[Node, Collection[Node]]) -> Iterator[list[Node]]:
    """Yield the strongly connected components, each after all those that it leads to.

    Tarjan's algorithm, with a stack of its own in place of calls: paths may be long.
    """
    numbers: dict[Node, int] = {}
    lowest: dict[Node, int] = {}
    open_nodes: dict[Node, None] = {}
    path: list[tuple[Node, Iterator[Node]]] = []

    def enter(node: Node) -> None:
        numbers[node] = lowest[node] = len(numbers)
        open_nodes[node] = None
        path.append((node, iter(after[node])))

    for root in after:
        if root not in numbers:
            enter(root)
        while path:
            node, remaining = path[-1]
            far = next((far for far in remaining if far not in numbers or far in open_nodes), None)
            if far is None:
                path.pop()
                for before, _ in path[-1:]:
                    lowest[before] = min(lowest[before], lowest[node])
                if lowest[node] == numbers[node]:
                    yield pop_until(open_nodes, node)
            elif far in numbers:
                lowest[node] = min(lowest[node], numbers[far])
            else:
                enter(far)


def pop_until(nodes: dict[Node, None], last: Node) -> list[Node]:
    """Remove the newest of the nodes up to the last one, and return them."""
    popped = [nodes.popitem()[0]]
    while popped[-1] != last:
        popped.append(nodes.popitem()[0])
    return popped


def list_successors(edges: Iterable[tuple[Node, Node]]) -> dict[Node, list[Node]]:
    """Return the successors of every node, none for one that has none."""
    edges = list(edges)
    after: dict[Node, list[Node]] = {node: [] for edge in edges for node in edge}
    for near, far in edges:
        after[near].append(far)
    return after
