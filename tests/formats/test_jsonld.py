"""JSON-LD: no IRI is abbreviated into another one."""

import json

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

import fwgraph
from fwgraph.formats.jsonld import serialize_jsonld
from fwgraph.formats.rdf import serialize_triples
from fwgraph.formats.rdflib_graph import to_rdflib
from fwgraph.namespaces import PREFIXES, RDF_TYPE, RDFS_LABEL, term
from fwgraph.web.pages.lookups import Lookups

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


def test_what_may_have_several_values_always_has_a_list(neighbourhood: fwgraph.Graph) -> None:
    document = json.loads(serialize_triples(neighbourhood, "jsonld"))
    lists = {key for node in document["@graph"] for key in node if isinstance(node[key], list)}
    for node in document["@graph"]:
        assert all(isinstance(value, list) == (key in lists) for key, value in node.items())
    assert {"type", "builtOn", "implements", "kind"} <= lists
    for key in (key for key in lists if "://" not in key):
        assert document["@context"][key]["@container"] == "@set"
    assert not lists & {"id", "label", "homepage", "line", "quote", "subject"}


def test_a_thing_has_the_keys_of_the_export(neighbourhood: fwgraph.Graph) -> None:
    about = Lookups(neighbourhood).description(term("software:flask"))
    content = serialize_triples(about, "jsonld")
    assert {quad.triple for quad in parse(content, format=RdfFormat.JSON_LD)} == set(about)
    document = json.loads(content)
    (flask,) = (node for node in document["@graph"] if node["id"] == "software/flask")
    assert "software/werkzeug" in flask["builtOn"]
    assert flask["label"] == "Flask"
    assert "successorOf" not in document["@context"], "nothing is explained that is not there"


def test_two_values_where_there_should_be_one_are_both_written() -> None:
    triples = [Triple(P, term("fw:line"), Literal(number)) for number in (1, 2)]
    document = json.loads(serialize_jsonld(triples))
    assert document["@graph"][0]["line"] == [1, 2]
