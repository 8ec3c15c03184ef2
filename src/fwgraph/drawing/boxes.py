"""Things as boxes of known size; leaves of one hub, with the same relation, share a panel.

A web server that twelve frameworks run on, and nothing else is known of them, would be
twelve boxes with a line each. They become one panel with one line: it says the same and
leaves room for what is less alike.
"""

from collections.abc import Iterable, Sequence
from math import ceil

from fwgraph.drawing.scene import Node, Panel, Scene
from fwgraph.drawing.styles import outline_of
from fwgraph.drawing.text_metrics import fit_text, text_width
from fwgraph.view import Edge, Thing

NAME_SIZE, NOTE_SIZE, HEADING_SIZE = 12.0, 9.5, 10.0
"""The sizes of text: a thing's name, what stands below it, and the heading of a panel."""

MAX_NAME_WIDTH = 210.0
"""The longest that a name may be before it is cut."""

SIDE_PADDING, BOX_HEIGHT, NOTED_BOX_HEIGHT = 9.0, 25.0, 36.0
"""The blank beside a name, and the height of a box without and with a note."""

SLANTS = {"parallelogram": 12, "hexagon": 8}
"""How much of its width an outline loses to slanting sides."""

PANEL_GAP, PANEL_PADDING, HEADING_HEIGHT = 6.0, 8.0, 15.0
"""In a panel: between boxes, around them, and the height of the heading."""

PANEL_COLUMNS = ((4, 1), (7, 2), (16, 3))
"""Below how many things a panel has how many columns; with more things it has four."""

LeafKey = tuple[str, str, bool]
"""The path of the hub of some leaves, the relation, and whether they are its objects."""


def thing_box(thing: Thing, note: str = "", *, focus: bool = False) -> Scene:
    """Return the scene of one thing."""
    node = scene_node(thing, note, focus=focus)
    return Scene(node.width, node.height, (node,))


def scene_node(thing: Thing, note: str = "", *, focus: bool = False) -> Node:
    """Return a thing as a node, with its upper left corner where everything begins."""
    label = fit_text(thing.label, NAME_SIZE, MAX_NAME_WIDTH)
    note = fit_text(note, NOTE_SIZE, MAX_NAME_WIDTH)
    words = max(text_width(label, NAME_SIZE), text_width(note, NOTE_SIZE))
    width = words + 2 * SIDE_PADDING + SLANTS.get(outline_of(thing.shape), 0)
    height = NOTED_BOX_HEIGHT if note else BOX_HEIGHT
    return Node(width / 2, height / 2, width, height, thing, label, note, focus)


def panel_box(heading: str, things: Sequence[Thing]) -> Scene:
    """Return the scene of several things, in columns below a heading."""
    count = len(things)
    rows = ceil(count / next((most for limit, most in PANEL_COLUMNS if count < limit), 4))
    left, nodes = PANEL_PADDING, []
    for start in range(0, count, rows):
        column = [scene_node(thing) for thing in things[start : start + rows]]
        width = max(node.width for node in column)
        for row, node in enumerate(column):
            top = PANEL_PADDING + HEADING_HEIGHT + row * (BOX_HEIGHT + PANEL_GAP)
            nodes.append(node.move_by(left + (width - node.width) / 2, top))
        left += width + PANEL_GAP
    heading = fit_text(heading, HEADING_SIZE, 2 * MAX_NAME_WIDTH)
    width = max(left - PANEL_GAP, text_width(heading, HEADING_SIZE) + PANEL_PADDING) + PANEL_PADDING
    height = HEADING_HEIGHT + 2 * PANEL_PADDING + rows * (BOX_HEIGHT + PANEL_GAP) - PANEL_GAP
    return Scene(width, height, (Panel(width / 2, height / 2, width, height, heading), *nodes))


def group_leaf_edges(edges: Iterable[Edge], spared: str | None = None) -> dict[LeafKey, list[Edge]]:
    """Return the edges of leaves, things with one edge, by hub and relation: two or more each.

    The one ``spared`` stays on its own, and so does the hub of others.
    """
    touching: dict[str, list[Edge]] = {}
    for edge in edges:
        for path in {edge.start, edge.end}:
            touching.setdefault(path, []).append(edge)
    leaves: dict[LeafKey, list[Edge]] = {}
    for path, (edge, *more) in sorted(touching.items()):
        hub = edge.end if edge.start == path else edge.start
        # Of two that have only each other, neither is a hub: they stay two boxes.
        if not more and path != spared and len(touching[hub]) > 1 and hub != path:
            leaves.setdefault((hub, edge.relation, edge.end == path), []).append(edge)
    return {key: several for key, several in leaves.items() if len(several) > 1}
