"""A server is a good process: it says where it is, bears what comes, and ends when told to."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tests.conftest import TINY, Command
from tests.web.serving import BROWSER, Answer, Served, in_thread, serving

import fwgraph
from fwgraph.errors import BadRequest
from fwgraph.web.app import Settings
from fwgraph.web.http.links import parse_public_url


def children(pid: int) -> set[int]:
    """Return the processes below a process, all the way down."""
    tasks = Path(f"/proc/{pid}/task").glob("*/children")
    direct = {int(child) for task in tasks for child in task.read_text().split()}
    return direct.union(*map(children, direct))


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_at_a_signal_and_leaves_nothing(
    number: signal.Signals, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    with serving("--data", TINY) as running:
        assert running.get("/health").status == 200
        below = children(running.process.pid)
        assert below
        assert list(tmp_path.iterdir())
        running.process.send_signal(number)
        assert running.process.wait(20) == 0
        assert running.process.stderr
        assert running.process.stderr.read() == ""
    assert not any(map(alive, below))
    assert list(tmp_path.iterdir()) == []


def test_it_ends_at_a_signal_before_it_listens(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "fwgraph", "serve", "--port", "0"]
    environment = os.environ | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(command, stderr=subprocess.PIPE, env=environment) as process:
        while not list(tmp_path.glob("fwgraph-*")):  # tempfile probes the place first
            time.sleep(0.005)
        process.send_signal(signal.SIGTERM)
        assert process.stderr
        said = process.stderr.read()
        assert process.wait(20) == 0
    assert b"Traceback" not in said
    assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_told_in_a_sentence(run: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, err = run("serve", "--port", str(port))
    assert (code, out) == (2, "")
    assert err == (f"error: 127.0.0.1:{port}: address already in use; choose another with --port\n")


def test_a_host_that_is_none_is_told_in_a_sentence(run: Command) -> None:
    code, _, err = run("serve", "--host", "no.such.host.invalid", "--port", "0")
    assert (code, err) == (2, "error: --host no.such.host.invalid: there is no such address\n")


@pytest.mark.parametrize(
    "written",
    ["example.org", "ftp://example.org/", "http://", "https://a@b/", "https://a/?q", "https://a/#f",
     "https://a b/", "https://a/\nX: y", 'https://a/"', "http://[::1", "https://ü.example/"],
)  # fmt: skip
def test_a_public_address_is_a_plain_one(written: str) -> None:
    with pytest.raises(BadRequest):
        parse_public_url(written)


def test_a_public_address_ends_in_a_slash() -> None:
    assert parse_public_url("https://example.org") == "https://example.org/"
    assert parse_public_url("https://example.org/a/b/") == "https://example.org/a/b/"


def test_health_counts_triples(served: Served, graph: fwgraph.Graph) -> None:
    answer = served.get("/health")
    assert json.loads(answer.body) == {"status": "ok", "triples": len(graph)}
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_remote_graph_is_read_once() -> None:
    with (
        serving("--data", TINY) as near,
        serving("--endpoint", f"{near.address}sparql") as far,
    ):
        assert far.get("/software/c.nt").body == near.get("/software/c.nt").body
        near.process.send_signal(signal.SIGTERM)
        near.process.wait(20)
        assert far.get("/software/b.nt").status == 200


def test_a_store_on_disk_is_served_as_it_is(run: Command, tmp_path: Path) -> None:
    run("build", tmp_path / "store", "--data", TINY)
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "store").iterdir()}
    with serving("--data", tmp_path / "store") as running:
        assert running.get("/software/c", "text/turtle").status == 200
        query = "/sparql?query=ASK%20%7B%20?s%20?p%20?o%20%7D"
        assert json.loads(running.get(query).body)["boolean"] is True
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "store").iterdir()} == before


def test_the_public_address_is_used_everywhere() -> None:
    with serving("--data", TINY, "--base-url", "https://example.org/fw") as running:
        page = running.get("/software/c", BROWSER)
        assert 'href="/fw/static/pages.css"' in page.text
        assert 'href="/fw/things"' in page.text
        assert "</fw/software/c.ttl>" in page.headers["Link"]
        assert "https://example.org/fw/fwgraph.ttl" in running.get("/.well-known/void").text
        described = json.loads(running.get("/openapi.json").body)
        assert described["servers"] == [{"url": "https://example.org/fw"}]
        for path in ("/.well-known/void", "/sitemap.xml", "/robots.txt", "/software/c"):
            assert running.address not in running.get(path).text


def test_too_long_a_head_is_refused(served: Served) -> None:
    for head in (b"GET /" + b"x" * 100_000, b"GET / HTTP/1.1\r\nX: " + b"x" * 100_000):
        place = urlsplit(served.address)
        with socket.create_connection((place.hostname or "", place.port or 0)) as connection:
            connection.settimeout(10)
            connection.sendall(head)
            assert connection.recv(100).startswith(b"HTTP/1.1 400 ")
    assert served.get("/health").status == 200


def test_an_unforeseen_fault_is_a_sentence_for_visitors(caplog: pytest.LogCaptureFixture) -> None:
    def broken(request: Request) -> Response:
        raise RuntimeError("the secret reason")

    with in_thread(Route("/broken", broken)) as running:
        answers = [running.get("/broken", accept) for accept in (BROWSER, "application/json")]
    for answer in answers:
        assert answer.status == 500
        assert "secret" not in answer.text
        assert "Traceback" not in answer.text
        assert "written down" in answer.text
        assert "Content-Security-Policy" in answer.headers
    assert "the secret reason" in caplog.text


def test_too_many_at_once_are_asked_to_come_again() -> None:
    settings = Settings(threads=1, waiting=1, seconds=5)
    found: list[Answer] = []
    with in_thread(settings=settings) as running:

        def ask(number: int) -> None:
            found.append(running.get(f"/questions/quotes.csv?text=word{number}"))

        threads = [threading.Thread(target=ask, args=(number,)) for number in range(40)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert running.get("/questions/quotes.csv?text=after").status == 200
    assert {answer.status for answer in found} <= {200, 503}
    refused = [answer for answer in found if answer.status == 503]
    assert all(answer.headers["Retry-After"] for answer in refused)


def test_the_headers_of_a_connection_are_kept_small(served: Served) -> None:
    place = urlsplit(served.address)
    connection = http.client.HTTPConnection(place.hostname or "", place.port)
    connection.request("GET", "/health")
    response = connection.getresponse()
    names = {name.lower() for name, _ in response.getheaders()}
    connection.close()
    assert "server" not in names
    assert "x-powered-by" not in names
    assert {"permissions-policy", "referrer-policy", "cross-origin-opener-policy"} <= names


@pytest.mark.parametrize("command", ["serve", "site"])
def test_the_help_tells_what_it_does(run: Command, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "--base-url" in out
    assert "--data" in out


def test_what_turns_out_to_be_no_http_is_answered_once() -> None:
    """The head is a request already, and its answer under way, when the body is no chunk."""
    head = b"GET /software/c HTTP/1.1\r\nHost: elsewhere\r\nTransfer-Encoding: chunked\r\n\r\n"
    with serving("--data", TINY) as running:
        place = urlsplit(running.address)
        for _ in range(5):
            with socket.create_connection((str(place.hostname), place.port or 0), 10) as client:
                client.sendall(head + b"ZZ\r\n")
                assert client.recv(1 << 16).startswith(b"HTTP/1.1 400 ")
        assert running.get("/health").status == 200
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(30)
        assert running.process.stderr
        assert running.process.stderr.read() == ""
