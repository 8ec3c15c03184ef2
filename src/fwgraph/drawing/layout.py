"""Where boxes and the lines between them stand: worked out by Graphviz, from sizes alone.

Graphviz is given numbers in place of names, and the size of every box, so that neither
fonts nor anything that a name holds can change, or break, a layout. Lengths are in pixels.
"""

import threading
from collections.abc import Collection, Sequence
from itertools import pairwise
from math import hypot, sqrt
from zlib import crc32

from fwgraph.drawing.layout_choice import (
    LayoutLink,
    Spacing,
    break_cycles,
    choose_effort,
    rank_boxes,
    widen_spacing,
)
from fwgraph.drawing.scene import Curve, EdgeRoute, Node, Part, Scene
from fwgraph.drawing.text_metrics import fit_text, text_width
from fwgraph.view import Edge, View

LABEL_SIZE, MAX_LABEL_WIDTH = 9.5, 120.0
"""The size of the text on a line, and how long it may be."""

WEIGHTS = {"descent": 6, "dependence": 3}
"""How much the lines of a family of relations want to be short and straight; others: 1."""

PIXELS_PER_INCH = 72
"""Points, which are pixels here, in one of Graphviz's inches."""

BOX_ATTRIBUTES = 'shape=box fixedsize=true label="" margin=0'
GRAPHVIZ_LOCK = threading.Lock()
"""Graphviz keeps a global state: one layout at a time."""


def layout_links(
    view: View, boxes: Sequence[Scene], bundles: Sequence[Sequence[Edge]], *, labelled: bool
) -> list[LayoutLink]:
    """Return a link for each bundle of edges, from its objects on the left to its subjects.

    Where they are ``labelled``, lines bear the names of relations, except those to panels,
    which name theirs.
    """
    numbers = {
        node.thing.path: number for number, box in enumerate(boxes) for node in box.parts_of(Node)
    }
    families = {relation.name: relation.family for relation in view.relations}
    labels = line_labels(view)
    links = []
    for bundle in bundles:
        edge = bundle[0]
        label = labels[edge.relation] if labelled and len(bundle) == 1 else ""
        weight = WEIGHTS.get(families[edge.relation], 1)
        links.append(
            LayoutLink(numbers[edge.end], numbers[edge.start], tuple(bundle), label, weight)
        )
    return links


def line_labels(view: View) -> dict[str, str]:
    """Return what is written on the lines of each relation."""
    return {
        relation.name: fit_text(relation.label, LABEL_SIZE, MAX_LABEL_WIDTH)
        for relation in view.relations
    }


def layout_scene(boxes: Sequence[Scene], links: Sequence[LayoutLink], spacing: Spacing) -> Scene:
    """Return the scene of boxes and of the links between them.

    What Graphviz finds depends on the order in which it meets the boxes, so a small graph is
    laid out in several orders, always the same ones, and the one with the shortest lines is
    taken.
    """
    before, turned = break_cycles(len(boxes), links)
    ranked = rank_boxes(before)
    ranks = {number: rank for rank, column in enumerate(ranked) for number in column}
    spans = (abs(ranks[link.right] - ranks[link.left]) * (2 if link.label else 1) for link in links)
    crossed = sum(spans)  # a label is a box between two columns: its line crosses twice as many
    settings, orders = choose_effort(crossed, len(boxes), len(links))
    spacing = widen_spacing(boxes, ranked, crossed, spacing)
    box_lines = [box_dot(f"b{n}", box.width, box.height) for n, box in enumerate(boxes)]
    link_lines = [link_dot(n, link, turned=n in turned) for n, link in enumerate(links)]
    layouts = []
    for order in range(orders):
        lines = [*shuffle_lines(box_lines, order), *shuffle_lines(link_lines, order)]
        dot = "\n".join([graph_dot(spacing, settings), *lines, "}"])
        layouts.append(run_graphviz(dot, boxes, links, turned))
    return min(layouts, key=lambda scene: layout_cost(scene, links))


def layout_cost(scene: Scene, links: Sequence[LayoutLink]) -> int:
    """Return how far the lines go, heavy ones counted more, on how large a square."""
    lengths = (
        link.weight * hypot(a - c, b - d)
        for link, route in zip(links, scene.parts_of(EdgeRoute), strict=True)
        for curve in route.curves
        for (a, b), (c, d) in pairwise(curve)
    )
    return round(sum(lengths) * sqrt(max(scene.width, scene.height)))


def run_graphviz(
    dot: str, boxes: Sequence[Scene], links: Sequence[LayoutLink], turned: Collection[int]
) -> Scene:
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
    parts: list[Part] = []
    for number, box in enumerate(boxes):
        x, y = curves[f"b{number}"][0]
        parts += box.move_by(x - box.width / 2, y - box.height / 2).parts
    for number, link in enumerate(links):
        step = -1 if number in turned else 1
        names = (f"{number}a", f"{number}b")
        lines = tuple(curves[name][::step] for name in names if name in curves)
        label_at = curves.get(f"w{number}", (None,))[0]
        parts.append(EdgeRoute(link.edges, lines, link.label, label_at))
    return Scene(width, height, tuple(parts))


def parse_curve(points: str, height: float) -> Curve:
    """Return points such as ``1,2 3,4``, counted from the top."""
    pairs = (point.split(",") for point in points.split())
    return tuple((float(x), height - float(y)) for x, y in pairs)


def shuffle_lines(lines: Sequence[str], order: int) -> Sequence[str]:
    """Return lines mixed in a way that depends on nothing but the order; 0 leaves them."""
    if not order:
        return lines
    # A checksum mixes alike on every machine and in every version of Python; random may not.
    mixed = sorted(enumerate(lines), key=lambda item: crc32(f"{order} {item[0]}".encode()))
    return [line for _, line in mixed]


def graph_dot(spacing: Spacing, settings: str) -> str:
    """Return the beginning of a graph in Graphviz's own language."""
    nodesep, ranksep = spacing.boxes / PIXELS_PER_INCH, spacing.columns / PIXELS_PER_INCH
    return (
        f"digraph {{ rankdir=LR; nodesep={nodesep:.4f}; ranksep={ranksep:.4f};\n"
        f"graph [{settings}]; node [{BOX_ATTRIBUTES}]; edge [arrowhead=none];"
    )


def box_dot(name: str, width: float, height: float) -> str:
    """Return the line of a box of that size."""
    return f"{name} [width={width / PIXELS_PER_INCH:.4f} height={height / PIXELS_PER_INCH:.4f}];"


def link_dot(number: int, link: LayoutLink, *, turned: bool) -> str:
    """Return the lines of a link; its label is a box of its own, in the middle."""
    lines = []
    stops = [f"b{link.left}", f"b{link.right}"]
    if link.label and link.left != link.right:
        # Graphviz's own labels stand beside their lines, where it is hard to tell whose they are.
        width = text_width(link.label, LABEL_SIZE) + 6
        lines.append(box_dot(f"w{number}", width, LABEL_SIZE + 2))
        stops.insert(1, f"w{number}")
    for part, ends in zip("ab", pairwise(stops), strict=False):
        tail, head = reversed(ends) if turned else ends
        lines.append(f'{tail} -> {head} [id="{number}{part}" weight={link.weight}];')
    return "\n".join(lines)
