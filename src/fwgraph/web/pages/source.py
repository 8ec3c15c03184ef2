"""The page of a source, an edition or a document: what stands on which of its lines."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_OBJECT, RDF_PREDICATE, RDF_SUBJECT, RDF_TYPE, term
from fwgraph.web.http.links import Links
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.facts import first_text, node_facts
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.suggestions import suggest_questions
from fwgraph.web.pages.templating import render_template

MAX_LINES = 5_000
"""Lines that a server shows at most; files show all, as the lines' records have no other page."""
NO_LINE = 10**9
"""Where a claim without a line stands: below all others."""


@dataclass(slots=True)
class SourceLine:
    """A line of the source, and all that is known to stand there."""

    number: int
    headings: list[Hyperlink] = field(default_factory=list)
    entries: list[dict[str, Any]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)

    @property
    def number_text(self) -> str:
        """The line's number, empty for what has none."""
        return "" if self.number == NO_LINE else str(self.number)


def source_page(library: Lookups, node: NamedNode, frame: Links) -> bytes:
    """Return the page of an edition or a document."""
    title, is_edition = library.label(node), library.page_kind(node) == "edition"
    date = first_text(library, node, "dcterms:date")
    address = first_text(library, node, "dcterms:source")
    lines = source_lines(library, node, frame)
    shown = lines[:MAX_LINES] if frame.has_server else lines
    return render_template(
        "source.html",
        frame,
        node=node.value,
        path=library.page_path(node),
        title=title,
        sort="edition" if is_edition else "document",
        facts=node_facts(library, node, frame, [term("fw:text"), term("dcterms:title")]),
        lines=shown,
        more=len(lines) - len(shown),
        suggestions=suggest_questions(library, node) if frame.has_server else [],
        schema=schemaorg.edition_schema(node, title, date, address) if is_edition else None,
    )


def source_lines(library: Lookups, node: NamedNode, frame: Links) -> list[SourceLine]:
    """Return the lines of a source of which something is known, in their order."""
    lines: dict[int, SourceLine] = {}

    def line_at(part: NamedNode) -> SourceLine:
        number = line_number(library, part)
        return lines.setdefault(number, SourceLine(number))

    entries = set()
    for part in source_parts(library, node, "fw:edition"):
        if library.values(part, term("fw:level")):
            line_at(part).headings.append(library.link(part, frame))
        elif library.values(part, term("fw:lists")):
            line_at(part).entries.append(listing_links(library, part, frame))
            entries.add(part)
    for record in source_parts(library, node, "prov:wasDerivedFrom"):
        if record in entries:
            continue
        if library.values(record, term("fw:releaseOf")):
            line_at(record).entries.append(release_links(library, record, frame))
        else:
            line_at(record).claims.append(statement_links(library, record, frame))
    return sorted(lines.values(), key=lambda line: line.number)


def source_parts(library: Lookups, node: NamedNode, relation: str) -> Iterator[NamedNode]:
    """Yield the nodes that lead to a source by a relation, sorted."""
    subjects = (triple.subject for triple in library.triples_to(node, term(relation)))
    parts = (part for part in subjects if isinstance(part, NamedNode))
    yield from sorted(parts, key=lambda part: part.value)


def line_number(library: Lookups, part: NamedNode) -> int:
    """Return the line on which a part of a source begins."""
    written = first_text(library, part, "fw:line") or ""
    return int(written) if written.isdecimal() and len(written) < 9 else NO_LINE


def listing_links(library: Lookups, listing: NamedNode, frame: Links) -> dict[str, Any]:
    """Return a listing with what it lists."""
    thing = library.values(listing, term("fw:lists"))[0]
    return {
        "name": library.link(thing, frame, library.label(listing)),
        "listing": library.link(listing, frame, "entry"),
        "anchor": library.page_path(listing),
        "version": first_text(library, listing, "fw:version") or "",
        "released": first_text(library, listing, "fw:dateText") or "",
    }


def release_links(library: Lookups, release: NamedNode, frame: Links) -> dict[str, Any]:
    """Return a release with what it is a release of."""
    thing = library.values(release, term("fw:releaseOf"))[0]
    return {
        "name": library.link(thing, frame),
        "listing": library.link(release, frame, "release"),
        "anchor": library.page_path(release),
        "version": first_text(library, release, "fw:version") or "",
        "released": first_text(library, release, "fw:released", "fw:dateText") or "",
    }


def statement_links(library: Lookups, claim: NamedNode, frame: Links) -> dict[str, Any]:
    """Return a claim's parts as links, and its phrase."""
    parts = {"subject": RDF_SUBJECT, "relation": RDF_PREDICATE, "object": RDF_OBJECT}
    links = {
        name: library.link(values[0], frame) if (values := library.values(claim, part))
        else Hyperlink("")
        for name, part in parts.items()
    }  # fmt: skip
    words = first_text(library, claim, "fw:quote") or ""
    denied = term("fw:Denial") in library.values(claim, RDF_TYPE)
    quote = library.link(claim, frame, f"“{words}”" if words else "denial" if denied else "claim")
    return {**links, "words": words, "quote": quote, "standing": "denied" if denied else "",
            "anchor": library.page_path(claim)}  # fmt: skip
