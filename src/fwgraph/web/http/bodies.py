"""The bytes of answers: small ones in memory, large ones in files, sent piece by piece."""

import os
import tempfile
import weakref
from collections.abc import Iterator
from typing import Protocol

MIN_FILE_SIZE = 1 << 20
"""Bytes from which on a body is kept in a file."""
CHUNK_SIZE = 1 << 16
"""Bytes that are sent at a time."""


class ResponseBody(Protocol):
    """Bytes that are read part by part, wherever they are kept."""

    def __len__(self) -> int:
        """Return how many bytes there are."""

    def __getitem__(self, part: slice) -> bytes:
        """Return the bytes of a part."""


class FileBody:
    """Bytes in a temporary file that has no name: it goes when nobody needs it any more."""

    def __init__(self, content: bytes) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed with this object
        self._file.write(content)
        self._file.flush()
        self._size = len(content)
        weakref.finalize(self, self._file.close)

    def __len__(self) -> int:
        """Return how many bytes there are."""
        return self._size

    def __getitem__(self, part: slice) -> bytes:
        """Return the bytes of a part; several threads may read at the same time."""
        start, stop, _ = part.indices(self._size)
        return os.pread(self._file.fileno(), stop - start, start)


def store_body(content: bytes) -> ResponseBody:
    """Return the bytes as they are kept: in a file if they are many."""
    return FileBody(content) if len(content) >= MIN_FILE_SIZE else content


def body_chunks(body: ResponseBody) -> Iterator[bytes]:
    """Yield a body piece by piece."""
    for position in range(0, len(body), CHUNK_SIZE):
        yield body[position : position + CHUNK_SIZE]
