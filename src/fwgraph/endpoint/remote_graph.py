"""A graph of a SPARQL store, seen from outside: where it is, what it holds, how it is emptied.

Beside each graph stands its staging graph, in which triples wait until all of them are there.
What a store does not do at once, because it is too large for one update, is done in portions.
"""

import re
from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.endpoint import Endpoint, graph_name
from fwgraph.endpoint.transport import Transport, check_url
from fwgraph.errors import EndpointError

GRAPH_IRI = "https://w3id.org/fwgraph/graph"
TOO_LARGE = re.compile(r"\bSR(171|325)\b")
"""How Virtuoso says that an update is more than it takes at once; 413 says so over HTTP."""
CONTENT_TOO_LARGE = 413
REMOVED = 100_000
"""Triples that one update removes, where a store refuses more."""
QUERY_PATHS = {"update": "query"}
"""Last parts of addresses that take updates only, and of those beside them that answer."""


@dataclass(frozen=True, slots=True)
class RemoteGraph:
    """A graph of a store: where updates go, where queries go, and its Graph Store Protocol."""

    update: str
    query: str
    graph: NamedNode
    store: str | None = None

    @property
    def staging_graph(self) -> NamedNode:
        """The graph in which the triples wait until all are there."""
        return NamedNode(f"{self.graph.value}/staging")


def remote_graph(
    update: str, graph: str = GRAPH_IRI, query: str = "", store: str | None = None
) -> RemoteGraph:
    """Return the graph that addresses lead to; raises BadRequest for one that is none.

    Queries go to the address for updates, or to ``query`` beside ``update``, where
    Oxigraph and Fuseki have them, unless another address is given.
    """
    above, _, last = check_url(update).rpartition("/")
    query = query or f"{above}/{QUERY_PATHS.get(last, last)}"
    return RemoteGraph(update, check_url(query), graph_name(graph), store and check_url(store))


def is_too_large(error: EndpointError) -> bool:
    """Tell whether a store refuses an update for its size; of any other reason nobody knows."""
    return error.status == CONTENT_TOO_LARGE or bool(TOO_LARGE.search(error.reason))


def verify_counts(
    graph: NamedNode, sent: tuple[int, int], to: RemoteGraph, transport: Transport
) -> None:
    """Raise EndpointError where a graph holds other numbers of triples and of literals."""
    store = Endpoint(to.query, transport=transport)
    held = count_triples(store, graph, ""), count_triples(store, graph, "FILTER (isLiteral(?o))")
    if held != sent:
        reason = f"{graph} holds {held[0]} triples, {held[1]} of them with literals"
        raise EndpointError(to.query, f"{reason}, but {sent[0]} and {sent[1]} were sent")


def count_triples(store: Endpoint, graph: NamedNode, condition: str) -> int:
    """Return how many triples of a graph fulfil a condition."""
    query = f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} {condition} }}"
    return store.fetch_number(query)


def drop_staging(to: RemoteGraph, transport: Transport) -> None:
    """Drop the staging graph, in portions where the store cannot drop so many at once."""
    drop = f"DROP SILENT GRAPH {to.staging_graph}"
    try:
        transport.update(to.update, drop)
    except EndpointError as error:
        if not is_too_large(error):
            raise
        remove_triples(to.staging_graph, 0, to, transport)
        transport.update(to.update, drop)


def remove_triples(graph: NamedNode, count: int, to: RemoteGraph, transport: Transport) -> None:
    """Remove portions of a graph until so many triples are left, of the staging graph any.

    Of the graph itself only what the staging graph does not hold is removed.
    """
    keep = "" if graph == to.staging_graph else staged_filter(to)
    store = Endpoint(to.query, transport=transport)
    left = count_triples(store, graph, "")
    while left > count:
        transport.update(to.update, removal_update(graph, keep))
        before, left = left, count_triples(store, graph, "")
        if left >= before:
            return  # the counts that follow tell how many there are


def staged_filter(to: RemoteGraph) -> str:
    """Return the condition of a triple that the staging graph does not hold."""
    return f"FILTER NOT EXISTS {{ GRAPH {to.staging_graph} {{ ?s ?p ?o }} }}"


def removal_update(graph: NamedNode, condition: str) -> str:
    """Return the update that removes a portion of a graph's triples that fulfil a condition."""
    return f"""
DELETE {{ GRAPH {graph} {{ ?s ?p ?o }} }}
WHERE {{
  SELECT ?s ?p ?o
  WHERE {{
    GRAPH {graph} {{ ?s ?p ?o }}
    {condition}
  }}
  LIMIT {REMOVED}
}}
"""
