"""What a graph knows that helps to read a page: names, categories, and cues."""

from pyoxigraph import NamedNode

from fwgraph.graph import Graph
from fwgraph.namespaces import THING_KINDS
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.names import kind_of
from fwgraph.store.package import query_text
from fwgraph.wiki.edition import KnownNames


def known_names(graph: Graph) -> KnownNames:
    """Return what the graph knows."""
    return KnownNames(
        software=lambda name: resolve_entry_name(graph, name),
        categories=concepts_by_words(graph, "page/categories"),
        guidelines=concepts_by_words(graph, "page/guidelines"),
        evidence=concepts_by_words(graph, "page/evidence"),
    )


def resolve_entry_name(graph: Graph, name: str) -> NamedNode | None:
    """Return the only thing that has this name, software first, or nothing."""
    for kind in THING_KINDS:
        things = [node for node in graph.names.matches(name, (kind,)) if kind_of(node) == kind]
        if len(things) == 1:
            return things[0]
    return None


def concepts_by_words(graph: Graph, query: str) -> dict[str, NamedNode]:
    """Return concepts by the words that stand for them: their titles or cues."""
    rows = select_solutions(graph, query_text(query))
    concepts = ((row["words"].value, row["concept"]) for row in rows)
    return {words: concept for words, concept in concepts if isinstance(concept, NamedNode)}
