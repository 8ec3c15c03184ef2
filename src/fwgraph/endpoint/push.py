"""A graph into a SPARQL store, without a moment in which half of it can be seen.

The triples go to a staging graph first. Only when all of them are counted there, one
update operation makes the graph equal to it: Virtuoso keeps the first half of a DROP and
an INSERT, if the second fails, and some stores fail on COPY and MOVE. A query that begins
before or after that sees a whole graph; one that runs just then does where the store gives
queries a snapshot (Oxigraph), not where it reads what is committed row by row (Virtuoso).
A push that is interrupted leaves the old graph as it was; the next one clears the staging
graph.

A store may refuse an update of so many triples: Virtuoso ends one after 60 seconds (SR171),
or when its log has 50 MB (SR325). There the graph is replaced in portions, new triples first,
and that is said: queries may see old and new triples side by side until it is done. Dropping
the staging graph is an update of so many triples too, and is done in portions as well.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.endpoint.remote_graph import (
    RemoteGraph,
    drop_staging,
    is_too_large,
    remove_triples,
    verify_counts,
)
from fwgraph.endpoint.results import MalformedResponse
from fwgraph.endpoint.transport import Transport
from fwgraph.errors import BadRequest, EndpointError, FwgraphError

BATCH = 1000
"""Triples in one update; more are too deep for Virtuoso's stack."""
STORE_BATCH = 10_000
"""Triples in one request of the Graph Store Protocol; Virtuoso locks itself out of 150,000."""
IN_PORTIONS = "the graph is replaced in portions: until that is done, queries may see some of both"
WRONG_ADDRESS = {400, 404, 405, 415, 501}
"""What servers answer to an update at an address that is for something else."""
Progress = Callable[[int], object]
Notice = Callable[[str], object]


def push_triples(
    triples: Iterable[Triple],
    to: RemoteGraph,
    transport: Transport,
    progress: Progress = int,
    notice: Notice = str,
) -> int:
    """Replace a store's graph by the triples; return how many they are.

    ``progress`` is told after each request how many triples have gone up with it, ``notice``
    in a sentence that the graph cannot be replaced in one step. Raises BadRequest for blank
    nodes, which a store would rename, and EndpointError where the store fails or does not
    hold as many triples and literals as it was given.
    """
    links: list[Triple] = []
    literals: list[Triple] = []
    for triple in triples:
        (literals if has_literal(triple) else links).append(triple)
    sent = len(links) + len(literals), len(literals)
    with clear_staging(to, transport):
        upload_triples(links, literals, to.staging_graph, to, transport, progress)
        verify_counts(to.staging_graph, sent, to, transport)
    try:
        transport.update(to.update, difference_update(to))
    except EndpointError as error:
        if not is_too_large(error):
            raise
        notice(f"{error}; {IN_PORTIONS}")
        upload_triples(links, literals, to.graph, to, transport, int)
        remove_triples(to.graph, sent[0], to, transport)
    verify_counts(to.graph, sent, to, transport)
    drop_staging(to, transport)
    return sent[0]


def has_literal(triple: Triple) -> bool:
    """Tell whether the object is a literal; raises BadRequest for a blank node."""
    if isinstance(triple.subject, BlankNode) or isinstance(triple.object, BlankNode):
        raise BadRequest(f"{triple}: a store would rename this blank node; give it an IRI")
    return isinstance(triple.object, Literal)


@contextmanager
def clear_staging(to: RemoteGraph, transport: Transport) -> Iterator[None]:
    """Begin with no staging graph, and leave none where the work in it fails."""
    try:
        drop_staging(to, transport)
        verify_counts(to.staging_graph, (0, 0), to, transport)
    except EndpointError as error:
        if is_no_place_for_updates(error):
            reason = f"{error.reason}; {update_paths(to.update)}"
            raise EndpointError(to.update, reason, error.status) from error
        raise
    try:
        yield
    except BaseException:
        with suppress(FwgraphError):
            drop_staging(to, transport)
        raise


def is_no_place_for_updates(error: EndpointError) -> bool:
    """Tell whether a store's first answers are those of an address that takes no updates."""
    return error.status in WRONG_ADDRESS or isinstance(error.__cause__, MalformedResponse)


def update_paths(url: str) -> str:
    """Return the sentence that says where the stores that we know take updates."""
    parts = urlsplit(url)
    host = f"{parts.scheme}://{parts.netloc}"
    return (
        f"updates go to a path of their own: {host}/update (Oxigraph), {host}/DATASET/update"
        f" (Fuseki), {host}/sparql-auth (Virtuoso), {host}/repositories/NAME/statements (RDF4J)"
    )


def upload_triples(
    links: list[Triple],
    literals: list[Triple],
    graph: NamedNode,
    to: RemoteGraph,
    transport: Transport,
    progress: Progress,
) -> None:
    """Add triples to a graph of the store in requests of bounded size.

    Literals come in later requests than links: where an IRI is new to Virtuoso 7.2, it
    takes a string of the same letters for it in the rest of that request.
    """
    size = STORE_BATCH if to.store else BATCH
    if to.store:
        transport.post_graph(to.store, graph.value, b"")  # logs in, before there is much to send
    for triples in (links, literals):
        for start in range(0, len(triples), size):
            text = ntriples_text(batch := triples[start : start + size])
            if to.store:
                transport.post_graph(to.store, graph.value, text.encode())
            else:
                transport.update(to.update, f"INSERT DATA {{ GRAPH {graph} {{\n{text}}} }}")
            progress(len(batch))


def ntriples_text(triples: Iterable[Triple]) -> str:
    """Return N-Triples, which is Turtle and fits into INSERT DATA as well."""
    return "".join(f"{triple} .\n" for triple in triples)


def difference_update(to: RemoteGraph) -> str:
    """Return the update that makes the graph equal to the staging graph."""
    return f"""
DELETE {{ GRAPH {to.graph} {{ ?old_s ?old_p ?old_o }} }}
INSERT {{ GRAPH {to.graph} {{ ?s ?p ?o }} }}
WHERE {{
  {{
    GRAPH {to.graph} {{ ?old_s ?old_p ?old_o }}
    FILTER NOT EXISTS {{ GRAPH {to.staging_graph} {{ ?old_s ?old_p ?old_o }} }}
  }} UNION {{
    GRAPH {to.staging_graph} {{ ?s ?p ?o }}
    FILTER NOT EXISTS {{ GRAPH {to.graph} {{ ?s ?p ?o }} }}
  }}
}}
"""
