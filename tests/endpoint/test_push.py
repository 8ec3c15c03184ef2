"""A push replaces the whole graph or leaves it as it was."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from tests.conftest import TINY, Command
from tests.endpoint.servers import (
    AT_ONCE,
    NOBODY,
    Reply,
    Request,
    Script,
    Scripted,
    Server,
    environment,
    forwarded,
)

from fwgraph.endpoint.push import push_triples
from fwgraph.endpoint.remote_graph import RemoteGraph, remote_graph
from fwgraph.endpoint.transport import Credentials, Transport
from fwgraph.errors import BadRequest, EndpointError
from fwgraph.graph import Graph

Answering = Callable[[Script], Scripted]


def some(word: str, count: int) -> list[Triple]:
    """Return so many triples about a word."""
    about = NamedNode("http://example.org/about")
    return [
        Triple(NamedNode(f"http://example.org/{word}/{n}"), about, Literal(f"{word} {n}"))
        for n in range(count)
    ]


def place_of(store: Server, name: str, gsp: str | None = None) -> RemoteGraph:
    return remote_graph(store.update, name, store.query, gsp)


@pytest.mark.parametrize("by", ["update", "gsp"])
def test_a_push_replaces_what_was_there(by: str, store: Server, name: str) -> None:
    to = place_of(store, name, store.gsp if by == "gsp" else None)
    assert push_triples(some("old", 30), to, store.transport) == 30
    assert push_triples(some("new", 20), to, store.transport) == 20
    assert set(store.read(name)) == set(some("new", 20))
    assert len(store.read(to.staging_graph.value)) == 0


def test_an_empty_graph_can_be_pushed(store: Server, name: str) -> None:
    to = place_of(store, name)
    push_triples(some("old", 3), to, store.transport)
    assert push_triples([], to, store.transport) == 0
    assert len(store.read(name)) == 0


def test_other_graphs_are_left_alone(store: Server, name: str) -> None:
    other = f"{name}/other"
    push_triples(some("kept", 5), place_of(store, other), store.transport)
    push_triples(some("new", 5), place_of(store, name), store.transport)
    assert set(store.read(other)) == set(some("kept", 5))


def test_progress_is_told_of_every_triple(store: Server, name: str) -> None:
    told: list[int] = []
    push_triples(some("new", 2500), place_of(store, name), store.transport, told.append)
    assert told == [1000, 1000, 500]


def test_a_reader_sees_the_old_graph_or_the_new_one(store: Server, name: str) -> None:
    to = place_of(store, name)
    push_triples(some("old", 2000), to, store.transport)
    with counting(store, name) as seen:
        push_triples(some("new", 3000), to, store.transport)
    whole = [count for count in seen if count in {2000, 3000}]
    assert len(seen) - len(whole) <= mixed(store)
    assert whole == sorted(whole)
    assert len(seen) > 5
    assert len(store.read(name)) == 3000


def mixed(store: Server) -> int:
    """Return how many counts may be of both graphs: the one during which Virtuoso commits.

    It reads what is committed, row by row; Oxigraph reads the state at a query's beginning.
    """
    return int(store.query.endswith("/sparql"))


def test_what_is_in_both_graphs_stays(store: Server, name: str) -> None:
    to = place_of(store, name)
    push_triples(some("old", 10) + some("both", 10), to, store.transport)
    push_triples(some("new", 10) + some("both", 10), to, store.transport)
    assert set(store.read(name)) == set(some("new", 10) + some("both", 10))
    push_triples(some("new", 10) + some("both", 10), to, store.transport)
    assert len(store.read(name)) == 20


def test_the_graph_is_published_by_one_operation(
    oxigraph: Server, name: str, answering: Answering
) -> None:
    """Virtuoso keeps what the first operation of a request did, if the second one fails."""
    server = answering(relay(oxigraph, lambda *_: None))
    push_triples(some("new", 3), remote_graph(server.url, name), Transport(NOBODY, pauses=AT_ONCE))
    texts = [parse_qs(each.body.decode()).get("update", [""])[0] for each in server.requests]
    published = [text for text in texts if f"GRAPH <{name}> " in text]
    assert len(published) == 1
    assert ";" not in published[0]


@contextmanager
def counting(store: Server, name: str) -> Iterator[list[int]]:
    """Count a graph's triples over and over, while the block runs."""
    seen: list[int] = []
    over = threading.Event()

    def reading() -> None:
        while not over.is_set():
            seen.append(len(store.read(name)))
            time.sleep(0.005)

    thread = threading.Thread(target=reading)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def relay(store: Server, fault: Callable[[int, Request], Reply | None]) -> Script:
    """Return a script that passes requests on to a store; ``fault`` may answer first.

    It is told the number of the update, counted from 1, and returns None to pass it on.
    """
    updates = 0

    def script(request: Request) -> Reply:
        nonlocal updates
        if b"query=" in request.body[:6]:
            return forwarded(request, store.query)
        updates += 1
        return fault(updates, request) or forwarded(request, store.update)

    return script


