"""A table as HTML for notebooks: links to what its cells name, everything else escaped."""

from __future__ import annotations

from html import escape

from pyoxigraph import NamedNode

from fwgraph.namespaces import Term
from fwgraph.store.table import Table, csv_text, display_text

HTML_ROWS = 100
"""How many rows are shown."""
WEB = ("http://", "https://")


def write_html_table(table: Table) -> str:
    """Return the first HTML_ROWS rows as a table; columns of IRIs are what the others link to."""
    columns = [name for name in table.columns if not name.endswith("_iri")] or table.columns
    head = "".join(f"<th>{escape(name.replace('_', ' '))}</th>" for name in columns)
    body = "".join(
        f"<tr>{''.join(f'<td>{cell}</td>' for cell in html_cells(row, table, columns))}</tr>"
        for row in table.rows[:HTML_ROWS]
    )
    left = len(table) - HTML_ROWS
    more = f"<p>{left:,} more rows</p>" if left > 0 else "" if table.rows else "<p>no rows</p>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def html_cells(
    row: tuple[Term | None, ...], table: Table, columns: tuple[str, ...] | list[str]
) -> list[str]:
    """Return the cells of a row as HTML."""
    cells = dict(zip(table.columns, row, strict=True))
    return [html_cell(cells[name], cells.get(f"{name}_iri")) for name in columns]


def html_cell(term: Term | None, iri: Term | None) -> str:
    """Return a cell as HTML: its text, linked to what it names or to the address that it is."""
    text = display_text(term)
    link = next((node.value for node in (iri, term) if isinstance(node, NamedNode)), csv_text(term))
    if not link.startswith(WEB) or not text:
        return escape(text)
    return f'<a href="{escape(link)}">{escape(text)}</a>'
