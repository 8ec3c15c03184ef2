r"""A wiki page in MoinMoin markup as blocks: headings, tables, list items, paragraphs.

The rules are those of MoinMoin 1.9 (HelpOnMoinWikiSyntax, HelpOnLists, HelpOnTables),
read line by line. Each line of the page belongs to exactly one block, and the blocks
joined give the page back byte for byte. Lines end at ``\n`` alone, count from 1, and
columns count from 0 after a byte order mark.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO

from fwgraph.wiki.document import (
    BlankLines,
    Block,
    Comment,
    Definition,
    Heading,
    HorizontalRule,
    ListItem,
    PageTable,
    Paragraph,
    PreformattedText,
    ProcessingInstruction,
    TableCell,
    TableRow,
    WikiPage,
)
from fwgraph.wiki.moin.inline import SpanKind, parse_spans

BYTE_ORDER_MARK = "\ufeff"
INSTRUCTIONS = frozenset(
    {"acl", "deprecated", "format", "language", "pragma", "redirect", "refresh"}
)


def parse_wiki_page(text: str) -> WikiPage:
    """Return the blocks of a page (HelpOnMoinWikiSyntax); any text at all is a page."""
    lines = _split_lines(text)
    blocks: list[Block] = []
    at_top = True
    at = 0
    while at < len(lines):
        kind = lines[at].kind
        if kind is ProcessingInstruction and not at_top:
            kind = Paragraph
        blocks.append(_PARSERS[kind](lines, at))
        at_top = at_top and kind in {ProcessingInstruction, Comment, BlankLines}
        at = blocks[-1].last_line
    return WikiPage(tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: ``text`` is without its end, ``raw`` with it; ``kind`` is what it would start."""

    text: str
    raw: str
    kind: type[Block]

    @property
    def indent(self) -> int:
        """The width of the blanks in front; a tab goes to the next multiple of eight."""
        return len(self.text[: _text_column(self.text)].expandtabs())


def _split_lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for raw in StringIO(text, newline="\n"):
        shown = raw[:-2] if raw.endswith("\r\n") else raw.removesuffix("\n")
        if not lines:
            shown = shown.removeprefix(BYTE_ORDER_MARK)
        lines.append(_Line(shown, raw, _block_kind(shown)))
    return lines


def _text_column(text: str) -> int:
    """Return where the text starts in its line, after the blanks in front."""
    return len(text) - len(text.lstrip())


_ITEM = re.compile(r"^\s++(\*|\.(?=\s)|(?:[0-9]+|[aAiI])\.(?:#[0-9]+)?(?!\S))\s*")
_DEFINITION = re.compile(r"::(?:\s+|$)")
_SEPARATOR = re.compile(r"(?:\|\|)+")
_COLUMNS = re.compile(r'(?:^<[^"=]*-|\bcolspan="?)([0-9]{1,4})')
_OPAQUE = frozenset({SpanKind.LINK, SpanKind.CODE, SpanKind.MACRO, SpanKind.TRANSCLUSION})


def _block_kind(text: str) -> type[Block]:
    return next((kind for kind, starts in _STARTS.items() if starts(text)), Paragraph)


def _heading_marks(text: str) -> int:
    """Return how many signs mark a heading on both sides; 0 if the line is not one."""
    text = text.rstrip()
    marks = len(text) - len(text.lstrip("="))
    inside = text[marks:-marks] if marks else ""
    closed = text.endswith("=" * marks) and inside[:1].isspace() and inside[-1:].isspace()
    return marks if closed and len(inside) > 1 else 0


def _is_horizontal_rule(text: str) -> bool:
    text = text.strip()
    return len(text) >= 4 and not text.strip("-")


def _is_table_row(text: str) -> bool:
    text = text.strip()
    return len(text) >= 4 and text.startswith("||") and text.endswith("||")


def _opening_braces(text: str) -> str:
    """Return the braces that open preformatted text; nothing if the line does not."""
    text = text.strip()
    inside = text.lstrip("{")
    opening = text[: len(text) - len(inside)]
    return opening if len(opening) >= 3 and "}}}" not in inside else ""


def _is_processing_instruction(text: str) -> bool:
    return text.startswith("#") and text[1:].partition(" ")[0].strip().lower() in INSTRUCTIONS


def _is_definition(text: str) -> bool:
    return text[:1].isspace() and _DEFINITION.search(text) is not None


_STARTS: Mapping[type[Block], Callable[[str], object]] = {
    BlankLines: lambda text: not text.strip(),
    Comment: lambda text: text.startswith("##"),
    ProcessingInstruction: _is_processing_instruction,
    Heading: _heading_marks,
    HorizontalRule: _is_horizontal_rule,
    PageTable: _is_table_row,
    PreformattedText: _opening_braces,
    ListItem: _ITEM.match,
    Definition: _is_definition,
}


def _block_extent(lines: Sequence[_Line], at: int, end: int) -> tuple[int, int, str]:
    return at + 1, end, "".join(line.raw for line in lines[at:end])


def _text_and_columns(
    lines: Sequence[_Line], at: int, end: int, column: int
) -> tuple[str, tuple[int, ...]]:
    """Return text and columns of lines, the first of which starts at a column."""
    below = [line.text for line in lines[at + 1 : end]]
    texts = [lines[at].text[column:].rstrip(), *(text.strip() for text in below)]
    return "\n".join(texts), (column, *map(_text_column, below))


