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

    from fwgraph.drawing.scene import Scene
    from fwgraph.view import Edge


@dataclass(frozen=True, slots=True)
class LayoutLink:
    """A line from a box to one further right, by their numbers; its label may be empty."""

    left: int
    right: int
    edges: tuple[Edge, ...] = ()
    label: str = ""
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far apart boxes stand: side by side in a column, and from column to column."""

    boxes: float
    columns: float


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


def choose_effort(crossed: int, boxes: int, links: int) -> tuple[str, int]:
    """Return Graphviz's settings, and in how many orders it is tried, for columns crossed.

    Raises BadRequest where a layout would take minutes.
    """
    for most, settings in GRAPHVIZ_SETTINGS:
        if crossed <= most:
            # Twice as tangled takes about four times as long: so it gets a quarter of the orders.
            orders = min(MAX_ORDERS, EASY_CROSSINGS**2 // max(crossed, 1) ** 2)
            return settings, max(orders, 1) if links > 1 else 1
    raise BadRequest(
        f"{links:,} lines between {boxes:,} boxes are too tangled for a drawing:"
        " narrow it with --focus, --relation or --edition, or draw .html"
    )


def break_cycles(
    boxes: int, links: Sequence[LayoutLink]
) -> tuple[rustworkx.PyDiGraph[int, None], set[int]]:
    """Return the links as a graph without cycles, and the numbers of those that close one.

    Light links are turned before heavy ones; a link from a box to itself is left out.
    """
    import rustworkx  # slow to import

    graph: rustworkx.PyDiGraph[int, None] = rustworkx.PyDiGraph(check_cycle=True)
    graph.add_nodes_from(range(boxes))
    turned = set()
    for number, link in sorted(enumerate(links), key=lambda item: -item[1].weight):
        try:
            if link.left != link.right:
                graph.add_edge(link.left, link.right, None)
        except rustworkx.DAGWouldCycle:
            turned.add(number)
    return graph, turned


def widen_spacing(
    boxes: Sequence[Scene], columns: Sequence[Sequence[int]], crossed: int, spacing: Spacing
) -> Spacing:
    """Return wider spaces between columns where a layout will be taller than a sheet of paper.

    Lines between columns are then less steep, and easier to follow.
    """
    if len(columns) < 2:
        return spacing
    widths = sum(max(boxes[number].width for number in column) for column in columns)
    pitch = mean(box.height for box in boxes) + spacing.boxes
    # A line that passes through a column takes about as much of its height as a box.
    height = (len(boxes) + crossed) / len(columns) * pitch
    space = (height / MAX_GROUP_RATIO - widths) / (len(columns) - 1)
    return replace(spacing, columns=max(spacing.columns, min(space, MAX_COLUMN_SPACE)))
