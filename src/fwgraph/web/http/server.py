"""The server: a socket, uvicorn on it, and an end that leaves nothing behind."""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from ipaddress import ip_address
from types import FrameType

import uvicorn
from starlette.applications import Starlette

from fwgraph.errors import BadRequest
from fwgraph.web.http.connections import MAX_CONNECTIONS, Connection
from fwgraph.web.http.links import host_url
from fwgraph.web.http.origins import is_loopback

MAX_HEAD_BYTES = 64 * 1024
"""Bytes of a request's line and headers at most; more is answered 400 and hung up on."""
BACKLOG = 128
"""Connections that may wait to be taken; so many at most are taken before one is looked at."""
GRACE_SECONDS = 0.5
"""Seconds that responses may still take when the server is asked to stop."""
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


def reach_notices(bound: socket.socket) -> list[str]:
    """Return a sentence that says who can read what a socket serves; none for loopback."""
    host, port = bound.getsockname()[:2]
    if is_loopback(host):
        return []
    where = "this machine, by any of its addresses," if ip_address(host).is_unspecified else host
    return [f"Everyone who can reach {where} at port {port} can read this: there is no password."]


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

    def leave(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 - a handler's signature
        ignore_signals()
        sys.exit(0)

    return handle_signals(leave)


def ignore_signals() -> None:
    """Let no second signal break off what is cleared up after the first."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


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

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002 - uvicorn's
        """Stop at a signal, and at a second one no sooner: it takes less than two seconds."""
        self.should_exit = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more requests, and end when the open ones are answered or interrupted."""
        asyncio.get_running_loop().call_later(GRACE_SECONDS, self.interrupt)
        await super().shutdown(sockets)

    def interrupt(self) -> None:
        """Hang up where a response has begun; cancel all other requests, which are answered 503."""
        for connection in self.server_state.connections:
            # First, so that a task finds its client gone and its cancelled response unsendable.
            if isinstance(connection, Connection) and not connection.is_unanswered():
                connection.transport.abort()
        for task in self.server_state.tasks:
            task.cancel()


def run_server(application: Starlette, bound: socket.socket, ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM, which end it within two seconds.

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
    )
    server = Server(config, ready)
    with bound:
        try:
            server.run([bound])
        except SystemExit as error:  # the reason stands on standard error already
            raise BadRequest("the server did not start") from error
        finally:
            ignore_signals()


def exit_without_threads() -> None:
    """End the process at once where a thread is in the middle of a page.

    Python would wait for it: a thread of a pool is joined at the end, however long it takes.
    """
    if threading.active_count() > 1:
        os._exit(0)
