"""The usual drawing: what a thing rests on or comes from stands to its left.

Each group of things that hang together is laid out alone; the groups are packed like
pictures on a wall, and what is related to nothing follows in panels.
"""

from collections.abc import Collection, Iterable, Sequence

from fwgraph.drawing.assembly import EdgeBundle, assemble_scene, layout_links, line_labels
from fwgraph.drawing.boxes import Box, group_leaf_edges, panel_box, thing_box
from fwgraph.drawing.layout_choice import Spacing
from fwgraph.drawing.packing import pack_scenes
from fwgraph.drawing.scene import Scene
from fwgraph.view import Edge, Thing, View

HOW_TO_READ = "Arrows point to what a thing rests on or comes from, which stands to its left."

MAX_LABELLED_EDGES = 45
"""Up to how many lines bear the names of their relations; with more, line styles must do."""

SPACING, LABELLED_SPACING = Spacing(boxes=9, columns=80), Spacing(boxes=9, columns=34)
UNRELATED, UNLISTED = "not related here: ", "in no edition"


def flow_scene(view: View) -> Scene:
    """Return the drawing of a view."""
    groups = connected_groups(view)
    looped = {edge.start for edge in view.edges}
    pieces = [group_scene(view, group) for group in groups if len(group) > 1 or group & looped]
    lone = {path for group in groups if len(group) == 1 for path in group - looped}
    return pack_scenes([*pieces, *unrelated_panels(view, lone)])


def connected_groups(view: View) -> list[set[str]]:
    """Return the paths of things that hang together, the largest groups first."""
    group = {thing.path: {thing.path} for thing in view.things}
    for edge in view.edges:
        small, large = sorted((group[edge.start], group[edge.end]), key=len)
        if small is not large:
            large |= small
            group.update(dict.fromkeys(small, large))
    groups = {id(each): each for each in group.values()}
    return sorted(groups.values(), key=lambda paths: (-len(paths), min(paths)))


def group_scene(view: View, group: Collection[str]) -> Scene:
    """Return the drawing of one group."""
    things = {thing.path: thing for thing in view.things if thing.path in group}
    edges = [edge for edge in view.edges if edge.start in group]
    worded = len(view.edges) <= MAX_LABELLED_EDGES
    boxes, bundles = box_things(view, things, edges)
    links = layout_links(view, boxes, bundles, worded=worded)
    return assemble_scene(view, boxes, bundles, links, LABELLED_SPACING if worded else SPACING)


def box_things(
    view: View, things: dict[str, Thing], edges: Sequence[Edge]
) -> tuple[list[Box], list[EdgeBundle]]:
    """Return the boxes of a group, and the edges that are drawn as one line each."""
    boxes: list[Box] = []
    bundles: list[EdgeBundle] = []
    labels = line_labels(view)
    for (_, relation, down), hung in group_leaf_edges(edges, view.focus).items():
        members = [things.pop(edge.end if down else edge.start) for edge in hung]
        boxes.append(panel_box(labels[relation], members))
        bundles.append(tuple(hung))
    bundled = {edge for bundle in bundles for edge in bundle}
    boxes += [thing_box(thing, focus=thing.path == view.focus) for thing in things.values()]
    bundles += [(edge,) for edge in edges if edge not in bundled]
    return boxes, bundles


def unrelated_panels(view: View, lone: Collection[str]) -> Iterable[Scene]:
    """Yield a panel for each category, with the things that are related to nothing."""
    found: dict[str, list[Thing]] = {}
    for thing in view.things:
        if thing.path in lone:
            newest = thing.listings[-1].category if thing.listings else None
            found.setdefault(newest or UNLISTED, []).append(thing)
    for category in sorted(found):
        yield panel_box(UNRELATED + category, found[category]).content
