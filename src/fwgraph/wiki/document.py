"""What a wiki page is made of: blocks, each with its lines (MoinMoin 1.9).

The blocks of a page follow each other without a gap: joined, they give it back.
"""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of a page: the first, the last, and all they hold, line ends included."""

    line: int
    last_line: int
    raw: str


@dataclass(frozen=True, slots=True)
class TextBlock(Block):
    """A block that holds inline markup.

    ``text`` has one line per line of the block, without the marks and blanks around it;
    ``columns`` says where each of them starts in its line of the page.
    """

    text: str
    columns: tuple[int, ...]

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column in the page of an offset into the text."""
        above = self.text.count("\n", 0, offset)
        start = self.text.rfind("\n", 0, offset) + 1
        return self.line + above, self.columns[above] + offset - start


@dataclass(frozen=True, slots=True)
class Heading(TextBlock):
    """``= title =``, at level 1 to 6; a longer mark is level 6 (HelpOnHeadlines)."""

    level: int


@dataclass(frozen=True, slots=True)
class ListItem(TextBlock):
    """An item of a list, with the lines that continue it (HelpOnLists).

    ``marker`` is as written: ``*``, ``.``, ``1.``, ``a.``, ``I.`` or ``1.#4``. An item with
    a greater ``indent`` than the one before it is nested in it.
    """

    indent: int
    marker: str


@dataclass(frozen=True, slots=True)
class Definition(TextBlock):
    """`` term:: text``, with the lines that continue the text (HelpOnLists)."""

    indent: int
    term: str


@dataclass(frozen=True, slots=True)
class Paragraph(TextBlock):
    """Lines that are nothing else."""


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table: ``text`` is ``[start, end)`` of its line (HelpOnTables).

    ``attributes`` are as written, angle brackets included. ``span`` is the number of
    columns covered, said by repeated bars or by ``<-2>``.
    """

    text: str
    start: int
    end: int
    attributes: str | None = None
    span: int = 1


@dataclass(frozen=True, slots=True)
class TableRow:
    """One line of a table."""

    line: int
    cells: tuple[TableCell, ...]


@dataclass(frozen=True, slots=True)
class PageTable(Block):
    """Rows on consecutive lines; comments between them do not part them (HelpOnTables)."""

    rows: tuple[TableRow, ...]


@dataclass(frozen=True, slots=True)
class PreformattedText(Block):
    """``{{{`` to ``}}}``, or to the end of the page (HelpOnParsers).

    ``processor`` is what follows ``#!``, such as ``python``. More braces than three are
    closed by as many.
    """

    processor: str | None


@dataclass(frozen=True, slots=True)
class Comment(Block):
    """Lines that start with ``##`` (HelpOnComments)."""


@dataclass(frozen=True, slots=True)
class ProcessingInstruction(Block):
    """``#name arguments``, above all else on the page (HelpOnProcessingInstructions)."""

    name: str
    arguments: str


@dataclass(frozen=True, slots=True)
class HorizontalRule(Block):
    """A line of four or more dashes."""


@dataclass(frozen=True, slots=True)
class BlankLines(Block):
    """Consecutive lines with nothing to see."""


@dataclass(frozen=True, slots=True)
class WikiPage:
    """A page: its blocks, from the first line to the last."""

    blocks: tuple[Block, ...]

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
