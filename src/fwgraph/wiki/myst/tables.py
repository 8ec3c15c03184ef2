"""The forms of tables in Markdown, and whether their columns stand where their rules say.

MyST knows pipe tables alone; simple and grid tables are pandoc's.
"""

import re
import unicodedata
from collections.abc import Iterator

from fwgraph.wiki.document import PageTable, TableRow
from fwgraph.wiki.markdown.cells import mask_opaque
from fwgraph.wiki.markdown.lines import split_page
from fwgraph.wiki.markdown.pipe_tables import cell_ranges, starts_pipe_table
from fwgraph.wiki.spans import InlineText, TextRange

_HYPHENS = re.compile(r"-+")
_RULE = re.compile(r"\s*+-[-\s]*+\Z")
_BAR_RULE = re.compile(r"\s*+\|?+\s*+:?+-++:?+\s*+(?:\|\s*+:?+-++:?+\s*+)*+\|?+\s*+\Z")


def table_form(table: PageTable) -> str:
    """Return whether a table is a pipe, simple or grid table."""
    first = table.raw[:1000].lstrip("\ufeff").partition("\n")[0]
    if first.lstrip().startswith("+"):
        return "grid"
    head = "\n".join(table.raw.split("\n", 2)[:2])
    is_pipe = not _RULE.match(first) and starts_pipe_table(split_page(head), 0)
    return "pipe" if is_pipe else "simple"


def column_ranges(table: PageTable) -> list[tuple[int, int]]:
    """Return where the columns of a simple table start and end by its rule.

    It is the first one with blanks in it; a table of one column has none.
    """
    rules = [line for line in table.raw.split("\n")[:30] if _RULE.match(line.rstrip("\r"))]
    rule = next((each for each in rules if " " in each.strip()), rules[0] if rules else "")
    return [hyphens.span() for hyphens in _HYPHENS.finditer(rule.lstrip("\ufeff"))]


def rules_left_at(table: PageTable) -> tuple[TextRange, str] | None:
    """Return the first text that does not stand where the rules of its table say, or nothing."""
    form = table_form(table)
    if form == "pipe":
        return None
    return _left_simple_rule(table) if form == "simple" else _left_corners(table)


def _left_simple_rule(table: PageTable) -> tuple[TextRange, str] | None:
    columns = column_ranges(table)
    for row in table.rows:
        for column, cell in enumerate(row.cells[: len(columns)]):
            start, end = columns[column]
            for line in cell.text.lines():
                at = line.columns[0]
                is_last = column == len(columns) - 1
                is_left = at < start or (not is_last and at + len(line.source) > end)
                if line.source and is_left:
                    return line.extent, visible_text(cell.text, line.source)
    return None


def _left_corners(table: PageTable) -> tuple[TextRange, str] | None:
    """Return the first text of a row whose bars stand beside the corners of the grid.

    Where signs are two columns wide, places cannot be compared.
    """
    lines = [line.lstrip("\ufeff").rstrip() for line in table.raw.split("\n")]
    corners = [at for at, sign in enumerate(lines[0]) if sign == "+"]
    if not table.raw.isascii() and any(map(is_wide, table.raw)):
        return None
    for row in table.rows:
        for number in range(row.line, row.last_line + 1):
            text = lines[number - table.line]
            bars = [bar.start() for bar in re.finditer(r"[|+]", mask_opaque(text))]
            is_closed = len(text) == corners[-1] + 1 and text[-1:] in {"|", "+"}
            if not is_closed or (len(bars) == len(corners) and bars != corners):
                return first_text_on_line(row, number)
    return None


def first_text_on_line(row: TableRow, number: int) -> tuple[TextRange, str]:
    """Return the first text of a row on one of its lines, or else its first one."""
    on_line = (
        (line.extent, visible_text(cell.text, line.source))
        for cell in row.cells
        for line in cell.text.lines()
        if line.line == number and line.source
    )
    first, line = row.cells[0].text, row.raw.split("\n")[number - row.line]
    place = TextRange(number, first.columns[0], first.columns[0])
    return next(on_line, (place, visible_text(first, line)))


def visible_text(text: InlineText, line: str) -> str:
    """Return what a reader sees of a text, or else a line as it is: a picture shows no words."""
    return text.plain if text.plain.strip() else line


def is_wide(sign: str) -> bool:
    """Tell whether a sign takes two columns."""
    return unicodedata.east_asian_width(sign) in {"W", "F"}


def surplus_cells(table: PageTable) -> TextRange | None:
    """Return the first cell of a pipe table that no heading is above, which is not published."""
    heads = len(table.rows[0].cells)
    for row in table.rows[1:]:
        if row.raw.count("|") < heads:
            continue
        (line,) = split_page(row.raw)
        ranges = cell_ranges(line)
        if len(ranges) > heads:
            return TextRange(row.line, *ranges[heads])
    return None


def uneven_rules(text: str, line: int) -> Iterator[TextRange]:
    """Yield the lines of a paragraph that are headings above a rule with other columns."""
    if "|" not in text or "-" not in text:
        return
    lines = split_page(text)
    for at in range(len(lines) - 1):
        head, rule = lines[at], lines[at + 1]
        if "|" in head.text and "|" in rule.text and _BAR_RULE.match(rule.text):
            yield TextRange(line + at, head.start, len(head.text))
