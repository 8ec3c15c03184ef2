"""The marks of a timeline as SVG: bars, the releases on them, descent, ends, and the axis.

Every kind of evidence has a colour and a shape of its own: changelogs stand on the upper half
of a bar, tags on the lower half, indexes are diamonds, pages are rings.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from fwgraph.drawing.alt_text import count_phrase, edges_alt_text
from fwgraph.drawing.outlines import BASELINE, colour_attributes
from fwgraph.drawing.styles import format_length
from fwgraph.drawing.text_metrics import fit_text, single_line
from fwgraph.drawing.timeline_scale import TimeScale
from fwgraph.drawing.timeline_scene import (
    BAR_HEIGHT,
    MAX_NAME_WIDTH,
    NAME_GAP,
    NAME_SIZE,
    NO_WIDTH,
    ROW_HEIGHT,
    TimelineRow,
    record_date,
    silent_stretches,
)
from fwgraph.drawing.xml import Markup, xml_element
from fwgraph.view.parts import Edge, is_web_address
from fwgraph.view.timeline import DatedRelease, DeclaredEnd

KIND_COLOURS = {
    "changelog": "framework-edge",
    "tag": "component-edge",
    "index": "platform-edge",
    "page": "specification-edge",
}
KIND_NAMES = {
    "changelog": "a changelog",
    "tag": "a tag",
    "index": "a package index",
    "page": "a page",
}
HALF = BAR_HEIGHT / 2
SILENT_STYLE = {"stroke-dasharray": "1.5 3", "stroke-opacity": "0.8"}
END_STYLE = {"stroke-width": "2.2", **colour_attributes(line="ink")}
BEFORE_STYLE = {"stroke-dasharray": "5 3", **colour_attributes(line="descent")}
DESCENT_STYLE = {
    "stroke-width": "2.2", "stroke-linecap": "round", **colour_attributes(line="descent")
}  # fmt: skip
HALO_STYLE = {"paint-order": "stroke", "stroke-width": "3.5", "stroke-linejoin": "round"}
"""Keeps lines away from text: its colour of line is that of the ground."""

HrefOf = Callable[[str], str]
"""Returns the address of a path."""


def draw_bar(row: TimelineRow, scale: TimeScale, years: int) -> Markup:
    """Return the bar of a row with its releases, and thin lines for what is silent or before."""
    title = xml_element("title", None, row_alt_text(row))
    releases = (
        draw_releases(kind, [record for record in row.records if record.kind == kind], row, scale)
        for kind in row.kinds
    )
    pieces = (*draw_before(row, scale), *bar_pieces(row, scale, years), *releases)
    return xml_element("g", {"class": "bar"}, title, *pieces)


def draw_row(row: TimelineRow, scale: TimeScale, href_of: HrefOf, *, named: bool = True) -> Markup:
    """Return what a bar leads to: its name, its two ends with their records, its declared end."""
    first, last = row.first, row.last
    parts = [draw_name(row, scale, href_of)] if named else []
    parts.append(draw_bar_end("first", first, row, scale, href_of))
    if last.path != first.path:
        parts.append(draw_bar_end("last", last, row, scale, href_of))
    if row.end:
        parts += draw_declared_end(row.end, row, scale, href_of)
    return Markup("".join(parts))


def row_alt_text(row: TimelineRow) -> str:
    """Return how often a thing was released, since when and until when, by which evidence."""
    counts = [
        f"{sum(record.kind == kind for record in row.records)} by {KIND_NAMES[kind]}"
        for kind in row.kinds
    ]
    return single_line(
        f"{row.thing.label}: {row.first.released} to {row.last.released},"
        f" {count_phrase(len(row.records), 'record')} of releases ({', '.join(counts)})"
    )


def draw_name(row: TimelineRow, scale: TimeScale, href_of: HrefOf) -> Markup:
    """Return the name of a row on the left of its bar, with a rim that keeps lines away."""
    x = scale.x_of_year(row.leftmost) - NAME_GAP
    attributes = {
        "x": format_length(x), "y": format_length(row.y + NAME_SIZE * BASELINE),
        "font-size": format_length(NAME_SIZE), "text-anchor": "end", **HALO_STYLE,
        **colour_attributes("quiet" if row.silent else "ink", "panel"),
    }  # fmt: skip
    name = fit_text(row.thing.label, NAME_SIZE, MAX_NAME_WIDTH)
    return draw_link(row.thing.path, href_of, xml_element("text", attributes, name))


def draw_link(path: str, href_of: HrefOf, *content: Markup, css_class: str = "") -> Markup:
    """Return content as a link, where what it leads to is on the web."""
    href, attributes = href_of(path), {"class": css_class} if css_class else {}
    if ":" in href.partition("/")[0] and not is_web_address(href):
        return xml_element("g", attributes, *content)
    return xml_element("a", {**attributes, "href": href}, *content)


def draw_before(row: TimelineRow, scale: TimeScale) -> Iterator[Markup]:
    """Yield a thin line from where a thing existed, as what descends from it shows, to its bar."""
    begin, first = scale.x_of_year(row.begin), scale.x(row.first.released)
    if begin < first:
        path = f"M{format_length(begin)} {format_length(row.y)}H{format_length(first)}"
        yield xml_element("path", {"d": path, **BEFORE_STYLE})


def bar_pieces(row: TimelineRow, scale: TimeScale, years: int) -> Iterator[Markup]:
    """Yield the pieces of a bar, and thin lines in place of it for the silent stretches."""
    start, last = record_date(row.first), record_date(row.last)
    fill, rim = ("rule", "quiet") if row.silent else ("framework", "framework-edge")
    gaps = list(silent_stretches(row, years))
    faded = {"fill-opacity": "0.5"} if row.silent else {}
    for gap_start, gap_end in [*gaps, (last, last)]:
        length = scale.x_of_year(gap_start) - scale.x_of_year(start)
        width = max(length, NO_WIDTH)
        left = scale.x_of_year(start) - (width - length) / 2
        yield xml_element("rect", {
            "x": format_length(left), "y": format_length(row.y - HALF), "rx": "2",
            "width": format_length(width), "height": format_length(BAR_HEIGHT),
            **colour_attributes(fill, rim), **faded, "stroke-width": "0.8",
            "stroke-opacity": "0.35",
        })  # fmt: skip
        start = gap_end
    for gap_start, gap_end in gaps:
        path = f"M{format_length(scale.x_of_year(gap_start))} {format_length(row.y)}H"
        yield xml_element("path", {
            "d": path + format_length(scale.x_of_year(gap_end)), **SILENT_STYLE,
            **colour_attributes(line=rim),
        })  # fmt: skip


def draw_releases(
    kind: str, records: Iterable[DatedRelease], row: TimelineRow, scale: TimeScale
) -> Markup:
    """Return the releases of one kind of evidence as one path; those on one pixel are one."""
    places = sorted({round(scale.x(record.released) * 2) / 2 for record in records})
    marks = "".join(kind_mark(kind, x, row.y) for x in places)
    faded = {"stroke-opacity": "0.6"} if row.silent else {}
    return xml_element("path", {"d": marks, **kind_attributes(kind), **faded})


def kind_attributes(kind: str, width: str = "1") -> dict[str, str]:
    """Return the colours of a kind of evidence."""
    colour = KIND_COLOURS[kind]
    fill = {"index": colour, "page": "ground"}.get(kind, "none")
    line = {} if kind == "index" else {"stroke-width": width}
    return {**colour_attributes(fill, "" if kind == "index" else colour), **line}


def kind_mark(kind: str, x: float, y: float, size: float = 2.6) -> str:
    """Return the path of the mark of a kind of evidence."""
    at = format_length(x)
    match kind:
        case "changelog":
            return f"M{at} {format_length(y - HALF)}v{format_length(HALF - 0.5)}"
        case "tag":
            return f"M{at} {format_length(y + 0.5)}v{format_length(HALF - 0.5)}"
        case "index":
            s = format_length(size + 0.6)
            return f"M{at} {format_length(y - size - 0.6)}l{s} {s}l-{s} {s}l-{s} -{s}z"
    s, across = format_length(size), format_length(2 * size)
    begin = f"M{format_length(x - size)} {format_length(y)}"
    return f"{begin}a{s} {s} 0 1 0 {across} 0a{s} {s} 0 1 0 -{across} 0z"


def draw_bar_end(
    which: str, record: DatedRelease, row: TimelineRow, scale: TimeScale, href_of: HrefOf
) -> Markup:
    """Return an end of a bar, in the shape of what dates it, which leads to its record."""
    x = scale.x(record.released)
    words = f"{which} release {record.words}, by {KIND_NAMES[record.kind]} [{record.place}]"
    title = xml_element("title", None, single_line(f"{row.thing.label}: {words}"))
    mark = {"d": kind_mark(record.kind, x, row.y, 3), **kind_attributes(record.kind, "2")}
    parts = title, draw_target(x, row.y), xml_element("path", mark)
    return draw_link(record.path, href_of, *parts, css_class=which)


def draw_target(x: float, y: float) -> Markup:
    """Return what can be hit with a pointer around a small mark: it is not seen."""
    return xml_element("rect", {
        "x": format_length(x - 5), "y": format_length(y - ROW_HEIGHT / 2), "width": "10",
        "height": format_length(ROW_HEIGHT), "fill-opacity": "0",
    })  # fmt: skip


def draw_declared_end(
    end: DeclaredEnd, row: TimelineRow, scale: TimeScale, href_of: HrefOf
) -> Iterator[Markup]:
    """Yield the cross at the day on which the makers declared the end, and what leads to it."""
    x, last = scale.x(end.day), scale.x(row.last.released)
    path = f"M{format_length(last)} {format_length(row.y)}H{format_length(x)}"
    yield xml_element("path", {"d": path, **colour_attributes(line="quiet")})
    words = f"declared {end.status} by its makers, {end.day}: “{end.quote}” [{end.place}]"
    title = xml_element("title", None, single_line(f"{row.thing.label} {words}"))
    cross = {"d": cross_path(x, row.y), **END_STYLE}
    parts = title, draw_target(x, row.y), xml_element("path", cross)
    yield draw_link(end.path, href_of, *parts, css_class="ended")


def cross_path(x: float, y: float) -> str:
    """Return the path of the cross of a declared end."""
    left, top, bottom = map(format_length, (x - 3.5, y - 3.5, y + 3.5))
    return f"M{left} {top}l7 7M{left} {bottom}l7 -7"


def draw_descents(
    edges: Sequence[Edge], rows: Iterable[TimelineRow], scale: TimeScale, labels: dict[str, str]
) -> Iterator[Markup]:
    """Yield a thick curve from each ancestor to where the bar of its descendant begins."""
    at = {row.thing.path: row for row in rows}
    names = {path: row.thing.label for path, row in at.items()}
    lines: dict[tuple[str, str], list[Edge]] = {}
    for edge in edges:
        if edge.start in at and edge.end in at and edge.start != edge.end:
            lines.setdefault((edge.start, edge.end), []).append(edge)
    for (start, end), several in lines.items():
        texts = [edges_alt_text([edge], labels, names) for edge in several]
        title = xml_element("title", None, "; ".join(texts))
        curve = xml_element("path", {"d": descent_path(at[end], at[start], scale), **DESCENT_STYLE})
        yield xml_element("g", {"class": "edge"}, title, curve)


def descent_path(ancestor: TimelineRow, descendant: TimelineRow, scale: TimeScale) -> str:
    """Return a curve that leaves an ancestor and comes down, or up, where its descendant begins."""
    to_x = scale.x_of_year(descendant.begin)
    x = min(max(to_x - 14, scale.x_of_year(ancestor.begin)), scale.x(ancestor.last.released))
    down = 1 if descendant.y > ancestor.y else -1
    y, to_y = ancestor.y, descendant.y - down * HALF
    # It stays in the ancestor's row, which is empty there, and comes down at the very end.
    bend_x, bend_y = to_x - min(to_x - x, 12) * 0.2, y + (to_y - y) * 0.25
    points = ((x, y), (bend_x, y), (to_x, bend_y), (to_x, to_y))
    start, *others = (f"{format_length(a)} {format_length(b)}" for a, b in points)
    return f"M{start}C{' '.join(others)}"
