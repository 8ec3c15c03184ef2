"""The replies of a package index, kept in a folder so that they are asked for on condition."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from fwgraph.errors import Unreadable
from fwgraph.files import read_text, replace_file
from fwgraph.upstream.index_reply import OddReply, parse_reply


@dataclass(frozen=True, slots=True)
class Reply:
    """A body, and what a conditional request for it would carry."""

    body: bytes
    entity_tag: str | None = None
    modified: str | None = None

    def conditions(self) -> Iterator[tuple[str, str]]:
        """Yield the headers that ask for it only if it has changed."""
        if self.entity_tag:
            yield "If-None-Match", self.entity_tag
        if self.modified:
            yield "If-Modified-Since", self.modified


class ReplyCache:
    """The replies of the index at an address, a file each; without a folder nothing is kept."""

    def __init__(self, folder: Path | None, address: str) -> None:
        self._folder = folder / sha256(address.encode()).hexdigest()[:16] if folder else None

    def read_reply(self, name: str) -> Reply | None:
        """Return the reply that is kept for a project; what is damaged counts as nothing."""
        if self._folder is None or not (path := self._folder / f"{name}.json").is_file():
            return None
        try:
            entry = json.loads(read_text(path))
            reply = Reply(entry["body"].encode(), entry["etag"], entry["modified"])
            parse_reply(reply.body, name)
        except (Unreadable, OddReply, ValueError, LookupError, TypeError, AttributeError):
            return None
        return reply

    def write_reply(self, name: str, reply: Reply) -> None:
        """Keep a reply that can be asked for on condition; raises Unreadable where it cannot."""
        if self._folder is None or not dict(reply.conditions()):
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            reason = f"cannot be written: {error.strerror or error}"
            raise Unreadable(self._folder, reason) from error
        entry = {
            "etag": reply.entity_tag, "modified": reply.modified, "body": reply.body.decode()
        }  # fmt: skip
        replace_file(self._folder / f"{name}.json", json.dumps(entry).encode())
