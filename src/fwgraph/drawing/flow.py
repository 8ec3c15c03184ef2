"""The usual drawing: what a thing depends on or descends from stands to its left.

Each group of connected things is laid out alone. The groups are packed like pictures on a
wall, into the shape of a sheet of paper, and what is related to nothing follows in panels.
"""

from collections.abc import Collection, Iterator, Sequence
from math import sqrt

from fwgraph.drawing.boxes import group_leaf_edges, panel_box, thing_box
from fwgraph.drawing.layout import layout_links, layout_scene, line_labels
from fwgraph.drawing.layout_choice import SHEET_RATIO, Spacing
from fwgraph.drawing.scene import Scene, merge_scenes
from fwgraph.view import Edge, Thing, View

HOW_TO_READ = "Arrows point to what a thing rests on or comes from, which stands to its left."

MAX_LABELLED_EDGES = 45
"""Up to how many lines bear the names of their relations; with more, line styles must do."""

SPACING, LABELLED_SPACING = Spacing(boxes=9, columns=80), Spacing(boxes=9, columns=34)
SCENE_GAP = 36.0
"""The blank between two groups."""

UNRELATED, UNLISTED = "not related here: ", "in no edition"


def flow_scene(view: View) -> Scene:
    """Return the drawing of a view."""
    groups = connected_groups(view)
    # A thing alone is drawn with its loop where it is related to itself, else in a panel.
    looped = {edge.start for edge in view.edges}
    pieces = [group_scene(view, group) for group in groups if len(group) > 1 or group & looped]
    lone = {path for group in groups if len(group) == 1 for path in group - looped}
    return pack_scenes([*pieces, *unrelated_panels(view, lone)])


def connected_groups(view: View) -> list[set[str]]:
    """Return the paths of things that are connected by edges, the largest groups first."""
    groups = {thing.path: {thing.path} for thing in view.things}
    for edge in view.edges:
        small, large = sorted((groups[edge.start], groups[edge.end]), key=len)
        if small is not large:
            large |= small
            groups.update(dict.fromkeys(small, large))
    unique = {id(group): group for group in groups.values()}
    return sorted(unique.values(), key=lambda paths: (-len(paths), min(paths)))


def group_scene(view: View, group: Collection[str]) -> Scene:
    """Return the drawing of one group."""
    things = {thing.path: thing for thing in view.things if thing.path in group}
    edges = [edge for edge in view.edges if edge.start in group]
    labelled = len(view.edges) <= MAX_LABELLED_EDGES
    boxes, bundles = box_things(view, things, edges)
    links = layout_links(view, boxes, bundles, labelled=labelled)
    return layout_scene(boxes, links, LABELLED_SPACING if labelled else SPACING)


def box_things(
    view: View, things: dict[str, Thing], edges: Sequence[Edge]
) -> tuple[list[Scene], list[Sequence[Edge]]]:
    """Return the boxes of a group, and the edges that are drawn as one line each."""
    boxes: list[Scene] = []
    bundles: list[Sequence[Edge]] = []
    labels = line_labels(view)
    for (_, relation, down), leaves in group_leaf_edges(edges, view.focus).items():
        members = [things.pop(edge.end if down else edge.start) for edge in leaves]
        boxes.append(panel_box(labels[relation], members))
        bundles.append(leaves)
    bundled = {edge for bundle in bundles for edge in bundle}
    boxes += [thing_box(thing, focus=thing.path == view.focus) for thing in things.values()]
    bundles += [(edge,) for edge in edges if edge not in bundled]
    return boxes, bundles


def unrelated_panels(view: View, lone: Collection[str]) -> Iterator[Scene]:
    """Yield a panel for each category of the newest listings, with what is related to nothing."""
    categories: dict[str, list[Thing]] = {}
    for thing in view.things:
        if thing.path in lone:
            category = thing.listings[-1].category if thing.listings else None
            categories.setdefault(category or UNLISTED, []).append(thing)
    for category, things in sorted(categories.items()):
        yield panel_box(UNRELATED + category, things)


def pack_scenes(pieces: Sequence[Scene]) -> Scene:
    """Return all pieces in one scene, in their order, as near to a sheet's shape as it gets."""
    widest = max((piece.width for piece in pieces), default=0)
    area = sum((piece.width + SCENE_GAP) * (piece.height + SCENE_GAP) for piece in pieces)
    # A row as wide as a sheet is seldom the best: pieces leave gaps, so wider ones are tried.
    rooms = (max(widest, sqrt(area * SHEET_RATIO) * tenths / 10) for tenths in range(8, 21))
    return min((pack_shelves(pieces, room) for room in rooms), key=sheet_side)


def sheet_side(scene: Scene) -> float:
    """Return the long side of the sheet, upright or lying, that holds a scene."""
    short, long = sorted((scene.width, scene.height))
    return max(short * SHEET_RATIO, long)


def pack_shelves(pieces: Sequence[Scene], room: float) -> Scene:
    """Return the pieces in rows no wider than the room; a row's short pieces stand in stacks."""
    placed: list[Scene] = []
    top = left = row_height = stack_width = stack_height = 0.0
    for piece in pieces:
        fits = left + piece.width <= room and stack_height + piece.height <= row_height
        if not placed or not fits:
            left += stack_width + SCENE_GAP if placed else 0
            if placed and left + piece.width > room:
                top, left, row_height = top + row_height + SCENE_GAP, 0.0, 0.0
            stack_width = stack_height = 0.0
        placed.append(piece.move_by(left, top + stack_height))
        row_height = max(row_height, stack_height + piece.height)
        stack_width = max(stack_width, piece.width)
        stack_height += piece.height + SCENE_GAP
    return merge_scenes(placed)
