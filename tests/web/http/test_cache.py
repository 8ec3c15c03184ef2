"""What is kept is bounded: much in files that nobody sees, little in memory."""

import gzip
import os
from pathlib import Path

import pytest

from fwgraph.web.http.bodies import CHUNK_SIZE, MIN_FILE_SIZE, FileBody, body_chunks, store_body
from fwgraph.web.http.cache import RepresentationCache, build_representation

LARGE_ONE = os.urandom(MIN_FILE_SIZE)


def test_a_large_body_is_in_a_file_without_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    body = store_body(LARGE_ONE)
    assert isinstance(body, FileBody)
    assert list(tmp_path.iterdir()) == []
    assert b"".join(body_chunks(body)) == LARGE_ONE
    assert {len(piece) for piece in body_chunks(body)} == {CHUNK_SIZE}
    assert body[10:20] == LARGE_ONE[10:20]


def test_a_small_body_is_in_memory() -> None:
    assert store_body(b"small") == b"small"
    assert list(body_chunks(b"")) == []


def test_the_same_bytes_have_the_same_tag_and_compression() -> None:
    first, second = (build_representation(b"word " * 1000, "text/plain") for _ in range(2))
    assert first == second
    assert build_representation(b"word " * 1000, "text/html").tag != first.tag
    assert first.gzipped
    assert gzip.decompress(first.gzipped[0 : len(first.gzipped)]) == b"word " * 1000
    assert build_representation(LARGE_ONE, "text/plain").gzipped is None


def test_what_was_not_used_for_longest_makes_room() -> None:
    shelf = RepresentationCache(room=250)
    for name in "abc":
        shelf.store(name, build_representation(name.encode() * 100, "text/plain"))
        shelf.get("a")
    assert [name for name in "abc" if shelf.get(name)] == ["a", "c"]
    shelf.store("c", build_representation(b"c" * 200, "text/plain"))
    assert [name for name in "abc" if shelf.get(name)] == ["c"]


def test_files_have_a_room_of_their_own() -> None:
    shelf = RepresentationCache(room=250, room_in_files=2 * MIN_FILE_SIZE)
    shelf.store("small", build_representation(b"small", "text/plain"))
    for name in "abc":
        shelf.store(
            name, build_representation(LARGE_ONE + name.encode(), "text/plain"), for_good=True
        )
    assert all(shelf.get(name) for name in ("small", *"abc"))
    for name in "defg":
        shelf.store(name, build_representation(LARGE_ONE + name.encode(), "text/plain"))
    assert [name for name in "abcdefg" if shelf.get(name)] == ["a", "b", "c", "g"]
