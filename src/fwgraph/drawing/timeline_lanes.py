"""The lanes of a timeline on its axis of years: ground, headings, days of editions."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from fwgraph.drawing.outlines import colour_attributes, draw_straight_line, draw_text
from fwgraph.drawing.styles import format_length
from fwgraph.drawing.text_metrics import fit_text, text_width
from fwgraph.drawing.timeline_marks import (
    HALO_STYLE,
    HrefOf,
    draw_bar,
    draw_descents,
    draw_link,
    draw_row,
)
from fwgraph.drawing.timeline_scale import TimeScale
from fwgraph.drawing.timeline_scene import MARGIN, WIDTH, Lane, TimelineScene, place_lanes
from fwgraph.drawing.xml import Markup, xml_element
from fwgraph.view.timeline import EditionDay, Timeline

SMALL_SIZE, LABEL_SIZE = 11.5, 10.5
"""The sizes of text, and of the labels of years and editions."""
LINE_HEIGHT, TALL = 15.0, 500.0
INNER_WIDTH = WIDTH - 2 * MARGIN


def draw_lanes(
    timeline: Timeline, scale: TimeScale, y: float, href_of: HrefOf, *, headed: bool = True
) -> tuple[list[Markup], float]:
    """Return the lanes of a timeline below an axis of years, and where all of it ends."""
    scene = place_lanes(timeline, scale, y + 18, headed=headed)
    labels, bottom = draw_editions(timeline.editions, scene, href_of)
    rows = scene.rows
    parts = [
        *map(draw_lane, scene.lanes),
        *draw_years(scene),
        *labels,
        *(draw_heading(lane) for lane in scene.lanes if lane.heading and headed),
        *(draw_bar(row, scale, timeline.silent_years) for row in rows),
        *draw_descents(timeline.descents, rows, scale, dict(timeline.relation_labels)),
        *(draw_row(row, scale, href_of) for row in rows),
    ]
    return parts, bottom


def draw_lane(lane: Lane) -> Markup:
    """Return the ground of a lane."""
    return xml_element("rect", {
        "x": format_length(MARGIN), "y": format_length(lane.y), "rx": "5",
        "width": format_length(INNER_WIDTH), "height": format_length(lane.height),
        **colour_attributes("panel"),
    })  # fmt: skip


def draw_heading(lane: Lane) -> Markup:
    """Return the heading of a lane, with a rim that keeps the lines of years away."""
    attributes = {
        "x": format_length(MARGIN + 8), "y": format_length(lane.y + 16), "font-weight": "bold",
        "font-size": format_length(SMALL_SIZE), **HALO_STYLE,
        **colour_attributes("accent", "panel"),
    }  # fmt: skip
    return xml_element("text", attributes, fit_text(lane.heading, SMALL_SIZE, INNER_WIDTH - 60))


def draw_years(scene: TimelineScene) -> Iterator[Markup]:
    """Yield a line at the beginning of each year with a label, and the label above it."""
    scale = scene.scale
    for year in scale.labelled_years():
        x = scale.x_of_year(year)
        yield draw_straight_line(x, scene.top, x, scene.bottom)
        # A tall picture has the years below, too.
        for y in (scene.top - 9, *([scene.bottom + 9] if scene.bottom - scene.top > TALL else [])):
            yield draw_text(f"{year:04}", x, y, LABEL_SIZE, "quiet", text_anchor="middle")


def draw_editions(
    editions: Sequence[EditionDay], scene: TimelineScene, href_of: HrefOf
) -> tuple[list[Markup], float]:
    """Return a hairline for each day of editions, with its label below, and where those end."""
    parts, ends = list[Markup](), list[float]()
    scale = scene.scale
    first_line = scene.bottom + (26 if scene.bottom - scene.top > TALL else 12)
    shown = [edition for edition in editions if scale.first <= int(edition.day[:4]) < scale.last]
    for day, group in groupby(shown, key=lambda edition: edition.day):
        several, x = list(group), scale.x(day)
        words = edition_words(several)
        width = text_width(words, LABEL_SIZE)
        left = max(x - width - 4, MARGIN)
        # A label that would run into one before it stands on a line below.
        level = next((n for n, end in enumerate(ends) if end + 8 < left), len(ends))
        ends[level : level + 1] = [left + width]
        y = first_line + level * LINE_HEIGHT
        line = f"M{format_length(x)} {format_length(scene.top)}V{format_length(y)}"
        hairline = {"d": line, "stroke-dasharray": "2 3", "stroke-width": "1"}
        hairline |= colour_attributes(line="specification-edge")
        title = xml_element("title", None, "; ".join(edition.label for edition in several))
        text = draw_text(words, left, y, LABEL_SIZE, "specification-edge")
        link = draw_link(several[0].path, href_of, title, xml_element("path", hairline), text)
        parts.append(link)
    bottom = first_line + len(ends) * LINE_HEIGHT - 6
    return parts, bottom


def edition_words(editions: Sequence[EditionDay]) -> str:
    """Return what the editions of one day are."""
    noun = "index" if all(edition.is_index for edition in editions) else "page"
    plural = {"index": "indexes", "page": "pages"}[noun]
    return f"{noun if len(editions) == 1 else plural} of {editions[0].day}"
