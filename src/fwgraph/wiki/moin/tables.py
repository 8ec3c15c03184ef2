"""Rows and cells of MoinMoin tables (HelpOnTables)."""

import re

from fwgraph.wiki.document import TableCell, TableRow
from fwgraph.wiki.moin.inline import parse_inline, parse_spans
from fwgraph.wiki.spans import SpanKind

_SEPARATOR = re.compile(r"(?:\|\|)+")
_COLUMN_SPAN = re.compile(r'(?:^<[^"=]*-|\bcolspan="?)([0-9]{1,4})')
_ROW_SPAN = re.compile(r'(?:^<[^"=]*\||\browspan="?)([0-9]{1,4})')
_OPAQUE = frozenset({SpanKind.LINK, SpanKind.CODE, SpanKind.MACRO, SpanKind.TRANSCLUSION})


def parse_table_row(text: str, line: int) -> TableRow:
    """Return the row that a line is; bars inside links, code and macros part nothing."""
    row = text.rstrip().removesuffix("||")
    masked = "".join(
        "x" * (span.end - span.start) if span.kind in _OPAQUE else row[span.start : span.end]
        for span in parse_spans(row)
    )
    bars = list(_SEPARATOR.finditer(masked))
    ends = [*(bar.start() for bar in bars[1:]), len(row)]
    cells = (
        _parse_cell(row[bar.end() : end], line, bar.end(), len(bar[0]) // 2)
        for bar, end in zip(bars, ends, strict=True)
    )
    return TableRow(line, line, tuple(cells))


def _parse_cell(text: str, line: int, column: int, bars: int) -> TableCell:
    """Return a cell; repeated bars or ``<-2>`` say its columns, ``<|2>`` its rows."""
    attributes = ""
    if text.startswith("<") and not text.startswith("<<"):
        attributes = text[: text.find(">") + 1]
    source = text[len(attributes) :].lstrip()
    if source:  # an empty cell stands where its blanks begin: that is where a text goes
        column += len(text) - len(source)
    else:
        column += len(attributes)
    columns, rows = _COLUMN_SPAN.search(attributes), _ROW_SPAN.search(attributes)
    return TableCell(
        parse_inline(source.rstrip(), line, (column,)),
        max(1, int(columns[1])) if columns else bars,
        max(1, int(rows[1])) if rows else 1,
    )
