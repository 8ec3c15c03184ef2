"""How wide text will be, told from a table, so that installed fonts change nothing.

The table is of DejaVu Sans, which is wider than most: text in another font has room.
Widths are in hundredths of the font's size.
"""

import re
import unicodedata
from itertools import accumulate

ADVANCES = bytes.fromhex(
    "20282e54 405f4e1b 27273254 20242022 40404040 40404040 40402222 54545435"
    "64444546 4d3f3a4d 4b1d1d42 38564b4f 3c4f453f 3d494463 453d4527 22275432"
    "323d3f37 3f3e233f 3f1c1c3a 1c613f3d 3f3f2934 273f3b52 3b3b3440 224054"
)
"""The widths of U+0020 to U+007E."""
CAPITAL_WIDTH, LETTER_WIDTH, EAST_ASIAN_WIDTH = 80, 66, 105
"""The widths of other capitals, of other characters, and of those of East Asian width."""

UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff]+"
)
"""What no line of text should hold: controls, marks that turn the direction, non-characters."""


def single_line(words: str) -> str:
    """Return words as one line that can stand in any document: what is unseen becomes a blank."""
    return " ".join(UNPRINTABLE.sub(" ", words).split())


def text_width(words: str, size: float) -> float:
    """Return the width of a line of text in pixels; ``size`` is the font's, in pixels."""
    return sum(map(advance_width, words)) * size / 100


def advance_width(letter: str) -> int:
    """Return the width of a character in hundredths of the font's size."""
    if " " <= letter <= "~":
        return ADVANCES[ord(letter) - 32]
    if unicodedata.combining(letter):
        return 0
    if unicodedata.east_asian_width(letter) in "WF":
        return EAST_ASIAN_WIDTH
    return CAPITAL_WIDTH if letter.isupper() else LETTER_WIDTH


def fit_text(words: str, size: float, room: float) -> str:
    """Return as much of a line of text as fits, with an ellipsis where it was cut."""
    line = single_line(words)
    # No room is for a thousand letters: a name of a megabyte is not measured to its end.
    ends = list(accumulate(map(advance_width, line[:1001])))
    if len(line) <= 1000 and (not ends or ends[-1] * size / 100 <= room):
        return line
    fitting = sum((end + EAST_ASIAN_WIDTH) * size / 100 <= room for end in ends)
    return line[:fitting].rstrip() + "…"


def wrap_text(words: str, size: float, room: float) -> list[str]:
    """Return text in lines that fit, broken between words."""
    lines: list[str] = []
    for word in single_line(words).split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(fit_text(word, size, room))
    return lines
