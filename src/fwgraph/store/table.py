"""A table of terms, and its forms: for people, for spreadsheets, for programs."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from fwgraph.namespaces import PREFIXES, shorten_iri
from fwgraph.records import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Self

    from pyoxigraph import QuerySolutions

    from fwgraph.namespaces import Term

INTEGER = PREFIXES["xsd"] + "integer"
BOOLEAN = PREFIXES["xsd"] + "boolean"
BOOLEAN_VALUES = {"true": True, "1": True, "false": False, "0": False}


class Table(Record):
    """The rows of a SELECT, in the query's order; an unbound cell is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    @classmethod
    def from_solutions(cls, solutions: QuerySolutions) -> Self:
        """Return the whole answer of a query."""
        columns = tuple(variable.value for variable in solutions.variables)
        return cls(columns, tuple(tuple(solution) for solution in solutions))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[dict[str, str | int | bool | None]]:
        """Yield each row as a dictionary of plain Python values, ready for a DataFrame."""
        for row in self.rows:
            yield {name: python_value(term) for name, term in zip(self.columns, row, strict=True)}

    def csv(self) -> str:
        """Return the rows as CSV with a header; an unbound cell is empty."""
        import csv
        import io

        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(self.columns)
        writer.writerows([csv_text(term) for term in row] for row in self.rows)
        return out.getvalue()

    def tsv(self) -> str:
        """Return the rows as SPARQL 1.1 TSV: terms in Turtle, ``?`` before each column."""
        lines = [[f"?{name}" for name in self.columns]]
        lines += [["" if term is None else str(term) for term in row] for row in self.rows]
        return "".join("\t".join(line) + "\n" for line in lines)

    def json(self) -> str:
        """Return the rows as one JSON list of objects."""
        import json

        return json.dumps(list(self), ensure_ascii=False, indent=1) + "\n"

    def aligned_text(self, width: int | None = None) -> str:
        """Return the rows as aligned text of at most so many characters (the terminal's).

        Columns of IRIs, which repeat what others say for people, are left out, unless
        there are no others.
        """
        every = range(len(self.columns))
        shown = [n for n in every if not self.columns[n].endswith("_iri")] or list(every)
        cells = [[self.columns[n] for n in shown]]
        cells += [[display_text(row[n]) for n in shown] for row in self.rows]
        return align_columns(cells, width or terminal_width())


def csv_text(term: Term | None) -> str:
    """Return a cell of CSV: the lexical form, nothing for an unbound one."""
    match term:
        case None:
            return ""
        case NamedNode() | Literal():
            return term.value
    return str(term)


def display_text(term: Term | None) -> str:
    """Return a term as people read it: IRIs short, control characters made visible."""
    short = shorten_iri(term.value) if isinstance(term, NamedNode) else csv_text(term)
    return printable_text(short)


def printable_text(words: str) -> str:
    """Return the words on one line, with nothing that a terminal would obey."""
    return "".join(letter if letter.isprintable() else " " for letter in words)


def python_value(term: Term | None) -> str | int | bool | None:
    """Return a term as a plain Python value; numbers that are whole become ``int``."""
    if isinstance(term, Literal):
        if term.datatype.value == INTEGER and is_whole_number(term.value):
            return int(term.value)
        if term.datatype.value == BOOLEAN and term.value in BOOLEAN_VALUES:
            return BOOLEAN_VALUES[term.value]
    return None if term is None else csv_text(term)


def is_whole_number(words: str) -> bool:
    """Tell whether the words are a whole number of at most 18 digits, with or without a sign."""
    digits = words.removeprefix(words[:1] if words.startswith(("+", "-")) else "")
    return digits.isascii() and digits.isdigit() and len(digits) <= 18


def align_columns(cells: list[list[str]], width: int) -> str:
    """Return rows as aligned columns under a rule, the widest columns cut to fit."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    while sum(widths) + 2 * (len(widths) - 1) > width and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    rule = ["─" * each for each in widths]
    return "".join(align_row(row, widths) for row in [cells[0], rule, *cells[1:]])


def align_row(cells: Iterable[str], widths: list[int]) -> str:
    """Return one row, cut cells marked with an ellipsis."""
    padded = (
        truncate_cell(cell, width).ljust(width) for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip() + "\n"


def truncate_cell(cell: str, width: int) -> str:
    """Return the cell in at most so many characters."""
    return cell if len(cell) <= width else cell[: width - 1] + "…"


def terminal_width(otherwise: int = 160) -> int:
    """Return the width of the terminal as shutil does, which is slow to import."""
    columns = os.environ.get("COLUMNS", "")
    if is_whole_number(columns) and int(columns) > 0:
        return int(columns)
    if sys.__stdout__ is None:
        return otherwise
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or otherwise
    except (ValueError, OSError):  # closed, or no terminal
        return otherwise
