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
    Blank,
    Block,
    Cell,
    Comment,
    Definition,
    Document,
    Heading,
    Instruction,
    Item,
    Paragraph,
    Preformatted,
    Row,
    Rule,
    Table,
)
from fwgraph.wiki.moin.inline import Kind, spans

BYTE_ORDER_MARK = "\ufeff"
INSTRUCTIONS = frozenset(
    {"acl", "deprecated", "format", "language", "pragma", "redirect", "refresh"}
)


def parse(text: str) -> Document:
    """Return the blocks of a page (HelpOnMoinWikiSyntax); any text at all is a page."""
    lines = _lines(text)
    blocks: list[Block] = []
    at_top = True
    at = 0
    while at < len(lines):
        kind = lines[at].kind
        if kind is Instruction and not at_top:
            kind = Paragraph
        blocks.append(_READERS[kind](lines, at))
        at_top = at_top and kind in {Instruction, Comment, Blank}
        at = blocks[-1].last_line
    return Document(tuple(blocks))


@dataclass(frozen=True, slots=True)
class _Line:
    """A line: ``text`` is without its end, ``raw`` with it; ``kind`` is what it would start."""

    text: str
    raw: str
    kind: type[Block]

    @property
    def indent(self) -> int:
        """The width of the blanks in front; a tab goes to the next multiple of eight."""
        return len(self.text[: _column(self.text)].expandtabs())


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    for raw in StringIO(text, newline="\n"):
        shown = raw[:-2] if raw.endswith("\r\n") else raw.removesuffix("\n")
        if not lines:
            shown = shown.removeprefix(BYTE_ORDER_MARK)
        lines.append(_Line(shown, raw, _kind(shown)))
    return lines


def _column(text: str) -> int:
    """Return where the text starts in its line, after the blanks in front."""
    return len(text) - len(text.lstrip())


_ITEM = re.compile(r"^\s++(\*|\.(?=\s)|(?:[0-9]+|[aAiI])\.(?:#[0-9]+)?(?!\S))\s*")
_DEFINITION = re.compile(r"::(?:\s+|$)")
_SEPARATOR = re.compile(r"(?:\|\|)+")
_COLUMNS = re.compile(r'(?:^<[^"=]*-|\bcolspan="?)([0-9]{1,4})')
_OPAQUE = frozenset({Kind.LINK, Kind.CODE, Kind.MACRO, Kind.TRANSCLUSION})


def _kind(text: str) -> type[Block]:
    return next((kind for kind, starts in _STARTS.items() if starts(text)), Paragraph)


def _level(text: str) -> int:
    """Return how many signs mark a heading on both sides; 0 if the line is not one."""
    text = text.rstrip()
    marks = len(text) - len(text.lstrip("="))
    inside = text[marks:-marks] if marks else ""
    closed = text.endswith("=" * marks) and inside[:1].isspace() and inside[-1:].isspace()
    return marks if closed and len(inside) > 1 else 0


def _is_rule(text: str) -> bool:
    text = text.strip()
    return len(text) >= 4 and not text.strip("-")


def _is_row(text: str) -> bool:
    text = text.strip()
    return len(text) >= 4 and text.startswith("||") and text.endswith("||")


def _braces(text: str) -> str:
    """Return the braces that open preformatted text; nothing if the line does not."""
    text = text.strip()
    inside = text.lstrip("{")
    opening = text[: len(text) - len(inside)]
    return opening if len(opening) >= 3 and "}}}" not in inside else ""


def _is_instruction(text: str) -> bool:
    return text.startswith("#") and text[1:].partition(" ")[0].strip().lower() in INSTRUCTIONS


def _is_definition(text: str) -> bool:
    return text[:1].isspace() and _DEFINITION.search(text) is not None


_STARTS: Mapping[type[Block], Callable[[str], object]] = {
    Blank: lambda text: not text.strip(),
    Comment: lambda text: text.startswith("##"),
    Instruction: _is_instruction,
    Heading: _level,
    Rule: _is_rule,
    Table: _is_row,
    Preformatted: _braces,
    Item: _ITEM.match,
    Definition: _is_definition,
}


def _extent(lines: Sequence[_Line], at: int, end: int) -> tuple[int, int, str]:
    return at + 1, end, "".join(line.raw for line in lines[at:end])


def _prose(lines: Sequence[_Line], at: int, end: int, column: int) -> tuple[str, tuple[int, ...]]:
    """Return text and columns of lines, the first of which starts at a column."""
    below = [line.text for line in lines[at + 1 : end]]
    texts = [lines[at].text[column:].rstrip(), *(text.strip() for text in below)]
    return "\n".join(texts), (column, *map(_column, below))


def _run(lines: Sequence[_Line], at: int, *kinds: type[Block]) -> int:
    """Return where the lines of these kinds end."""
    while at < len(lines) and lines[at].kind in kinds:
        at += 1
    return at


