"""A real server on this machine with nothing but the endpoint, and a client that hides nothing."""

import asyncio
import http.client
import socket
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware

from fwgraph.web.http.middleware import default_headers
from fwgraph.web.http.origins import ReadPolicy
from fwgraph.web.sparql import sparql_routes
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.pool import Pool

JSON = "application/sparql-results+json"
FORM = "application/x-www-form-urlencoded"
Graphs = Mapping[str, str | list[str]]
"""The parameters of a request that name graphs."""
LINE = "<https://w3id.org/fwgraph/ontology#line>"
HEAVY = f"SELECT (COUNT(*) AS ?n) {{ ?a {LINE} ?c . ?d {LINE} ?f . ?g {LINE} ?i }}"
"""A query that takes hours: every line with every line with every line, in little memory."""


@dataclass(frozen=True)
class Answer:
    """What came back: its status, its headers in lower case, its body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]


@dataclass
class Served:
    """A server that runs, and its pool."""

    port: int
    pool: Pool

    def request(
        self,
        method: str,
        path: str = "/sparql",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, response.read())
        finally:
            connection.close()

    def query(self, query: str, accept: str = JSON, graphs: Graphs | None = None) -> Answer:
        form = urlencode({"query": query, **(graphs or {})}, doseq=True)
        headers = {"Accept": accept, "Content-Type": FORM}
        return self.request("POST", body=form.encode(), headers=headers)

    def get(self, query: str, accept: str = JSON) -> Answer:
        form = urlencode({"query": query})
        return self.request("GET", f"/sparql?{form}", headers={"Accept": accept})

    def hang_up(self, query: str, after: float) -> None:
        """Ask, and leave before the answer is there."""
        form = urlencode({"query": query})
        with socket.create_connection(("127.0.0.1", self.port)) as connection:
            head = f"GET /sparql?{form} HTTP/1.1\r\nHost: here\r\n\r\n"
            connection.sendall(head.encode())
            time.sleep(after)

    def pids(self) -> set[int]:
        return {process.pid for process in self.pool.processes}

    def rest(self) -> None:
        """Wait until every process has nothing to do."""
        until(lambda: self.pool.idle.qsize() == self.pool.limits.processes)


@contextmanager
def serving(store: Path, limits: Limits | None = None) -> Iterator[Served]:
    """Serve the endpoint for a store until the block ends."""
    pool = Pool(store, limits)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.stop()

    headers = Middleware(default_headers, ReadPolicy())
    app = Starlette(routes=sparql_routes(pool), middleware=[headers], lifespan=lifespan)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=asyncio.run, args=(server.serve([listening]),))
        thread.start()
        try:
            until(lambda: server.started or not thread.is_alive())
            assert server.started
            yield Served(listening.getsockname()[1], pool)
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()


def until(true: Callable[[], bool], seconds: float = 20) -> None:
    """Wait until something is true."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.005)


def is_running(pid: int) -> bool:
    """Tell whether there is a process of that number, be it dead and not yet reaped."""
    return Path(f"/proc/{pid}").exists()
