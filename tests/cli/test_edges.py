"""What lies around a command: encodings, closed streams, readers that leave, interrupts."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from tests.conftest import TINY, Command

from fwgraph.store import resources

pytestmark = pytest.mark.skipif(os.name == "nt", reason="these are streams and signals of POSIX")

PAGE = Path(__file__).parents[1] / "wiki" / "pages" / "small-2015.moin"
CLEAN = Path(__file__).parents[1] / "wiki" / "rules" / "clean.moin"
"""A page with findings, and one without any: the whole graph would take much longer."""
FWGRAPH = [sys.executable, "-m", "fwgraph"]
PEOPLE = ["lineage pyramid", "lineage pyramid --format=table", "show bfg", "ask", "ask impact",
          "ask relations --format=table", "why flask werkzeug --plain", "--help",
          "sparql -q ASK{}", f"validate {PAGE}"]  # fmt: skip
PROGRAMS = ["show bfg --format json", "ask frameworks --format csv", "export --format jsonld"]
MANY_ROWS = "SELECT * { ?s ?p ?o . ?a ?b ?c . ?x ?y ?z }"
LONG = f"SELECT (COUNT(*) AS ?count) {{ {MANY_ROWS} }}"


@cache  # the same command in UTF-8 is what each encoding is compared with
def run_process(arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Return what became of a command in a process of its own."""
    return subprocess.run(
        [*FWGRAPH, *arguments.split()],
        env={**os.environ, "COLUMNS": "100", **environment}, capture_output=True, check=False,
    )  # fmt: skip


def run_in_shell(command: str) -> subprocess.CompletedProcess[str]:
    """Return what became of a shell's command line, in which fwgraph stands for ours."""
    ours = f'"{sys.executable}" -m fwgraph '
    line = re.sub(r"(?<![\w/.-])fwgraph ", lambda _: ours, command)  # not in the path of a file
    return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252:strict"])
@pytest.mark.parametrize("command", PEOPLE)
def test_signs_that_an_encoding_lacks_are_replaced(encoding: str, command: str) -> None:
    codec = encoding.partition(":")[0]
    plain = run_process(command, PYTHONIOENCODING="utf-8")
    done = run_process(command, PYTHONIOENCODING=encoding)
    assert (done.returncode, done.stderr) == (plain.returncode, b"")
    assert done.stdout == plain.stdout.decode().encode(codec, "replace")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
@pytest.mark.parametrize("command", PROGRAMS)
def test_what_is_for_programs_is_the_same_bytes_in_every_encoding(
    encoding: str, command: str
) -> None:
    assert run_process(command, PYTHONIOENCODING=encoding).stdout == (
        run_process(command, PYTHONIOENCODING="utf-8").stdout
    )


def test_an_encoding_without_any_of_the_signs_is_left_to_click() -> None:
    done = run_process("lineage pyramid", PYTHONIOENCODING="ascii")
    assert done.stdout == run_process("lineage pyramid", PYTHONIOENCODING="utf-8").stdout


CLOSED = "error: standard input or output is closed\n"


@pytest.mark.parametrize(
    "command",
    ["show flask", "ask frameworks --format csv", "ask", "--help", "--version", "lineage pyramid",
     "show flask --format=text", "export --format nt", "sparql -q ASK{}", f"validate {CLEAN}",
     f"show alpha --data {TINY}"],
)  # fmt: skip
def test_closed_output_is_a_sentence(command: str) -> None:
    done = run_in_shell(f"fwgraph {command} >&-")
    assert (done.returncode, done.stdout, done.stderr) == (2, "", CLOSED)


def test_closed_output_is_no_trouble_for_what_writes_a_file(tmp_path: Path) -> None:
    """And the file is not the one that libraries print into."""
    path = tmp_path / "graph.nt"
    done = run_in_shell(f"fwgraph export {path} --data {TINY} >&-")
    assert (done.returncode, done.stderr) == (0, "")
    open_output = run_in_shell(f"fwgraph export --format nt --data {TINY}")
    assert path.read_text(encoding="utf-8") == open_output.stdout


def test_closed_input_is_a_sentence() -> None:
    done = run_in_shell("fwgraph sparql - <&-")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "error: standard input: it is closed\n"


