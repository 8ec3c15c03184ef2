"""Two servers on this machine: ours, which is asked oddly, and a store that answers oddly."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from http.client import HTTPException, HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from pyoxigraph import Quad, QueryResultsFormat, QueryTriples, RdfFormat, Store
from tests.fuzz.corpora import TESTS, read_tokens
from tests.fuzz.mutation import mutate
from tests.fuzz.processes import TIME_LIMIT, Fault, traceback_signature

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TINY = TESTS / "graphs" / "tiny.ttl"
LENGTH = re.compile(rb"(?i)content-length:[^\r\n]*")
UNFINISHED = 0.2
"""Seconds until a request that may lack its end is ended."""
WITH_TABLE = "application/sparql-results+json"
WITH_TRIPLES = "application/n-triples"
FAIR_FAILURES = frozenset({501, 503, 504, 505})
"""What a server may say for good reason; 500 is a fault, whatever came in."""


@contextmanager
def web_server(log: Path) -> Iterator[str]:
    """Run ``fwgraph serve`` until the block ends; yield its address."""
    command = [sys.executable, "-m", "fwgraph", "serve", "--port", "0", "--query-timeout", "2"]
    with (
        log.open("wb") as errors,
        subprocess.Popen([*command, "--workers", "2", "--data", TINY], stderr=errors) as process,
    ):
        try:
            yield read_address(log, process)
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(TIME_LIMIT)


def read_address(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Return the address that a server writes first, when it is there to be asked."""
    for _ in range(600):
        address = re.match(r"http://\S+(?=\s)", log.read_text(encoding="utf-8"))
        if address:
            return address[0]
        with suppress(subprocess.TimeoutExpired):
            process.wait(0.1)
            break
    raise RuntimeError(f"fwgraph serve did not start: {log.read_text(encoding='utf-8')}")


def log_faults(log: Path) -> Iterator[Fault]:
    """What a server wrote that it should not."""
    for text in log.read_text(encoding="utf-8", errors="replace").split("Traceback (most")[1:]:
        yield Fault("traceback", f"serve: {traceback_signature(text)}")


def ask_server(address: str, request: bytes, *, repair_length: bool) -> Iterator[Fault]:
    """Send bytes to a server; it may refuse or hang up, but neither fail nor be silent for long."""
    head, end, body = request.partition(b"\r\n\r\n")
    if repair_length:
        request = LENGTH.sub(b"Content-Length: %d" % len(body), head) + end + body
    url = urlsplit(address)
    assert url.hostname
    assert url.port
    place = url.hostname, url.port
    try:
        with socket.create_connection(place, TIME_LIMIT) as connection, suppress(ConnectionError):
            connection.sendall(request)
            whole = is_whole(head, end, body, repair_length)
            yield from read_answer(connection, head.partition(b" ")[0].decode("latin-1"), whole)
        with socket.create_connection(place, TIME_LIMIT) as connection:
            connection.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
            if not connection.recv(1 << 10).startswith(b"HTTP/1.1 200 "):
                yield Fault("exit", "serve: /health fails after the request")
    except TimeoutError:
        yield Fault("hang", "serve: no answer")
    except ConnectionError as error:
        yield Fault("exit", f"serve: {error}")


def is_whole(head: bytes, end: bytes, body: bytes, repaired: bool) -> bool:
    """Tell whether a request surely needs nothing more to be answered."""
    lengths = LENGTH.findall(head)
    chunked = b"chunked" in head.lower()
    return bool(end) and not chunked and (repaired or not lengths) and len(lengths) < 2


def read_answer(connection: socket.socket, method: str, whole: bool) -> Iterator[Fault]:
    """Read the answer to a request; raises TimeoutError where none comes."""
    if not whole:
        with suppress(TimeoutError):
            connection.settimeout(UNFINISHED)
            connection.recv(1, socket.MSG_PEEK)
        connection.settimeout(TIME_LIMIT)
        with suppress(OSError):
            connection.shutdown(socket.SHUT_WR)
    response = HTTPResponse(connection, method=method)  # to HEAD, a length without a body
    try:
        response.begin()
        body = response.read()
    except HTTPException:  # hung up, or HTTP of another version: its right
        return
    if response.status >= 500 and response.status not in FAIR_FAILURES:
        yield Fault("exit", f"serve: status {response.status}")
    if b"Traceback (most recent call last)" in body:
        yield Fault("traceback", "serve: in the answer")


class OddStore(ThreadingHTTPServer):
    """A SPARQL store with the tiny graph; what it answers is often not what it should.

    A path is the seed and the folder of a case, where the answers are kept.
    """

    daemon_threads = True

    def __init__(self) -> None:
        import fwgraph

        super().__init__(("127.0.0.1", 0), OddHandler)
        self.store = Store()
        self.store.extend(Quad(*triple) for triple in fwgraph.load(TINY))
        self.lock = threading.Lock()

    def handle_error(self, *_: object) -> None:
        """A client that leaves is no matter."""

    def answer(self, query: str) -> tuple[str, bytes]:
        """Return the media type and the body of a right answer."""
        with self.lock:
            solutions = self.store.query(query)
            if isinstance(solutions, QueryTriples):
                return WITH_TRIPLES, solutions.serialize(format=RdfFormat.N_TRIPLES) or b""
            return WITH_TABLE, solutions.serialize(format=QueryResultsFormat.JSON) or b""


