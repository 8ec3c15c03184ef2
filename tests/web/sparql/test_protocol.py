"""Requests and answers: methods, media types, graphs, errors as sentences."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import rdflib
from pyoxigraph import (
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    parse_query_results,
)
from tests.web.sparql.serving import FORM, JSON, Graphs, Served, serving

import fwgraph
from fwgraph.media_types import RDF_MEDIA_TYPES, RESULT_MEDIA_TYPES
from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.sparql.binding import select_solutions

LABELS = "SELECT ?s ?l { ?s rdfs:label ?l } ORDER BY ?s ?l LIMIT 20"
FLASK = f"<{BASE}software/flask>"
SD = rdflib.Namespace(PREFIXES["sd"])
VOID = rdflib.Namespace(PREFIXES["void"])


@pytest.mark.parametrize("media_type", RESULT_MEDIA_TYPES)
def test_every_form_of_a_table(shipped: Served, graph: fwgraph.Graph, media_type: str) -> None:
    answer = shipped.query(LABELS, media_type)
    assert (answer.status, answer.type) == (200, media_type)
    expected = [(row["s"], row["l"]) for row in select_solutions(graph, LABELS)]
    if media_type == "text/csv":
        rows = list(csv.reader(io.StringIO(answer.text)))
        assert rows == [["s", "l"], *([s.value, label.value] for s, label in expected)]
        return
    form = QueryResultsFormat.from_media_type(media_type)
    found = parse_query_results(answer.body, format=form)
    assert isinstance(found, QuerySolutions)
    assert [tuple(row) for row in found] == expected


@pytest.mark.parametrize("media_type", RESULT_MEDIA_TYPES)
def test_every_form_of_a_boolean(shipped: Served, media_type: str) -> None:
    answer = shipped.get(f"ASK {{ {FLASK} a fw:Framework }}", media_type)
    assert (answer.status, answer.type) == (200, media_type)
    assert "true" in answer.text


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning:rdflib")
@pytest.mark.parametrize("media_type", RDF_MEDIA_TYPES)
@pytest.mark.parametrize("form", ["CONSTRUCT { ?s ?p ?o }", f"DESCRIBE {FLASK}"])
def test_every_form_of_triples(shipped: Served, media_type: str, form: str) -> None:
    answer = shipped.query(f"{form} {{ VALUES ?s {{ {FLASK} }} ?s ?p ?o }}", media_type)
    assert (answer.status, answer.type) == (200, media_type)
    forms = {"application/json": "json-ld", "application/xml": "xml"}
    found = rdflib.Graph().parse(data=answer.text, format=forms.get(media_type, media_type))
    assert (
        rdflib.URIRef(f"{BASE}software/flask"),
        rdflib.RDFS.label,
        rdflib.Literal("Flask"),
    ) in found


def test_turtle_has_the_prefixes_that_it_needs(shipped: Served) -> None:
    answer = shipped.query(f"CONSTRUCT {{ {FLASK} a fw:Framework }} {{}}", "text/turtle")
    assert "software:flask\n    a fw:Framework ;" in answer.text
    assert "wikidata" not in answer.text


@pytest.mark.parametrize(
    ("accept", "query", "expected"),
    [
        ("*/*", "ASK {}", JSON),
        ("*/*", "CONSTRUCT { ?s ?p ?o } {}", "text/turtle"),
        (
            "text/csv;q=0.5, application/sparql-results+xml",
            "ASK {}",
            "application/sparql-results+xml",
        ),
        ("text/turtle, text/csv;q=0.1", "ASK {}", "text/csv"),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "ASK {}", "application/xml"),
        (
            "application/n-triples;q=0.4, application/ld+json;q=0.6",
            "DESCRIBE <a:a>",
            "application/ld+json",
        ),
    ],
)
def test_the_form_is_the_one_preferred(
    shipped: Served, accept: str, query: str, expected: str
) -> None:
    answer = shipped.get(query, accept)
    assert (answer.type, answer.headers["vary"]) == (expected, "Accept")


def test_no_form_will_do(shipped: Served) -> None:
    answer = shipped.get("ASK {}", "text/turtle")
    assert answer.status == 406
    assert answer.text.startswith("This can be had as application/sparql-results+json, ")


def test_the_three_ways_to_ask(shipped: Served) -> None:
    query, typed = (
        f"ASK {{ {FLASK} ?p ?o }} # é",
        {"Content-Type": "application/sparql-query; charset=UTF-8"},
    )
    direct = shipped.request("POST", body=query.encode(), headers=typed)
    assert shipped.get(query).body == shipped.query(query).body == direct.body
    assert json.loads(direct.text)["boolean"] is True


def test_head_is_get_without_the_body(shipped: Served) -> None:
    answer = shipped.request("HEAD", f"/sparql?{urlencode({'query': 'ASK {}'})}")
    assert (answer.status, answer.body, answer.headers["content-length"]) == (200, b"", "26")


BOM = "\ufeff"
TYPED = {"Content-Type": "application/sparql-query"}


@pytest.mark.parametrize(
    ("method", "path", "body", "headers"),
    [
        ("GET", f"/sparql?{urlencode({'query': f'{BOM}ASK {{}}'})}", None, {}),
        ("POST", "/sparql", f"{BOM}ASK {{}}".encode(), TYPED),
        ("POST", "/sparql", f"{BOM}# a comment\r\nASK {{}}".encode(), TYPED),
        (
            "POST",
            "/sparql",
            urlencode({"query": f"{BOM}ASK {{}}"}).encode(),
            {"Content-Type": FORM},
        ),
        ("POST", "/sparql", f"{BOM}query=ASK+%7B%7D".encode(), {"Content-Type": FORM}),
    ],
)
def test_a_byte_order_mark_is_passed_over(
    shipped: Served, method: str, path: str, body: bytes | None, headers: dict[str, str]
) -> None:
    answer = shipped.request(method, path, body, headers)
    assert (answer.status, json.loads(answer.text)["boolean"]) == (200, True)


def test_columns_are_counted_without_a_byte_order_mark(shipped: Served) -> None:
    answer = shipped.request("POST", body=f"{BOM}ASK {{ ?s nope:x ?o }}".encode(), headers=TYPED)
    assert (answer.status, answer.text) == (400, shipped.query("ASK { ?s nope:x ?o }").text)


def test_a_byte_order_mark_elsewhere_is_no_sparql(shipped: Served) -> None:
    assert shipped.query(f"ASK {BOM}{{}}").status == 400


DEEP = ["(", "{", "[", "( ", "[ <a:a> ", "<<( ", "{{", "([", "FILTER(", "EXISTS {", "IF("]


@pytest.mark.parametrize("brackets", DEEP)
@pytest.mark.parametrize("before", ["ASK ", "SELECT * { ?s ?p ?o FILTER(", "CONSTRUCT { "])
def test_deep_brackets_are_a_sentence(shipped: Served, before: str, brackets: str) -> None:
    query = before + brackets * (40_000 // len(brackets))
    for headers, body in ((TYPED, query), ({"Content-Type": FORM}, urlencode({"query": query}))):
        answer = shipped.request("POST", body=body.encode(), headers=headers)
        assert (answer.status, answer.text.startswith("The query, line 1, column ")) == (400, True)


@pytest.mark.parametrize(
    "query",
    [
        f"ASK {{ FILTER({'!' * 40_000}true) }}",
        f"ASK {{ FILTER({'||'.join(['true'] * 8000)}) }}",
        f"ASK {{ {' UNION '.join(['{}'] * 2000)} }}",
        f"ASK {'{' * 100}{'}' * 100}",
        f"SELECT ?x {{ BIND({'TRIPLE(<a:a>, <a:b>, ' * 97}1{')' * 97} AS ?x) }}",
    ],
)
def test_what_is_deep_without_brackets_is_answered(shipped: Served, query: str) -> None:
    assert shipped.query(query).status == 200


@pytest.mark.parametrize("content_type", ["application/json", "application/ld+json"])
def test_deep_json_is_no_query(shipped: Served, content_type: str) -> None:
    answer = shipped.request("POST", body=b"[" * 60_000, headers={"Content-Type": content_type})
    assert (answer.status, answer.text[:20]) == (415, "A query is posted as")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
def test_other_methods_are_not_allowed(shipped: Served, method: str) -> None:
    answer = shipped.request(method, "/sparql?query=ASK%7B%7D")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


def test_scripts_of_other_sites_may_ask(shipped: Served) -> None:
    before = shipped.request("OPTIONS", headers={"Origin": "https://example.org"})
    assert before.status == 204
    assert "POST" in before.headers["access-control-allow-methods"]
    assert "Content-Type" in before.headers["access-control-allow-headers"]
    for answer in (before, shipped.get("ASK {}"), shipped.get("ASK {"), shipped.request("GET")):
        assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize(
    ("body", "content_type", "status", "sentence"),
    [
        (b"", FORM, 400, "One query is answered at a time; there are 0 here."),
        (
            b"query=ASK{}&query=ASK{}",
            FORM,
            400,
            "One query is answered at a time; there are 2 here.",
        ),
        (b"query=%FF", FORM, 400, "The parameters are not UTF-8 with percent signs."),
        (b"\xff", "application/sparql-query", 400, "The query is not UTF-8."),
        (b"&x=1" * 300, FORM, 400, "There are more than 200 parameters."),
        (b"ASK {}", "text/plain", 415, "A query is posted as"),
        (b"ASK {}", "", 415, "A query is posted as"),
        (b"ASK {}", "application/sparql-query; charset=UTF-16", 415, "A query is posted in UTF-8"),
        (b"x" * 700_000, FORM, 413, "The request is larger than"),
        (
            b"ASK {} #" + b"x" * 60_000,
            "application/sparql-query",
            413,
            "The query has 60,008 characters",
        ),
        (
            b"CLEAR ALL",
            "application/sparql-update",
            403,
            "This is a SPARQL update: updates are refused",
        ),
        (b"update=CLEAR%20ALL", FORM, 403, "This is a SPARQL update: updates are refused"),
        (b"query=CLEAR%20ALL", FORM, 403, "This is a SPARQL update (CLEAR): updates are refused"),
    ],
)
def test_what_is_posted_wrongly(
    shipped: Served, body: bytes, content_type: str, status: int, sentence: str
) -> None:
    headers = {"Content-Type": content_type} if content_type else {}
    answer = shipped.request("POST", body=body, headers=headers)
    assert (answer.status, answer.text[: len(sentence)]) == (status, sentence)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("SELECT *\n{ ?s ?p", "The query, line 2, column "),
        ("SELECT * { ?s nope:x ?o }", "The query, line 1, column "),
        ("SELECT (<http://a/f>(1) AS ?x) {}", "The query cannot be answered: The custom function"),
        (f"ASK {{ {'<< ' * 4000}", "The query, line 1, column "),
        ("SELECT ?x { ?x ?y \x00 }", "The query, line 1, column 19: the character U+0000"),
    ],
)
def test_what_is_wrong_with_a_query_is_said(shipped: Served, query: str, sentence: str) -> None:
    answer = shipped.query(query)
    assert (answer.status, answer.type) == (400, "text/plain")
    assert answer.text.startswith(sentence)
    assert "Traceback" not in answer.text


def test_what_a_form_cannot_hold_is_said(shipped: Served) -> None:
    query = "CONSTRUCT { <http://a/> <http://a/1> 1 } {}"
    answer = shipped.query(query, "application/rdf+xml")
    assert answer.status == 422
    assert answer.text.startswith("RDF/XML cannot hold the property <http://a/1>")


def test_relative_iris_are_below_the_base(shipped: Served) -> None:
    answer = shipped.query("ASK { <software/flask> a fw:Framework }")
    assert json.loads(answer.text)["boolean"] is True


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning:rdflib")
def test_the_description(shipped: Served, graph: fwgraph.Graph) -> None:
    for media_type in (
        "text/turtle",
        "application/n-triples",
        "application/ld+json",
        "application/rdf+xml",
    ):
        answer = shipped.request("GET", headers={"Accept": media_type})
        assert (answer.status, answer.type) == (200, media_type)
        found = rdflib.Graph().parse(data=answer.text, format=media_type)
        service = found.value(None, rdflib.RDF.type, SD.Service)
        assert service == rdflib.URIRef(f"http://127.0.0.1:{shipped.port}/sparql")
        assert found.value(service, SD.endpoint) == service
        assert found.value(service, SD.supportedLanguage) == SD.SPARQL11Query
        assert len(list(found.objects(service, SD.resultFormat))) == 8
        default = found.value(found.value(service, SD.defaultDataset), SD.defaultGraph)
        assert found.value(default, VOID.triples) == rdflib.Literal(len(graph))


def test_a_request_that_asks_nothing_in_another_form(shipped: Served) -> None:
    answer = shipped.request("GET", headers={"Accept": "image/png"})
    assert (answer.status, answer.text) == (
        400, "There is no query here: give it as the parameter query=…."
    )  # fmt: skip


ONE, TWO, THIRD = "http://example.org/one", "http://example.org/two", "http://example.org/none"
WHERE = "SELECT ?s { ?s ?p ?o } ORDER BY ?s"
NAMED = "SELECT ?s { GRAPH ?g { ?s ?p ?o } } ORDER BY ?s"


@pytest.fixture(scope="module")
def graphs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An endpoint with a default graph and two named ones, each with a triple of its own."""
    folder = Path(tmp_path_factory.mktemp("graphs")) / "store"
    store = Store(str(folder))
    for name in ("", ONE, TWO):
        subject = NamedNode(name or f"{BASE}default")
        graph = NamedNode(name) if name else DefaultGraph()
        store.add(Quad(subject, NamedNode(f"{BASE}p"), Literal(1), graph))
    store.flush()
    del store
    with serving(folder) as served:
        yield served


