"""Boxes and edges put through the layout: a piece of a drawing, everything at its place."""

from collections.abc import Sequence

from fwgraph.drawing.boxes import Box
from fwgraph.drawing.layout import compute_layout
from fwgraph.drawing.layout_choice import LayoutLink, Spacing
from fwgraph.drawing.scene import EdgeRoute, Scene, merge_scenes
from fwgraph.drawing.text_metrics import fit_text, text_width
from fwgraph.view import Edge, View

EdgeBundle = tuple[Edge, ...]
"""The edges that are drawn as one line: one, or all between a thing and a panel."""

LABEL_SIZE, MAX_LABEL_WIDTH = 9.5, 120.0
"""The size of the text on a line, and how long it may be."""

WEIGHTS = {"descent": 6, "dependence": 3}
"""How much the lines of a family of relations want to be short and straight; others: 1."""


def layout_links(
    view: View, boxes: Sequence[Box], bundles: Sequence[EdgeBundle], *, worded: bool
) -> list[LayoutLink]:
    """Return the link of each bundle, from its objects on the left to its subjects.

    ``worded`` makes room for the names of relations, except on lines to panels: they name
    theirs.
    """
    at = {thing.path: number for number, box in enumerate(boxes) for thing in box.things}
    families = {relation.name: relation.family for relation in view.relations}
    labels = line_labels(view)
    links = []
    for bundle in bundles:
        edge = bundle[0]
        room = text_width(labels[edge.relation], LABEL_SIZE) + 6, LABEL_SIZE + 2
        words = room if worded and len(bundle) == 1 else None
        weight = WEIGHTS.get(families[edge.relation], 1)
        links.append(LayoutLink(at[edge.end], at[edge.start], weight, words))
    return links


def assemble_scene(
    view: View,
    boxes: Sequence[Box],
    bundles: Sequence[EdgeBundle],
    links: Sequence[LayoutLink],
    spaces: Spacing,
    columns: Sequence[Sequence[int]] = (),
) -> Scene:
    """Return the scene of boxes and of the links between them."""
    found = compute_layout([box.size for box in boxes], links, columns, spaces)
    labels = line_labels(view)
    routes = tuple(
        EdgeRoute(bundle, curves, labels[bundle[0].relation] if place else "", place)
        for bundle, curves, place in zip(bundles, found.lines, found.words, strict=True)
    )
    content = merge_scenes(box.centre_at(*at) for box, at in zip(boxes, found.centres, strict=True))
    return Scene(found.width, found.height, content.nodes, content.panels, routes)


def line_labels(view: View) -> dict[str, str]:
    """Return what is written on the lines of each relation."""
    return {each.name: fit_text(each.label, LABEL_SIZE, MAX_LABEL_WIDTH) for each in view.relations}
