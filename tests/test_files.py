"""Files and folders appear whole or not at all, and killed runs leave nothing for long."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from fwgraph import files
from fwgraph.errors import BadRequest, Unreadable
from fwgraph.store.on_disk import build_store

KILLED = """
import os, signal, sys
from pathlib import Path
from fwgraph import files

rename, count = Path.rename, 0
def killed_rename(self, target):
    global count
    if count == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    count += 1
    return rename(self, target)
Path.rename = Path.replace = killed_rename
path = Path(sys.argv[1])
if sys.argv[3] == "folder":
    with files.replace_folder(path) as new:
        new.mkdir()
        (new / "b").write_text("new")
else:
    files.replace_file(path, b"new")
"""


def run_killed(path: Path, renames: int, kind: str) -> None:
    call = [sys.executable, "-c", KILLED, str(path), str(renames), kind]
    assert subprocess.run(call, check=False).returncode == -signal.SIGKILL


def old_folder(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "a").write_text("old")
    return folder


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit, OSError, MemoryError])
@pytest.mark.parametrize("failing", [0, 1])
def test_an_interruption_between_the_renames_brings_the_old_folder_back(
    error: type[BaseException], failing: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, calls, rename = old_folder(tmp_path), [], Path.rename

    def interrupted_rename(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) == failing + 1:
            raise error
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted_rename)
    with pytest.raises((error, Unreadable)), files.replace_folder(folder) as new:
        new.mkdir()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (folder / "a").read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
@pytest.mark.parametrize("renames", [0, 1])
def test_the_next_run_puts_a_folder_back_that_a_killed_one_moved_away(
    renames: int, tmp_path: Path
) -> None:
    folder = old_folder(tmp_path)
    run_killed(folder, renames, "folder")
    assert len(list(tmp_path.iterdir())) == 2 - renames
    assert files.recover_folder(folder) == folder.resolve()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]
    assert (folder / "a").read_text() == "old"


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_a_store_that_was_moved_away_is_still_not_replaced_without_force(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    build_store([], folder)
    run_killed(folder, 1, "folder")
    assert not folder.exists()
    with pytest.raises(BadRequest, match="there is a store already"):
        build_store([], folder)


@pytest.mark.skipif(os.name == "nt", reason="no SIGKILL")
def test_the_next_run_removes_the_file_that_a_killed_one_left(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250)
    path.write_text("old")
    run_killed(path, 0, "file")
    assert len(list(tmp_path.iterdir())) == 2
    files.replace_file(path, b"newer")
    assert list(tmp_path.iterdir()) == [path]
    assert path.read_text() == "newer"


def test_what_a_running_process_writes_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a"
    sibling = tmp_path / f"{files.sibling_prefix(path, os.getpid())}x"
    sibling.touch()
    files.replace_file(path, b"new")
    assert sibling.exists()
