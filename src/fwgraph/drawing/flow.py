"""The usual drawing: what a thing rests on or comes from stands to its left.

Each group of things that hang together is laid out alone; the groups are packed like
pictures on a wall, and what is related to nothing follows in panels.
"""

from collections.abc import Collection, Iterable, Sequence

from fwgraph.drawing.assembly import Bundle, drawn, labels_of, links_of
from fwgraph.drawing.boxes import Box, hooks, panel, single
from fwgraph.drawing.layout_choice import Spaces
from fwgraph.drawing.packing import packed
from fwgraph.drawing.scene import Scene
from fwgraph.view import Edge, Thing, View

READING = "Arrows point to what a thing rests on or comes from, which stands to its left."

WORDED = 45
"""Up to how many lines bear the names of their relations; with more, line styles must do."""

SPACES, WORDED_SPACES = Spaces(boxes=9, columns=80), Spaces(boxes=9, columns=34)
UNRELATED, UNLISTED = "not related here: ", "in no edition"


def scene(view: View) -> Scene:
    """Return the drawing of a view."""
    groups = connected(view)
    looped = {edge.start for edge in view.edges}
    pieces = [piece(view, group) for group in groups if len(group) > 1 or group & looped]
    lone = {path for group in groups if len(group) == 1 for path in group - looped}
    return packed([*pieces, *leftovers(view, lone)])


def connected(view: View) -> list[set[str]]:
    """Return the paths of things that hang together, the largest groups first."""
    group = {thing.path: {thing.path} for thing in view.things}
    for edge in view.edges:
        small, large = sorted((group[edge.start], group[edge.end]), key=len)
        if small is not large:
            large |= small
            group.update(dict.fromkeys(small, large))
    groups = {id(each): each for each in group.values()}
    return sorted(groups.values(), key=lambda paths: (-len(paths), min(paths)))


def piece(view: View, group: Collection[str]) -> Scene:
    """Return the drawing of one group."""
    things = {thing.path: thing for thing in view.things if thing.path in group}
    edges = [edge for edge in view.edges if edge.start in group]
    worded = len(view.edges) <= WORDED
    boxes, bundles = boxed(view, things, edges)
    links = links_of(view, boxes, bundles, worded=worded)
    return drawn(view, boxes, bundles, links, WORDED_SPACES if worded else SPACES)


def boxed(
    view: View, things: dict[str, Thing], edges: Sequence[Edge]
) -> tuple[list[Box], list[Bundle]]:
    """Return the boxes of a group, and the edges that are drawn as one line each."""
    boxes: list[Box] = []
    bundles: list[Bundle] = []
    labels = labels_of(view)
    for (_, relation, down), hung in hooks(edges, view.focus).items():
        members = [things.pop(edge.end if down else edge.start) for edge in hung]
        boxes.append(panel(labels[relation], members))
        bundles.append(tuple(hung))
    bundled = {edge for bundle in bundles for edge in bundle}
    boxes += [single(thing, focus=thing.path == view.focus) for thing in things.values()]
    bundles += [(edge,) for edge in edges if edge not in bundled]
    return boxes, bundles


def leftovers(view: View, lone: Collection[str]) -> Iterable[Scene]:
    """Yield a panel for each category, with the things that are related to nothing."""
    found: dict[str, list[Thing]] = {}
    for thing in view.things:
        if thing.path in lone:
            newest = thing.listings[-1].category if thing.listings else None
            found.setdefault(newest or UNLISTED, []).append(thing)
    for category in sorted(found):
        yield panel(UNRELATED + category, found[category]).content
