"""Boxes and edges put through the layout: a piece of a drawing, everything at its place."""

from collections.abc import Sequence

from fwgraph.drawing.boxes import Box
from fwgraph.drawing.layout import laid_out
from fwgraph.drawing.layout_choice import Link, Spaces
from fwgraph.drawing.scene import Route, Scene, together
from fwgraph.drawing.text_metrics import fitted, width
from fwgraph.view import Edge, View

Bundle = tuple[Edge, ...]
"""The edges that are drawn as one line: one, or all between a thing and a panel."""

WORDS, LONGEST = 9.5, 120.0
"""The size of the text on a line, and how long it may be."""

WEIGHTS = {"descent": 6, "dependence": 3}
"""How much the lines of a family of relations want to be short and straight; others: 1."""


def links_of(
    view: View, boxes: Sequence[Box], bundles: Sequence[Bundle], *, worded: bool
) -> list[Link]:
    """Return the link of each bundle, from its objects on the left to its subjects.

    ``worded`` makes room for the names of relations, except on lines to panels: they name
    theirs.
    """
    at = {thing.path: number for number, box in enumerate(boxes) for thing in box.things}
    families = {relation.name: relation.family for relation in view.relations}
    labels = labels_of(view)
    links = []
    for bundle in bundles:
        edge = bundle[0]
        room = width(labels[edge.relation], WORDS) + 6, WORDS + 2
        words = room if worded and len(bundle) == 1 else None
        weight = WEIGHTS.get(families[edge.relation], 1)
        links.append(Link(at[edge.end], at[edge.start], weight, words))
    return links


def drawn(
    view: View,
    boxes: Sequence[Box],
    bundles: Sequence[Bundle],
    links: Sequence[Link],
    spaces: Spaces,
    columns: Sequence[Sequence[int]] = (),
) -> Scene:
    """Return the scene of boxes and of the links between them."""
    found = laid_out([box.size for box in boxes], links, columns, spaces)
    labels = labels_of(view)
    routes = tuple(
        Route(bundle, curves, labels[bundle[0].relation] if place else "", place)
        for bundle, curves, place in zip(bundles, found.lines, found.words, strict=True)
    )
    content = together(box.centred(*at) for box, at in zip(boxes, found.centres, strict=True))
    return Scene(found.width, found.height, content.nodes, content.panels, routes)


def labels_of(view: View) -> dict[str, str]:
    """Return what is written on the lines of each relation."""
    return {each.name: fitted(each.label, WORDS, LONGEST) for each in view.relations}
