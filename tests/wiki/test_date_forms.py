"""Dates are written in the form of others, where it is known which day these are."""

import pytest

from fwgraph.wiki.date_forms import read_date_form


@pytest.mark.parametrize(
    ("words", "value", "other"),
    [
        ("2016-06-04", "2016-06-04", "2026-02-08"),
        ("2016-6-4", "2016-06-04", "2026-02-08"),
        ("2016/06/04", "2016-06-04", "2026/02/08"),
        ("2016.06", "2016-06", "2026.02.08"),
        ("2016", "2016", "2026-02-08"),
        ("2011-05-84", "", "2026-02-08"),
        ("June 4, 2016", "2016-06-04", "February 8, 2026"),
        ("June 14, 2016", "2016-06-14", "February 8, 2026"),
        ("Jun 04, 2016", "2016-06-04", "Feb 08, 2026"),
        ("May 4, 2016", "2016-05-04", "February 8, 2026"),
        ("4 June 2016", "2016-06-04", "8 February 2026"),
        ("4-Jun-2016", "2016-06-04", "8-Feb-2026"),
        ("May 2018", "2018-05", "February 2026"),
        ("25/12/2016", "2016-12-25", "08/02/2026"),
        ("5/25/2016", "2016-05-25", "2/8/2026"),
        ("25.12.2016", "2016-12-25", "08.02.2026"),
    ],
)
def test_a_date_is_written_like_another(words: str, value: str, other: str) -> None:
    form = read_date_form(words)
    assert form is not None
    assert (form.value, form.write("2026-02-08")) == (value, other)


@pytest.mark.parametrize(
    "words",
    [
        "", "04/06/2016", "04/04/2016", "~2018", "20160604", "2016-06-04-01", "31 June 2016",
        "4 june 2016", "soon", "2016-06-04 (late)", "5/08/016", "%d %B %Y",
    ],
)  # fmt: skip
def test_what_may_be_another_day_has_no_form(words: str) -> None:
    assert read_date_form(words) is None
