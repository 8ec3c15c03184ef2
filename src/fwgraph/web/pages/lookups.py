"""What the pages are about: what a node is called, what is said of it, where its page is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import islice
from typing import TypeGuard

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from fwgraph.graph import Graph
from fwgraph.namespaces import (
    BASE,
    PREFIXES,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
    RDF_TYPE,
    RDFS_LABEL,
    RDFS_SUBPROPERTY_OF,
    Term,
    shorten_iri,
    term,
)
from fwgraph.questions.status import StatusVerdict, judge_each
from fwgraph.store.hierarchy import closure
from fwgraph.view.timeline import Timeline, read_timeline
from fwgraph.web.http.addresses import fragment_of, linkable_url, page_path
from fwgraph.web.http.links import Links

DEFAULT_GRAPH = DefaultGraph()
XSD_BOOLEAN = term("xsd:boolean")
NAME_PROPERTIES = (RDFS_LABEL, term("skos:prefLabel"), term("dcterms:title"))
"""The properties that name a node, the best first."""
RECORD_PROPERTIES = tuple(
    (term(about), term(source))
    for about, source in (
        ("rdf:subject", "prov:wasDerivedFrom"),
        ("fw:lists", "fw:edition"),
        ("fw:releaseOf", "prov:wasDerivedFrom"),
    )
)
"""What leads from a record, something that a line of a source says, to its thing and its source."""
PART_PROPERTIES = (
    *(about for about, _ in RECORD_PROPERTIES),
    *(term(name) for name in ("fw:edition", "fw:section", "skos:inScheme")),
)
"""What leads from records to what they are about, and from parts to the whole."""
SOURCE_KINDS = frozenset({"edition", "document"})
"""Kinds of pages that show every record of a source, at its line."""
MAX_TRIPLES = 20_000
"""Triples at most in one description."""


@dataclass(frozen=True, slots=True)
class Hyperlink:
    """Words, and where they lead: an own page, another site, or nowhere."""

    text: str
    href: str | None = None
    outside: bool = False


class Lookups:
    """One graph as pages know it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.label = lru_cache(maxsize=50_000)(self._label)

    @cached_property
    def timeline(self) -> Timeline:
        """When what was released."""
        return read_timeline(self.graph)

    @cached_property
    def verdicts(self) -> dict[str, StatusVerdict]:
        """The status of each software by the shipped policy, by its IRI."""
        triples = self.triples_to(term("fw:Software"), RDF_TYPE)
        nodes = (triple.subject for triple in triples)
        return judge_each(self.graph, [node for node in nodes if isinstance(node, NamedNode)])

    @cached_property
    def record_sources(self) -> Mapping[Term, NamedNode]:
        """The source whose page shows a record, for every record that has one.

        What is no plain ASCII is shown otherwise than it is written, and so is no anchor.
        """
        sources: dict[Term, NamedNode] = {}
        headings = {node for node, _ in self.pairs(term("fw:level"))}
        for about, leads in RECORD_PROPERTIES:
            records = {node for node, _ in self.pairs(about)} - headings
            for node, source in self.pairs(leads):
                if node in records and self.is_source(source) and self.has_anchor(node):
                    sources[node] = min(source, sources.get(node, source), key=str)
        return sources

    def is_source(self, node: Term) -> TypeGuard[NamedNode]:
        """Tell whether a node has a page that shows what stands on its lines."""
        if not isinstance(node, NamedNode):
            return False
        return self.page_kind(node) in SOURCE_KINDS and self.has_node(node)

    def has_anchor(self, node: Term) -> bool:
        """Tell whether the path of a node's page can be an anchor on another one."""
        path = self.page_path(node) if isinstance(node, NamedNode) else ""
        return path.isascii() and bool(path)

    def triples_of(self, node: NamedNode) -> Iterator[Triple]:
        """Yield the triples with the node as their subject."""
        store = self.graph.store
        return (quad.triple for quad in store.quads_for_pattern(node, None, None, DEFAULT_GRAPH))

    def values(self, node: NamedNode, relation: NamedNode) -> list[Term]:
        """Return the node's values of a property, sorted."""
        quads = self.graph.store.quads_for_pattern(node, relation, None, DEFAULT_GRAPH)
        return sorted((quad.object for quad in quads), key=str)

    def triples_to(self, node: NamedNode, relation: NamedNode | None = None) -> Iterator[Triple]:
        """Yield the triples with the node as their object, in no particular order."""
        quads = self.graph.store.quads_for_pattern(None, relation, node, DEFAULT_GRAPH)
        return (quad.triple for quad in quads)

    def pairs(self, relation: NamedNode) -> Iterator[tuple[Term, Term]]:
        """Yield the subjects and objects of a relation, in no particular order."""
        quads = self.graph.store.quads_for_pattern(None, relation, None, DEFAULT_GRAPH)
        return ((quad.subject, quad.object) for quad in quads)

    def statements_of(self, node: NamedNode, relation: NamedNode) -> Iterator[NamedNode]:
        """Yield the claims that say something of a node by a property, in no particular order."""
        for triple in self.triples_to(node, RDF_SUBJECT):
            statement = triple.subject
            says = self.graph.has_match(statement, RDF_PREDICATE, relation)
            is_claim = says and self.graph.has_match(statement, RDF_TYPE, term("fw:Claim"))
            if is_claim and isinstance(statement, NamedNode):
                yield statement

    def superproperties(self, relation: NamedNode) -> set[NamedNode]:
        """Return a relation and every relation above it."""

        def broader(property_: NamedNode) -> list[NamedNode]:
            values = self.values(property_, RDFS_SUBPROPERTY_OF)
            return [value for value in values if isinstance(value, NamedNode)]

        return closure(relation, broader)

    def count_triples(self, relation: NamedNode) -> int:
        """Return the number of triples with a property."""
        quads = self.graph.store.quads_for_pattern(None, relation, None, DEFAULT_GRAPH)
        return sum(1 for _ in quads)

    def has_node(self, node: NamedNode) -> bool:
        """Tell whether anything is said of the node."""
        return next(self.triples_of(node), None) is not None

    def page_nodes(self) -> list[NamedNode]:
        """Return every node with a page of its own, sorted."""
        subjects = {triple.subject for triple in self.graph}
        nodes = (node for node in subjects if isinstance(node, NamedNode))
        pages = (node for node in nodes if "#" not in node.value and page_path(node.value))
        return sorted(pages, key=lambda node: node.value)

    def description(self, node: NamedNode) -> list[Triple]:
        """Return what is said of a node, of the claims and listings about it, and of its parts.

        At most MAX_TRIPLES: the node's own first, then the others in the order of IRIs.
        """
        triples = list(islice(self.triples_of(node), MAX_TRIPLES))
        parts = {
            triple.subject for leads in PART_PROPERTIES for triple in self.triples_to(node, leads)
        }
        for part in sorted(parts - {node}, key=str):
            if isinstance(part, NamedNode) and len(triples) < MAX_TRIPLES:
                triples += self.triples_of(part)
        return triples

    def _label(self, node: NamedNode) -> str:
        return self.name(node) or self.statement_text(node) or shorten_iri(node.value)

    def name(self, node: NamedNode) -> str | None:
        """Return the name that a node is given: in English or without a language, if it can be."""
        for naming in NAME_PROPERTIES:
            names = [name for name in self.values(node, naming) if isinstance(name, Literal)]
            if names:
                return min(
                    names, key=lambda name: (name.language not in {None, "en"}, name.value)
                ).value
        return None

    def statement_text(self, node: NamedNode) -> str | None:
        """Return what a claim says in words: subject, relation, object; None for no claim."""
        parts = [self.values(node, part) for part in (RDF_SUBJECT, RDF_PREDICATE, RDF_OBJECT)]
        return " ".join(self.name_or_text(values[0]) for values in parts) if all(parts) else None

    def name_or_text(self, value: Term) -> str:
        """Return a node's name or short IRI, a literal's text."""
        if isinstance(value, NamedNode):
            return self.name(value) or shorten_iri(value.value)
        if isinstance(value, Literal) and value.datatype == XSD_BOOLEAN:
            return "yes" if value.value in {"true", "1"} else "no"
        return value.value if isinstance(value, Literal) else str(value)

    def label_or_text(self, value: Term) -> str:
        """Return what a value is called: a node's label, a literal's text."""
        return self.label(value) if isinstance(value, NamedNode) else self.name_or_text(value)

    def href(self, node: NamedNode, frame: Links, fragment: str = "") -> str | None:
        """Return where a page may link for a node: its own page, its address, or nothing.

        Among files, a record is a line of its source's page.
        """
        path = page_path(node.value)
        if path and self.has_node(node):
            return self.path_href(path, frame, fragment or fragment_of(node.value))
        return linkable_url(node.value)

    def path_href(self, path: str, frame: Links, fragment: str = "") -> str:
        """Return the reference to the page of a path, among files to the line of a record."""
        source = None if frame.has_server else self.record_sources.get(NamedNode(BASE + path))
        return frame.page_href(*((self.page_path(source), path) if source else (path, fragment)))

    def link(
        self, value: Term, frame: Links, text: str | None = None, fragment: str = ""
    ) -> Hyperlink:
        """Return a value as a link, if it can be one."""
        if not isinstance(value, NamedNode):
            return Hyperlink(text or self.label_or_text(value))
        href = self.href(value, frame, fragment)
        outside = href is not None and href == value.value
        return Hyperlink(text or self.label_or_text(value), href, outside)

    def url_link(self, written: str) -> Hyperlink:
        """Return an address as it is written, linked where it may be followed."""
        href = linkable_url(written)
        return Hyperlink(written, href, outside=href is not None)

    def node_or_none(self, iri: object) -> NamedNode | None:
        """Return the node of an IRI in a cell, None for a cell without one."""
        try:
            return NamedNode(str(iri)) if iri else None
        except ValueError:
            return None

    def page_path(self, node: NamedNode) -> str:
        """Return the path of a node's page, empty where it has none."""
        return page_path(node.value) or ""

    def page_kind(self, node: NamedNode) -> str:
        """Return what sort of page a node has: ``software``, ``edition``; the path's first name."""
        return self.page_path(node).partition("/")[0]


def is_fw_term(node: NamedNode) -> bool:
    """Tell whether a node is a term of the project's vocabulary."""
    return node.value.startswith(PREFIXES["fw"])
