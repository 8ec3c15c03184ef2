"""An answer as a page shows it: a table of links, in the order that a visitor chooses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.namespaces import Term
from fwgraph.store.table import Table, csv_text
from fwgraph.web.http.links import Links
from fwgraph.web.http.resources import ParameterValues
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.sorting import SortHeading, SortOrder, parse_sort, sort_headings, sort_rows

MAX_ROWS = 1_000
"""Rows that a page shows at most; the data forms hold all."""
LINES_OF_SOURCES = {
    "source": "line", "other_source": "other_line", "said_by": "said_line",
    "denied_by": "denied_line", "witness": "witness_line",
}  # fmt: skip
"""The columns that name a source, and those of the lines in it."""
YES_NO = {"true": "yes", "false": "no"}
"""How people read what is true or false."""


@dataclass(frozen=True, slots=True)
class LinkTable:
    """An answer as a page shows it: rows of links, the first of ``count``."""

    headings: list[SortHeading]
    rows: list[list[Hyperlink]]
    count: int


def link_table(
    lookups: Lookups, answer: Table, links: Links, values: ParameterValues, sort: str
) -> LinkTable:
    """Return an answer as links; columns of IRIs are what the others link to.

    Raises UnknownName for an order by a column that is not there.
    """
    names = [name for name in answer.columns if not name.endswith("_iri")] or answer.columns
    order, told = parse_sort(sort, names), told_columns(answer)
    rows = []
    for row in ordered_rows(lookups, answer, order)[:MAX_ROWS]:
        cells = dict(zip(answer.columns, row, strict=True))
        shown = [cell_link(lookups, cells, name, links) for name in names]
        rows.append(
            [
                Hyperlink(YES_NO.get(cell.text, cell.text)) if name in told else cell
                for name, cell in zip(names, shown, strict=True)
            ]
        )
    headings = sort_headings(names, order, values, links=links.has_server)
    return LinkTable(headings, rows, len(answer.rows))


def ordered_rows(
    lookups: Lookups, answer: Table, order: SortOrder
) -> Sequence[tuple[Term | None, ...]]:
    """Return the rows of an answer in an order, those of none as they are."""
    if not order.column:
        return answer.rows
    place = answer.columns.index(order.column)
    label = lookups.label_or_text
    return sort_rows(answer.rows, order, lambda row, _: label(cell) if (cell := row[place]) else "")


def cell_link(
    lookups: Lookups, cells: Mapping[str, Term | None], name: str, links: Links
) -> Hyperlink:
    """Return a cell of a row: its text, linked to what it names, a source at the line."""
    term, iri = cells[name], cells.get(f"{name}_iri")
    if term is None:
        return Hyperlink("")
    text = lookups.label_or_text(term)
    if isinstance(iri, NamedNode):
        line = csv_text(cells.get(LINES_OF_SOURCES.get(name, "")))
        return lookups.link(iri, links, text, f"line-{line}" if line else "")
    if isinstance(term, NamedNode):
        return lookups.link(term, links)
    is_url = text.startswith(("http://", "https://"))
    return lookups.url_link(text) if is_url else Hyperlink(text)


def told_columns(answer: Table) -> set[str]:
    """Return the columns that hold nothing but true and false, as text."""
    columns = zip(answer.columns, zip(*answer.rows, strict=True), strict=True)
    return {
        name
        for name, cells in (columns if answer.rows else ())
        if {csv_text(cell) for cell in cells} <= {"", *YES_NO}
    }
