"""Entries to RDF: an edition of a page, its sections and its listings.

Facts always; the page's own text only where it is asked for, so that the page can be
written back. Names are resolved by what the graph already knows.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.errors import BadRequest
from fwgraph.namespaces import BASE, RDF_TYPE, RDFS_LABEL, XSD_DATE, local_name, term
from fwgraph.store.names import fold_name
from fwgraph.wiki.document import TextBlock, WikiPage
from fwgraph.wiki.entries import Section, read_sections
from fwgraph.wiki.markups import DEFAULT_MARKUP
from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.reasons import recognise_reasons
from fwgraph.wiki.releases import Release, date_literal
from fwgraph.wiki.spans import InlineText
from fwgraph.wiki.triples import mint_path, property_triples

DISCONTINUED = term("category:discontinued")
LIST_EDITOR = term("voice:list-editor")
NEWEST_DATE = "the newest date written on the page"
"""From what the day of an edition is inferred, where nobody says it."""
LINE = re.compile(r"[^\n]*\n|[^\n]+")
SIGNS = re.compile(r"(?<=[\w+#])[+#](?!\w)")
SIGN_NAMES = {"+": " plus ", "#": " sharp "}
"""What stands for a sign at the end of a word in a slug, as in ``C++`` and ``C#``."""


@dataclass(frozen=True, slots=True)
class KnownNames:
    """What is known before a page is read.

    ``software`` finds what has a name, or nothing; ``identity`` says why an entry is about it
    where that is not its name, and ``decisions`` do by the name of an entry and what it is about,
    where a person had to decide; ``categories`` maps the titles of the
    known categories to their concepts; ``guidelines`` and ``evidence`` map the cues by
    which concepts are recognised in a page's text to the concepts. ``sibling_categories`` are
    those of pages that list other things than frameworks; where the page that is read is one of
    them, ``sibling`` is its name, and ``categories`` are its own.
    """

    software: Callable[[str], NamedNode | None] = lambda name: None  # noqa: ARG005
    identity: Callable[[NamedNode, PageEntry], str | None] = lambda software, entry: None  # noqa: ARG005
    decisions: Mapping[tuple[str, NamedNode], str] = field(default_factory=dict)
    categories: Mapping[str, NamedNode] = field(default_factory=dict)
    guidelines: Mapping[str, NamedNode] = field(default_factory=dict)
    evidence: Mapping[str, NamedNode] = field(default_factory=dict)
    sibling_categories: Mapping[str, Mapping[str, NamedNode]] = field(default_factory=dict)
    sibling: str | None = None


@dataclass(frozen=True, slots=True)
class PageSource:
    """Where a page comes from: the edition's slug, and the date and the page's address, if known.

    ``revision`` fixes this state and ``state`` is where it can be read; ``date_basis`` says from
    what the date was inferred, ``sha256`` which bytes were read; ``other_hashes`` are of other
    copies of the same state.
    """

    slug: str
    date: str | None = None
    address: str | None = None
    sha256: str | None = None
    date_basis: str | None = None
    revision: str | None = None
    state: str | None = None
    other_hashes: tuple[str, ...] = ()


def edition_triples(
    document: WikiPage,
    source: PageSource,
    known: KnownNames,
    *,
    facts_only: bool,
    sections: tuple[Section, ...] | None = None,
) -> Iterator[Triple]:
    """Yield the triples of a page's edition, whose sections may have been read before.

    With ``facts_only`` none of the page's sentences is among them; otherwise every line
    of the page is kept, in ``fw:text`` of a listing or of a passage.
    """
    writer = EditionWriter(source, known)
    if sections is None:
        sections = read_sections(document, known.categories)
    entries = [entry for section in sections for entry in section.entries]
    yield from writer.metadata_triples(sections, document)
    for section in sections:
        yield from writer.section_triples(section)
        for entry in section.entries:
            yield from writer.listing_triples(section, entry)
    if not facts_only:
        yield from writer.text_triples(document, entries)


def newest_day(entries: Iterable[PageEntry]) -> str | None:
    """Return the newest day of which a release is on a page, or nothing where none is."""
    releases = (each for entry in entries for each in (entry.stated, *entry.further) if each)
    days = (date_literal(release.date or "") for release in releases)
    return max((day.value for day in days if day and day.datatype == XSD_DATE), default=None)


