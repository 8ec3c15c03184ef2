"""What a wiki page is made of, in any markup: blocks, with the spans of their texts.

The blocks of a page follow each other without a gap: joined, they give it back.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fwgraph.wiki.spans import InlineText


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of a page: the first, the last, and all they hold, line ends included."""

    line: int
    last_line: int
    raw: str


@dataclass(frozen=True, slots=True)
class TextBlock(Block):
    """A block that holds text with inline markup."""

    text: InlineText


@dataclass(frozen=True, slots=True)
class Heading(TextBlock):
    """The title of a section, at level 1 to 6."""

    level: int


@dataclass(frozen=True, slots=True)
class ListItem(TextBlock):
    """An item of a list, with the lines that continue it.

    ``marker`` is as written, a bullet or a number. An item with a greater ``indent`` than
    the one before it is nested in it.
    """

    indent: int
    marker: str


@dataclass(frozen=True, slots=True)
class Definition(TextBlock):
    """A term and the text that defines it, with the lines that continue the text."""

    indent: int
    term: str


@dataclass(frozen=True, slots=True)
class Paragraph(TextBlock):
    """Lines that are nothing else."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table, with the number of columns and rows that it covers."""

    text: InlineText
    column_span: int = 1
    row_span: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table, on one line of the page or several.

    ``raw`` is the row as written, without a line end, where a markup has several ways to write
    one; ``rule`` is the line that parts it from the next row, in tables that have such lines.
    """

    line: int
    last_line: int
    cells: tuple[TableCell, ...]
    raw: str = ""
    rule: str | None = None


@dataclass(frozen=True, slots=True)
class PageTable(Block):
    """Rows that follow each other; comments and rules between them do not part them."""

    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class PreformattedText(Block):
    """Text without markup, shown as it is or by a ``processor`` such as ``python``."""

    processor: str | None


@dataclass(frozen=True, slots=True)
class ContainerFence(Block):
    """A line that opens a container of other blocks, or closes one.

    ``attributes`` are what it says of the container; those of a closing line are None.
    """

    attributes: str | None


@dataclass(frozen=True, slots=True)
class Comment(Block):
    """Lines that a reader does not see."""


@dataclass(frozen=True, slots=True)
class ProcessingInstruction(Block):
    """What the wiki is told about the page, above all else on it."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class HorizontalRule(Block):
    """A line across the page."""


@dataclass(frozen=True, slots=True)
class BlankLines(Block):
    """Consecutive lines with nothing to see."""


@dataclass(frozen=True, slots=True)
class WikiPage:
    """A page: its blocks, from the first line to the last, and the name of its markup, if known."""

    blocks: tuple[Block, ...]
    markup: str = ""

    def sections(self) -> Iterator[tuple[Heading | None, tuple[Block, ...]]]:
        """Yield each heading with the blocks up to the next; what is above the first has none."""
        heading: Heading | None = None
        below: list[Block] = []
        for block in self.blocks:
            if isinstance(block, Heading):
                yield heading, tuple(below)
                heading, below = block, []
            else:
                below.append(block)
        yield heading, tuple(below)
