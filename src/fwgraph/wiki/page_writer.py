"""RDF back to the wiki page: the kept text, with each changed fact put in its place.

What has not changed is written byte for byte. A listing whose name, link, version or date
differs from its kept text is corrected there; one without text is written anew behind the
listing that its position follows; one that is gone from the graph is gone from the page.
What the page cannot say is an error, never a page that says something else.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from pyoxigraph import NamedNode

from fwgraph.errors import BadRequest
from fwgraph.namespaces import local_name
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table
from fwgraph.wiki.document import ListItem, PageTable, TableRow
from fwgraph.wiki.entries import read_entries, read_sections
from fwgraph.wiki.markups import DEFAULT_MARKUP, PageMarkup
from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.releases import parse_release, write_release
from fwgraph.wiki.row_entries import ROW_COLUMNS
from fwgraph.wiki.spans import TextRange, replace_range

BEHIND_RELEASE = re.compile(r"[ \t]*(\)|[,;][ \t]*)")


@dataclass(frozen=True, slots=True)
class PagePiece:
    """A listing or passage: its kept text and, for a listing, the facts of the graph."""

    text: str | None
    line: int
    section: str
    list: int
    position: int
    name: str | None
    version: str | None
    date: str | None
    target: str | None

    def is_in_same_list(self, other: "PagePiece") -> bool:
        """Tell whether this is a listing in the same list as another."""
        return self.name is not None and (self.section, self.list) == (other.section, other.list)


def write_wiki_page(graph: Readable, markup: PageMarkup, edition: NamedNode | None = None) -> str:
    """Return the wiki page of an edition, or of the only one whose text is in the graph.

    Raises BadRequest where no edition, or more than one, has kept its text, and where a
    listing says what its place in the page cannot.
    """
    edition = edition or only_edition(graph)
    check_markup(graph, edition, markup)
    pieces = page_pieces(graph, edition)
    kept = [piece for piece in pieces if piece.text is not None]
    if not kept:
        raise BadRequest("the edition has no text; import the page without --facts-only")
    for piece, following in pairwise(kept):
        if piece.line == following.line:
            raise BadRequest(f"{piece.name}: the listing says something twice")
    added = [piece for piece in pieces if piece.text is None and piece.name is not None]
    return correct_page(insert_listings(kept, added, markup), markup)


def only_edition(graph: Readable) -> NamedNode:
    """Return the one edition that has kept text."""
    rows = Table.from_solutions(select_solutions(graph, query_text("page/editions")))
    editions = [str(row["edition"]) for row in rows]
    if len(editions) == 1:
        return NamedNode(editions[0])
    if editions:
        slugs = ", ".join(map(local_name, editions))
        raise BadRequest(f"several editions have text: choose one with --edition: {slugs}")
    raise BadRequest(
        "no wiki page is in the graph; import one without --facts-only and pass it with --data"
    )


def check_markup(graph: Readable, edition: NamedNode, markup: PageMarkup) -> None:
    """Raise BadRequest where the text of an edition was kept in another markup."""
    query = bind_values(query_text("page/markup"), "edition", edition)
    rows = Table.from_solutions(select_solutions(graph, query))
    kept = next((str(row["markup"]) for row in rows), DEFAULT_MARKUP.name)
    if kept != markup.name:
        raise BadRequest(
            f"{local_name(edition.value)}: the text of this page was kept as it is in"
            f" .{kept} and is not translated into .{markup.name}: export it to .{kept}"
        )


def page_pieces(graph: Readable, edition: NamedNode) -> list[PagePiece]:
    """Return the listings and passages of an edition, in the order of their lines."""
    query = bind_values(query_text("page/pieces"), "edition", edition)
    rows = Table.from_solutions(select_solutions(graph, query))
    return [PagePiece(**row) for row in rows]  # type: ignore[arg-type]


def insert_listings(
    kept: list[PagePiece], added: list[PagePiece], markup: PageMarkup
) -> list[PagePiece]:
    """Return the kept pieces with each new listing behind the one that it follows."""
    for new in added:
        if None in (new.section, new.list, new.position):
            raise BadRequest(f"{new.name}: a new listing needs fw:section, fw:list and fw:position")
    pieces, models = list(kept), rows_and_items(kept, markup) if added else {}
    columns = columns_by_line(kept, markup) if added else {}
    for new in sorted(added, key=lambda piece: (piece.section, piece.list, piece.position)):
        beside = [index for index, piece in enumerate(pieces) if piece.is_in_same_list(new)]
        model = next((pieces[index] for index in beside if pieces[index].line in models), None)
        if model is None:
            raise BadRequest(f"{new.name}: the page has no such list to put the new listing in")
        before = [index for index in beside if pieces[index].position <= new.position]
        at = before[-1] + 1 if before else beside[0]
        end = "\r\n" if str(model.text).endswith("\r\n") else "\n"
        form = models[model.line]
        text = listing_text(new, form, columns.get(model.line, ()), markup)
        parts = [replace(new, text=text + end)]
        is_dense = any(below - above == 1 for above, below in pairwise(beside))
        if isinstance(form, TableRow) and form.rule is not None:
            parts.insert(0 if before else 1, replace(new, text=form.rule + end, name=None))
        if isinstance(form, ListItem) and not is_dense:
            parts.insert(0 if before else 1, replace(new, text=end, name=None))
        pieces[at:at] = parts
        if at and not str(pieces[at - 1].text).endswith("\n"):
            pieces[at - 1] = replace(pieces[at - 1], text=f"{pieces[at - 1].text}\n")
    return pieces


def rows_and_items(kept: list[PagePiece], markup: PageMarkup) -> dict[int, TableRow | ListItem]:
    """Return the row or item with which each listing begins, by the line of its piece.

    The whole page is read, since not every markup has rows that are a table by themselves.
    """
    blocks = markup.read("".join(str(piece.text) for piece in kept)).blocks
    starts: dict[int, TableRow | ListItem] = {}
    for block in blocks:
        starts |= {row.line: row for row in block.rows} if isinstance(block, PageTable) else {}
        starts |= {block.line: block} if isinstance(block, ListItem) else {}
    lines = zip(kept, piece_lines(kept), strict=False)
    return {piece.line: starts[line] for piece, line in lines if line in starts}


def columns_by_line(kept: list[PagePiece], markup: PageMarkup) -> dict[int, tuple[str, ...]]:
    """Return what the columns of each listing's row hold, by the line of its piece."""
    entries = entries_by_line("".join(str(piece.text) for piece in kept), markup)
    lines = zip(kept, piece_lines(kept), strict=False)
    return {piece.line: entries[line].columns for piece, line in lines if line in entries}


