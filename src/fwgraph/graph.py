"""The graph to be read: the shipped one, or the one that files make."""

from __future__ import annotations

import os
from collections.abc import Iterator

from pyoxigraph import DefaultGraph, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from fwgraph.errors import QueryError
from fwgraph.namespaces import PREFIXES
from fwgraph.questions.methods import QuestionMethods
from fwgraph.store import cache

DEFAULT_GRAPH = DefaultGraph()
SHORT_QUERY = 3_000
"""Characters up to which no query is too deep for the engine: 2,000 brackets are answered."""


class Graph(QuestionMethods):
    """A graph to be read: claims, listings and everything that follows from them.

    ``store`` is the pyoxigraph store behind it; all triples are in its default graph.
    """

    def __init__(self, store: Store) -> None:
        self.store = store

    def __len__(self) -> int:
        """Return the number of triples, derived ones included."""
        return len(self.store)

    def __iter__(self) -> Iterator[Triple]:
        """Yield the triples, in no particular order."""
        quads = self.store.quads_for_pattern(None, None, None, DEFAULT_GRAPH)
        return (quad.triple for quad in quads)

    def query(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return the answer to a SPARQL 1.1 query: solutions, a boolean or triples.

        The project's prefixes need not be declared. Raises QueryError for a query that
        does not parse or is too deep, and for an update.
        """
        if len(text) > SHORT_QUERY:
            from fwgraph.sparql.nesting import check_nesting_of_query

            check_nesting_of_query(text)
        try:
            return self.store.query(text, prefixes=PREFIXES)
        except (SyntaxError, ValueError, RuntimeError, OSError) as error:
            from fwgraph.sparql.errors import explain_query_error

            raise QueryError(explain_query_error(text, error)) from error


def load(*paths: str | os.PathLike[str]) -> Graph:
    """Return the shipped graph, or the graph of the given files, folders or on-disk store.

    Files may be Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by their ending;
    graph names in them are dropped. The ontology is always part of the graph, and so is
    what follows from it. A folder written by ``fwgraph build`` is opened as it is and
    read-only, and has to be the only path. Raises Unreadable for a file that is missing or
    not well formed.
    """
    if not paths:
        return Graph(cache.load_shipped_store())
    from fwgraph.store.loading import load_store

    return Graph(load_store([os.fspath(path) for path in paths]))
