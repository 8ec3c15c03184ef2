"""What a graph is loaded from: whatever people have in their hands."""

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, Store, Triple

import fwgraph
from fwgraph import Graph, load
from fwgraph.errors import BadRequest, Unreadable
from fwgraph.store.on_disk import build_store

EX = "http://example.org/"
TURTLE = f"""PREFIX ex: <{EX}>
ex:a ex:p "text" .
"""
A, P = NamedNode(f"{EX}a"), NamedNode(f"{EX}p")


def fact(value: str) -> Triple:
    return Triple(A, P, Literal(value))


def rdflib_graph() -> rdflib.Graph:
    graph = rdflib.Graph()
    for value in (
        rdflib.Literal("rdflib"),
        rdflib.Literal("yes", lang="en"),
        rdflib.Literal(7),
        rdflib.BNode(),
    ):
        graph.add((rdflib.URIRef(A.value), rdflib.URIRef(P.value), value))
    return graph


def test_a_string_with_a_line_break_is_text_and_any_other_a_path(tmp_path: Path) -> None:
    path = tmp_path / "facts.ttl"
    path.write_text(TURTLE.replace("text", "file"), encoding="utf-8")
    found = load(TURTLE, str(path))
    assert fact("text") in found
    assert fact("file") in found
    with pytest.raises(Unreadable, match="there is no such file or folder"):
        load("ex:a ex:p ex:b .")


def test_text_is_text_by_its_keyword_on_one_line() -> None:
    found = load(text=f'<{A.value}> <{P.value}> "text" .')
    assert fact("text") in found
    assert "fw:builtOn" in found, "the ontology is part of it"
    assert len(load(text="")) == len(load("\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<a> <b> .\n", "the text:1: "),
        (f"{TURTLE}ex:a ex:p\n", "the text:4: "),
        ("\ud800\n", "the text: 'utf-8' codec can't encode"),
    ],
)
def test_text_that_is_wrong_is_named_with_its_line(text: str, message: str) -> None:
    with pytest.raises(Unreadable) as raised:
        load(text)
    assert str(raised.value).startswith(message)


def test_a_graph_of_rdflib_comes_as_it_is() -> None:
    found = load(rdflib_graph())
    objects = {str(triple.object) for triple in found if triple.subject == A}
    number = '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'
    assert {'"rdflib"', '"yes"@en', number} < objects
    assert len(objects) == 4


def test_what_follows_from_a_graph_of_rdflib_is_derived(tiny: Graph) -> None:
    plain = rdflib.Graph()
    for triple in tiny.to_rdflib():
        plain.add(triple)
    assert list(load(plain).ask("relations")) == list(tiny.ask("relations"))


@pytest.mark.parametrize(
    "triple",
    [
        (rdflib.URIRef("relative"), rdflib.URIRef(P.value), rdflib.Literal(1)),
        (rdflib.URIRef(A.value), rdflib.URIRef(P.value), rdflib.Variable("x")),
        (rdflib.URIRef(A.value), rdflib.BNode(), rdflib.Literal(1)),
    ],
    ids=["relative", "variable", "predicate"],
)
def test_a_triple_of_rdflib_that_is_no_rdf_is_refused(
    triple: tuple[rdflib.term.Node, rdflib.term.Node, rdflib.term.Node],
) -> None:
    graph = rdflib.Graph()
    graph.add(triple)
    with pytest.raises(BadRequest, match=r"^a triple of the rdflib graph is no RDF: "):
        load(graph)


def test_stores_graphs_and_triples_are_read_together_and_not_changed() -> None:
    store = Store()
    store.add(Quad(A, P, Literal("store"), NamedNode(f"{EX}graph")))
    other = load(TURTLE)
    found = load(store, other, [fact("triple")], rdflib_graph())
    for value in ("store", "text", "triple", "rdflib"):
        assert fact(value) in found
    assert (len(store), fact("store") in other) == (1, False)


def test_a_dataset_of_rdflib_gives_the_triples_of_all_its_graphs() -> None:
    dataset = rdflib.Dataset()
    named = dataset.graph(rdflib.URIRef(f"{EX}graph"))
    named.add((rdflib.URIRef(A.value), rdflib.URIRef(P.value), rdflib.Literal("named")))
    assert fact("named") in load(dataset)


def test_a_store_on_disk_is_the_only_source(tmp_path: Path) -> None:
    build_store([fact("disk")], tmp_path / "store")
    assert fact("disk") in load(tmp_path / "store")
    with pytest.raises(BadRequest, match="cannot be read together with other data"):
        load(tmp_path / "store", TURTLE)


def test_a_day_can_be_asked_for_of_every_source(tiny: Graph) -> None:
    assert load(tiny, on="2030-01-01").day == "2030-01-01"


@pytest.mark.parametrize("wrong", [5, None, [5], {"a": 1}, b"bytes"])
def test_what_is_no_source_is_refused_with_what_is(wrong: object) -> None:
    with pytest.raises(BadRequest, match=r"^a graph cannot be loaded from \w+; it can from paths"):
        load(wrong)  # type: ignore[arg-type]


def test_a_name_is_in_a_graph_that_knows_it(graph: Graph) -> None:
    for name in ("flask", "Flask", "bfg", "jinja 2", "software:flask", "depends on"):
        assert name in graph, name
    for name in ("flaks", "", "nonsense", "software:nothing", "https://example.org/"):
        assert name not in graph, name


def test_nodes_triples_and_patterns_are_in_a_graph_that_says_them(graph: Graph) -> None:
    flask, werkzeug = graph.names.find("flask"), graph.names.find("werkzeug")
    built = NamedNode("https://w3id.org/fwgraph/ontology#builtOn")
    assert flask in graph
    assert Triple(flask, built, werkzeug) in graph
    assert Triple(werkzeug, built, flask) not in graph
    assert (flask, None, werkzeug) in graph
    assert (rdflib.URIRef(flask.value), None, rdflib.URIRef(werkzeug.value)) in graph
    assert rdflib.URIRef(flask.value) in graph
    assert (None, None, rdflib.Literal("no such text")) not in graph
    for wrong in (5, None, (1, 2), (flask, None), (Literal("a"), None, None), object()):
        assert wrong not in graph


def test_every_triple_of_a_graph_is_in_it() -> None:
    found = load(f"{TURTLE}ex:a ex:p [ ex:p 1 ] .")
    assert all(triple in found for triple in found)


def test_a_graph_says_what_it_is(graph: Graph) -> None:
    assert repr(load(text="")) == f"<fwgraph.Graph: 0 things, {len(load(text='')):,} triples>"
    assert repr(graph).endswith(f" triples, as of {graph.day}>")
    endpoint = fwgraph.Endpoint("http://localhost:1/query", "http://example.org/g")
    assert (
        repr(endpoint) == "<fwgraph.Endpoint: http://localhost:1/query, graph http://example.org/g>"
    )
