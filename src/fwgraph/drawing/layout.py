"""Where boxes and the lines between them stand: worked out by Graphviz, from sizes alone.

Graphviz is given numbers in place of names, and the size of every box, so that neither
fonts nor anything that a name holds can change, or break, a layout. Lengths are in pixels.
"""

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot, sqrt
from zlib import crc32

from fwgraph.drawing.layout_choice import (
    LayoutLink,
    Size,
    Spacing,
    break_cycles,
    choose_effort,
    count_crossed_columns,
    widen_spacing,
)

Point = tuple[float, float]
Curve = tuple[Point, ...]
"""A start, then three points for each piece: two that bend it, and where it ends."""

PIXELS_PER_INCH = 72
"""Points, which are pixels here, in one of Graphviz's inches."""

BOX_ATTRIBUTES = 'shape=box fixedsize=true label="" margin=0'
GRAPHVIZ_LOCK = threading.Lock()
"""Graphviz keeps a global state: one layout at a time."""


@dataclass(frozen=True, slots=True)
class BoxLayout:
    """Where everything stands, from the left and from the top.

    ``centres`` has the middle of each box, ``lines`` the curves of each link, from its
    left end to its right one, and ``labels`` the middle of each link's label.
    """

    width: float
    height: float
    centres: tuple[Point, ...]
    lines: tuple[tuple[Curve, ...], ...]
    labels: tuple[Point | None, ...]


def compute_layout(
    sizes: Sequence[Size],
    links: Sequence[LayoutLink],
    spacing: Spacing,
    columns: Sequence[Sequence[int]] = (),
) -> BoxLayout:
    """Return the layout of boxes, given by width and height, and of the links between them.

    ``columns`` are boxes that have to stand above each other, from left to right. What
    Graphviz finds depends on the order in which it meets the boxes, so a small graph is laid
    out in several orders, always the same ones, and the one with the shortest lines is taken.
    """
    import rustworkx  # slow to import

    graph, turned = break_cycles(len(sizes), links)
    ranked = columns or rustworkx.topological_generations(graph)
    ranks = {number: rank for rank, column in enumerate(ranked) for number in column}
    crossed = count_crossed_columns(links, ranks)
    settings, orders = choose_effort(crossed, len(sizes), len(links))
    if not columns:
        spacing = widen_spacing(sizes, ranked, crossed, spacing)
    header = graph_dot(spacing, settings)
    layouts = []
    for order in range(orders):
        boxes = (box_dot(f"b{box}", sizes[box]) for box in shuffle_range(len(sizes), order))
        lines = (
            line
            for number in shuffle_range(len(links), order)
            for line in link_dot(number, links[number], turned=number in turned)
        )
        dot = "\n".join([header, *boxes, *lines, *columns_dot(columns), "}"])
        layouts.append(run_graphviz(dot, len(sizes), len(links), turned))
    return min(layouts, key=lambda layout: layout_cost(layout, links))


def layout_cost(layout: BoxLayout, links: Sequence[LayoutLink]) -> int:
    """Return how far the lines go, heavy ones counted more, on how large a square."""
    lengths = (
        link.weight * hypot(a - c, b - d)
        for link, curves in zip(links, layout.lines, strict=True)
        for curve in curves
        for (a, b), (c, d) in pairwise(curve)
    )
    return round(sum(lengths) * sqrt(max(layout.width, layout.height)))


def run_graphviz(dot: str, boxes: int, links: int, turned: Collection[int]) -> BoxLayout:
    """Return the layout that Graphviz finds; links that were ``turned`` are turned back."""
    import pygraphviz  # slow to import

    with GRAPHVIZ_LOCK:
        graph = pygraphviz.AGraph(string=dot)
        graph.layout(prog="dot")
        _, _, width, height = map(float, graph.graph_attr["bb"].split(","))
        curves = {
            item.attr["id"] or str(item): parse_curve(item.attr["pos"], height)
            for item in (*graph.nodes_iter(), *graph.edges_iter())
        }
        graph.close()
    lines = tuple(
        tuple(
            curves[name][:: -1 if number in turned else 1]
            for name in (f"{number}a", f"{number}b")
            if name in curves
        )
        for number in range(links)
    )
    centres = tuple(curves[f"b{number}"][0] for number in range(boxes))
    labels = tuple(curves.get(f"w{number}", (None,))[0] for number in range(links))
    return BoxLayout(width, height, centres, lines, labels)


def parse_curve(points: str, height: float) -> Curve:
    """Return points such as ``1,2 3,4``, counted from the top."""
    pairs = (point.split(",") for point in points.split())
    return tuple((float(x), height - float(y)) for x, y in pairs)


def shuffle_range(count: int, order: int) -> list[int]:
    """Return the numbers below a count, mixed in a way that depends on nothing but the order."""
    if not order:
        return list(range(count))
    return sorted(range(count), key=lambda number: crc32(f"{order} {number}".encode()))


def graph_dot(spacing: Spacing, settings: str) -> str:
    """Return the beginning of a graph in Graphviz's own language."""
    nodesep, ranksep = spacing.boxes / PIXELS_PER_INCH, spacing.columns / PIXELS_PER_INCH
    return (
        f"digraph {{ rankdir=LR; nodesep={nodesep:.4f}; ranksep={ranksep:.4f};\n"
        f"graph [{settings}]; node [{BOX_ATTRIBUTES}]; edge [arrowhead=none];"
    )


def box_dot(name: str, size: Size) -> str:
    """Return the line of a box."""
    return f"{name} [width={size[0] / PIXELS_PER_INCH:.4f} height={size[1] / PIXELS_PER_INCH:.4f}];"


def link_dot(number: int, link: LayoutLink, *, turned: bool) -> Iterator[str]:
    """Yield the lines of a link; its label is a box of its own, in the middle."""
    stops = [f"b{link.left}", f"b{link.right}"]
    if link.label and link.left != link.right:
        yield box_dot(f"w{number}", link.label)
        stops.insert(1, f"w{number}")
    for part, (left, right) in zip("ab", pairwise(stops), strict=False):
        tail, head = (right, left) if turned else (left, right)
        yield f'{tail} -> {head} [id="{number}{part}" weight={link.weight}];'


def columns_dot(columns: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield what makes boxes stand in columns: each with an unseen mark, marks in a row."""
    for number, boxes in enumerate(columns):
        members = " ".join(f"b{box};" for box in boxes)
        yield f"m{number} [width=0 height=0 style=invis];"
        yield f"{{ rank=same; m{number}; {members} }}"
        if number:
            yield f"m{number - 1} -> m{number} [style=invis minlen=2];"
