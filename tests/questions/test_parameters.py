"""A value is read as what the parameter is; what is none of that gets a sentence."""

import re
from datetime import date
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode
from tests.conftest import Command
from tests.questions.cases import graph_of

from fwgraph.errors import BadRequest, UnknownName
from fwgraph.graph import Graph, load
from fwgraph.namespaces import term
from fwgraph.questions.catalogue import (
    GROUPS,
    answer_question,
    find_question,
    read_catalogue,
    resolve_values,
)
from fwgraph.sparql.binding import bind_parameters


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("lineage", {"framework": "PYRAMID"}, "software:pyramid"),
        ("lineage", {"framework": "bfg"}, "software:repoze-bfg"),
        ("lineage", {"framework": NamedNode("https://w3id.org/fwgraph/software/flask")},
         "software:flask"),
        ("dependents", {"software": "App Engine"}, "platform:google-app-engine"),
        ("releases", {"edition": "web-frameworks-2016"}, "edition:web-frameworks-2016"),
        ("relations", {"edition": "hug-readme"}, "document:hug-readme"),
        ("things-of-kind", {"kind": "object mapper"}, "kind:orm"),
        ("things-of-kind", {"kind": "ORM"}, "kind:orm"),
        ("frameworks-of-category", {"category": "Discontinued/Inactive Frameworks"},
         "category:discontinued"),
        ("related-pairs", {"relation": "built on"}, "fw:builtOn"),
        ("related-pairs", {"relation": "builtOn"}, "fw:builtOn"),
        ("related-pairs", {"relation": "fw:builtOn"}, "fw:builtOn"),
        ("related-pairs", {"relation": "is part of"}, "dcterms:isPartOf"),
        ("related-pairs", {"relation": "implements"}, "doap:implements"),
    ],
)  # fmt: skip
def test_a_name_is_read(name: str, values: dict[str, object], expected: str, graph: Graph) -> None:
    assert list(resolve_values(graph, find_question(name), values).values()) == [term(expected)]


@pytest.mark.parametrize(
    ("name", "values", "expected"),
    [
        ("widely-used", {"least": "12"}, Literal(12)),
        ("widely-used", {"least": 12}, Literal(12)),
        ("quotes", {"text": '" } { \\'}, Literal('" } { \\')),
        ("quiet-since", {"day": "2012"}, Literal("2012", datatype=term("xsd:gYear"))),
        ("quiet-since", {"day": "2012-02"}, Literal("2012-02", datatype=term("xsd:gYearMonth"))),
        ("quiet-since", {"day": "2012-02-29"}, Literal("2012-02-29", datatype=term("xsd:date"))),
        ("quiet-since", {"day": date(2012, 2, 29)},
         Literal("2012-02-29", datatype=term("xsd:date"))),
    ],
)  # fmt: skip
def test_a_literal_is_read(
    name: str, values: dict[str, object], expected: Literal, graph: Graph
) -> None:
    assert list(resolve_values(graph, find_question(name), values).values()) == [expected]


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("widely-used", {"least": "three"},
         "least=three: write a whole number, for example least=3"),
        ("widely-used", {"least": ""}, "least=: write a whole number, for example least=3"),
        ("quiet-since", {"day": "2011-02-30"},
         "day=2011-02-30: write a day, a month or a year, for example day=2010-01-01"),
        ("quiet-since", {"day": "yesterday"},
         "day=yesterday: write a day, a month or a year, for example day=2010-01-01"),
        ("quotes", {"text": " "}, "text= : write some words, for example text=built on"),
        ("lineage", {"framework": "web-frameworks-2016"},
         "framework=web-frameworks-2016: edition:web-frameworks-2016 is no software"),
        ("lineage", {"framework": "kind:orm"}, "framework=kind:orm: kind:orm is no software"),
        ("lineage", {"framework": "fw:builtOn"},
         "framework=fw:builtOn: fw:builtOn is no software"),
        ("releases", {"edition": "hug-readme"},
         "edition=hug-readme: document:hug-readme is no edition"),
        ("things-of-kind", {"kind": "flask"}, "kind=flask: software:flask is no kind"),
        ("related-pairs", {"relation": "flask"}, "relation=flask: software:flask is no relation"),
        ("path", {"from": "flask"}, "path needs to=…, for example to=paste"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_is_refused(
    name: str, values: dict[str, object], sentence: str, graph: Graph
) -> None:
    with pytest.raises(BadRequest) as raised:
        answer_question(graph, name, values)
    assert str(raised.value) == sentence


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("lineage", {"framework": "pyramd"},
         "no software is called 'pyramd'; did you mean Pyramid?"),
        ("things-of-kind", {"kind": "template engin"},
         "no kind is called 'template engin'; did you mean template-engine"),
        ("related-pairs", {"relation": "build on"},
         "no relation is called 'build on'; did you mean built on"),
        ("lineage", {"framwork": "pyramid"},
         "no parameter of lineage is called 'framwork'; did you mean framework?"),
        ("lineag", {}, "no question is called 'lineag'; did you mean lineage?"),
        ("internal/names", {}, "no question is called 'internal/names'"),
        ("../queries/lineage", {}, "no question is called '../queries/lineage'"),
    ],
)  # fmt: skip
def test_an_unknown_name_gets_near_ones(
    name: str, values: dict[str, object], sentence: str, graph: Graph
) -> None:
    with pytest.raises(UnknownName, match=f"^{re.escape(sentence)}"):
        answer_question(graph, name, values)


