"""The questions as methods, and the graph in other libraries' hands."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, QuerySolutions, QueryTriples
from tests.questions.cases import graph_of

import fwgraph
from fwgraph import Graph
from fwgraph.errors import BadRequest
from fwgraph.export import serialize_graph
from fwgraph.store.table import Table


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
    assert str(graph.status(flask)) == str(graph.status("flask"))
    assert str(graph.show(flask)) == str(graph.show("flask"))


def test_why_gives_steps_with_their_phrases(graph: Graph) -> None:
    step, *_ = graph.why("hug", "falcon")
    assert step.sentence() == "Hug built on Falcon"
    places = [place for _, place, _ in step.evidence]
    assert "web-frameworks-2016:115" in places


def test_a_wrong_name_gets_a_suggestion(graph: Graph) -> None:
    with pytest.raises(fwgraph.FwgraphError, match="did you mean"):
        graph.lineage("pyramyd")


def test_things_and_relations_become_a_networkx_graph(graph: Graph) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    found = graph.to_networkx()
    assert isinstance(found, networkx.MultiDiGraph)
    assert found.edges["Kiss.py", "Werkzeug", "uses"] == {
        "iri": "https://w3id.org/fwgraph/ontology#uses",
        "source": "Web Frameworks for Python, 2016-06-04",
        "line": 47,
        "quote": "MVC web framework in Python with Gevent, Jinja2, Werkzeug",
        "date": "2016-06-04",
    }
    assert found.number_of_edges() <= len(graph.ask("relations"))
    flask = found.nodes["Flask"]
    assert (flask["iri"], flask["kind"]) == (
        "https://w3id.org/fwgraph/software/flask", "microframework"
    )  # fmt: skip
    assert all(values["iri"] for _, values in found.nodes(data=True))
    assert {values.get("discontinued") for _, values in found.nodes(data=True)} == {None, True}


def test_things_of_one_label_are_different_nodes() -> None:
    pytest.importorskip("networkx", reason="networkx is not installed")
    text = "".join(
        f"<https://w3id.org/fwgraph/software/{slug}> a"
        " <https://w3id.org/fwgraph/ontology#Software> ;"
        ' <http://www.w3.org/2000/01/rdf-schema#label> "Twin" .\n'
        for slug in ("one", "two")
    )
    assert set(fwgraph.load(text).to_networkx()) == {"software:one", "software:two"}


def test_an_answer_becomes_a_data_frame(graph: Graph) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    answer = graph.dependents("cheroot")
    for frame in (answer.to_pandas(), pandas.DataFrame(answer)):
        assert list(frame.columns) == list(answer.columns)
        assert frame.to_dict("records")[0]["quote"] == answer[0]["quote"]
        assert len(frame) == len(answer)
    assert list(answer[:0].to_pandas().columns) == list(answer.columns)


def test_a_select_is_answered_with_a_table(tiny: Graph) -> None:
    found = tiny.query(
        "SELECT ?x ?name { ?x a fw:Software ; rdfs:label ?name } ORDER BY ?name LIMIT 1"
    )
    assert isinstance(found, Table)
    assert found[0] == {"x": "https://w3id.org/fwgraph/software/a", "name": "Alpha"}
    assert isinstance(found.rows[0][0], NamedNode)
    assert bool(tiny.query("ASK { ?s ?p ?o }")) is True
    assert isinstance(tiny.query("CONSTRUCT WHERE { ?s ?p ?o }"), QueryTriples)
    assert isinstance(tiny.solve("SELECT * { ?s ?p ?o }"), QuerySolutions)


def test_a_card_is_what_show_says(graph: Graph) -> None:
    card = graph.show("bfg")
    assert "“BFG is a Python" in str(card)
    assert repr(card).startswith("<fwgraph card: repoze.bfg, ")
    assert "“BFG is a Python" in card._repr_html_()


def test_a_graph_is_validated_and_exported(tmp_path: Path, tiny: Graph) -> None:
    rules = {finding.rule for finding in tiny.validate()}
    assert {finding.path for finding in tiny.validate()} == {"the graph"}
    assert rules
    tiny.export(tmp_path / "tiny.ttl")
    tiny.export(str(tmp_path / "tiny.txt"), "nt")
    assert set(fwgraph.load(tmp_path / "tiny.ttl")) == set(tiny)
    assert (tmp_path / "tiny.txt").read_bytes() == serialize_graph(tiny, "nt")
    with pytest.raises(BadRequest, match="no export is called 'docx'"):
        tiny.export(tmp_path / "tiny.docx")


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
    }
