"""A scene as an SVG document: no script, no font, nothing from elsewhere, the same bytes always.

Light colours are attributes, which every renderer knows; the style sheet inside turns them
over in dark mode and keeps paper white. Every thing is a link to its IRI; things and lines
have titles, which readers see on pointing and screen readers read out.
"""

from collections.abc import Iterator

from fwgraph.drawing.alt_text import of_edges, of_thing, of_view
from fwgraph.drawing.assembly import WORDS
from fwgraph.drawing.legend import head
from fwgraph.drawing.outlines import axis, frame, line, paint, thing
from fwgraph.drawing.scene import Node, Scene
from fwgraph.drawing.styles import FONT, manner, number, style
from fwgraph.drawing.xml import Markup, element
from fwgraph.view import View, is_web_address

MARGIN = 24.0


def svg(view: View, scene: Scene, reading: str) -> str:
    """Return the document of a scene; ``reading`` says in a sentence how to read it."""
    above = head(view, scene.width, reading, MARGIN, MARGIN)
    below = scene.moved(MARGIN, MARGIN + above.height)
    width = number(max(scene.width, above.width) + 2 * MARGIN)
    height = number(scene.height + above.height + 2 * MARGIN)
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height,
        "viewBox": f"0 0 {width} {height}", "role": "graphics-document",
        "aria-roledescription": "diagram", "aria-labelledby": "fwgraph-title fwgraph-desc",
        "font-family": FONT,
    }  # fmt: skip
    parts = [
        element("title", {"id": "fwgraph-title"}, view.title),
        element("desc", {"id": "fwgraph-desc"}, f"{of_view(view)} {reading}"),
        element("style", None, Markup(style())),
        element("rect", {"width": "100%", "height": "100%", **paint("ground")}),
        *above.marks,
        *axis(below.bands, MARGIN + above.height, below.height),
        *content(view, below),
    ]
    return element("svg", root, *(Markup(f"\n{part}") for part in parts), Markup("\n")) + "\n"


def content(view: View, scene: Scene) -> Iterator[Markup]:
    """Yield everything in a scene, what is further back first."""
    labels = {relation.name: relation.label for relation in view.relations}
    manners = {relation.name: manner(relation) for relation in view.relations}
    names = {each.path: each.label for each in view.things}
    yield from (frame(panel) for panel in scene.panels)
    for route in scene.routes:
        title = element("title", None, of_edges(route.edges, labels, names))
        drawn = line(route, manners[route.edges[0].relation], WORDS)
        yield element("g", {"class": "edge"}, title, drawn)
    yield from (linked(node) for node in scene.nodes)


def linked(node: Node) -> Markup:
    """Return a node as a link to its IRI, where that is an address of the web."""
    title = element("title", None, of_thing(node.thing))
    if not is_web_address(node.thing.iri):
        return element("g", None, title, thing(node))
    return element("a", {"href": node.thing.iri}, title, thing(node))
