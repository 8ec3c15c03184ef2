"""The server: a socket, uvicorn on it, and an end that leaves nothing behind."""

import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from fwgraph.errors import BadRequest
from fwgraph.web.http.connections import MAX_CONNECTIONS, Connection
from fwgraph.web.http.links import host_url

MAX_HEAD_BYTES = 64 * 1024
"""Bytes of a request's line and headers at most; more is answered 400 and hung up on."""
BACKLOG = 128
"""Connections that may wait to be taken; so many at most are taken before one is looked at."""
GRACE_SECONDS = 5
"""Seconds that answers may still take when the server is asked to stop."""
STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def bind_socket(host: str, port: int) -> socket.socket:
    """Return a socket that is bound; port 0 takes any free one.

    Raises BadRequest where the address cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError as error:
        raise BadRequest(f"--host {host}: there is no such address") from error
    bound = socket.socket(family, kind, protocol)
    try:
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(address)
    except OSError as error:
        bound.close()
        reason = (error.strerror or str(error)).lower()
        raise BadRequest(f"{host}:{port}: {reason}; choose another with --port") from error
    return bound


def server_url(bound: socket.socket) -> str:
    """Return the web address of a socket."""
    return host_url("http", *bound.getsockname()[:2])


@contextmanager
def handle_signals(handler: Callable[[int, FrameType | None], None]) -> Iterator[None]:
    """Have SIGINT and SIGTERM handled in a block, and as before after it."""
    before = {number: signal.signal(number, handler) for number in STOP_SIGNALS}
    try:
        yield
    finally:
        for number, former in before.items():
            signal.signal(number, former)


def exit_on_signal() -> AbstractContextManager[None]:
    """Leave the block without a word at SIGTERM, as when all is done: files are cleared up."""
    return handle_signals(lambda number, frame: sys.exit(0))  # noqa: ARG005 - a handler's signature


class Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to listen, then say so."""
        await super().startup(sockets)
        if self.started:
            self.ready()

    def stop(self, number: int, frame: FrameType | None) -> None:  # noqa: ARG002 - a handler's signature
        """Let open answers end, then stop."""
        self.should_exit = True


def run_server(application: Starlette, bound: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; open answers may end, then the application is stopped.

    Raises BadRequest where the application does not start.
    """
    config = uvicorn.Config(
        application,
        http=Connection,
        ws="none",
        lifespan="on",
        log_level="error",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MAX_CONNECTIONS + 1,
        backlog=BACKLOG,
        h11_max_incomplete_event_size=MAX_HEAD_BYTES,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = Server(config, ready)
    # uvicorn raises the signal again when it has stopped: here it finds a handler that returns.
    with bound, handle_signals(server.stop):
        try:
            server.run([bound])
        except SystemExit as error:  # the reason stands on standard error already
            raise BadRequest("the server did not start") from error
