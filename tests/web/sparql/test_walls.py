"""No query opens a socket or a file: a listener and a pipe watch while all sorts are tried.

There are two walls. The first refuses by the query's text; the second is the kernel, which
gives a worker no file and no socket, whatever it is asked.
"""

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest
from pyoxigraph import Store
from tests.web.sparql.serving import FORM, JSON, Served, until

from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.messages import pack_message, receive_message


class Watch:
    """A listener on this machine, and a named pipe: both notice whoever comes."""

    def __init__(self, folder: Path) -> None:
        self.visits = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        self.pipe = folder / "pipe.ttl"
        os.mkfifo(self.pipe)

    def listen(self) -> None:
        """Count who connects, until somebody stops listening."""
        while True:
            try:
                self.listener.accept()[0].close()
            except OSError:
                return
            self.visits += 1

    def visitors(self) -> list[str]:
        """Return what was visited: the socket, the pipe that somebody holds open to read."""
        try:
            os.close(os.open(self.pipe, os.O_WRONLY | os.O_NONBLOCK))
        except OSError:  # nobody reads it
            return ["socket"] * bool(self.visits)
        return [*["socket"] * bool(self.visits), "file"]


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    found = Watch(tmp_path)
    thread = threading.Thread(target=found.listen)
    thread.start()
    yield found
    found.listener.shutdown(socket.SHUT_RDWR)
    found.listener.close()
    thread.join(10)


QUERIES = [
    "SELECT * { SERVICE <%s> { ?s ?p ?o } }",
    "SELECT * { SERVICE SILENT <%s> { ?s ?p ?o } }",
    "SELECT * { BIND(<%s> AS ?x) SERVICE ?x { ?s ?p ?o } }",
    "ASK { ?s ?p true . BIND(1 AS ?y) FILTER(true)SERVICE<%s>{ ?s ?p ?o } }",
    "PREFIX a: <%s> SELECT * { SERVICE a: { ?s ?p ?o } }",
    r"SELECT * { \u0053ERVICE <%s> { ?s ?p ?o } }",
    "SELECT * FROM <%s> { ?s ?p ?o }",
    "SELECT * FROM NAMED <%s> { GRAPH ?g { ?s ?p ?o } }",
    "SELECT * FROM <file://%p> { ?s ?p ?o }",
    "SELECT * FROM NAMED <file://%p> { GRAPH ?g { ?s ?p ?o } }",
    "CONSTRUCT { ?s ?p ?o } FROM <%s> { ?s ?p ?o }",
    "DESCRIBE <%s> FROM <%s>",
    "SELECT * { GRAPH <%s> { ?s ?p ?o } }",
    "SELECT * { GRAPH <file://%p> { ?s ?p ?o } }",
    "LOAD <%s>",
    "LOAD <file://%p>",
    "INSERT DATA { <%s> a <%s> } ; LOAD <%s>",
]


def written(query: str, watch: Watch) -> str:
    return query.replace("%s", watch.address).replace("%p", str(watch.pipe))


def test_the_watch_sees_who_comes(watch: Watch) -> None:
    assert watch.visitors() == []
    with pytest.raises(OSError, match=r".*"):
        list(Store().query(f"SELECT * {{ SERVICE <{watch.address}> {{}} }}"))  # type: ignore[arg-type]
    until(lambda: watch.visitors() == ["socket"])
    reader = os.open(watch.pipe, os.O_RDONLY | os.O_NONBLOCK)
    assert watch.visitors() == ["socket", "file"]
    os.close(reader)


@pytest.mark.parametrize("query", QUERIES)
def test_no_query_goes_out(shipped: Served, watch: Watch, query: str) -> None:
    answer = shipped.query(written(query, watch), f"{JSON}, */*;q=0.5")
    assert watch.visitors() == []
    if "GRAPH <" in query:
        assert (answer.status, b'"bindings":[]' in answer.body) == (200, True)
    else:
        assert answer.status in {400, 403}


@pytest.mark.parametrize("name", ["default-graph-uri", "named-graph-uri"])
def test_no_parameter_goes_out(shipped: Served, watch: Watch, name: str) -> None:
    for address in (watch.address, f"file://{watch.pipe}"):
        answer = shipped.query("SELECT * { ?s ?p ?o }", graphs={name: address})
        assert (answer.status, watch.visitors()) == (400, [])


def test_no_update_goes_out(shipped: Served, watch: Watch) -> None:
    load = f"LOAD <{watch.address}>"
    for content_type, body in (
        (FORM, f"update={load}"),
        (FORM, f"query={load}"),
        ("application/sparql-update", load),
        ("application/sparql-query", load),
    ):
        headers = {"Content-Type": content_type}
        answer = shipped.request("POST", body=body.encode(), headers=headers)
        assert (answer.status, watch.visitors()) == (403, [])


@pytest.fixture(scope="module")
def worker(store: Path) -> Iterator[socket.socket]:
    """A worker of our own, which is asked past the screening."""
    control, theirs = socket.socketpair()
    limits = json.dumps(asdict(Limits()))
    command = [sys.executable, "-m", "fwgraph.web.sparql.worker", str(store), limits]
    with control, subprocess.Popen(command, stdin=theirs.fileno()):
        theirs.close()
        assert receive_message(control) == ({"graphs": []}, b"")
        ours, theirs = socket.socketpair()
        with ours:
            socket.send_fds(control, [b"more"], [theirs.fileno()])
            assert receive_message(control)
            theirs.close()
            assert receive_message(ours) == ({}, b"")
            yield ours
        control.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("query", QUERIES)
def test_a_worker_cannot_go_out_whatever_it_is_asked(
    worker: socket.socket, watch: Watch, query: str
) -> None:
    asked = {"query": written(query, watch), "type": JSON, "default": None, "named": None}
    worker.sendall(pack_message(asked))
    head, body = receive_message(worker) or ({}, b"")
    assert watch.visitors() == []
    if "SERVICE" in query and "SILENT" not in query and "?x" not in query:
        assert (head["fault"], "Too many open files" in head["reason"]) == ("failed", True)
    else:
        assert "fault" in head or b'"bindings":[' in body


def test_a_worker_has_given_up_its_rights(shipped: Served) -> None:
    shipped.rest()
    for pid in shipped.pids():
        assert rights(pid)["Max open files"] == ["0", "0"]
        assert rights(pid)["Max file size"] == ["0", "0"]
        assert rights(pid)["Max core file size"] == ["0", "0"]
        assert rights(pid)["Max data size"][0] != "unlimited"


def rights(pid: int) -> dict[str, list[str]]:
    """Return the kernel's limits for a process, soft and hard, by their names."""
    lines = Path(f"/proc/{pid}/limits").read_text(encoding="ascii").splitlines()
    return {line[:26].strip(): line[26:].split()[:2] for line in lines}


def test_several_workers_read_one_store_and_none_locks_it(shipped: Served, store: Path) -> None:
    assert len(shipped.pids()) == shipped.pool.limits.processes
    writer = Store(str(store))  # takes the lock, which nobody holds
    assert len(writer) > 0
    del writer
    assert shipped.get("ASK { ?s ?p ?o }").status == 200
