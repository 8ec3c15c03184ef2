"""What a drawing consists of once everything has its place; lengths are in pixels.

Nothing here knows how it is written: ``svg`` turns a scene into a document.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fwgraph.drawing.layout import Curve, Point
from fwgraph.view import Edge, Thing


@dataclass(frozen=True, slots=True)
class Node:
    """A thing at its place, which is its middle: the lines of text in it are cut to fit."""

    thing: Thing
    label: str
    note: str
    x: float
    y: float
    width: float
    height: float
    focus: bool = False

    def move_by(self, x: float, y: float) -> "Node":
        """Return the node further right and further down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class Panel:
    """A frame around several nodes, given by its middle, and what they have in common."""

    heading: str
    x: float
    y: float
    width: float
    height: float

    def move_by(self, x: float, y: float) -> "Panel":
        """Return the panel further right and further down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class EdgeRoute:
    """The line of one edge, or of all edges into a panel; its arrow is at the start.

    ``words`` stand in the middle of it, at ``place``.
    """

    edges: tuple[Edge, ...]
    curves: tuple[Curve, ...]
    words: str = ""
    place: Point | None = None

    def move_by(self, x: float, y: float) -> "EdgeRoute":
        """Return the route further right and further down."""
        return replace(
            self,
            curves=tuple(tuple((a + x, b + y) for a, b in curve) for curve in self.curves),
            place=self.place and (self.place[0] + x, self.place[1] + y),
        )


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of the axis of time, from its left end, and what is written above it."""

    label: str
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything in one drawing, or in one piece of it."""

    width: float = 0
    height: float = 0
    nodes: tuple[Node, ...] = ()
    panels: tuple[Panel, ...] = ()
    routes: tuple[EdgeRoute, ...] = ()
    bands: tuple[Band, ...] = ()

    def move_by(self, x: float, y: float) -> "Scene":
        """Return the scene further right and further down, and as much larger."""
        return Scene(
            self.width + x,
            self.height + y,
            tuple(each.move_by(x, y) for each in self.nodes),
            tuple(each.move_by(x, y) for each in self.panels),
            tuple(each.move_by(x, y) for each in self.routes),
            tuple(replace(each, x=each.x + x) for each in self.bands),
        )

    def with_bands(self, bands: tuple[Band, ...]) -> "Scene":
        """Return the scene with an axis of time."""
        return replace(self, bands=bands)


def merge_scenes(scenes: Iterable[Scene]) -> Scene:
    """Return one scene with everything that stands in several."""
    every = tuple(scenes)
    return Scene(
        max((each.width for each in every), default=0),
        max((each.height for each in every), default=0),
        tuple(node for each in every for node in each.nodes),
        tuple(panel for each in every for panel in each.panels),
        tuple(route for each in every for route in each.routes),
        tuple(band for each in every for band in each.bands),
    )
