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
    WikiPage,
)
from fwgraph.wiki.moin.inline import parse_inline
from fwgraph.wiki.moin.tables import parse_table_row
from fwgraph.wiki.spans import InlineText

BYTE_ORDER_MARK = "\ufeff"

_STARTS: Mapping[type[Block], re.Pattern[str]] = {
    BlankLines: re.compile(r"\s*\Z"),
    Comment: re.compile(r"##"),
    ProcessingInstruction: re.compile(
        r"#[^\S ]*(acl|deprecated|format|language|pragma|redirect|refresh)[^\S ]*(?: |\Z)",
        re.IGNORECASE,
    ),
    Heading: re.compile(r"(=++)(\s.*\s)\1\s*\Z"),
    HorizontalRule: re.compile(r"\s*+-{4,}+\s*\Z"),
    PageTable: re.compile(r"\s*+\|\|.*\|\|\s*\Z"),
    PreformattedText: re.compile(r"\s*+(\{{3,}+)(?!.*\}\}\})"),
    ListItem: re.compile(r"\s++(\*|\.(?=\s)|(?:[0-9]+|[aAiI])\.(?:#[0-9]+)?(?!\S))\s*"),
    Definition: re.compile(r"\s(.*?)::(?:\s+|\Z)"),
    Paragraph: re.compile(r"\s*"),
}
"""How a line begins that starts a block, the first that matches; any line is a paragraph."""


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
    """A line: ``text`` is without its end, ``raw`` with it; ``start`` says what it would start."""

    text: str
    raw: str
    kind: type[Block]
    start: re.Match[str]

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
        matches = ((kind, pattern.match(shown)) for kind, pattern in _STARTS.items())
        lines.append(next(_Line(shown, raw, kind, match) for kind, match in matches if match))
    return lines


def _text_column(text: str) -> int:
    """Return where the text starts in its line, after the blanks in front."""
    return len(text) - len(text.lstrip())


def _block_extent(lines: Sequence[_Line], at: int, end: int) -> tuple[int, int, str]:
    return at + 1, end, "".join(line.raw for line in lines[at:end])


def _join_lines(lines: Sequence[_Line], at: int, end: int, column: int) -> InlineText:
    """Return the text of lines, the first of which starts at a column."""
    below = [line.text for line in lines[at + 1 : end]]
    texts = [lines[at].text[column:].rstrip(), *(text.strip() for text in below)]
    return parse_inline("\n".join(texts), at + 1, (column, *map(_text_column, below)))


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


def _parse_run(lines: Sequence[_Line], at: int) -> Block:
    """Return the lines of one kind that hold no text."""
    kind = lines[at].kind
    return kind(*_block_extent(lines, at, _end_of_run(lines, at, kind)))


def _parse_rule(lines: Sequence[_Line], at: int) -> HorizontalRule:
    return HorizontalRule(*_block_extent(lines, at, at + 1))


def _parse_instruction(lines: Sequence[_Line], at: int) -> ProcessingInstruction:
    start = lines[at].start
    arguments = start.string[start.end() :].strip()
    return ProcessingInstruction(*_block_extent(lines, at, at + 1), start[1].lower(), arguments)


def _parse_heading(lines: Sequence[_Line], at: int) -> Heading:
    marks, title = lines[at].start.groups()
    text = parse_inline(title.strip(), at + 1, (len(marks) + _text_column(title),))
    return Heading(*_block_extent(lines, at, at + 1), text, min(len(marks), 6))


def _parse_paragraph(lines: Sequence[_Line], at: int) -> Paragraph:
    end = _end_of_run(lines, at + 1, Paragraph, ProcessingInstruction)
    text = _join_lines(lines, at, end, _text_column(lines[at].text))
    return Paragraph(*_block_extent(lines, at, end), text)


def _parse_item(lines: Sequence[_Line], at: int) -> ListItem | Definition:
    """Return an item: a marker and its text, or a term and its definition (HelpOnLists)."""
    start, end = lines[at].start, _end_of_item(lines, at)
    text = _join_lines(lines, at, end, start.end())
    kind = ListItem if lines[at].kind is ListItem else Definition
    return kind(*_block_extent(lines, at, end), text, lines[at].indent, start[1].strip())


def _parse_preformatted(lines: Sequence[_Line], at: int) -> PreformattedText:
    """Return ``{{{`` to ``}}}`` or to the page's end; more braces are closed by as many."""
    opening = lines[at].start[1]
    closing = "}" * len(opening)
    depth, end = 1, at + 1
    while depth > 0 and end < len(lines):
        depth += lines[end].text.count(opening) - lines[end].text.count(closing)
        end += 1
    parser = lines[at].text[lines[at].start.end() :].strip()
    if not parser and end > at + 1:
        parser = lines[at + 1].text.strip()
    words = parser[2:].split(maxsplit=1) if parser.startswith("#!") else []
    return PreformattedText(*_block_extent(lines, at, end), words[0] if words else None)


def _parse_table(lines: Sequence[_Line], at: int) -> PageTable:
    """Return rows on consecutive lines; comments between them do not part them."""
    end = _end_of_run(lines, at, PageTable, Comment)
    while lines[end - 1].kind is Comment:
        end -= 1
    numbers = [number for number in range(at, end) if lines[number].kind is PageTable]
    rows = tuple(parse_table_row(lines[number].text, number + 1) for number in numbers)
    return PageTable(*_block_extent(lines, at, end), rows)


_PARSERS: Mapping[type[Block], Callable[[Sequence[_Line], int], Block]] = {
    BlankLines: _parse_run,
    Comment: _parse_run,
    ProcessingInstruction: _parse_instruction,
    Heading: _parse_heading,
    HorizontalRule: _parse_rule,
    PageTable: _parse_table,
    PreformattedText: _parse_preformatted,
    ListItem: _parse_item,
    Definition: _parse_item,
    Paragraph: _parse_paragraph,
}
