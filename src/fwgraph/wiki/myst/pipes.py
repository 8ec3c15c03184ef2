"""Tables of pandoc written as pipe tables, which hold one line of text in each cell."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import zip_longest

from fwgraph.wiki.document import PageTable, TableCell
from fwgraph.wiki.myst.tables import column_ranges, table_form
from fwgraph.wiki.row_entries import header_columns, looks_like_headings, place_cells
from fwgraph.wiki.spans import InlineText, SpanKind

PipeRow = tuple[str, int]
"""A row as it is written, and the line of the page that it comes from."""

_BLOCK = re.compile(r"(?:[-+*]|\d{1,9}[.)]|#{1,6})(?:\s|\Z)|>|`{3}|~{3}|:{3}|\+[-=:]+\+|\|")
_HARD_BREAK = re.compile(r"\\\n|  \n")
_BAR = re.compile(r"(\\*)\|")
_RULES = {"left": ":---", "right": "---:", "center": ":---:", "": "---"}


def why_not_pipes(table: PageTable) -> str | None:
    """Return what a table holds that no pipe table can, or nothing where there is no such thing."""
    is_grid = table_form(table) == "grid"
    if not table.rows:
        return "it has no rows"
    if is_grid and "=" in "".join(row.rule or "" for row in table.rows[1:]):
        return "it has several rows of headings, or a foot"
    for row in table.rows:
        for cell in row.cells:
            if reason := why_not_in_cell(cell.text, holds_blocks=is_grid):
                return f"{reason} (line {cell.text.line})"
    return None


def why_not_in_cell(text: InlineText, *, holds_blocks: bool) -> str | None:
    """Return what a cell holds that needs lines of its own, or nothing."""
    source = text.source
    if _HARD_BREAK.search(source):
        return "a cell has a line break"
    if holds_blocks and "\n\n" in source:
        return "a cell has several paragraphs"
    if holds_blocks and any(map(_BLOCK.match, source.split("\n"))):
        return "a cell holds a list, code or another block"
    if "|" in source and any(has_odd_bar(source, *span) for span in code_ranges(text)):
        return "code in a cell has a bar behind a backslash"
    return None


def code_ranges(text: InlineText) -> Iterator[tuple[int, int]]:
    """Yield where code stands in a text."""
    return ((span.start, span.end) for span in text.spans if span.kind is SpanKind.CODE)


def has_odd_bar(source: str, start: int, end: int) -> bool:
    """Tell whether code has a bar that no number of backslashes can escape."""
    return any(len(bar[1]) % 2 for bar in _BAR.finditer(source, start, end))


def pipe_rows(table: PageTable) -> list[PipeRow]:
    """Return the rows of a pipe table that shows what a table does: headings, rule and the rest.

    What spans rows is repeated in each; what spans columns stands in the first of them. A first
    row that reads as headings is one, whether or not the table says so; without any the
    headings are empty.
    """
    rows = list(expand_rows(table, pipe_cell))
    width = max(len(texts) for texts, _ in rows)
    marks = [_RULES[side] for _, side in zip_longest(range(width), alignments(table), fillvalue="")]
    lines = [(pipe_row(texts, width), line) for texts, line in rows]
    rule = (f"| {' | '.join(marks[:width])} |", table.line)
    if has_headings(table):
        return [lines[0], rule, *lines[1:]]
    return [(pipe_row([], width), table.line), rule, *lines]


def expand_rows(
    table: PageTable, write: Callable[[TableCell], str]
) -> Iterator[tuple[list[str], int]]:
    """Yield what stands in each column of each row, with the line of the row."""
    spanning: dict[int, str] = {}
    for placed in place_cells(table):
        texts = {column: spanning.get(column, "") for column in placed.covered}
        for column, cell in placed.cells.items():
            texts[column] = write(cell)
            texts |= {column + more: "" for more in range(1, cell.column_span)}
            if cell.row_span > 1:
                spanning[column] = texts[column]
        yield [texts.get(at, "") for at in range(max(texts, default=0) + 1)], placed.row.line


def pipe_cell(cell: TableCell) -> str:
    """Return the text of a cell on one line, its bars escaped."""
    source = cell.text.source.replace("\n", " ").strip()
    if "|" not in source:
        return source
    # A bar that is escaped shows the same; more backslashes than one show some themselves.
    return _BAR.sub(lambda bar: bar[0] if len(bar[1]) % 2 else rf"{bar[1]}\|", source)


def shown_words(cell: TableCell) -> str:
    """Return what a reader sees of a cell on one line; bars in code without their escapes."""
    return " ".join(cell.text.plain.replace("\\|", "|").split())


def pipe_row(texts: Sequence[str], width: int) -> str:
    """Return a row of so many cells."""
    cells = [*texts, *[""] * (width - len(texts))]
    return f"| {' | '.join(cells)} |"


def has_headings(table: PageTable) -> bool:
    """Tell whether the first row of a table is one of headings: by its rule, or by its words."""
    first = table.raw.lstrip("\ufeff").partition("\n")[0]
    if table_form(table) == "grid":
        says_so = "=" in (table.rows[0].rule or "")
    else:
        says_so = not re.match(r"\s*--+ ", first)
    if says_so or not any(cell.text.source for cell in table.rows[0].cells):
        return says_so
    placed = list(place_cells(table))
    return bool(header_columns(placed[0].cells)) or looks_like_headings(placed[0], placed[1:])


def alignments(table: PageTable) -> list[str]:
    """Return on which side the texts of each column stand, empty where the table does not say.

    A grid says so by colons. In a simple table it is where the first row stands in its column;
    that says nothing where it stands as all text does, on the left.
    """
    if table_form(table) == "grid":
        lines = table.raw.lstrip("\ufeff").split("\n")
        rule = next((row.rule for row in table.rows if "=" in (row.rule or "")), None) or lines[0]
        return [grid_side(part) for part in re.findall(r"[-=:]+", rule)]
    columns = column_ranges(table)
    first = [cell.text for cell in table.rows[0].cells[: len(columns)]]
    return [simple_side(text, *column) for text, column in zip(first, columns, strict=False)]


def grid_side(rule: str) -> str:
    """Return the side that the colons of a rule say."""
    if rule.startswith(":") and rule.endswith(":"):
        return "center"
    return "left" if rule.startswith(":") else "right" if rule.endswith(":") else ""


def simple_side(text: InlineText, start: int, end: int) -> str:
    """Return the side on which a text stands within its column."""
    first = text.source.partition("\n")[0]
    left, right = text.columns[0] - start, end - text.columns[0] - len(first)
    if not first or left <= 0 or right < 0:
        return ""
    return "right" if right == 0 else "center"
