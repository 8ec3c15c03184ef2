"""How things, relations and words look: outlines, lines, and sizes of text.

The ontology says which outline and which line; here stands how each is drawn.
"""

from dataclasses import dataclass
from functools import cache

from fwgraph.drawing.palette import COLOURS
from fwgraph.store.description import OTHER, read_description
from fwgraph.view import ViewRelation

FONT = "DejaVu Sans, Verdana, Geneva, sans-serif"
"""The font that widths were measured for, then others with about the same."""

LINES = {"bold": (2.6, ""), "solid": (1.3, ""), "dotted": (1.4, "1.5 3"), "dashed": (1.2, "6 4")}
"""The width of each line and the lengths of its dashes."""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How the lines of a family of relations are drawn; what all of them mean, if they do."""

    name: str
    line: str
    width: float
    dashes: str
    colour: str
    meaning: str


@cache
def line_styles() -> dict[str, LineStyle]:
    """Return the line styles of all families, in the order of the legend."""
    styles = {}
    for family in read_description().families:
        colour = family.name if family.name in COLOURS else OTHER
        meaning = "" if family.top == OTHER else family.label
        drawn = family.line, *LINES[family.line]
        styles[family.name] = LineStyle(family.name, *drawn, colour, meaning)
    return styles


def line_style(relation: ViewRelation) -> LineStyle:
    """Return how the lines of a relation are drawn."""
    own, styles = read_description().roots.get(relation.iri), line_styles()
    name = own.name if own and own.top == relation.family else relation.family
    return styles.get(name, styles[OTHER])


def outline_of(shape: str) -> str:
    """Return the outline of the things of a kind."""
    return read_description().outlines[shape]


def shape_path(shape: str, x: float, y: float, width: float, height: float) -> str:
    """Return the path of a thing's shape, given by its middle and its size."""
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    match outline_of(shape):
        case "parallelogram":  # leaning
            return polygon_path(
                (left + 10, top), (right, top), (right - 10, bottom), (left, bottom)
            )
        case "hexagon":  # pointed on both sides
            return polygon_path((left, y), (left + 8, top), (right - 8, top), (right, y),
                          (right - 8, bottom), (left + 8, bottom))  # fmt: skip
        case "octagon":  # with its corners cut off
            return polygon_path((left + 7, top), (right - 7, top), (right, top + 7),
                          (right, bottom - 7), (right - 7, bottom), (left + 7, bottom),
                          (left, bottom - 7), (left, top + 7))  # fmt: skip
        case "box":
            return polygon_path((left, top), (right, top), (right, bottom), (left, bottom))
    return rounded_path(left, top, width, height, 9)


def rounded_path(left: float, top: float, width: float, height: float, corner: float) -> str:
    """Return the path of a rectangle with round corners."""
    across, down, arc = width - 2 * corner, height - 2 * corner, f"a{corner} {corner} 0 0 1 "
    return (
        f"M{format_length(left + corner)} {format_length(top)}"
        f"h{format_length(across)}{arc}{corner} {corner}"
        f"v{format_length(down)}{arc}-{corner} {corner}"
        f"h-{format_length(across)}{arc}-{corner} -{corner}"
        f"v-{format_length(down)}{arc}{corner} -{corner}z"
    )


def polygon_path(*points: tuple[float, float]) -> str:
    """Return the path of a polygon."""
    return "M" + "L".join(f"{format_length(x)} {format_length(y)}" for x, y in points) + "z"


def format_length(value: float) -> str:
    """Return a length with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def svg_css() -> str:
    """Return the CSS that turns the colours over where a reader prefers dark; paper stays light.

    A renderer without CSS keeps the light colours, which are attributes.
    """
    dark = "".join(
        f".fill-{name}{{fill:{colour}}}.line-{name}{{stroke:{colour}}}"
        for name, (_, colour) in COLOURS.items()
    )
    return (
        f"a:focus-visible path,a:hover path{{stroke-width:3}}\n"
        f"@media screen and (prefers-color-scheme:dark){{{dark}}}\n"
        f"@media print{{.fill-ground{{fill:#fff}}}}\n"
    )
