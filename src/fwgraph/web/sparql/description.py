"""What the endpoint is and can, for programs (SPARQL 1.1 Service Description)."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.formats.rdf import serialize_triples
from fwgraph.media_types import GRAPH_FORMATS, RDF_MEDIA_TYPES, RESULT_FORMATS
from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.web.sparql.datasets import DEFAULT_GRAPH_IRI
from fwgraph.web.sparql.pool import Pool
from fwgraph.web.sparql.refusals import Refusal

COUNT_QUERY = {
    "query": "SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }",
    "type": "text/csv",
    "default": None,
    "named": None,
}
W3C_NAMES = tuple(form.w3c_name for form in (*RESULT_FORMATS, *GRAPH_FORMATS) if form.w3c_name)
"""The names of the formats of answers below http://www.w3.org/ns/formats/."""


async def serialize_service_description(pool: Pool, address: str, media_type: str) -> bytes:
    """Return the description of the endpoint at an address, in a media type for triples."""
    said = service_description(address, pool.graphs, await count_default_graph(pool))
    return serialize_triples(said, RDF_MEDIA_TYPES[media_type])


async def count_default_graph(pool: Pool) -> int | None:
    """Return how many triples the default graph has; None where nobody has time to count."""
    try:
        head, body = await pool.answer(COUNT_QUERY)
    except Refusal:
        return None
    return None if head else int(body.split()[1])


def service_description(
    address: str, graphs: frozenset[str], triples: int | None
) -> Iterator[Triple]:
    """Yield what can be said of the endpoint.

    None of the specification's features is there: no graph is fetched, no other service
    is asked, and the default graph is none but itself.
    """
    service, whole, own = NamedNode(address), BlankNode("dataset"), NamedNode(DEFAULT_GRAPH_IRI)
    yield Triple(service, RDF_TYPE, term("sd:Service"))
    yield Triple(service, term("sd:endpoint"), service)
    yield Triple(service, term("sd:supportedLanguage"), term("sd:SPARQL11Query"))
    for name in W3C_NAMES:
        yield Triple(
            service, term("sd:resultFormat"), NamedNode(f"http://www.w3.org/ns/formats/{name}")
        )
    yield Triple(service, term("sd:defaultDataset"), whole)
    yield Triple(whole, RDF_TYPE, term("sd:Dataset"))
    yield Triple(whole, term("sd:defaultGraph"), own)
    yield Triple(own, RDF_TYPE, term("sd:Graph"))
    if triples is not None:
        yield Triple(own, term("void:triples"), Literal(triples))
    for number, name in enumerate(sorted(graphs)):
        graph = BlankNode(f"graph{number}")
        yield Triple(whole, term("sd:namedGraph"), graph)
        yield Triple(graph, RDF_TYPE, term("sd:NamedGraph"))
        yield Triple(graph, term("sd:name"), NamedNode(name))
