"""What the pages are about: what a node is called, what is said of it, where its page is."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from pyoxigraph import DefaultGraph, Literal, NamedNode, Triple

from fwgraph.graph import Graph
from fwgraph.namespaces import (
    PREFIXES,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
    RDFS_LABEL,
    RDFS_SUBPROPERTY_OF,
    Term,
    local_name,
    shorten,
    term,
)
from fwgraph.web.http.addresses import fragment_of, path_of, web_address
from fwgraph.web.http.links import Frame

DEFAULT = DefaultGraph()
NAMING = (RDFS_LABEL, term("skos:prefLabel"), term("dcterms:title"))
"""The properties that name a node, the best first."""
PARTS = tuple(
    term(name) for name in ("rdf:subject", "fw:lists", "fw:edition", "fw:section", "skos:inScheme")
)
"""What leads from claims and listings to what they are about, from parts to the whole."""
ENOUGH = 20_000
"""Triples at most in one description."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words, and where they lead: an own page, another site, or nowhere."""

    text: str
    href: str | None = None
    outside: bool = False


class Library:
    """One graph as pages know it."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.label = lru_cache(maxsize=50_000)(self._label)

    def triples(self, node: NamedNode) -> Iterator[Triple]:
        """Yield the triples with the node as their subject."""
        store = self.graph.store
        return (quad.triple for quad in store.quads_for_pattern(node, None, None, DEFAULT))

    def values(self, node: NamedNode, relation: NamedNode) -> list[Term]:
        """Return the node's values of a property, sorted."""
        found = self.graph.store.quads_for_pattern(node, relation, None, DEFAULT)
        return sorted((quad.object for quad in found), key=str)

    def referring(self, node: NamedNode, relation: NamedNode | None = None) -> Iterator[Triple]:
        """Yield the triples with the node as their object, in no particular order."""
        found = self.graph.store.quads_for_pattern(None, relation, node, DEFAULT)
        return (quad.triple for quad in found)

    def above(self, relation: NamedNode) -> set[NamedNode]:
        """Return a relation and every relation above it; circles end."""
        found = {relation}
        waiting = [relation]
        while waiting:
            broader = self.values(waiting.pop(), RDFS_SUBPROPERTY_OF)
            new = [each for each in broader if isinstance(each, NamedNode) and each not in found]
            found.update(new)
            waiting += new
        return found

    def count(self, relation: NamedNode) -> int:
        """Return the number of triples with a property."""
        found = self.graph.store.quads_for_pattern(None, relation, None, DEFAULT)
        return sum(1 for _ in found)

    def knows(self, node: NamedNode) -> bool:
        """Tell whether anything is said of the node."""
        return next(self.triples(node), None) is not None

    def subjects(self) -> list[NamedNode]:
        """Return every node with a page of its own, sorted."""
        found = {triple.subject for triple in self.graph}
        pages = [node for node in found if isinstance(node, NamedNode) and "#" not in node.value]
        return sorted((node for node in pages if path_of(node.value)), key=lambda node: node.value)

    def description(self, node: NamedNode) -> list[Triple]:
        """Return what is said of a node, of the claims and listings about it, and of its parts.

        At most ENOUGH triples: the node's own first, then the others in the order of IRIs.
        """
        found = list(islice(self.triples(node), ENOUGH))
        parts = {triple.subject for each in PARTS for triple in self.referring(node, each)}
        for part in sorted(parts - {node}, key=str):
            if isinstance(part, NamedNode) and len(found) < ENOUGH:
                found += self.triples(part)
        return found

    def _label(self, node: NamedNode) -> str:
        return self.name(node) or self.sentence(node) or shorten(node.value)

    def name(self, node: NamedNode) -> str | None:
        """Return the name that a node is given: in English or without a language, if it can be."""
        for naming in NAMING:
            found = [each for each in self.values(node, naming) if isinstance(each, Literal)]
            if found:
                return min(
                    found, key=lambda each: (each.language not in {None, "en"}, each.value)
                ).value
        return None

    def sentence(self, node: NamedNode) -> str | None:
        """Return what a claim says in words: subject, relation, object; None for no claim."""
        parts = [self.values(node, each) for each in (RDF_SUBJECT, RDF_PREDICATE, RDF_OBJECT)]
        return " ".join(self.plainly(values[0]) for values in parts) if all(parts) else None

    def plainly(self, value: Term) -> str:
        """Return a node's name or short IRI, a literal's text."""
        if isinstance(value, NamedNode):
            return self.name(value) or shorten(value.value)
        return value.value if isinstance(value, Literal) else str(value)

    def named(self, value: Term) -> str:
        """Return what a value is called: a node's label, a literal's text."""
        return self.label(value) if isinstance(value, NamedNode) else self.plainly(value)

    def href(self, node: NamedNode, frame: Frame, fragment: str = "") -> str | None:
        """Return where a page may link for a node: its own page, its address, or nothing."""
        path = path_of(node.value)
        if path and self.knows(node):
            return frame.page(path, fragment or fragment_of(node.value))
        return web_address(node.value)

    def link(self, value: Term, frame: Frame, text: str | None = None, fragment: str = "") -> Link:
        """Return a value as a link, if it can be one."""
        if not isinstance(value, NamedNode):
            return Link(text or self.named(value))
        href = self.href(value, frame, fragment)
        outside = href is not None and href == value.value
        return Link(text or self.named(value), href, outside)

    def address(self, written: str) -> Link:
        """Return an address as it is written, linked where it may be followed."""
        href = web_address(written)
        return Link(written, href, outside=href is not None)

    def node(self, iri: object) -> NamedNode | None:
        """Return the node of an IRI in a cell, None for a cell without one."""
        try:
            return NamedNode(str(iri)) if iri else None
        except ValueError:
            return None

    def path(self, node: NamedNode) -> str:
        """Return the path of a node's page, empty where it has none."""
        return path_of(node.value) or ""

    def kind(self, node: NamedNode) -> str:
        """Return what sort of page a node has: ``software``, ``edition``; the path's first name."""
        return self.path(node).partition("/")[0]


def slug(node: NamedNode) -> str:
    """Return the short name of a source, which stands before the line in places."""
    return local_name(node.value)


def is_term(node: NamedNode) -> bool:
    """Tell whether a node is a term of the project's vocabulary."""
    return node.value.startswith(PREFIXES["fw"])
