"""Days as users write them."""

from datetime import date

from fwgraph.errors import BadRequest


def parse_day(name: str, written: str) -> str:
    """Return a day of the calendar, written YYYY-MM-DD.

    Raises BadRequest for anything else, with the name of the option or parameter.
    """
    try:
        if date.fromisoformat(written).isoformat() == written:
            return written
    except ValueError:
        pass
    raise BadRequest(f"{name} {written}: write a day of the calendar as YYYY-MM-DD")