def _continued(lines: Sequence[_Line], at: int) -> int:
    """Return where an item ends: with the last plain line that is indented as much as it is."""
    indent, end = lines[at].indent, at + 1
    for below in range(at + 1, len(lines)):
        if lines[below].kind is Paragraph and lines[below].indent >= indent:
            end = below + 1
        elif lines[below].kind is not Blank:
            break
    return end


def _blank(lines: Sequence[_Line], at: int) -> Blank:
    return Blank(*_extent(lines, at, _run(lines, at, Blank)))


def _comment(lines: Sequence[_Line], at: int) -> Comment:
    return Comment(*_extent(lines, at, _run(lines, at, Comment)))


def _instruction(lines: Sequence[_Line], at: int) -> Instruction:
    name, _, arguments = lines[at].text[1:].partition(" ")
    return Instruction(*_extent(lines, at, at + 1), name.strip().lower(), arguments.strip())


def _heading(lines: Sequence[_Line], at: int) -> Heading:
    text = lines[at].text.rstrip()
    marks = _level(text)
    inside = text[marks:-marks]
    column = marks + _column(inside)
    return Heading(*_extent(lines, at, at + 1), inside.strip(), (column,), min(marks, 6))


def _rule(lines: Sequence[_Line], at: int) -> Rule:
    return Rule(*_extent(lines, at, at + 1))


def _paragraph(lines: Sequence[_Line], at: int) -> Paragraph:
    end = _run(lines, at + 1, Paragraph, Instruction)
    return Paragraph(*_extent(lines, at, end), *_prose(lines, at, end, _column(lines[at].text)))


def _item(lines: Sequence[_Line], at: int) -> Item:
    text, end = lines[at].text, _continued(lines, at)
    _, marker, inside = _ITEM.split(text, maxsplit=1)
    prose = _prose(lines, at, end, len(text) - len(inside))
    return Item(*_extent(lines, at, end), *prose, lines[at].indent, marker)


def _definition(lines: Sequence[_Line], at: int) -> Definition:
    text, end = lines[at].text, _continued(lines, at)
    term, inside = _DEFINITION.split(text, maxsplit=1)
    prose = _prose(lines, at, end, len(text) - len(inside))
    return Definition(*_extent(lines, at, end), *prose, lines[at].indent, term.strip())


def _preformatted(lines: Sequence[_Line], at: int) -> Preformatted:
    opening = _braces(lines[at].text)
    closing = "}" * len(opening)
    depth, end = 1, at + 1
    while depth > 0 and end < len(lines):
        depth += lines[end].text.count(opening) - lines[end].text.count(closing)
        end += 1
    named = lines[at].text.strip()[len(opening) :].strip()
    if not named and end > at + 1:
        named = lines[at + 1].text.strip()
    words = named[2:].split(maxsplit=1) if named.startswith("#!") else []
    return Preformatted(*_extent(lines, at, end), words[0] if words else None)


def _table(lines: Sequence[_Line], at: int) -> Table:
    end = below = at + 1
    while below < len(lines) and lines[below].kind in {Table, Comment}:
        below += 1
        end = below if lines[below - 1].kind is Table else end
    rows = tuple(
        Row(number + 1, _cells(lines[number].text))
        for number in range(at, end)
        if lines[number].kind is Table
    )
    return Table(*_extent(lines, at, end), rows)


def _cells(line: str) -> tuple[Cell, ...]:
    """Return the cells of a row; bars inside links, code and macros part nothing."""
    shown = line.rstrip().removesuffix("||")
    masked = "".join(
        "x" * (span.end - span.start) if span.kind in _OPAQUE else shown[span.start : span.end]
        for span in spans(shown)
    )
    bars = list(_SEPARATOR.finditer(masked))
    ends = [*(bar.start() for bar in bars[1:]), len(shown)]
    return tuple(
        _cell(line, bar.end(), end, len(bar[0]) // 2) for bar, end in zip(bars, ends, strict=True)
    )


def _cell(line: str, start: int, end: int, span: int) -> Cell:
    attributes = None
    if line.startswith("<", start, end) and not line.startswith("<<", start, end):
        close = line.find(">", start, end) + 1
        attributes = line[start:close] or None
        start = max(start, close)
    if attributes and (columns := _COLUMNS.search(attributes)):
        span = max(1, int(columns[1]))
    text = line[start:end]
    start += _column(text) if text.strip() else 0
    return Cell(text.strip(), start, start + len(text.strip()), attributes, span)


_READERS: Mapping[type[Block], Callable[[Sequence[_Line], int], Block]] = {
    Blank: _blank,
    Comment: _comment,
    Instruction: _instruction,
    Heading: _heading,
    Rule: _rule,
    Table: _table,
    Preformatted: _preformatted,
    Item: _item,
    Definition: _definition,
    Paragraph: _paragraph,
}
