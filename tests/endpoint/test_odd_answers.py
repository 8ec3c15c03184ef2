"""Stores that answer oddly: one sentence and exit code 2, whatever the command."""

import json
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pyoxigraph import QueryResultsFormat, QueryTriples, RdfFormat, Store
from tests.conftest import TINY, Command
from tests.endpoint.servers import (
    NOBODY,
    Reply,
    Request,
    Script,
    Scripted,
    Server,
    dripping,
    oxigraph,
)

from fwgraph.endpoint import Endpoint
from fwgraph.endpoint.push import push_triples
from fwgraph.endpoint.remote_graph import remote_graph
from fwgraph.endpoint.transport import Transport
from fwgraph.errors import BadRequest, EndpointError
from fwgraph.graph import Graph

Answering = Callable[[Script], Scripted]
COMMANDS = [
    "ask relations edition=tiny-2020", "ask impact --format csv", "show Gamma",
    "show Gamma --format json", "lineage Gamma", "dependencies Gamma --plain", "dependents Alpha",
    "why Gamma Alpha", "export --format ttl", "export --format csv", "export --format dot",
    "sparql -q SELECT?s{?s?p?o}", "validate", "verify",
]  # fmt: skip
TIMEOUT = "0.5"


def ask(run: Command, command: str, url: str, *options: str) -> tuple[int, str, str]:
    """Run a command on an endpoint."""
    address = (url,) if command == "validate" else ("--endpoint", url)
    return run(*command.split(), *address, "--timeout", TIMEOUT, *options)


def table(*rows: object, columns: object = ("s",)) -> Reply:
    """Return a table in JSON, as far as it is one."""
    document = {"head": {"vars": columns}, "results": {"bindings": rows}}
    return Reply(body=json.dumps(document).encode())


NUMBER = "http://www.w3.org/2001/XMLSchema#integer"
ODD = {
    "other columns": table({"x": {"type": "literal", "value": "1"}}, columns=["x"]),
    "no columns": table({}, columns=[]),
    "no column at all": Reply(body=b'{"head": {}, "results": {"bindings": [{}]}}'),
    "columns that are none": table(columns=5),
    "rows that are none": table(None, 5, columns=["s", "p", "o", "thing", "name", "rank"]),
    "terms that are none": table({"s": 5, "p": None}),
    "deep JSON": Reply(body=b"[" * 1_000_000),
    "deep objects": Reply(body=b'{"boolean":' * 200_000),
    "a deep term": Reply(body=b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s":'
                         + b'{"type": "triple", "value": {"subject": ' * 100_000),
    "a huge number": Reply(body=b'{"head": {}, "results": ' + b"9" * 10_000 + b"}"),
    "half a surrogate": table({"s": {"type": "literal", "value": "\ud800"}}),
    "a column without a name": Reply(
        body=b'{"head": {"vars": [{}]}, "results": {"bindings": [{}]}}'
    ),
    "no UTF-8": Reply(body=b'{"head": {"vars": ["\xff"]}}'),
    "HTML": Reply(body=b"<!DOCTYPE html><title>Welcome</title>",
                  headers={"Content-Type": "text/html"}),
    "HTML that says JSON": Reply(body=b"<html>", headers={"Content-Type": "application/json"}),
    "nothing": Reply(),
    "no content": Reply(204),
    "another number of bytes": Reply(body=b"{}", headers={"Content-Length": "100"}),
    "a length that is none": Reply(body=b"{}", headers={"Content-Length": "many"}),
    "a redirect": Reply(302, headers={"Location": "http://example.org/" + "x" * 3000}),
    "an unknown status": Reply(299, b"?"),
    "a refusal": Reply(418, b"\x1b[2J" + b"x" * 10_000),
    "hanging up": None,
}  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("odd", ODD)
def test_an_odd_answer_is_one_sentence(
    odd: str, command: str, answering: Answering, run: Command
) -> None:
    code, out, err = ask(run, command, answering(lambda _: ODD[odd]).url)
    assert (code, out, err[:7], len(err.splitlines())) == (2, "", "error: ", 1), err
    assert len(err) < 600
    assert err.strip().isprintable()


@pytest.mark.parametrize("odd", ODD)
def test_a_push_to_what_answers_oddly_is_one_sentence(
    odd: str, answering: Answering, run: Command
) -> None:
    code, out, err = run("push", answering(lambda _: ODD[odd]).url, "--timeout", TIMEOUT)
    assert (code, out, err[:7], len(err.splitlines())) == (2, "", "error: ", 1), err


