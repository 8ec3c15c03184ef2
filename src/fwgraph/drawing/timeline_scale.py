"""Where a day stands on an axis of true, linear years."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import count
from math import ceil, floor

MIN_LABEL_GAP = 31.0
"""How far the labels of two years stand apart at least, in pixels."""


@dataclass(frozen=True, slots=True)
class TimeScale:
    """An axis from the beginning of one year to the beginning of another, in pixels."""

    first: int
    last: int
    left: float
    right: float

    def x(self, day: str) -> float:
        """Return where a day, a month or a year stands; the last two by their middle."""
        return self.x_of_year(year_fraction(day))

    def x_of_year(self, year: float) -> float:
        """Return where a year stands, whose fraction is a part of it."""
        return self.left + (year - self.first) * self.pixels_per_year

    @property
    def pixels_per_year(self) -> float:
        """How long a year is."""
        return (self.right - self.left) / (self.last - self.first)

    def labelled_years(self) -> Iterator[int]:
        """Yield the years that have room for a label, evenly spaced."""
        steps = (base * 10**power for power in count() for base in (1, 2, 5))
        step = next(step for step in steps if step * self.pixels_per_year >= MIN_LABEL_GAP)
        yield from range(ceil(self.first / step) * step, self.last, step)


def make_scale(first: str, last: str, left: float, right: float) -> TimeScale:
    """Return the scale of whole years that holds two days."""
    begin = floor(year_fraction(first))
    end = max(ceil(year_fraction(last)), begin + 1)
    return TimeScale(begin, end, left, right)


def year_fraction(day: str) -> float:
    """Return a day such as 2010-04-16 as a year and the part of it that has gone by.

    Of a month or a year it is the middle; what is no day of the calendar counts as its month.
    """
    year, *rest = (int(part) for part in day.split("-"))
    if not rest:
        return year + 0.5
    month = min(max(rest[0], 1), 12)
    try:
        of_year = date(year, month, rest[1]).timetuple().tm_yday
    except (IndexError, ValueError):
        return year + (month - 0.5) / 12
    return year + (of_year - 1) / 365.25
