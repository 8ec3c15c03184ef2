"""Where boxes and the lines between them stand: worked out by Graphviz, from sizes alone.

Graphviz is given numbers in place of names, and the size of every box, so that neither
fonts nor anything that a name holds can change, or break, a layout. Lengths are in pixels.
"""

import threading
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from math import hypot, sqrt
from zlib import crc32

from fwgraph.drawing.layout_choice import (
    LayoutChoice,
    LayoutLink,
    Spacing,
    break_cycles,
    choose_layout,
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
    left end to its right one, and ``words`` the middle of what stands on each link.
    """

    width: float
    height: float
    centres: tuple[Point, ...]
    lines: tuple[tuple[Curve, ...], ...]
    words: tuple[Point | None, ...]


def compute_layout(
    sizes: Sequence[tuple[float, float]],
    links: Sequence[LayoutLink],
    columns: Sequence[Sequence[int]] = (),
    spaces: Spacing | None = None,
) -> BoxLayout:
    """Return the layout of boxes, given by width and height, and of the links between them.

    ``columns`` are boxes that have to stand above each other, from left to right. What
    Graphviz finds depends on the order in which it meets the boxes, so a small graph is laid
    out in several orders, always the same ones, and the one with the shortest lines is taken.
    """
    plan = choose_layout(sizes, links, columns, spaces or Spacing())
    _, turned = break_cycles(len(sizes), links)
    ways = [
        replace(link, left=link.right, right=link.left) if number in turned else link
        for number, link in enumerate(links)
    ]
    texts = (layout_dot(sizes, ways, columns, plan, order) for order in range(plan.orders))
    layouts = (run_graphviz("\n".join(text), len(sizes), len(links)) for text in texts)
    return reverse_lines(min(layouts, key=lambda each: layout_cost(each, links)), turned)


def reverse_lines(layout: BoxLayout, turned: Collection[int]) -> BoxLayout:
    """Return a layout with these of its lines running the other way."""
    lines = tuple(
        tuple(curve[::-1] for curve in reversed(curves)) if number in turned else curves
        for number, curves in enumerate(layout.lines)
    )
    return replace(layout, lines=lines)


def layout_cost(layout: BoxLayout, links: Sequence[LayoutLink]) -> int:
    """Return how far the lines go, heavy ones counted more, on how large a square."""
    lengths = (
        link.weight * hypot(a - c, b - d)
        for link, curves in zip(links, layout.lines, strict=True)
        for curve in curves
        for (a, b), (c, d) in pairwise(curve)
    )
    return round(sum(lengths) * sqrt(max(layout.width, layout.height)))


def run_graphviz(text: str, boxes: int, links: int) -> BoxLayout:
    """Return the layout that Graphviz finds for a graph in its language."""
    import pygraphviz  # slow to import

    with GRAPHVIZ_LOCK:
        drawn = pygraphviz.AGraph(string=text)
        drawn.layout(prog="dot")
        _, _, width, height = parse_coordinates(drawn.graph_attr["bb"])
        at = {str(node): parse_point(node.attr["pos"], height) for node in drawn.nodes_iter()}
        curves = {
            each.attr["id"]: parse_curve(each.attr["pos"], height) for each in drawn.edges_iter()
        }
        drawn.close()
    return BoxLayout(
        width,
        height,
        tuple(at[f"b{number}"] for number in range(boxes)),
        tuple(
            tuple(curves[name] for name in (f"{number}a", f"{number}b") if name in curves)
            for number in range(links)
        ),
        tuple(at.get(f"w{number}") for number in range(links)),
    )


def layout_dot(
    sizes: Sequence[tuple[float, float]],
    links: Sequence[LayoutLink],
    columns: Sequence[Sequence[int]],
    plan: LayoutChoice,
    order: int,
) -> Iterator[str]:
    """Yield the lines of the graph in Graphviz's own language, in one of many orders."""
    nodesep, ranksep = plan.spaces.boxes / PIXELS_PER_INCH, plan.spaces.columns / PIXELS_PER_INCH
    yield f"digraph {{ rankdir=LR; nodesep={nodesep:.4f}; ranksep={ranksep:.4f};"
    yield f"graph [{plan.settings}];"
    yield f"node [{BOX_ATTRIBUTES}]; edge [arrowhead=none];"
    for number in shuffle_range(len(sizes), order):
        yield f"b{number} [{size_attributes(sizes[number])}];"
    for number in shuffle_range(len(links), order):
        yield from link_dot(number, links[number])
    yield from columns_dot(columns)
    yield "}"


def shuffle_range(count: int, order: int) -> list[int]:
    """Return the numbers below a count, mixed in a way that depends on nothing but the order."""
    if not order:
        return list(range(count))
    return sorted(range(count), key=lambda number: crc32(f"{order} {number}".encode()))


def link_dot(number: int, link: LayoutLink) -> Iterator[str]:
    """Yield the lines of a link; what stands on it is a box of its own, in the middle."""
    left, right, weight = f"b{link.left}", f"b{link.right}", f"weight={link.weight}"
    if link.words and left != right:
        yield f"w{number} [{size_attributes(link.words)}];"
        yield f'{left} -> w{number} [id="{number}a" {weight}];'
        yield f'w{number} -> {right} [id="{number}b" {weight}];'
    else:
        yield f'{left} -> {right} [id="{number}a" {weight}];'


def columns_dot(columns: Sequence[Sequence[int]]) -> Iterator[str]:
    """Yield what makes boxes stand in columns: each with an unseen mark, marks in a row."""
    for number, boxes in enumerate(columns):
        members = " ".join(f"b{box};" for box in boxes)
        yield f"m{number} [width=0 height=0 style=invis];"
        yield f"{{ rank=same; m{number}; {members} }}"
        if number:
            yield f'm{number - 1} -> m{number} [id="m{number}" style=invis minlen=2];'


def size_attributes(size: tuple[float, float]) -> str:
    """Return the attributes of a box of that size."""
    return f"width={size[0] / PIXELS_PER_INCH:.4f} height={size[1] / PIXELS_PER_INCH:.4f}"


def parse_coordinates(written: str) -> list[float]:
    """Return the numbers that stand between commas."""
    return [float(each) for each in written.split(",")]


def parse_point(written: str, height: float) -> Point:
    """Return a point, counted from the top."""
    x, y = parse_coordinates(written)
    return x, height - y


def parse_curve(written: str, height: float) -> Curve:
    """Return the points of a curve, counted from the top."""
    return tuple(parse_point(each, height) for each in written.split())
