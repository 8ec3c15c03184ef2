"""The lines of a Markdown page, and texts that are made of some of them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from fwgraph.wiki.markdown.inline import References, markdown_spans
from fwgraph.wiki.spans import InlineText, Span, SpanKind

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line: ``text`` is without its end, ``raw`` with it.

    ``start`` is where its first sign stands, ``indent`` how far that is from the margin, with
    tabs that go to the next multiple of four. A line without signs has its length as start.
    """

    text: str
    raw: str
    start: int
    indent: int

    @property
    def is_blank(self) -> bool:
        """Tell whether there is nothing to see."""
        return self.start == len(self.text)


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A part of one line, from a column on; the line counts from 1."""

    line: int
    column: int
    text: str


def split_page(text: str) -> list[PageLine]:
    r"""Return the lines of a page, which end at ``\n`` alone."""
    lines: list[PageLine] = []
    for raw in StringIO(text, newline="\n"):
        shown = raw[:-2] if raw.endswith("\r\n") else raw.removesuffix("\n")
        if not lines:
            shown = shown.removeprefix(BYTE_ORDER_MARK)
        start = len(shown) - len(shown.lstrip())
        indent = indent_width(shown[:start])
        lines.append(PageLine(shown, raw, start, indent))
    return lines


def indent_width(text: str) -> int:
    """Return how far a text reaches whose tabs go to multiples of four."""
    return len(text.expandtabs(4)) if "\t" in text else len(text)


def text_of_pieces(pieces: Sequence[TextPiece], references: References) -> InlineText:
    """Return the text of pieces of following lines, one for each line."""
    source = "\n".join(piece.text for piece in pieces)
    spans = markdown_spans(source, references)
    return InlineText(source, spans, pieces[0].line, tuple(piece.column for piece in pieces))


def join_texts(
    texts: Iterable[tuple[Sequence[TextPiece], bool]], references: References
) -> InlineText:
    """Return the text of paragraphs and code that follow each other, blank lines between them.

    Each comes with whether it is code. No mark of one closes what another opens.
    """
    sources: list[str] = []
    spans: list[Span] = []
    columns: list[int] = []
    first = offset = 0
    for pieces, is_code in texts:
        first = first or pieces[0].line
        gap = pieces[0].line - first - len(columns)
        if sources:
            spans.append(Span(SpanKind.TEXT, offset, offset + gap + 1, "\n" * (gap + 1)))
            sources += [""] * gap
            columns += [0] * gap
            offset += gap + 1
        source = "\n".join(piece.text for piece in pieces)
        if is_code:
            spans.append(Span(SpanKind.CODE, offset, offset + len(source), source))
        elif offset:
            parsed = markdown_spans(source, references)
            spans += (replace(s, start=s.start + offset, end=s.end + offset) for s in parsed)
        else:
            spans += markdown_spans(source, references)
        sources.append(source)
        columns += (piece.column for piece in pieces)
        offset += len(source)
    return InlineText("\n".join(sources), tuple(spans), first, tuple(columns))
