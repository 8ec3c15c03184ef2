"""A package index on this machine, which speaks the Simple API as a script has it."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from tests.loopback import LoopbackServer, run_server

SIMPLE_JSON = "application/vnd.pypi.simple.v1+json"


@dataclass
class Answer:
    """What the index answers; ``raw`` stands for the whole of it, headers too."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None


@dataclass(frozen=True)
class Asked:
    """What the index was asked, and over which connection."""

    path: str
    headers: dict[str, str]
    connection: object


Script = Callable[[Asked], Answer]


class Handler(BaseHTTPRequestHandler):
    """Answers as the script says, and keeps the connection."""

    protocol_version = "HTTP/1.1"
    server: "IndexServer"

    def do_GET(self) -> None:
        asked = Asked(self.path, dict(self.headers.items()), self.client_address)
        self.server.asked.append(asked)
        answer = self.server.script(asked)
        if answer.raw is not None:
            self.wfile.write(answer.raw)
            self.close_connection = True
            return
        self.send_response(answer.status)
        headers = {"Content-Length": str(len(answer.body)), "Content-Type": SIMPLE_JSON}
        for name, value in {**headers, **answer.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(answer.body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class IndexServer(LoopbackServer):
    """Answers as a script says, and keeps what it was asked."""

    path = "/simple/"

    def __init__(self, script: Script) -> None:
        super().__init__(Handler)
        self.script = script
        self.asked: list[Asked] = []


def serve_index(script: Script) -> AbstractContextManager[IndexServer]:
    """Run an index until the block ends."""
    return run_server(IndexServer(script))


def project(name: str, files: Any = None, **more: Any) -> bytes:
    """Return a reply about a project, as PEP 691 has it."""
    files = files or []
    reply = {"meta": {"api-version": "1.4"}, "name": name, "files": files, **more}
    if isinstance(files, list):
        names = [file["filename"].removesuffix(".tar.gz").split("-") for file in files]
        reply.setdefault("versions", sorted({name[1] for name in names if len(name) > 1}))
    return json.dumps(reply).encode()


def wheel(name: str, version: str, day: str, **more: Any) -> dict[str, Any]:
    """Return a file of a reply, with the members that an index gives today."""
    return {
        "filename": f"{name}-{version}-py3-none-any.whl",
        "url": f"https://files.example/{name}-{version}-py3-none-any.whl",
        "hashes": {"sha256": "0" * 64},
        "requires-python": ">=3.11",
        "size": 1000,
        "upload-time": f"{day}T12:00:00.000000Z",
        "yanked": False,
        "core-metadata": {"sha256": "1" * 64},
        **more,
    }
