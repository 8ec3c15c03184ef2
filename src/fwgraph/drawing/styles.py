"""How things, relations and words look: shape and colour, line style, and sizes of text."""

from dataclasses import dataclass

from fwgraph.drawing.palette import COLOURS
from fwgraph.view import Relation

FONT = "DejaVu Sans, Verdana, Geneva, sans-serif"
"""The font that widths were measured for, then others with about the same."""

ENVIRONMENT = ("implements", "runsOn")
"""Relations to what software lives in, which is neither part of it nor its past."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How the lines of some relations are drawn."""

    name: str
    colour: str
    width: float
    dashes: str
    meaning: str


MANNERS = {
    "descent": Manner("descent", "descent", 2.6, "", "descends from"),
    "dependence": Manner("dependence", "dependence", 1.3, "", "rests on"),
    "environment": Manner("environment", "other", 1.4, "1.5 3", ""),
    "other": Manner("other", "other", 1.2, "6 4", ""),
}
"""The manners of lines, in the order of the legend; what all lines of one mean, if they do."""


def manner(relation: Relation) -> Manner:
    """Return how the lines of a relation are drawn."""
    known = relation.family if relation.family in MANNERS else "other"
    return MANNERS["environment" if relation.name in ENVIRONMENT else known]


def outline(shape: str, x: float, y: float, width: float, height: float) -> str:
    """Return the path of a thing's shape, given by its middle and its size."""
    left, right, top, bottom = x - width / 2, x + width / 2, y - height / 2, y + height / 2
    match shape:
        case "specification":  # leaning
            return closed((left + 10, top), (right, top), (right - 10, bottom), (left, bottom))
        case "platform":  # pointed on both sides
            return closed((left, y), (left + 8, top), (right - 8, top), (right, y),
                          (right - 8, bottom), (left + 8, bottom))  # fmt: skip
        case "component":
            return closed((left, top), (right, top), (right, bottom), (left, bottom))
    return rounded(left, top, width, height, 9)


def rounded(left: float, top: float, width: float, height: float, corner: float) -> str:
    """Return the path of a rectangle with round corners."""
    across, down, arc = width - 2 * corner, height - 2 * corner, f"a{corner} {corner} 0 0 1 "
    return (
        f"M{number(left + corner)} {number(top)}h{number(across)}{arc}{corner} {corner}"
        f"v{number(down)}{arc}-{corner} {corner}h-{number(across)}{arc}-{corner} -{corner}"
        f"v-{number(down)}{arc}{corner} -{corner}z"
    )


def closed(*points: tuple[float, float]) -> str:
    """Return the path of a polygon."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) + "z"


def number(value: float) -> str:
    """Return a length with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def style() -> str:
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
