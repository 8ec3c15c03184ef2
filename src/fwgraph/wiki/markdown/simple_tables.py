"""Tables whose columns are parted by blanks, between rules of hyphens (pandoc: simple, multiline).

Where attributes were taken out of the cells, the rules no longer match the columns. Cells are
then what is parted by two blanks or more.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from fwgraph.wiki.document import TableRow
from fwgraph.wiki.markdown.cells import cell_of_pieces, cell_piece, mask_opaque
from fwgraph.wiki.markdown.inline import References
from fwgraph.wiki.markdown.lines import PageLine

Columns = Sequence[tuple[int, int]]
"""Where the columns of a table start and end by its rule."""

_COLUMN_RULE = re.compile(r"\s*+-{2,}+(?: ++-{2,}+)++\s*+\Z")
_FULL_RULE = re.compile(r"\s*+-{3,}+\s*+\Z")
_PART = re.compile(r"\S++(?: \S++)*+")
_OTHER_BLOCK = re.compile(r"\s*+(?:(?:[-+*]|[0-9]{1,9}[.)])\s++)?(?:#{1,6}\s|:{3}|`{3}|~{3})")
_HEADING_LINES = 20


def find_simple_table(
    lines: Sequence[PageLine], at: int, references: References
) -> tuple[int, tuple[TableRow, ...]] | None:
    """Return where a table ends that begins here, and its rows, or nothing.

    A rule of hyphens without a table below it is none.
    """
    if lines[at].text.startswith("-", lines[at].start):
        return _find_ruled_table(lines, at, references)
    if starts_headed_table(lines, at):
        end = at + 2
        while end < len(lines) and not (
            lines[end].is_blank or _is_rule(lines[end]) or _OTHER_BLOCK.match(lines[end].text)
        ):
            end += 1
        last = end + 1 if end < len(lines) and _is_rule(lines[end]) else end
        return _read_table(lines, at + 1, (at, end), last, references)
    return None


def _find_ruled_table(
    lines: Sequence[PageLine], at: int, references: References
) -> tuple[int, tuple[TableRow, ...]] | None:
    """Return where a table ends that begins with a rule here, and its rows, or nothing."""
    if _COLUMN_RULE.match(lines[at].text):
        end = _find_closing_rule(lines, at, at + 1)
        return _read_table(lines, at, (at + 1, end - 1), end, references) if end else None
    if _FULL_RULE.match(lines[at].text):
        rule = _find_heading_rule(lines, at + 1)
        end = rule and _find_closing_rule(lines, at, rule + 1)
        return (
            _read_table(lines, rule, (at + 1, end - 1), end, references) if end and rule else None
        )
    return None


def starts_headed_table(lines: Sequence[PageLine], at: int) -> bool:
    """Tell whether a row of headings stands here, with a rule and a row below it."""
    return (
        at + 2 < len(lines)
        and lines[at + 1].text.startswith("-", lines[at + 1].start)
        and _COLUMN_RULE.match(lines[at + 1].text) is not None
        and not lines[at].is_blank
        and not lines[at + 2].is_blank
        and not any(map(_is_rule, (lines[at], lines[at + 2])))
        and not any(_OTHER_BLOCK.match(lines[number].text) for number in (at, at + 2))
    )


def _is_rule(line: PageLine) -> bool:
    return bool(_COLUMN_RULE.match(line.text) or _FULL_RULE.match(line.text))


def _find_closing_rule(lines: Sequence[PageLine], opening: int, at: int) -> int | None:
    """Return where the table behind a rule ends; one with blank lines ends with the same rule."""
    has_blanks = False
    for number in range(at, len(lines)):
        line = lines[number]
        if _is_rule(line):
            is_same = line.text.strip() == lines[opening].text.strip()
            is_closed = is_same or not (has_blanks or _FULL_RULE.match(lines[opening].text))
            return number + 1 if is_closed and number > at else None
        if line.is_blank and number == at:
            return None
        if _OTHER_BLOCK.match(line.text):
            return None
        has_blanks |= line.is_blank
    return None


def _find_heading_rule(lines: Sequence[PageLine], at: int) -> int | None:
    """Return the line of the rule that stands below the headings here, if one does."""
    for number in range(at, min(at + _HEADING_LINES, len(lines))):
        if lines[number].is_blank:
            return None
        if _is_rule(lines[number]):
            is_columns = number > at and _COLUMN_RULE.match(lines[number].text)
            return number if is_columns else None
    return None


def _read_table(
    lines: Sequence[PageLine], rule: int, part: tuple[int, int], end: int, references: References
) -> tuple[int, tuple[TableRow, ...]]:
    """Return where a table ends, and the rows in a part of it, whose columns a rule shows.

    Rows have one line each, but for tables with blank lines, which part their rows.
    """
    columns = [hyphens.span() for hyphens in re.finditer("-+", lines[rule].text)]
    left = left_columns(lines[part[0]].text, columns)
    is_multiline = any(lines[number].is_blank for number in range(*part))
    rows = []
    for first, last in _row_extents(lines, rule, part, is_multiline=is_multiline):
        ranges = [find_cells(lines[number].text, columns, left) for number in range(first, last)]
        cells = []
        for column in range(len(columns)):
            parts = zip(range(first, last), ranges, strict=True)
            pieces = [cell_piece(lines[at].text, at + 1, *each[column]) for at, each in parts]
            cells.append(cell_of_pieces(pieces, references))
        raw = "\n".join(lines[number].text.rstrip() for number in range(first, last))
        rows.append(TableRow(first + 1, last, tuple(cells), raw, "" if is_multiline else None))
    return end, tuple(rows)


def _row_extents(
    lines: Sequence[PageLine], rule: int, part: tuple[int, int], *, is_multiline: bool
) -> Iterator[tuple[int, int]]:
    """Yield where the rows in a part of a page begin and end."""
    starts = {rule, rule + 1, part[1]} | {
        number for number in range(*part) if lines[number].is_blank
    }
    starts |= {number + 1 for number in starts if number < part[1]}
    if not is_multiline:
        starts |= set(range(*part))
    for first, end in pairwise(sorted(starts | {part[0]})):
        if part[0] <= first < part[1] and first != rule and not lines[first].is_blank:
            yield first, end


def left_columns(heading: str, columns: Columns) -> frozenset[int]:
    """Return the columns whose cells begin where they do, as their headings show."""
    return frozenset(
        column
        for column, (start, end) in enumerate(columns)
        if heading[start : start + 1].strip() and not heading[end - 1 : end].strip()
    )


def find_cells(
    text: str, columns: Columns, left: frozenset[int] = frozenset()
) -> list[tuple[int, int]]:
    """Return where the cells of a row stand: below the rule, or in the order of its parts."""
    parts = [part.span() for part in _PART.finditer(text)]
    if (aligned := place_below_rule(parts, columns, left)) is not None:
        return fill_cells(aligned, columns)
    if len(parts) != len(columns):
        parts = [part.span() for part in _PART.finditer(mask_opaque(text))]
    if len(parts) > len(columns):
        parts[len(columns) - 1 :] = [(parts[len(columns) - 1][0], parts[-1][1])]
    if len(parts) == len(columns):
        return parts
    return fill_cells(place_before_rule(text, parts, columns), columns)


def place_below_rule(
    parts: Sequence[tuple[int, int]], columns: Columns, left: frozenset[int]
) -> dict[int, tuple[int, int]] | None:
    """Return the parts by column if each stands below the hyphens of one; the last may go on."""
    placed: dict[int, tuple[int, int]] = {}
    column, last = 0, len(columns) - 1
    starts = {start for start, _ in columns[1:]}
    # What stands in front of a part that has not moved has not moved either.
    unmoved = max((at for at, (start, _) in enumerate(parts) if start in starts), default=0)
    for number, (start, end) in enumerate(parts):
        while column < last and start >= columns[column + 1][0]:
            column += 1
        if start < columns[column][0] or (column < last and end > columns[column][1]):
            return None
        if column in placed and column < last and number >= unmoved:
            return None
        if column in left and column not in placed and start > columns[column][0]:
            return None
        placed[column] = (placed.get(column, (start, end))[0], end)
    return placed


def place_before_rule(
    text: str, parts: Sequence[tuple[int, int]], columns: Columns
) -> dict[int, tuple[int, int]]:
    """Return the parts by column where text was taken out, so that what is behind it moved left.

    A part has moved as far as the one before it, or further. A row whose last cell is empty has
    blanks up to it: they tell how far all has moved that is behind the last link.
    """
    moved_in_all = columns[-1][0] - len(text) if text.endswith(" ") else None
    last_link = max((at for at, (a, b) in enumerate(parts) if "](" in text[a:b]), default=-1)
    placed: dict[int, tuple[int, int]] = {}
    column, moved = -1, 0
    for number, (start, end) in enumerate(parts):
        most = len(columns) - len(parts) + number
        column += 1
        if moved_in_all is not None and number > last_link:
            while column < most and columns[column][1] <= start + moved_in_all:
                column += 1
        elif number or columns[0][1] < start:
            while column < most and columns[column][0] - start < moved:
                column += 1
            moved = max(moved, columns[column][0] - start)
        placed[column] = (start, end)
    return placed


def fill_cells(placed: dict[int, tuple[int, int]], columns: Columns) -> list[tuple[int, int]]:
    """Return where every cell stands; an empty one where its column starts, behind no other."""
    cells = []
    end = -2
    for column, (start, _) in enumerate(columns):
        cell = placed.get(column)
        cells.append(cell or (max(start, end + 2),) * 2)
        end = cells[-1][1]
    return cells
