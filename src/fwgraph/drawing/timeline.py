"""The poster: when frameworks were released, who says so, and what descends from what.

A row for each framework, on true, linear years. A family alone is drawn on the scale of the
whole, so that several of them can be compared.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from fwgraph.drawing.alt_text import count_phrase
from fwgraph.drawing.outlines import draw_text
from fwgraph.drawing.styles import FONT, format_length
from fwgraph.drawing.svg import svg_document
from fwgraph.drawing.text_metrics import wrap_text
from fwgraph.drawing.timeline_lanes import (
    INNER_WIDTH,
    LINE_HEIGHT,
    SMALL_SIZE,
    draw_lanes,
    draw_years,
)
from fwgraph.drawing.timeline_legend import draw_timeline_legend
from fwgraph.drawing.timeline_marks import HrefOf, draw_bar, draw_row
from fwgraph.drawing.timeline_scale import make_scale
from fwgraph.drawing.timeline_scene import (
    MARGIN,
    ROW_HEIGHT,
    WIDTH,
    TimelineScene,
    dated_rows,
    fit_scale,
    place_lanes,
)
from fwgraph.drawing.xml import Markup, xml_element
from fwgraph.view.parts import iri_from_path
from fwgraph.view.timeline import Timeline

TITLE_SIZE = 21.0
NOTHING = "Nothing is here to be shown: no source dates a release of a framework."
STRIP_WIDTH, STRIP_MARGIN = 700.0, 16.0


@dataclass(frozen=True, slots=True)
class FamilyPicture:
    """A family as an SVG element of a page, and how many rows it has."""

    slug: str
    heading: str
    count: int
    svg: Markup


def timeline_svg(timeline: Timeline) -> str:
    """Return the whole picture as a document."""
    title, (reading, *notes) = timeline_title(timeline), timeline_words(timeline)
    y, parts = MARGIN + 4, list[Markup]()
    for words in wrap_text(title, TITLE_SIZE * 1.15, INNER_WIDTH):
        parts.append(draw_text(words, MARGIN, y + 10, TITLE_SIZE, font_weight="bold"))
        y += TITLE_SIZE + 6
    y = draw_lines(parts, reading, y)
    rows = dated_rows(timeline, timeline.paths)
    if rows:
        legend, y = draw_timeline_legend(timeline, rows, y + 5)
        drawn, y = draw_lanes(timeline, fit_scale(timeline, rows), y + 10, iri_from_path)
        parts += [*legend, *drawn]
    for note in notes:
        y = draw_lines(parts, note, y + 6)
    return svg_document(title, " ".join([reading, *notes]), (WIDTH, y + MARGIN), parts)


def family_pictures(timeline: Timeline, href_of: HrefOf) -> list[FamilyPicture]:
    """Return each family as an element of a page, the oldest first, on the scale of the whole.

    The page has the style sheet. Families of which no release is dated are left out.
    """
    rows = dated_rows(timeline, timeline.paths)
    if not rows:
        return []
    scale, pictures = fit_scale(timeline, rows), []
    for lane in place_lanes(timeline, scale, 0).lanes:
        alone = replace(timeline, families=(lane.family,))
        parts, bottom = draw_lanes(alone, scale, 0, href_of, headed=False)
        heading = lane.heading or timeline.title
        svg = page_element((WIDTH, bottom), parts, "picture", heading)
        pictures.append(FamilyPicture(lane.slug, heading, len(lane.rows), svg))
    return pictures


def family_names(timeline: Timeline) -> list[tuple[str, str]]:
    """Return the slug and the name of each family with a dated release, the oldest first."""
    rows = dated_rows(timeline, timeline.paths)
    lanes = place_lanes(timeline, fit_scale(timeline, rows), 0).lanes if rows else ()
    return [(lane.slug, lane.heading or timeline.title) for lane in lanes]


def legend_picture(timeline: Timeline) -> Markup:
    """Return what the marks of a timeline mean, as an element of a page."""
    parts, bottom = draw_timeline_legend(timeline, dated_rows(timeline, timeline.paths), 0)
    return page_element((WIDTH, bottom), parts, "picture", "What the marks mean")


def release_strip(timeline: Timeline, path: str, href_of: HrefOf = iri_from_path) -> Markup:
    """Return the releases of a thing, given by its path, as a strip for its page.

    It is an SVG element without a style sheet: the colours are classes of ``palette.css``,
    where a page has it, and light ones elsewhere. ``href_of`` returns the address of the page
    of a path. Empty where no release is dated.
    """
    rows = dated_rows(timeline, [path])
    if not rows:
        return Markup("")
    days = [rows[0].first.released, rows[0].last.released, *filter(None, timeline.span)]
    begin, end = min(days), max(days)
    scale = make_scale(begin, end, STRIP_MARGIN, STRIP_WIDTH - STRIP_MARGIN)
    row = replace(rows[0], y=18 + ROW_HEIGHT / 2)
    height = 18 + ROW_HEIGHT + 4
    scene = TimelineScene(scale, (), 18, height)
    parts = [
        *draw_years(scene),
        draw_bar(row, scale, timeline.silent_years),
        draw_row(row, scale, href_of, named=False),
    ]
    return page_element((STRIP_WIDTH, height), parts, "strip", f"Releases of {row.thing.label}")


def page_element(
    size: tuple[float, float], parts: Iterable[Markup], css_class: str, label: str
) -> Markup:
    """Return an SVG element that stands in a page and shrinks with it."""
    width, height = map(format_length, size)
    root = {
        "class": css_class, "viewBox": f"0 0 {width} {height}", "width": width, "height": height,
        "role": "graphics-document", "aria-label": label, "font-family": FONT,
    }  # fmt: skip
    return xml_element("svg", root, *(Markup(f"\n{part}") for part in parts), Markup("\n"))


def timeline_title(timeline: Timeline) -> str:
    """Return the title with the years from the first release to the graph's day."""
    first, last = (day[:4] for day in timeline.span)
    return f"{timeline.title}, {first}\N{EN DASH}{last}" if first else timeline.title


def timeline_words(timeline: Timeline) -> list[str]:
    """Return how much is shown and how to read it, then what is not shown for want of a date."""
    dated = [path for path in timeline.paths if timeline.records.get(path)]
    if not dated:
        return [NOTHING]
    records = sum(len(timeline.records[path]) for path in dated)
    day = f", as of {timeline.day}" if timeline.day else ""
    reading = (
        f"{count_phrase(len(dated), 'framework')}, each from the first to the last release that a"
        f" source dates ({count_phrase(records, 'record')}{day}). Before its first record a"
        " framework may be older. Families stand together: what descends from, is part of, or is"
        " built on one another."
    )
    missing = [path for path in timeline.paths if path not in dated]
    names = sorted((timeline.things[path].label for path in missing), key=str.casefold)
    return [reading, *([f"No source dates a release of: {', '.join(names)}."] if names else [])]


def draw_lines(parts: list[Markup], words: str, y: float) -> float:
    """Add a paragraph to parts, and return where it ends."""
    for line in wrap_text(words, SMALL_SIZE, INNER_WIDTH):
        parts.append(draw_text(line, MARGIN, y + LINE_HEIGHT / 2, SMALL_SIZE, "quiet"))
        y += LINE_HEIGHT
    return y