COUNTS = [
    table(columns=["count"]),
    table({}, columns=["count"]),
    *(
        table({"count": {"type": "literal", "value": value, "datatype": NUMBER}}, columns=["count"])
        for value in ("", "many", "-1", "1.5", "1_0", "9" * 5000, "٣", 1, True, None)
    ),
]


@pytest.mark.parametrize("reply", COUNTS)
def test_a_count_that_is_no_number_is_an_error(
    reply: Reply, answering: Answering, run: Command
) -> None:
    server = answering(lambda _: reply)
    with pytest.raises(EndpointError, match=r"the answer (to a count )?is not "):
        len(Endpoint(server.url, transport=Transport(NOBODY, pauses=())))
    code, out, err = run("push", server.url, "--data", str(TINY))
    assert (code, out, len(err.splitlines())) == (2, "", 1)
    assert "the answer" in err


def form_of(request: Request) -> dict[str, str]:
    """Return the parameters of a query, posted or in the address."""
    text = request.body.decode() if request.method == "POST" else urlsplit(request.path).query
    return {name: values[0] for name, values in parse_qs(text).items()}


def answer(graph: Graph, query: str) -> Reply:
    """Answer as a store that holds a graph."""
    result = graph.solve(query)
    if isinstance(result, QueryTriples):
        return Reply(body=result.serialize(format=RdfFormat.N_TRIPLES) or b"")
    return Reply(body=result.serialize(format=QueryResultsFormat.JSON) or b"")


