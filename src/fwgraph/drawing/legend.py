"""What stands above a drawing: its title, what it shows, and how to read what occurs in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from fwgraph.drawing.alt_text import of_view
from fwgraph.drawing.boxes import node
from fwgraph.drawing.outlines import line, text, thing
from fwgraph.drawing.scene import Route
from fwgraph.drawing.styles import MANNERS, Manner, manner
from fwgraph.drawing.text_metrics import fitted, width, wrapped
from fwgraph.drawing.xml import Markup
from fwgraph.view import SHAPES, Thing, View

TITLE, SMALL = 20.0, 11.5
"""The sizes of the title and of what stands below it."""

NARROWEST = 560.0
"""The least width that a title and a legend need."""

ROW, BETWEEN, SAMPLE = 32.0, 22.0, 46.0
"""The height of a row of samples, the blank between two, and the length of a sample line."""

LONGEST = 200.0
"""How long the name of a relation may be."""

BOLD = 1.15
"""How much wider bold text is."""


@dataclass(frozen=True, slots=True)
class Head:
    """Marks from the upper left corner on, and the room that they take."""

    width: float
    height: float
    marks: tuple[Markup, ...]


@dataclass(frozen=True, slots=True)
class Sample:
    """One entry of the legend: how wide it is, and what it is a sample of."""

    width: float
    words: str
    thing: Thing | None = None
    manner: Manner | None = None


def head(view: View, room: float, reading: str, left: float, top: float) -> Head:
    """Return title, caption and legend for a drawing of so many pixels, from a corner on."""
    broad = max(room, NARROWEST)
    marks: list[Markup] = []
    down = top
    for words in wrapped(view.title, TITLE * BOLD, broad):
        marks.append(text(words, left, down + TITLE / 2, TITLE, font_weight="bold"))
        down += TITLE + 6
    for words in wrapped(f"{of_view(view)} {reading}", SMALL, broad):
        marks.append(text(words, left, down + SMALL / 2 + 2, SMALL, "quiet"))
        down += SMALL + 5
    across = 0.0
    rows = down + 8
    for sample in samples(view):
        if across and across + sample.width > broad:
            across, rows = 0.0, rows + ROW
        marks.append(drawn(sample, left + across, rows + ROW / 2))
        across += sample.width + BETWEEN
    end = rows + (ROW if across else 0) + 14
    return Head(broad, end - top, tuple(marks))


def samples(view: View) -> Iterator[Sample]:
    """Yield what the legend explains: what occurs, and nothing else."""
    shapes = {each.shape for each in view.things}
    for shape in SHAPES:
        if shape in shapes:
            yield of_thing(Thing(shape, shape, shape))
    if any(each.discontinued for each in view.things):
        yield of_thing(Thing("discontinued", "discontinued", "framework", discontinued=True))
    used: dict[str, list[str]] = {}
    for relation in view.relations:
        used.setdefault(manner(relation).name, []).append(relation.label)
    for name, each in MANNERS.items():
        if name in used:
            words = explained(each, used[name])
            yield Sample(SAMPLE + 8 + width(words, SMALL), words, manner=each)


def explained(each: Manner, labels: Iterable[str]) -> str:
    """Return what the lines of a manner mean: in general, and the relations that occur."""
    names = ", ".join(fitted(label, SMALL, LONGEST) for label in labels if label != each.meaning)
    return ": ".join(filter(None, [each.meaning, names]))


def of_thing(sample: Thing) -> Sample:
    """Return the entry for things that look like this one."""
    return Sample(node(sample).width, "", thing=sample)


def drawn(sample: Sample, x: float, y: float) -> Markup:
    """Return an entry of the legend, from its left end on."""
    if sample.thing:
        each = node(sample.thing)
        return thing(each.moved(x, y - each.height / 2))
    curve = ((x, y), (x + SAMPLE / 3, y), (x + SAMPLE * 2 / 3, y), (x + SAMPLE, y))
    mark = line(Route((), (curve,)), sample.manner or MANNERS["other"], SMALL)
    return Markup(mark + text(sample.words, x + SAMPLE + 8, y, SMALL))
