"""A scene as an SVG document: no script, no font, nothing from elsewhere, the same bytes always.

Light colours are attributes, which every renderer knows; the style sheet inside turns them
over in dark mode and keeps paper white. Every thing is a link to its IRI; things and lines
have titles, which readers see on pointing and screen readers read out.
"""

from collections.abc import Iterator

from fwgraph.drawing.alt_text import edges_alt_text, thing_alt_text, view_alt_text
from fwgraph.drawing.assembly import LABEL_SIZE
from fwgraph.drawing.legend import drawing_header
from fwgraph.drawing.outlines import colour_attributes, draw_axis, draw_node, draw_panel, draw_route
from fwgraph.drawing.scene import Node, Scene
from fwgraph.drawing.styles import FONT, format_length, line_style, svg_css
from fwgraph.drawing.xml import Markup, xml_element
from fwgraph.view import View, is_web_address

MARGIN = 24.0


def scene_svg(view: View, scene: Scene, reading: str) -> str:
    """Return the document of a scene; ``reading`` says in a sentence how to read it."""
    above = drawing_header(view, scene.width, reading, MARGIN, MARGIN)
    below = scene.move_by(MARGIN, MARGIN + above.height)
    width = format_length(max(scene.width, above.width) + 2 * MARGIN)
    height = format_length(scene.height + above.height + 2 * MARGIN)
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height,
        "viewBox": f"0 0 {width} {height}", "role": "graphics-document",
        "aria-roledescription": "diagram", "aria-labelledby": "fwgraph-title fwgraph-desc",
        "font-family": FONT,
    }  # fmt: skip
    parts = [
        xml_element("title", {"id": "fwgraph-title"}, view.title),
        xml_element("desc", {"id": "fwgraph-desc"}, f"{view_alt_text(view)} {reading}"),
        xml_element("style", None, Markup(svg_css())),
        xml_element("rect", {"width": "100%", "height": "100%", **colour_attributes("ground")}),
        *above.marks,
        *draw_axis(below.bands, MARGIN + above.height, below.height),
        *scene_elements(view, below),
    ]
    return xml_element("svg", root, *(Markup(f"\n{part}") for part in parts), Markup("\n")) + "\n"


def scene_elements(view: View, scene: Scene) -> Iterator[Markup]:
    """Yield everything in a scene, what is further back first."""
    labels = {relation.name: relation.label for relation in view.relations}
    manners = {relation.name: line_style(relation) for relation in view.relations}
    names = {each.path: each.label for each in view.things}
    yield from (draw_panel(panel) for panel in scene.panels)
    for route in scene.routes:
        title = xml_element("title", None, edges_alt_text(route.edges, labels, names))
        drawn = draw_route(route, manners[route.edges[0].relation], LABEL_SIZE)
        yield xml_element("g", {"class": "edge"}, title, drawn)
    yield from (node_link(node) for node in scene.nodes)


def node_link(node: Node) -> Markup:
    """Return a node as a link to its IRI, where that is an address of the web."""
    title = xml_element("title", None, thing_alt_text(node.thing))
    if not is_web_address(node.thing.iri):
        return xml_element("g", None, title, draw_node(node))
    return xml_element("a", {"href": node.thing.iri}, title, draw_node(node))
