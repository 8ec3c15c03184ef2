"""A table of terms, and its forms: for people, for spreadsheets, for programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property, partial

from pyoxigraph import Literal, NamedNode, QuerySolutions

from fwgraph.namespaces import PREFIXES, Term, shorten_iri
from fwgraph.records import Record
from fwgraph.store.text_width import display_width, pad_text, wrap_columns

INTEGER = PREFIXES["xsd"] + "integer"
BOOLEAN = PREFIXES["xsd"] + "boolean"
BOOLEAN_VALUES = {"true": True, "1": True, "false": False, "0": False}

PlainValue = str | int | bool | None
PlainRow = dict[str, PlainValue]
"""A solution as plain Python values, by column."""
TableEvidence = tuple[tuple[PlainRow, ...], ...]
"""For each row the statements on which it rests, the newest first."""
WORDY = ("source", "quote")
"""The columns that are cut before others where a table does not fit: they say who says so."""
REPR_ROWS = 20
"""How many rows the text of a table in an interpreter has; ``print(table)`` has all."""


class Table(Record, Sequence[PlainRow]):
    """The rows of an answer, in its order: a sequence of dictionaries of plain Python values.

    ``columns`` are their names. ``rows`` has the same as tuples of terms; an unbound cell is
    None. Tables are equal where both are.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]
    find_evidence: Callable[[], TableEvidence] | None = None

    @classmethod
    def from_solutions(cls, solutions: QuerySolutions) -> Table:
        """Return all solutions of a query."""
        columns = tuple(variable.value for variable in solutions.variables)
        return cls(columns, tuple(tuple(solution) for solution in solutions))

    @cached_property
    def evidence(self) -> TableEvidence:
        """For each row the statements that it rests on, the newest first, as dictionaries.

        They have ``source``, ``line``, ``date``, ``voice``, ``quote`` and ``address``. Empty
        where rows do not rest on statements, such as those of a SPARQL query.
        """
        return self.find_evidence() if self.find_evidence else ()

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def __iter__(self) -> Iterator[PlainRow]:
        """Yield each row as a dictionary of plain Python values, ready for a DataFrame."""
        return map(self._plain_row, self.rows)

    def __getitem__(self, key: int | slice) -> PlainRow | Table:
        """Return a row, or with a slice the table of some rows; raises IndexError."""
        if not isinstance(key, slice):
            return self._plain_row(self.rows[key])
        find = self.find_evidence and (lambda: self.evidence[key])
        return Table(self.columns, self.rows[key], find)

    def _plain_row(self, row: tuple[Term | None, ...]) -> PlainRow:
        return {name: python_value(term) for name, term in zip(self.columns, row, strict=True)}

    def __eq__(self, other: object) -> bool:
        """Tell whether the other is a table of the same columns and rows."""
        if not isinstance(other, Table):
            return NotImplemented
        return (self.columns, self.rows) == (other.columns, other.rows)

    def __hash__(self) -> int:
        """Return the hash of columns and rows."""
        return hash((self.columns, self.rows))

    def __reduce__(self) -> tuple[object, ...]:
        """Return how to make it again, without the graph that it came from."""
        find = self.find_evidence and partial(tuple, self.evidence)
        return Table, (self.columns, self.rows, find)

    def __repr__(self) -> str:
        """Return the first rows as aligned text, and how many there are."""
        more = f"… {len(self):,} rows\n" if len(self) > REPR_ROWS else ""
        return Table(self.columns, self.rows[:REPR_ROWS]).aligned_text() + more

    def __str__(self) -> str:
        """Return all rows as aligned text."""
        return self.aligned_text()

    def _repr_html_(self) -> str:
        """Return the first rows as an HTML table with links, for notebooks."""
        from fwgraph.media_types import import_function  # writers of tables are above this room

        return import_function("html_table:write_html_table")(self)

    def to_dicts(self) -> list[dict[str, object]]:
        """Return the rows as dictionaries, with ``evidence`` where they rest on statements."""
        if self.find_evidence is None:
            return list(self)
        pairs = zip(self, self.evidence, strict=True)
        return [{**row, "evidence": list(statements)} for row, statements in pairs]

    def to_pandas(self):
        """Return the rows as a ``pandas.DataFrame`` with the same columns.

        Raises NotInstalled where pandas is not.
        """
        try:
            from pandas import DataFrame
        except ImportError as error:
            from fwgraph.errors import NotInstalled

            raise NotInstalled("pandas is not installed: pip install pandas") from error
        return DataFrame(list(self), columns=list(self.columns))

    def to_csv(self, path: str | os.PathLike[str] | None = None) -> str | None:
        """Return the rows as CSV with a header, or write them to a file."""
        if path is None:
            return self.csv()
        from pathlib import Path

        from fwgraph.files import replace_file

        replace_file(Path(path), self.csv().encode())
        return None

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
        """Return the rows as one JSON list of objects, with their evidence."""
        import json

        return json.dumps(self.to_dicts(), ensure_ascii=False, indent=1) + "\n"

    def aligned_text(self, width: int | None = None) -> str:
        """Return the rows as aligned text, no wider than a number of columns or the terminal.

        Nothing is cut for a width of 0, or where the output is no terminal. Columns of IRIs,
        which repeat the labels beside them, are left out, unless there are no others.
        """
        numbers = range(len(self.columns))
        shown = [n for n in numbers if not self.columns[n].endswith("_iri")] or numbers
        cells = [[self.columns[n] for n in shown]]
        cells += [[display_text(row[n]) for n in shown] for row in self.rows]
        return align_columns(cells, terminal_width() if width is None else width or None)


