"""The marks of a drawing as SVG: text, things, lines with arrows, panels."""

from collections.abc import Iterator, Sequence
from math import hypot

from fwgraph.drawing.boxes import HEADING_SIZE, NAME_SIZE, NOTE_SIZE
from fwgraph.drawing.layout import Curve, Point
from fwgraph.drawing.palette import COLOURS
from fwgraph.drawing.scene import Band, EdgeRoute, Node, Panel
from fwgraph.drawing.styles import LineStyle, format_length, polygon_path, rounded_path, shape_path
from fwgraph.drawing.xml import Markup, xml_element

ARROW_LENGTH = 8.0
"""The length of an arrow's head."""

BASELINE = 0.36
"""How far the baseline of text lies below its middle, as a part of its size."""


def colour_attributes(fill: str = "none", line: str = "") -> dict[str, str]:
    """Return the attributes of two colours of the palette: light ones, and classes for dark."""
    filled = {} if fill == "none" else {"class": f"fill-{fill}"}
    found = {"fill": fill if fill == "none" else COLOURS[fill][0]}
    if line:
        found["stroke"] = COLOURS[line][0]
        filled["class"] = f"{filled.get('class', '')} line-{line}".strip()
    return {**filled, **found}


def draw_text(
    words: str, x: float, y: float, size: float, colour: str = "ink", **more: str
) -> Markup:
    """Return a line of text whose middle is at this height."""
    at = {
        "x": format_length(x),
        "y": format_length(y + size * BASELINE),
        "font-size": format_length(size),
    }
    attributes = {key.replace("_", "-"): value for key, value in more.items()}
    return xml_element("text", {**at, **colour_attributes(fill=colour), **attributes}, words)


def draw_node(node: Node) -> Markup:
    """Return the shape and the words of a node; what is discontinued is faded."""
    shape = node.thing.shape
    body = {"d": shape_path(shape, node.x, node.y, node.width, node.height)}
    faded = {"stroke-dasharray": "4 3", "fill-opacity": "0.35"} if node.thing.discontinued else {}
    rim = ("accent", "3") if node.focus else (f"{shape}-edge", "1.3")
    path = xml_element(
        "path", {**body, **colour_attributes(shape, rim[0]), **faded, "stroke-width": rim[1]}
    )
    colour = "quiet" if node.thing.discontinued else "ink"
    up = NOTE_SIZE / 2 + 1 if node.note else 0
    name = draw_text(node.label, node.x, node.y - up, NAME_SIZE, colour, text_anchor="middle")
    if not node.note:
        return Markup(path + name)
    below = node.y + NAME_SIZE / 2 + 1
    return Markup(
        path + name + draw_text(node.note, node.x, below, NOTE_SIZE, "quiet", text_anchor="middle")
    )


def draw_panel(panel: Panel) -> Markup:
    """Return a panel with its heading."""
    left, top = panel.x - panel.width / 2, panel.y - panel.height / 2
    outline = {"d": rounded_path(left, top, panel.width, panel.height, 6), "stroke-width": "1"}
    heading = draw_text(panel.heading, left + 8, top + 14, HEADING_SIZE, "quiet")
    return Markup(xml_element("path", {**outline, **colour_attributes("panel", "rule")}) + heading)


def draw_axis(bands: Sequence[Band], top: float, bottom: float) -> Iterator[Markup]:
    """Yield the axis of time: a line with the years above, and where each of them begins."""
    for number_, band in enumerate(bands):
        if number_:
            yield draw_straight_line(band.x, top, band.x, bottom)
        middle = band.x + band.width / 2
        yield draw_text(band.label, middle, top + 8, NAME_SIZE, "quiet", text_anchor="middle")
    if bands:
        yield draw_straight_line(bands[0].x, top + 20, bands[-1].x + bands[-1].width, top + 20)


def draw_straight_line(x: float, y: float, across: float, down: float) -> Markup:
    """Return a thin straight line."""
    path = f"M{format_length(x)} {format_length(y)}L{format_length(across)} {format_length(down)}"
    return xml_element("path", {"d": path, **colour_attributes(line="rule")})


def draw_route(route: EdgeRoute, manner: LineStyle, size: float) -> Markup:
    """Return the curves of a route in its manner, an arrow at their start, words on them."""
    parts = []
    for number_, curve in enumerate(route.curves):
        begun = shorten_curve(curve) if number_ == 0 else curve
        drawn = {"d": curve_path(begun), "stroke-width": format_length(manner.width)}
        dashes = {"stroke-dasharray": manner.dashes} if manner.dashes else {}
        parts.append(
            xml_element("path", {**drawn, **colour_attributes(line=manner.colour), **dashes})
        )
    if route.curves:
        head = {
            "d": arrow_path(route.curves[0], manner.width),
            **colour_attributes(fill=manner.colour),
        }
        parts.append(xml_element("path", head))
    if route.place:
        parts.append(draw_text(route.words, *route.place, size, "quiet", text_anchor="middle"))
    return Markup("".join(parts))


def curve_path(curve: Curve) -> str:
    """Return the path of a curve."""
    written = [f"{format_length(x)} {format_length(y)}" for x, y in curve]
    return f"M{written[0]}C{' '.join(written[1:])}"


def start_direction(curve: Curve) -> Point:
    """Return the direction in which a curve leaves its start, one pixel long."""
    x, y = curve[0]
    for a, b in curve[1:]:
        if away := hypot(a - x, b - y):
            return (a - x) / away, (b - y) / away
    return 1.0, 0.0


def shorten_curve(curve: Curve) -> Curve:
    """Return a curve that begins inside of its arrow's head."""
    (x, y), (a, b) = curve[0], start_direction(curve)
    return ((x + a * ARROW_LENGTH * 0.7, y + b * ARROW_LENGTH * 0.7), *curve[1:])


def arrow_path(curve: Curve, width: float) -> str:
    """Return the path of the head of an arrow that points at the start of a curve."""
    (x, y), (a, b) = curve[0], start_direction(curve)
    half = ARROW_LENGTH * 0.36 + width * 0.4
    back = x + a * (ARROW_LENGTH + width), y + b * (ARROW_LENGTH + width)
    return polygon_path((x, y), (back[0] - b * half, back[1] + a * half),
                  (back[0] + b * half, back[1] - a * half))  # fmt: skip
