"""The rows of a timeline and where they stand: lanes of families, a bar for each framework."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from fwgraph.drawing.text_metrics import fit_text, text_width
from fwgraph.drawing.timeline_scale import TimeScale, make_scale, year_fraction
from fwgraph.store.hierarchy import closure
from fwgraph.view.families import FrameworkFamily
from fwgraph.view.parts import Thing
from fwgraph.view.timeline import RECORD_KINDS, DatedRelease, DeclaredEnd, Timeline

WIDTH, MARGIN = 900.0, 14.0
"""The width of the picture, and the blank beside the lanes."""

ROW_HEIGHT, BAR_HEIGHT, LANE_HEADING, LANE_GAP = 16.0, 11.0, 21.0, 8.0
NAME_SIZE, MAX_NAME_WIDTH, NAME_GAP = 12.0, 150.0, 7.0
"""The size of names, how wide one may be, and how far it stands from its bar."""

ALONE = "On their own: the graph knows of nothing that they come from, or are built on together"
NO_WIDTH = 2.0
"""The width of a bar that begins and ends on one day."""


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A framework with its records, by date, and the middle of its bar.

    ``begin``, in years, is when it existed at the latest: its own first release, or that of
    something that descends from it.
    """

    thing: Thing
    records: tuple[DatedRelease, ...]
    end: DeclaredEnd | None
    silent: bool
    begin: float
    y: float = 0

    @property
    def first(self) -> DatedRelease:
        """The record of the first release."""
        return choose_record(self.records, self.records[0])

    @property
    def last(self) -> DatedRelease:
        """The record of the last release."""
        return choose_record(self.records, max(self.records, key=record_date))

    @property
    def leftmost(self) -> float:
        """Where its drawing begins, in years: its end may be declared before its first record."""
        return min(self.begin, year_fraction(self.end.day)) if self.end else self.begin

    @property
    def kinds(self) -> list[str]:
        """What dates its releases: those of RECORD_KINDS that occur."""
        return [
            kind for kind in RECORD_KINDS if any(kind == record.kind for record in self.records)
        ]


@dataclass(frozen=True, slots=True)
class Lane:
    """The rows of a family below a heading; ``y`` is its upper edge."""

    family: FrameworkFamily
    heading: str
    slug: str
    y: float
    height: float
    rows: tuple[TimelineRow, ...]


@dataclass(frozen=True, slots=True)
class TimelineScene:
    """Lanes from ``top`` to ``bottom``, and the scale of all of them."""

    scale: TimeScale
    lanes: tuple[Lane, ...]
    top: float
    bottom: float

    @property
    def rows(self) -> list[TimelineRow]:
        """All rows, from top to bottom."""
        return [row for lane in self.lanes for row in lane.rows]


def record_date(record: DatedRelease) -> float:
    """Return when a release came out, in years."""
    return year_fraction(record.released)


def choose_record(records: Iterable[DatedRelease], end: DatedRelease) -> DatedRelease:
    """Return the best record of the day of a bar's end: nearest to the makers, and exact.

    A record of a month or a year gives way to one of a day within it.
    """
    same = [record for record in records if record.released.startswith(end.released)]
    exact = max(len(record.released) for record in same)
    same = [record for record in same if len(record.released) == exact]
    # Of several exact days within a month, the one that is nearest to what was meant counts.
    distance = min(abs(record_date(record) - record_date(end)) for record in same)
    near = [record for record in same if abs(record_date(record) - record_date(end)) == distance]
    return min(near, key=lambda record: (RECORD_KINDS.index(record.kind), record.path))


def dated_rows(timeline: Timeline, paths: Iterable[str]) -> list[TimelineRow]:
    """Return the rows of what has a release that is dated, what existed first comes first.

    All stand on one line still.
    """
    records = {
        path: tuple(sorted(timeline.records[path], key=record_date))
        for path in paths
        if timeline.records.get(path)
    }
    after = find_descendants(timeline, records)
    begins = {
        path: record_date(choose_record(several, several[0])) for path, several in records.items()
    }
    rows = [
        TimelineRow(
            timeline.things[path], several, timeline.ends.get(path),
            is_silent(several[-1], timeline), min(begins[other] for other in after[path]),
        )
        for path, several in records.items()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (row.begin, -len(after[row.thing.path]), row.thing.path))


