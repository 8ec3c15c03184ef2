"""What is kept for the next run is never anything but what the data files say."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pyoxigraph import QueryBoolean

from fwgraph.graph import Graph
from fwgraph.store import cache, package, resources
from fwgraph.store.loading import load_files

FLASK = "data/frameworks/flask.ttl"
SOME = ("data/frameworks/pyramid.ttl", "data/frameworks/werkzeug.ttl",
        "data/editions/web-frameworks-2016.ttl")  # fmt: skip


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Some of the data, which a test may edit, with a cache of its own."""
    root = resources.resource_root()
    shutil.copytree(root / "ontology", tmp_path / "ontology")
    for name in (FLASK, *SOME):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(root / name, tmp_path / name)
    monkeypatch.setattr(package, "find_resource_root", lambda: str(tmp_path))
    monkeypatch.setattr(cache, "SETTLE_SECONDS", -60)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path


def kept_in(checkout: Path) -> Path:
    (found,) = (checkout / "cache/fwgraph").iterdir()
    return found


def triples() -> list[str]:
    return [str(triple) for triple in Graph(cache.load_shipped_store())]


BLANK = """
PREFIX ex: <http://example.org/>
ex:a ex:says [ ex:of [ ex:name "n\\n\\"1\\"" ] ; ex:in ( 1.50 "zwei"@de ) ] .
_:b0 ex:about <relative> . _:genid ex:about _:b0 .
"""


def test_rows_come_in_the_same_order_whichever_way_the_graph_was_read(checkout: Path) -> None:
    """No pattern, path or grouping gives away where the triples came from."""
    (checkout / "data/blank.ttl").write_text(BLANK)
    cold, warm = Graph(cache.load_shipped_store()), Graph(cache.load_shipped_store())
    queries = (
        "SELECT * { ?s ?p ?o }",
        "SELECT * { software:flask ?p ?o }",
        "SELECT * { ?s ?p specification:wsgi }",
        "SELECT * { ?s fw:dependsOn+ ?o OPTIONAL { ?o fw:kind ?kind } }",
        "SELECT ?p (SAMPLE(?o) AS ?one) (GROUP_CONCAT(?o) AS ?all) { ?s ?p ?o } GROUP BY ?p",
        "SELECT DISTINCT ?p { ?s a fw:Claim ; ?p ?o }",
        "CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o }",
        "DESCRIBE software:flask",
    )
    for query in queries:
        rows = [answered(graph, query) for graph in (cold, warm)]
        assert rows[0] == rows[1], query
        assert rows[0], query


def answered(graph: Graph, query: str) -> list[str]:
    """Return rows as text, without the names of blank nodes, which are new in every run."""
    answer = graph.query(query)
    assert not isinstance(answer, QueryBoolean)
    return [re.sub(r"\b[0-9a-f]{24,32}\b", "_", str(row)) for row in answer]


def from_the_files() -> list[str]:
    return [str(triple) for triple in Graph(load_files(resources.shipped_files()))]


