"""The day of a graph, and days, months and years as they are written."""

from collections.abc import Callable

from pyoxigraph import Literal

from fwgraph.errors import BadRequest
from fwgraph.namespaces import Term
from fwgraph.sparql.binding import Queryable, select_solutions

DAY = "SELECT ?day { ?dataset fw:asOf ?day }"
PARTS = (4, 2, 2)
"""How many digits the year, the month and the day have."""


def read_day(graph: Queryable) -> str | None:
    """Return the day that a graph's plain relations are of, YYYY-MM-DD; None if it has none."""
    days = [row["day"] for row in select_solutions(graph, DAY)]
    return max((day.value for day in days if isinstance(day, Literal)), default=None)


def parse_day(name: str, written: str) -> str:
    """Return a day of the calendar, written YYYY-MM-DD.

    Raises BadRequest for anything else, with the name of the option or parameter.
    """
    from datetime import date  # slow to import, and not needed to read a day

    try:
        if date.fromisoformat(written).isoformat() == written:
            return written
    except ValueError:
        pass
    raise BadRequest(f"{name} {written}: write a day of the calendar as YYYY-MM-DD")


def written_day(words: str) -> str:
    """Return a day, month or year as it is written, without a time zone; empty for others."""
    day = words.partition("+")[0][: len("2000-01-01")].rstrip("Z")
    parts = day.split("-")
    fits = tuple(map(len, parts)) == PARTS[: len(parts)]
    return day if fits and all(part.isascii() and part.isdigit() for part in parts) else ""


def whole_day(words: str) -> str:
    """Return what is written as a whole day; empty for others, months and years among them."""
    day = written_day(words)
    return day if day.count("-") == len(PARTS) - 1 else ""


def full_day(written: str) -> str:
    """Return the first day of a written day, month or year; empty for what is empty."""
    return (written + "0000-01-01"[len(written) :])[: len("0000-01-01")] if written else ""


def last_day(written: str) -> str:
    """Return the last day of a written day, month or year; every month ends with a 31st here."""
    return written + "0000-12-31"[len(written) :] if written else ""


def day_of(value: Term | None, fill: Callable[[str], str] = full_day) -> str:
    """Return the day of a term, a month or year filled up; empty for anything else.

    Two days compare as their letters do.
    """
    return fill(written_day(value.value)) if isinstance(value, Literal) else ""
