"""What a reader sees of a text, white space collapsed, and on which line each sign of it stands."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from fwgraph.wiki.document import Definition, PageTable, PreformattedText, TextBlock, WikiPage
from fwgraph.wiki.spans import InlineText

Chunk = tuple[int, str]
"""A stretch of text within one line, and the number of the line from 1."""

VERSION_GAP = re.compile(r"[0-9]\.\n[0-9].?|.?[0-9]\n(?:\.[0-9]|\+.?)")
"""Two signs before and behind a place within a version, with a line end for the place."""
HIDDEN_LINE_END = "\0"
"""A line end within markup that shows nothing: it counts, and parts no words."""


@dataclass(frozen=True)
class VisibleText:
    """A text on one line, with the lines on which it stands in its file.

    ``offsets`` says where the signs of each of the ``lines`` begin.
    """

    text: str
    offsets: tuple[int, ...]
    lines: tuple[int, ...]

    def find(self, phrase: str) -> Iterator[int]:
        """Yield the lines on which a phrase starts.

        It neither begins nor ends within a word or a version: "2" is not found in "2.7".
        """
        at = self.text.find(phrase) if phrase else -1
        while at >= 0:
            if not (self._cuts_word(at) or self._cuts_word(at + len(phrase))):
                yield self.line_at(at)
            at = self.text.find(phrase, at + 1)

    def find_letters(self, phrase: str) -> int | None:
        """Return a line on which the letters and digits of a phrase start, whatever is between."""
        letters, offsets = self._letters
        wanted = "".join(fold_letter(sign) for sign in phrase if sign.isalnum())
        at = letters.find(wanted) if wanted else -1
        return self.line_at(offsets[at]) if at >= 0 else None

    def line_at(self, offset: int) -> int:
        """Return the line of the sign at an offset."""
        return self.lines[bisect_right(self.offsets, offset) - 1]

    @cached_property
    def _letters(self) -> tuple[str, "array[int]"]:
        offsets = array("l", (at for at, sign in enumerate(self.text) if sign.isalnum()))
        return "".join(fold_letter(self.text[at]) for at in offsets), offsets

    def _cuts_word(self, at: int) -> bool:
        before, behind = self.text[max(0, at - 2) : at], self.text[at : at + 2]
        if before and behind and is_word_sign(before[-1]) and is_word_sign(behind[0]):
            return True
        return VERSION_GAP.fullmatch(f"{before}\n{behind}") is not None


def fold_letter(letter: str) -> str:
    """Return one lower-case letter for one letter."""
    return letter.lower()[:1]


def is_word_sign(sign: str) -> bool:
    """Tell whether a sign is part of a word."""
    return sign.isalnum() or sign == "_"


def collapse_blanks(text: str) -> str:
    """Return a text on one line, words parted by one blank."""
    return " ".join(text.split())


def fold_chunks(chunks: Iterable[Chunk]) -> VisibleText:
    """Return chunks as one text; a chunk is parted from the next where one has a blank there."""
    parts: list[str] = []
    offsets: list[int] = []
    lines: list[int] = []
    length, is_parted = 0, False
    for line, chunk in chunks:
        shown = collapse_blanks(chunk)
        if not shown:
            is_parted |= bool(chunk)
            continue
        if length and (is_parted or chunk[0].isspace()):
            shown = f" {shown}"
        if not lines or lines[-1] != line:
            offsets.append(length + shown.startswith(" "))
            lines.append(line)
        parts.append(shown)
        length += len(shown)
        is_parted = chunk[-1].isspace()
    return VisibleText("".join(parts), tuple(offsets), tuple(lines))


def plain_text(text: str) -> VisibleText:
    """Return a text as it is written."""
    return fold_chunks(plain_chunks(text))


def plain_chunks(text: str) -> Iterator[Chunk]:
    """Yield the lines of a text; its hidden line ends part no words."""
    line = 1
    for piece in re.split(f"([\n{HIDDEN_LINE_END}])", text):
        if piece == "\n":
            yield line, " "
        elif piece != HIDDEN_LINE_END:
            yield line, piece
            continue
        line += 1


def page_text(page: WikiPage) -> VisibleText:
    """Return what a reader sees of a wiki page."""
    return fold_chunks(page_chunks(page))


def page_chunks(page: WikiPage) -> Iterator[Chunk]:
    """Yield what a wiki page shows: texts, the cells of tables, and preformatted text."""
    for block in page.blocks:
        if isinstance(block, Definition):
            yield block.line, f"{block.term} "
        if isinstance(block, TextBlock):
            yield from inline_chunks(block.text)
        elif isinstance(block, PageTable):
            for row in block.rows:
                for cell in row.cells:
                    yield from inline_chunks(cell.text)
        elif isinstance(block, PreformattedText):
            for number, line in enumerate(block.raw.split("\n"), block.line):
                yield number, f"{line} "


def inline_chunks(text: InlineText) -> Iterator[Chunk]:
    """Yield what is seen of a text with inline markup, and a blank behind it."""
    for span in text.spans:
        line, _ = text.position(span.start)
        for number, row in enumerate(span.text.split("\n")):
            yield line + number, f" {row}" if number else row
    yield text.line, " "