def test_a_second_run_reads_one_file_and_gets_the_same_graph_in_the_same_order(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = triples()
    assert first == from_the_files()
    monkeypatch.setattr(resources, "shipped_files", lambda: pytest.fail("the files were read"))
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
    monkeypatch.setattr(cache, "SETTLE_SECONDS", 60)
    assert triples() == from_the_files()
    assert not (checkout / "cache").exists()


@pytest.mark.parametrize("folder", ["", "relative/folder"])
def test_without_a_cache_folder_the_home_has_one(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("XDG_CACHE_HOME", folder)
    monkeypatch.setenv("HOME", str(tmp_path))
    place = cache.cache_path()
    assert place
    assert Path(place).parent == tmp_path / ".cache/fwgraph"


def test_two_installations_keep_two_files(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = cache.cache_path()
    monkeypatch.setattr(package, "find_resource_root", lambda: f"{checkout}/other")
    assert cache.cache_path() != one


posix = pytest.mark.skipif(sys.platform == "win32", reason="a profile is private on Windows")


def untrusted(folder: Path) -> Path:
    """Return a folder in place of the cache that would be believed if it were private."""
    triples()
    own = kept_in(folder)
    state, _, _ = own.read_text().partition("# checksum")
    lie = b"<http://example.org/a> <http://example.org/b> <http://example.org/lie> .\n"
    own.write_bytes(state.encode() + cache.checksum_line(lie) + lie)
    return own.parent


def test_the_folder_is_made_for_its_user_alone(checkout: Path) -> None:
    triples()
    assert kept_in(checkout).parent.stat().st_mode & 0o777 == 0o700


@posix
@pytest.mark.parametrize("mode", [0o770, 0o707, 0o777])
def test_what_others_could_have_written_is_not_read(mode: int, checkout: Path) -> None:
    folder = untrusted(checkout)
    assert any("lie" in triple for triple in triples()), "else this test would show nothing"
    folder.chmod(mode)
    before = kept_in(checkout).read_bytes()
    assert triples() == from_the_files()
    assert kept_in(checkout).read_bytes() == before


@posix
def test_a_folder_of_somebody_else_is_neither_read_nor_written(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    untrusted(checkout)
    before = kept_in(checkout).read_bytes()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    assert triples() == from_the_files()
    assert kept_in(checkout).read_bytes() == before


@posix
def test_a_link_in_place_of_the_folder_is_not_followed(checkout: Path) -> None:
    folder = untrusted(checkout)
    folder.rename(checkout / "elsewhere")
    folder.symlink_to(checkout / "elsewhere")
    (before,) = (checkout / "elsewhere").iterdir()
    content = before.read_bytes()
    assert triples() == from_the_files()
    assert before.read_bytes() == content


OBSTACLES: dict[str, Callable[[Path], object]] = {
    "a file": lambda place: place.write_text("mine"),
    "a dangling link": lambda place: place.symlink_to(place.with_name("nowhere")),
    "a folder that cannot be entered": lambda place: place.mkdir(mode=0o000),
}


@posix
@pytest.mark.parametrize("obstacle", OBSTACLES)
@pytest.mark.parametrize("level", ["cache", "cache/fwgraph"])
def test_what_stands_in_the_way_is_left_there(obstacle: str, level: str, checkout: Path) -> None:
    place = checkout / level
    place.parent.mkdir(exist_ok=True)
    OBSTACLES[obstacle](place)
    assert triples() == from_the_files()
    assert not (checkout / "nowhere").exists()
    assert place.is_symlink() or place.stat().st_mode & 0o777 in {0o000, 0o644}


def test_a_folder_in_place_of_the_file_is_left_there(checkout: Path) -> None:
    triples()
    place = kept_in(checkout)
    place.unlink()
    place.mkdir()
    assert triples() == from_the_files()
    assert list(place.parent.iterdir()) == [place]


LIE = b"<http://example.org/a> <http://example.org/b> <http://example.org/lie> .\n"
NO_GRAPHS = {
    "nothing": b"",
    "a comment": b"# nothing\n",
    "HTML": b"<!DOCTYPE html>\n",
    "Turtle": b"@prefix a: <b:> .\na:a a:b a:c .\n",
    "quads": LIE.replace(b" .", b" <http://example.org/g> ."),
    "no UTF-8": LIE + b'<a:a> <a:b> "\xff" .\n',
    "a cut line": LIE + LIE[:-5],
    "bytes": bytes(range(256)),
}


@pytest.mark.parametrize("content", NO_GRAPHS.values(), ids=NO_GRAPHS)
def test_a_checksum_over_what_is_no_graph_is_not_believed(content: bytes, checkout: Path) -> None:
    wanted = triples()
    path = kept_in(checkout)
    whole = path.read_bytes()
    state = whole.partition(b"# checksum")[0]
    path.write_bytes(state + cache.checksum_line(content) + content)
    assert triples() == wanted
    assert path.read_bytes() == whole, "and is replaced"


def put_link(path: Path, target: Path) -> None:
    path.symlink_to(target)


def put_hard_link(path: Path, target: Path) -> None:
    path.hardlink_to(target)


def put_shared_file(path: Path, target: Path) -> None:
    shutil.copy(target, path)
    path.chmod(0o666)


@posix
@pytest.mark.parametrize("replace", [put_link, put_hard_link, put_shared_file])
def test_a_file_that_is_also_another_is_neither_read_nor_written(
    replace: Callable[[Path, Path], None], checkout: Path
) -> None:
    path = kept_in(checkout) if triples() else None
    assert path
    target = checkout / "target.nt"
    state = path.read_bytes().partition(b"# checksum")[0]
    for content in (state + cache.checksum_line(LIE) + LIE, b"something else"):
        path.unlink()
        target.write_bytes(content)
        replace(path, target)
        assert triples() == from_the_files()
        assert target.read_bytes() == path.read_bytes() == content
        assert [place.name for place in path.parent.iterdir()] == [path.name]


@posix
def test_a_dangling_link_is_not_written_through(checkout: Path) -> None:
    path = kept_in(checkout) if triples() else None
    assert path
    path.unlink()
    path.symlink_to(checkout / "nowhere")
    assert triples() == from_the_files()
    assert not (checkout / "nowhere").exists()
    assert path.is_symlink()


@posix
@pytest.mark.parametrize("reader", [False, True])
def test_a_pipe_in_place_of_the_file_is_not_waited_for(reader: bool, checkout: Path) -> None:
    triples()
    path = kept_in(checkout)
    path.unlink()
    os.mkfifo(path)
    opened = os.open(path, os.O_RDONLY | os.O_NONBLOCK) if reader else None
    assert triples() == from_the_files()
    if opened is not None:
        assert os.read(opened, 1) == b"", "nothing was written to it"
        os.close(opened)


@posix
def test_the_file_is_for_its_user_alone(checkout: Path) -> None:
    mask = os.umask(0)
    try:
        triples()
    finally:
        os.umask(mask)
    assert kept_in(checkout).stat().st_mode & 0o777 == 0o600


KILLED = """
import os, sys
from fwgraph.store import cache, package
package.find_resource_root = lambda: sys.argv[1]
cache.SETTLE_SECONDS = -60
line = cache.checksum_line
def checksum_line_and_end(triples):
    # what is written by then is half of the file
    return line(triples) + triples[:1000] if os.environ["KILL"] == "cut" else os._exit(9)
cache.checksum_line = checksum_line_and_end
cache.load_shipped_store()
"""


@posix
@pytest.mark.parametrize("when", ["cut", "before"])
def test_a_run_that_is_killed_leaves_nothing_that_the_next_does_not_clear(
    when: str, checkout: Path
) -> None:
    environment = {**os.environ, "KILL": when}
    subprocess.run([sys.executable, "-c", KILLED, checkout], check=False, env=environment)
    assert triples() == from_the_files()
    assert [path.suffix for path in (checkout / "cache/fwgraph").iterdir()] == [".nt"]
    before = kept_in(checkout).read_bytes()
    assert triples() == from_the_files()
    assert kept_in(checkout).read_bytes() == before


def test_runs_at_the_same_time_do_not_disturb_each_other(checkout: Path) -> None:
    with ThreadPoolExecutor(8) as runs:
        stores = list(runs.map(lambda _: cache.load_shipped_store(), range(16)))
    assert {len(store) for store in stores} == {len(cache.load_shipped_store())}
    assert kept_in(checkout).stat().st_size, "and nothing else is left in the folder"


def test_the_modules_that_decide_the_content_are_all_watched() -> None:
    """The room that makes the graph, and what those modules import for it, except for errors."""
    room = Path(cache.__file__).parent
    watched = {Path(path) for path in cache.input_files()}
    assert watched >= set(room.glob("*.py"))
    imported = {
        module
        for path in (room / "cache.py", room / "inference.py", room / "loading.py")
        for module in re.findall(
            r"^from fwgraph\.(\S+) import", path.read_text("utf-8"), re.MULTILINE
        )
    } - {"errors", "files", "store"}
    assert {(room.parent / f"{module.replace('.', '/')}.py") for module in imported} <= watched


def test_a_lock_of_an_editor_is_no_data(checkout: Path) -> None:
    before = triples()
    (checkout / "data/frameworks/.#flask.ttl").symlink_to("nobody@nowhere:1")
    assert triples() == before == from_the_files()
