"""How things, relations and words look: shape and colour, line style, and sizes of text."""

from dataclasses import dataclass

from fwgraph.drawing.palette import COLOURS
from fwgraph.view import ViewRelation

FONT = "DejaVu Sans, Verdana, Geneva, sans-serif"
"""The font that widths were measured for, then others with about the same."""

ENVIRONMENT = ("implements", "runsOn")
"""Relations to what software lives in, which is neither part of it nor its past."""


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How the lines of some relations are drawn."""

    name: str
    colour: str
    width: float
    dashes: str
    meaning: str


LINE_STYLES = {
    "descent": LineStyle("descent", "descent", 2.6, "", "descends from"),
    "dependence": LineStyle("dependence", "dependence", 1.3, "", "rests on"),
    "environment": LineStyle("environment", "other", 1.4, "1.5 3", ""),
    "other": LineStyle("other", "other", 1.2, "6 4", ""),
}
"""The manners of lines, in the order of the legend; what all lines of one mean, if they do."""


def line_style(relation: ViewRelation) -> LineStyle:
    """Return how the lines of a relation are drawn."""
    known = relation.family if relation.family in LINE_STYLES else "other"
    return LINE_STYLES["environment" if relation.name in ENVIRONMENT else known]


def shape_path(shape: str, x: float, y: float, width: float, height: float) -> str:
    """Return the path of a thing's shape, given by its middle and its size."""
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    match shape:
        case "specification":  # leaning
            return polygon_path(
                (left + 10, top), (right, top), (right - 10, bottom), (left, bottom)
            )
        case "platform":  # pointed on both sides
            return polygon_path((left, y), (left + 8, top), (right - 8, top), (right, y),
                          (right - 8, bottom), (left + 8, bottom))  # fmt: skip
        case "component":
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
