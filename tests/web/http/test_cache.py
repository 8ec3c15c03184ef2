"""What is kept is bounded: much in files that nobody sees, little in memory."""

import gzip
import os
from pathlib import Path

import pytest

from fwgraph.web.http.bodies import LARGE, PIECE, Filed, kept, pieces
from fwgraph.web.http.cache import Shelf, representation

LARGE_ONE = os.urandom(LARGE)


def test_a_large_body_is_in_a_file_without_a_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    body = kept(LARGE_ONE)
    assert isinstance(body, Filed)
    assert list(tmp_path.iterdir()) == []
    assert b"".join(pieces(body)) == LARGE_ONE
    assert {len(piece) for piece in pieces(body)} == {PIECE}
    assert body[10:20] == LARGE_ONE[10:20]


def test_a_small_body_is_in_memory() -> None:
    assert kept(b"small") == b"small"
    assert list(pieces(b"")) == []


def test_the_same_bytes_have_the_same_tag_and_compression() -> None:
    first, second = (representation(b"word " * 1000, "text/plain") for _ in range(2))
    assert first == second
    assert representation(b"word " * 1000, "text/html").tag != first.tag
    assert first.gzipped
    assert gzip.decompress(first.gzipped[0 : len(first.gzipped)]) == b"word " * 1000
    assert representation(LARGE_ONE, "text/plain").gzipped is None


def test_what_was_not_used_for_longest_makes_room() -> None:
    shelf = Shelf(room=250)
    for name in "abc":
        shelf.put(name, representation(name.encode() * 100, "text/plain"))
        shelf.get("a")
    assert [name for name in "abc" if shelf.get(name)] == ["a", "c"]
    shelf.put("c", representation(b"c" * 200, "text/plain"))
    assert [name for name in "abc" if shelf.get(name)] == ["c"]


def test_files_have_a_room_of_their_own() -> None:
    shelf = Shelf(room=250, room_in_files=2 * LARGE)
    shelf.put("small", representation(b"small", "text/plain"))
    for name in "abc":
        shelf.put(name, representation(LARGE_ONE + name.encode(), "text/plain"), for_good=True)
    assert all(shelf.get(name) for name in ("small", *"abc"))
    for name in "defg":
        shelf.put(name, representation(LARGE_ONE + name.encode(), "text/plain"))
    assert [name for name in "abcdefg" if shelf.get(name)] == ["a", "b", "c", "g"]
