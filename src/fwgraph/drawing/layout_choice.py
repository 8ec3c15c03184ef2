"""How hard a graph is to lay out, told beforehand: so that no drawing takes for ever.

What costs time is not how many things there are but how many columns the lines cross.
That count decides how much trouble Graphviz takes, in how many orders it is tried, and
what is refused. Nothing here looks at a clock: the same graph has the same drawing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from graphlib import TopologicalSorter
from math import sqrt
from statistics import mean
from typing import TYPE_CHECKING

from fwgraph.errors import BadRequest
from fwgraph.questions.algorithms import cyclic_components

if TYPE_CHECKING:
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


def break_cycles(boxes: int, links: Sequence[LayoutLink]) -> tuple[dict[int, list[int]], set[int]]:
    """Return what stands left of each box, without cycles, and the numbers of the links turned.

    Light links are turned before heavy ones; a link from a box to itself is left out.
    """
    circles = cyclic_components((link.left, link.right) for link in links)
    circle_of = {box: number for number, circle in enumerate(circles) for box in circle}
    before: dict[int, list[int]] = {box: [] for box in range(boxes)}
    turned = set()
    for number, link in sorted(enumerate(links), key=lambda item: -item[1].weight):
        if link.left == link.right:
            continue
        circle = circle_of.get(link.left)
        may_close = circle is not None and circle == circle_of.get(link.right)
        if may_close and leads_back(before, link.left, link.right):
            turned.add(number)
        else:
            before[link.right].append(link.left)
    return before, turned


def leads_back(before: Mapping[int, Sequence[int]], box: int, goal: int) -> bool:
    """Tell whether one comes from a box to another by going left."""
    seen, waiting = {box}, [box]
    while waiting and goal not in seen:
        further = set(before[waiting.pop()]) - seen
        seen |= further
        waiting += further
    return goal in seen


def rank_boxes(before: Mapping[int, Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the columns of boxes: each box stands right of all that stands left of it."""
    sorter = TopologicalSorter(before)
    sorter.prepare()
    columns = []
    while sorter.is_active():
        columns.append(sorter.get_ready())
        sorter.done(*columns[-1])
    return columns


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
