"""A server that is told to stop does so at once, and says so to whoever waits for an answer."""

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pytest
from tests.conftest import TINY
from tests.web.serving import BROWSER, Answer, Served, serving
from tests.web.sparql.serving import FORM, HEAVY
from tests.web.test_serving import alive, children

MOST_SECONDS = 10
"""Within which it ends, whatever it does, on a machine that is busy with other things as well."""
TICKS = 10
"""Hundredths of a second of processor time, after which a query is certainly being answered."""
Stop = Callable[[Served], None]


@contextmanager
def stopping(running: Served, stop: Stop) -> Iterator[None]:
    """Stop a server while the block's requests are under way; check how it ends."""
    process, below = running.process, children(running.process.pid)
    yield
    began = time.monotonic()
    stop(running)
    assert process.wait(20) == 0
    assert time.monotonic() - began < MOST_SECONDS
    assert process.stderr
    assert process.stderr.read() == ""
    wait_until(lambda: not any(map(alive, below)))


def wait_until(happened: Callable[[], bool]) -> None:
    """Wait for what a server does by itself."""
    for _ in range(3000):
        if happened():
            return
        time.sleep(0.02)
    raise TimeoutError(happened)


def requests_read(running: Served) -> int:
    """Return how many connections a server has accepted and read what was sent on."""
    sockets = set()
    for descriptor in Path(f"/proc/{running.process.pid}/fd").iterdir():
        with suppress(OSError):
            sockets.add(str(descriptor.readlink()))
    port = f":{urlsplit(running.address).port:04X}"
    rows = map(str.split, Path("/proc/net/tcp").read_text().splitlines()[1:])
    return sum(
        row[1].endswith(port)
        and row[3] == "01"
        and row[4].endswith(":00000000")
        and f"socket:[{row[9]}]" in sockets
        for row in rows
    )


def ticks(pids: set[int]) -> int:
    """Return the processor time that processes have taken, in hundredths of a second."""
    total = 0
    for pid in pids:
        with suppress(OSError):
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
    return total


def send(number: signal.Signals) -> Stop:
    return lambda running: running.process.send_signal(number)


def send_twice(running: Served) -> None:
    """Press Ctrl+C again and again."""
    for _ in range(10):
        with suppress(ProcessLookupError):
            running.process.send_signal(signal.SIGINT)
        time.sleep(0.05)


def send_to_all(running: Served) -> None:
    """Do as a service manager does: tell every process of the service."""
    for pid in (running.process.pid, *children(running.process.pid)):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)


def post(running: Served, query: str) -> Answer:
    return running.request("POST", "/sparql", {"Content-Type": FORM}, urlencode({"query": query}))


@pytest.mark.parametrize(
    "stop", [send(signal.SIGTERM), send(signal.SIGINT), send_twice, send_to_all]
)
def test_a_query_that_runs_is_answered_503(
    stop: Stop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    asks = [
        lambda running: running.get(f"/sparql?query={quote(HEAVY)}"),
        lambda running: running.get(f"/sparql?query={quote(HEAVY)}", f"{BROWSER},text/csv"),
        lambda running: post(running, HEAVY),
        lambda running: post(running, HEAVY.replace("?n", "?m")),
    ]
    answers: list[Answer] = []
    with serving() as running:
        threads = [
            threading.Thread(target=lambda ask=ask: answers.append(ask(running))) for ask in asks
        ]
        with stopping(running, stop):
            pid = running.process.pid
            before = ticks(children(pid))
            for thread in threads:
                thread.start()
            wait_until(lambda: requests_read(running) == len(asks))
            wait_until(lambda: ticks(children(pid)) > before + TICKS)
        for thread in threads:
            thread.join(20)
    assert [answer.status for answer in answers] == [503] * len(asks)
    assert all("The server is stopping." in answer.text for answer in answers)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("request_text", "reply"),
    [
        ("GET /fwgraph.nt HTTP/1.1\r\nHost: localhost\r\n\r\n", b"HTTP/1.1 200 "),
        ("GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n", b"HTTP/1.1 200 "),
        ("GET / HTTP/1.1\r\nHost: local", b""),
        (
            "POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n"
            "Content-Type: application/sparql-query\r\n\r\nASK",
            b"HTTP/1.1 503 ",
        ),
    ],
)
def test_a_client_that_does_nothing_does_not_hold_it(request_text: str, reply: bytes) -> None:
    """Neither one that takes nothing of a large answer, nor one that does not end its request."""
    with serving() as running, socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        place = urlsplit(running.address)
        connection.connect((place.hostname, place.port))
        with stopping(running, send(signal.SIGTERM)):
            connection.sendall(request_text.encode())
            wait_until(lambda: requests_read(running) == 1)
            if reply.endswith(b"200 "):
                assert connection.recv(1, socket.MSG_PEEK)
        connection.settimeout(10)
        with suppress(ConnectionResetError):
            assert connection.recv(len(reply) or 1) == reply


SLOW_PAGE = """
import pathlib, sys, time
from fwgraph.cli import main
from fwgraph.web.publication import Publication
begun = pathlib.Path(sys.argv.pop())
Publication.write_sitemap = lambda self, links: (begun.touch(), time.sleep(60))
main()
"""


def test_a_page_that_takes_long_does_not_hold_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thread cannot be ended; the process can."""
    temporary, begun = tmp_path / "temporary", tmp_path / "begun"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    answers: list[Answer] = []
    with serving("--data", TINY, begun, program=("-c", SLOW_PAGE)) as running:
        thread = threading.Thread(target=lambda: answers.append(running.get("/sitemap.xml")))
        with stopping(running, send(signal.SIGTERM)):
            thread.start()
            wait_until(begun.exists)
        thread.join(20)
    assert [answer.status for answer in answers] == [503]
    assert list(temporary.iterdir()) == []
