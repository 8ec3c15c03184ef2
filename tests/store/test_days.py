"""A day is written in one way."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph.errors import BadRequest
from fwgraph.store.days import parse_day


@given(st.dates())
def test_each_day_of_the_calendar_is_a_day(day: date) -> None:
    assert parse_day("--on", day.isoformat()) == day.isoformat()


@pytest.mark.parametrize(
    "written", ["2006-9-15", "2007.07.01", "2007-07", "2007", "20070701", "2007-W01-1", "", "today"]
)
def test_anything_else_is_refused_by_name(written: str) -> None:
    with pytest.raises(BadRequest, match=f"^--on {written}: write a day of the calendar"):
        parse_day("--on", written)
