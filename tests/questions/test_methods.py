"""The questions as methods, and the graph in other libraries' hands."""

import pytest
from tests.questions.cases import graph_of

import fwgraph
from fwgraph import Graph


def test_a_method_answers_as_the_question_of_its_name(graph: Graph) -> None:
    assert list(graph.lineage("pyramid")) == list(graph.ask("lineage", framework="pyramid"))
    assert list(graph.dependents("bfg")) == list(graph.ask("dependents", software="repoze.bfg"))
    assert list(graph.dependencies("flask")) == list(graph.ask("dependencies", software="flask"))


def test_rows_are_dictionaries_of_plain_values(graph: Graph) -> None:
    rows = [row for row in graph.dependencies("kiss.py") if row["relation"] == "uses"]
    row = rows[0]
    assert {name: row[name] for name in ("dependency", "relation", "depth", "via")} == {
        "dependency": "Jinja2",
        "relation": "uses",
        "depth": 1,
        "via": None,
    }


def test_things_may_be_given_as_nodes(graph: Graph) -> None:
    flask = graph.names.find("flask")
    assert list(graph.dependencies(flask)) == list(graph.dependencies("Flask"))


def test_why_gives_steps_with_their_phrases(graph: Graph) -> None:
    step, *_ = graph.why("hug", "falcon")
    assert step.sentence() == "Hug built on Falcon"
    places = [place for _, place, _ in step.evidence]
    assert "web-frameworks-2016:115" in places


def test_a_wrong_name_gets_a_suggestion(graph: Graph) -> None:
    with pytest.raises(fwgraph.FwgraphError, match="did you mean"):
        graph.lineage("pyramyd")


def test_claims_become_a_networkx_graph(graph: Graph) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    found = graph.to_networkx()
    assert isinstance(found, networkx.MultiDiGraph)
    assert found.edges["Kiss.py", "Werkzeug", "uses"] == {
        "source": "Web Frameworks for Python, 2016-06-04",
        "line": 47,
        "quote": "MVC web framework in Python with Gevent, Jinja2, Werkzeug",
        "date": "2016-06-04",
    }
    assert found.number_of_edges() <= len(graph.ask("relations"))


def test_an_answer_becomes_a_data_frame(graph: Graph) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    answer = graph.ask("impact")
    frame = pandas.DataFrame(answer)
    assert list(frame.columns) == list(answer.columns)
    assert len(frame) == len(answer)


def test_a_networkx_graph_has_what_holds_between_things() -> None:
    pytest.importorskip("networkx", reason="networkx is not installed")
    edges = set(graph_of("time").to_networkx().edges(keys=True))
    assert edges == {
        ("Kite", "Silk", "requires"),
        ("Kite", "Glue", "uses"),
        ("Kite", "Glue", "integrates with"),
        ("Kite", "Tape", "uses"),
        ("Mast", "Rope", "uses"),
        ("Yacht", "Rope", "uses"),
        ("Yacht", "true", "depends on nothing"),
    }
