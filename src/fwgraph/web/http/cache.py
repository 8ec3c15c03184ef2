"""Representations, written once and kept: the graph does not change while it is served."""

import gzip
import tempfile
from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from hashlib import sha256
from mmap import ACCESS_READ, mmap
from threading import Lock

Body = bytes | mmap
MIN_FILE_SIZE = 1 << 20
"""Bytes from which on a body is kept in a file."""
MAX_MEMORY, MAX_IN_FILES = 64 << 20, 1 << 30
"""Bytes of representations that are kept at most, in memory and in files, but those for good."""
MIN_GZIP_SIZE = 500
"""Bytes below which compression saves nothing."""


@dataclass(frozen=True, slots=True)
class Representation:
    """A form of a resource: its bytes, its entity tag, and the bytes compressed if that pays."""

    content: Body
    content_type: str
    tag: str
    gzipped: Body | None

    def size(self, storage: type) -> int:
        """Return how many bytes it has in memory (``bytes``) or in files (``mmap``)."""
        bodies = (self.content, self.gzipped)
        return sum(len(body) for body in bodies if body and isinstance(body, storage))


def build_representation(content: bytes, content_type: str) -> Representation:
    """Return a representation; the same bytes have the same tag and are compressed alike."""
    tag = sha256(content_type.encode() + b"\0" + content).hexdigest()[:32]
    zipped = gzip.compress(content, 6, mtime=0) if len(content) >= MIN_GZIP_SIZE else content
    smaller = store_body(zipped) if len(zipped) < len(content) else None
    return Representation(store_body(content), content_type, tag, smaller)


def store_body(content: bytes) -> Body:
    """Return the bytes as they are, many of them in a file that has no name."""
    if len(content) < MIN_FILE_SIZE:
        return content
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.flush()
        # The map keeps the file when its name and number are gone, until nobody needs the map.
        return mmap(file.fileno(), 0, access=ACCESS_READ)


class RepresentationCache:
    """The last used representations, up to so many bytes, and some that stay for good."""

    def __init__(self, room: int = MAX_MEMORY, room_in_files: int = MAX_IN_FILES) -> None:
        self._rooms: dict[type, int] = {bytes: room, mmap: room_in_files}
        self._sizes = dict.fromkeys(self._rooms, 0)
        self._recent: OrderedDict[Hashable, Representation] = OrderedDict()
        self._for_good: dict[Hashable, Representation] = {}
        self._lock = Lock()

    def get(self, key: Hashable) -> Representation | None:
        """Return what is kept under a key."""
        with self._lock:
            if key in self._recent:
                self._recent.move_to_end(key)
            return self._for_good.get(key) or self._recent.get(key)

    def store(
        self, key: Hashable, representation: Representation, *, for_good: bool = False
    ) -> None:
        """Keep a representation; the ones that were not used for longest make room."""
        with self._lock:
            if for_good:
                self._for_good[key] = representation
                return
            if key in self._recent:
                self._add_size(self._recent.pop(key), -1)
            self._recent[key] = representation
            self._add_size(representation, 1)
            while any(self._sizes[storage] > room for storage, room in self._rooms.items()):
                self._add_size(self._recent.popitem(last=False)[1], -1)

    def _add_size(self, representation: Representation, sign: int) -> None:
        for storage in self._sizes:
            self._sizes[storage] += sign * representation.size(storage)
