"""What is kept for the next run is never anything but what the data files say."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from fwgraph import prepared, sources
from fwgraph.filling import filled
from fwgraph.graph import Graph

FLASK = "data/frameworks/flask.ttl"


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the data that a test may edit, with a cache of its own."""
    for folder in ("ontology", "data"):
        shutil.copytree(sources.root() / folder, tmp_path / folder)
    monkeypatch.setattr(sources, "home", lambda: str(tmp_path))
    monkeypatch.setattr(prepared, "SETTLED", -60)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def kept_in(checkout: Path) -> Path:
    (found,) = (checkout / "cache/fwgraph").iterdir()
    return found


def triples() -> list[str]:
    return [str(triple) for triple in Graph(prepared.shipped())]


def from_the_files() -> list[str]:
    return [str(triple) for triple in Graph(filled(sources.shipped_files()))]


def test_a_second_run_reads_one_file_and_gets_the_same_graph_in_the_same_order(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = triples()
    assert first == from_the_files()
    monkeypatch.setattr(sources, "shipped_files", lambda: pytest.fail("the files were read"))
    assert triples() == first


def test_what_is_kept_is_the_same_bytes_every_time(checkout: Path) -> None:
    triples()
    before = kept_in(checkout).read_bytes()
    kept_in(checkout).unlink()
    triples()
    assert kept_in(checkout).read_bytes() == before


EDITS: dict[str, Callable[[Path], object]] = {
    "changed": lambda path: path.write_text(path.read_text().replace("Flask", "Flusk")),
    "deleted": lambda path: path.unlink(),
    "added": lambda path: path.with_name("new.ttl").write_text(
        "<https://example.org/new> a <https://example.org/New> ."
    ),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_file_is_read_again(edit: str, checkout: Path) -> None:
    before = triples()
    EDITS[edit](checkout / FLASK)
    after = triples()
    assert after != before
    assert after == from_the_files()
    assert triples() == after


def test_a_file_that_was_replaced_by_one_just_as_long_and_as_old_is_read(checkout: Path) -> None:
    triples()
    path, other = checkout / FLASK, checkout / "other.ttl"
    other.write_text(path.read_text().replace("Flask", "Flusk"))
    shutil.copystat(path, other)
    other.replace(path)
    assert triples() == from_the_files()
    assert any("Flusk" in triple for triple in triples())


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "cut": lambda content: content[:-1000],
    "one letter": lambda content: content.replace(b"Werkzeug", b"Werkzeuk", 1),
    "a line less": lambda content: content[: content.rindex(b"\n", 0, -1) + 1],
    "a line more": lambda content: content + b"<http://a> <http://b> <http://c> .\n",
    "something else": lambda _: b"\x00\xff" * 1000,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed_and_mended(damage: str, checkout: Path) -> None:
    wanted = triples()
    whole = kept_in(checkout).read_bytes()
    kept_in(checkout).write_bytes(DAMAGES[damage](whole))
    assert triples() == wanted
    assert kept_in(checkout).read_bytes() == whole


def test_where_nothing_can_be_kept_the_files_are_read(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(checkout / FLASK))
    assert triples() == from_the_files()


def test_what_changed_a_moment_ago_is_not_kept_yet(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A further change in the same tick of the clock could not be told from it."""
    monkeypatch.setattr(prepared, "SETTLED", 60)
    assert triples() == from_the_files()
    assert not (checkout / "cache").exists()


@pytest.mark.parametrize("folder", ["", "relative/folder"])
def test_without_a_cache_folder_the_home_has_one(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    place = prepared.kept_at()
    assert place
    assert Path(place).parent == tmp_path / ".cache/fwgraph"


def test_two_installations_keep_two_files(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = prepared.kept_at()
    monkeypatch.setattr(sources, "home", lambda: f"{checkout}/other")
    assert prepared.kept_at() != one
