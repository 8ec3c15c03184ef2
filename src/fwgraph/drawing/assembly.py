"""Boxes and edges put through the layout: a piece of a drawing, everything at its place."""

from collections.abc import Sequence

from fwgraph.drawing.layout import compute_layout
from fwgraph.drawing.layout_choice import LayoutLink, Spacing
from fwgraph.drawing.scene import EdgeRoute, Node, Scene, merge_scenes
from fwgraph.drawing.text_metrics import fit_text, text_width
from fwgraph.view import Edge, View

EdgeBundle = tuple[Edge, ...]
"""The edges that are drawn as one line: one, or all between a thing and a panel."""

LABEL_SIZE, MAX_LABEL_WIDTH = 9.5, 120.0
"""The size of the text on a line, and how long it may be."""

WEIGHTS = {"descent": 6, "dependence": 3}
"""How much the lines of a family of relations want to be short and straight; others: 1."""


def layout_links(
    view: View, boxes: Sequence[Scene], bundles: Sequence[EdgeBundle], *, labelled: bool
) -> list[LayoutLink]:
    """Return the link of each bundle, from its objects on the left to its subjects.

    ``labelled`` makes room for the names of relations, except on lines to panels: they name
    theirs.
    """
    numbers = {
        node.thing.path: number for number, box in enumerate(boxes) for node in box.parts_of(Node)
    }
    families = {relation.name: relation.family for relation in view.relations}
    labels = line_labels(view)
    links = []
    for edge, *others in bundles:
        size = text_width(labels[edge.relation], LABEL_SIZE) + 6, LABEL_SIZE + 2
        label = size if labelled and not others else None
        weight = WEIGHTS.get(families[edge.relation], 1)
        links.append(LayoutLink(numbers[edge.end], numbers[edge.start], weight, label))
    return links


def assemble_scene(
    view: View,
    boxes: Sequence[Scene],
    bundles: Sequence[EdgeBundle],
    links: Sequence[LayoutLink],
    spacing: Spacing,
    columns: Sequence[Sequence[int]] = (),
) -> Scene:
    """Return the scene of boxes and of the links between them."""
    layout = compute_layout([(box.width, box.height) for box in boxes], links, spacing, columns)
    labels = line_labels(view)
    content = merge_scenes(
        box.move_by(x - box.width / 2, y - box.height / 2)
        for box, (x, y) in zip(boxes, layout.centres, strict=True)
    )
    routes = (
        EdgeRoute(bundle, curves, labels[bundle[0].relation], label_at)
        for bundle, curves, label_at in zip(bundles, layout.lines, layout.labels, strict=True)
    )
    return Scene(layout.width, layout.height, (*content.parts, *routes))


def line_labels(view: View) -> dict[str, str]:
    """Return what is written on the lines of each relation."""
    return {
        relation.name: fit_text(relation.label, LABEL_SIZE, MAX_LABEL_WIDTH)
        for relation in view.relations
    }
