"""Things as boxes of known size; those that hang on one other thing alike share a panel.

A web server that twelve frameworks run on, and nothing else is known of them, would be
twelve boxes with a line each. They become one panel with one line: it says the same and
leaves room for what is less alike.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from fwgraph.drawing.scene import Node, Panel, Scene
from fwgraph.drawing.text_metrics import fitted, width
from fwgraph.view import Edge, Thing

NAME, NOTE, HEADING = 12.0, 9.5, 10.0
"""The sizes of text: a thing's name, what stands below it, and the heading of a panel."""

WIDEST = 210.0
"""The longest that a name may be before it is cut."""

SIDE, TALL, NOTED = 9.0, 25.0, 36.0
"""The blank beside a name, and the height of a box without and with a note."""

GAP, EDGE, HEAD = 6.0, 8.0, 15.0
"""In a panel: between boxes, around them, and the height of the heading."""

Hook = tuple[str, str, bool]
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

    def centred(self, x: float, y: float) -> Scene:
        """Return what it holds, with its middle at a point."""
        return self.content.moved(x - self.content.width / 2, y - self.content.height / 2)


def single(thing: Thing, note: str = "", *, focus: bool = False) -> Box:
    """Return the box of one thing."""
    each = node(thing, note, focus=focus)
    return Box((thing,), Scene(each.width, each.height, (each,)))


def node(thing: Thing, note: str = "", *, focus: bool = False) -> Node:
    """Return a thing as a node, with its upper left corner where everything begins."""
    label, note = fitted(thing.label, NAME, WIDEST), fitted(note, NOTE, WIDEST)
    wide = max(width(label, NAME), width(note, NOTE)) + 2 * SIDE + slant(thing.shape)
    tall = NOTED if note else TALL
    return Node(thing, label, note, wide / 2, tall / 2, wide, tall, focus)


def slant(shape: str) -> float:
    """Return how much a shape loses at both sides together."""
    return {"specification": 12, "platform": 8}.get(shape, 0)


def panel(heading: str, things: Sequence[Thing], columns: int | None = None) -> Box:
    """Return the box of several things, in columns below a heading."""
    nodes = [node(thing) for thing in things]
    rows = ceil(len(nodes) / (columns or columns_for(len(nodes))))
    stacks = [nodes[start : start + rows] for start in range(0, len(nodes), rows)]
    words = fitted(heading, HEADING, 2 * WIDEST)
    left, placed = EDGE, []
    for stack in stacks:
        broad = max(each.width for each in stack)
        for row, each in enumerate(stack):
            top = EDGE + HEAD + row * (TALL + GAP)
            placed.append(each.moved(left + (broad - each.width) / 2, top))
        left += broad + GAP
    wide = max(left - GAP + EDGE, width(words, HEADING) + 2 * EDGE)
    tall = HEAD + 2 * EDGE + rows * (TALL + GAP) - GAP
    frame = Panel(words, wide / 2, tall / 2, wide, tall)
    return Box(tuple(things), Scene(wide, tall, tuple(placed), (frame,)))


def columns_for(count: int) -> int:
    """Return in how many columns so many boxes look neither tall nor long."""
    return 1 if count < 4 else 2 if count < 7 else 3 if count < 16 else 4


def hooks(edges: Iterable[Edge], spared: str | None = None) -> dict[Hook, list[Edge]]:
    """Return the edges of things that have no other, by what they hang on: two or more each.

    The one ``spared`` stays on its own, and so does what others hang on.
    """
    touching: dict[str, list[Edge]] = {}
    for edge in edges:
        for path in {edge.start, edge.end}:
            touching.setdefault(path, []).append(edge)
    found: dict[Hook, list[Edge]] = {}
    for path, (edge, *more) in sorted(touching.items()):
        hub = edge.end if edge.start == path else edge.start
        if not more and path != spared and len(touching[hub]) > 1 and hub != path:
            found.setdefault((hub, edge.relation, edge.end == path), []).append(edge)
    return {hook: hung for hook, hung in found.items() if len(hung) > 1}
