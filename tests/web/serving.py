"""A real server process on this machine, ended by its own number, and a client for it."""

import http.client
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

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

    def request(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        place = urlsplit(self.address)
        connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=30)
        try:
            connection.request(method, path, headers=dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())
        finally:
            connection.close()

    def get(self, path: str, accept: str | None = None, **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.request("GET", path, named | ({"Accept": accept} if accept else {}))


@contextmanager
def serving(*arguments: str | Path) -> Iterator[Served]:
    """Run ``fwgraph serve`` on a free port until the block ends."""
    command = [sys.executable, "-m", "fwgraph", "serve", "--port", "0", *map(str, arguments)]
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
