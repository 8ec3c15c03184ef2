"""Text as wide as a terminal shows it: measured, cut, filled up and wrapped.

A letter of Chinese, Japanese or Korean and an emoji take two columns, a combining mark none.
What nearly all text is made of takes one, and is told without the tables of ``wcwidth``,
which take longer to import than an answer takes.
"""

from __future__ import annotations

COMBINING, PUNCTUATION = "\u0300", ("\u2010", "\u2027")
"""The first letter that may not take one column, and punctuation beyond it that does."""
DRAWN = frozenset("─│├└→≥≤€™")
"""Signs of our own text that take one column."""
STEMS = {ord("├"): "│", ord("└"): " ", ord("─"): " "}
"""What a branch of a tree becomes in the lines below it."""
ESCAPE = "\033["
"""What begins the codes for bold text."""
BREAKS = "-/:.,"
"""After these a word that is wider than a line is broken, if it has one of them."""
LEAST = 16
"""Columns of a line at least, however far it is indented."""


def display_width(text: str) -> int:
    """Return the columns that a text of printable letters takes."""
    if ESCAPE in text:
        text = unstyle_text(text)
    if text.isascii() or all(map(is_narrow, text)):
        return len(text)
    from wcwidth import wcswidth

    width: int = wcswidth(text)
    return width if width >= 0 else len(text)


def is_narrow(letter: str) -> bool:
    """Tell whether a letter is known to take one column."""
    first, last = PUNCTUATION
    return letter < COMBINING or first <= letter <= last or letter in DRAWN


def unstyle_text(text: str) -> str:
    """Return a text without the codes that make it bold."""
    parts = text.split(ESCAPE)
    return parts[0] + "".join(part.partition("m")[2] for part in parts[1:])


def pad_text(text: str, width: int) -> str:
    """Return a text filled up with blanks, or cut with an ellipsis, to a number of columns."""
    taken = display_width(text)
    if taken > width:
        text = f"{text[: fitting_letters(text, width - 1)]}…"
        taken = display_width(text)
    return text + " " * (width - taken)


def fitting_letters(text: str, width: int) -> int:
    """Return how many letters of a text fit into a number of columns."""
    count = min(len(text), max(width, 0))
    if not text.isascii():
        while count and display_width(text[:count]) > width:
            count -= 1
        while count < len(text) and display_width(text[: count + 1]) <= width:
            count += 1  # marks that take no column belong to the letter before
    return count


def wrap_columns(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """Return a text in lines of so many columns, behind what begins the first and the others.

    A word that is wider than a line is broken, unless it is a web address: those are copied.
    """
    lines, line, begins = [], first, True
    for word in split_words(text, max(width - display_width(rest), LEAST)):
        if begins or display_width(line) + display_width(word) <= width:
            line += word
        else:
            lines.append(line.rstrip())
            line = rest + word.lstrip()
        begins = False
    return [*lines, line]


def split_words(text: str, width: int) -> list[str]:
    """Return the words of a text, each with the blanks before it, none wider than a line."""
    words: list[str] = []
    blanks = ""
    for number, word in enumerate(text.split(" ")):
        blanks += " " if number else ""
        if word:
            first, *others = break_word(word, width)
            words += [blanks + first, *others]
            blanks = ""
    return words


def break_word(word: str, width: int) -> list[str]:
    """Return the parts of a word that fit into lines, the word itself if it is an address."""
    parts = []
    while display_width(word) > width and "://" not in word:
        count = breaking_point(word, width)
        parts.append(word[:count])
        word = word[count:]
    return [*parts, word]


def breaking_point(word: str, width: int) -> int:
    """Return after how many letters a word is broken that is too wide for a line."""
    count = max(fitting_letters(word, width), 1)
    mark = max(word.rfind(sign, 0, count) for sign in BREAKS) + 1
    return mark if mark > count // 2 else count


def fit_lines(text: str, width: int) -> str:
    """Return a text whose lines are no wider than a terminal; 0 for lines of any width.

    What is carried over stands deeper than its line, the stems of a tree beside it.
    """
    if not width or all(len(line) <= width and line.isascii() for line in text.split("\n")):
        return text
    return "\n".join(part for line in text.split("\n") for part in fit_line(line, width))


def fit_line(line: str, width: int) -> list[str]:
    """Return a line in several that fit."""
    if display_width(line) <= width:
        return [line]
    body = line.lstrip(" │├└─")
    first = line[: len(line) - len(body)]
    return wrap_columns(body, width, first, first.translate(STEMS) + "  ")
