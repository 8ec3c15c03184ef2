"""The marks of a drawing as SVG: text, things, lines with arrows, panels."""

from collections.abc import Iterator
from math import hypot

from fwgraph.drawing.boxes import HEADING_SIZE, NAME_SIZE, NOTE_SIZE
from fwgraph.drawing.layout import LABEL_SIZE
from fwgraph.drawing.palette import COLOURS
from fwgraph.drawing.scene import Curve, EdgeRoute, Node, Panel, Point
from fwgraph.drawing.styles import LineStyle, format_length, polygon_path, rounded_path, shape_path
from fwgraph.drawing.xml import Markup, xml_element

ARROW_LENGTH = 8.0
"""The length of an arrow's head."""

BASELINE = 0.36
"""How far the baseline of text lies below its middle, as a part of its size."""


def colour_attributes(fill: str = "none", line: str = "") -> dict[str, str]:
    """Return the attributes of two colours of the palette: light ones, and classes for dark."""
    classes = [f"fill-{fill}"] if fill != "none" else []
    classes += [f"line-{line}"] if line else []
    stroke = {"stroke": COLOURS[line][0]} if line else {}
    return {
        "class": " ".join(classes),
        "fill": fill if fill == "none" else COLOURS[fill][0],
        **stroke,
    }


def draw_text(
    words: str, x: float, y: float, size: float, colour: str = "ink", **more: str
) -> Markup:
    """Return a line of text whose middle is at this height."""
    attributes = {
        "x": format_length(x),
        # Renderers do not agree on dominant-baseline: the baseline is worked out here.
        "y": format_length(y + size * BASELINE),
        "font-size": format_length(size),
        **colour_attributes(colour),
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return xml_element("text", attributes, words)


def draw_node(node: Node) -> Iterator[Markup]:
    """Yield the shape and the words of a node; what is discontinued is faded."""
    shape, discontinued = node.thing.shape, node.thing.discontinued
    rim, width = ("accent", "3") if node.focus else (f"{shape}-edge", "1.3")
    outline = {
        "d": shape_path(shape, node.x, node.y, node.width, node.height),
        **colour_attributes(shape, rim),
        **({"stroke-dasharray": "4 3", "fill-opacity": "0.35"} if discontinued else {}),
        "stroke-width": width,
    }
    yield xml_element("path", outline)
    up = NOTE_SIZE / 2 + 1 if node.note else 0
    colour = "quiet" if discontinued else "ink"
    yield draw_text(node.label, node.x, node.y - up, NAME_SIZE, colour, text_anchor="middle")
    if node.note:
        y = node.y + NAME_SIZE / 2 + 1
        yield draw_text(node.note, node.x, y, NOTE_SIZE, "quiet", text_anchor="middle")


def draw_panel(panel: Panel) -> Iterator[Markup]:
    """Yield a panel's frame and its heading."""
    left, top = panel.x - panel.width / 2, panel.y - panel.height / 2
    outline = {"d": rounded_path(left, top, panel.width, panel.height, 6), "stroke-width": "1"}
    yield xml_element("path", {**outline, **colour_attributes("panel", "rule")})
    yield draw_text(panel.heading, left + 8, top + 14, HEADING_SIZE, "quiet")


def draw_straight_line(x: float, y: float, end_x: float, end_y: float) -> Markup:
    """Return a thin straight line."""
    path = f"M{format_length(x)} {format_length(y)}L{format_length(end_x)} {format_length(end_y)}"
    return xml_element("path", {"d": path, **colour_attributes(line="rule")})


def draw_route(route: EdgeRoute, style: LineStyle) -> Iterator[Markup]:
    """Yield the curves of a route in a style, an arrow at their start, and the label."""
    (x, y), (a, b) = route.curves[0][0], start_direction(route.curves[0])
    # The line begins inside of the arrow's head: a thick one would stick out at its tip.
    start = x + a * ARROW_LENGTH * 0.7, y + b * ARROW_LENGTH * 0.7
    dashes = {"stroke-dasharray": style.dashes} if style.dashes else {}
    for curve in ((start, *route.curves[0][1:]), *route.curves[1:]):
        path = {"d": curve_path(curve), "stroke-width": format_length(style.width)}
        yield xml_element("path", {**path, **colour_attributes(line=style.colour), **dashes})
    half, length = ARROW_LENGTH * 0.36 + style.width * 0.4, ARROW_LENGTH + style.width
    back_x, back_y = x + a * length, y + b * length
    sides = (back_x - b * half, back_y + a * half), (back_x + b * half, back_y - a * half)
    head = {"d": polygon_path((x, y), *sides), **colour_attributes(style.colour)}
    yield xml_element("path", head)
    if route.label_at:
        yield draw_text(route.label, *route.label_at, LABEL_SIZE, "quiet", text_anchor="middle")


def curve_path(curve: Curve) -> str:
    """Return the path of a curve."""
    start, *others = [f"{format_length(x)} {format_length(y)}" for x, y in curve]
    return f"M{start}C{' '.join(others)}"


def start_direction(curve: Curve) -> Point:
    """Return the direction in which a curve leaves its start, one pixel long."""
    x, y = curve[0]
    for a, b in curve[1:]:
        if length := hypot(a - x, b - y):
            return (a - x) / length, (b - y) / length
    return 1.0, 0.0
