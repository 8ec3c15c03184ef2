"""What the headings of a changelog say, for each form that was met."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph.upstream.changelogs import read_changelog

FORMS = {
    "underlined, the date on a line of its own": (
        "Version 3.2.0\n-------------\n\nUnreleased\n\n"
        "Version 3.1.3\n-------------\n\nReleased 2026-02-18\n\n-   A thing.\n",
        [("3.2.0", 1, None, None), ("3.1.3", 6, "2026-02-18", 9)],
    ),
    "the same with remarks and brackets": (
        "Version 0.9\n-----------\n(bugfix release, released on July 9th 2009)\n\n"
        "Version 0.8\n-----------\n\nReleased on June 14th 2008, codename Anna.\n",
        [("0.9", 1, "2009-07-09", 3), ("0.8", 5, "2008-06-14", 8)],
    ),
    "underlined, in brackets": (
        "5.14 (unreleased)\n=================\n\n5.13 (2025-03-18)\n=================\n\n- Fix.\n",
        [("5.14", 1, None, None), ("5.13", 4, "2025-03-18", 4)],
    ),
    "number signs, the month in words": (
        "## 0.47 (August 24, 2025)\n\n### Fixed\n\n## 0.46\n\n* A thing.\n",
        [("0.47", 1, "2025-08-24", 1), ("0.46", 5, None, None)],
    ),
    "number signs, brackets and a link": (
        "## [Unreleased]\n\n## [v1.2.3](https://x.example/1.2.3) - 2024-01-02\n### Added\n- 1.0\n",
        [("1.2.3", 3, "2024-01-02", 3)],
    ),
    "number signs, the date first": ("## 2023-10-02 0.70\n", [("0.70", 1, "2023-10-02", 1)]),
    "number signs, the date in emphasis below": (
        "## 26.0.0\n\n_(April 6, 2026)_\n",
        [("26.0.0", 1, "2026-04-06", 3)],
    ),
    "equal signs": (
        "== 2.5.0 (**Feb 18, 2025**) ==\n * x\n== 2.1a3: (**November, 29 2009**) ==\n",
        [("2.5.0", 1, "2025-02-18", 1), ("2.1a3", 3, "2009-11-29", 3)],
    ),
    "a directive with a date": (
        ".. changelog:: 3.0.0\n    :date: 2364-01-27\n\n    .. change:: x\n        :pr: 1\n\n"
        ".. changelog::\n    :version: 2.0.1\n    :released: January 28, 2023\n",
        [("3.0.0", 1, "2364-01-27", 2), ("2.0.1", 8, "2023-01-28", 9)],
    ),
    "a role": ("- :release:`3.2.4 <2026-04-25>`\n- :bug:`1` x\n", [("3.2.4", 1, "2026-04-25", 1)]),
    "the title of a file, and a heading that is a date": (
        "What's new in Tornado 6.0\n=========================\n\nMar 1, 2019\n-----------\n",
        [("6.0", 1, "2019-03-01", 4)],
    ),
    "the title of a file, and a comment": (
        "Changelog for Falcon 1.0.0\n==========================\n\n.. falcon-release: 2016-05-11\n",
        [("1.0.0", 1, "2016-05-11", 4)],
    ),
    "release notes": (
        "========================\nDjango 1.2 release notes\n========================\n\n"
        "*May 17, 2010.*\n",
        [("1.2", 2, "2010-05-17", 5)],
    ),
    "bare lines": (
        "0.9.10 (2006-10-05):\n  - Update.\n1.0.2 (July 21, 2015)\n* x\n\nVersion 0.7\n"
        "https://x.example\n(Nov 30 2005, from branches/stable)\n\n"
        "* 1.1 of x (2010-01-01) is broken\n0.6_01 (Mar 06, 2002): Mends\n",
        [
            ("0.9.10", 1, "2006-10-05", 1),
            ("1.0.2", 3, "2015-07-21", 3),
            ("0.7", 6, "2005-11-30", 8),
            ("0.6_01", 11, "2002-03-06", 11),
        ],
    ),
    "Debian": (
        "python-x (1:7.0.3-2) unstable; urgency=low\n\n  * Fix.\n\n"
        " -- A B <a@b.example>  Thu, 7 Mar 2024 15:50:00 +0200\n",
        [("7.0.3", 1, "2024-03-07", 5)],
    ),
    "fields": (
        "5.6.2\n=====\n\n:release-date: 2026-01-04 10:30 P.M UTC\n:release-by: A\n\n"
        "### 3.17.2\n\n**Date**: [5th August 2026][m]\n",
        [("5.6.2", 1, "2026-01-04", 4), ("3.17.2", 7, "2026-08-05", 9)],
    ),
    "months and years": (
        "1.2 (June 2012)\n---------------\n\n1.1 (2011)\n----------\n",
        [("1.2", 1, "2012-06", 1), ("1.1", 4, "2011", 4)],
    ),
    "two versions": (
        "### 2.0.5 - 2.0.6 - Mar 25, 2016\n### 0.4.1 and 0.3.9 (Aug 30, 2013)\n",
        [
            ("2.0.5", 1, "2016-03-25", 1),
            ("2.0.6", 1, "2016-03-25", 1),
            ("0.4.1", 2, "2013-08-30", 2),
            ("0.3.9", 2, "2013-08-30", 2),
        ],
    ),
    "fenced blocks, and carriage returns": (
        "\ufeff## 1.1 (2020-02-02)\r\n```\r\n## 9.9 (2020-01-01)\r\n```\r\n## 1.0 (2020-01-01)\r\n",
        [("1.1", 1, "2020-02-02", 1), ("1.0", 5, "2020-01-01", 5)],
    ),
    "an underline of grave accents": (
        "Use ``x``\n`````````\n\n1.0 (2020-01-01)\n````````````````\n",
        [("1.0", 4, "2020-01-01", 4)],
    ),
    "a yanked one": (
        "3.8.2 (2022-09-20, subsequently yanked on 2022-09-21)\n=====\n",
        [("3.8.2", 1, "2022-09-20", 1)],
    ),
    "months by name in any order, weekdays, and a time of day": (
        "## 1.3 - 2013-Jan-5\n## 1.2 (5. March 2012)\n## 1.1 (05/Mar/2012)\n"
        "1.0 Wed Mar 18 13:22:29 CET 2009\n## 0.9 - 2008-01-02T10:00:00Z\n"
        "## 0.8\n\n[Tuesday, 10 October 2007](https://x.example)\n## [0.7] -2006-02-27\n",
        [
            ("1.3", 1, "2013-01-05", 1), ("1.2", 2, "2012-03-05", 2), ("1.1", 3, "2012-03-05", 3),
            ("1.0", 4, "2009-03-18", 4), ("0.9", 5, "2008-01-02", 5), ("0.8", 6, "2007-10-10", 8),
            ("0.7", 9, "2006-02-27", 9),
        ],
    ),
    "a version that looks like a date": (
        "## [2025.9.2](https://x.example)\n\nVersion 2022.10.27\n----\n\n"
        "2021.1.2 (2021-01-03)\n=====\n\n2020.2.2\n-----\n\n- x\n\n2020.1.1\n---\n\n"
        "2020.04.25, Version 1.51.0 (Stable)\n",
        [
            ("2025.9.2", 1, None, None), ("2022.10.27", 3, None, None),
            ("2021.1.2", 6, "2021-01-03", 6),
            ("2020.2.2", 9, None, None), ("2020.1.1", 14, None, None),
            ("1.51.0", 17, "2020-04-25", 17),
        ],
    ),
    "a date with dots behind a dash": ("1.37 - 2017.02.24\n---\n", [("1.37", 1, "2017-02-24", 1)]),
    "the date first, on a bare line": (
        "2002-09-27: 0.5.0 pr1\n---\n2002-09-13 0.5.0 beta2\n",
        [("0.5.0 pr1", 1, "2002-09-27", 1), ("0.5.0 beta2", 3, "2002-09-13", 3)],
    ),
    "a name that is joined to the version": (
        "Foo-0.7.2 28-Jul-2007\n---\n## foo@0.7.1 (2007-07-01)\n",
        [("0.7.2", 1, "2007-07-28", 1), ("0.7.1", 3, "2007-07-01", 3)],
    ),
    "other marks": (
        "##1.4 (2020-01-04)\n<h2 id='x'>1.3 (2020-01-03)</h2>\n"
        ".. changelog-header:: 1.2 (2020-01-02)\n* :release:`1.1 <2020-01-01>` 956\n"
        "## :tada: 1.0 (2019-12-31)\n  0.9 (2019-12-30)\n ----------------\n",
        [
            ("1.4", 1, "2020-01-04", 1), ("1.3", 2, "2020-01-03", 2), ("1.2", 3, "2020-01-02", 3),
            ("1.1", 4, "2020-01-01", 4), ("1.0", 5, "2019-12-31", 5), ("0.9", 6, "2019-12-30", 6),
        ],
    ),
    "remarks behind the date": (
        "2.0 (2005-4-26) r26653:\n\n6.0.0\n~~~~~\n\n2024-11-01 • whole history\n",
        [("2.0", 1, "2005-04-26", 1), ("6.0.0", 3, "2024-11-01", 6)],
    ),
    "a sentence, of this version only": (
        "## 0.7\n\nFoo 0.7 was released on 27 September 2014.\n\n"
        "## 0.6\n\nFoo 0.5 was released on 7 April 2010.\n\n"
        "## 0.4\n\nThis version was released on May 1, 2009.\n",
        [("0.7", 1, "2014-09-27", 3), ("0.6", 5, None, None), ("0.4", 9, "2009-05-01", 11)],
    ),
    "a version alone on its line": (
        "1.3.7\n\n- Fix.\n\n**1.3.6**\n\n- Drop what came with\n1.0\n\n"
        "foo 1.3.5\n\n- Fix.\n\nRequires bar 1.0\n\n- Release foo 1.2.\n",
        [("1.3.7", 1, None, None), ("1.3.6", 5, None, None), ("1.3.5", 10, None, None)],
    ),
    "kinds of releases": (
        "Patch 0.2.5 of foo\n-----\nBugfix release 0.2.4 (2010-01-01)\n---\n"
        "0.2.3\n-----\n(bugfix release for 0.2, released on July 9th 2009)\n",
        [("0.2.5", 1, None, None), ("0.2.4", 3, "2010-01-01", 3), ("0.2.3", 5, "2009-07-09", 7)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_a_form_is_read(form: str) -> None:
    text, expected = FORMS[form]
    read = read_changelog(text, {"foo"} if "foo" in text.lower() else ())
    assert [
        (
            each.version,
            each.line,
            each.date and each.date.value and each.date.value.value,
            each.date_line,
        )
        for each in read.headings
    ] == expected
    assert read.unread == ()


@pytest.mark.parametrize(
    "heading",
    ["## 1.2 (unreleased)", "## 1.2 - TBD", "1.2 (2026/XX/XX)\n---", "## 1.2 (in development)",
     "## 1.2 (2027-05-01) - UNRELEASED", "## 1.2 (expected 2027-05-01)", "1.2 (unreleased)\n\n- x",
     "## 1.2\n\n*Expected May 2027*", "## 1.2 (not yet released)", "## 2.25\n\n(never released)"],
)  # fmt: skip
def test_what_is_not_released_is_known_as_such(heading: str) -> None:
    (only,) = read_changelog(heading).headings
    assert only.is_unreleased
    assert only.date is None


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("x\n\n## 3.1 - 3.3.X\n", 3, "it names several versions"),
        ("## 2.18.1-2.18.5 (2019-01-01)\n", 1, "it names several versions"),
        ("0.9 series (early 2007)\n=====\n", 1, "it names several versions"),
        ("## 1.0 (May 2007 to June 2007)\n", 1, "it names a span of time"),
        ("## 1.1+b/é (2020-01-01)\n", 1, "its version is not understood"),
        ("## 3.0.0 API changes\n", 1, "other words follow the version"),
        ("## 1.0 (2011-02-30)\n", 1, "“2011-02-30” is kept as text, not as a date"),
        ("## 1.0\n\nReleased on April 24th, x\n", 3, "“April 24th” is kept as text, not as a date"),
        ("## 1.0 (03/04/12)\n", 1, "“03/04/12” is kept as text, not as a date"),
        ("1.0 12/17/07\n---\n", 1, "“12/17/07” is kept as text, not as a date"),
        ("## 1.0 (20120305)\n", 1, "“20120305” is kept as text, not as a date"),
        ("## 1.0 (2009-08-?)\n", 1, "“2009-08-?” is kept as text, not as a date"),
        ("1.0: Feburary 13, 2022\n", 1, "“Feburary 13, 2022” is kept as text, not as a date"),
        ("## 2025.1.2 - 2025.1.5\n", 1, "it names several versions"),
        ("## 1.x (2012-03-04)\n", 1, "it names several versions"),
        ("## 2012-03-04 1.0 Name\n", 1, "other words follow the version"),
        ("2.183 2021-07-05 ANNA\n", 1, "other words follow the version"),
        ("## 1.0 (summer 2011)\n", 1, "“summer 2011” is kept as text, not as a date"),
    ],
)
def test_what_is_not_understood_is_told_with_its_line(text: str, line: int, problem: str) -> None:
    assert [(each.line, each.problem) for each in read_changelog(text).unread] == [(line, problem)]


def days(text: str) -> list[str | None]:
    """Return the dates of a changelog as they are typed."""
    dates = [heading.date for heading in read_changelog(text).headings]
    return [date.value.value if date and date.value else None for date in dates]


def test_numbers_alone_are_read_in_the_order_that_others_prove() -> None:
    text = "1.0 (05-27-2015)\n\n0.9 (03-04-2015)\n\n0.8 (05-05-2014)\n"
    assert days(text) == ["2015-05-27", "2015-03-04", "2014-05-05"]
    assert days("1.0 (27.5.2015)\n\n0.9 (3.4.2015)\n") == ["2015-05-27", "2015-04-03"]
    mixed = "1.0 (05-27-2015)\n\n0.9 (27-03-2015)\n\n0.8 (03-04-2015)\n"
    assert days(mixed) == ["2015-05-27", "2015-03-27", None]


def test_a_name_of_other_software_heads_no_release() -> None:
    text = "Twisted 8.1 (2008-05-18)\n=====\n\nConch 8.1 (2008-05-18)\n=====\n"
    assert [each.line for each in read_changelog(text, {"twisted"}).headings] == [1]
    assert [each.problem for each in read_changelog(text, {"twisted"}).unread] == [
        "it begins with another name"
    ]
    assert [each.line for each in read_changelog(text).headings] == [1, 4]


@pytest.mark.parametrize(
    "text",
    ["", "Python 3.8 support\n=====\n", "## 3 ways\n", "## 2016\n", "3rd party (2020-01-01)\n---\n",
     "Fixed 1.2, which was released 2010-01-01\n", "- Drop Python 3.6 (#2053)\n",
     "2007-05-01  A B  <a@b.example>\n"],
)  # fmt: skip
def test_other_lines_are_no_headings(text: str) -> None:
    assert read_changelog(text).headings == ()
    assert read_changelog(text).unread == ()


PIECES = st.sampled_from(
    ["## ", "1.2", ".", "-", " (", ")", "2020-01-01", "May 1, 2020", "\n", "\r\n", "---\n", "\0",
     "v", "```", ".. changelog:: ", "    :date: ", "Released on ", "==", "[", "](", "`", "*",
     "x" * 300, "\ufeff", "<h2>", "</h2>", "2025.9.2", "03/04/12", "foo-",
     " was released on ", "0000-00-00", "99/99/9999", " -- a <b>  ", "p (1) u; urgency=low\n",
     "é", "٣"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES, max_size=30).map("".join)))
def test_any_text_is_read(text: str) -> None:
    lines = len(text.split("\n")) + text.count("\r")
    read = read_changelog(text)
    told = [heading.line for heading in read.headings] + [item.line for item in read.unread]
    assert all(1 <= line <= lines for line in told)


@pytest.mark.parametrize(
    "piece",
    ["1." * 50, "## " + "(" * 190 + "\n", "1.2 (" * 38 + "\n", "`" * 199 + "\n", "\n",
     "*" * 199 + "\n", "## 1a" + "a" * 150 + "!\n", "may 1 " * 30 + "\n",
     "a (1) x; urgency=low\n", "<h2 " * 45 + "\n", "2025.9.2 " * 20 + "\n", "1.0 mon " * 20 + "\n",
     "1.0 - 01/02/03 " * 12 + "\n", "x-" * 95 + "1.0\n", "x " * 90 + "\n"],
)  # fmt: skip
def test_time_grows_with_the_size_only(piece: str) -> None:
    small, large = (seconds_for(piece * (size // len(piece))) for size in (20_000, 200_000))
    assert large < 40 * small + 0.2


def seconds_for(text: str) -> float:
    """Return the seconds of this process that reading takes."""
    start = time.process_time()
    read_changelog(text)
    return time.process_time() - start
