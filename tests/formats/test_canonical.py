"""Canonical labels of blank nodes: those of RDFC-1.0, or a sentence where that takes too long."""

import random
from collections.abc import Iterable

import pytest
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    Triple,
)

from fwgraph.errors import BadRequest
from fwgraph.formats.canonical import canonical_triples

P, Q = NamedNode("http://example.org/p"), NamedNode("http://example.org/q")
Node = BlankNode | NamedNode


def nodes(count: int, letter: str = "b") -> list[BlankNode]:
    return [BlankNode(f"{letter}{number}") for number in range(count)]


def clique(count: int) -> list[Triple]:
    return [Triple(a, P, b) for a in nodes(count) for b in nodes(count) if a != b]


def chain(count: int) -> list[Triple]:
    return [Triple(a, P, b) for a, b in zip(nodes(count), nodes(count + 1)[1:], strict=True)]


def stars(count: int) -> list[Triple]:
    return [Triple(hub, P, leaf) for hub in nodes(2) for leaf in nodes(count, f"{hub.value}x")]


def oxigraph_triples(triples: Iterable[Triple]) -> set[Triple]:
    dataset = Dataset(Quad(*triple) for triple in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {quad.triple for quad in dataset}


def random_graph(seed: int) -> list[Triple]:
    chance = random.Random(seed)
    blank: list[Node] = [*nodes(chance.randint(1, 6))]
    values = [*blank, *blank, NamedNode("http://example.org/x"), Literal('é\n"\t')]
    return [
        Triple(chance.choice(blank), chance.choice((P, Q)), chance.choice(values))
        for _ in range(chance.randint(1, 9))
    ]


@pytest.mark.parametrize(
    "triples",
    [clique(3), clique(5), chain(40), stars(4), *map(random_graph, range(300))],
)
def test_labels_are_those_of_another_implementation(triples: list[Triple]) -> None:
    assert set(canonical_triples(triples)) == oxigraph_triples(triples)


def test_labels_do_not_depend_on_what_they_were() -> None:
    again = [
        Triple(BlankNode(f"z{9 - int(a.value[1:])}"), P, BlankNode(f"z{9 - int(b.value[1:])}"))
        for a, _, b in chain(8)
        if isinstance(a, BlankNode) and isinstance(b, BlankNode)
    ]
    assert canonical_triples(again) == canonical_triples(chain(8))


@pytest.mark.parametrize(
    "triples", [clique(9), chain(1000), chain(20_000), stars(12), stars(1000)], ids=len
)
def test_nodes_that_are_too_alike_are_refused(triples: list[Triple]) -> None:
    with pytest.raises(BadRequest, match=r"^the blank nodes are too alike to be told apart"):
        canonical_triples(triples)


def test_many_nodes_that_are_hardly_alike_are_labelled() -> None:
    triples = [
        triple
        for inner, outer in zip(nodes(3000, "i"), nodes(3000, "o"), strict=True)
        for triple in (Triple(outer, P, inner), Triple(inner, Q, Literal("x")))
    ]
    assert len(canonical_triples(triples)) == 6000


def test_nodes_within_triple_terms_are_renamed_too() -> None:
    term = Triple(BlankNode("inner"), P, NamedNode("http://example.org/x"))
    triples = [Triple(BlankNode("outer"), Q, term), Triple(BlankNode("inner"), P, Literal("1"))]
    text = " ".join(map(str, canonical_triples(triples)))
    assert "inner" not in text
    assert text.count("_:c14n0") + text.count("_:c14n1") == 3
