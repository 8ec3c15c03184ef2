"""Inline markup in any markup: the spans of a text, and where they stand in the page.

Lines count from 1, columns and offsets from 0; a stretch does not include its end.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from itertools import accumulate
from operator import attrgetter


class SpanKind(StrEnum):
    """What a span is; the values are names that may be shown."""

    TEXT = "text"
    LINK = "link"
    URL = "url"
    WIKI_WORD = "wiki word"
    ESCAPED = "escaped"
    MACRO = "macro"
    TRANSCLUSION = "transclusion"
    CODE = "code"
    COMMENT = "comment"
    EMPHASIS = "emphasis"
    ENTITY = "entity"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of inline markup, ``[start, end)`` of the source that it was found in.

    ``text`` is what a reader sees of it. ``target`` is where a link, URL, wiki word or
    transclusion leads, or the name of a macro; ``arguments`` are those of a macro or link.
    """

    kind: SpanKind
    start: int
    end: int
    text: str = ""
    target: str | None = None
    arguments: str | None = None


@dataclass(frozen=True, slots=True, order=True)
class TextRange:
    """A stretch of one line of the page."""

    line: int
    start: int
    end: int


def replace_range(row: str, place: TextRange, text: str, *, keeps_columns: bool) -> str:
    """Return a line with another text at a place.

    Where columns are kept, what stands behind it stays where it is if there are blanks enough:
    two stay behind the text if two parted it from the next one, and else one.
    """
    before = row[: place.start].ljust(place.start)
    behind = row[place.end :]
    if not keeps_columns:
        return before + text + behind
    blanks = len(behind) - len(behind.lstrip(" "))
    if blanks == len(behind.rstrip("\r")):
        return before + text + behind
    least = 1 if behind[blanks : blanks + 1] == "|" else 2
    width = blanks - (len(text) - (place.end - place.start))
    return before + text + " " * max(width, min(least, blanks)) + behind[blanks:]


@dataclass(frozen=True)
class InlineText:
    """Text with inline markup that may run over lines; its spans cover it without a gap.

    ``source`` is as written, each line without the marks and blanks around it; ``line`` is
    the first in the page, and ``columns`` says where each line of the source starts.
    """

    source: str
    spans: tuple[Span, ...]
    line: int
    columns: tuple[int, ...]

    @cached_property
    def plain(self) -> str:
        """What a reader sees: labels without their targets, text without marks."""
        return "".join(span.text for span in self.spans)

    @cached_property
    def plain_starts(self) -> list[int]:
        """The offset in the plain text at which each span starts, and that of its end."""
        return list(accumulate((len(span.text) for span in self.spans), initial=0))

    @cached_property
    def _line_starts(self) -> list[int]:
        return list(accumulate((len(row) + 1 for row in self.source.split("\n")), initial=0))[:-1]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column in the page of an offset into the source."""
        row = bisect_right(self._line_starts, offset) - 1
        return self.line + row, self.columns[row] + offset - self._line_starts[row]

    def range(self, start: int, end: int) -> TextRange:
        """Return where a stretch of the source stands in the page."""
        line, column = self.position(start)
        return TextRange(line, column, column + end - start)

    @property
    def extent(self) -> TextRange:
        """Where the source stands in the page, if it stands on one line."""
        return self.range(0, len(self.source))

    def source_offset(self, offset: int, *, after_marks: bool) -> int:
        """Return where an offset into the plain text stands in the source.

        Between two signs, marks that show nothing are in front of the offset or behind it.
        """
        find = bisect_right if after_marks else bisect_left
        number = max(0, find(self.plain_starts, offset) - 1)
        if number == len(self.spans):
            return len(self.source)
        span, inside = self.spans[number], offset - self.plain_starts[number]
        if inside in {0, len(span.text)}:
            return span.end if inside else span.start
        if len(span.text) == span.end - span.start:  # plain text, however long
            return span.start + inside
        label = self.source.rfind(span.text, span.start, span.end)  # a target may equal it
        return span.end if label < 0 else label + inside

    def lines(self, start: int = 0) -> Iterator["InlineText"]:
        """Yield the source line by line from an offset on.

        A span that is cut shows its own part if it is text, else all where it begins.
        """
        for row in self.source[start:].split("\n"):
            yield self._cut(start, start + len(row))
            start += len(row) + 1

    def _cut(self, start: int, end: int) -> "InlineText":
        first = bisect_right(self.spans, start, key=attrgetter("end"))
        last = bisect_left(self.spans, end, key=attrgetter("start"))
        spans = []
        for span in self.spans[first:last]:
            at, stop = max(span.start, start), min(span.end, end)
            text = span.text if span.start >= start else ""
            if span.kind is SpanKind.TEXT:
                text = self.source[at:stop]
            spans.append(replace(span, start=at - start, end=stop - start, text=text))
        line, column = self.position(start)
        return InlineText(self.source[start:end], tuple(spans), line, (column,))
