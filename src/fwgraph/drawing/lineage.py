"""The drawing of descent: ancestors on the left, below each thing its last listed release.

When things began and ended is drawn by ``timeline``.
"""

from fwgraph.drawing.boxes import thing_box
from fwgraph.drawing.layout import layout_links, layout_scene
from fwgraph.drawing.layout_choice import Spacing
from fwgraph.drawing.scene import Scene
from fwgraph.view import Thing, View

HOW_TO_READ = "Ancestors on the left. Arrows point to what a thing comes from."
NO_RELEASE = "no release listed"
SPACING = Spacing(boxes=14, columns=30)


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
    return layout_scene(boxes, links, SPACING)


def last_release(thing: Thing) -> str:
    """Return the last release that a listing of the thing states."""
    for listing in reversed(thing.listings):  # listings are in the order of their editions' dates
        if release := ", ".join(filter(None, [listing.version, listing.released])):
            return release
    return NO_RELEASE
