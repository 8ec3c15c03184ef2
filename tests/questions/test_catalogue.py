"""Each query file is good by itself, and asking changes nothing but the terms in it."""

import re
from pathlib import Path

import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, QuerySolutions, Store, Variable
from rdflib.query import ResultRow

from fwgraph.errors import BadRequest, QueryError, UnknownName
from fwgraph.graph import Graph
from fwgraph.namespaces import PREFIXES
from fwgraph.questions.catalogue import Parameter, answer_question, find_question, read_catalogue
from fwgraph.sparql.binding import bind_parameters, bind_values, select_solutions
from fwgraph.sparql.errors import raise_query_errors
from fwgraph.store import resources

FOLDER = resources.resource_root() / "queries"
FILES = sorted(FOLDER.rglob("*.rq"))
PREFIX = re.compile(r"^PREFIX (\S*): <([^>]*)>$", re.MULTILINE)
COLUMNS = {
    "frameworks": ("framework", "category", "version", "released", "homepage", "line"),
    "relations": ("subject", "relation", "object", "source", "line", "quote"),
}


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).with_suffix("").as_posix()


every_file = pytest.mark.parametrize("path", FILES, ids=name_of)


@pytest.fixture(scope="module")
def in_rdflib(tiny: Graph) -> rdflib.Graph:
    """The tiny graph without prefixes, so that a query has to bring its own."""
    bare = rdflib.Graph(bind_namespaces="none")
    for triple in tiny.to_rdflib():
        bare.add(triple)
    return bare


@every_file
def test_a_query_file_runs_as_it_stands(path: Path, graph: Graph) -> None:
    answer = graph.store.query(path.read_text(encoding="utf-8"))
    assert isinstance(answer, QuerySolutions)
    assert [variable.value for variable in answer.variables]
    for solution in answer:
        assert len(solution) == len(answer.variables)


@every_file
def test_a_query_file_runs_on_rdflib_with_the_same_columns_and_rows(
    path: Path, tiny: Graph, in_rdflib: rdflib.Graph
) -> None:
    text = path.read_text(encoding="utf-8")
    expected = select_solutions(tiny, text)
    answer = in_rdflib.query(text)
    assert [str(each) for each in answer.vars or []] == [each.value for each in expected.variables]
    rows = [row for row in answer if isinstance(row, ResultRow)]
    found = sorted([["" if term is None else str(term) for term in row] for row in rows])
    assert found == sorted(
        [["" if term is None else getattr(term, "value", "") for term in row] for row in expected]
    )


