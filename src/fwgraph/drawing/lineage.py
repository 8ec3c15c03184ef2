"""The drawing of descent: older on the left, newer on the right, years above.

Few sources say when something began. What listings do say is when a release came out: by
then the thing existed, and so did everything that it descends from. Each thing stands in
the first year for which that is known, below it the release that its listing states; what
nothing is known of stands on the far right, behind what it descends from.
"""

from collections.abc import Sequence
from itertools import pairwise
from math import inf

from fwgraph.drawing.assembly import assemble_scene, layout_links
from fwgraph.drawing.boxes import thing_box
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
    return bool(view.edges) and all(each.family == "descent" for each in view.relations)


def lineage_scene(view: View) -> Scene:
    """Return the drawing of a view of descent."""
    boxes = [
        thing_box(thing, last_release(thing), focus=thing.path == view.focus)
        for thing in view.things
    ]
    bundles = [(edge,) for edge in view.edges]
    links = layout_links(view, boxes, bundles, worded=True)
    places = time_columns(view.things, links)
    columns = [
        [number for number, each in enumerate(places) if each == place]
        for place in sorted(set(places))
    ]
    found = assemble_scene(view, boxes, bundles, links, SPACING, columns).move_by(0, AXIS_HEIGHT)
    years = {thing.path: year for thing, (year, _) in zip(view.things, places, strict=True)}
    return found.with_bands(axis_bands(found.nodes, years, found.width))


def last_release(thing: Thing) -> str:
    """Return the last release that a listing of the thing states."""
    for listing in reversed(thing.listings):
        if said := ", ".join(filter(None, [listing.version, listing.released])):
            return said
    return NO_RELEASE


def time_columns(things: Sequence[Thing], links: Sequence[LayoutLink]) -> list[TimeColumn]:
    """Return the column of each thing: ancestors stand before what descends from them.

    In a circle of descent, which is a mistake of the data, one step leads backwards.
    """
    import rustworkx  # slow to import

    graph, _ = break_cycles(len(things), links)
    order = list(rustworkx.topological_sort(graph))
    years: dict[int, float] = {}
    for number in reversed(order):
        own = (each.year for each in things[number].listings if each.year is not None)
        later = (years[after] for after in graph.successor_indices(number))
        years[number] = min([*own, *later], default=inf)
    places: dict[int, TimeColumn] = {}
    for number in order:
        before = [places[each] for each in graph.predecessor_indices(number)]
        same = [generation for year, generation in before if year == years[number]]
        places[number] = years[number], max(same, default=-1) + 1
    return [places[number] for number in range(len(things))]


def axis_bands(nodes: Sequence[Node], years: dict[str, float], width: float) -> tuple[Band, ...]:
    """Return the stretches of the axis, each from half-way after the one before."""
    stretches: dict[float, tuple[float, float]] = {}
    for node in nodes:
        left, right = node.x - node.width / 2, node.x + node.width / 2
        year = years[node.thing.path]
        first, last = stretches.get(year, (left, right))
        stretches[year] = min(left, first), max(right, last)
    ordered = sorted(stretches)
    starts = [0.0]
    for before, after in pairwise(ordered):
        starts.append((stretches[before][1] + stretches[after][0]) / 2)
    ends = [*starts[1:], width]
    return tuple(
        Band(NO_YEAR if year == inf else f"{year:.0f}", start, end - start)
        for year, start, end in zip(ordered, starts, ends, strict=True)
    )
