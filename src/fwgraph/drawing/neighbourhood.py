"""A thing between what it is made of and what is made of it: a drawing small enough for a page.

It needs no layout: two columns of names, ordered as the page lists them. Colours and fonts
come from the page around it, by classes.
"""

from __future__ import annotations

from collections.abc import Sequence

from fwgraph.drawing.text_metrics import fit_text, text_width
from fwgraph.drawing.xml import Markup, xml_element
from fwgraph.records import Record

WIDTH, ROW, SIZE = 704, 26, 13
"""The width of the drawing, the height of a row and the size of the letters, in pixels."""
SIDE = 210
"""The width of a column at its side."""
MOST = 8
"""Names in a column at most; a last one says how many more there are."""


class Neighbour(Record):
    """A thing that another is related to: what it is called, its family, and which relation."""

    name: str
    family: str
    relation: str


def draw_neighbourhood(name: str, left: Sequence[Neighbour], right: Sequence[Neighbour]) -> Markup:
    """Return the drawing as an element of SVG to stand in a page; empty where there is nothing."""
    if not left and not right:
        return Markup("")
    left, right = cut_column(left), cut_column(right)
    height = ROW * max(len(left), len(right), 1) + 8
    middle = height / 2
    shown = fit_text(name, SIZE, WIDTH - 2 * SIDE - 150)
    half = text_width(shown, SIZE) / 2 + 14
    parts = [
        *draw_column(left, height, SIDE, WIDTH / 2 - half, "end"),
        *draw_column(right, height, WIDTH - SIDE, WIDTH / 2 + half, "start"),
        xml_element("rect", {
            "class": "self", "x": f"{WIDTH / 2 - half:.1f}", "y": f"{middle - 14:.1f}",
            "width": f"{2 * half:.1f}", "height": "28", "rx": "6",
        }),
        draw_words(shown, WIDTH / 2, middle, "middle", "self"),
    ]  # fmt: skip
    attributes = {
        "class": "neighbourhood", "viewBox": f"0 0 {WIDTH} {height}", "role": "img",
        "aria-label": describe_neighbourhood(name, left, right),
    }  # fmt: skip
    return xml_element("svg", attributes, *parts)


def cut_column(neighbours: Sequence[Neighbour]) -> list[Neighbour]:
    """Return as many as a column has room for, the last of them saying how many are left out."""
    if len(neighbours) <= MOST:
        return list(neighbours)
    more = len(neighbours) - MOST + 1
    return [*neighbours[: MOST - 1], Neighbour(f"and {more} more", "other", "")]


def draw_column(
    neighbours: Sequence[Neighbour], height: float, edge: float, inner: float, anchor: str
) -> list[Markup]:
    """Return the names of a column, and the curves from them to the middle."""
    top = (height - ROW * len(neighbours)) / 2 + ROW / 2
    parts = []
    for number, neighbour in enumerate(neighbours):
        y = top + number * ROW
        bend = (edge + inner) / 2
        path = (
            f"M{edge:.1f} {y:.1f}C{bend:.1f} {y:.1f} {bend:.1f} {height / 2:.1f}"
            f" {inner:.1f} {height / 2:.1f}"
        )
        title = xml_element("title", None, f"{neighbour.relation} {neighbour.name}".strip())
        parts.append(xml_element("path", {"class": f"link {neighbour.family}", "d": path}, title))
        gap = -8 if anchor == "end" else 8
        words = fit_text(neighbour.name, SIZE, SIDE - 12)
        parts.append(draw_words(words, edge + gap, y, anchor, ""))
    return parts


def draw_words(words: str, x: float, y: float, anchor: str, style: str) -> Markup:
    """Return a line of text whose middle is at a height."""
    attributes = {"x": f"{x:.1f}", "y": f"{y + SIZE * 0.35:.1f}", "text-anchor": anchor}
    return xml_element("text", attributes | ({"class": style} if style else {}), words)


def describe_neighbourhood(name: str, left: Sequence[Neighbour], right: Sequence[Neighbour]) -> str:
    """Return what the drawing shows, in words."""
    sides = ((left, "comes from or needs"), (right, "leads to or carries"))
    told = [
        f"{verb} {', '.join(neighbour.name for neighbour in neighbours)}"
        for neighbours, verb in sides
        if neighbours
    ]
    return f"{name} {'; it '.join(told)}. The lists below tell the same."