@pytest.mark.parametrize("last", [1, 2, 3, 4, 5])
def test_a_push_that_the_store_fails_leaves_the_old_graph(
    last: int, oxigraph: Server, name: str, answering: Answering
) -> None:
    """There are five updates before the graph is published, and the fifth publishes it."""
    direct = place_of(oxigraph, name)
    push_triples(some("old", 10), direct, oxigraph.transport)
    script = relay(oxigraph, lambda number, _: Reply(500, b"full") if number >= last else None)
    through = remote_graph(answering(script).url, name)
    with pytest.raises(EndpointError, match=r": 500 Internal Server Error: full$"):
        push_triples(some("new", 3000), through, Transport(NOBODY, pauses=AT_ONCE))
    assert set(oxigraph.read(name)) == set(some("old", 10))
    push_triples(some("new", 3000), direct, oxigraph.transport)
    assert set(oxigraph.read(name)) == set(some("new", 3000))
    assert len(oxigraph.read(direct.staging_graph.value)) == 0


def test_a_client_that_is_killed_leaves_the_old_graph(
    oxigraph: Server, name: str, answering: Answering, tmp_path: Path
) -> None:
    push_triples(some("old", 10), place_of(oxigraph, name), oxigraph.transport)
    half_way, over = threading.Event(), threading.Event()

    def fault(number: int, _: Request) -> Reply | None:
        if number < 3:
            return None
        half_way.set()
        over.wait(30)
        return Reply(503)

    url = answering(relay(oxigraph, fault)).url
    file = tmp_path / "new.nt"
    file.write_text("".join(f"{each} .\n" for each in some("new", 3000)), encoding="utf-8")
    command = [sys.executable, "-m", "fwgraph", "push", url, "--graph", name, "--data", str(file)]
    with subprocess.Popen(command, env=environment()) as client:
        assert half_way.wait(30)
        client.kill()
    over.set()
    assert set(oxigraph.read(name)) == set(some("old", 10))
    push_triples(some("new", 5), place_of(oxigraph, name), oxigraph.transport)
    assert set(oxigraph.read(name)) == set(some("new", 5))


def test_a_part_that_is_lost_is_noticed_before_it_is_seen(
    oxigraph: Server, name: str, answering: Answering
) -> None:
    push_triples(some("old", 10), place_of(oxigraph, name), oxigraph.transport)
    script = relay(oxigraph, lambda number, _: Reply(204) if number == 3 else None)
    through = remote_graph(answering(script).url, name)
    with pytest.raises(EndpointError) as raised:
        push_triples(some("new", 3000), through, Transport(NOBODY, pauses=AT_ONCE))
    assert str(raised.value) == (
        f"{through.query}: {through.staging_graph} holds 2000 triples, 2000 of them with literals,"
        " but 3000 and 3000 were sent"
    )
    assert set(oxigraph.read(name)) == set(some("old", 10))
    assert len(oxigraph.read(through.staging_graph.value)) == 0


