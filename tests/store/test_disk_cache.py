"""The store that is kept on disk for the next run is never anything but what the files say."""

import os
import shutil
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from fwgraph import graph as graphs
from fwgraph.graph import Graph
from fwgraph.sparql.binding import select_solutions
from fwgraph.store import cache, disk_cache, disk_cache_writer, package, resources
from fwgraph.store.loading import load_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no store is kept there")
FLASK = "data/frameworks/flask.ttl"
NAMED = "SELECT ?thing ?name { ?thing a fw:Software ; rdfs:label ?name } ORDER BY ?thing ?name"
SMALL = ("flask", "werkzeug", "django", "wsgi")


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small copy of the data that a test may edit, with a cache of its own."""
    for folder in ("ontology", "queries"):
        shutil.copytree(resources.resource_root() / folder, tmp_path / folder)
    for file in (resources.resource_root() / "data").rglob("*.ttl"):
        if file.stem in SMALL:
            target = tmp_path / file.relative_to(resources.resource_root())
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, target)
    monkeypatch.setattr(package, "find_resource_root", lambda: str(tmp_path))
    monkeypatch.setattr(cache, "SETTLE_SECONDS", -60)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def folders(checkout: Path) -> list[Path]:
    return [path for path in (checkout / "cache/fwgraph").iterdir() if path.is_dir()]


def state(graph: Graph) -> tuple[list[str], list[str], str]:
    rows = [str(row) for row in select_solutions(graph, f"{NAMED}")]
    return sorted(map(str, graph)), rows, str(graph.names.find("flask"))


def opened() -> tuple[list[str], list[str], str]:
    return state(graphs.open_shipped())


def from_the_files() -> tuple[list[str], list[str], str]:
    return state(Graph(load_files(resources.shipped_files())))


def forbid_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "load_shipped_store", lambda: pytest.fail("the files were read"))


def test_a_second_run_opens_what_the_first_one_kept(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = opened()
    assert first == from_the_files()
    forbid_reading(monkeypatch)
    assert opened() == first
    with pytest.raises((OSError, RuntimeError, ValueError)):
        graphs.open_shipped().store.update("INSERT DATA { <a:a> <a:b> <a:c> }")


def test_the_names_that_are_kept_are_those_of_the_graph(checkout: Path) -> None:
    opened()
    names, plain = graphs.open_shipped().names, Graph(cache.load_shipped_store()).names
    assert names.index() == plain.index()
    assert names.known_names(("software",)) == plain.known_names(("software",))


def test_a_name_with_a_line_break_is_found_as_well(checkout: Path) -> None:
    path = checkout / FLASK
    path.write_text(path.read_text().replace('"Flask"', '"Fla\\n\\tsk"'))
    for _ in range(2):
        assert str(graphs.open_shipped().names.find("Fla sk")).endswith("software/flask>")


def test_an_edited_file_is_read_again_and_the_old_store_goes(checkout: Path) -> None:
    before = opened()
    (checkout / FLASK).write_text((checkout / FLASK).read_text().replace("Flask", "Flusk"))
    assert opened() == from_the_files() != before
    assert len(folders(checkout)) == 1


def flip(content: bytes) -> bytes:
    """Return other bytes of the same length."""
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def put_link(path: Path) -> None:
    """Put a link to the file in its place."""
    path.replace(path.with_suffix(".moved"))
    path.symlink_to(path.with_suffix(".moved"))


def put_folder(path: Path) -> None:
    """Put a folder in a file's place."""
    path.unlink()
    path.mkdir()


DAMAGES: dict[str, Callable[[Path], object]] = {
    "emptied": lambda path: path.write_bytes(b""),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "another byte": lambda path: path.write_bytes(flip(path.read_bytes())),
    "removed": Path.unlink,
    "a link": put_link,
    "a folder": put_folder,
}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("part", ["seal", "names", "triples/*.sst", "triples/CURRENT"])
def test_damage_is_noticed_and_mended(
    part: str, damage: str, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = opened()
    (folder,) = folders(checkout)
    DAMAGES[damage](max(folder.glob(part), key=lambda path: path.stat().st_size))
    assert opened() == wanted
    forbid_reading(monkeypatch)
    assert opened() == wanted


def test_a_file_too_many_is_noticed(checkout: Path) -> None:
    wanted = opened()
    (folder,) = folders(checkout)
    (folder / "triples/000099.log").write_bytes(b"more")
    assert opened() == wanted
    assert not (folder / "triples/000099.log").exists()


@pytest.mark.parametrize("mode", [0o770, 0o707])
def test_what_others_could_have_written_is_not_opened(
    mode: int, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = opened()
    (folder,) = folders(checkout)
    seal = (folder / "seal").read_text().partition("# /names")[0]
    assert disk_cache.open_kept(str(folder), seal)
    for place in (folder.parent, folder):
        before = place.stat().st_mode
        place.chmod(mode)
        with monkeypatch.context() as patch:
            patch.setattr(
                disk_cache_writer, "mkdtemp", lambda **_: pytest.fail("something was written")
            )
            assert disk_cache.open_kept(str(folder), seal) is None
            assert opened() == wanted
        place.chmod(before)


OBSTACLES: dict[str, Callable[[Path], object]] = {
    "a file": lambda place: place.write_text("mine"),
    "a dangling link": lambda place: place.symlink_to(place.with_name("nowhere")),
    "a link to a folder": lambda place: place.symlink_to(place.parent),
}


@pytest.mark.parametrize("obstacle", OBSTACLES)
def test_what_stands_in_the_way_is_left_there(obstacle: str, checkout: Path) -> None:
    wanted = opened()
    (folder,) = folders(checkout)
    shutil.rmtree(folder)
    OBSTACLES[obstacle](folder)
    assert opened() == wanted
    assert folder.is_symlink() or folder.read_text() == "mine"


def test_where_nothing_can_be_kept_the_files_are_read(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(checkout / FLASK))
    assert opened() == from_the_files()


@pytest.mark.parametrize("fault", [OSError(28, "full"), RuntimeError("of the store")])
def test_a_store_that_cannot_be_written_leaves_nothing(
    fault: Exception, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise fault

    monkeypatch.setattr(disk_cache_writer, "write_names", fail)
    assert opened() == from_the_files()
    assert folders(checkout) == []


def test_what_nobody_finished_is_cleared_after_an_hour(checkout: Path) -> None:
    opened()
    (folder,) = folders(checkout)
    young, old = (folder.with_name(f"{folder.name}.{name}.new") for name in ("young", "old"))
    for place, age in ((young, 0), (old, 2 * disk_cache_writer.ABANDONED_SECONDS)):
        place.mkdir(mode=0o700)
        os.utime(place, (time.time() - age,) * 2)
    shutil.rmtree(folder)
    opened()
    assert sorted(folders(checkout)) == [folder, young]


def test_first_runs_at_the_same_time_do_not_disturb_each_other(checkout: Path) -> None:
    with ThreadPoolExecutor(6) as runs:
        found = list(runs.map(lambda _: opened(), range(8)))
    assert all(each == found[0] for each in found)
    assert len(folders(checkout)) == 1


def test_what_changed_a_moment_ago_is_not_kept_yet(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "SETTLE_SECONDS", 60)
    assert opened() == from_the_files()
    assert not (checkout / "cache").exists()
