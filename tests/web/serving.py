"""A real server process on this machine, ended by its own number, and a client for it."""

import http.client
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import uvicorn
from starlette.routing import Route
from tests.conftest import TINY

import fwgraph
from fwgraph.web.app import Settings, application
from fwgraph.web.http.connections import Connection
from fwgraph.web.http.server import bind_socket

PROGRAM = ("-m", "fwgraph")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
"""What a browser accepts."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Message
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    @property
    def type(self) -> str:
        return self.headers.get_content_type()


@dataclass(frozen=True)
class Served:
    """A server that runs."""

    address: str
    process: "subprocess.Popen[str]"

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        body: str | None = None,
    ) -> Answer:
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("GET", path, named | ({"Accept": accept} if accept else {}))


@contextmanager
def serving(*arguments: str | Path, program: Sequence[str] = PROGRAM) -> Iterator[Served]:
    """Run ``fwgraph serve`` on a free port until the block ends."""
    command = [sys.executable, *program, "serve", "--port", "0", *map(str, arguments)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr
        try:
            address = process.stderr.readline().strip()
            assert address.startswith("http://127.0.0.1:"), address + process.stderr.read()
            yield Served(address, process)
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
            process.wait(30)


@contextmanager
def in_thread(
    *routes: Route,
    graph: fwgraph.Graph | None = None,
    settings: Settings | None = None,
    http: type[Connection] = Connection,
) -> Iterator[Served]:
    """Serve a graph (the tiny one), and routes that no shipped one has, in this process."""
    app = application(graph or fwgraph.load(TINY), None, settings)
    app.router.routes[0:0] = routes
    bound = bind_socket("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, http=http, log_config=None, lifespan="on"))
    thread = threading.Thread(target=server.run, args=([bound],))
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Served(f"http://127.0.0.1:{bound.getsockname()[1]}/", None)  # type: ignore[arg-type]
    finally:
        server.should_exit = True
        thread.join(20)
        bound.close()
