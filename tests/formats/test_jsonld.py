"""JSON-LD: no IRI is abbreviated into another one."""

import json

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from fwgraph.formats.jsonld import serialize_jsonld
from fwgraph.formats.rdflib_graph import to_rdflib
from fwgraph.namespaces import PREFIXES, RDF_TYPE, RDFS_LABEL, term

P = NamedNode("http://example.org/p")
ODD = [
    "doap:b",
    "foaf:name",
    "fw:x",
    "uses:x",
    "id:x",
    "type:x",
    "rdf:type",
    f"{PREFIXES['dcterms']}/foo",
    f"{PREFIXES['fw']}//x",
    f"{PREFIXES['doap']}///",
    PREFIXES["doap"],
    "urn:x:y",
    "mailto:a@b",
    "https://w3id.org/fwgraph//software/flask",
    "https://w3id.org/fwgraph/doap:b",
]


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning:rdflib")
@pytest.mark.parametrize("iri", ODD)
def test_an_iri_is_read_back_as_it_was(iri: str) -> None:
    node = NamedNode(iri)
    triples = [
        Triple(P, P, node),
        Triple(node, P, Literal("x")),
        Triple(P, node, Literal("x", datatype=node)),
        Triple(P, node, node),
        Triple(P, RDF_TYPE, node),
        Triple(term("fw:uses"), RDFS_LABEL, Literal("uses")),
        Triple(term("fw:uses"), RDF_TYPE, term("owl:ObjectProperty")),
        Triple(P, term("fw:uses"), node),
    ]
    content = serialize_jsonld(sorted(triples, key=str))
    assert {quad.triple for quad in parse(content, format=RdfFormat.JSON_LD)} == set(triples)
    assert set(rdflib.Graph().parse(data=content, format="json-ld")) == set(to_rdflib(triples))


def test_a_prefix_is_left_out_only_where_it_is_a_scheme() -> None:
    def context(iri: str) -> set[str]:
        return set(json.loads(serialize_jsonld([Triple(P, P, NamedNode(iri))]))["@context"])

    assert context("urn:x") - context("doap:b") == {"doap"}
