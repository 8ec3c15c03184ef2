"""The description of the endpoint for programs (SPARQL 1.1 Service Description)."""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.formats.rdf import serialize_triples
from fwgraph.media_types import GRAPH_FORMATS, RDF_MEDIA_TYPES, RESULT_FORMATS
from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.web.sparql.messages import query_message
from fwgraph.web.sparql.operation import DEFAULT_GRAPH_IRI
from fwgraph.web.sparql.pool import Pool
from fwgraph.web.sparql.refusals import Refusal

COUNT_QUERY = query_message("SELECT (COUNT(*) AS ?triples) { ?s ?p ?o }", "text/csv")
W3C_NAMES = tuple(form.w3c_name for form in (*RESULT_FORMATS, *GRAPH_FORMATS) if form.w3c_name)
"""The names of the formats of answers below http://www.w3.org/ns/formats/."""


async def serialize_service_description(pool: Pool, address: str, media_type: str) -> bytes:
    """Return the description of the endpoint at an address, in a media type for triples."""
    triples = service_description(address, pool.graphs, await count_default_graph(pool))
    return serialize_triples(triples, RDF_MEDIA_TYPES[media_type])


async def count_default_graph(pool: Pool) -> int | None:
    """Return how many triples the default graph has; None where no process has time to count."""
    try:
        head, body = await pool.answer(COUNT_QUERY)
    except Refusal:
        return None
    return None if head else int(body.split()[1])


def service_description(
    address: str, graphs: frozenset[str], triples: int | None
) -> Iterator[Triple]:
    """Yield the description's triples.

    None of the specification's features is there: no graph is fetched, no other service
    is asked, and the default graph is none but itself.
    """
    service, dataset, own = NamedNode(address), BlankNode("dataset"), NamedNode(DEFAULT_GRAPH_IRI)
    yield Triple(service, RDF_TYPE, term("sd:Service"))
    yield Triple(service, term("sd:endpoint"), service)
    yield Triple(service, term("sd:supportedLanguage"), term("sd:SPARQL11Query"))
    for name in W3C_NAMES:
        result_format = NamedNode(f"http://www.w3.org/ns/formats/{name}")
        yield Triple(service, term("sd:resultFormat"), result_format)
    yield Triple(service, term("sd:defaultDataset"), dataset)
    yield Triple(dataset, RDF_TYPE, term("sd:Dataset"))
    yield Triple(dataset, term("sd:defaultGraph"), own)
    yield Triple(own, RDF_TYPE, term("sd:Graph"))
    if triples is not None:
        yield Triple(own, term("void:triples"), Literal(triples))
    for number, name in enumerate(sorted(graphs)):
        graph = BlankNode(f"graph{number}")
        yield Triple(dataset, term("sd:namedGraph"), graph)
        yield Triple(graph, RDF_TYPE, term("sd:NamedGraph"))
        yield Triple(graph, term("sd:name"), NamedNode(name))
