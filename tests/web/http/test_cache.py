"""What is kept is bounded: much in files that nobody sees, little in memory."""

import asyncio
import gzip
import os
from mmap import mmap
from pathlib import Path

import pytest

from fwgraph.web.http.cache import (
    MIN_FILE_SIZE,
    Body,
    RepresentationCache,
    build_representation,
    store_body,
)
from fwgraph.web.http.responses import CHUNK_SIZE, body_chunks

LARGE_ONE = os.urandom(MIN_FILE_SIZE)


def all_chunks(body: Body) -> list[bytes]:
    """Return the pieces in which a body is sent."""

    async def collect() -> list[bytes]:
        return [piece async for piece in body_chunks(body)]

    return asyncio.run(collect())


def test_a_large_body_is_in_a_file_without_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    body = store_body(LARGE_ONE)
    assert isinstance(body, mmap)
    assert list(tmp_path.iterdir()) == []
    pieces = all_chunks(body)
    assert b"".join(pieces) == LARGE_ONE
    assert {len(piece) for piece in pieces} == {CHUNK_SIZE}
    assert body[10:20] == LARGE_ONE[10:20]


def test_a_small_body_is_in_memory() -> None:
    assert store_body(b"small") == b"small"
    assert all_chunks(b"") == []


def test_the_same_bytes_have_the_same_tag_and_compression() -> None:
    first, second = (build_representation(b"word " * 1000, "text/plain") for _ in range(2))
    assert first == second
    assert build_representation(b"word " * 1000, "text/html").tag != first.tag
    assert first.gzipped
    assert gzip.decompress(first.gzipped[0 : len(first.gzipped)]) == b"word " * 1000
    assert build_representation(LARGE_ONE, "text/plain").gzipped is None


def test_what_was_not_used_for_longest_makes_room() -> None:
    cache = RepresentationCache(room=250)
    for name in "abc":
        cache.store(name, build_representation(name.encode() * 100, "text/plain"))
        cache.get("a")
    assert [name for name in "abc" if cache.get(name)] == ["a", "c"]
    cache.store("c", build_representation(b"c" * 200, "text/plain"))
    assert [name for name in "abc" if cache.get(name)] == ["c"]


def test_files_have_a_room_of_their_own() -> None:
    cache = RepresentationCache(room=250, room_in_files=2 * MIN_FILE_SIZE)
    cache.store("small", build_representation(b"small", "text/plain"))
    for name in "abc":
        cache.store(
            name, build_representation(LARGE_ONE + name.encode(), "text/plain"), for_good=True
        )
    assert all(cache.get(name) for name in ("small", *"abc"))
    for name in "defg":
        cache.store(name, build_representation(LARGE_ONE + name.encode(), "text/plain"))
    assert [name for name in "abcdefg" if cache.get(name)] == ["a", "b", "c", "g"]
