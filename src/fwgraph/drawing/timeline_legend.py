"""What stands above a timeline to explain its marks: those that occur, and no others."""

from collections.abc import Callable, Iterator, Sequence

from fwgraph.drawing.outlines import colour_attributes, draw_text
from fwgraph.drawing.styles import format_length
from fwgraph.drawing.text_metrics import text_width
from fwgraph.drawing.timeline_marks import (
    BEFORE_STYLE,
    DESCENT_STYLE,
    END_STYLE,
    HALF,
    SILENT_STYLE,
    cross_path,
    kind_attributes,
    kind_mark,
)
from fwgraph.drawing.timeline_scene import (
    BAR_HEIGHT,
    MARGIN,
    WIDTH,
    TimelineRow,
    record_date,
    silent_stretches,
)
from fwgraph.drawing.xml import Markup, xml_element
from fwgraph.view.timeline import RECORD_KINDS, Timeline

SMALL_SIZE, LINE_HEIGHT, SAMPLE, GAP = 11.0, 18.0, 24.0, 16.0

DrawSample = Callable[[float, float], Markup]
"""Draws a sample of SAMPLE pixels, given its left end and its middle."""

KIND_MEANINGS = {
    "changelog": "dated by its changelog",
    "tag": "by a tag",
    "index": "by a package index",
    "page": "by a page of others",
}


def draw_timeline_legend(
    timeline: Timeline, rows: Sequence[TimelineRow], y: float
) -> tuple[list[Markup], float]:
    """Return the samples with their meanings, in lines, and where they end."""
    x, parts = MARGIN, list[Markup]()
    for words, draw_sample in legend_samples(timeline, rows):
        width = SAMPLE + 6 + text_width(words, SMALL_SIZE)
        if x > MARGIN and x + width > WIDTH - MARGIN:
            x, y = MARGIN, y + LINE_HEIGHT
        middle = y + LINE_HEIGHT / 2
        parts += [
            draw_sample(x, middle),
            draw_text(words, x + SAMPLE + 6, middle, SMALL_SIZE, "quiet"),
        ]
        x += width + GAP
    return parts, y + LINE_HEIGHT


def legend_samples(
    timeline: Timeline, rows: Sequence[TimelineRow]
) -> Iterator[tuple[str, DrawSample]]:
    """Yield what occurs, with what it means."""
    kinds = {record.kind for row in rows for record in row.records}
    for kind in RECORD_KINDS:
        if kind in kinds:
            yield KIND_MEANINGS[kind], kind_sample(kind)
    years = timeline.silent_years
    if any(list(silent_stretches(row, years)) for row in rows):
        style = {**SILENT_STYLE, **colour_attributes(line="framework-edge")}
        yield f"no release on record for {years} years", line_sample("h24", style)
    if any(row.silent for row in rows):
        yield f"silent for {years} years by {timeline.day}", bar_sample
    if any(row.end for row in rows):
        yield "its makers declared the end", cross_sample
    shown = {row.thing.path for row in rows}
    if any({edge.start, edge.end} <= shown for edge in timeline.descents):
        yield "descends from what stands above", line_sample("c14 0 8 10 24 10", DESCENT_STYLE, -5)
    if any(row.begin < record_date(row.first) for row in rows):
        yield "existed by then: something descends from it", line_sample("h24", BEFORE_STYLE)


def kind_sample(kind: str) -> DrawSample:
    """Return what draws a piece of a bar with marks of a kind of evidence."""

    def draw_sample(x: float, y: float) -> Markup:
        marks = "".join(kind_mark(kind, x + at, y) for at in (3, 9, 12, 20))
        mark = xml_element("path", {"d": marks, **kind_attributes(kind)})
        return Markup(sample_bar(x, y, "framework") + mark)

    return draw_sample


def bar_sample(x: float, y: float) -> Markup:
    """Return a piece of a faded bar."""
    return sample_bar(x, y, "rule", {"fill-opacity": "0.45"})


def sample_bar(x: float, y: float, fill: str, more: dict[str, str] | None = None) -> Markup:
    """Return a piece of a bar."""
    return xml_element("rect", {
        "x": format_length(x), "y": format_length(y - HALF), "width": format_length(SAMPLE),
        "height": format_length(BAR_HEIGHT), "rx": "2", **colour_attributes(fill), **(more or {}),
    })  # fmt: skip


def line_sample(path: str, style: dict[str, str], rise: float = 0) -> DrawSample:
    """Return what draws a line in a style, from so far below the middle."""

    def draw_sample(x: float, y: float) -> Markup:
        start = f"M{format_length(x)} {format_length(y + rise)}"
        return xml_element("path", {"d": start + path, **style})

    return draw_sample


def cross_sample(x: float, y: float) -> Markup:
    """Return the cross of a declared end."""
    return xml_element("path", {"d": cross_path(x + SAMPLE / 2, y), **END_STYLE})
