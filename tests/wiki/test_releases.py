"""Versions and dates are read in every form that editors give them, and in no other."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal

from fwgraph.namespaces import term
from fwgraph.wiki.releases import (
    Release,
    date_literal,
    later_releases,
    parse_release,
    stated_release,
    unread_words,
)

EXAMPLES = settings(max_examples=100, deadline=None)
STATED = {
    "1.42 Released 2011-04-27": ("1.42", "2011-04-27"),
    "0.2.2 released 2013-09-06": ("0.2.2", "2013-09-06"),
    "0.2.2 RELEASED 2013-09-06": ("0.2.2", "2013-09-06"),
    "1.0 PRE, Released 2011-05-84": ("1.0 PRE", "2011-05-84"),
    "1.0; Released 2011-05-08": ("1.0", "2011-05-08"),
    "1.0 Released on 2011-05-08": ("1.0", "2011-05-08"),
    "1.0b3 Released 2011-07-18": ("1.0b3", "2011-07-18"),
    "1.0 Released 28 May 2010": ("1.0", "28 May 2010"),
    "1.0 Released June 4, 2016": ("1.0", "June 4, 2016"),
    "1.0 Released on Jun. 4, 2016, later 1.1": ("1.0", "Jun. 4, 2016"),
    "Version 2 Released 2010": ("Version 2", "2010"),
    "1.50 Released 2008-10": ("1.50", "2008-10"),
    "0.2.1 Released 2006-9-15": ("0.2.1", "2006-9-15"),
    "2.00 Released 2007.07": ("2.00", "2007.07"),
    "Released 2011-04-27": (None, "2011-04-27"),
    "2.0, 2011-04-27": ("2.0", "2011-04-27"),
    "2.0 2011/04/27": ("2.0", "2011/04/27"),
    "1.3": ("1.3", None),
    "v1.3": ("v1.3", None),
    "1.2 beta": ("1.2 beta", None),
    "1.2 RC1": ("1.2 RC1", None),
    "1.3, dead link": ("1.3", None),
    "2011-04-27": (None, "2011-04-27"),
    "2008-10": (None, "2008-10"),
    " 1.0  Released  2011-04-27 ": ("1.0", "2011-04-27"),
}
NO_RELEASE = (
    "",
    " ",
    "Released",
    "beta",
    "developers no longer use the product",
    "old Web site from 1999, dead link",
    "released soon",
    "first released in spring",
    "unreleased 2011-04-27",
    "2010-03-15, site seems dead; 2013-08-13, dead link",
)


@pytest.mark.parametrize(("words", "facts"), STATED.items(), ids=repr)
def test_bracketed_words_state_a_version_and_a_date(
    words: str, facts: tuple[str | None, str | None]
) -> None:
    found = parse_release(words, 0)
    assert found is not None
    assert (found.version, found.date) == facts


@pytest.mark.parametrize("words", NO_RELEASE)
def test_other_words_in_brackets_are_no_release(words: str) -> None:
    assert parse_release(words, 0) is None


def test_a_release_ends_before_what_else_is_said_in_its_brackets() -> None:
    words = "3.1.5 Released 2016-05-24, initial release 2012-11-26"
    found = parse_release(words, 7)
    assert found == Release("3.1.5", "2016-05-24", None, 7, 7 + len("3.1.5 Released 2016-05-24"))


@pytest.mark.parametrize(
    "between",
    ["", " ", "  ", " : ", " - ", " \N{EN DASH} ", ", "],
)
def test_a_release_follows_the_name(between: str) -> None:
    found, end = stated_release(f"Name{between}(1.0 Released 2013-02-03) text", 4)
    assert found is not None
    assert (found.version, found.date) == ("1.0", "2013-02-03")
    assert end == len(f"Name{between}(1.0 Released 2013-02-03)")


@pytest.mark.parametrize(
    "text",
    [
        "Name",
        "Name is old (1.0 Released 2013-02-03)",
        "Name (1.0 Released 2013-02-03",
        "Name 1.0 Released 2013-02-03)",
        f"Name ({'1' * 201})",
    ],
)
def test_a_release_stands_in_closed_brackets_right_behind_the_name(text: str) -> None:
    assert stated_release(text, 4) == (None, 4)


def test_the_place_of_a_release_is_that_of_its_words() -> None:
    text = "Name (1.0 Released 2013-02-03, soon more) text"
    found, _ = stated_release(text, 4)
    assert found is not None
    assert text[found.start : found.end] == "1.0 Released 2013-02-03"


def further(text: str) -> list[tuple[str | None, str | None, str | None]]:
    """Return version, date and note of the releases behind the first."""
    stated, end = stated_release(text, 4)
    return [(each.version, each.date, each.note) for each in later_releases(text, end, stated)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Name (3.1 Released 2010-09-02) for Python 3 (4.3 Released 2013-05-21) too",
            [("4.3", "2013-05-21", None)],
        ),
        (
            "Name (3.1.5 Released 2016-05-24, initial release 2012-11-26) text",
            [(None, "2012-11-26", "initial release")],
        ),
        (
            "Name (2 Released 2016-05-24, initial release 2012-11-26) (1 released 2011-01-01)",
            [(None, "2012-11-26", "initial release"), ("1", "2011-01-01", None)],
        ),
        ("Name (1 Released 2010-09-02) (2.7)", []),
        ("Name (1 Released 2010-09-02) (site says: closed 3/28/2010)", []),
        ("Name (1 Released 2010-09-02) (2 Released 2013-05-21", []),
        ("Name - text (4.3 Released 2013-05-21)", [("4.3", "2013-05-21", None)]),
    ],
)
def test_releases_behind_the_first_are_kept_apart(
    text: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    assert further(text) == expected


@pytest.mark.parametrize(
    ("written", "value", "datatype"),
    [
        ("2011-04-27", "2011-04-27", "date"),
        ("2006-9-15", "2006-09-15", "date"),
        ("2011.4.7", "2011-04-07", "date"),
        ("2011/04/27", "2011-04-27", "date"),
        ("2016-02-29", "2016-02-29", "date"),
        ("2008-10", "2008-10", "gYearMonth"),
        ("2007.07", "2007-07", "gYearMonth"),
        ("2007-7", "2007-07", "gYearMonth"),
        ("1999", "1999", "gYear"),
    ],
)
def test_a_date_is_typed_by_what_it_says(written: str, value: str, datatype: str) -> None:
    assert date_literal(written) == Literal(value, datatype=term(f"xsd:{datatype}"))


@pytest.mark.parametrize(
    "written",
    [
        "2011-05-84",
        "2015-02-29",
        "1900-02-29",
        "2011-13",
        "2011-00",
        "2011-01-00",
        "0000-01-01",
        "0000",
        "11-04-27",
        "2011-",
        "28 May 2010",
        "",
        " 2011",
        "2011-04-27T00:00",
        "٢٠١١-٠٤-٢٧",
    ],
)
def test_what_is_no_date_of_the_calendar_has_no_type(written: str) -> None:
    assert date_literal(written) is None


def calendar_date(year: int, month: int, day: int) -> date | None:
    """Return the day, if the calendar has it."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