def piece_lines(pieces: list[PagePiece]) -> Iterator[int]:
    """Return the line on which each piece begins, and the one behind the last."""
    return accumulate((str(piece.text).count("\n") for piece in pieces), initial=1)


def listing_text(
    new: PagePiece, model: TableRow | ListItem, columns: tuple[str, ...], markup: PageMarkup
) -> str:
    """Return a listing in the form of another one of its list, without a line end."""
    name = markup.writer.write_name(str(new.name), new.target)
    if isinstance(model, TableRow):
        facts = {"name": name, "version": new.version or "", "date": new.date or ""}
        held = columns or ROW_COLUMNS
        return markup.writer.write_row([facts.pop(column, "") for column in held], model)
    release = write_release(new.version, new.date)
    return f"{model.raw[: model.text.columns[0]]}{name}{release and f' ({release})'}"


def correct_page(pieces: list[PagePiece], markup: PageMarkup) -> str:
    """Return the joined pieces, facts that differ from the text put right."""
    page = "".join(str(piece.text) for piece in pieces)
    starts = zip(piece_lines(pieces), pieces, strict=False)
    listings = {line: piece for line, piece in starts if piece.name}
    lines = page.split("\n")
    for line, entry in entries_by_line(page, markup).items():
        if line in listings:
            changes = entry_changes(entry, listings[line], lines[line - 1], markup)
            for place, text in sorted(changes, reverse=True):  # so that no place moves
                row = lines[place.line - 1]
                keeps = markup.keeps_columns and entry.form == "row"
                lines[place.line - 1] = replace_range(row, place, text, keeps_columns=keeps)
    return check_listings("\n".join(lines), listings, markup)


def entries_by_line(page: str, markup: PageMarkup) -> dict[int, PageEntry]:
    """Return every entry of a page by its line, whatever its section is called."""
    document = markup.read(page)
    titles = [section.title for section in read_sections(document)]
    return {entry.line: entry for entry in read_entries(document, titles)}


def check_listings(page: str, listings: dict[int, PagePiece], markup: PageMarkup) -> str:
    """Return the page where it says of each listing what the graph says."""
    entries = entries_by_line(page, markup)
    for line, piece in listings.items():
        if line not in entries or listing_facts(entries[line]) != listing_facts(piece):
            facts = ", ".join(filter(None, listing_facts(piece)))
            raise BadRequest(f"{piece.name}: line {line} of the page cannot say this: {facts}")
    return page


def listing_facts(stating: PageEntry | PagePiece) -> tuple[str | None, ...]:
    """Return what an entry or a listing says."""
    return stating.name, stating.target, stating.version, stating.date


def entry_changes(
    entry: PageEntry, piece: PagePiece, row: str, markup: PageMarkup
) -> Iterator[tuple[TextRange, str]]:
    """Yield what has to change on an entry's line for it to say what the graph says."""
    if (entry.name, entry.target) != (piece.name, piece.target):
        yield entry.title, markup.writer.write_name(str(piece.name), piece.target)
    old, new = (entry.version, entry.date), (piece.version, piece.date)
    release = write_release(*new)
    if old == new:
        return
    if entry.form == "row":
        for cell, before, value in zip(entry.cells, old, new, strict=True):
            if cell and before != value:
                yield cell, value or ""
    elif entry.release is None:
        yield replace(entry.title, start=entry.title.end), f" ({release})"
    elif release:
        words = row[entry.release.start : entry.release.end]
        yield entry.release, reword_release(words, entry, piece) or release
    else:
        yield range_with_brackets(entry.release, row), ""


def reword_release(words: str, entry: PageEntry, piece: PagePiece) -> str | None:
    """Return the words of a release with new facts in the place of the old, if that is enough."""
    if entry.version and piece.version:
        words = words.replace(entry.version, piece.version, 1)
    if entry.date and piece.date:
        words = words.removesuffix(entry.date) + piece.date
    reread = parse_release(words, 0)
    fits = reread and (reread.version, reread.date) == (piece.version, piece.date)
    return words if fits else None


def range_with_brackets(release: TextRange, row: str) -> TextRange:
    """Return the range to take out with a release: its brackets, if nothing else is in them."""
    behind = BEHIND_RELEASE.match(row, release.end)
    start, end = release.start, behind.end() if behind else release.end
    if behind and behind[1] == ")":
        start -= 2 if row[start - 2] == " " else 1
    return TextRange(release.line, start, end)
