"""Files at a commit are read from any repository, and no repository has a say in how."""

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from subprocess import CalledProcessError

import pytest
from tests.verification.gits import git, make_repository, needs_git

from fwgraph.errors import BadRequest
from fwgraph.verification import repositories
from fwgraph.verification.folders import scan_folders
from fwgraph.verification.repositories import GitEnded, GitObject, Name

pytestmark = needs_git


def fail(error: Exception) -> None:
    """Refuse any trouble."""
    raise error


def stores(*folders: Path) -> list[Path]:
    """Return the object stores below folders."""
    return scan_folders(folders, fail).object_stores


def read_blobs(
    stores: Sequence[Path], names: Sequence[Name], *, notes: Sequence[str] = ()
) -> dict[Name, bytes]:
    """Return the files that the stores have; what is noted has to be what is expected."""
    said: list[str] = []
    blobs = repositories.read_blobs(stores, names, said.append)
    assert said == [*notes]
    return blobs


def test_work_trees_bare_repositories_and_linked_work_trees_are_found(tmp_path: Path) -> None:
    first = make_repository(tmp_path / "a" / "tree", {"x.txt": "one\n"})
    second = make_repository(tmp_path / "b" / "origin", {"docs/y z.txt": "two\n"})
    git(tmp_path, "clone", "--quiet", "--bare", "b/origin", "c/bare.git")
    third = make_repository(tmp_path / "d" / "main", {"w.txt": "three\n"})
    git(tmp_path / "d" / "main", "worktree", "add", "--quiet", str(tmp_path / "e" / "linked"))
    found = stores(tmp_path / "a", tmp_path / "c", tmp_path / "e", tmp_path / "a")
    assert len(found) == 3
    wanted = [(first, "x.txt"), (second, "docs/y z.txt"), (third, "w.txt"), (first, "none.txt")]
    assert read_blobs(found, wanted) == {
        wanted[0]: b"one\n", wanted[1]: b"two\n", wanted[2]: b"three\n"
    }  # fmt: skip


def test_a_repository_that_is_named_itself_is_found(tmp_path: Path) -> None:
    commit = make_repository(tmp_path / "tree", {"x.txt": "one\n"})
    for folder in (tmp_path / "tree", tmp_path / "tree" / ".git"):
        assert read_blobs(stores(folder), [(commit, "x.txt")]) == {(commit, "x.txt"): b"one\n"}


