"""A list of a package index in tab-separated columns, as somebody else made it.

Columns are ``slug`` (of the software), ``name`` (of the package), ``version``, ``month`` (or a
day) of its upload, ``rank`` and ``match`` (why the package is the software). All but ``name``
may be missing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from packaging.utils import canonicalize_name
from pyoxigraph import NamedNode

from fwgraph.errors import Unreadable
from fwgraph.graph import Graph
from fwgraph.namespaces import local_name, term
from fwgraph.upstream.index_edition import IndexListing
from fwgraph.upstream.known_packages import denied_packages, known_packages, name_reason
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


def list_listings(
    graph: Graph, rows: list[ListRow], report: Callable[[int, str], object]
) -> Iterator[IndexListing]:
    """Yield a listing for each line of software that the graph describes.

    Where the graph names the package, it says whose it is; else the slug does. A line of which
    neither is known, or of which the graph knows better, is reported and left out; one that
    has the package under another name than the graph is reported.
    """
    packages, denied = known_packages(graph), denied_packages(graph)
    for row in rows:
        name = canonicalize_name(row.name)
        listed = listed_software(graph, row.slug)
        known = packages[name].software if name in packages else None
        software = known or listed
        if software is None:
            what = f"the software {row.slug!r}" if row.slug else "the package"
            report(row.line, f"{row.name}: the graph does not know {what}: left out")
            continue
        if known is None and (name, software) in denied:
            report(
                row.line, f"{row.name}: other software than {row.slug}, says the graph: left out"
            )
            continue
        agreed = listed in {None, software}
        if not agreed:
            slug = local_name(software.value)
            report(row.line, f"{row.name}: the list has it as {row.slug}, the graph as {slug}")
        yield IndexListing(
            software,
            name,
            row.line,
            identity_of(graph, software, row, agreed=agreed),
            row.version or None,
            date_literal(row.month) if row.month else None,
            int(row.rank) if row.rank else None,
        )


def identity_of(graph: Graph, software: NamedNode, row: ListRow, *, agreed: bool) -> str:
    """Return why the package of a line is the software."""
    by_list = MATCHES[row.match] if agreed else f"by the graph, the list has it as {row.slug}"
    reasons = filter(None, (name_reason(graph, software, row.name), by_list))
    return ", ".join(reasons) or "the graph names the package"


def listed_software(graph: Graph, slug: str) -> NamedNode | None:
    """Return the software with a slug, if the graph describes it."""
    software = term(f"software:{slug}")
    return software if slug and software in graph.names.matches(slug, ("software",)) else None
