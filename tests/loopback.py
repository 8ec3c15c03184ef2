"""Servers on this machine that tests start and end."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TypeVar


class LoopbackServer(ThreadingHTTPServer):
    """Listens on a free port; ``path`` is where its answers are."""

    daemon_threads = True
    path = "/"

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}{self.path}"

    def handle_error(self, *_: object) -> None:
        """A client that leaves is no matter."""


ServerType = TypeVar("ServerType", bound=LoopbackServer)


@contextmanager
def run_server(server: ServerType) -> Iterator[ServerType]:
    """Run a server until the block ends."""
    with server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
