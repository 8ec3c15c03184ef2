"""A list of a package index in tab-separated columns, as somebody else made it.

Columns are ``slug`` (of the software), ``name`` (of the package), ``version``, ``month`` (or a
day) of its upload, ``rank`` and ``match`` (why the package is the software). All but ``name``
may be missing.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass

from packaging.utils import canonicalize_name
from pyoxigraph import Literal, NamedNode

from fwgraph.errors import Unreadable
from fwgraph.graph import Graph
from fwgraph.namespaces import term
from fwgraph.upstream.index_edition import IndexListing
from fwgraph.upstream.known_packages import KnownPackage, known_packages, name_reason
from fwgraph.wiki.releases import date_literal

COLUMNS = {"slug", "name", "version", "month", "rank", "match"}
MATCHES = {
    "": None,
    "same": "by the list this very software",
    "successor-name": "by the list this software under a later name",
}
"""What the list says of why a package is the software, in words."""


@dataclass(frozen=True, slots=True)
class ListRow:
    """A line of a list: its number, and what is in the columns, empty where there is nothing."""

    line: int
    slug: str
    name: str
    version: str
    month: str
    rank: str
    match: str


def read_list_rows(path: str, text: str) -> list[ListRow]:
    """Return the lines of a list; raises Unreadable with the line for one that is not whole."""
    lines = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    head = next(lines, [])
    if "name" not in head or len(set(head)) < len(head):
        raise Unreadable(path, f"a list has a header with some of {', '.join(sorted(COLUMNS))}", 1)
    rows = []
    for number, fields in enumerate(lines, 2):
        if len(fields) != len(head):
            reason = f"{len(fields)} columns where the header has {len(head)}"
            raise Unreadable(path, reason, number)
        values = {key: value.strip() for key, value in zip(head, fields, strict=True)}
        known = {column: values.get(column, "") for column in COLUMNS}
        rows.append(ListRow(number, **known))
        check_row(path, rows[-1])
    check_names(path, rows)
    return rows


def check_row(path: str, row: ListRow) -> None:
    """Raise Unreadable for a line with a value that is none."""
    try:
        canonicalize_name(row.name, validate=True)
    except ValueError:
        raise Unreadable(path, f"{row.name!r} is no name of a package", row.line) from None
    if row.month and date_literal(row.month) is None:
        raise Unreadable(path, f"{row.month!r} is no month and no day", row.line)
    if row.rank and not (row.rank.isdecimal() and int(row.rank) > 0):
        raise Unreadable(path, f"the rank {row.rank!r} is no whole number from 1", row.line)
    if row.match not in MATCHES:
        words = ", ".join(filter(None, MATCHES))
        raise Unreadable(path, f"match {row.match!r} is none of {words}", row.line)


def check_names(path: str, rows: list[ListRow]) -> None:
    """Raise Unreadable where a package stands on two lines, or on none."""
    lines: dict[str, int] = {}
    for row in rows:
        first = lines.setdefault(canonicalize_name(row.name), row.line)
        if first != row.line:
            raise Unreadable(path, f"{row.name} stands on line {first} too", row.line)
    if not rows:
        raise Unreadable(path, "there is no package in the list")


def list_listings(graph: Graph, rows: list[ListRow]) -> Iterator[IndexListing | ListRow]:
    """Yield a listing for each line of software that the graph describes, else the line itself.

    Without a slug the package decides, where the graph names it.
    """
    packages = known_packages(graph)
    for row in rows:
        name = canonicalize_name(row.name)
        software = row_software(graph, row, packages.get(name))
        if software is None:
            yield row
            continue
        reasons = (name_reason(graph, software, name), MATCHES[row.match])
        identity = ", ".join(filter(None, reasons)) or "the graph names the package"
        yield IndexListing(
            software,
            name,
            row.line,
            identity,
            row.version or None,
            released_literal(row),
            int(row.rank) if row.rank else None,
        )


def released_literal(row: ListRow) -> Literal | None:
    """Return the month or day of a line."""
    return date_literal(row.month) if row.month else None


def row_software(graph: Graph, row: ListRow, known: KnownPackage | None) -> NamedNode | None:
    """Return the software that a line is about, if the graph describes it."""
    if not row.slug:
        return known.software if known else None
    software = term(f"software:{row.slug}")
    return software if software in graph.names.matches(row.slug, ("software",)) else None
