"""The cells of Markdown tables of any form, made of parts of lines."""

from collections.abc import Sequence

from fwgraph.wiki.document import TableCell
from fwgraph.wiki.markdown.inline import References, markdown_spans
from fwgraph.wiki.markdown.lines import TextPiece, text_of_pieces
from fwgraph.wiki.spans import SpanKind

_OPAQUE = frozenset({SpanKind.LINK, SpanKind.CODE, SpanKind.TRANSCLUSION, SpanKind.URL})


def cell_piece(text: str, line: int, start: int, end: int) -> TextPiece:
    """Return what stands between two columns of a line, without the blanks around it.

    Where nothing does, it stands where a text goes: behind one blank.
    """
    inside = text[start:end]
    shown = inside.strip()
    if not shown:
        return TextPiece(line, min(start + 1, end), "")
    return TextPiece(line, start + len(inside) - len(inside.lstrip()), shown)


def cell_of_pieces(
    pieces: Sequence[TextPiece], references: References, column_span: int = 1, row_span: int = 1
) -> TableCell:
    """Return the cell of pieces of lines in order; a line without a piece is blank in it."""
    if len(pieces) == 1:
        return TableCell(text_of_pieces(pieces, references), column_span, row_span)
    shown = [piece for piece in pieces if piece.text] or list(pieces[:1])
    by_line = {piece.line: piece for piece in shown}
    lines = range(shown[0].line, shown[-1].line + 1)
    column = shown[0].column
    every = [by_line.get(line) or TextPiece(line, column, "") for line in lines]
    return TableCell(text_of_pieces(every, references), column_span, row_span)


def mask_opaque(text: str) -> str:
    """Return a text of the same length, without the signs in links, code and addresses."""
    if "[" not in text and "`" not in text and "<" not in text and "\\" not in text:
        return text
    return "".join(
        "x" * (span.end - span.start)
        if span.kind in _OPAQUE or span.kind is SpanKind.ENTITY
        else text[span.start : span.end]
        for span in markdown_spans(text)
    )