@EXAMPLES
@given(st.integers(0, 9999), st.integers(0, 14), st.integers(0, 33), st.sampled_from("-./"))
def test_the_calendar_is_that_of_datetime(year: int, month: int, day: int, mark: str) -> None:
    day_of_calendar = calendar_date(year, month, day)
    value = date_literal(f"{year:04}{mark}{month}{mark}{day}")
    assert (value.value if value else None) == (
        day_of_calendar.isoformat() if day_of_calendar else None
    )


@EXAMPLES
@given(st.text(alphabet="12.-, ()Rreleasdn\nv:'_", max_size=300))
def test_a_release_found_in_any_text_says_something(text: str) -> None:
    found, end = stated_release(text, 0)
    says_something = found is not None and bool(found.version or found.date)
    assert says_something == (end > 0)


FORMS = [
    "(1.0 Release D)",
    "(1.0 Released: D)",
    "(1.0 Released - D)",
    "(1.0 rel. D)",
    "(1.0 / D)",
    "(1.0/D)",
    "(1.0 \N{EN DASH} D)",
    "(1.0 \N{EM DASH} D)",
    "(1.0, D)",
    "[1.0 Released D]",
    "\N{FULLWIDTH LEFT PARENTHESIS}1.0 Released D\N{FULLWIDTH RIGHT PARENTHESIS}",
    "((1.0 Released D))",
    "(1.0 (LTS) Released D)",
    "(1.0 Released D (LTS))",
    "(1.0 [stable] Released D)",
    "(1.0\xa0Released\xa0D)",
    "(1.0 Released\u200b D)",
    "(1.0\nReleased D)",
    "(1.0 Realeased D)",
    "(1.0 relased D)",
    "(1.0 Releasd D)",
    "(1.0 realsed on D)",
    "(1.0, released in D)",
]
GAPS = [
    " ",
    "\xa0",
    "\u200b",
    "\n",
    " {OK} ",
    "\N{TRADE MARK SIGN} ",
    " * ",
    "1 ",
    "[1] ",
    " (docs) ",
    " docs ",
    " \N{MINUS SIGN} ",
    " (docs, wiki) {i} ",
]