JUNK: list[Any] = [
    {"type": "literal", "value": "many words\n\x1b[2J"},
    {"type": "uri", "value": "a:b"},
    {"type": "bnode", "value": "b"},
    {"type": "literal", "value": "-9", "datatype": NUMBER},
    {"type": "literal", "value": "many", "datatype": NUMBER},
    None,
]
"""What stands in the cells of a column; None leaves them unbound."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: str(junk)[:40])
def test_columns_of_other_things_are_no_traceback(
    junk: dict[str, str] | None, command: str, tiny: Graph, answering: Answering, run: Command
) -> None:
    """Each of the columns in turn, of all tables of a run."""

    def spoil(column: int, request: Request) -> Reply:
        reply = answer(tiny, form_of(request)["query"])
        document = json.loads(reply.body) if reply.body.startswith(b"{") else {}
        for row in document.get("results", {}).get("bindings", []):
            name = document["head"]["vars"][column % len(document["head"]["vars"])]
            row.pop(name, None)
            row.update({name: junk} if junk else {})
        return Reply(body=json.dumps(document).encode()) if document else reply

    for column in range(3):
        code, _, err = ask(run, command, answering(partial(spoil, column)).url)
        assert code in {0, 1, 2}
        assert len(err.splitlines()) <= (code == 2)


@pytest.mark.parametrize("command", [each for each in COMMANDS if each != "validate"])
def test_a_store_without_post_is_asked_by_get(
    command: str, tiny: Graph, answering: Answering, run: Command
) -> None:
    def only_get(request: Request) -> Reply:
        if request.method == "POST":
            return Reply(405, b"use GET", {"Allow": "GET"})
        assert form_of(request).get("default-graph-uri") == "http://example.org/g"
        return answer(tiny, form_of(request)["query"])

    server = answering(only_get)
    graph = ("--graph", "http://example.org/g")
    assert ask(run, command, server.url, *graph) == run(*command.split(), "--data", TINY)
    assert [request.method for request in server.requests].count("POST") == 1


def test_a_store_that_takes_neither_says_so(answering: Answering, run: Command) -> None:
    server = answering(lambda request: Reply(405, f"no {request.method}".encode()))
    code, _, err = ask(run, "show Gamma", server.url)
    assert (code, err) == (2, f"error: {server.url}: 405 Method Not Allowed: no GET\n")


LAST_STATUS = b"HTTP/1.1 200 OK\r\n"
DRIPS = {
    "nothing": (b"", b""),
    "the status": (b"HTTP/1.1 ", b"2"),
    "a header": (LAST_STATUS + b"X: ", b"x"),
    "headers": (LAST_STATUS, b"X: y\r\n"),
    "provisional answers": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "a body": (LAST_STATUS + b"\r\n", b" "),
    "a chunk": (LAST_STATUS + b"Transfer-Encoding: chunked\r\n\r\nfff\r\n", b" "),
    "chunks": (LAST_STATUS + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
    "an error": (b"HTTP/1.1 500 Broken\r\n\r\n", b" "),
    "a challenge": (b"HTTP/1.1 401 Who\r\nWWW-Authenticate: Basic realm=x\r\n\r\n", b" "),
    "what passes": (b"HTTP/1.1 503 Later\r\n\r\n", b" "),
    "a redirect": (b"HTTP/1.1 302 Found\r\nLocation: /x\r\n\r\n", b" "),
    "a method": (b"HTTP/1.1 405 No\r\n\r\n", b" "),
}


@pytest.mark.parametrize("drip", DRIPS)
@pytest.mark.parametrize("command", ["show Gamma", "push"])
def test_the_timeout_bounds_a_request_that_drips(drip: str, command: str, run: Command) -> None:
    with dripping(*DRIPS[drip]) as url:
        began = time.monotonic()
        if command == "push":
            code, out, err = run("push", url, "--timeout", TIMEOUT, "--data", TINY)
        else:
            code, out, err = ask(run, command, url)
        assert time.monotonic() - began < 3
    assert (code, out) == (2, "")
    assert err == (
        f"error: {url}: no whole answer within 0.5 seconds; ask for less, or allow more\n"
    )


def test_the_timeout_bounds_all_attempts(answering: Answering) -> None:
    server = answering(lambda _: Reply(503, b"later", {"Retry-After": "5"}))
    began = time.monotonic()
    with pytest.raises(EndpointError, match="later: the store asks to come back in 5 seconds"):
        Endpoint(server.url, transport=Transport(NOBODY, timeout=1)).query("ASK {}")
    assert time.monotonic() - began < 1
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    "pause",
    ["9" * 30, "9" * 500, "1e9", "inf", "nan", "-5", "²", "Sun, 06 Nov 99999 08:49:37 GMT",
     "Sun, 06 Nov 1994 08:49:37 +99999999999999999999", "Sun, 06 Nov 1994", ", ,", "0x10"],
)  # fmt: skip
def test_an_absurd_pause_is_our_own(pause: str, answering: Answering, run: Command) -> None:
    headers = {"Retry-After": pause.encode("utf-8").decode("latin-1")}
    server = answering(lambda _: Reply(503, b"later", headers))
    code, out, err = ask(run, "show Gamma", server.url)
    assert (code, out) == (2, "")
    assert err == f"error: {server.url}: 503 Service Unavailable: later\n"


@pytest.mark.parametrize("timeout", ["nan", "0", "-1"])
def test_a_timeout_that_is_none_is_refused(timeout: str, run: Command) -> None:
    code, out, err = run("show", "x", "--endpoint", "http://127.0.0.1:1/", "--timeout", timeout)
    assert (code, out) == (2, "")
    assert "Traceback" not in err
    with pytest.raises(BadRequest, match="a timeout of"):
        Transport(NOBODY, timeout=float(timeout))


@pytest.mark.parametrize("timeout", ["inf", "1e300"])
def test_a_timeout_for_ever_is_a_long_one(
    timeout: str, tiny: Graph, answering: Answering, run: Command
) -> None:
    server = answering(lambda request: answer(tiny, form_of(request)["query"]))
    assert run("show", "Gamma", "--endpoint", server.url, "--timeout", timeout)[0] == 0


@pytest.mark.parametrize("host", ["a..b", "x" * 64, "." * 3])
def test_a_host_that_cannot_be_one_is_a_sentence(host: str, run: Command) -> None:
    code, out, err = ask(run, "show Gamma", f"http://{host}/sparql")
    assert (code, out) == (2, "")
    assert err == f"error: http://{host}/sparql: there is no such host\n"


OURS, OTHERS = "http://example.org/ours", "http://example.org/others"
EXPECTING = ["ask relations", "ask impact --format csv", "show Gamma", "lineage Gamma",
             "dependents Alpha", "why Gamma Alpha"]  # fmt: skip
WHOLE = ["export --format ttl", "sparql -q SELECT*{?s?p?o}", "sparql -q DESCRIBE<x:y>",
         "sparql -q ASK{?s?p?o}", "validate"]  # fmt: skip


@pytest.fixture(scope="module", name="oxigraph")
def own_oxigraph() -> Iterator[Server]:
    """A store in which no other test leaves graphs."""
    with oxigraph() as server:
        yield server


@pytest.fixture(scope="module")
def shelf(oxigraph: Server, tiny: Graph) -> tuple[str, str]:
    """Two graphs of a store, whose default graph is empty: the tiny one, and another."""
    push_triples(tiny, remote_graph(oxigraph.update, OURS), oxigraph.transport)
    oxigraph.transport.update(
        oxigraph.update, f"INSERT DATA {{ GRAPH <{OTHERS}> {{ <x:a> a <x:B> ; <x:p> 'Gamma' }} }}"
    )
    return OURS, OTHERS


@pytest.mark.parametrize("command", [*EXPECTING, *WHOLE])
def test_an_empty_graph_is_said_and_the_others_named(
    command: str, shelf: tuple[str, str], oxigraph: Server, run: Command
) -> None:
    code, out, err = ask(run, command, oxigraph.query)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {oxigraph.query}: the graph is empty; choose one of")
    assert all(graph in err for graph in shelf)


@pytest.mark.parametrize("command", EXPECTING)
def test_another_graph_is_said_and_the_others_named(
    command: str, shelf: tuple[str, str], oxigraph: Server, run: Command
) -> None:
    ours, others = shelf
    code, out, err = ask(run, command, oxigraph.query, "--graph", others)
    assert (code, out) == (2, "")
    assert err.startswith(f"error: {oxigraph.query}: the graph holds nothing of fwgraph; choose")
    assert ours in err
    assert others not in err


@pytest.mark.parametrize("command", [*EXPECTING, "export --format ttl"])
def test_the_graph_that_was_named_answers(
    command: str, shelf: tuple[str, str], oxigraph: Server, run: Command
) -> None:
    remote = ask(run, command, oxigraph.query, "--graph", shelf[0])
    assert remote == run(*command.split(), "--data", TINY)


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT ?s { ?s ?p 'nothing such' }", 0),
        ("SELECT ?s { GRAPH <x:nowhere> { ?s ?p ?o } }", 0),
        ("SELECT ?s { GRAPH ?graph { ?s <x:p> ?o } }", 1),
    ],
)
def test_a_query_of_ones_own_may_find_nothing_in_a_graph_of_others(
    query: str, rows: int, shelf: tuple[str, str], oxigraph: Server, run: Command
) -> None:
    graph = () if "GRAPH" in query else ("--graph", shelf[1])
    code, out, err = run(
        "sparql", "-q", query, "--format", "csv", "--endpoint", oxigraph.query, *graph
    )
    assert (code, len(out.splitlines()), err) == (0, 1 + rows, "")


def test_a_store_that_names_no_graph_says_so(answering: Answering, run: Command) -> None:
    empty = Graph(Store())
    server = answering(lambda request: answer(empty, form_of(request)["query"]))
    code, out, err = ask(run, "ask relations", server.url)
    assert (code, out) == (2, "")
    assert err == f"error: {server.url}: the graph is empty; the store names no other\n"


def test_nothing_is_looked_into_where_there_is_an_answer(
    tiny: Graph, answering: Answering, run: Command
) -> None:
    server = answering(lambda request: answer(tiny, form_of(request)["query"]))
    assert ask(run, "ask impact", server.url)[0] == 0
    assert len(server.requests) == 1


def test_an_answer_may_be_empty_where_the_graph_is_ours(
    tiny: Graph, answering: Answering, run: Command
) -> None:
    server = answering(lambda request: answer(tiny, form_of(request)["query"]))
    assert ask(run, "ask former-relations", server.url) == run(
        "ask", "former-relations", "--data", TINY
    )


def test_a_push_to_a_base_address_says_which_path_takes_updates(
    oxigraph: Server, run: Command
) -> None:
    base = oxigraph.update.removesuffix("/update")
    for address in (base, f"{base}/", f"{base}/query", f"{base}/store", f"{base}/nowhere"):
        code, out, err = run("push", address, "--data", TINY)
        assert (code, out) == (2, "")
        assert f"updates go to a path of their own: {oxigraph.update} (Oxigraph), " in err
        assert len(err.splitlines()) == 1


def test_a_push_to_a_page_is_noticed_before_anything_is_sent(
    answering: Answering, run: Command
) -> None:
    server = answering(lambda _: ODD["HTML"])
    code, out, err = run("push", server.url, "--data", TINY)
    assert (code, out) == (2, "")
    assert "updates go to a path of their own" in err
    assert not any(b"INSERT" in request.body for request in server.requests)


@pytest.mark.parametrize("reply", [Reply(500, b"full"), Reply(403, b"no"), None])
def test_a_push_that_fails_for_another_reason_says_that(
    reply: Reply | None, answering: Answering, run: Command
) -> None:
    code, _, err = run("push", answering(lambda _: reply).url, "--data", TINY)
    assert code == 2
    assert "updates go" not in err