class EditionWriter:
    """Gives the parts of one edition their IRIs and writes their triples."""

    def __init__(self, source: PageSource, known: KnownNames) -> None:
        self.source = source
        self.known = known
        self.node = term(f"edition:{source.slug}")
        self.minted: dict[str, str] = {}
        self.taken: dict[str, int] = {}
        self.sections: dict[int, NamedNode] = {}
        self.listings: dict[int, NamedNode] = {}

    def mint_iri(self, kind: str, slug: str) -> NamedNode:
        """Return a fresh IRI below the edition; a slug that is taken gets a number."""
        return NamedNode(BASE + mint_path(self.taken, f"{kind}/{self.source.slug}/{slug}"))

    def metadata_triples(
        self, sections: tuple[Section, ...], document: WikiPage
    ) -> Iterator[Triple]:
        """Yield title, date, address and guidelines of the edition, who speaks, and its hash."""
        entries = {entry.line for section in sections for entry in section.entries}
        blocks = (block for block in document.blocks if block.line not in entries)
        prose = (block.text for block in blocks if isinstance(block, TextBlock))
        title = sections[0].title if sections else self.source.slug
        dated = f"{title}, {self.source.date}" if self.source.date else title
        basis = self.source.date_basis
        yield from property_triples(
            self.node,
            ("rdf:type", term("fw:Edition")),
            ("rdfs:label", dated),
            ("dcterms:title", title),
            ("dcterms:date", date_literal(self.source.date or "")),
            ("dcterms:source", address_node(self.source.address) if self.source.address else None),
            ("fw:address", address_node(self.source.state) if self.source.state else None),
            ("fw:dateBasis", Literal(basis, language="en") if basis else None),
            ("fw:revision", self.source.revision),
            ("fw:sha256", self.source.sha256),
            *(("fw:sha256", other) for other in self.source.other_hashes),
            ("fw:voice", LIST_EDITOR),
            *(("fw:states", rule) for rule in recognise_concepts(prose, self.known.guidelines)),
        )

    def section_triples(self, section: Section) -> Iterator[Triple]:
        """Yield the triples of a section."""
        node = self.sections[section.index] = self.mint_iri("section", slug_of(section.title))
        yield from property_triples(
            node,
            ("rdf:type", term("fw:Section")),
            ("rdfs:label", section.title),
            ("fw:edition", self.node),
            ("fw:category", self.known.categories.get(section.category or "")),
            ("fw:nearCategory", self.known.categories.get(section.resembles or "")),
            ("fw:level", section.level),
            ("fw:line", section.line),
            ("fw:position", section.index),
        )

    def listing_triples(self, section: Section, entry: PageEntry) -> Iterator[Triple]:
        """Yield the triples of a listing, and of the software if nothing is known of it."""
        software = self.known.software(entry.name)
        reason = self.reason_of_identity(software, entry) if software else None
        if software is None:
            software = self.mint_software(entry.name)
            yield Triple(software, RDF_TYPE, term("fw:Software"))
            yield Triple(software, RDFS_LABEL, Literal(entry.name))
        node = self.listings[entry.line] = self.mint_iri("listing", local_name(software.value))
        category = self.known.categories.get(section.category or "")
        cues = self.known.evidence if category == DISCONTINUED else {}
        links = "fw:wikiPage" if entry.has_wiki_link else "fw:homepage"
        yield from property_triples(
            node,
            ("rdf:type", term("fw:Listing")),
            ("rdfs:label", entry.name),
            ("fw:lists", software),
            ("fw:identity", Literal(reason, language="en") if reason else None),
            ("fw:edition", self.node),
            ("fw:section", self.sections[section.index]),
            ("fw:category", category),
            ("fw:list", entry.list),
            ("fw:position", entry.position),
            ("fw:line", entry.line),
            (links, entry.target),
            ("fw:package", entry.listed_package),
            *release_properties(entry.stated),
            *(("fw:evidence", reason) for reason in recognise_reasons(entry.prose, cues)),
            ("fw:unread", entry.unread),
        )
        for number, release in enumerate(entry.further, 2):
            yield from self.release_triples(node, release, number)
        for item in entry.nested:
            yield from property_triples(
                NamedNode(f"{node.value}/line-{item.line}"),
                ("rdfs:label", item.name),
                ("fw:nestedIn", node),
                ("fw:line", item.line),
            )

    def reason_of_identity(self, software: NamedNode, entry: PageEntry) -> str | None:
        """Return why an entry is about software: as a person decided, or else as is found."""
        decided = self.known.decisions.get((entry.name, software))
        return decided or self.known.identity(software, entry)

    def mint_software(self, name: str) -> NamedNode:
        """Return the IRI of software that is not known; other names have other IRIs."""
        key = fold_name(name)
        slug, number = slug_of(name), 2
        while self.minted.get(slug, key) != key or self.is_slug_known(slug):
            slug, number = f"{slug_of(name)}-{number}", number + 1
        self.minted[slug] = key
        return term(f"software:{slug}")

    def is_slug_known(self, slug: str) -> bool:
        """Tell whether known software has this slug."""
        return self.known.software(slug) == term(f"software:{slug}")

    def release_triples(
        self, listing: NamedNode, release: Release, number: int
    ) -> Iterator[Triple]:
        """Yield a release that stands beside the first one of a listing."""
        node = NamedNode(f"{listing.value}/{number}")
        yield Triple(listing, term("fw:furtherRelease"), node)
        yield from property_triples(
            node,
            ("rdf:type", term("fw:Release")),
            ("rdfs:label", release.note),
            *release_properties(release),
        )

    def text_triples(self, document: WikiPage, entries: list[PageEntry]) -> Iterator[Triple]:
        """Yield the page's text in pieces: one for each listing and each passage between.

        The name of its markup is kept with it, but for the one that is meant without a name.
        """
        if document.markup not in {"", DEFAULT_MARKUP.name}:
            yield Triple(self.node, term("fw:markup"), Literal(document.markup))
        for start, raw in split_at_entries(document, entries):
            node = self.listings.get(start)
            if node is None:
                node = self.mint_iri("passage", str(start))
                yield from property_triples(
                    node,
                    ("rdf:type", term("fw:Passage")),
                    ("fw:edition", self.node),
                    ("fw:line", start),
                )
            yield Triple(node, term("fw:text"), Literal(raw))


