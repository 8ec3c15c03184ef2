"""What changed between two editions, as a text for a terminal and for a pull request.

The changes are the rows of the question ``edition-changes``; here they get their headings.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape

from pyoxigraph import NamedNode

from fwgraph.questions.catalogue import answer_question
from fwgraph.records import Record
from fwgraph.store.readable import Readable
from fwgraph.store.table import PlainRow, Table, csv_text, printable_text
from fwgraph.store.text_width import display_width, pad_text

QUESTION = "edition-changes"
CHANGES = {
    "came": "came",
    "went": "went",
    "renamed": "renamed",
    "moved": "moved",
    "newer": "newer",
    "older": "older",
    "updated": "with another version",
    "stated": "with a release now",
    "unstated": "without a release now",
    "redated": "with another date of the same version",
    "relinked": "with another address",
    "repackaged": "with another package",
}
"""The changes in the order in which they are told, and what each is called."""
RELEASES = {"newer", "older", "updated", "stated", "unstated", "redated"}
"""The changes of what an entry says of a release."""
MARKUP = re.compile(r"([\\`*_{}\[\]|~#@$])")


class ComparedEdition(Record):
    """An edition that is compared: what it is called, of which day, where it can be read."""

    iri: str
    label: str
    date: str
    address: str
    listings: int


class Difference(Record):
    """Two editions and the table of what changed from one to the other."""

    before: ComparedEdition
    after: ComparedEdition
    table: Table

    def groups(self) -> dict[str, list[PlainRow]]:
        """Return the rows by their change, in the order of the page."""
        found: dict[str, list[PlainRow]] = {change: [] for change in CHANGES}
        for row in sorted(self.table, key=page_order):
            found.setdefault(str(row["change"]), []).append(row)
        return {change: rows for change, rows in found.items() if rows}

    def select_change(self, change: str) -> Difference:
        """Return the same with the rows of one sort of change only."""
        column = self.table.columns.index("change")
        rows = (row for row in self.table.rows if csv_text(row[column]) == change)
        return Difference(self.before, self.after, Table(self.table.columns, tuple(rows)))


def page_order(row: PlainRow) -> tuple[int, str]:
    """Return what orders a row: its line on the later page, or else on the earlier one."""
    line = row["after_line"] or row["before_line"]
    return int(line or 0), str(row["software"])


def find_difference(graph: Readable, before: NamedNode, after: NamedNode) -> Difference:
    """Return what changed from one edition to another."""
    table = answer_question(graph, QUESTION, {"before": before, "after": after})
    editions = {str(row["edition_iri"]): row for row in graph_editions(graph)}
    return Difference(compared_edition(before, editions), compared_edition(after, editions), table)


def graph_editions(graph: Readable) -> list[PlainRow]:
    """Return what is known of each edition, the first of several addresses last."""
    return list(answer_question(graph, "editions"))[::-1]


def compared_edition(node: NamedNode, editions: Mapping[str, PlainRow]) -> ComparedEdition:
    """Return an edition as it is compared; its page stands in for an address of its own."""
    row = editions.get(node.value, {})
    return ComparedEdition(
        node.value,
        str(row.get("edition") or node.value),
        str(row.get("date") or ""),
        str(row.get("address") or ""),
        int(row.get("frameworks") or 0),
    )


def counts_sentence(difference: Difference, groups: Mapping[str, list[PlainRow]]) -> str:
    """Return how many things changed in which way."""
    counts = ", ".join(f"{len(rows)} {CHANGES.get(name, name)}" for name, rows in groups.items())
    same = difference.before.iri == difference.after.iri
    return counts or ("one and the same edition" if same else "no difference")


def release_cell(row: PlainRow, side: str) -> str:
    """Return the version and date that one edition states, as it writes them."""
    version, date = (str(row[f"{side}_{part}"] or "") for part in ("version", "date"))
    return f"{version} ({date})" if version and date else version or date or "none"


def row_cells(row: PlainRow) -> tuple[str, str, str]:
    """Return the name and what stood and stands there; an empty cell where nothing did."""
    change = str(row["change"])
    name = str(row["after_name"] or row["before_name"] or row["software"])
    if change in RELEASES:
        return name, release_cell(row, "before"), release_cell(row, "after")
    return name, str(row["before"] or ""), str(row["after"] or "")


def render_difference(difference: Difference, bold: Callable[[str], str] = str) -> str:
    """Return the difference as text: a heading for each change, a line for each thing."""
    before, after, groups = difference.before, difference.after, difference.groups()
    lines = [
        bold(printable_text(f"{before.label} → {after.label}")),
        f"{before.listings} listings → {after.listings} listings: "
        + counts_sentence(difference, groups),
    ]
    for change, rows in groups.items():
        lines += ["", bold(f"{CHANGES.get(change, change)} ({len(rows)})")]
        lines += text_lines(change, rows)
    return "\n".join(lines) + "\n"


def text_lines(change: str, rows: list[PlainRow]) -> Iterable[str]:
    """Yield the line of each change, its columns aligned, and its reason below it."""
    cells = [tuple(map(printable_text, text_cells(change, row))) for row in rows]
    widths = [max(map(display_width, column)) for column in zip(*cells, strict=True)]
    for row, line in zip(rows, cells, strict=True):
        padded = map(pad_text, line, widths)
        yield f"  {'  '.join(padded)}".rstrip()
        if row["reason"] and change in {"came", "went", "renamed"}:
            yield f"      {printable_text(str(row['reason']))}"


def text_cells(change: str, row: PlainRow) -> tuple[str, ...]:
    """Return the cells of a line of text: name, what changed, and where it stands."""
    name, before, after = row_cells(row)
    if change in {"came", "went"}:
        side = "after" if change == "came" else "before"
        return name, before or after, release_cell(row, side), f"line {row[f'{side}_line']}"
    lines = f"lines {row['before_line']} → {row['after_line']}"
    return (*(() if change == "renamed" else (name,)), f"{before} → {after}", lines)


def render_markdown(difference: Difference) -> str:
    """Return the difference as Markdown for a pull request, its lines linked to the pages."""
    before, after, groups = difference.before, difference.after, difference.groups()
    lines = [
        f"## {markdown_text(after.label)}, compared with {markdown_text(before.label)}",
        "",
        f"{edition_link(before)} lists {before.listings}, {edition_link(after)}"
        f" {after.listings}: {counts_sentence(difference, groups)}.",
    ]
    for change, rows in groups.items():
        title = CHANGES.get(change, change)
        lines += ["", f"### {title[0].upper()}{title[1:]} ({len(rows)})", ""]
        lines += markdown_table(difference, change, rows)
    return "\n".join(lines) + "\n"


def markdown_table(difference: Difference, change: str, rows: list[PlainRow]) -> Iterable[str]:
    """Yield the lines of the table of one change."""
    columns, cells_of = MARKDOWN_TABLES.get(change, (("Name", "Before", "After"), changed_cells))
    reasons = change in {"came", "went", "renamed"} and any(row["reason"] for row in rows)
    places = {"came": ("after",), "went": ("before",)}.get(change, ("before", "after"))
    heads = [*columns, *(("Line",) if len(places) == 1 else ("Line before", "Line after"))]
    heads += ["Reason"] if reasons else []
    yield f"| {' | '.join(heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        cells = [markdown_text(cell) for cell in cells_of(row)]
        cells += [line_link(getattr(difference, side), row[f"{side}_line"]) for side in places]
        cells += [markdown_text(str(row["reason"] or ""))] if reasons else []
        yield f"| {' | '.join(cells)} |"


def listed_cells(row: PlainRow) -> tuple[str, ...]:
    """Return the cells of what came or went: name, section, release."""
    name, before, after = row_cells(row)
    return name, before or after, release_cell(row, "after" if row["after_line"] else "before")


def changed_cells(row: PlainRow) -> tuple[str, ...]:
    """Return the cells of what changed: name, before and after."""
    return row_cells(row)


def renamed_cells(row: PlainRow) -> tuple[str, ...]:
    """Return the two names of what is listed under another one."""
    return row_cells(row)[1:]


MARKDOWN_TABLES: dict[str, tuple[tuple[str, ...], Callable[[PlainRow], tuple[str, ...]]]] = {
    "came": (("Name", "Section", "Release"), listed_cells),
    "went": (("Name", "Section", "Release"), listed_cells),
    "renamed": (("Before", "After"), renamed_cells),
}
"""The columns of the tables that have their own, and the cells of their rows."""


def line_link(edition: ComparedEdition, line: object) -> str:
    """Return the number of a line, linked where this very state of the page can be read."""
    return f"[{line}]({link_target(edition.address)}#L{line})" if edition.address else str(line)


def edition_link(edition: ComparedEdition) -> str:
    """Return what an edition is called, linked where this very state of it can be read."""
    label = markdown_text(edition.label)
    return f"[{label}]({link_target(edition.address)})" if edition.address else label


def link_target(address: str) -> str:
    """Return an address so that nothing in it ends the link."""
    return address.replace("(", "%28").replace(")", "%29")


def markdown_text(words: str) -> str:
    """Return words as they read in a cell of a table: no markup, no HTML, on one line."""
    line = " ".join(printable_text(words).split())
    if "://" in line:  # what links by itself keeps its letters, but what ends a cell
        return escape(line, quote=False).replace("|", "%7C")
    return MARKUP.sub(r"\\\1", escape(line, quote=False))
