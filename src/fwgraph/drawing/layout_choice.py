"""How hard a graph is to lay out, told beforehand: so that no drawing takes for ever.

What costs time is not how many things there are but how many columns the lines cross.
That count decides how much trouble Graphviz takes, in how many orders it is tried, and
what is refused. Nothing here looks at a clock: the same graph has the same drawing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import sqrt
from statistics import mean
from typing import TYPE_CHECKING

from fwgraph.errors import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

    import rustworkx


@dataclass(frozen=True, slots=True)
class LayoutLink:
    """A line from a box to one further right, by their numbers; room for words on it."""

    left: int
    right: int
    weight: int = 1
    words: tuple[float, float] | None = None
    """The width and height of what stands on the line."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far apart boxes stand: side by side in a column, and from column to column."""

    boxes: float = 10
    columns: float = 60


@dataclass(frozen=True, slots=True)
class LayoutChoice:
    """What Graphviz is told, in how many orders it is tried, and the spaces that fit."""

    settings: str
    orders: int
    spaces: Spacing


SHEET_RATIO = sqrt(2)
"""How much longer one side of a sheet of paper is than the other."""

MAX_GROUP_RATIO = 1.8
"""How much taller than wide a group of things may be: others stand beside it on the sheet."""

MAX_COLUMN_SPACE = 300.0
"""The largest space between two columns, where a drawing would be much taller than a sheet."""

MAX_ORDERS, EASY_CROSSINGS = 24, 1_500
"""The most orders that are tried, and the columns crossed from which on there is but one."""

GRAPHVIZ_SETTINGS = (
    (EASY_CROSSINGS, "splines=true mclimit=4 nslimit=4 nslimit1=4"),
    (5_000, "splines=true nslimit=1 nslimit1=1"),
    (20_000, "splines=true mclimit=0.3 nslimit=0.1 nslimit1=0.1"),
)
"""Up to how many columns crossed Graphviz is told to take how much trouble."""


def choose_layout(
    sizes: Sequence[tuple[float, float]],
    links: Sequence[LayoutLink],
    columns: Sequence[Sequence[int]],
    spaces: Spacing,
) -> LayoutChoice:
    """Return what to do for a layout; raises BadRequest where it would take minutes."""
    ranks = column_ranks(columns, len(sizes)) if columns else rank_boxes(len(sizes), links)
    crossed = sum(
        abs(ranks[link.right] - ranks[link.left]) * (2 if link.words else 1) for link in links
    )
    for most, settings in GRAPHVIZ_SETTINGS:
        if crossed <= most:
            orders = (
                min(MAX_ORDERS, EASY_CROSSINGS**2 // max(crossed, 1) ** 2) if len(links) > 1 else 1
            )
            fitting = spaces if columns else widen_spacing(sizes, ranks, crossed, spaces)
            return LayoutChoice(settings, max(orders, 1), fitting)
    raise BadRequest(
        f"{len(links):,} lines between {len(sizes):,} boxes are too tangled for a drawing:"
        " narrow it with --focus, --relation or --edition, or draw .html"
    )


def break_cycles(
    boxes: int, links: Sequence[LayoutLink]
) -> tuple[rustworkx.PyDiGraph[int, None], set[int]]:
    """Return the links as a graph without circles, and the numbers of those that close one.

    Light links have to turn round before heavy ones; a link from a box to itself is left out.
    """
    import rustworkx  # slow to import

    graph: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph(check_cycle=True)
    graph.add_nodes_from(range(boxes))
    turned = set()
    for number in sorted(range(len(links)), key=lambda number: (-links[number].weight, number)):
        link = links[number]
        try:
            if link.left != link.right:
                graph.add_edge(link.left, link.right, None)
        except rustworkx.DAGWouldCycle:
            turned.add(number)
    return graph, turned


def rank_boxes(boxes: int, links: Sequence[LayoutLink]) -> list[int]:
    """Return the column of each box, from 0, where every line leads to the right."""
    import rustworkx  # slow to import

    graph, _ = break_cycles(boxes, links)
    ranks = [0] * boxes
    for number in rustworkx.topological_sort(graph):
        for after in graph.successor_indices(number):
            ranks[after] = max(ranks[after], ranks[number] + 1)
    return ranks


def column_ranks(columns: Sequence[Sequence[int]], boxes: int) -> list[int]:
    """Return the column of each box, where columns are given."""
    ranks = [0] * boxes
    for rank, members in enumerate(columns):
        for number in members:
            ranks[number] = rank
    return ranks


def widen_spacing(
    sizes: Sequence[tuple[float, float]], ranks: Sequence[int], crossed: int, spaces: Spacing
) -> Spacing:
    """Return wider spaces between columns where a layout will be taller than a sheet of paper.

    Lines between columns are then less steep, and easier to follow.
    """
    widest: dict[int, float] = {}
    for rank, (width, _) in zip(ranks, sizes, strict=True):
        widest[rank] = max(width, widest.get(rank, 0))
    if len(widest) < 2:
        return spaces
    pitch = mean(height for _, height in sizes) + spaces.boxes
    tall = (len(sizes) + crossed) / len(widest) * pitch
    fitting = (tall / MAX_GROUP_RATIO - sum(widest.values())) / (len(widest) - 1)
    return replace(spaces, columns=max(spaces.columns, min(fitting, MAX_COLUMN_SPACE)))