def find_descendants(timeline: Timeline, paths: Collection[str]) -> dict[str, set[str]]:
    """Return for each path itself and everything that descends from it, among the same paths."""
    direct: dict[str, set[str]] = {}
    for edge in timeline.descents:
        if edge.start in paths:
            direct.setdefault(edge.end, set()).add(edge.start)
    return {path: closure(path, lambda other: direct.get(other, ())) for path in paths}


def is_silent(last: DatedRelease, timeline: Timeline) -> bool:
    """Tell whether the last release was longer ago than the silent years."""
    if not timeline.day:
        return False
    return record_date(last) + timeline.silent_years < year_fraction(timeline.day)


def silent_stretches(row: TimelineRow, years: float) -> Iterator[tuple[float, float]]:
    """Yield from when to when, in years, nothing was released for longer than some years."""
    for before, after in pairwise(map(record_date, row.records)):
        if after - before > years:
            yield before, after


def place_lanes(
    timeline: Timeline, scale: TimeScale, top: float, *, headed: bool = True
) -> TimelineScene:
    """Return the lanes of all families below each other, the oldest first, then the loners.

    Only where lanes are ``headed`` is there room for their headings.
    """
    groups = [(family, dated_rows(timeline, family.members)) for family in timeline.families]
    groups = [(family, rows) for family, rows in groups if rows]
    groups.sort(key=lambda group: (not group[0].heads, group[1][0].begin))
    lanes, y = [], top
    for family, rows in groups:
        lane = place_lane(timeline, family, rows, y, headed=headed)
        lanes.append(lane)
        y += lane.height + LANE_GAP
    return TimelineScene(scale, tuple(lanes), top, y - LANE_GAP if lanes else top)


def place_lane(
    timeline: Timeline,
    family: FrameworkFamily,
    rows: Sequence[TimelineRow],
    y: float,
    *,
    headed: bool,
) -> Lane:
    """Return a lane with its rows below each other."""
    heading = family_heading(timeline, family)
    # One thing on its own is its own heading.
    above = LANE_HEADING if heading and headed else 4
    placed = tuple(
        replace(row, y=y + above + ROW_HEIGHT * (number + 0.5)) for number, row in enumerate(rows)
    )
    height = above + ROW_HEIGHT * len(rows) + 4
    return Lane(family, heading, family_slug(family), y, height, placed)


def family_heading(timeline: Timeline, family: FrameworkFamily) -> str:
    """Return what a family is called; nothing for one thing without a family."""
    if family.heads:
        return ", ".join(timeline.things[head].label for head in family.heads)
    return ALONE if len(family.members) > 1 else ""


def family_slug(family: FrameworkFamily) -> str:
    """Return the last part of a family's path, of what it is called after."""
    return family.heads[0].rpartition("/")[2] if family.heads else "none"


def fit_scale(timeline: Timeline, rows: Sequence[TimelineRow]) -> TimeScale:
    """Return the scale that leaves as much room on the left as the names of early bars need."""
    right = WIDTH - MARGIN - 12
    needs = [(name_width(row) + NAME_GAP, row.leftmost) for row in rows]
    for room in range(12, int(MAX_NAME_WIDTH + NAME_GAP) + 12, 4):
        scale = make_scale(*timeline.span, MARGIN + room, right)
        if all(scale.x_of_year(begin) - need >= MARGIN + 4 for need, begin in needs):
            break
    return scale


def name_width(row: TimelineRow) -> float:
    """Return how wide a row's name is drawn."""
    return text_width(fit_text(row.thing.label, NAME_SIZE, MAX_NAME_WIDTH), NAME_SIZE)
