"""Representations that are made once: the graph does not change while it is served."""

import gzip
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import sha256
from threading import Lock

from fwgraph.web.http.bodies import FileBody, ResponseBody, store_body

MAX_MEMORY, MAX_IN_FILES = 64 << 20, 1 << 30
"""Bytes that a shelf keeps at most, in memory and in files, of what is not there for good."""
MIN_GZIP_SIZE = 500
"""Bytes below which compression saves nothing."""


@dataclass(frozen=True, slots=True)
class Representation:
    """A form of a document: its bytes, what its ETag says, and the bytes compressed if it pays."""

    content: ResponseBody
    content_type: str
    tag: str
    gzipped: ResponseBody | None

    def size(self, *, in_files: bool) -> int:
        """Return how many bytes it takes, in files or in memory."""
        bodies = (self.content, self.gzipped or b"")
        return sum(len(each) for each in bodies if isinstance(each, FileBody) == in_files)


def build_representation(content: bytes, content_type: str) -> Representation:
    """Return bytes as they are kept; the same bytes have the same tag and are compressed alike."""
    tag = sha256(content_type.encode() + b"\0" + content).hexdigest()[:32]
    zipped = gzip.compress(content, 6, mtime=0) if len(content) >= MIN_GZIP_SIZE else content
    smaller = store_body(zipped) if len(zipped) < len(content) else None
    return Representation(store_body(content), content_type, tag, smaller)


class RepresentationCache:
    """The last used representations, up to so many bytes, and some that stay for good."""

    def __init__(self, room: int = MAX_MEMORY, room_in_files: int = MAX_IN_FILES) -> None:
        self._rooms = {False: room, True: room_in_files}
        self._sizes = dict.fromkeys(self._rooms, 0)
        self._held: OrderedDict[Hashable, Representation] = OrderedDict()
        self._for_good: dict[Hashable, Representation] = {}
        self._lock = Lock()

    def get(self, key: Hashable) -> Representation | None:
        """Return what is kept under a key."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._for_good.get(key) or self._held.get(key)

    def store(self, key: Hashable, made: Representation, *, for_good: bool = False) -> None:
        """Keep a representation; the ones that were not used for longest make room."""
        with self._lock:
            if for_good:
                self._for_good[key] = made
                return
            self._add_size(self._held.pop(key, None), -1)
            self._held[key] = made
            self._add_size(made, 1)
            while any(self._sizes[place] > room for place, room in self._rooms.items()):
                self._add_size(self._held.popitem(last=False)[1], -1)

    def _add_size(self, made: Representation | None, sign: int) -> None:
        """Add what a representation takes, or take it away."""
        for place in self._sizes:
            self._sizes[place] += sign * made.size(in_files=place) if made else 0
