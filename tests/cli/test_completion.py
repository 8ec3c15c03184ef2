"""Shells complete commands, options, names of things, questions, parameters and their values."""

import os
import pty
import re
import select
import shutil
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.shell_completion import FishComplete, ShellComplete, ZshComplete

from fwgraph.cli.commands import cli
from fwgraph.cli.completion import WholeWordBashComplete

TINY = Path(__file__).parents[1] / "graphs" / "tiny.ttl"
COMPLETIONS = [
    ("", "sh", ["show"]),
    ("show", "flas", ["flash", "flask"]),
    ("show", "Flas", ["flash", "flask"]),
    ("show", "bf", ["BFG"]),
    ("show", "flask-pyp", ["flask-pyproject"]),
    ("show", "software:flas", ["software:flask"]),
    ("show", "web-frameworks-2016", ["web-frameworks-2016"]),
    ("status", "wsgis", ["wsgiservlets"]),
    ("lineage", "pyrox", ["pyroxide"]),
    ("why flask", "pyrox", ["pyroxide"]),
    ("diff web-frameworks-2016", "web-f", ["web-frameworks-2016", "web-frameworks-2026"]),
    ("ask", "linea", ["lineage"]),
    ("ask lineage", "pyrox", ["pyroxide"]),
    ("ask lineage", "framework=pyrox", ["framework=pyroxide"]),
    ("ask lineage pyramid", "", []),
    ("ask path flask", "pyrox", ["pyroxide"]),
    ("ask path", "to", ["tornado", "toscawidgets", "to="]),
    ("ask path to=flask", "pyrox", ["pyroxide"]),
    ("ask path to=flask from=bfg", "", []),
    ("ask releases", "", ["software=", "edition="]),
    ("ask releases software=flask", "e", ["edition="]),
    ("ask quiet-since", "", []),
    ("ask nothing-such", "", []),
    ("ask kinds --format", "", ["text", "table", "csv", "tsv", "json"]),
    ("export - -f", "n", ["nt", "nq"]),
    ("draw --relation", "bui", ["builtOn"]),
    ("draw --edition", "web-frameworks-2", ["web-frameworks-2016", "web-frameworks-2026"]),
    (f"show --data {TINY}", "gam", ["Gamma"]),
    ("show --data /nothing-such", "gam", []),
    ("upstream requirements --source", "flask-pyp", ["flask-pyproject"]),
]


def complete(words: str, incomplete: str, shell: type[ShellComplete]) -> list[str]:
    completion = shell(cli, {}, "fwgraph", "_FWGRAPH_COMPLETE")
    return [item.value for item in completion.get_completions(words.split(), incomplete)]


@pytest.mark.parametrize(("words", "incomplete", "expected"), COMPLETIONS)
def test_a_word_is_completed(words: str, incomplete: str, expected: list[str]) -> None:
    assert complete(words, incomplete, WholeWordBashComplete) == expected


@pytest.mark.parametrize("shell", [ZshComplete, FishComplete])
def test_other_shells_are_told_the_same(shell: type[ShellComplete]) -> None:
    assert complete("ask relations", "edition=web-f", shell) == [
        "edition=web-frameworks-2016",
        "edition=web-frameworks-2026",
    ]


def test_files_are_left_to_the_shell() -> None:
    bash = WholeWordBashComplete(cli, {}, "fwgraph", "_FWGRAPH_COMPLETE")
    for words in (["validate"], ["fix"], ["import"], ["sparql"], ["show", "x", "-o"]):
        assert [item.type for item in bash.get_completions(words, "pa")] == ["file"]


class Terminal:
    """A real bash on a terminal of its own."""

    def __init__(self, folder: Path) -> None:
        program = folder / "fwgraph"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m fwgraph "$@"\n')
        program.chmod(0o755)
        settings = folder / "inputrc"
        settings.write_text("set enable-bracketed-paste off\n")
        path = f"{folder}:{os.environ['PATH']}"
        places = {"PATH": path, "PS1": "$ ", "INPUTRC": str(settings), "COLUMNS": "200"}
        self.process, self.descriptor = pty.fork()
        if not self.process:
            os.environ.update(places)
            os.execlp("bash", "bash", "--norc", "--noprofile", "-i")
        self.send('eval "$(_FWGRAPH_COMPLETE=bash_source fwgraph)"; echo ready$((1))\n')
        self.read_until(r"ready1\r")

    def send(self, keys: str) -> None:
        os.write(self.descriptor, keys.encode())

    def read_until(self, pattern: str) -> str:
        text, end = "", time.monotonic() + 30
        while not re.search(pattern, text):
            assert select.select([self.descriptor], [], [], end - time.monotonic())[0], text
            text += os.read(self.descriptor, 4096).decode()
        return text

    def complete(self, typed: str) -> str:
        """Return what a line has become after TAB."""
        self.send(f"{typed}\t\x01echo '<\x05>'\n")  # the line in quotes, printed by echo
        lines: list[str] = re.findall(r"\n<(.*)>\r", self.read_until(r"\n<.*>\r"))
        return lines[-1]

    def close(self) -> None:
        os.close(self.descriptor)
        os.waitpid(self.process, 0)


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    if not shutil.which("bash"):
        pytest.skip("there is no bash")
    terminal = Terminal(tmp_path_factory.mktemp("bin"))
    yield terminal
    terminal.close()


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("fwgraph sho", "fwgraph show "),
        ("fwgraph show pyrox", "fwgraph show pyroxide "),
        ("fwgraph show software:pyrox", "fwgraph show software:pyroxide "),
        ("fwgraph ask relations edition=web-frameworks-202",
         "fwgraph ask relations edition=web-frameworks-2026 "),
        ("fwgraph ask releases softw", "fwgraph ask releases software="),
        ("fwgraph ask kinds -f t", "fwgraph ask kinds -f t"),
        ("fwgraph ask kinds --format tab", "fwgraph ask kinds --format table "),
    ],
)  # fmt: skip
def test_bash_completes(typed: str, completed: str, terminal: Terminal) -> None:
    assert terminal.complete(typed) == completed
