"""What is known before pages are judged: read once from a graph, and used for all of them."""

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property

import rdflib
from pyoxigraph import NamedNode, Quad, Store, Triple

from fwgraph.formats.rdflib_graph import rdflib_term
from fwgraph.graph import Graph
from fwgraph.namespaces import RDF_TYPE, RDFS_LABEL, Term, term
from fwgraph.rules.layers import Ground, Nodes
from fwgraph.rules.list_facts import KnownThings, read_known_things
from fwgraph.rules.ranks import Ranks, read_ranks
from fwgraph.rules.shapes import PAGE_SHAPES, named_iris, queried_iris
from fwgraph.rules.wiki_root import Wiki
from fwgraph.rules.wording import NAME_PROPERTIES, Wording
from fwgraph.wiki import known
from fwgraph.wiki.edition import KnownNames

EDITION_CLASSES = tuple(
    term(f"fw:{name}") for name in ("Edition", "Section", "Listing", "Release", "Passage")
)


class PageKnowledge:
    """A graph with what pages need of it, and the wiki that they are in, if one is known."""

    def __init__(self, graph: Graph, wiki: Wiki | None = None) -> None:
        self.graph = graph
        self.wiki = wiki

    @cached_property
    def names(self) -> KnownNames:
        """The names, categories and cues that help to read a page."""
        return known.known_names(self.graph)

    @cached_property
    def ranks(self) -> Ranks | None:
        """What the newest package index with ranks says."""
        return read_ranks(self.graph)

    @cached_property
    def things(self) -> KnownThings:
        """What is known of the things that pages list."""
        return read_known_things(self.graph)

    @cached_property
    def properties(self) -> frozenset[str]:
        """The properties that shapes about pages name, and those that messages need."""
        spoken = (RDF_TYPE, term("fw:furtherRelease"), *NAME_PROPERTIES)
        return named_iris(PAGE_SHAPES) | {each.value for each in spoken}

    @cached_property
    def context(self) -> list[Triple]:
        """What shapes about pages need to know of everything that is on no page.

        It comes with the properties that the shapes name, on whichever path. Other editions are
        left out: what they list is not on this page.
        """
        named = self.properties
        parts = {
            quad.subject
            for part in EDITION_CLASSES
            for quad in self.graph.store.quads_for_pattern(None, RDF_TYPE, part)
        }
        return [
            triple
            for triple in self.graph
            if triple.predicate.value in named and triple.subject not in parts
        ]

    def prepare(self) -> None:
        """Read all of it now, so that processes which are forked need not.

        It lives as long as the process does: not looking through it for garbage saves a fifth.
        """
        _ = self.names, self.ranks, self.things, self.graph.names.index()
        _ = self._query_context, self.wording
        gc.freeze()

    @cached_property
    def _engine_context(self) -> Ground:
        return Ground(rdflib_triples(dict.fromkeys(self.context)))

    @cached_property
    def _query_context(self) -> Store:
        store = Store()
        queried = queried_iris(PAGE_SHAPES)
        store.extend(Quad(*each) for each in self.context if each.predicate.value in queried)
        return store

    @cached_property
    def wording(self) -> Wording:
        """The words in which findings speak of what is on no page."""
        return Wording(self.context)

    @contextmanager
    def seen_with(
        self, triples: Sequence[Triple]
    ) -> Iterator[tuple[Callable[[], rdflib.Graph], Store]]:
        """Hand out the context with what shapes need of some triples, for one page's while.

        It is as the SHACL engine reads it, if that is asked for, and as queries do.
        """
        store, queried = self._query_context, queried_iris(PAGE_SHAPES)
        named = (Quad(*each) for each in triples if each.predicate.value in queried)
        quads = [quad for quad in dict.fromkeys(named) if quad not in store]
        store.extend(quads)
        try:
            yield lambda: self._layer_over_context(triples), store
        finally:
            for quad in quads:
                store.remove(quad)

    def _layer_over_context(self, triples: Iterable[Triple]) -> rdflib.Graph:
        known = frozenset(self.context)
        own = (each for each in triples if each.predicate.value in self.properties)
        fresh = (each for each in dict.fromkeys(own) if each not in known)
        return self._engine_context.layer_over(rdflib_triples(fresh))

    def labels_of(self, property_: NamedNode) -> list[Triple]:
        """Return what a property is called, by which a message speaks of it."""
        quads = self.graph.store.quads_for_pattern(property_, RDFS_LABEL, None)
        return [quad.triple for quad in quads]


def rdflib_triples(triples: Iterable[Triple]) -> Iterator[Nodes]:
    """Yield triples as rdflib has them; a term that comes again is made once."""
    nodes: dict[Term, rdflib.term.Node] = {}
    for triple in triples:
        terms = tuple(triple)
        for each in terms:
            if each not in nodes:
                nodes[each] = rdflib_term(each)
        subject, predicate, object_ = (nodes[each] for each in terms)
        yield subject, predicate, object_


def as_knowledge(graph: Graph | PageKnowledge) -> PageKnowledge:
    """Return what is known by a graph."""
    return graph if isinstance(graph, PageKnowledge) else PageKnowledge(graph)
