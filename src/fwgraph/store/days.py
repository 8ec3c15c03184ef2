"""The day of a graph, and days as users write them."""

from pyoxigraph import Literal

from fwgraph.errors import BadRequest
from fwgraph.sparql.binding import Queryable, select_solutions

DAY = "SELECT ?day { ?dataset fw:asOf ?day }"


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


def full_day(written: str) -> str:
    """Return the first day of what is written as a day, a month or a year; nothing of nothing."""
    return f"{written}-01-01"[:10] if written else ""
