"""Servers on this machine: two real stores, and HTTP servers that answer as a test says."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from urllib.error import URLError

from tests.loopback import LoopbackServer, run_server

from fwgraph.endpoint import Endpoint
from fwgraph.endpoint.transport import Credentials, Transport

OXIGRAPH = Path(sys.executable).parent / "oxigraph"
VIRTUOSO = Path("/usr/bin/virtuoso-t")
VIRTUOSO_INI = Path("/usr/share/virtuoso-opensource-7/virtuoso.ini")
NOBODY = Credentials()
AT_ONCE = (0.0, 0.0, 0.0)
"""Attempts without a pause between them."""


@dataclass(frozen=True)
class Server:
    """A store that runs: its addresses, and who may write."""

    query: str
    update: str
    gsp: str
    account: Credentials = NOBODY

    @property
    def transport(self) -> Transport:
        return Transport(self.account, timeout=30, pauses=AT_ONCE)

    def read(self, graph: str) -> Endpoint:
        return Endpoint(self.query, graph, Transport(NOBODY, timeout=30, pauses=AT_ONCE))


@contextmanager
def oxigraph(*arguments: str | Path) -> Iterator[Server]:
    """Run ``oxigraph serve``."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    with running([OXIGRAPH, "serve", "-b", f"127.0.0.1:{port}", *arguments], base):
        yield Server(f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Run Virtuoso with a new database in the folder; its row cap is as it is shipped."""
    command, base = prepare_virtuoso(folder)
    with running(command, f"{base}/sparql", folder):
        yield Server(
            f"{base}/sparql",
            f"{base}/sparql-auth",
            f"{base}/sparql-graph-crud-auth",
            Credentials("dba", "dba"),
        )


def prepare_virtuoso(
    folder: Path, settings: Mapping[str, str] | None = None
) -> tuple[list[str | Path], str]:
    """Return the command that runs Virtuoso in a folder, set up as shipped but for some settings.

    With it comes the address at which it will answer.
    """
    web, sql = free_port(), free_port()
    (folder / "vsp").mkdir()
    text = VIRTUOSO_INI.read_text(encoding="utf-8")
    text = re.sub(r"/var/lib/virtuoso-opensource-7/(db|vsp)", str(folder), text)
    for shipped, port in (("1111", sql), ("8890", web)):
        text = re.sub(rf"(?m)^ServerPort\s+= {shipped}", f"ServerPort = 127.0.0.1:{port}", text)
    for name, value in (settings or {}).items():
        text = re.sub(rf"(?m)^{name}\s*=.*", f"{name} = {value}", text)
    (folder / "virtuoso.ini").write_text(text, encoding="utf-8")
    command: list[str | Path] = [VIRTUOSO, "+configfile", "virtuoso.ini", "+foreground", "+wait"]
    return command, f"http://127.0.0.1:{web}"


@contextmanager
def running(command: Sequence[str | Path], url: str, folder: Path | None = None) -> Iterator[int]:
    """Run a server until the block ends, and hand out its process id.

    It has to answer at the address within a minute.
    """
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            wait_for(url, process)
            yield process.pid
        finally:
            process.kill()


def wait_for(url: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        assert process.poll() is None, f"{process.args!r} ended with {process.returncode}"
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except (URLError, OSError):
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(url)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@dataclass
class Reply:
    """What a scripted server answers."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0
    missing: int = 0


@dataclass
class Request:
    """What a scripted server was asked."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes
    at: float = field(default_factory=time.monotonic)


Script = Callable[[Request], Reply | None]
"""A request to its answer; None hangs up."""


class Handler(BaseHTTPRequestHandler):
    """Answers as the server's script says."""

    server: "Scripted"

    def answer(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        request = Request(
            self.command, self.path, dict(self.headers.items()), self.rfile.read(length)
        )
        self.server.requests.append(request)
        reply = self.server.script(request)
        self.close_connection = True
        if reply is None:
            return
        time.sleep(reply.delay)
        self.send_response(reply.status)
        headers = {"Content-Length": str(len(reply.body) + reply.missing), **reply.headers}
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(reply.body)

    do_GET = do_POST = do_PUT = answer  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Scripted(LoopbackServer):
    """A server on this machine that does what a script says."""

    path = "/sparql"

    def __init__(self, script: Script) -> None:
        super().__init__(Handler)
        self.script = script
        self.requests: list[Request] = []


def scripted(script: Script) -> AbstractContextManager[Scripted]:
    """Run a scripted server until the block ends."""
    return run_server(Scripted(script))


def forwarded(request: Request, to: str) -> Reply:
    """Pass a request on to a real store, and its answer back."""
    kept = {name: request.headers[name] for name in ("Accept", "Content-Type")}
    onward = urllib.request.Request(to, request.body, kept, method=request.method)
    with urllib.request.urlopen(onward, timeout=30) as response:
        headers = {"Content-Type": response.headers.get("Content-Type") or "text/plain"}
        return Reply(response.status, response.read(), headers)


def environment(**more: str) -> dict[str, str]:
    """Return the process's environment without fwgraph's settings, and with these."""
    kept = {name: text for name, text in os.environ.items() if not name.startswith("FWGRAPH_")}
    return {**kept, **more}


@contextmanager
def dripping(first: bytes, drop: bytes, pause: float = 0.02) -> Iterator[str]:
    """Run a server that reads a request and sends its answer drop by drop, without an end."""
    over = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.recv(1 << 16)
            connection.sendall(first)
            while not over.wait(pause):
                connection.sendall(drop)

    def accept() -> None:
        with suppress(OSError):
            while True:
                threading.Thread(target=drip, args=(server.accept()[0],)).start()

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=accept)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}/sparql"
        finally:
            over.set()
            server.shutdown(socket.SHUT_RDWR)
            thread.join()
