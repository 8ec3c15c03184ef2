"""Masthead to RDF: a document, and what it states of the software that the page is about.

Names are resolved by what the graph already knows; what it does not know is said.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.namespaces import BASE, local_name, term
from fwgraph.wiki.edition import LIST_EDITOR, PageSource, address_node
from fwgraph.wiki.masthead_facts import MastheadRelease, StatedFact, UnreadWords, read_field
from fwgraph.wiki.mastheads import Masthead
from fwgraph.wiki.page_entry import package_url
from fwgraph.wiki.releases import date_literal
from fwgraph.wiki.triples import NewStatement, mint_path, property_triples

BRANCH_WORDS = re.compile(
    r"\b(?:current|latest|newest|last|stable|previous|development|recent|official|older|old|new"
    r"|versions?|releases?|branch|from|of|the|for|series|line|version number)\b",
    re.IGNORECASE,
)
"""What a term says of a release besides the name of the software."""
VERSIONED_NAME = re.compile(r"(.*\S)\s+([0-9][\w.+]*)")

Resolve = Callable[[str], NamedNode | None]


@dataclass
class MastheadWriter:
    """Writes the facts of one masthead, and notes what it leaves out.

    ``software`` is what the page is about; ``find_software`` and ``find_platform`` resolve names.
    """

    software: NamedNode
    source: PageSource
    find_software: Resolve
    find_platform: Resolve
    notes: list[UnreadWords] = field(default_factory=list)
    taken: dict[str, int] = field(default_factory=dict)

    @property
    def document(self) -> NamedNode:
        """The source of all that is written."""
        return term(f"document:{self.source.slug}")

    def write(self, masthead: Masthead) -> list[Triple]:
        """Return the triples of a masthead; the notes are complete then."""
        stated = [each for named in masthead.fields for each in read_field(named)]
        self.notes = [each for each in stated if isinstance(each, UnreadWords)]
        self.notes += [UnreadWords(line, "", "no field") for line in masthead.unread]
        releases = [each for each in stated if isinstance(each, MastheadRelease)]
        facts = [each for each in stated if isinstance(each, StatedFact)]
        days = {date_literal(each.date or "") for each in releases}
        day = days.pop() if len(days) == 1 else None
        written = chain(
            self.document_triples(masthead),
            *(self.release_triples(each) for each in releases),
            *(self.fact_triples(each, day) for each in facts),
        )
        triples = list(written)
        self.notes.sort(key=lambda note: (note.line, note.words))
        return triples

    def document_triples(self, masthead: Masthead) -> Iterator[Triple]:
        """Yield what the document is: its day, what fixes its text, and who speaks."""
        basis = self.source.date_basis
        address = self.source.state or self.source.address
        yield from property_triples(
            self.document,
            ("rdf:type", term("fw:Document")),
            ("rdfs:label", f"Python wiki: {masthead.title}"),
            ("dcterms:date", date_literal(self.source.date or "")),
            ("fw:dateBasis", Literal(basis, language="en") if basis else None),
            ("fw:address", address_node(address) if address else None),
            ("fw:revision", self.source.revision),
            ("fw:sha256", self.source.sha256),
            ("fw:voice", LIST_EDITOR),
        )

    def release_triples(self, release: MastheadRelease) -> Iterator[Triple]:
        """Yield the record of a release, of the software that its term names if it names one."""
        name = " ".join(BRANCH_WORDS.sub(" ", release.term).split())
        software = self.find_software(name) if name else self.software
        if software is None:
            self.notes.append(UnreadWords(release.line, name, "the graph knows no such software"))
            return
        version = quote(release.version, safe="+!")
        path = f"release/{local_name(software.value)}/{version}/{self.source.slug}"
        yield from property_triples(
            NamedNode(BASE + mint_path(self.taken, path)),
            ("rdf:type", term("fw:Release")),
            ("fw:releaseOf", software),
            ("fw:version", release.version),
            ("fw:released", date_literal(release.date or "")),
            ("prov:wasDerivedFrom", self.document),
            ("fw:line", release.line),
        )

    def fact_triples(self, fact: StatedFact, day: Literal | None) -> Iterator[Triple]:
        """Yield the statement that a fact is, if all that it names is known."""
        if fact.kind == "address":
            package = package_url(fact.value)
            relation = "fw:packageUrl" if package else "doap:homepage"
            value = Literal(package) if package else address_node(fact.value)
            yield from self.statement_triples(fact, relation, value, None)
        elif fact.kind == "licence":
            yield from self.statement_triples(fact, "fw:license", Literal(fact.value), day)
        else:
            found, specifier = self.resolve_platform(fact)
            if found is None:
                name = f"Python {fact.value}" if fact.kind == "python" else fact.value
                note = UnreadWords(fact.line, name, "no platform that the graph knows")
                self.notes.append(note)
            else:
                yield from self.statement_triples(fact, "fw:runsOn", found, day, specifier)

    def resolve_platform(self, fact: StatedFact) -> tuple[NamedNode | None, str | None]:
        """Return the platform that a fact names, and the versions of it."""
        if fact.kind == "python":
            return self.find_platform(f"Python {fact.value}"), fact.specifier
        named = VERSIONED_NAME.fullmatch(fact.value)
        found = self.find_platform(fact.value)
        if found is None and named:
            return self.find_platform(named[1]), named[2]
        return found, None

    def statement_triples(
        self,
        fact: StatedFact,
        relation: str,
        value: NamedNode | Literal,
        day: Literal | None,
        specifier: str | None = None,
    ) -> Iterator[Triple]:
        """Yield a claim or a denial with its evidence; once where one text says it twice."""
        kind = "denial" if fact.is_denied else "claim"
        statement = NewStatement(
            self.software, relation, value, self.document, fact.line, fact.quote, kind
        )
        if statement.path not in self.taken:
            mint_path(self.taken, statement.path)
            yield from statement.triples(("fw:specifier", specifier), ("fw:validFrom", day))
