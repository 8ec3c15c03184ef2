"""The graph as a store on disk: whole or not at all, and nobody else's files."""

from pathlib import Path

import pytest
from pyoxigraph import NamedNode, Store, Triple
from tests.conftest import TINY, Command
from tests.endpoint.servers import AT_ONCE, NOBODY, oxigraph

import fwgraph
from fwgraph.endpoint import Endpoint
from fwgraph.endpoint.transport import Transport
from fwgraph.errors import BadRequest, Unreadable
from fwgraph.graph import Graph
from fwgraph.questions.catalogue import answer_question
from fwgraph.store import on_disk

NODE = NamedNode("http://example.org/x")
ONE = [Triple(NODE, NODE, NODE)]


def test_a_built_store_is_read_back_equal(graph: Graph, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "store"
    assert on_disk.build_store(graph, folder) == len(graph)
    back = fwgraph.load(folder)
    assert set(back) == set(graph)
    assert answer_question(back, "relations") == answer_question(graph, "relations")


def test_a_built_store_is_served_as_it_is(graph: Graph, tmp_path: Path) -> None:
    on_disk.build_store(graph, tmp_path / "store")
    with oxigraph("-l", tmp_path / "store") as server:
        found = Endpoint(server.query, transport=Transport(NOBODY, pauses=AT_ONCE))
        assert set(found) == set(graph)


def test_an_empty_folder_is_used_and_nothing_is_left_beside(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    on_disk.build_store(ONE, folder)
    assert [path.name for path in tmp_path.iterdir()] == ["store"]
    assert len(Store.read_only(str(folder))) == 1


def test_a_store_is_replaced_only_where_it_is_asked_for(tmp_path: Path, tiny: Graph) -> None:
    folder = tmp_path / "store"
    on_disk.build_store(tiny, folder)
    with pytest.raises(BadRequest, match="there is a store already; --force replaces it"):
        on_disk.build_store(ONE, folder)
    assert len(fwgraph.load(folder)) == len(tiny)
    on_disk.build_store(ONE, folder, replace=True)
    assert set(fwgraph.load(folder)) == set(ONE)
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


@pytest.mark.parametrize("replace", [False, True])
@pytest.mark.parametrize("names", [["notes.txt"], ["CURRENT", "LOCK", "notes.txt"]])
def test_a_folder_with_other_files_is_left_alone(
    names: list[str], replace: bool, tmp_path: Path
) -> None:
    for name in names:
        (tmp_path / name).write_text("mine", encoding="utf-8")
    with pytest.raises(BadRequest, match="holds other files; give a new or an empty one"):
        on_disk.build_store(ONE, tmp_path, replace=replace)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_a_file_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(BadRequest, match="this is a file; give a folder"):
        on_disk.build_store(ONE, file, replace=True)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine", encoding="utf-8")
    with pytest.raises(Unreadable, match="store: cannot be written: "):
        on_disk.build_store(ONE, file / "store")


def test_a_build_that_fails_leaves_the_store_that_was_there(tmp_path: Path) -> None:
    def half() -> object:
        yield from ONE
        raise KeyboardInterrupt

    folder = tmp_path / "store"
    on_disk.build_store(ONE, folder)
    with pytest.raises(KeyboardInterrupt):
        on_disk.build_store(half(), folder, replace=True)  # type: ignore[arg-type]
    assert set(fwgraph.load(folder)) == set(ONE)
    assert [path.name for path in tmp_path.iterdir()] == ["store"]


def test_the_command_builds_what_data_reads(tmp_path: Path, run: Command) -> None:
    folder = tmp_path / "store"
    code, out, err = run("build", folder, "--data", TINY)
    assert (code, out) == (0, "")
    assert err == f"{folder}: {len(fwgraph.load(TINY))} triples\n"
    assert run("show", "Gamma", "--data", folder) == run("show", "Gamma", "--data", TINY)
    assert run("build", folder)[0] == 2
    assert run("build", folder, "--force")[0] == 0
    assert run("show", "flask", "--data", folder)[0] == 0
