"""Pipe tables: ``| cell | cell |`` below a row of hyphens (GFM 4.10)."""

import re
from collections.abc import Sequence

from fwgraph.wiki.document import TableRow
from fwgraph.wiki.markdown.cells import cell_of_pieces, cell_piece
from fwgraph.wiki.markdown.inline import References
from fwgraph.wiki.markdown.lines import PageLine

_RULE = re.compile(r"\s*+\|?+\s*+:?+-++:?+\s*+(?:\|\s*+:?+-++:?+\s*+)*+\|?+\s*+\Z")
_BAR = re.compile(r"\\.|\|")


def starts_pipe_table(lines: Sequence[PageLine], at: int) -> bool:
    """Tell whether a row of headings stands here, with a row of hyphens below it."""
    if at + 1 >= len(lines) or not ("|" in lines[at].text or "|" in lines[at + 1].text):
        return False
    below = lines[at + 1].text
    if not _RULE.match(below) or "|" not in lines[at].text + below:
        return False
    return len(cell_ranges(lines[at])) == len(cell_ranges(lines[at + 1]))


def pipe_table_rows(
    lines: Sequence[PageLine], at: int, end: int, references: References
) -> tuple[TableRow, ...]:
    """Return the rows of a table that ends here, headings first; the hyphens are no row."""
    columns = len(cell_ranges(lines[at]))
    rows = []
    for number in (at, *range(at + 2, end)):
        text = lines[number].text
        pieces = (cell_piece(text, number + 1, *part) for part in cell_ranges(lines[number]))
        cells = [cell_of_pieces([piece], references) for piece in pieces]
        rows.append(TableRow(number + 1, number + 1, tuple(cells[:columns]), text.rstrip()))
    return tuple(rows)


def cell_ranges(line: PageLine) -> list[tuple[int, int]]:
    """Return where the cells of a row stand; a bar behind a backslash parts nothing."""
    text = line.text.rstrip()
    bars = [bar.start() for bar in _BAR.finditer(text) if bar[0] == "|"]
    starts = [line.start, *(bar + 1 for bar in bars)]
    ends = [*bars, len(text)]
    ranges = list(zip(starts, ends, strict=True))
    if bars and bars[0] == line.start:
        del ranges[0]
    if bars and bars[-1] == len(text) - 1 and len(ranges) > 1:
        del ranges[-1]
    return ranges