def _end_of_run(lines: Sequence[_Line], at: int, *kinds: type[Block]) -> int:
    """Return where the lines of these kinds end."""
    while at < len(lines) and lines[at].kind in kinds:
        at += 1
    return at


def _end_of_item(lines: Sequence[_Line], at: int) -> int:
    """Return where an item ends: with the last plain line that is indented as much as it is."""
    indent, end = lines[at].indent, at + 1
    for below in range(at + 1, len(lines)):
        if lines[below].kind is Paragraph and lines[below].indent >= indent:
            end = below + 1
        elif lines[below].kind is not BlankLines:
            break
    return end


def _parse_blank_lines(lines: Sequence[_Line], at: int) -> BlankLines:
    return BlankLines(*_block_extent(lines, at, _end_of_run(lines, at, BlankLines)))


def _parse_comment(lines: Sequence[_Line], at: int) -> Comment:
    return Comment(*_block_extent(lines, at, _end_of_run(lines, at, Comment)))


def _parse_instruction(lines: Sequence[_Line], at: int) -> ProcessingInstruction:
    name, _, arguments = lines[at].text[1:].partition(" ")
    return ProcessingInstruction(
        *_block_extent(lines, at, at + 1), name.strip().lower(), arguments.strip()
    )


def _parse_heading(lines: Sequence[_Line], at: int) -> Heading:
    text = lines[at].text.rstrip()
    marks = _heading_marks(text)
    inside = text[marks:-marks]
    column = marks + _text_column(inside)
    return Heading(*_block_extent(lines, at, at + 1), inside.strip(), (column,), min(marks, 6))


def _parse_rule(lines: Sequence[_Line], at: int) -> HorizontalRule:
    return HorizontalRule(*_block_extent(lines, at, at + 1))


def _parse_paragraph(lines: Sequence[_Line], at: int) -> Paragraph:
    end = _end_of_run(lines, at + 1, Paragraph, ProcessingInstruction)
    return Paragraph(
        *_block_extent(lines, at, end),
        *_text_and_columns(lines, at, end, _text_column(lines[at].text)),
    )


def _parse_item(lines: Sequence[_Line], at: int) -> ListItem:
    text, end = lines[at].text, _end_of_item(lines, at)
    _, marker, inside = _ITEM.split(text, maxsplit=1)
    prose = _text_and_columns(lines, at, end, len(text) - len(inside))
    return ListItem(*_block_extent(lines, at, end), *prose, lines[at].indent, marker)


def _parse_definition(lines: Sequence[_Line], at: int) -> Definition:
    text, end = lines[at].text, _end_of_item(lines, at)
    term, inside = _DEFINITION.split(text, maxsplit=1)
    prose = _text_and_columns(lines, at, end, len(text) - len(inside))
    return Definition(*_block_extent(lines, at, end), *prose, lines[at].indent, term.strip())


def _parse_preformatted(lines: Sequence[_Line], at: int) -> PreformattedText:
    opening = _opening_braces(lines[at].text)
    closing = "}" * len(opening)
    depth, end = 1, at + 1
    while depth > 0 and end < len(lines):
        depth += lines[end].text.count(opening) - lines[end].text.count(closing)
        end += 1
    named = lines[at].text.strip()[len(opening) :].strip()
    if not named and end > at + 1:
        named = lines[at + 1].text.strip()
    words = named[2:].split(maxsplit=1) if named.startswith("#!") else []
    return PreformattedText(*_block_extent(lines, at, end), words[0] if words else None)


def _parse_table(lines: Sequence[_Line], at: int) -> PageTable:
    end = below = at + 1
    while below < len(lines) and lines[below].kind in {PageTable, Comment}:
        below += 1
        end = below if lines[below - 1].kind is PageTable else end
    rows = tuple(
        TableRow(number + 1, _parse_cells(lines[number].text))
        for number in range(at, end)
        if lines[number].kind is PageTable
    )
    return PageTable(*_block_extent(lines, at, end), rows)


def _parse_cells(line: str) -> tuple[TableCell, ...]:
    """Return the cells of a row; bars inside links, code and macros part nothing."""
    shown = line.rstrip().removesuffix("||")
    masked = "".join(
        "x" * (span.end - span.start) if span.kind in _OPAQUE else shown[span.start : span.end]
        for span in parse_spans(shown)
    )
    bars = list(_SEPARATOR.finditer(masked))
    ends = [*(bar.start() for bar in bars[1:]), len(shown)]
    return tuple(
        _parse_cell(line, bar.end(), end, len(bar[0]) // 2)
        for bar, end in zip(bars, ends, strict=True)
    )


def _parse_cell(line: str, start: int, end: int, span: int) -> TableCell:
    attributes = None
    if line.startswith("<", start, end) and not line.startswith("<<", start, end):
        close = line.find(">", start, end) + 1
        attributes = line[start:close] or None
        start = max(start, close)
    if attributes and (columns := _COLUMNS.search(attributes)):
        span = max(1, int(columns[1]))
    text = line[start:end]
    start += _text_column(text) if text.strip() else 0
    return TableCell(text.strip(), start, start + len(text.strip()), attributes, span)


_PARSERS: Mapping[type[Block], Callable[[Sequence[_Line], int], Block]] = {
    BlankLines: _parse_blank_lines,
    Comment: _parse_comment,
    ProcessingInstruction: _parse_instruction,
    Heading: _parse_heading,
    HorizontalRule: _parse_rule,
    PageTable: _parse_table,
    PreformattedText: _parse_preformatted,
    ListItem: _parse_item,
    Definition: _parse_definition,
    Paragraph: _parse_paragraph,
}
