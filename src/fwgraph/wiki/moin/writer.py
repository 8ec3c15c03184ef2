"""RDF back to the wiki page: the kept text, with each changed fact put in its place.

What has not changed is written byte for byte. A listing whose name, link, version or date
differs from its kept text is corrected there; one without text is written anew behind the
listing that its position follows; one that is gone from the graph is gone from the page.
What wiki markup cannot say is an error, never a page that says something else.
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
from fwgraph.wiki.document import ListItem, PageTable
from fwgraph.wiki.entries import PageEntry, TextRange, name_span, read_sections
from fwgraph.wiki.moin.reader import parse_wiki_page
from fwgraph.wiki.releases import parse_release

Change = tuple[int, int, str]

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
    homepage: str | None
    wiki_page: str | None

    @property
    def target(self) -> str | None:
        """What the name links to."""
        return self.homepage or self.wiki_page

    def is_in_same_list(self, other: "PagePiece") -> bool:
        """Tell whether this is a listing in the same list as another."""
        return self.name is not None and (self.section, self.list) == (other.section, other.list)


def write_wiki_page(graph: Readable, edition: NamedNode | None = None) -> str:
    """Return the wiki page of an edition, or of the only one whose text is in the graph.

    Raises BadRequest where no edition, or more than one, has kept its text, and where a
    listing says what its place in the page cannot.
    """
    found = page_pieces(graph, edition or only_edition(graph))
    kept = [piece for piece in found if piece.text is not None]
    if not kept:
        raise BadRequest("the edition has no text; import the page without --facts-only")
    for piece, following in pairwise(kept):
        if piece.line == following.line:
            raise BadRequest(f"{piece.name}: the listing says something twice")
    added = [piece for piece in found if piece.text is None and piece.name is not None]
    return correct_page(insert_listings(kept, added))


def only_edition(graph: Readable) -> NamedNode:
    """Return the one edition that has kept text."""
    found = [
        row["edition"]
        for row in Table.from_solutions(select_solutions(graph, query_text("page/editions")))
    ]
    if len(found) == 1:
        return NamedNode(str(found[0]))
    if found:
        slugs = ", ".join(local_name(str(each)) for each in found)
        raise BadRequest(f"several editions have text: choose one with --edition: {slugs}")
    raise BadRequest(
        "no wiki page is in the graph; import one without --facts-only and pass it with --data"
    )


def page_pieces(graph: Readable, edition: NamedNode) -> list[PagePiece]:
    """Return the listings and passages of an edition, in the order of their lines."""
    answer = Table.from_solutions(
        select_solutions(graph, bind_values(query_text("page/pieces"), "edition", edition))
    )
    return [PagePiece(**row) for row in answer]  # type: ignore[arg-type]


def insert_listings(kept: list[PagePiece], added: list[PagePiece]) -> list[PagePiece]:
    """Return the kept pieces with each new listing behind the one that it follows."""
    placed = list(kept)
    for new in added:
        if None in (new.section, new.list, new.position):
            raise BadRequest(f"{new.name}: a new listing needs fw:section, fw:list and fw:position")
    for new in sorted(added, key=lambda piece: (piece.section, piece.list, piece.position)):
        beside = [index for index, piece in enumerate(placed) if piece.is_in_same_list(new)]
        if not beside:
            raise BadRequest(f"{new.name}: the page has no such list to put the new listing in")
        before = [index for index in beside if placed[index].position <= new.position]
        at = before[-1] + 1 if before else beside[0]
        written_new = new_listing(new, placed, beside)
        placed[at:at] = written_new if before else reversed(written_new)
        if at and not str(placed[at - 1].text).endswith("\n"):
            placed[at - 1] = replace(placed[at - 1], text=f"{placed[at - 1].text}\n")
    return placed


def new_listing(piece: PagePiece, placed: list[PagePiece], beside: list[int]) -> list[PagePiece]:
    """Return a listing in the form of those beside it, after the blank line they have between."""
    model = str(placed[beside[0]].text)
    end = "\r\n" if model.endswith("\r\n") else "\n"
    first = parse_wiki_page(model).blocks[0]
    if isinstance(first, PageTable):
        columns = len(first.rows[0].cells)
        cells = [name_markup(piece), piece.version or "", piece.date or "", *[""] * columns][
            :columns
        ]
        return [replace(piece, text=f"||{''.join(f'{cell} ||' for cell in cells)}{end}")]
    assert isinstance(first, ListItem)  # noqa: S101 - listings are rows or items
    said = f" ({release_markup(piece)})" if piece.version or piece.date else ""
    item = replace(piece, text=f"{model[: first.columns[0]]}{name_markup(piece)}{said}{end}")
    is_dense = any(below - above == 1 for above, below in pairwise(beside))
    return [item] if is_dense else [replace(piece, text=end, name=None), item]


def correct_page(found: list[PagePiece]) -> str:
    """Return the joined pieces, facts that differ from the text put right."""
    texts = [str(piece.text) for piece in found]
    page = "".join(texts)
    lines = accumulate((text.count("\n") for text in texts), initial=1)
    listings = {line: piece for line, piece in zip(lines, found, strict=False) if piece.name}
    starts = line_starts(page)
    changes = [
        change
        for line, entry in entries_by_line(page).items()
        if line in listings
        for change in entry_changes(entry, listings[line], page, starts)
    ]
    return check_listings(apply_changes(page, changes), listings)


def entries_by_line(page: str) -> dict[int, PageEntry]:
    """Return every entry of a page by its line, whatever its section is called."""
    document = parse_wiki_page(page)
    titles = [section.title for section in read_sections(document)]
    return {entry.line: entry for each in read_sections(document, titles) for entry in each.entries}


def check_listings(page: str, listings: dict[int, PagePiece]) -> str:
    """Return the page where it says of each listing what the graph says."""
    read = entries_by_line(page)
    for line, piece in listings.items():
        entry = read.get(line)
        if entry is None or listing_facts(entry) != listing_facts(piece):
            said = ", ".join(filter(None, listing_facts(piece)))
            raise BadRequest(f"{piece.name}: line {line} of the page cannot say this: {said}")
    return page


def listing_facts(stating: PageEntry | PagePiece) -> tuple[str | None, ...]:
    """Return what an entry or a listing says."""
    return stating.name, stating.target, stating.version, stating.date


def line_starts(page: str) -> list[int]:
    """Return the offset of each line; no entry stands in the first, behind a byte order mark."""
    lengths = (len(line) + 1 for line in page.split("\n"))
    return list(accumulate(lengths, initial=0))


def entry_changes(
    entry: PageEntry, piece: PagePiece, page: str, starts: list[int]
) -> Iterator[Change]:
    """Yield what has to change in the page for an entry to say what the graph says."""
    if (entry.name, entry.target) != (piece.name, piece.target):
        yield text_change(entry.title, name_markup(piece), starts)
    if (entry.version, entry.date) == (piece.version, piece.date):
        return
    if entry.form == "row":
        yield from cell_changes(entry, piece, starts)
    elif entry.release:
        start, end, words = text_change(entry.release, release_markup(piece), starts)
        kept = reword_release(page[start:end], entry, piece)
        yield (start, end, kept or words) if words else release_removal(page, start, end)
    else:
        after = TextRange(entry.title.line, entry.title.end, entry.title.end)
        yield text_change(after, f" ({release_markup(piece)})", starts)


def reword_release(words: str, entry: PageEntry, piece: PagePiece) -> str | None:
    """Return the words of a release with new facts in the place of the old, if that is enough."""
    if entry.version and piece.version:
        words = words.replace(entry.version, piece.version, 1)
    if entry.date and piece.date:
        words = words.removesuffix(entry.date) + piece.date
    read = parse_release(words, 0)
    return words if read and (read.version, read.date) == (piece.version, piece.date) else None


def release_removal(page: str, start: int, end: int) -> Change:
    """Return the change that takes a release out, with its brackets if nothing else is in them."""
    behind = BEHIND_RELEASE.match(page, end)
    end = behind.end() if behind else end
    if behind and behind[1] == ")":
        start -= 2 if page[start - 2] == " " else 1
    return start, end, ""


def cell_changes(entry: PageEntry, piece: PagePiece, starts: list[int]) -> Iterator[Change]:
    """Yield the new contents of a row's version and date cells, where they change."""
    old, new = (entry.version, entry.date), (piece.version, piece.date)
    for cell, before, value in zip(entry.cells, old, new, strict=True):
        if cell and before != value:
            yield text_change(TextRange(entry.line, cell.start, cell.end), value or "", starts)


def text_change(place: TextRange, text: str, starts: list[int]) -> Change:
    """Return the offsets of a place in the page, and what is to stand there."""
    start = starts[place.line - 1]
    return start + place.start, start + place.end, text


def apply_changes(page: str, changes: list[Change]) -> str:
    """Return the page with the changes made."""
    parts, done = [], 0
    for start, end, text in sorted(changes):
        parts += [page[done:start], text]
        done = end
    return "".join([*parts, page[done:]])


def name_markup(piece: PagePiece) -> str:
    """Return the name with its link in markup."""
    if piece.homepage:
        return f"[[{piece.homepage}|{piece.name}]]"
    if piece.wiki_page:
        return f"[[{piece.wiki_page}|{piece.name}]]" if piece.wiki_page != piece.name else (
            f"[[{piece.name}]]")  # fmt: skip
    name = piece.name or ""
    return f"!{name}" if name_span(name, whole=True).target else name


def release_markup(piece: PagePiece) -> str:
    """Return version and date as the page writes them in brackets."""
    if not piece.date:
        return piece.version or ""
    return f"{piece.version} Released {piece.date}" if piece.version else f"Released {piece.date}"
