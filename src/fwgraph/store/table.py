"""A table of terms, and its forms: for people, for spreadsheets, for programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, QuerySolutions

from fwgraph.namespaces import PREFIXES, Term, shorten_iri
from fwgraph.records import Record

INTEGER = PREFIXES["xsd"] + "integer"
BOOLEAN = PREFIXES["xsd"] + "boolean"
BOOLEAN_VALUES = {"true": True, "1": True, "false": False, "0": False}

PlainValue = str | int | bool | None
PlainRow = dict[str, PlainValue]
"""A solution as plain Python values, by column."""


class Table(Record):
    """The solutions of a SELECT, in the query's order; an unbound cell is None."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    @classmethod
    def from_solutions(cls, solutions: QuerySolutions) -> Table:
        """Return all solutions of a query."""
        columns = tuple(variable.value for variable in solutions.variables)
        return cls(columns, tuple(tuple(solution) for solution in solutions))

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[PlainRow]:
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

        Columns of IRIs, which repeat the labels beside them, are left out, unless there
        are no others.
        """
        numbers = range(len(self.columns))
        shown = [n for n in numbers if not self.columns[n].endswith("_iri")] or numbers
        cells = [[self.columns[n] for n in shown]]
        cells += [[display_text(row[n]) for n in shown] for row in self.rows]
        return align_columns(cells, width or terminal_width())


def csv_text(term: Term | None) -> str:
    """Return a cell of CSV: the lexical form, nothing for an unbound one."""
    if term is None:
        return ""
    return term.value if isinstance(term, NamedNode | Literal) else str(term)


def display_text(term: Term | None) -> str:
    """Return a term as people read it: IRIs short, control characters made visible."""
    short = shorten_iri(term.value) if isinstance(term, NamedNode) else csv_text(term)
    return printable_text(short)


def printable_text(words: str) -> str:
    """Return the words on one line, control characters replaced: a terminal obeys those."""
    if words.isprintable():  # nearly always, and a hundred times as fast
        return words
    return "".join(letter if letter.isprintable() else " " for letter in words)


def python_value(term: Term | None) -> PlainValue:
    """Return a term as a plain Python value; numbers that are whole become ``int``."""
    if isinstance(term, Literal):
        if term.datatype.value == INTEGER and is_whole_number(term.value):
            return int(term.value)
        if term.datatype.value == BOOLEAN and term.value in BOOLEAN_VALUES:
            return BOOLEAN_VALUES[term.value]
    return None if term is None else csv_text(term)


def is_whole_number(words: str) -> bool:
    """Tell whether the words are a whole number of at most 18 digits, with or without a sign."""
    digits = words[1:] if words.startswith(("+", "-")) else words
    return digits.isascii() and digits.isdigit() and len(digits) <= 18


def align_columns(cells: list[list[str]], total: int) -> str:
    """Return rows as aligned columns under a rule, the widest columns cut to fit the total."""
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    while sum(widths) + 2 * (len(widths) - 1) > total and max(widths) > 12:
        widths[widths.index(max(widths))] -= 1
    rule = ["─" * width for width in widths]
    return "".join(align_row(row, widths) for row in [cells[0], rule, *cells[1:]])


def align_row(cells: Iterable[str], widths: list[int]) -> str:
    """Return one row, cut cells marked with an ellipsis."""
    padded = (
        (cell if len(cell) <= width else f"{cell[: width - 1]}…").ljust(width)
        for cell, width in zip(cells, widths, strict=True)
    )
    return "  ".join(padded).rstrip() + "\n"


def terminal_width(fallback: int = 160) -> int:
    """Return the width of the terminal as shutil does, which is slow to import."""
    columns = os.environ.get("COLUMNS", "")
    if is_whole_number(columns) and int(columns) > 0:
        return int(columns)
    if sys.__stdout__ is None:
        return fallback
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or fallback
    except (ValueError, OSError):  # closed, or no terminal
        return fallback
