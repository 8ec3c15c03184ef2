"""Widths are estimated from a table, never too small for the font that it is of."""

import pytest

from fwgraph.drawing.text_metrics import advance, fitted, line_of, width, wrapped


def test_widths_add_up() -> None:
    assert width("", 10) == 0
    assert width("iii", 10) == pytest.approx(3 * width("i", 10))
    assert width("iii", 10) < width("mmm", 10)
    assert width("Flask", 20) == 2 * width("Flask", 10)
    assert [advance(letter) for letter in " ~Wi"] == [32, 84, 99, 28]
    assert advance("\u0301") == 0
    assert advance("枠") > advance("É") > advance("é")


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("  a \n b\t", "a b"),
        ("a\x00b\x1bc", "a b c"),
        ("x\u202ey\u2066z", "x y z"),
        ("\ufeff\uffff", ""),
        ("e\u0301 \U0001f600", "e\u0301 \U0001f600"),
    ],
)
def test_a_line_has_nothing_that_is_unseen(words: str, line: str) -> None:
    assert line_of(words) == line


def test_what_does_not_fit_is_cut() -> None:
    assert fitted("Flask", 12, 100) == "Flask"
    cut = fitted("Flask and more", 12, 60)
    assert cut.endswith("…")
    assert width(cut, 12) <= 60
    assert fitted("x" * 100_000, 12, 60) == fitted("x" * 200, 12, 60)
    assert fitted("anything", 12, 0) == "…"


def test_lines_break_between_words() -> None:
    assert wrapped("one two three", 10, width("one two", 10)) == ["one two", "three"]
    assert wrapped("", 10, 100) == [""]
    assert wrapped("a" * 50 + " b", 10, 40)[1] == "b"