def test_every_example_is_of_its_type(graph: Graph) -> None:
    for asked in read_catalogue().values():
        examples: dict[str, object] = {each.name: each.example for each in asked.parameters}
        assert len(resolve_values(graph, asked, examples)) == len(asked.parameters)


def test_what_is_not_given_is_taken_out_and_nothing_else() -> None:
    text = "  VALUES ?a { UNDEF }\n  VALUES ?b { <x:y> }\n  VALUES ?c { UNDEF }\n"
    assert bind_parameters(text, {"c": Literal(1)}) == (
        '  VALUES ?b { <x:y> }\n  BIND ("1"^^<http://www.w3.org/2001/XMLSchema#integer> AS ?c)\n'
    )


def test_the_catalogue_is_listed_in_groups(run: Command) -> None:
    code, out, err = run("ask")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    *groups, usage = [line for line in lines if line and not line.startswith(" ")]
    assert groups == list(GROUPS.values())
    assert usage == "A required value needs no name; a value in brackets may be left out:"
    unwrapped = " ".join(out.split())
    for asked in read_catalogue().values():
        assert f" {asked.summary} " in unwrapped
    assert "  path from=… to=…" in lines
    assert "  frameworks [edition=…]" in lines


@pytest.mark.parametrize(
    ("name", "values", "column", "expected"),
    [
        ("lineage", {"framework": "pyramid"}, "ancestor", {"Pylons", "repoze.bfg"}),
        ("dependents", {"software": "werkzeug"}, "dependent", {"Flask", "Kiss.py"}),
        ("dependents", {"software": "falcon"}, "dependent", {"Hug"}),
        ("dependencies", {"software": "kiss.py"}, "dependency", {"gevent", "Jinja2", "Werkzeug"}),
        ("path", {"from": "pyramid", "to": "paste"}, "object", {"Pylons", "Paste"}),
    ],
)
def test_the_shipped_graph_knows(
    name: str, values: dict[str, object], column: str, expected: set[str], graph: Graph
) -> None:
    assert {row[column] for row in answer_question(graph, name, values)} >= expected


@pytest.mark.parametrize("component", ["cherrypy", "cheroot"])
def test_who_no_longer_depends_on_something_is_not_named(component: str, graph: Graph) -> None:
    """Both have said that they replaced it; who asks as of a day of then is told of both."""
    former = {"TurboGears", "web2py"}
    now = {
        row["dependent"] for row in answer_question(graph, "dependents", {"software": component})
    }
    assert not former & now
    if component == "cherrypy":
        answer = answer_question(load(on="2008-06-01"), "dependents", {"software": component})
        assert former <= {row["dependent"] for row in answer}
        denied = answer_question(graph, "former-relations")
        assert former <= {row["subject"] for row in denied if row["object"] == "CherryPy"}


def test_every_file_of_the_catalogue_is_a_question() -> None:
    folder = Path(__file__).parents[2] / "queries"
    assert {file.stem for file in folder.glob("*.rq")} == set(read_catalogue())


def test_names_of_a_made_up_graph_are_found() -> None:
    assert len(answer_question(graph_of("family"), "lineage", {"framework": "kid"})) == 7


def test_a_further_release_is_a_release(graph: Graph) -> None:
    """Karrigell's entry states a release of 2013 beside the one that it opens with."""
    quiet = {
        row["framework"] for row in answer_question(graph, "quiet-since", {"day": "2012-01-01"})
    }
    assert "Karrigell" not in quiet
    assert quiet


def test_the_shipped_contradictions_have_two_sides(graph: Graph) -> None:
    """Each names both sources and both days, the earlier first."""
    rows = list(answer_question(graph, "contradictions"))
    assert {row["subject"] for row in rows} >= {"web2py", "TurboGears"}
    for row in rows:
        assert row["source"]
        assert row["other_source"]
        assert "" < str(row["date"]) <= str(row["other_date"])