def subjects(served: Served, query: str, parameters: Graphs) -> list[str]:
    answer = served.query(query, graphs=parameters)
    assert answer.status == 200, answer.text
    rows = json.loads(answer.text)["results"]["bindings"]
    return [row["s"]["value"].rpartition("/")[2] for row in rows]


@pytest.mark.parametrize(
    ("query", "parameters", "expected"),
    [
        (WHERE, {}, ["default"]),
        (NAMED, {}, ["one", "two"]),
        (WHERE, {"default-graph-uri": ONE}, ["one"]),
        (WHERE, {"default-graph-uri": [ONE, TWO]}, ["one", "two"]),
        (WHERE, {"default-graph-uri": f"{BASE}graph"}, ["default"]),
        (WHERE, {"default-graph-uri": [f"{BASE}graph", ONE]}, ["one", "default"]),
        (NAMED, {"default-graph-uri": ONE}, []),
        (NAMED, {"named-graph-uri": ONE}, ["one"]),
        (WHERE, {"named-graph-uri": ONE}, []),
        ("SELECT ?s FROM <graph> { ?s ?p ?o }", {}, ["default"]),
        (f"SELECT ?s FROM <{ONE}> {{ ?s ?p ?o }}", {}, ["one"]),
        (f"SELECT ?s FROM NAMED <{ONE}> {{ GRAPH ?g {{ ?s ?p ?o }} }}", {}, ["one"]),
        (f"SELECT ?s FROM <{ONE}> {{ ?s ?p ?o }}", {"default-graph-uri": TWO}, ["two"]),
        (f"SELECT ?s FROM <{THIRD}> {{ ?s ?p ?o }}", {"default-graph-uri": TWO}, ["two"]),
        (f"SELECT ?s FROM <{ONE}> {{ ?s ?p ?o }}", {"named-graph-uri": TWO}, []),
        (WHERE, {"default-graph-uri": ""}, ["default"]),
        (NAMED, {"named-graph-uri": ""}, ["one", "two"]),
        (NAMED, {"default-graph-uri": "", "named-graph-uri": ["", ""]}, ["one", "two"]),
        (WHERE, {"default-graph-uri": ["", ONE, ""]}, ["one"]),
        (WHERE, {"default-graph-uri": ONE, "named-graph-uri": ""}, ["one"]),
        (f"SELECT ?s FROM <{ONE}> {{ ?s ?p ?o }}", {"default-graph-uri": ""}, ["one"]),
        (WHERE, {"using-graph-uri": "", "using-named-graph-uri": ""}, ["default"]),
    ],
)
def test_a_dataset(graphs: Served, query: str, parameters: Graphs, expected: list[str]) -> None:
    assert subjects(graphs, query, parameters) == expected


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri", "using-graph-uri"])
def test_an_empty_parameter_names_no_graph(shipped: Served, name: str) -> None:
    answer = shipped.request("GET", f"/sparql?{name}=&query=ASK%7B%7D")
    assert (answer.status, json.loads(answer.text)["boolean"]) == (200, True)


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        (WHERE, {"default-graph-uri": THIRD}),
        (WHERE, {"named-graph-uri": [ONE, THIRD]}),
        (f"SELECT ?s FROM <{THIRD}> {{ ?s ?p ?o }}", {}),
        (f"SELECT ?s FROM NAMED <{THIRD}> {{ ?s ?p ?o }}", {}),
    ],
)
def test_a_graph_that_is_not_there(graphs: Served, query: str, parameters: Graphs) -> None:
    answer = graphs.query(query, graphs=parameters)
    assert (answer.status, answer.text) == (
        400,
        f"There is no graph <{THIRD}> here, and none is fetched;"
        f" there are: <{BASE}graph>, <{ONE}>, <{TWO}>.",
    )


def test_the_default_graph_is_no_named_one(graphs: Served) -> None:
    answer = graphs.query(WHERE, graphs={"named-graph-uri": f"{BASE}graph"})
    assert (answer.status, answer.text) == (
        400, f"<{BASE}graph> is the default graph here, it is not a named one."
    )  # fmt: skip
