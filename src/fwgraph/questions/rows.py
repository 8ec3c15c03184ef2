"""The rows of a table as dictionaries of terms, and what makes a table of them again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from pyoxigraph import Literal

from fwgraph.namespaces import Term
from fwgraph.store.table import Table, csv_text, python_value

StepRow = dict[str, Term | None]


def row_dicts(table: Table) -> list[StepRow]:
    """Return the rows as dictionaries of terms."""
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def table_from_rows(columns: Sequence[str], rows: Iterable[StepRow]) -> Table:
    """Return the rows as a table with these columns."""
    return Table(tuple(columns), tuple(tuple(row[name] for name in columns) for row in rows))


def insert_column(name: str, before: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the columns with one more before another."""
    number = columns.index(before)
    return (*columns[:number], name, *columns[number:])


def row_sort_key(*columns: str) -> Callable[[StepRow], list[tuple[bool, object]]]:
    """Return a sort key: whole numbers by size, all else by letters, the unbound first."""
    return lambda row: [(row[name] is not None, python_value(row[name])) for name in columns]


def merge_rows(rows: Iterable[StepRow], column: str) -> list[StepRow]:
    """Return rows that differ in one column only as one row, its words in a list."""
    return [
        {**group[0], column: join_cells(row[column] for row in group)}
        for group in group_rows(rows, column)
    ]


def group_rows(rows: Iterable[StepRow], *columns: str) -> list[list[StepRow]]:
    """Return rows that differ in these columns only together, in the order of the first ones."""
    groups: dict[tuple[Term | None, ...], list[StepRow]] = {}
    for row in rows:
        same = tuple(term for name, term in row.items() if name not in columns)
        groups.setdefault(same, []).append(row)
    return list(groups.values())


def join_cells(terms: Iterable[Term | None]) -> Literal | None:
    """Return the words of the terms, each once and sorted, between commas."""
    words = sorted({csv_text(term) for term in terms if term is not None})
    return Literal(", ".join(words)) if words else None
