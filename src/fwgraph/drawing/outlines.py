"""The marks of a drawing as SVG: text, things, lines with arrows, panels."""

from collections.abc import Iterator, Sequence
from math import hypot

from fwgraph.drawing.boxes import HEADING, NAME, NOTE
from fwgraph.drawing.layout import Curve, Point
from fwgraph.drawing.palette import COLOURS
from fwgraph.drawing.scene import Band, Node, Panel, Route
from fwgraph.drawing.styles import Manner, closed, number, outline, rounded
from fwgraph.drawing.xml import Markup, element

ARROW = 8.0
"""The length of an arrow's head."""

BASELINE = 0.36
"""How far the baseline of text lies below its middle, as a part of its size."""


def paint(fill: str = "none", line: str = "") -> dict[str, str]:
    """Return the attributes of two colours of the palette: light ones, and classes for dark."""
    filled = {} if fill == "none" else {"class": f"fill-{fill}"}
    found = {"fill": fill if fill == "none" else COLOURS[fill][0]}
    if line:
        found["stroke"] = COLOURS[line][0]
        filled["class"] = f"{filled.get('class', '')} line-{line}".strip()
    return {**filled, **found}


def text(words: str, x: float, y: float, size: float, colour: str = "ink", **more: str) -> Markup:
    """Return a line of text whose middle is at this height."""
    at = {"x": number(x), "y": number(y + size * BASELINE), "font-size": number(size)}
    attributes = {key.replace("_", "-"): value for key, value in more.items()}
    return element("text", {**at, **paint(fill=colour), **attributes}, words)


def thing(node: Node) -> Markup:
    """Return the shape and the words of a node; what is discontinued is faded."""
    shape = node.thing.shape
    body = {"d": outline(shape, node.x, node.y, node.width, node.height)}
    faded = {"stroke-dasharray": "4 3", "fill-opacity": "0.35"} if node.thing.discontinued else {}
    rim = ("accent", "3") if node.focus else (f"{shape}-edge", "1.3")
    path = element("path", {**body, **paint(shape, rim[0]), **faded, "stroke-width": rim[1]})
    colour = "quiet" if node.thing.discontinued else "ink"
    up = NOTE / 2 + 1 if node.note else 0
    name = text(node.label, node.x, node.y - up, NAME, colour, text_anchor="middle")
    if not node.note:
        return Markup(path + name)
    below = node.y + NAME / 2 + 1
    return Markup(path + name + text(node.note, node.x, below, NOTE, "quiet", text_anchor="middle"))


def frame(panel: Panel) -> Markup:
    """Return a panel with its heading."""
    left, top = panel.x - panel.width / 2, panel.y - panel.height / 2
    outline = {"d": rounded(left, top, panel.width, panel.height, 6), "stroke-width": "1"}
    heading = text(panel.heading, left + 8, top + 14, HEADING, "quiet")
    return Markup(element("path", {**outline, **paint("panel", "rule")}) + heading)


def axis(bands: Sequence[Band], top: float, bottom: float) -> Iterator[Markup]:
    """Yield the axis of time: a line with the years above, and where each of them begins."""
    for number_, band in enumerate(bands):
        if number_:
            yield stroke(band.x, top, band.x, bottom)
        middle = band.x + band.width / 2
        yield text(band.label, middle, top + 8, NAME, "quiet", text_anchor="middle")
    if bands:
        yield stroke(bands[0].x, top + 20, bands[-1].x + bands[-1].width, top + 20)


def stroke(x: float, y: float, across: float, down: float) -> Markup:
    """Return a thin straight line."""
    path = f"M{number(x)} {number(y)}L{number(across)} {number(down)}"
    return element("path", {"d": path, **paint(line="rule")})


def line(route: Route, manner: Manner, size: float) -> Markup:
    """Return the curves of a route in its manner, an arrow at their start, words on them."""
    parts = []
    for number_, curve in enumerate(route.curves):
        begun = shortened(curve) if number_ == 0 else curve
        drawn = {"d": curved(begun), "stroke-width": number(manner.width)}
        dashes = {"stroke-dasharray": manner.dashes} if manner.dashes else {}
        parts.append(element("path", {**drawn, **paint(line=manner.colour), **dashes}))
    if route.curves:
        head = {"d": arrow(route.curves[0], manner.width), **paint(fill=manner.colour)}
        parts.append(element("path", head))
    if route.place:
        parts.append(text(route.words, *route.place, size, "quiet", text_anchor="middle"))
    return Markup("".join(parts))


def curved(curve: Curve) -> str:
    """Return the path of a curve."""
    written = [f"{number(x)} {number(y)}" for x, y in curve]
    return f"M{written[0]}C{' '.join(written[1:])}"


def direction(curve: Curve) -> Point:
    """Return the direction in which a curve leaves its start, one pixel long."""
    x, y = curve[0]
    for a, b in curve[1:]:
        if away := hypot(a - x, b - y):
            return (a - x) / away, (b - y) / away
    return 1.0, 0.0


def shortened(curve: Curve) -> Curve:
    """Return a curve that begins inside of its arrow's head."""
    (x, y), (a, b) = curve[0], direction(curve)
    return ((x + a * ARROW * 0.7, y + b * ARROW * 0.7), *curve[1:])


def arrow(curve: Curve, width: float) -> str:
    """Return the path of the head of an arrow that points at the start of a curve."""
    (x, y), (a, b) = curve[0], direction(curve)
    half = ARROW * 0.36 + width * 0.4
    back = x + a * (ARROW + width), y + b * (ARROW + width)
    return closed((x, y), (back[0] - b * half, back[1] + a * half),
                  (back[0] + b * half, back[1] - a * half))  # fmt: skip