def csv_text(term: Term | PlainValue) -> str:
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


def align_columns(cells: list[list[str]], total: int | None) -> str:
    """Return rows as aligned columns under a rule, the widest columns cut to fit the total.

    Where even so they do not fit, each row becomes a block with a line for each cell.
    """
    widths = [max(map(display_width, column)) for column in zip(*cells, strict=True)]
    if total is not None:
        wordy = [number for number, name in enumerate(cells[0]) if name in WORDY]
        narrow_columns(widths, total, wordy, 8)
        narrow_columns(widths, total, range(len(widths)), 12)
        if table_width(widths) > total:
            return stack_rows(cells, total)
    rule = ["─" * width for width in widths]
    return "".join(align_row(row, widths) for row in [cells[0], rule, *cells[1:]])


def narrow_columns(widths: list[int], total: int, columns: Sequence[int], least: int) -> None:
    """Make the widest of some columns narrower until all fit, none of them under the least."""
    while columns and table_width(widths) > total:
        widest = max(columns, key=widths.__getitem__)
        if widths[widest] <= least:
            return
        widths[widest] -= 1


def table_width(widths: list[int]) -> int:
    """Return how wide columns are together, with two blanks between them."""
    return sum(widths) + 2 * (len(widths) - 1)


def stack_rows(cells: list[list[str]], total: int) -> str:
    """Return each row as lines of name and value, wrapped, with a blank line between rows."""
    name_width = max(map(display_width, cells[0])) + 2
    blocks = [
        [
            line
            for name, value in zip(cells[0], row, strict=True)
            if value
            for line in wrap_columns(value, total, pad_text(name, name_width), " " * name_width)
        ]
        for row in cells[1:]
    ]
    return "\n\n".join("\n".join(lines) for lines in blocks) + "\n" * bool(blocks)


def align_row(cells: Iterable[str], widths: list[int]) -> str:
    """Return one row, cut cells marked with an ellipsis."""
    padded = map(pad_text, cells, widths)
    return "  ".join(padded).rstrip() + "\n"


def terminal_width(fallback: int | None = None) -> int | None:
    """Return the width of the terminal as shutil does, which is slow to import.

    ``COLUMNS`` says it of a terminal that is not there, too; without it, the fallback counts.
    """
    columns = os.environ.get("COLUMNS", "")
    if is_whole_number(columns) and int(columns) > 0:
        return int(columns)
    if sys.__stdout__ is None:
        return fallback
    try:
        return os.get_terminal_size(sys.__stdout__.fileno()).columns or fallback
    except (ValueError, OSError):  # closed, or no terminal
        return fallback
