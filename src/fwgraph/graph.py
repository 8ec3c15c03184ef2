"""The graph to be read: the shipped one, or the one that files make."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, QueryBoolean, QuerySolutions, QueryTriples, Store, Triple

from fwgraph.errors import QueryError
from fwgraph.namespaces import PREFIXES, Term
from fwgraph.questions.methods import QuestionMethods
from fwgraph.sparql.binding import select_solutions
from fwgraph.store import cache
from fwgraph.store.names import Names
from fwgraph.store.table import csv_text

Source = str | os.PathLike[str] | Store | Iterable[Triple] | Iterable[tuple[object, ...]]
"""What a graph is loaded from; the tuples are those of an ``rdflib.Graph``."""
DEFAULT_GRAPH = DefaultGraph()
COUNT_THINGS = """
SELECT (COUNT(DISTINCT ?thing) AS ?things)
{ { ?thing a fw:Software } UNION { ?thing a fw:Specification } UNION { ?thing a fw:Platform } }
"""
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

    def has_match(self, subject: Term | None, predicate: Term | None, object_: Term | None) -> bool:
        """Tell whether a triple has these terms, None for any."""
        try:
            found = self.store.quads_for_pattern(subject, predicate, object_, DEFAULT_GRAPH)  # type: ignore[arg-type]
        except TypeError:  # a term that cannot stand there
            return False
        return next(iter(found), None) is not None

    def __repr__(self) -> str:
        """Return how much is in it, and of which day it is."""
        (things,) = next(iter(select_solutions(self, COUNT_THINGS)))
        day = f", as of {self.day}" if self.day else ""
        return f"<fwgraph.Graph: {csv_text(things)} things, {len(self):,} triples{day}>"

    def _repr_html_(self) -> str:
        """Return a drawing of a small graph, else a summary, for notebooks."""
        return str(self._find_use("write_html")(self))

    def solve(self, text: str) -> QuerySolutions | QueryBoolean | QueryTriples:
        """Return what the engine answers a SPARQL 1.1 query: solutions, a boolean or triples.

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


def load(*sources: Source, text: str | None = None, on: str | None = None) -> Graph:
    """Return the shipped graph, or the graph that the given sources make together.

    A source is a path of a file, a folder or a store on disk, a pyoxigraph store, an
    ``rdflib.Graph``, another graph of fwgraph, triples, or text in Turtle: a string with a line
    break in it is text, any other a path; ``text`` is text in any case.

    It is the graph of a day, which ``Graph.day`` says: of ``on``, ``YYYY-MM-DD``, or else of
    the newest day of its sources.

    Files may be Turtle, N-Triples, N-Quads, TriG, RDF/XML or JSON-LD, by their ending;
    graph names are dropped. The ontology is always part of the graph, and so is what follows
    from it. A folder written by ``fwgraph build`` is opened as it is and read-only, and has to
    be the only source; everything else is copied. Raises Unreadable for what is missing or
    not well formed, and BadRequest for a day that is none and for what is no source.
    """
    if not sources and text is None and on is None:
        return Graph(cache.load_shipped_store())
    from fwgraph.store.days import parse_day

    day = None if on is None else parse_day("on", str(on))
    if not sources and text is None:
        from fwgraph.store.loading import load_files
        from fwgraph.store.resources import shipped_files

        return Graph(load_files(shipped_files(), day))
    from fwgraph.formats.inputs import load_inputs

    # a line break says that it is text, and at the end changes nothing in it
    return Graph(load_inputs(sources if text is None else [*sources, f"{text}\n"], day))


def open_shipped() -> Graph:
    """Return the shipped graph to be asked and not changed, as quick as it can be had.

    Its store is on disk where that is kept: twice as slow to answer what takes long.
    """
    from fwgraph.store.shipped import open_shipped_graph

    kept = open_shipped_graph()
    return Graph(kept.store, kept.names)


def graph_as_of(graph: Iterable[Triple], on: str) -> Graph:
    """Return the graph of a day, made from the triples of one that was derived for another.

    Raises BadRequest for a day that is none.
    """
    from fwgraph.store.days import parse_day
    from fwgraph.store.loading import copy_as_of

    return Graph(copy_as_of(graph, parse_day("on", str(on))))