@pytest.mark.parametrize("day", ["2015-01-31", "2015-99-01", "2015-1-9"])
@pytest.mark.parametrize("form", FORMS)
def test_a_release_is_read_in_the_forms_that_people_write(form: str, day: str) -> None:
    found, end = stated_release(f"Name {form.replace('D', day)} text", 4)
    assert found is not None
    assert (found.version, found.date, end) == ("1.0", day, len("Name ") + len(form) - 1 + len(day))


@pytest.mark.parametrize("gap", GAPS)
def test_marks_between_a_name_and_its_release_hide_nothing(gap: str) -> None:
    text = f"Name{gap}(1.0 Released 2015-99-01) text"
    found, end = stated_release(text, 4)
    assert found is not None
    assert (found.version, found.date, text[end:]) == ("1.0", "2015-99-01", " text")
    assert unread_words(text, 4, end, found) is None


@pytest.mark.parametrize("branch", ["trunk", "Trunk", "master", "nightly"])
def test_a_branch_is_a_version(branch: str) -> None:
    found = parse_release(f"{branch} Released 2015-99-01", 0)
    assert found is not None
    assert (found.version, found.date) == (branch, "2015-99-01")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Name (released soon)", "(released soon)"),
        ("Name (about 2010, or so)", "(about 2010, or so)"),
        ("Name (one point 0)", "(one point 0)"),
        ("Name (1.0, some time in 2014) text", "some time in 2014"),
        ("Name (1.0) (2014-99-99) text", "(2014-99-99) text"),
        ("Name 1.0 Released 2013-02-03. Text", "1.0 Released 2013-02-03"),
        ("Name, 1.0 Released 2013-02-03", ", 1.0 Released 2013-02-03"),
        ("Name: released on 3 May 2010", ": released on 3 May 2010"),
        ("Name (1.0 Released 2013-02-03", "(1.0 Released 2013-02-03"),
        ("Name is old (1.0 Released 2013-02-03)", None),
        ("Name is a framework (old)", None),
        ("Name 200 KiB framework", None),
        ("Name, or PSP (old Web site from 1999, dead link)", None),
        ("Name (1.3) is a framework for Python 2.7", None),
        ("Name is released under a licence", None),
        ("Name (dead)", None),
    ],
)
def test_what_seems_to_be_a_release_and_is_not_understood_is_quoted(
    text: str, words: str | None
) -> None:
    found, end = stated_release(text, 4)
    assert unread_words(text, 4, end, found) == words
