"""The drawing of descent: older on the left, newer on the right, years above.

Few sources say when something began. What listings do say is when a release came out: by
then the thing existed, and so did everything that it descends from. Each thing stands in
the first year for which that is known, below it the release that its listing states; what
nothing is known of stands on the far right, behind what it descends from.
"""

from collections.abc import Iterator, Sequence
from graphlib import TopologicalSorter
from itertools import pairwise
from math import inf

from fwgraph.drawing.boxes import thing_box
from fwgraph.drawing.layout import layout_links, layout_scene
from fwgraph.drawing.layout_choice import LayoutLink, Spacing, break_cycles
from fwgraph.drawing.scene import Band, Node, Scene
from fwgraph.view import Thing, View

TimeColumn = tuple[float, int]
"""A column: its year, endless where none is known, and a generation within the year."""

HOW_TO_READ = (
    "Older on the left: each thing stands in the first year by which a listed release shows it to"
    " exist, its own or that of something that came after it. Arrows point to what a thing comes"
    " from."
)
NO_YEAR, NO_RELEASE = "no year known", "no release listed"
SPACING = Spacing(boxes=14, columns=30)
AXIS_HEIGHT = 34.0
"""The height of the axis, which stands above everything else."""


def is_lineage(view: View) -> bool:
    """Tell whether a view shows descent and nothing else."""
    return bool(view.edges) and all(relation.family == "descent" for relation in view.relations)


def lineage_scene(view: View) -> Scene:
    """Return the drawing of a view of descent."""
    boxes = [
        thing_box(thing, last_release(thing), focus=thing.path == view.focus)
        for thing in view.things
    ]
    links = layout_links(view, boxes, [[edge] for edge in view.edges], labelled=True)
    times = time_columns(view.things, links)
    columns = [
        [number for number, other in enumerate(times) if other == time]
        for time in sorted(set(times))
    ]
    scene = layout_scene(boxes, links, SPACING, columns).move_by(0, AXIS_HEIGHT)
    years = {thing.path: year for thing, (year, _) in zip(view.things, times, strict=True)}
    return Scene(scene.width, scene.height, (*scene.parts, *axis_bands(scene, years)))


def last_release(thing: Thing) -> str:
    """Return the last release that a listing of the thing states."""
    for listing in reversed(thing.listings):  # listings are in the order of their editions' dates
        if release := ", ".join(filter(None, [listing.version, listing.released])):
            return release
    return NO_RELEASE


def time_columns(things: Sequence[Thing], links: Sequence[LayoutLink]) -> list[TimeColumn]:
    """Return the column of each thing: ancestors stand before what descends from them.

    In a cycle of descent, which is a mistake of the data, one step leads backwards.
    """
    before, _ = break_cycles(len(things), links)
    order = list(TopologicalSorter(before).static_order())
    years = {
        number: min((item.year for item in thing.listings if item.year is not None), default=inf)
        for number, thing in enumerate(things)
    }
    for number in reversed(order):
        for ancestor in before[number]:
            years[ancestor] = min(years[ancestor], years[number])
    columns: dict[int, TimeColumn] = {}
    for number in order:
        ancestors = (columns[ancestor] for ancestor in before[number])
        same = [generation for year, generation in ancestors if year == years[number]]
        columns[number] = years[number], max(same, default=-1) + 1
    return [columns[number] for number in range(len(things))]


def axis_bands(scene: Scene, years: dict[str, float]) -> Iterator[Band]:
    """Yield the stretches of the axis, each from half-way after the one before."""
    columns: dict[float, list[Node]] = {}
    for node in scene.parts_of(Node):
        columns.setdefault(years[node.thing.path], []).append(node)
    ordered = sorted(columns.items())
    limits = [0.0, scene.width]
    for (_, before), (_, after) in pairwise(ordered):
        right = max(node.x + node.width / 2 for node in before)
        left = min(node.x - node.width / 2 for node in after)
        limits.insert(-1, (right + left) / 2)
    for (year, _), (start, end) in zip(ordered, pairwise(limits), strict=True):
        label = NO_YEAR if year == inf else f"{year:.0f}"
        yield Band(start, 0, end - start, AXIS_HEIGHT, label)