@pytest.mark.parametrize(
    ("command", "code"), [("show flask", 0), ("show nonesuch", 2), ("sho", 2), ("show", 2)]
)
def test_closed_errors_change_no_exit_code(command: str, code: int) -> None:
    done = run_in_shell(f"fwgraph {command} 2>&-")
    assert (done.returncode, done.stderr) == (code, "")


def test_everything_closed_is_no_traceback() -> None:
    assert run_in_shell("fwgraph sparql - <&- >&- 2>&-").returncode == 2


@pytest.mark.parametrize(
    "command",
    ["export --format nt", f"export --format nt --data {TINY}", "ask impact --format=csv",
     "sparql -q ASK{}", "show bfg"],
)  # fmt: skip
def test_a_reader_that_leaves_is_no_rule_that_is_broken(command: str) -> None:
    done = run_in_shell(f"trap '' PIPE; fwgraph {command} | true; echo ${{PIPESTATUS[0]}}")
    assert done.stderr == ""
    assert done.stdout in {"0\n", "2\n"}, "the pipe may take all before its reader is gone"


INTERRUPTED = """
import os, signal, sys, threading
from fwgraph.cli import main
signal.signal(signal.SIGINT, signal.default_int_handler)
threading.Timer(float(sys.argv.pop(1)), os.kill, (os.getpid(), signal.SIGINT)).start()
main()
"""


def interrupt(*arguments: str) -> tuple[int, str, str]:
    """Return what became of a command that is interrupted soon after its start."""
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, "0.4", *arguments],
        capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of a server that takes requests and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/update"


@pytest.mark.parametrize(
    "arguments",
    [
        ("validate",),
        ("validate", str(resources.resource_root() / "data")),
        ("sparql", "-q", LONG),
        ("sparql", "-q", MANY_ROWS, "--format", "csv"),
        ("sparql", "-q", f"CONSTRUCT {{ ?s ?p ?o }} {{ {MANY_ROWS} }}", "--data", str(TINY)),
    ],
    ids=lambda arguments: " ".join(arguments)[:30],
)
def test_an_interrupt_is_130_also_while_a_library_computes(arguments: tuple[str, ...]) -> None:
    code, _, err = interrupt(*arguments)
    assert (code, err) == (130, "\nAborted!\n")


@pytest.mark.parametrize("command", ["push", "show x --endpoint", "sparql -q ASK{} --endpoint"])
def test_an_interrupt_is_130_while_a_store_is_waited_for(command: str, silent: str) -> None:
    assert interrupt(*command.split(), silent) == (130, "", "\nAborted!\n")


def test_an_interrupt_leaves_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("before")
    assert interrupt("sparql", "-q", LONG, "-o", str(path))[0] == 130
    assert [file.read_text() for file in tmp_path.iterdir()] == ["before"]


def test_who_ignores_interrupts_is_not_interrupted() -> None:
    """As a shell does for what it starts in the background."""
    done = run_in_shell(
        f"trap '' INT; fwgraph validate {CLEAN} & sleep 0.4; kill -INT $!; wait $!; echo $?"
    )
    assert (done.stdout.splitlines()[-1], done.stderr) == ("0", "")


WARNING = """
import sys, warnings
from fwgraph import graph
from fwgraph.cli import main
load = graph.load
def warn_and_load(*paths, on=None):
    warnings.warn("this is for programmers", FutureWarning)
    return load(*paths, on=on)
graph.load = warn_and_load
main()
"""


@pytest.mark.parametrize("python", [[], ["-Walways"]])
def test_warnings_of_libraries_are_for_those_who_ask_for_them(python: list[str]) -> None:
    arguments = ["show", "alpha", "--data", str(TINY)]
    done = subprocess.run(
        [sys.executable, *python, "-c", WARNING, *arguments],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert ("for programmers" in done.stderr) == bool(python)


@pytest.mark.parametrize("name", [b"\xff.moin", b"\xed\xa0\x80.ttl", b"a\nb.moin"])
def test_a_name_that_is_no_text_is_one_sentence(name: bytes, tmp_path: Path, run: Command) -> None:
    path = Path(os.fsdecode(bytes(tmp_path) + b"/" + name))
    for command in (("validate", path), ("export", path / "x.ttl"), ("show", "x", "--data", path)):
        code, out, err = run(*command)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert err.startswith("error: ")
