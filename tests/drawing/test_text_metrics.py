"""Widths are estimated from a table, never too small for the font that it is of."""

import pytest

from fwgraph.drawing.text_metrics import advance_width, fit_text, single_line, text_width, wrap_text


def test_widths_add_up() -> None:
    assert text_width("", 10) == 0
    assert text_width("iii", 10) == pytest.approx(3 * text_width("i", 10))
    assert text_width("iii", 10) < text_width("mmm", 10)
    assert text_width("Flask", 20) == 2 * text_width("Flask", 10)
    assert [advance_width(letter) for letter in " ~Wi"] == [32, 84, 99, 28]
    assert advance_width("\u0301") == 0
    assert advance_width("枠") > advance_width("É") > advance_width("é")


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
    assert single_line(words) == line


def test_what_does_not_fit_is_cut() -> None:
    assert fit_text("Flask", 12, 100) == "Flask"
    cut = fit_text("Flask and more", 12, 60)
    assert cut.endswith("…")
    assert text_width(cut, 12) <= 60
    assert fit_text("x" * 100_000, 12, 60) == fit_text("x" * 200, 12, 60)
    assert fit_text("anything", 12, 0) == "…"


def test_lines_break_between_words() -> None:
    assert wrap_text("one two three", 10, text_width("one two", 10)) == ["one two", "three"]
    assert wrap_text("", 10, 100) == [""]
    assert wrap_text("a" * 50 + " b", 10, 40)[1] == "b"
