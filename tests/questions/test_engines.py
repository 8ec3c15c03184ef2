"""Two engines, one answer: the same rows in the same order from pyoxigraph and from rdflib."""

from functools import cache

import pytest
import rdflib
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query
from rdflib.query import ResultRow
from tests.questions.cases import CASES, GRAPHS, Case, graph_of

from fwgraph.graph import Graph
from fwgraph.questions.catalogue import Question, find_question, read_catalogue, resolve_values
from fwgraph.sparql.binding import bind_parameters, select_solutions

Rows = list[list[str | None]]


@cache
def in_rdflib(name: str) -> rdflib.Graph:
    """Return a made-up graph without bound prefixes, so that a query has to bring its own."""
    bare = rdflib.Graph(bind_namespaces="none")
    for triple in graph_of(name).to_rdflib():
        bare.add(triple)
    return bare


@pytest.fixture(scope="module")
def shipped_in_rdflib(neighbourhood: Graph) -> rdflib.Graph:
    return neighbourhood.to_rdflib()


def by_pyoxigraph(graph: Graph, text: str) -> Rows:
    rows: Rows = [
        [None if term is None else listed(term.value) for term in row]
        for row in select_solutions(graph, text)
    ]
    return rows if "ORDER BY" in text else sorted(rows, key=repr)


def by_rdflib(graph: rdflib.Graph, text: str | Query) -> Rows:
    found = [row for row in graph.query(text) if isinstance(row, ResultRow)]
    rows: Rows = [[None if term is None else listed(str(term)) for term in row] for row in found]
    ordered = "OrderBy" in repr(text.algebra) if isinstance(text, Query) else "ORDER BY" in text
    return rows if ordered else sorted(rows, key=repr)


def listed(cell: str) -> str:
    """Return a cell; several IRIs, which a group may join in any order, come sorted."""
    words = cell.split(" ")
    return " ".join(sorted(words)) if all(word.startswith("http") for word in words) else cell


def example_of(asked: Question, graph: Graph) -> str:
    """Return the query as it is asked for the examples of its required parameters."""
    values = {each.name: each.example for each in asked.parameters if each.required}
    return bind_parameters(asked.text, resolve_values(graph, asked, values))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_golden_question(case: Case) -> None:
    graph, asked = graph_of(case.graph), find_question(case.question)
    text = bind_parameters(asked.text, resolve_values(graph, asked, dict(case.values)))
    assert by_rdflib(in_rdflib(case.graph), text) == by_pyoxigraph(graph, text)


@pytest.mark.parametrize("name", read_catalogue())
def test_a_question_as_it_stands(name: str) -> None:
    """On every graph, since rdflib takes longer to read a query than to answer it."""
    text = find_question(name).text
    read = prepareQuery(text)
    found = {graph: by_rdflib(in_rdflib(graph), read) for graph in GRAPHS}
    assert found == {graph: by_pyoxigraph(graph_of(graph), text) for graph in GRAPHS}


@pytest.mark.parametrize("name", read_catalogue())
def test_a_question_of_the_shipped_graph(
    name: str, neighbourhood: Graph, shipped_in_rdflib: rdflib.Graph
) -> None:
    text = example_of(find_question(name), neighbourhood)
    assert by_rdflib(shipped_in_rdflib, text) == by_pyoxigraph(neighbourhood, text)


def test_the_questions_of_the_shipped_graph_have_rows(neighbourhood: Graph) -> None:
    texts = {name: example_of(find_question(name), neighbourhood) for name in read_catalogue()}
    silent = {name for name, text in texts.items() if not by_pyoxigraph(neighbourhood, text)}
    assert len(silent) < len(texts) / 10, silent


@pytest.mark.parametrize("name", read_catalogue())
def test_a_given_term_answers_as_the_same_term_in_the_file(name: str, graph: Graph) -> None:
    asked = find_question(name)
    examples = resolve_values(
        graph, asked, {p.name: p.example for p in asked.parameters if p.required}
    )
    assert by_pyoxigraph(graph, bind_parameters(asked.text, examples)) == by_pyoxigraph(
        graph, asked.text
    )
