"""The page of a source, an edition or a document: what stands on which of its lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_OBJECT, RDF_PREDICATE, RDF_SUBJECT, term
from fwgraph.web.http.links import Frame
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.facts import facts, said
from fwgraph.web.pages.lookups import Library, Link
from fwgraph.web.pages.suggestions import suggestions
from fwgraph.web.pages.templating import page

MOST_LINES = 5_000
UNPLACED = 10**9
"""Where a claim without a line stands: below all others."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A claim as the line shows it."""

    subject: Link
    relation: Link
    object: Link
    words: str
    quote: Link


@dataclass(frozen=True, slots=True)
class Entry:
    """A listing as the line shows it."""

    name: Link
    listing: Link
    version: str
    released: str


@dataclass(slots=True)
class Line:
    """A line of the source, and all that is known to stand there."""

    number: int
    headings: list[Link] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    claims: list[Claimed] = field(default_factory=list)

    @property
    def place(self) -> str:
        """The line's number, empty for what has none."""
        return "" if self.number == UNPLACED else str(self.number)


def write(library: Library, node: NamedNode, frame: Frame) -> bytes:
    """Return the page of an edition or a document."""
    title, is_edition = library.label(node), library.kind(node) == "edition"
    date, address = said(library, node, "dcterms:date"), said(library, node, "dcterms:source")
    found = lines(library, node, frame)
    return page(
        "source.html",
        frame,
        node=node.value,
        path=library.path(node),
        title=title,
        sort="edition" if is_edition else "document",
        facts=facts(
            library, node, frame, [term("rdf:type"), term("fw:text"), term("dcterms:title")]
        ),
        lines=found[:MOST_LINES],
        more=max(0, len(found) - MOST_LINES),
        suggestions=suggestions(library, node) if frame.alive else [],
        schema=schemaorg.edition(node, title, date, address) if is_edition else None,
    )


def lines(library: Library, node: NamedNode, frame: Frame) -> list[Line]:
    """Return the lines of a source of which something is known, in their order."""
    found: dict[int, Line] = {}

    def at(part: NamedNode) -> Line:
        number = line_of(library, part)
        return found.setdefault(number, Line(number))

    for part in parts(library, node, "fw:edition"):
        if library.values(part, term("fw:level")):
            at(part).headings.append(library.link(part, frame))
        elif library.values(part, term("fw:lists")):
            at(part).entries.append(entry(library, part, frame))
    for claim in parts(library, node, "prov:wasDerivedFrom"):
        at(claim).claims.append(claimed(library, claim, frame))
    return sorted(found.values(), key=lambda line: line.number)


def parts(library: Library, node: NamedNode, relation: str) -> Iterator[NamedNode]:
    """Yield the nodes that lead to a source by a relation, sorted."""
    found = (triple.subject for triple in library.referring(node, term(relation)))
    yield from sorted(
        (each for each in found if isinstance(each, NamedNode)), key=lambda each: each.value
    )


def line_of(library: Library, part: NamedNode) -> int:
    """Return the line on which a part of a source begins."""
    written = said(library, part, "fw:line") or ""
    return int(written) if written.isdecimal() and len(written) < 9 else UNPLACED


def entry(library: Library, listing: NamedNode, frame: Frame) -> Entry:
    """Return a listing with what it lists."""
    name = library.label(listing)
    thing = library.values(listing, term("fw:lists"))[0]
    return Entry(
        library.link(thing, frame, name),
        library.link(listing, frame, "entry"),
        said(library, listing, "fw:version") or "",
        said(library, listing, "fw:dateText") or "",
    )


def claimed(library: Library, claim: NamedNode, frame: Frame) -> Claimed:
    """Return a claim's parts as links, and its phrase."""
    parts = (RDF_SUBJECT, RDF_PREDICATE, RDF_OBJECT)
    subject, relation, object_ = (
        library.link(values[0], frame) if (values := library.values(claim, part)) else Link("")
        for part in parts
    )
    words = said(library, claim, "fw:quote") or ""
    quote = library.link(claim, frame, f"“{words}”" if words else "claim")
    return Claimed(subject, relation, object_, words, quote)
