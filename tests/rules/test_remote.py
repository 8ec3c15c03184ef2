"""Of a large graph elsewhere only what rules are about is read, and they find the same."""

import pytest
from pyoxigraph import Literal, NamedNode, Quad, Store

import fwgraph
from fwgraph.errors import BadRequest
from fwgraph.rules import remote
from fwgraph.rules.data_graph import DataGraph, remote_data_graph
from fwgraph.rules.findings import check_data_graph
from fwgraph.store.resources import resource_root

ADDRESS = "http://localhost/query"


@pytest.fixture
def large(tiny: fwgraph.Graph) -> fwgraph.Graph:
    """The tiny graph with the ontology, something that breaks rules, and more of other things."""
    store = Store()
    store.extend(quad for quad in tiny.store)
    store.extend(fwgraph.load(resource_root() / "ontology").store)
    software = NamedNode("https://w3id.org/fwgraph/ontology#Software")
    kind = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
    store.add(Quad(NamedNode("https://w3id.org/fwgraph/software/UPPER"), kind, software))
    for number in range(len(store)):
        name = NamedNode(f"http://example.org/{number}")
        store.add(Quad(name, NamedNode("http://example.org/p"), Literal(str(number))))
    return fwgraph.Graph(store)


def findings(data_graph: DataGraph) -> list[tuple[str, str]]:
    return sorted((each.rule, each.message) for each in check_data_graph(data_graph)[0])


def test_what_rules_need_gives_the_same_findings(
    large: fwgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, notes = len(large), list[str]()
    monkeypatch.setattr(remote, "MOST_READ", whole - 1)
    read = remote.bounded_data_graph(large, ADDRESS, notes.append)
    assert len(read.triples) <= whole / 2 + 1
    assert notes == [
        f"{ADDRESS}: {len(read.triples):,} of {whole:,} triples read: what the rules are about,"
        " and what is said of our terms"
    ]
    assert findings(read) == findings(remote_data_graph(large, ADDRESS)) != []


def test_a_graph_that_is_not_large_is_read_whole(large: fwgraph.Graph) -> None:
    notes: list[str] = []
    assert len(remote.bounded_data_graph(large, ADDRESS, notes.append).triples) == len(large)
    assert notes == []


def test_what_is_too_large_all_the_same_is_a_sentence(
    large: fwgraph.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remote, "MOST_READ", 10)
    with pytest.raises(BadRequest, match=r"^http://localhost/query: of [\d,]+ triples the rules"):
        remote.bounded_data_graph(large, ADDRESS, print)
