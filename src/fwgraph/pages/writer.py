"""RDF back to the wiki page: the kept text, with each changed fact put in its place.

What has not changed is written byte for byte. A listing whose name, link, version or date
differs from its kept text is corrected there; one without text is written anew behind the
listing that its position follows; one that is gone from the graph is gone from the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from pyoxigraph import NamedNode

from fwgraph.answers import Answer
from fwgraph.errors import BadRequest
from fwgraph.graph import Graph
from fwgraph.pages.document import parse
from fwgraph.pages.entries import Entry, Place, sections
from fwgraph.questions import bind, select
from fwgraph.sources import query_text

Change = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Piece:
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
    def is_kept(self) -> bool:
        """Tell whether this is a listing whose text was kept."""
        return self.text is not None and self.name is not None

    @property
    def target(self) -> str | None:
        """What the name links to."""
        return self.homepage or self.wiki_page


def written(graph: Graph, edition: NamedNode | None = None) -> str:
    """Return the wiki page of an edition, or of the only one whose text is in the graph.

    Raises BadRequest where no edition, or more than one, has kept its text.
    """
    found = pieces(graph, edition or only_edition(graph))
    kept = [piece for piece in found if piece.text is not None]
    if not kept:
        raise BadRequest("the edition has no text; import the page without --facts-only")
    added = [piece for piece in found if piece.text is None]
    return corrected(with_added(kept, added))


def only_edition(graph: Graph) -> NamedNode:
    """Return the one edition that has kept text."""
    found = [row["edition"] for row in Answer.of(select(graph, query_text("page/editions")))]
    if len(found) == 1:
        return NamedNode(str(found[0]))
    if found:
        raise BadRequest(f"several editions have text: export one of {', '.join(map(str, found))}")
    raise BadRequest(
        "no wiki page is in the graph; import one without --facts-only and pass it with --data"
    )


def pieces(graph: Graph, edition: NamedNode) -> list[Piece]:
    """Return the listings and passages of an edition, in the order of their lines."""
    answer = Answer.of(select(graph, bind(query_text("page/pieces"), "edition", edition)))
    return [Piece(**row) for row in answer]  # type: ignore[arg-type]


def with_added(kept: list[Piece], added: list[Piece]) -> list[Piece]:
    """Return the kept pieces with each new listing behind the one that it follows."""
    placed = list(kept)
    for new in sorted(added, key=lambda piece: (piece.section, piece.list, piece.position)):
        before = [
            index
            for index, piece in enumerate(placed)
            if piece.name is not None
            and (piece.section, piece.list) == (new.section, new.list)
            and piece.position <= new.position
        ]
        placed.insert(before[-1] + 1 if before else len(placed), new)
    return placed


def corrected(found: list[Piece]) -> str:
    """Return the joined pieces, facts that differ from the text put right."""
    texts = [fresh(piece, found) if piece.text is None else piece.text for piece in found]
    page = "".join(texts)
    lines = accumulate((text.count("\n") for text in texts), initial=1)
    kept = {line: piece for line, piece in zip(lines, found, strict=False) if piece.is_kept}
    starts = line_starts(page)
    changes = [
        change
        for section in sections(parse(page))
        for entry in section.entries
        if (piece := kept.get(entry.line))
        for change in changes_of(entry, piece, starts)
    ]
    return applied(page, changes)


def line_starts(page: str) -> list[int]:
    """Return the offset of each line's first column: behind a byte order mark, if any."""
    lengths = (len(line) + 1 for line in page.split("\n"))
    starts = list(accumulate(lengths, initial=0))
    starts[0] = int(page.startswith("\ufeff"))
    return starts


def changes_of(entry: Entry, piece: Piece, starts: list[int]) -> Iterator[Change]:
    """Yield what has to change in the page for an entry to say what the graph says."""
    if (entry.name, entry.target) != (piece.name, piece.target):
        yield change(entry.title, title(piece), starts)
    if (entry.version, entry.date) == (piece.version, piece.date):
        return
    if entry.form == "row":
        yield from cell_changes(entry, piece, starts)
    elif entry.release:
        yield change(entry.release, stated(piece), starts)
    else:
        after = Place(entry.title.line, entry.title.end, entry.title.end)
        yield change(after, f" ({stated(piece)})", starts)


def cell_changes(entry: Entry, piece: Piece, starts: list[int]) -> Iterator[Change]:
    """Yield the new contents of a row's version and date cells, where it has them."""
    for cell, value in zip(entry.cells, (piece.version, piece.date), strict=True):
        if cell:
            place = Place(entry.line, cell.start, cell.end)
            yield change(place, padded(cell.text, value), starts)


def change(place: Place, text: str, starts: list[int]) -> Change:
    """Return the offsets of a place in the page, and what is to stand there."""
    start = starts[place.line - 1]
    return start + place.start, start + place.end, text


def applied(page: str, changes: list[Change]) -> str:
    """Return the page with the changes made."""
    parts, done = [], 0
    for start, end, text in sorted(changes):
        parts += [page[done:start], text]
        done = end
    return "".join([*parts, page[done:]])


def fresh(piece: Piece, found: list[Piece]) -> str:
    """Return a listing as a new list item, or as a row where its list is a table."""
    alike = [each.text for each in found if each.name is not None and each.text
             and (each.section, each.list) == (piece.section, piece.list)]  # fmt: skip
    if alike and alike[0].lstrip().startswith("||"):
        return f"||{title(piece)} ||{piece.version or ''} ||{piece.date or ''} || ||\n"
    release = f" ({stated(piece)})" if piece.version or piece.date else ""
    return f" * {title(piece)}{release}\n\n"


def title(piece: Piece) -> str:
    """Return the name with its link in markup."""
    if piece.homepage:
        return f"[[{piece.homepage}|{piece.name}]]"
    if piece.wiki_page:
        return f"[[{piece.wiki_page}|{piece.name}]]" if piece.wiki_page != piece.name else (
            f"[[{piece.name}]]")  # fmt: skip
    return piece.name or ""


def stated(piece: Piece) -> str:
    """Return version and date as the page writes them in brackets."""
    if not piece.date:
        return piece.version or ""
    return f"{piece.version} Released {piece.date}" if piece.version else f"Released {piece.date}"


def padded(cell: str, value: str | None) -> str:
    """Return a cell's content with a new value between the blanks it had."""
    before = cell[: len(cell) - len(cell.lstrip())]
    after = cell[len(cell.rstrip()) :] if cell.strip() else ""
    return f"{before}{value or ''}{after}"
