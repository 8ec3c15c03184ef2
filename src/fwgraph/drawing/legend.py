"""What stands above a drawing: its title, what it shows, and how to read what occurs in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fwgraph.drawing.alt_text import view_alt_text
from fwgraph.drawing.boxes import scene_node
from fwgraph.drawing.outlines import draw_node, draw_route, draw_text
from fwgraph.drawing.scene import EdgeRoute
from fwgraph.drawing.styles import LineStyle, line_style, line_styles
from fwgraph.drawing.text_metrics import fit_text, text_width, wrap_text
from fwgraph.drawing.xml import Markup
from fwgraph.store.description import OTHER, read_description
from fwgraph.view import Thing, View

TITLE_SIZE, SMALL_SIZE = 20.0, 11.5
"""The sizes of the title and of what stands below it."""

MIN_WIDTH = 560.0
"""The least width that a title and a legend need."""

ROW_HEIGHT, ENTRY_GAP, SAMPLE_LENGTH = 32.0, 22.0, 46.0
"""The height of a row of samples, the blank between two, and the length of a sample line."""

MAX_LABEL_WIDTH = 200.0
"""How long the name of a relation may be."""

BOLD_RATIO = 1.15
"""How much wider bold text is."""


@dataclass(frozen=True, slots=True)
class DrawingHeader:
    """Marks from the upper left corner on, and the room that they take."""

    width: float
    height: float
    marks: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One entry of the legend: how wide it is, and what it is a sample of."""

    width: float
    words: str
    thing: Thing | None = None
    style: LineStyle | None = None


def drawing_header(view: View, room: float, reading: str, left: float, top: float) -> DrawingHeader:
    """Return title, caption and legend for a drawing of so many pixels, from a corner on."""
    broad = max(room, MIN_WIDTH)
    marks: list[Markup] = []
    down = top
    for words in wrap_text(view.title, TITLE_SIZE * BOLD_RATIO, broad):
        marks.append(draw_text(words, left, down + TITLE_SIZE / 2, TITLE_SIZE, font_weight="bold"))
        down += TITLE_SIZE + 6
    for words in wrap_text(f"{view_alt_text(view)} {reading}", SMALL_SIZE, broad):
        marks.append(draw_text(words, left, down + SMALL_SIZE / 2 + 2, SMALL_SIZE, "quiet"))
        down += SMALL_SIZE + 5
    across = 0.0
    rows = down + 8
    for sample in legend_entries(view):
        if across and across + sample.width > broad:
            across, rows = 0.0, rows + ROW_HEIGHT
        marks.append(draw_legend_entry(sample, left + across, rows + ROW_HEIGHT / 2))
        across += sample.width + ENTRY_GAP
    end = rows + (ROW_HEIGHT if across else 0) + 14
    return DrawingHeader(broad, end - top, tuple(marks))


def legend_entries(view: View) -> Iterator[LegendEntry]:
    """Yield what the legend explains: what occurs, and nothing else."""
    shapes = {thing.shape for thing in view.things}
    for shape in read_description().outlines:
        if shape in shapes:
            yield shape_entry(Thing(shape, shape, shape))
    if any(thing.discontinued for thing in view.things):
        yield shape_entry(Thing("discontinued", "discontinued", "framework", discontinued=True))
    used: dict[str, list[str]] = {}
    for relation in view.relations:
        used.setdefault(line_style(relation).name, []).append(relation.label)
    for name, style in line_styles().items():
        if name in used:
            words = style_meaning(style, used[name])
            wide = SAMPLE_LENGTH + 8 + text_width(words, SMALL_SIZE)
            yield LegendEntry(wide, words, style=style)


def style_meaning(style: LineStyle, labels: Iterable[str]) -> str:
    """Return what the lines of a style mean: in general, and the relations that occur."""
    names = ", ".join(
        fit_text(label, SMALL_SIZE, MAX_LABEL_WIDTH) for label in labels if label != style.meaning
    )
    return ": ".join(filter(None, [style.meaning, names]))


def shape_entry(sample: Thing) -> LegendEntry:
    """Return the entry for things that look like this one."""
    return LegendEntry(scene_node(sample).width, "", thing=sample)


def draw_legend_entry(sample: LegendEntry, x: float, y: float) -> Markup:
    """Return an entry of the legend, from its left end on."""
    if sample.thing:
        each = scene_node(sample.thing)
        return draw_node(each.move_by(x, y - each.height / 2))
    curve = (
        (x, y),
        (x + SAMPLE_LENGTH / 3, y),
        (x + SAMPLE_LENGTH * 2 / 3, y),
        (x + SAMPLE_LENGTH, y),
    )
    mark = draw_route(EdgeRoute((), (curve,)), sample.style or line_styles()[OTHER], SMALL_SIZE)
    return Markup(mark + draw_text(sample.words, x + SAMPLE_LENGTH + 8, y, SMALL_SIZE))
