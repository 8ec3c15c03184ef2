"""A long answer comes whole and in order from a store that cuts it without a word."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, QueryTriples, Triple
from tests.endpoint.servers import (
    AT_ONCE,
    NOBODY,
    Reply,
    Request,
    Script,
    Scripted,
    Server,
    forwarded,
)

from fwgraph.endpoint import Endpoint
from fwgraph.endpoint.push import push_triples
from fwgraph.endpoint.remote_graph import remote_graph
from fwgraph.endpoint.transport import Transport
from fwgraph.errors import EndpointError
from fwgraph.graph import Graph
from fwgraph.sparql import paging
from fwgraph.sparql.binding import select_solutions
from fwgraph.sparql.paging import PagedQuery, ParsedQuery
from fwgraph.store import resources
from fwgraph.store.readable import Readable

Answering = Callable[[Script], Scripted]

MANY = "http://example.org/many"
COUNT = 10_050
"""More rows than Virtuoso sends."""
NUMBER = NamedNode("http://example.org/number")
FILES = sorted((resources.resource_root() / "queries").rglob("*.rq"))


@pytest.fixture(scope="session")
def numbers() -> list[Triple]:
    return [
        Triple(NamedNode(f"http://example.org/thing/{n % 5000}"), NUMBER, Literal(n))
        for n in range(COUNT)
    ]


@pytest.fixture(scope="session")
def many(store: Server, numbers: list[Triple]) -> Readable:
    """A graph of many triples in each store."""
    push_triples(numbers, remote_graph(store.update, MANY, store.query, store.gsp), store.transport)
    return store.read(MANY)


def rows_of(graph: Readable, text: str) -> list[tuple[str, ...]]:
    return [tuple(str(term) for term in row) for row in select_solutions(graph, text)]


def test_all_triples_are_read(many: Readable, numbers: list[Triple]) -> None:
    assert len(many) == COUNT
    assert sorted(map(str, many)) == sorted(map(str, numbers))


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?n WHERE { ?s ?p ?n } ORDER BY ?n",
        "SELECT ?n { ?s ?p ?n } ORDER BY ?n # LIMIT 5 }",
        f"PREFIX : <http://example.org/> SELECT ?n FROM <{MANY}> {{ ?s :number ?n }} ORDER BY ?n",
        "SELECT DISTINCT ?n { ?s ?p ?n BIND ('} LIMIT # {' AS ?x) } GROUP BY ?n ORDER BY ASC(?n)",
    ],
)
def test_a_long_answer_is_whole_and_in_its_order(text: str, many: Readable) -> None:
    rows = select_solutions(many, text)
    assert [int(row["n"].value) for row in rows] == list(range(COUNT))


def test_an_order_with_ties_does_not_lose_rows(many: Readable) -> None:
    rows = rows_of(many, "SELECT ?s ?n WHERE { ?s ?p ?n } ORDER BY ?s")
    assert len(set(rows)) == COUNT
    things = [row[0].strip("<>") for row in rows]
    assert things == sorted(things)


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT WHERE { ?s ?p ?n }",
        f"CONSTRUCT {{ ?n_ ?p ?s }} FROM <{MANY}>"
        " { ?s ?p ?n BIND (IRI(CONCAT(STR(?s), STR(?n))) AS ?n_) }",
    ],
)
def test_a_long_graph_is_whole(text: str, many: Readable) -> None:
    found = many.solve(text)
    assert isinstance(found, QueryTriples)
    assert len(set(found)) == COUNT


@pytest.mark.parametrize(
    "text",
    [
        "CONSTRUCT WHERE { ?s fw:builtOn ?o } # all",
        "CONSTRUCT { ?o fw:under ?s . ?s a fw:On } WHERE { ?s fw:builtOn ?o FILTER (isIRI(?o)) }",
        "construct { ?s fw:all ?count } { { SELECT ?s (COUNT(?o) AS ?count) { ?s ?p ?o }"
        " GROUP BY ?s } } ORDER BY ?s LIMIT 20",
    ],
)
def test_the_pages_of_a_graph_are_its_triples(
    text: str, graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 5)
    asked = ParsedQuery.from_text(text)
    pages = PagedQuery.from_construct(asked)
    assert pages
    total = int(next(select_solutions(graph, pages.count_query()))[0].value)
    paged = {
        each for start in range(0, total, 5) for each in triples_of(graph, pages.page_query(start))
    }
    assert paged == set(triples_of(graph, asked.text))
    assert len(paged) > 5


def triples_of(graph: Readable, text: str) -> QueryTriples:
    found = graph.solve(text)
    assert isinstance(found, QueryTriples)
    return found


def test_a_limit_is_kept(many: Readable) -> None:
    rows = rows_of(many, "SELECT ?n WHERE { ?s ?p ?n } ORDER BY DESC(?n) LIMIT 150 OFFSET 10")
    assert len(rows) == 150
    assert rows[0][0].startswith(f'"{COUNT - 11}"')


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_pages_of_a_query_are_its_answer(
    path: Path, neighbourhood: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paging, "PAGE", 50)
    asked = ParsedQuery.from_text(path.read_text(encoding="utf-8"))
    whole = rows_of(neighbourhood, asked.text)
    columns = [variable.value for variable in select_solutions(neighbourhood, asked.text).variables]
    pages = PagedQuery.from_select(asked, columns)
    total = rows_of(neighbourhood, pages.count_query())
    assert total[0][0].startswith(f'"{len(whole)}"')
    paged = [
        row
        for start in range(0, len(whole), 50)
        for row in rows_of(neighbourhood, pages.page_query(start))
    ]
    if "ORDER BY" not in asked.text:  # what has no order of its own is put in one for its pages
        paged, whole = sorted(paged), sorted(whole)
    assert paged == whole


def cutting(store: Server, cap: int) -> Script:
    """Return a script for a store that sends at most so many rows."""

    def script(request: Request) -> Reply:
        reply = forwarded(request, store.query)
        found = json.loads(reply.body)
        del found["results"]["bindings"][cap:]
        reply.body = json.dumps(found).encode()
        return reply

    return script


def through(server: Scripted) -> Endpoint:
    return Endpoint(server.url, MANY, Transport(NOBODY, pauses=AT_ONCE))


@pytest.fixture(scope="session")
def many_in_oxigraph(oxigraph: Server, numbers: list[Triple]) -> Server:
    push_triples(numbers, remote_graph(oxigraph.update, MANY), oxigraph.transport)
    return oxigraph


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?n WHERE { ?s ?p ?n } ORDER BY ?n",
        "SELECT ?n WHERE { ?s ?p ?n } ORDER BY ?n VALUES ?p { <http://example.org/number> }",
    ],
)
def test_a_cap_below_a_page_is_found_out(
    text: str, many_in_oxigraph: Server, answering: Answering
) -> None:
    graph = through(answering(cutting(many_in_oxigraph, 700)))
    rows = select_solutions(graph, text)
    assert [int(row["n"].value) for row in rows] == list(range(COUNT))


def test_a_short_answer_is_one_request(many_in_oxigraph: Server, answering: Answering) -> None:
    server = answering(cutting(many_in_oxigraph, 700))
    rows_of(through(server), "SELECT ?n WHERE { ?s ?p ?n } ORDER BY ?n LIMIT 100")
    assert len(server.requests) == 1


def test_rows_that_do_not_come_are_an_error(many_in_oxigraph: Server, answering: Answering) -> None:
    def script(request: Request) -> Reply | None:
        late = "OFFSET 2000" in parse_qs(request.body.decode())["query"][0]
        return cutting(many_in_oxigraph, 0 if late else 10_000)(request)

    server = answering(script)
    with pytest.raises(EndpointError) as raised:
        rows_of(through(server), "SELECT ?n WHERE { ?s ?p ?n } ORDER BY ?n")
    assert str(raised.value) == (
        f"{server.url}: {COUNT} rows were counted, but 2000 were sent; ask again, the graph may"
        " have changed"
    )


def scripted_rows(rows: Sequence[object], total: int) -> Script:
    def script(request: Request) -> Reply:
        counting = b"COUNT" in request.body
        number = {"type": "literal", "value": str(total)}
        found = [{"total": number}] if counting else rows
        head = {"vars": ["total"] if counting else ["x"]}
        return Reply(body=json.dumps({"head": head, "results": {"bindings": found}}).encode())

    return script


def test_blank_nodes_are_not_mixed_up_over_pages(answering: Answering) -> None:
    rows = [{"x": {"type": "bnode", "value": f"b{n}"}} for n in range(150)]
    with pytest.raises(EndpointError, match="blank nodes cannot be followed over pages"):
        select_solutions(through(answering(scripted_rows(rows, 300))), "SELECT ?x { ?x ?p ?o }")
    whole = select_solutions(through(answering(scripted_rows(rows, 150))), "SELECT ?x { ?x ?p ?o }")
    assert len({row["x"] for row in whole}) == 150


def test_virtuosos_names_for_blank_nodes_are_read(answering: Answering) -> None:
    rows = [{"x": {"type": "bnode", "value": "nodeID://b10001"}}]
    found = through(answering(scripted_rows(rows, 1))).solve("SELECT ?x { ?x ?p ?o }")
    assert isinstance(found, QuerySolutions)
    assert str(next(found)["x"]) == "_:b10001"


def test_a_count_that_is_none_is_an_error(answering: Answering) -> None:
    server = answering(lambda _: Reply(body=b'{"head": {"vars": []}, "results": {"bindings": []}}'))
    with pytest.raises(EndpointError, match="the answer to a count is not a number"):
        len(through(server))


@pytest.mark.parametrize(
    ("text", "prologue"),
    [
        ("SELECT * { ?s fw:uses ?o }", "PREFIX fw: <https://w3id.org/fwgraph/ontology#> "),
        ("PREFIX fw: <http://other/>\nSELECT * { ?s fw:uses ?o }", "PREFIX fw: <http://other/>\n"),
        ("# fw:uses\nSELECT * { ?s ?p '# fw' }", "         \n"),
    ],
)
def test_prefixes_are_declared_where_they_are_missing(text: str, prologue: str) -> None:
    assert ParsedQuery.from_text(text).prologue == prologue