@every_file
def test_a_query_file_begins_with_a_summary_that_is_a_question(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.match(r"#\+ summary: [A-Z].*\?\n#\+ description: .+\.\n", text)


@every_file
def test_a_query_file_names_its_columns_and_orders_its_rows(path: Path) -> None:
    """But for those whose rows are ranked from numbers that no query has."""
    lines = path.read_text(encoding="utf-8").splitlines()
    body = "\n".join(line for line in lines if not line.startswith("#"))
    assert re.search(r"^ORDER BY \S", body, re.MULTILINE) or "#+ reach: impact" in lines
    assert not re.search(r"SELECT\s+(DISTINCT\s+)?\*", body)


@every_file
def test_a_query_file_declares_the_projects_prefixes_and_uses_each(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    declared = dict(PREFIX.findall(text))
    assert text.count("PREFIX") == len(declared)
    assert declared == {name: PREFIXES.get(name) for name in declared}
    assert list(declared) == sorted(declared)
    body = PREFIX.sub("", text)
    assert [name for name in declared if not re.search(rf"(?<![\w:]){name}:", body)] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_the_first_columns_are_the_promised_ones(name: str, graph: Graph) -> None:
    columns = answer_question(graph, name).columns
    assert columns[: len(COLUMNS[name])] == COLUMNS[name]


@pytest.mark.parametrize("name", read_catalogue())
def test_a_question_has_all_that_the_catalogue_shows(name: str) -> None:
    found = find_question(name)
    assert found.name == name
    assert found.summary.endswith("?")
    assert found.description.endswith(".")
    assert all(found.tags)
    for parameter in found.parameters:
        assert f"VALUES ?{parameter.name} {{ " in found.text
        assert parameter.description


@pytest.mark.parametrize("name", read_catalogue())
def test_a_question_can_be_asked_for_its_examples(name: str, graph: Graph) -> None:
    """The shipped data has an answer, unless the description says when there is none."""
    found = find_question(name)
    answer = answer_question(graph, name, {each.name: each.example for each in found.parameters})
    assert len(answer) > 0 or "No rows" in found.description


def test_few_questions_have_no_answer_in_the_shipped_data() -> None:
    """Whoever adds one has a reason."""
    assert {name for name, found in read_catalogue().items() if "No rows" in found.description} == {
        "dependency-circles",
        "discontinued-dependencies",
        "former-relations",
    }


@pytest.mark.parametrize("name", read_catalogue())
def test_what_has_to_be_software_is_a_parameter(name: str) -> None:
    found = find_question(name)
    assert {*found.subjects} <= {each.name for each in found.parameters if each.type == "software"}


@pytest.mark.parametrize(
    ("name", "parameter"),
    [
        (name, wanted)
        for name in read_catalogue()
        for wanted in find_question(name).parameters
        if wanted.required
    ],
    ids=lambda each: getattr(each, "name", each),
)
def test_a_required_parameter_is_asked_for_with_an_example(
    name: str, parameter: Parameter, graph: Graph
) -> None:
    others = {
        each.name: each.example for each in find_question(name).parameters if each != parameter
    }
    with pytest.raises(BadRequest) as raised:
        answer_question(graph, name, others)
    wanted = parameter.name
    assert str(raised.value) == (
        f"{name} needs {wanted}=…, for example {wanted}={parameter.example}"
    )


def test_a_parameter_restricts_the_answer(tiny: Graph) -> None:
    rows = list(answer_question(tiny, "relations", {"edition": "notes"}))
    assert [(row["subject"], row["relation"], row["object"]) for row in rows] == [
        ("Gamma", "built on", "Beta")
    ]
    assert len(answer_question(tiny, "relations")) == 6


def test_rows_are_plain_values_in_the_order_of_the_page(tiny: Graph) -> None:
    assert next(iter(answer_question(tiny, "frameworks", {"edition": "tiny-2020"}))) == {
        "framework": "Gamma",
        "category": "All of them",
        "version": "1.10",
        "released": "2019-13-01",
        "homepage": "http://example.org/c",
        "line": 3,
        "date": None,
        "wiki_page": None,
        "framework_iri": "https://w3id.org/fwgraph/software/c",
        "listing_iri": "https://w3id.org/fwgraph/listing/tiny-2020/gamma",
        "edition_iri": "https://w3id.org/fwgraph/edition/tiny-2020",
    }


def test_every_relation_has_a_line_or_a_document_and_a_short_quote(graph: Graph) -> None:
    rows = list(answer_question(graph, "relations"))
    assert len(rows) > 150
    for row in rows:
        assert row["line"] or str(row["source_iri"]).startswith(PREFIXES["document"])
        assert 1 <= len(str(row["quote"]).split()) <= 12


@pytest.mark.parametrize(
    ("name", "values", "sentence"),
    [
        ("framework", {}, "no question is called 'framework'; did you mean frameworks"),
        ("zzz", {}, "no question is called 'zzz'; `fwgraph ask` lists the questions"),
        (
            "relations",
            {"edtion": "notes"},
            "no parameter of relations is called 'edtion'; did you mean edition?",
        ),
        (
            "relations",
            {"zzz": "notes", "yyy": "notes"},
            "no parameter of relations is called 'yyy'; it takes edition",
        ),
        (
            "relations",
            {"edition": "note"},
            "no edition or document is called 'note'; did you mean notes?",
        ),
    ],
)
def test_what_is_unknown_is_named(
    name: str, values: dict[str, str], sentence: str, tiny: Graph
) -> None:
    with pytest.raises(UnknownName) as raised:
        answer_question(tiny, name, values)
    assert str(raised.value).startswith(sentence)


def test_a_thing_of_another_kind_is_refused(tiny: Graph) -> None:
    with pytest.raises(BadRequest) as raised:
        answer_question(tiny, "relations", {"edition": "software:c"})
    assert str(raised.value) == "edition=software:c: software:c is no edition or document"


def test_only_a_select_has_solutions(tiny: Graph) -> None:
    with pytest.raises(BadRequest, match=r"^this query is not a SELECT$"):
        select_solutions(tiny, "ASK {}")


def test_a_query_without_the_line_cannot_be_bound() -> None:
    with pytest.raises(BadRequest) as raised:
        bind_values("SELECT ?x { VALUES ?xy { 1 } }", "x", Literal("1"))
    assert str(raised.value) == "the query has no line VALUES ?x { … }"


TEMPLATE = "SELECT ?x ?y\nWHERE {\n  VALUES ?x { UNDEF }\n  VALUES ?y { UNDEF }\n}\n"
HOSTILE = [
    '" } VALUES ?y { 1 ',
    "{",
    "}",
    "\\",
    '"',
    "'",
    "\n",
    "\r",
    "# ",
    "?y",
    " UNDEF ",
    "\\1",
    "\t",
]
LITERALS = st.lists(st.sampled_from(HOSTILE) | st.text(max_size=3), max_size=8).map(
    lambda parts: Literal("".join(parts).encode("utf-8", "ignore").decode())
)


@given(LITERALS, LITERALS)
def test_a_term_stays_a_term_whatever_is_in_it(one: Literal, two: Literal) -> None:
    text = bind_values(bind_values(TEMPLATE, "x", one), "y", two)
    answer = Store().query(text)
    assert isinstance(answer, QuerySolutions)
    assert [(row[Variable("x")], row[Variable("y")]) for row in answer] == [(one, two)]


@given(LITERALS, LITERALS)
def test_terms_that_are_bound_together_stay_terms(one: Literal, two: Literal) -> None:
    answer = Store().query(bind_parameters(TEMPLATE, {"x": one, "y": two}))
    assert isinstance(answer, QuerySolutions)
    assert [(row[Variable("x")], row[Variable("y")]) for row in answer] == [(one, two)]


@given(LITERALS)
def test_a_bound_query_can_be_bound_again(one: Literal) -> None:
    again = bind_values(bind_values(TEMPLATE, "x", one), "x", NamedNode("http://example.org/"))
    assert again == bind_values(TEMPLATE, "x", NamedNode("http://example.org/"))


@pytest.mark.parametrize("service", ["http://127.0.0.1:9/", "file:///etc/hostname"])
def test_a_service_that_does_not_answer_is_a_query_error(service: str, tiny: Graph) -> None:
    text = f"ASK {{ SERVICE <{service}> {{ ?s ?p ?o }} }}"
    with (
        pytest.raises(QueryError, match=r"^the query cannot be answered: "),
        raise_query_errors(text),
    ):
        tiny.query(text)
