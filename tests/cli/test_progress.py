"""Whoever waits at a terminal sees how far a command is; a file or a pipe gets no bar."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGE = "= Web =\n== Popular Full-Stack Frameworks ==\n * [[http://a.example/|Alpha]] first\n"


def command(folder: Path) -> list[str | Path]:
    page = folder / "page.moin"
    page.write_text(PAGE, encoding="utf-8")
    out = folder / "page.ttl"
    return [sys.executable, "-m", "fwgraph", "import", page, "--edition", "own", "-o", out]


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="only Unix has terminals of its own")
def test_a_terminal_shows_a_bar(tmp_path: Path) -> None:
    leader, follower = os.openpty()
    done = subprocess.run(command(tmp_path), stderr=follower, check=False, timeout=60)
    os.close(follower)
    shown = os.read(leader, 100_000).decode()
    os.close(leader)
    assert done.returncode == 0, shown
    assert "entries" in shown
    assert "100%" in shown


def test_a_pipe_gets_none(tmp_path: Path) -> None:
    done = subprocess.run(command(tmp_path), capture_output=True, check=True, timeout=60)
    assert (done.stdout, done.stderr) == (b"", b"")
