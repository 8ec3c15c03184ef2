"""Days as text, and what lies between them; ``datetime`` takes longer to import than an answer."""

from __future__ import annotations

from fwgraph.store.days import PARTS


def add_years(day: str, years: int) -> str:
    """Return the same day, month or year so many years later; of a leap day the day before."""
    rest = "-02-28" if day.endswith("-02-29") else day[PARTS[0] :]
    return f"{int(day[: PARTS[0]]) + years:04}{rest}"


def describe_age(written: str, day: str) -> str:
    """Return how long before a day something was, in the two largest units that are known.

    Nothing is returned where one of the two is no date.
    """
    if not written or not day:
        return ""
    numbers = [int(part) for part in written.split("-")]
    until = [int(part) for part in day.split("-")]
    if len(numbers) == 1:
        return count_units(until[0] - numbers[0], "year") or "the same year"
    months = (until[0] - numbers[0]) * 12 + until[1] - numbers[1]
    if len(numbers) == len(PARTS) == len(until):
        if until[2] < numbers[2]:
            months -= 1
        if months == 0:
            return describe_days(numbers, until)
    parts = count_units(months // 12, "year"), count_units(months % 12, "month")
    return " and ".join(filter(None, parts)) or "the same month"


def describe_days(numbers: list[int], until: list[int]) -> str:
    """Return how many days lie between two that are less than a month apart."""
    from datetime import date

    try:
        days = (date(*until) - date(*numbers)).days
    except ValueError:  # no day of the calendar
        return "less than a month"
    return count_units(days, "day") or "the same day"


def count_units(number: int, unit: str) -> str:
    """Return a number of units in words, empty for none."""
    if number <= 0:
        return ""
    return f"{number} {unit}" if number == 1 else f"{number:,} {unit}s"
