"""A store that the graph was pushed to gives the answers of the embedded graph."""

from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean, QueryTriples, RdfFormat
from tests.endpoint.servers import Server

import fwgraph
from fwgraph.endpoint import Endpoint
from fwgraph.endpoint.push import push_triples
from fwgraph.endpoint.remote_graph import remote_graph
from fwgraph.export import serialize_graph
from fwgraph.graph import Graph
from fwgraph.questions import cards
from fwgraph.questions.catalogue import answer_question, find_question, read_catalogue
from fwgraph.store.names import KINDS
from fwgraph.store.readable import Readable

SHIPPED = "http://example.org/shipped"
WHOLE = "http://example.org/whole"
ODD = "http://example.org/odd"
TINY = Path(__file__).parents[1] / "graphs" / "tiny.ttl"
TERMS = r"""
@prefix : <http://example.org/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
:a :text "" , "a\"b\\c" , "two\nlines\r\n\tand a tab" , "Grüße 日本 😀" , "a"@en , "b"@en-gb ;
   :text "?x $y {z}" , "http://example.org/Grüße" , "http://example.org/a" ;
   :number 10 , 9 , -1 , 1.5 ; :truth true , false ;
   :date "2016-06-04"^^xsd:date , "2016"^^xsd:gYear , "2016-02"^^xsd:gYearMonth ;
   :other "1"^^<http://example.org/type> ;
   :to <http://example.org/Grüße> , <http://example.org/a?b=c&d#e> .
"""
"""What stores may trip over."""


def put(graph: Graph, store: Server, name: str) -> Endpoint:
    """Push a graph to a store, and return it there."""
    push_triples(graph, remote_graph(store.update, name, store.query), store.transport)
    return store.read(name)


@pytest.fixture(scope="session")
def remote(store: Server, neighbourhood: Graph) -> Endpoint:
    """A part of the shipped graph in each store, which does not grow with it."""
    return put(neighbourhood, store, SHIPPED)


@pytest.fixture(scope="session")
def whole(store: Server, graph: Graph) -> Endpoint:
    """The shipped graph in each store."""
    return put(graph, store, WHOLE)


@pytest.fixture(scope="session")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    file = tmp_path_factory.mktemp("odd") / "odd.ttl"
    file.write_text(TERMS, encoding="utf-8")
    return fwgraph.load(file, TINY)


@pytest.fixture(scope="session")
def odd_remote(store: Server, odd: Graph) -> Readable:
    return put(odd, store, ODD)


@pytest.mark.parametrize("asked", read_catalogue())
def test_a_question_has_the_same_rows_in_the_same_order(
    asked: str, neighbourhood: Graph, remote: Readable, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Answers of any length are counted, as long ones are."""
    monkeypatch.setattr("fwgraph.endpoint.TRUSTED_ROWS", 0)
    check_answers(asked, remote, neighbourhood)


@pytest.mark.whole
@pytest.mark.parametrize("asked", read_catalogue())
def test_a_question_of_the_whole_graph_has_the_same_rows(
    asked: str, graph: Graph, whole: Readable
) -> None:
    check_answers(asked, whole, graph)


def check_answers(asked: str, remote: Readable, graph: Graph) -> None:
    """Ask for the examples of all parameters, and for those of the required ones."""
    parameters = find_question(asked).parameters
    every = {each.name: each.example for each in parameters}
    needed = {each.name: each.example for each in parameters if each.required}
    for values in (every, needed):
        assert answer_question(remote, asked, values) == answer_question(graph, asked, values)


@pytest.mark.parametrize(
    "asked",
    [
        name
        for name in read_catalogue()
        if not any(each.required for each in find_question(name).parameters)
    ],
)
def test_a_question_has_the_same_rows_on_a_made_up_graph(
    asked: str, odd: Graph, odd_remote: Readable
) -> None:
    assert answer_question(odd_remote, asked) == answer_question(odd, asked)


@pytest.mark.parametrize("form", ["ttl", "nt", "csv"])
def test_an_export_has_the_same_bytes(form: str, neighbourhood: Graph, remote: Readable) -> None:
    assert len(remote) == len(neighbourhood)
    assert serialize_graph(remote, form) == serialize_graph(neighbourhood, form)


def test_odd_terms_come_back_as_they_went(odd: Graph, odd_remote: Readable) -> None:
    assert set(odd_remote) == set(odd)


@pytest.mark.parametrize(
    "name", ["bfg", "jinja 2", "web-frameworks-2016", "https://w3id.org/fwgraph/software/flask"]
)
def test_a_card_is_the_same(name: str, neighbourhood: Graph, remote: Readable) -> None:
    thing = remote.names.find(name, KINDS)
    assert thing == neighbourhood.names.find(name, KINDS)
    assert cards.read_card(remote, thing) == cards.read_card(neighbourhood, thing)


def test_other_forms_of_queries_are_answered(odd: Graph, odd_remote: Readable) -> None:
    yes = odd_remote.solve("ASK { software:c fw:builtOn software:b }")
    no = odd_remote.solve("ASK { software:b fw:builtOn software:c }")
    assert isinstance(yes, QueryBoolean)
    assert (bool(yes), bool(no)) == (True, False)
    text = "CONSTRUCT { ?b fw:under ?a } WHERE { ?a fw:builtOn ?b FILTER (isIRI(?b)) }"
    found, expected = odd_remote.solve(text), odd.solve(text)
    assert isinstance(found, QueryTriples)
    assert isinstance(expected, QueryTriples)
    triples = found.serialize(format=RdfFormat.N_TRIPLES) or b""
    assert triples.splitlines()
    assert sorted(triples.splitlines()) == sorted(
        (expected.serialize(format=RdfFormat.N_TRIPLES) or b"").splitlines()
    )


def test_its_methods_are_those_of_a_graph(neighbourhood: Graph, remote: Endpoint) -> None:
    assert remote.lineage("pyramid") == neighbourhood.lineage("pyramid")
    assert remote.ask("dependents", software="werkzeug") == neighbourhood.dependents("werkzeug")
    assert remote.why("pyramid", "pylons") == neighbourhood.why("pyramid", "pylons")
    assert set(remote.to_rdflib()) == set(neighbourhood.to_rdflib())
