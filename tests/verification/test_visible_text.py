"""What is seen of a text, and on which line: markup goes, words, case and signs stay."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fwgraph.verification.markup import strip_inline_markup, strip_markup
from fwgraph.verification.visible_text import VisibleText, page_text, plain_text
from fwgraph.wiki.moin import reader

PAGE = """\
= Frameworks =
 * [[http://x.org/|Foo]] (1.0) '''based''' on
   [[Bar|Barista]]. See http://bar.org/ too
## a comment

||[[Baz]] ||built with `Qux` ||
"""


def lines(text: VisibleText, phrase: str) -> list[int]:
    """Return the lines on which a phrase starts."""
    return list(text.find(phrase))


@pytest.mark.parametrize(
    ("phrase", "found"),
    [
        ("Frameworks", [1]),
        ("based on Barista", [2]),
        ("on Barista. See http://bar.org/ too", [2]),
        ("Barista", [3]),
        ("built with Qux", [6]),
        ("Baz built", [6]),
        ("Bar", []),
        ("based on barista", []),
        ("based on, Barista", []),
        ("a comment", []),
        ("", []),
    ],
)
def test_a_phrase_of_a_page_stands_on_the_line_where_it_starts(
    phrase: str, found: list[int]
) -> None:
    assert lines(page_text(reader.parse_wiki_page(PAGE)), phrase) == found


STRIPPED = [
    ("Flask is *based on* ``Werkzeug``.", "Flask is based on Werkzeug."),
    ("built on :class:`webob.Request`, see", "built on webob.Request, see"),
    ("built on `Werkzeug\n<http://x.org/>`__, and", "built on Werkzeug, and"),
    ("uses Werkzeug_ and `Jinja 2`_.", "uses Werkzeug and Jinja 2."),
    ("see [Flask](http://x.org 'a')", "see [Flask](http://x.org 'a')"),
    ('see [Flask](http://x.org "a"), __really__', "see Flask, really"),
    ("see [Flask][1] and ![logo](x.png)", "see Flask and logo"),
    ("<p>based on <b>Zope</b>&nbsp;&amp; <a\nhref='x'>ZTK</a></p>", "based on Zope & ZTK"),
    ("one<br/>two<!-- three\n -->, four", "one two, four"),
    ("# based on\n#   Zope\n// and\n> ZTK", "based on Zope and ZTK"),
    ("repoze\\.bfg and 2 \\* 3", "repoze.bfg and 2 * 3"),
    ("see <http://x.org/> and a < b > c", "see http://x.org/ and a < b > c"),
    ("**built** on *Zope\n  Toolkit*, _not_ __it__", "built on Zope Toolkit, not it"),
    ("see\n\n.. _WSGI: http://x.org/", "see WSGI: http://x.org/"),
    ("'>=3.6.*' 'x/*' _private **kw *", "'>=3.6.*' 'x/*' _private **kw *"),
    ('name = "Flask_SQLAlchemy"', 'name = "Flask_SQLAlchemy"'),
    ('“so”, isn\'t "it"', '“so”, isn\'t "it"'),
]


@pytest.mark.parametrize(("written", "shown"), STRIPPED)
def test_markup_is_taken_out(written: str, shown: str) -> None:
    assert plain_text(strip_markup(written)).text == shown


def test_what_is_taken_out_moves_no_line() -> None:
    text = "<!-- a\nb&#10;\n-->\n`c&#10;\n<http://\nx.org>`_ d\n\ne <i\n>f</i>\ng"
    stripped = plain_text(strip_markup(text))
    assert [lines(stripped, letter) for letter in "cdefg"] == [[4], [6], [8], [9], [10]]


VERSIONS = "runs on Python 2.7 or 3.2+, not 3. Then 2.5.1"


@pytest.mark.parametrize(
    ("phrase", "is_whole"),
    [
        ("Python 2.7", True),
        ("Python 2", False),
        ("Python 2.", False),
        ("7 or", False),
        ("or 3.2+", True),
        ("or 3.2", False),
        ("not 3", True),
        ("not 3.", True),
        ("Pytho", False),
        ("ython 2.7", False),
        ("2.5.1", True),
        ("2.5", False),
    ],
)
def test_a_phrase_cuts_no_word_and_no_version(phrase: str, *, is_whole: bool) -> None:
    assert bool(lines(plain_text(VERSIONS), phrase)) is is_whole


@pytest.mark.parametrize("blank", ["\r\n", "\n\n", " \t", "\xa0", "\n\x0c\n"])
def test_any_blanks_are_one(blank: str) -> None:
    text = plain_text(f"\n one{blank}two ")
    assert text.text == "one two"
    assert lines(text, "one two") == [2]


def test_letters_tell_a_near_miss() -> None:
    text = plain_text("one\nBased on \n“Werkzeug”")
    assert text.find_letters("based-on Werkzeug!") == 2
    assert text.find_letters("based upon Werkzeug") is None
    assert text.find_letters("…") is None


MARKS = st.sampled_from(
    ["&#10;", "`", "*", "_", "[", "](", ")", "<a", ">", "<!--", "-->", "\\", "\n", " "]
)


@given(st.lists(MARKS | st.text(max_size=3), max_size=30).map("".join))
def test_no_text_loses_a_line(text: str) -> None:
    text = text.replace("\0", "")
    assert strip_markup(text).count("\n") + strip_markup(text).count("\0") == text.count("\n")
    last = plain_text(strip_markup(f"{text}\nlast"))
    assert lines(last, "last") in ([text.count("\n") + 2], [])


@pytest.mark.parametrize("mark", ["`", "*", "[", "<a", "<!--", "![x](", ":a:", "`a <", "\\", "# "])
def test_a_million_marks_take_no_time(mark: str) -> None:
    assert isinstance(strip_markup(mark * (1_000_000 // len(mark))), str)


def test_a_phrase_is_read_as_its_text_is() -> None:
    assert strip_inline_markup("based on ``Werkzeug``") == "based on Werkzeug"
