"""Representations that are made once: the graph does not change while it is served."""

import gzip
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from threading import Lock

ROOM = 64 * 1024 * 1024
SMALL = 500
"""Bytes below which compression saves nothing."""


@dataclass(frozen=True)
class Representation:
    """The bytes of one form of a document, as they are and compressed."""

    content: bytes
    content_type: str

    @cached_property
    def tag(self) -> str:
        """What the ETag of the bytes as they are says: the same for the same bytes."""
        return sha256(self.content_type.encode() + b"\0" + self.content).hexdigest()[:32]

    @cached_property
    def gzipped(self) -> bytes | None:
        """The bytes compressed, None where that is no gain; the same every time."""
        if len(self.content) < SMALL:
            return None
        found = gzip.compress(self.content, 6, mtime=0)
        return found if len(found) < len(self.content) else None


class Shelf:
    """The last used representations, up to so many bytes, and some that stay for good."""

    def __init__(self, room: int = ROOM) -> None:
        self.room = room
        self._held: OrderedDict[Hashable, Representation] = OrderedDict()
        self._size = 0
        self._kept: dict[Hashable, Representation] = {}
        self._lock = Lock()

    def get(self, key: Hashable) -> Representation | None:
        """Return what is kept under a key."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._kept.get(key) or self._held.get(key)

    def put(self, key: Hashable, made: Representation, *, for_good: bool = False) -> None:
        """Keep a representation; the ones that were not used for longest make room."""
        if for_good:
            self._kept[key] = made
            return
        if len(made.content) > self.room // 4:
            return
        with self._lock:
            if key not in self._held:
                self._size += len(made.content)
            self._held[key] = made
            while self._size > self.room:
                _, gone = self._held.popitem(last=False)
                self._size -= len(gone.content)
