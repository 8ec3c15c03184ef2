"""Distances and shortest paths along edges, in plain Python.

The questions that are asked most need nothing else.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable


def distances(edges: Iterable[tuple[Hashable, Hashable]], start: Hashable) -> dict[Hashable, int]:
    """Return how many edges lead from the start to each node it reaches; to itself, none."""
    after = successors(edges)
    counts, queue = {start: 0}, deque([start])
    while queue:
        near = queue.popleft()
        for far in after.get(near, ()):
            if far not in counts:
                counts[far] = counts[near] + 1
                queue.append(far)
    return counts


def shortest_path(
    edges: Iterable[tuple[Hashable, Hashable]], start: Hashable, end: Hashable
) -> list[Hashable]:
    """Return the nodes of a shortest path, both ends included; none where there is no path.

    Of several the one whose edges come first is returned.
    """
    edges = list(edges)
    remaining = distances(((far, near) for near, far in edges), end)
    if start not in remaining:
        return []
    after, path = successors(edges), [start]
    while (node := path[-1]) != end:
        path.append(next(far for far in after[node] if remaining.get(far) == remaining[node] - 1))
    return path


def successors(edges: Iterable[tuple[Hashable, Hashable]]) -> dict[Hashable, list[Hashable]]:
    """Return the far ends of the edges of each near end, in the order of the edges."""
    after: dict[Hashable, list[Hashable]] = {}
    for near, far in edges:
        after.setdefault(near, []).append(far)
    return after