def test_a_part_that_is_lost_when_it_is_published_is_an_error(
    oxigraph: Server, name: str, answering: Answering
) -> None:
    def fault(_: int, request: Request) -> Reply | None:
        text = parse_qs(request.body.decode())["update"][0]
        return Reply(204) if text.lstrip().startswith("DELETE") else None

    through = remote_graph(answering(relay(oxigraph, fault)).url, name)
    with pytest.raises(EndpointError, match="holds 0 triples"):
        push_triples(some("new", 3), through, Transport(NOBODY, pauses=AT_ONCE))


TIMED_OUT = Reply(500, b"Virtuoso S1T00 Error SR171: Transaction timed out")
DEADLOCK = Reply(500, b"Virtuoso 40001 Error SR172: Transaction deadlocked")


@pytest.mark.parametrize(
    ("by", "refusal", "said"),
    [
        ("update", TIMED_OUT, f"500 Internal Server Error: {TIMED_OUT.body.decode()}"),
        ("gsp", TIMED_OUT, f"500 Internal Server Error: {TIMED_OUT.body.decode()}"),
        ("update", Reply(413, b"no more"), "413 Request Entity Too Large: no more"),
    ],
)
def test_a_graph_too_large_for_one_update_is_replaced_in_portions(
    by: str,
    refusal: Reply,
    said: str,
    oxigraph: Server,
    name: str,
    answering: Answering,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fwgraph.endpoint.remote_graph.REMOVED", 4)
    push_triples(some("old", 10) + some("both", 10), place_of(oxigraph, name), oxigraph.transport)

    def fault(_: int, request: Request) -> Reply | None:
        return refusal if b"UNION" in request.body else None

    url = answering(relay(oxigraph, fault)).url
    through = remote_graph(url, name, store=oxigraph.gsp if by == "gsp" else None)
    told: list[str] = []
    pushed = some("new", 1500) + some("both", 10)
    sent = push_triples(pushed, through, Transport(NOBODY, pauses=AT_ONCE), notice=told.append)
    assert sent == 1510
    assert told == [
        f"{url}: {said}; the graph is replaced in portions: until that is done, queries may see"
        " some of both"
    ]
    assert set(oxigraph.read(name)) == set(pushed)
    assert len(oxigraph.read(through.staging_graph.value)) == 0


def test_a_staging_graph_too_large_to_drop_is_emptied_in_portions(
    oxigraph: Server, name: str, answering: Answering, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fwgraph.endpoint.remote_graph.REMOVED", 4)
    to = place_of(oxigraph, name)
    staging = to.staging_graph.value
    push_triples(some("left", 10), place_of(oxigraph, staging), oxigraph.transport)

    def fault(_: int, request: Request) -> Reply | None:
        return TIMED_OUT if b"DROP" in request.body and len(oxigraph.read(staging)) else None

    through = remote_graph(answering(relay(oxigraph, fault)).url, name)
    push_triples(pushed := some("new", 10), through, Transport(NOBODY, pauses=AT_ONCE))
    assert set(oxigraph.read(name)) == set(pushed)
    assert len(oxigraph.read(staging)) == 0


def test_an_update_refused_for_any_other_reason_leaves_the_old_graph(
    oxigraph: Server, name: str, answering: Answering
) -> None:
    push_triples(old := some("old", 3), place_of(oxigraph, name), oxigraph.transport)
    script = relay(oxigraph, lambda _, request: DEADLOCK if b"UNION" in request.body else None)
    through = remote_graph(answering(script).url, name)
    with pytest.raises(EndpointError, match="SR172"):
        push_triples(some("new", 3), through, Transport(NOBODY, pauses=AT_ONCE))
    assert set(oxigraph.read(name)) == set(old)


def test_a_large_graph_goes_up_in_several_requests(store: Server, name: str) -> None:
    told: list[int] = []
    many = some("new", 25_000)
    push_triples(many, place_of(store, name, store.gsp), store.transport, told.append)
    assert told == [10_000, 10_000, 5_000]
    assert len(store.read(name)) == len(many)


def test_a_request_that_failed_for_a_passing_reason_is_sent_again(
    oxigraph: Server, name: str, answering: Answering
) -> None:
    script = relay(oxigraph, lambda number, _: Reply(503) if number % 2 else None)
    push_triples(
        some("new", 1500),
        remote_graph(answering(script).url, name),
        Transport(NOBODY, pauses=AT_ONCE),
    )
    assert len(oxigraph.read(name)) == 1500


def test_strings_are_not_taken_for_iris_of_the_same_letters(store: Server, name: str) -> None:
    """Virtuoso 7.2 does, where both come in one request and the IRI is new to it."""
    page, link = NamedNode(f"{name}/page"), NamedNode("http://example.org/link")
    triples = [
        Triple(page, link, NamedNode(f"{name}/other")),
        Triple(page, link, Literal(f"{name}/other")),
        Triple(page, link, Literal(page.value)),
    ]
    push_triples(triples, place_of(store, name), store.transport)
    assert set(store.read(name)) == set(triples)


@pytest.mark.parametrize("scheme", ["", "digest"])
def test_a_store_that_asks_for_digest_is_logged_in_to(
    scheme: str, virtuoso: Server, name: str
) -> None:
    transport = Transport(Credentials("dba", "dba", scheme), pauses=AT_ONCE)
    assert push_triples(some("new", 3), remote_graph(virtuoso.update, name), transport) == 3


@pytest.mark.parametrize(
    "account", [NOBODY, Credentials("dba", "wr0ng!"), Credentials("dba", "dba", "basic")], ids=str
)
def test_a_store_that_asks_for_digest_refuses_others(
    account: Credentials, virtuoso: Server, name: str
) -> None:
    with pytest.raises(EndpointError, match=r"sparql-auth: 401 .*FWGRAPH_USER") as raised:
        push_triples(
            some("new", 3), remote_graph(virtuoso.update, name), Transport(account, pauses=AT_ONCE)
        )
    assert raised.value.status == 401
    assert "wr0ng" not in str(raised.value)


def test_blank_nodes_are_refused(oxigraph: Server, name: str) -> None:
    blank = Triple(BlankNode("x"), NamedNode("http://example.org/p"), Literal("o"))
    with pytest.raises(BadRequest, match=r"^_:x .*: a store would rename this blank node"):
        push_triples([blank], place_of(oxigraph, name), oxigraph.transport)


@pytest.mark.parametrize(
    ("update", "query"),
    [
        ("http://localhost:7878/update", "http://localhost:7878/query"),
        ("http://localhost:3030/ds/update", "http://localhost:3030/ds/query"),
        ("http://localhost:8890/sparql-auth", "http://localhost:8890/sparql-auth"),
        ("http://localhost", "http://localhost"),
    ],
)
def test_queries_go_beside_updates(update: str, query: str) -> None:
    assert remote_graph(update).query == query


def test_a_graph_has_to_be_an_iri() -> None:
    with pytest.raises(BadRequest, match="--graph no iri: a graph's name is a whole IRI"):
        remote_graph("http://localhost/update", "no iri")


def test_the_command_pushes_and_says_how_to_read(oxigraph: Server, run: Command) -> None:
    code, out, err = run("push", oxigraph.update, "--gsp", oxigraph.gsp, "--data", TINY)
    assert (code, out) == (0, "")
    assert err.startswith("https://w3id.org/fwgraph/graph: ")
    shown = err.split()[-4:]
    assert shown == ["--endpoint", oxigraph.query, "--graph", "https://w3id.org/fwgraph/graph"]
    assert run("show", "Gamma", *shown)[1] == run("show", "Gamma", "--data", TINY)[1]


def test_the_command_takes_the_account_from_the_environment(
    virtuoso: Server, run: Command, name: str, monkeypatch: pytest.MonkeyPatch, tiny: Graph
) -> None:
    monkeypatch.setenv("FWGRAPH_USER", "dba")
    monkeypatch.setenv("FWGRAPH_PASSWORD", "dba")
    assert run("push", virtuoso.update, "--graph", name, "--data", TINY)[0] == 0
    assert set(virtuoso.read(name)) == set(tiny)