class OddHandler(BaseHTTPRequestHandler):
    """Answers any method; the connection ends with the answer."""

    server: OddStore

    def respond(self) -> None:
        _, seed, folder = self.path.partition("?")[0].split("/", 2)
        query = self.read_query()
        with self.server.lock:
            kept = Path(folder)
            number = len(list(kept.glob("answer-*.http")))
            file = kept / f"answer-{number}.http"
            file.touch()
        random = Random(f"{seed}:{kept.name}:{number}")
        try:
            right = self.server.answer(query)
        except (SyntaxError, ValueError, OSError, RuntimeError):
            right = "text/plain", b""
        answer = odd_answer(right, random)
        file.write_bytes(answer)
        self.close_connection = True
        self.wfile.write(answer)

    do_GET = do_POST = do_PUT = do_DELETE = respond  # noqa: N815 - http.server's names

    def read_query(self) -> str:
        """Return the query, whichever way of the SPARQL protocol it came."""
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode()
        if "x-www-form-urlencoded" in self.headers.get("Content-Type", ""):
            body = parse_qs(body).get("query", [""])[0]
        return body or parse_qs(urlsplit(self.path).query).get("query", [""])[0]

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def whole_answer(media_type: str, body: bytes, status: str = "200 OK", *headers: str) -> bytes:
    """Return the bytes of an HTTP response."""
    lines = [f"HTTP/1.1 {status}", f"Content-Type: {media_type}", f"Content-Length: {len(body)}"]
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


def odd_answer(right: tuple[str, bytes], random: Random) -> bytes:
    """Return an answer as HTTP: right, mutated, of another shape or of another status."""
    chance = random.random()
    if chance < 0.35:
        return whole_answer(*right)
    if chance < 0.65:
        body = mutate(right[1], random, read_tokens("answer"), ODD_BODIES[0])
        return whole_answer(right[0], body)
    if chance < 0.75:
        return mutate(whole_answer(*right), random, read_tokens("answer"), ODD_BODIES[0])
    if chance < 0.9:
        return whole_answer(random.choice((right[0], "text/html", "")), random.choice(ODD_BODIES))
    return whole_answer("text/plain", b"no\n", *random.choice(ODD_STATUSES))


def json_table(columns: Sequence[object], *rows: object) -> bytes:
    return json.dumps({"head": {"vars": columns}, "results": {"bindings": rows}}).encode()


NUMBER = "http://www.w3.org/2001/XMLSchema#integer"
ODD_BODIES = (
    b"<!doctype html><html><body><h1>It works!</h1></body></html>",
    b"",
    b"null",
    b"[]",
    b'"text"',
    b"{}",
    b'{"head": {}, "boolean": true}',
    b'{"head": {}, "boolean": "yes"}',
    b'{"head": null, "results": null}',
    b'{"head": {"vars": ["s"]}, "results": {"bindings": {"s": 1}}}',
    json_table([]),
    json_table(["s", "p", "o"]),
    json_table(["x"], {}),
    json_table(["x"], *[{}] * 200),
    json_table(["count"], {"count": {"type": "literal", "value": "many"}}),
    json_table(["count"], {"count": {"type": "literal", "value": "-5", "datatype": NUMBER}}),
    json_table(["count"], {"count": {"type": "literal", "value": "9" * 5_000, "datatype": NUMBER}}),
    json_table(["count"], {"count": {"type": "uri", "value": "not an iri"}}),
    json_table(["s"], {"s": "text"}),
    json_table(["s"], {"s": {"type": "bnode", "value": "\u0000"}}),
    json_table(["s", "p", "o"], {"s": {"type": "triple", "value": {}}}),
    json_table([{"a": 1}, None], {"a": {"type": "literal", "value": None}}),
    b"[" * 60_000,
    b'{"results":' * 20_000,
    b"<a> <b> <c> .\n",
    b'<http://a/> <http://b/> "unclosed\n',
    b"\xff\xfe{\x00}\x00",
)
ODD_STATUSES = (
    ("204 No Content",),
    ("206 Partial Content",),
    ("301 Moved Permanently", "Location: /elsewhere"),
    ("302 Found", "Location: file:///etc/passwd"),
    ("401 Unauthorized",),
    ("401 Unauthorized", "WWW-Authenticate: Digest"),
    ("401 Unauthorized", 'WWW-Authenticate: Basic realm="é'),
    ("403 Forbidden",),
    ("404 Not Found",),
    ("405 Method Not Allowed", "Allow: GET"),
    ("413 Content Too Large",),
    ("429 Too Many Requests", "Retry-After: 99999999999999999999"),
    ("500 Internal Server Error",),
    ("503 Service Unavailable", "Retry-After: Fri, 31 Dec 9999 23:59:59 GMT"),
    ("503 Service Unavailable", "Retry-After: -1"),
    ("999 Odd",),
)


@contextmanager
def odd_store() -> Iterator[str]:
    """Run the odd store in a process of its own until the block ends; yield its address."""
    server = OddStore()
    child = os.fork()
    if not child:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        server.serve_forever(0.05)
    server.server_close()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        os.kill(child, signal.SIGTERM)
        os.waitpid(child, 0)
