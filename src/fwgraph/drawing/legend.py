"""What stands above a drawing: its title, what it shows, and how to read what occurs in it."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from fwgraph.drawing.alt_text import view_alt_text
from fwgraph.drawing.boxes import scene_node
from fwgraph.drawing.outlines import draw_node, draw_route, draw_text
from fwgraph.drawing.scene import EdgeRoute, Node
from fwgraph.drawing.styles import LineStyle, line_style, line_styles
from fwgraph.drawing.text_metrics import fit_text, text_width, wrap_text
from fwgraph.drawing.xml import Markup
from fwgraph.store.description import read_description
from fwgraph.view import Thing, View

TITLE_SIZE, SMALL_SIZE = 20.0, 11.5
"""The sizes of the title and of what stands below it."""

ROW_HEIGHT, ENTRY_GAP, SAMPLE_LENGTH = 32.0, 22.0, 46.0
"""The height of a row of samples, the blank between two, and the length of a sample line."""

MAX_LABEL_WIDTH = 200.0
"""How long the name of a relation may be."""

BOLD_RATIO = 1.15
"""How much wider bold text is."""

LegendEntry = tuple[float, Callable[[float, float], Iterator[Markup]]]
"""How wide an entry of the legend is, and what draws it with its left end at a point."""


def draw_header(view: View, reading: str, left: float, width: float) -> tuple[list[Markup], float]:
    """Return title, caption and legend, as far from the top as from the left, and their end."""
    y = left
    marks: list[Markup] = []
    for words in wrap_text(view.title, TITLE_SIZE * BOLD_RATIO, width):
        marks.append(draw_text(words, left, y + TITLE_SIZE / 2, TITLE_SIZE, font_weight="bold"))
        y += TITLE_SIZE + 6
    for words in wrap_text(f"{view_alt_text(view)} {reading}", SMALL_SIZE, width):
        marks.append(draw_text(words, left, y + SMALL_SIZE / 2 + 2, SMALL_SIZE, "quiet"))
        y += SMALL_SIZE + 5
    x, y = 0.0, y + 8
    for entry_width, draw_entry in legend_entries(view):
        if x and x + entry_width > width:  # an entry wider than the drawing has a row of its own
            x, y = 0.0, y + ROW_HEIGHT
        marks.append(Markup("".join(draw_entry(left + x, y + ROW_HEIGHT / 2))))
        x += entry_width + ENTRY_GAP
    return marks, y + (ROW_HEIGHT if x else 0) + 14


def legend_entries(view: View) -> Iterator[LegendEntry]:
    """Yield what the legend explains: what occurs, and nothing else."""
    shapes = {thing.shape for thing in view.things}
    outlines = read_description().outlines
    samples = [Thing(shape, shape, shape) for shape in outlines if shape in shapes]
    if any(thing.discontinued for thing in view.things):
        samples.append(Thing("discontinued", "discontinued", "framework", discontinued=True))
    for node in map(scene_node, samples):
        yield node.width, partial(draw_sample_node, node)
    labels: dict[str, list[str]] = {}
    for relation in view.relations:
        labels.setdefault(line_style(relation).name, []).append(relation.label)
    for name, style in line_styles().items():
        if name in labels:
            words = style_meaning(style, labels[name])
            width = SAMPLE_LENGTH + 8 + text_width(words, SMALL_SIZE)
            yield width, partial(draw_sample_line, style, words)


def style_meaning(style: LineStyle, labels: Iterable[str]) -> str:
    """Return what the lines of a style mean: in general, and the relations that occur."""
    others = (label for label in labels if label != style.meaning)
    names = ", ".join(fit_text(label, SMALL_SIZE, MAX_LABEL_WIDTH) for label in others)
    return ": ".join(filter(None, [style.meaning, names]))


def draw_sample_node(node: Node, x: float, y: float) -> Iterator[Markup]:
    """Return a node whose left end is at a point."""
    return draw_node(node.move_by(x, y - node.height / 2))


def draw_sample_line(style: LineStyle, words: str, x: float, y: float) -> Iterator[Markup]:
    """Yield a straight line from a point on, and its meaning behind it."""
    curve = tuple((x + SAMPLE_LENGTH * third / 3, y) for third in range(4))
    yield from draw_route(EdgeRoute((), (curve,)), style)
    yield draw_text(words, x + SAMPLE_LENGTH + 8, y, SMALL_SIZE)