def split_at_entries(document: WikiPage, entries: list[PageEntry]) -> Iterator[tuple[int, str]]:
    """Yield the page cut before and after each entry: first line and text, in order."""
    lines = LINE.findall("".join(block.raw for block in document.blocks))
    starts = {1, len(lines) + 1, *(entry.line for entry in entries)}
    for start, end in pairwise(sorted(starts | {entry.last_line + 1 for entry in entries})):
        yield start, "".join(lines[start - 1 : end - 1])


def address_node(address: str) -> NamedNode:
    """Return the node of a web address; raises BadRequest where it is none."""
    try:
        return NamedNode(address)
    except ValueError as error:
        raise BadRequest(f"{address}: this is no web address: {error}") from error


def recognise_concepts(
    texts: Iterable[InlineText], cues: Mapping[str, NamedNode]
) -> list[NamedNode]:
    """Return the concepts of which a cue stands in the texts, without regard to case."""
    if not cues:
        return []
    prose = " ".join(" ".join(text.plain for text in texts).casefold().split())
    concepts = {concept for cue, concept in cues.items() if cue.casefold() in prose}
    return sorted(concepts, key=lambda concept: concept.value)


def release_properties(release: Release | None) -> Iterator[tuple[str, Literal | str | None]]:
    """Yield a release's version and date, as written and as a date where it is one."""
    if release:
        yield "fw:version", release.version
        yield "fw:dateText", release.date
        yield "fw:released", date_literal(release.date or "")


def slug_of(name: str) -> str:
    """Return a name as lower-case letters, digits and hyphens; ``unnamed`` if none is left.

    Accents go; letters beyond ASCII become their code points, and the signs at the end of a
    word their names, so that names that differ in them stay apart.
    """
    words = SIGNS.sub(lambda sign: SIGN_NAMES[sign[0]], name.casefold())
    letters = (
        letter if letter.isascii() else f" u{ord(letter):x} " if letter.isalnum() else ""
        for letter in unicodedata.normalize("NFKD", words)
        if not unicodedata.combining(letter)
    )
    return re.sub(r"[^a-z0-9]+", "-", "".join(letters).lower()).strip("-") or "unnamed"
