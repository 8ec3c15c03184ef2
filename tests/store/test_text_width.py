"""Text is measured, cut and wrapped as a terminal shows it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal
from wcwidth import wcswidth

from fwgraph.store.table import Table, printable_text
from fwgraph.store.text_width import display_width, fit_lines, pad_text, wrap_columns

WIDE = "日本語のフレームワーク"
COMBINED = "re\u0301sume\u0301"
EMOJI = "snake 🐍"


@pytest.mark.parametrize(
    ("text", "width"),
    [
        ("Flask", 5),
        ("Café “é” ‘x’ …", 14),  # noqa: RUF001 - the quotes are what is measured
        ("├─ a → b", 8),
        (WIDE, 22),
        (COMBINED, 6),
        (EMOJI, 8),
        ("\033[1mbold 日\033[0m", 7),
        ("", 0),
    ],
)
def test_a_text_is_as_wide_as_a_terminal_shows_it(text: str, width: int) -> None:
    assert display_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "padded"),
    [
        ("ab", 4, "ab  "),
        ("abcdef", 4, "abc…"),
        ("日本語", 6, "日本語"),
        ("日本語", 5, "日本…"),
        ("日本語", 4, "日… "),
        (COMBINED, 6, COMBINED),
        (COMBINED, 3, "re\u0301…"),
    ],
)
def test_a_text_is_filled_up_or_cut(text: str, width: int, padded: str) -> None:
    assert pad_text(text, width) == padded


@given(st.text(max_size=60).map(printable_text), st.integers(40, 100))
def test_no_line_is_wider_than_the_terminal_and_nothing_is_lost(text: str, width: int) -> None:
    lines = wrap_columns(text, width, "  ", "    ")
    assert all(display_width(line) <= width for line in lines) or "://" in text
    assert "".join("".join(lines).split()) == "".join(text.split())


@given(st.text(max_size=30).map(printable_text))
def test_the_short_way_says_what_the_tables_say(text: str) -> None:
    assert display_width(text) == max(wcswidth(text), 0) or wcswidth(text) < 0


def test_a_tree_keeps_its_stems() -> None:
    text = "├─ " + "word " * 12 + "\n│      “" + "phrase " * 6 + "”"
    lines = fit_lines(text, 40).split("\n")
    assert [line[:3] for line in lines] == ["├─ ", "│  ", "│  ", "│  "]
    assert max(map(len, lines)) <= 40


def test_an_address_is_not_broken() -> None:
    address = "https://example.org/" + "a" * 40
    assert f"  {address}" in fit_lines(f"see {address} there", 40).split("\n")


def table(columns: int, text: str) -> Table:
    names = tuple(f"column{number}" for number in range(columns))
    return Table(names, ((Literal(text),) * columns,) * 2)


@pytest.mark.parametrize("columns", [1, 2, 3, 9])
@pytest.mark.parametrize("text", ["word " * 9, WIDE * 3, COMBINED * 9, EMOJI * 4])
def test_a_table_fits_into_forty_columns(columns: int, text: str) -> None:
    lines = table(columns, text).aligned_text(40).split("\n")
    assert max(map(display_width, lines)) <= 40


def test_columns_with_wide_letters_are_aligned() -> None:
    rows = ((Literal("日本"), Literal("x")), (Literal("ab"), Literal("y")))
    assert Table(("name", "other"), rows).aligned_text(0) == (
        "name  other\n────  ─────\n日本  x\nab    y\n"
    )


def test_what_does_not_fit_side_by_side_is_told_row_by_row() -> None:
    assert (
        table(6, "abcdefghijklmnopqrstuvwxyz")
        .aligned_text(40)
        .startswith("column0  abcdefghijklmnopqrstuvwxyz\ncolumn1  ")
    )
