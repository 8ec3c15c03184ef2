"""What is read without click means the same to click, and does the same."""

import os
import signal
import subprocess
import sys
from collections.abc import Sequence

import pytest
from tests.conftest import Command

from fwgraph.cli import quick
from fwgraph.store import resources

QUICK = [
    "ask",
    "ask --format json",
    "ask dependents software=werkzeug",
    "ask dependents software=werkzeug --format csv",
    "ask --format tsv relations edition=web-frameworks-2016",
    "ask dependents --format csv --format json software=werkzeug",
    "ask impact",
    "ask dependents",
    "ask dependents software=werkzeuk",
    "ask dependents werkzeug",
    "ask path flask to=jinja2",
    "ask relations web-frameworks-2016 -f csv",
    "show bfg -f csv",
    "lineage pyramid -f table",
    "ask dependents software=flask software=werkzeug",
    "ask nothing-such",
    "ask ../internal/names",
    "sparql missing.rq",
    "show bfg",
    "show bfg --format json",
    "diff web-frameworks-2016 web-frameworks-2026",
    "diff web-frameworks-2016 web-frameworks-2026 --format md --only went",
    "diff web-frameworks-2016 flask",
    "show bfg --format text",
    "show nothing-such",
    "status pylons",
    "status pylons --format json",
    "status pylons --format csv",
    "status responder --format text",
    "status nothing-such",
    "status wsgi",
    "ask status software=masonite",
    "show ../flask",
    "lineage pyramid",
    "lineage pyramid --dependencies",
    "lineage --plain pyramid",
    "lineage pyramid --format csv --dependencies",
    "lineage wsgi",
    "dependencies flask",
    "dependents werkzeug --plain",
    "dependents werkzeug --format table",
    "why flask werkzeug",
    "why flask flask",
    "why flask nothing-such --plain",
]
LEFT_TO_CLICK = [
    "",
    "--help",
    "--version",
    "show",
    "show --help",
    "diff web-frameworks-2016",
    "show bfg -h",
    "show bfg flask",
    "show bfg --format",
    "show bfg -fcsv",
    "show bfg -f docx",
    "show bfg -o bfg.json",
    "show bfg --format=json",
    "show bfg --plain",
    "show -- bfg",
    "show -",
    "ask dependents software=werkzeug --form csv",
    "ask dependents software=werkzeug --format CSV",
    "ask dependents software=werkzeug -o out.csv",
    "ask impact --data data",
    "ask impact --endpoint http://localhost:1/",
    "dependents werkzeug --dependencies",
    "why flask",
    "why flask werkzeug wsgi",
    "validate",
    "verify",
    "sparql -q ASK{}",
    "shwo bfg",
]


def words(line: str) -> list[str]:
    return line.split()


@pytest.mark.parametrize("line", QUICK)
def test_click_answers_the_same(line: str, run: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    assert quick.parse_command_line(words(line))
    found = run(*words(line))
    monkeypatch.setattr(quick, "parse_command_line", lambda _: None)
    assert found == run(*words(line))


@pytest.mark.parametrize("line", LEFT_TO_CLICK)
def test_what_is_not_plain_is_left_to_click(line: str) -> None:
    assert quick.parse_command_line(words(line)) is None


@pytest.mark.parametrize(
    ("name", "value"), [("FWGRAPH_ENDPOINT", "http://localhost:1/"), ("_FWGRAPH_COMPLETE", "x")]
)
def test_what_the_environment_asks_for_is_left_to_click(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(name, value)
    assert quick.parse_command_line(["show", "bfg"]) is None


INTERRUPTED = """
import sys
from fwgraph import graph
from fwgraph.cli import main, quick
def interrupted():
    raise KeyboardInterrupt
graph.open_shipped = interrupted
if sys.argv[1] == "click":
    quick.parse_command_line = lambda arguments: None
main(["show", "bfg"])
"""


def ended(command: Sequence[str]) -> tuple[int, str, str]:
    done = subprocess.run([sys.executable, *command], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def test_an_interrupt_ends_both_the_same_way() -> None:
    assert ended(["-c", INTERRUPTED, "quick"]) == ended(["-c", INTERRUPTED, "click"])
    assert ended(["-c", INTERRUPTED, "quick"]) == (130, "", "\nAborted!\n")


@pytest.mark.parametrize("command", ["ask", "show bfg", "lineage pyramid"])
@pytest.mark.parametrize("options", [(), ("--data", str(resources.resource_root() / "data"))])
def test_a_reader_that_has_left_is_no_error(command: str, options: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "fwgraph", *words(command), *options],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        preexec_fn=lambda: signal.signal(signal.SIGPIPE, signal.SIG_IGN),
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (2, b"")


TERMINAL = """
import os, pty, sys
code = pty.spawn([sys.executable, "-m", "fwgraph", *sys.argv[1:]])
sys.exit(os.waitstatus_to_exitcode(code))
"""


@pytest.mark.parametrize("no_colour", ["", "1"])
def test_a_terminal_gets_bold_titles_unless_it_wants_none(
    no_colour: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", no_colour)
    quickly = ended(["-c", TERMINAL, "show", "bfg"])
    assert ("\033[1mrepoze.bfg\033[0m" in quickly[1]) == (not no_colour)
    assert quickly == ended(["-c", TERMINAL, "show", "bfg", "--format=text"])
