"""Tables drawn with ``+---+`` and ``|``, whose cells may span rows and columns (pandoc: grid).

Where attributes were taken out of the cells, the bars of a row no longer stand below the
corners. Cells are then what is parted by bars.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from fwgraph.wiki.document import TableCell, TableRow
from fwgraph.wiki.markdown.cells import cell_of_pieces, cell_piece, mask_opaque
from fwgraph.wiki.markdown.inline import References
from fwgraph.wiki.markdown.lines import PageLine, TextPiece

_BORDER = re.compile(r"\s*+\+(?:[-=:]++\+)++\s*+\Z")
_SEPARATOR = re.compile(r"\s*+(?:\+|\|.*?\+)[-=:]{3,}+\+")
_SEGMENT = re.compile(r"(?<=\+)[-=:]++(?=\+)")


def find_grid_table(lines: Sequence[PageLine], at: int) -> int | None:
    """Return where a grid ends that begins here, or nothing; its last line is a border."""
    if not _BORDER.match(lines[at].text):
        return None
    end = last_border = at
    while (
        end < len(lines)
        and lines[end].text[lines[end].start : lines[end].start + 1] in "+|"
        and (not lines[end].is_blank)
    ):
        if _BORDER.match(lines[end].text):
            last_border = end
        end += 1
    return last_border + 1 if last_border > at + 1 else None


@dataclass(slots=True)
class _GridCell:
    """A cell while it is read: the row it is in, the columns and rows it covers, its pieces."""

    row: int
    column: int
    column_span: int
    row_span: int = 1
    pieces: list[TextPiece] = field(default_factory=list)


@dataclass(slots=True)
class _GridRow:
    """The lines of a row, and the line below it."""

    first: int
    last: int
    rule: str = ""


class GridReader:
    """One reading of one grid: the cells that are open, and all cells and rows so far."""

    def __init__(self, lines: Sequence[PageLine], at: int, end: int) -> None:
        self.lines = lines
        self.extent = (at, end)
        self.corners = find_corners(lines, at, end)
        self.open: dict[int, _GridCell] = {}
        self.cells: list[_GridCell] = []
        self.rows: list[_GridRow] = []
        self.is_between_rows = True

    def read(self, references: References) -> tuple[TableRow, ...]:
        """Return the rows of the grid."""
        for number in range(*self.extent):
            text = self.lines[number].text.rstrip()
            if _SEPARATOR.match(text):
                self.read_separator(number, text)
            else:
                self.read_line(number, text)
        by_row: list[list[TableCell]] = [[] for _ in self.rows]
        for cell in sorted(self.cells, key=lambda cell: (cell.row, cell.column)):
            spans = (cell.column_span, cell.row_span)
            by_row[cell.row].append(cell_of_pieces(cell.pieces, references, *spans))
        return tuple(
            TableRow(row.first + 1, row.last + 1, tuple(cells), self.raw_row(row), row.rule)
            for row, cells in zip(self.rows, by_row, strict=True)
        )

    def raw_row(self, row: _GridRow) -> str:
        """Return the lines of a row as written."""
        return "\n".join(line.text.rstrip() for line in self.lines[row.first : row.last + 1])

    def read_separator(self, number: int, text: str) -> None:
        """Close the cells below which hyphens stand; the others go on in the next row."""
        closed = closed_columns(text, self.corners)
        if self.rows:
            self.rows[-1].rule = self.rows[-1].rule or text
        self.open = {column: cell for column, cell in self.open.items() if column not in closed}
        self.is_between_rows = True
        for start, end in open_stretches(text) if self.open else ():
            column = min(self.open, key=lambda at: abs(self.corners[at] - start))
            self.open[column].pieces.append(cell_piece(text, number + 1, start, end))

    def read_line(self, number: int, text: str) -> None:
        """Add a line to the cells of a row, which begins if hyphens stand above the line."""
        ranges = list(self.cell_ranges(text))
        if self.is_between_rows:
            self.rows.append(_GridRow(number, number))
            for cell in {id(cell): cell for cell in self.open.values()}.values():
                cell.row_span += 1
            for column, column_span, _, _ in ranges:
                if column not in self.open:
                    self.cells.append(_GridCell(len(self.rows) - 1, column, column_span))
                    spanned = range(column, column + column_span)
                    self.open |= dict.fromkeys(spanned, self.cells[-1])
        self.is_between_rows = False
        self.rows[-1].last = number
        for column, _, start, end in ranges:
            if column in self.open:
                self.open[column].pieces.append(cell_piece(text, number + 1, start, end))

    def cell_ranges(self, text: str) -> Iterator[tuple[int, int, int, int]]:
        """Yield the cells of a line: column, columns covered, and where it starts and ends.

        With as many bars as corners, they part the cells wherever they stand.
        """
        corners = self.corners
        masked = text if text.count("|") == len(corners) else mask_opaque(text)
        bars = [bar.start() for bar in re.finditer(r"\|", masked)]
        is_aligned = len(text) == corners[-1] + 1 and text[corners[0]] in "|+"
        if is_aligned and len(bars) != len(corners):
            at = 0
            for column in range(1, len(corners)):
                if text[corners[column]] in "|+":
                    yield at, column - at, corners[at] + 1, corners[column]
                    at = column
            return
        if len(bars) > len(corners):  # a bar in a text: what is too much belongs to the last cell
            bars[len(corners) - 1 :] = bars[-1:]
        at = 0
        for number, span in enumerate(spans_by_width(bars, corners)):
            yield at, span, bars[number] + 1, bars[number + 1]
            at += span


def spans_by_width(bars: Sequence[int], corners: Sequence[int]) -> list[int]:
    """Return how many columns each cell covers whose bars have moved: one, where none says more.

    Cells out of which nothing was taken are as wide as the columns that they cover, and no cell
    is wider; the columns are told by most of those that fit.
    """
    widths = [after - before for before, after in pairwise(bars)]
    best: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    for width in widths:
        further: dict[int, tuple[int, list[int]]] = {}
        for at, (fitting, spans) in best.items():
            for end in range(at + 1, len(corners)):
                room = corners[end] - corners[at]
                found = fitting + (room == width), [*spans, end - at]
                if width <= room and found[0] > further.get(end, (-1,))[0]:
                    further[end] = found
        best = further
    fitting, spans = best.get(len(corners) - 1, (0, []))
    return spans if fitting else [1] * len(widths)


def find_corners(lines: Sequence[PageLine], at: int, end: int) -> list[int]:
    """Return the columns in which corners stand in the whole borders of a grid."""
    corners: set[int] = set()
    for line in lines[at:end]:
        if _BORDER.match(line.text):
            corners |= {corner.start() for corner in re.finditer(r"\+", line.text)}
    return sorted(corners)


def closed_columns(text: str, corners: Sequence[int]) -> set[int]:
    """Return the columns across which hyphens stand in a line.

    In a line that is shorter than the border, they are found by their widths.
    """
    columns = len(corners) - 1
    segments = [segment.span() for segment in _SEGMENT.finditer(text)]
    if len(text) == corners[-1] + 1:
        return {
            column
            for column in range(columns)
            if any(a <= corners[column] + 1 and corners[column + 1] <= b for a, b in segments)
        }
    closed, column = set(), 0
    for start, end in segments:
        at = column
        while at < columns and corners[at + 1] - corners[at] - 1 != end - start:
            at += 1
        if at < columns:
            closed.add(at)
            column = at + 1
    return closed


def open_stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the parts of a line between its hyphens in which a cell goes on."""
    masked = re.sub(r"\+(?:[-=:]+\+)+", lambda hyphens: "+" * len(hyphens[0]), text)
    for stretch in re.finditer(r"(?:(?<=\+)|(?<=\|))[^+|]+(?=[+|])", masked):
        if stretch[0].strip():
            yield stretch.span()
