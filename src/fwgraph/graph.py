"""The graph to be read: the shipped one, or the one that files make."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from fwgraph.errors import QueryError
from fwgraph.namespaces import PREFIXES
from fwgraph.questions.methods import QuestionMethods
from fwgraph.store import cache
from fwgraph.store.names import Names

DEFAULT_GRAPH = DefaultGraph()
SHORT_QUERY = 3_000
"""Characters up to which no query is too deep for the engine: 2,000 brackets are answered."""


class Graph(QuestionMethods):
    """A graph to be read: claims, listings and everything that follows from them.

    ``store`` is the pyoxigraph store behind it; all triples are in its default graph.
    """

    def __init__(self, store: Store, kept_names: str | None = None) -> None:
        self.store = store
        if kept_names is not None:
            self.names = Names(self, kept_names)

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


def load(*paths: str | os.PathLike[str], on: str | None = None) -> Graph:
    """Return the shipped graph, or the graph of the given files, folders or on-disk store.

    It is the graph of a day, which ``Graph.day`` says: of ``on``, ``YYYY-MM-DD``, or else of
    the newest day of its sources.

    Files may be Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by their ending;
    graph names in them are dropped. The ontology is always part of the graph, and so is
    what follows from it. A folder written by ``fwgraph build`` is opened as it is and
    read-only, and has to be the only path. Raises Unreadable for a file that is missing or
    not well formed, and BadRequest for a day that is none.
    """
    if not paths and on is None:
        return Graph(cache.load_shipped_store())
    from fwgraph.store.days import parse_day
    from fwgraph.store.loading import load_files, load_store
    from fwgraph.store.resources import shipped_files

    day = None if on is None else parse_day("on", str(on))
    if not paths:
        return Graph(load_files(shipped_files(), day))
    return Graph(load_store([os.fspath(path) for path in paths], day))


def open_shipped() -> Graph:
    """Return the shipped graph to be asked and not changed, as quick as it can be had.

    Its store is on disk where that is kept: twice as slow to answer what takes long.
    """
    from fwgraph.store.kept import open_shipped_graph

    kept = open_shipped_graph()
    return Graph(kept.store, kept.names)


def graph_as_of(graph: Iterable[Triple], on: str) -> Graph:
    """Return the graph of a day, made from the triples of one that was derived for another.

    Raises BadRequest for a day that is none.
    """
    from fwgraph.store.days import parse_day
    from fwgraph.store.loading import copy_as_of

    return Graph(copy_as_of(graph, parse_day("on", str(on))))
