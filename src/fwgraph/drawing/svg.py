"""A scene as an SVG document: no script, no font, nothing from elsewhere, the same bytes always.

Light colours are attributes, which every renderer knows; the style sheet inside turns them
over in dark mode and keeps paper white. Every thing is a link to its IRI; things and lines
have titles, which readers see on pointing and screen readers read out.
"""

from collections.abc import Iterable, Iterator

from fwgraph.drawing.alt_text import edges_alt_text, thing_alt_text, view_alt_text
from fwgraph.drawing.legend import draw_header
from fwgraph.drawing.outlines import colour_attributes, draw_node, draw_panel, draw_route
from fwgraph.drawing.scene import EdgeRoute, Node, Panel, Scene
from fwgraph.drawing.styles import FONT, format_length, line_style, svg_css
from fwgraph.drawing.xml import Markup, xml_element
from fwgraph.view import View, is_web_address

MARGIN = 24.0
MIN_WIDTH = 560.0
"""The least width that a title and a legend need."""


def scene_svg(view: View, scene: Scene, reading: str) -> str:
    """Return the document of a scene; ``reading`` says in a sentence how to read it."""
    inner_width = max(scene.width, MIN_WIDTH)
    header, top = draw_header(view, reading, MARGIN, inner_width)
    below = scene.move_by(MARGIN, top)
    parts = [
        *header,
        *scene_elements(view, below),
    ]
    size = inner_width + 2 * MARGIN, below.height + MARGIN
    return svg_document(view.title, f"{view_alt_text(view)} {reading}", size, parts)


def svg_document(
    title: str, description: str, size: tuple[float, float], parts: Iterable[Markup]
) -> str:
    """Return a document of a width and a height, with its style sheet and its ground."""
    width, height = map(format_length, size)
    root = {
        "xmlns": "http://www.w3.org/2000/svg", "width": width, "height": height,
        "viewBox": f"0 0 {width} {height}", "role": "graphics-document",
        "aria-roledescription": "diagram", "aria-labelledby": "fwgraph-title fwgraph-desc",
        "font-family": FONT,
    }  # fmt: skip
    every = [
        xml_element("title", {"id": "fwgraph-title"}, title),
        xml_element("desc", {"id": "fwgraph-desc"}, description),
        xml_element("style", None, Markup(svg_css())),
        xml_element("rect", {"width": "100%", "height": "100%", **colour_attributes("ground")}),
        *parts,
    ]
    return xml_element("svg", root, *(Markup(f"\n{part}") for part in every), Markup("\n")) + "\n"


def scene_elements(view: View, scene: Scene) -> Iterator[Markup]:
    """Yield everything in a scene, what is further back first."""
    labels = {relation.name: relation.label for relation in view.relations}
    styles = {relation.name: line_style(relation) for relation in view.relations}
    names = {thing.path: thing.label for thing in view.things}
    for panel in scene.parts_of(Panel):
        yield Markup("".join(draw_panel(panel)))
    for route in scene.parts_of(EdgeRoute):
        title = xml_element("title", None, edges_alt_text(route.edges, labels, names))
        marks = draw_route(route, styles[route.edges[0].relation])
        yield xml_element("g", {"class": "edge"}, title, *marks)
    for node in scene.parts_of(Node):
        iri = node.thing.iri
        link = ("a", {"href": iri}) if is_web_address(iri) else ("g", None)
        title = xml_element("title", None, thing_alt_text(node.thing))
        yield xml_element(*link, title, *draw_node(node))
