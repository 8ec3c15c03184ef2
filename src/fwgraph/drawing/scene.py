"""What a drawing consists of once everything has its place; lengths are in pixels.

Nothing here knows how it is written: ``svg`` turns a scene into a document.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self, TypeVar

from fwgraph.view import Edge, Thing

Point = tuple[float, float]
Curve = tuple[Point, ...]
"""A start, then three points for each piece: two that bend it, and where it ends."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What has a place and a size."""

    x: float
    y: float
    width: float
    height: float

    def move_by(self, x: float, y: float) -> Self:
        """Return the same further right and further down."""
        return replace(self, x=self.x + x, y=self.y + y)


@dataclass(frozen=True, slots=True)
class Node(Placed):
    """A thing, placed by its middle; its lines of text are cut to fit."""

    thing: Thing
    label: str
    note: str
    focus: bool


@dataclass(frozen=True, slots=True)
class Panel(Placed):
    """A frame around several nodes, placed by its middle, and what they have in common."""

    heading: str


@dataclass(frozen=True, slots=True)
class EdgeRoute:
    """The line of one edge, or of all edges into a panel; its arrow is at the start."""

    edges: tuple[Edge, ...]
    curves: tuple[Curve, ...]
    label: str = ""
    label_at: Point | None = None
    """The middle of the label; without one, the line has none."""

    def move_by(self, x: float, y: float) -> Self:
        """Return the route further right and further down."""
        curves = tuple(tuple((a + x, b + y) for a, b in curve) for curve in self.curves)
        label_at = self.label_at and (self.label_at[0] + x, self.label_at[1] + y)
        return replace(self, curves=curves, label_at=label_at)


Part = Node | Panel | EdgeRoute
PartType = TypeVar("PartType", Node, Panel, EdgeRoute)


@dataclass(frozen=True, slots=True)
class Scene:
    """Everything in one drawing, or in one piece of it."""

    width: float = 0
    height: float = 0
    parts: tuple[Part, ...] = ()

    def move_by(self, x: float, y: float) -> "Scene":
        """Return the scene further right and further down, and as much larger."""
        parts = tuple(part.move_by(x, y) for part in self.parts)
        return Scene(self.width + x, self.height + y, parts)

    def parts_of(self, kind: type[PartType]) -> list[PartType]:
        """Return the parts of one kind, in their order."""
        return [part for part in self.parts if isinstance(part, kind)]


def merge_scenes(scenes: Iterable[Scene]) -> Scene:
    """Return one scene with everything that stands in several."""
    every = tuple(scenes)
    width = max((scene.width for scene in every), default=0)
    height = max((scene.height for scene in every), default=0)
    return Scene(width, height, tuple(part for scene in every for part in scene.parts))
