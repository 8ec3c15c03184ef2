"""Which stars, underscores and tildes are marks of emphasis (CommonMark 0.31, 6.2; GFM)."""

import unicodedata
from collections.abc import Iterator, Sequence

from fwgraph.wiki.spans import Span, SpanKind


class DelimiterRun:
    """Signs of one kind in a row: those at its ends that are marks, and the rest, which is text."""

    __slots__ = ("as_closing", "as_opening", "can_close", "can_open", "end", "sign", "start")

    def __init__(self, sign: str, start: int, end: int, *, can_open: bool, can_close: bool) -> None:
        self.sign = sign
        self.start = start
        self.end = end
        self.can_open = can_open
        self.can_close = can_close
        self.as_closing = 0
        self.as_opening = 0

    @property
    def rest(self) -> int:
        """How many of its signs are not yet marks."""
        return self.end - self.start - self.as_closing - self.as_opening

    def spans(self, text: str) -> Iterator[Span]:
        """Yield the marks that close, the text, and the marks that open."""
        first, last = self.start + self.as_closing, self.end - self.as_opening
        if self.start < first:
            yield Span(SpanKind.EMPHASIS, self.start, first)
        if first < last:
            yield Span(SpanKind.TEXT, first, last, text[first:last])
        if last < self.end:
            yield Span(SpanKind.EMPHASIS, last, self.end)


def delimiter_run(text: str, start: int, end: int) -> DelimiterRun:
    """Return the run that a stretch is, which opens or closes by what stands beside it."""
    before = text[start - 1] if start else " "
    behind = text[end] if end < len(text) else " "
    is_left = not behind.isspace() and (
        not is_punctuation(behind) or before.isspace() or is_punctuation(before)
    )
    is_right = not before.isspace() and (
        not is_punctuation(before) or behind.isspace() or is_punctuation(behind)
    )
    sign = text[start]
    if sign == "_":
        return DelimiterRun(
            sign, start, end,
            can_open=is_left and (not is_right or is_punctuation(before)),
            can_close=is_right and (not is_left or is_punctuation(behind)),
        )  # fmt: skip
    return DelimiterRun(sign, start, end, can_open=is_left, can_close=is_right)


def is_punctuation(sign: str) -> bool:
    """Tell whether a sign is punctuation or a symbol."""
    return not sign.isalnum() and unicodedata.category(sign)[0] in "PS"


def match_emphasis(runs: Sequence[DelimiterRun]) -> None:
    """Match the runs of a text with each other, and note which of their signs are marks.

    Below the height that is kept for a kind of closing run no opening one is looked for
    again, which is what keeps the time linear.
    """
    opened: list[DelimiterRun] = []
    bottoms: dict[tuple[str, bool, int], int] = {}
    for closing in runs:
        if closing.can_close:
            kind = (closing.sign, closing.can_open, (closing.end - closing.start) % 3)
            while closing.rest:
                at = find_opening(opened, closing, bottoms.get(kind, -1))
                if at is None:
                    bottoms[kind] = opened[-1].start if opened else -1
                    break
                opening = opened[at]
                width = 2 if opening.rest > 1 and closing.rest > 1 else 1
                opening.as_opening += width
                closing.as_closing += width
                del opened[at + 1 if opening.rest else at :]
        if closing.can_open and closing.rest:
            opened.append(closing)


def find_opening(opened: list[DelimiterRun], closing: DelimiterRun, bottom: int) -> int | None:
    """Return the index of the nearest run that a closing one closes."""
    for at in range(len(opened) - 1, -1, -1):
        opening = opened[at]
        if opening.start <= bottom:
            return None
        if opening.sign != closing.sign:
            continue
        if closing.sign == "~" and min(opening.rest, closing.rest) < 2:
            continue
        if not is_odd_match(opening, closing):
            return at
    return None


def is_odd_match(opening: DelimiterRun, closing: DelimiterRun) -> bool:
    """Tell whether lengths forbid a match: a run that does both, and a sum divisible by three."""
    widths = (opening.end - opening.start, closing.end - closing.start)
    if closing.sign == "~" or not (opening.can_close or closing.can_open):
        return False
    return sum(widths) % 3 == 0 and any(width % 3 for width in widths)