def test_bytes_are_as_they_were_committed(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {"a.bin": bytes(range(256)), "empty": b"", "b": b"x\r\n"}
    commit = make_repository(tmp_path / "tree", files)
    blobs = read_blobs(stores(tmp_path), [(commit, name) for name in files])
    assert blobs == {(commit, name): content for name, content in files.items()}


def test_what_is_no_file_is_not_in_the_answer(tmp_path: Path) -> None:
    commit = make_repository(tmp_path / "tree", {"docs/x.txt": "one\n"})
    odd = ["docs", "", "docs/", "../x", "docs//x.txt", "/docs/x.txt", " ", "é", "\udcff", "HEAD"]
    wanted = [(commit, name) for name in odd]
    wanted += [("0" * 40, "docs/x.txt"), (commit[:-1], "none"), (commit, "docs/x.txt")]
    notes = [f"../x at {commit}: git gives no answer"]  # it ends, and the next one is asked anew
    blobs = read_blobs(stores(tmp_path), wanted, notes=notes)
    assert blobs == {(commit, "docs/x.txt"): b"one\n"}


def test_a_path_with_odd_signs_is_found(tmp_path: Path) -> None:
    folder = tmp_path / 'a "b\\c' / "d\ne"
    commit = make_repository(folder, {"x.txt": "one\n"})
    assert read_blobs(stores(folder), [(commit, "x.txt")]) == {(commit, "x.txt"): b"one\n"}


def test_a_large_file_is_left_out_and_the_next_one_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = 1 << 20
    monkeypatch.setattr(repositories, "MAX_TEXT", size)
    files = {"a": "x" * (size + 1), "b": "x" * size, "c": "\0" * 3 * size, "d": "one\n"}
    commit = make_repository(tmp_path / "tree", files)
    notes = [f"{name} at {commit}: larger than 1 MB, not read" for name in "ac"]
    blobs = read_blobs(stores(tmp_path), [(commit, name) for name in files], notes=notes)
    assert blobs == {(commit, "b"): b"x" * size, (commit, "d"): b"one\n"}


def test_damaged_repositories_do_not_keep_others_from_answering(tmp_path: Path) -> None:
    damaged = tmp_path / "a" / "damaged"
    other = make_repository(damaged, {"x.txt": "one\n"})
    blob = git(damaged, "rev-parse", "HEAD:x.txt")
    loose = damaged / ".git" / "objects" / blob[:2] / blob[2:]
    loose.chmod(0o600)
    loose.write_bytes(b"no zlib at all")
    packs = damaged / ".git" / "objects" / "pack"
    (packs / "pack-x.idx").write_bytes(b"\377tOc\0\0\0\2" + b"\1" * 2000)
    (packs / "pack-x.pack").write_bytes(b"PACK")
    (damaged / ".git" / "objects" / "info").mkdir(exist_ok=True)
    (damaged / ".git" / "objects" / "info" / "commit-graph").write_bytes(b"CGPH" + b"\1" * 99)
    alternates = damaged / ".git" / "objects" / "info" / "alternates"
    alternates.write_text("../objects\n/nowhere\n")
    good = make_repository(tmp_path / "b" / "good", {"y.txt": "two\n"})
    wanted = [(other, "x.txt"), (good, "y.txt")]
    assert read_blobs(stores(tmp_path), wanted) == {(good, "y.txt"): b"two\n"}


HOSTILE = """\
[core]
	repositoryformatversion = 1
	bare = false
	fsmonitor = touch {mark}
	hooksPath = {hooks}
	sshCommand = touch {mark}
	gitProxy = touch {mark}
	pager = touch {mark}
	alternateRefsCommand = touch {mark}
[extensions]
	partialClone = origin
[remote "origin"]
	url = ext::touch {mark}
	promisor = true
	partialclonefilter = blob:none
	uploadpack = touch {mark}
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[alias]
	cat-file = !touch {mark}
[filter "x"]
	smudge = touch {mark}
	process = touch {mark}
[diff "x"]
	textconv = touch {mark}
"""


def test_a_hostile_repository_has_nothing_run_and_nothing_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, mark, hooks = tmp_path / "tree", tmp_path / "mark", tmp_path / "hooks"
    files = {"x.txt": "one\n", "y.txt": "two\n", ".gitattributes": "* filter=x diff=x\n"}
    commit = make_repository(folder, files)
    hooks.mkdir()
    for name in ("post-checkout", "post-index-change", "reference-transaction", "pre-auto-gc"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {mark}\n")
        (hooks / name).chmod(0o755)
    blob = git(folder, "rev-parse", "HEAD:y.txt")
    (folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    (folder / ".git" / "config").write_text(HOSTILE.format(mark=mark, hooks=hooks))
    with pytest.raises(CalledProcessError):  # the attack works on whoever lets git read all this
        git(folder, "cat-file", "-p", f"{commit}:y.txt")
    assert mark.exists()
    mark.unlink()
    monkeypatch.setenv("GIT_DIR", str(folder / ".git"))
    monkeypatch.setenv("GIT_CONFIG_PARAMETERS", "'protocol.ext.allow'='always'")
    monkeypatch.setenv("GIT_TRACE", str(mark))
    wanted = [(commit, "y.txt"), (commit, "x.txt")]
    assert read_blobs(stores(folder), wanted) == {(commit, "x.txt"): b"one\n"}
    assert not mark.exists()


def test_replaced_objects_do_not_count(tmp_path: Path) -> None:
    folder = tmp_path / "tree"
    commit = make_repository(folder, {"x.txt": "one\n", "y.txt": "two\n"})
    git(folder, "replace", *(git(folder, "rev-parse", f"HEAD:{each}.txt") for each in "xy"))
    assert read_blobs(stores(folder), [(commit, "x.txt")]) == {(commit, "x.txt"): b"one\n"}


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_repository_that_never_answers_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(repositories, "DEADLINE", 0.5)
    commit = make_repository(tmp_path / "tree", {"x.txt": "one\n"})
    name = git(tmp_path / "tree", "rev-parse", "HEAD:x.txt")
    loose = tmp_path / "tree" / ".git" / "objects" / name[:2] / name[2:]
    loose.unlink()
    os.mkfifo(loose)
    notes = [f"x.txt at {commit}: git gives no answer"]
    assert read_blobs(stores(tmp_path), [(commit, "x.txt")], notes=notes) == {}


def test_without_git_there_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = make_repository(tmp_path / "tree", {"x.txt": "one\n"})
    monkeypatch.setattr(shutil, "which", lambda _: None)
    with pytest.raises(BadRequest, match=r"^git is not installed: "):
        read_blobs(stores(tmp_path), [(commit, "x.txt")])
    assert read_blobs([], [(commit, "x.txt")]) == {}
    assert read_blobs(stores(tmp_path), []) == {}


def test_many_repositories_take_one_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = [
        (make_repository(tmp_path / str(number), {"x.txt": f"{number}\n"}), "x.txt")
        for number in range(20)
    ]
    started: list[object] = []
    ask = repositories.ask_git

    def count(
        git: str, folder: Path, names: Sequence[str]
    ) -> Iterator[tuple[str, GitObject | GitEnded | None]]:
        started.append(names)
        return ask(git, folder, names)

    monkeypatch.setattr(repositories, "ask_git", count)
    blobs = read_blobs(stores(tmp_path), wanted)
    assert [blobs[name] for name in wanted] == [f"{number}\n".encode() for number in range(20)]
    assert len(started) == 1
