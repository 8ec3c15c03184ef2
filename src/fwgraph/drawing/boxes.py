"""Things as boxes of known size; those that hang on one other thing alike share a panel.

A web server that twelve frameworks run on, and nothing else is known of them, would be
twelve boxes with a line each. They become one panel with one line: it says the same and
leaves room for what is less alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
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

PANEL_GAP, PANEL_PADDING, HEADING_HEIGHT = 6.0, 8.0, 15.0
"""In a panel: between boxes, around them, and the height of the heading."""

LeafKey = tuple[str, str, bool]
"""What things hang on: another's path, the relation, and whether they are its objects."""


@dataclass(frozen=True, slots=True)
class Box:
    """What the layout places as one: a thing, or a panel of several."""

    things: tuple[Thing, ...]
    content: Scene

    @property
    def size(self) -> tuple[float, float]:
        """Its width and height."""
        return self.content.width, self.content.height

    def centre_at(self, x: float, y: float) -> Scene:
        """Return what it holds, with its middle at a point."""
        return self.content.move_by(x - self.content.width / 2, y - self.content.height / 2)


def thing_box(thing: Thing, note: str = "", *, focus: bool = False) -> Box:
    """Return the box of one thing."""
    each = scene_node(thing, note, focus=focus)
    return Box((thing,), Scene(each.width, each.height, (each,)))


def scene_node(thing: Thing, note: str = "", *, focus: bool = False) -> Node:
    """Return a thing as a node, with its upper left corner where everything begins."""
    label, note = (
        fit_text(thing.label, NAME_SIZE, MAX_NAME_WIDTH),
        fit_text(note, NOTE_SIZE, MAX_NAME_WIDTH),
    )
    wide = (
        max(text_width(label, NAME_SIZE), text_width(note, NOTE_SIZE))
        + 2 * SIDE_PADDING
        + shape_inset(thing.shape)
    )
    tall = NOTED_BOX_HEIGHT if note else BOX_HEIGHT
    return Node(thing, label, note, wide / 2, tall / 2, wide, tall, focus)


def shape_inset(shape: str) -> float:
    """Return how much a shape loses at both sides together."""
    return {"parallelogram": 12, "hexagon": 8}.get(outline_of(shape), 0)


def panel_box(heading: str, things: Sequence[Thing], columns: int | None = None) -> Box:
    """Return the box of several things, in columns below a heading."""
    nodes = [scene_node(thing) for thing in things]
    rows = ceil(len(nodes) / (columns or column_count(len(nodes))))
    stacks = [nodes[start : start + rows] for start in range(0, len(nodes), rows)]
    words = fit_text(heading, HEADING_SIZE, 2 * MAX_NAME_WIDTH)
    left, placed = PANEL_PADDING, []
    for stack in stacks:
        broad = max(each.width for each in stack)
        for row, each in enumerate(stack):
            top = PANEL_PADDING + HEADING_HEIGHT + row * (BOX_HEIGHT + PANEL_GAP)
            placed.append(each.move_by(left + (broad - each.width) / 2, top))
        left += broad + PANEL_GAP
    wide = max(
        left - PANEL_GAP + PANEL_PADDING, text_width(words, HEADING_SIZE) + 2 * PANEL_PADDING
    )
    tall = HEADING_HEIGHT + 2 * PANEL_PADDING + rows * (BOX_HEIGHT + PANEL_GAP) - PANEL_GAP
    frame = Panel(words, wide / 2, tall / 2, wide, tall)
    return Box(tuple(things), Scene(wide, tall, tuple(placed), (frame,)))


def column_count(count: int) -> int:
    """Return in how many columns so many boxes look neither tall nor long."""
    return 1 if count < 4 else 2 if count < 7 else 3 if count < 16 else 4


def group_leaf_edges(edges: Iterable[Edge], spared: str | None = None) -> dict[LeafKey, list[Edge]]:
    """Return the edges of things that have no other, by what they hang on: two or more each.

    The one ``spared`` stays on its own, and so does what others hang on.
    """
    touching: dict[str, list[Edge]] = {}
    for edge in edges:
        for path in {edge.start, edge.end}:
            touching.setdefault(path, []).append(edge)
    found: dict[LeafKey, list[Edge]] = {}
    for path, (edge, *more) in sorted(touching.items()):
        hub = edge.end if edge.start == path else edge.start
        if not more and path != spared and len(touching[hub]) > 1 and hub != path:
            found.setdefault((hub, edge.relation, edge.end == path), []).append(edge)
    return {hook: hung for hook, hung in found.items() if len(hung) > 1}
