"""A small fixed part of ``make fuzz``, and what shows that the harness sees each sort of fault."""

import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import RdfFormat, parse
from tests.fuzz.__main__ import input_names
from tests.fuzz.checks import colour_quads, is_readable, page_lines, read_quads
from tests.fuzz.corpora import PROJECT, read_seeds, read_tokens
from tests.fuzz.kinds import KINDS, Case, try_fix, try_format, try_import, try_twin
from tests.fuzz.mutation import MAX_BYTES, mutate
from tests.fuzz.processes import Fault, Outcome
from tests.fuzz.servers import ask_server

PARENT = """
import logging, os, signal, sys, time, warnings
from pathlib import Path
from tests.fuzz.processes import run_forked

def child():
    {child}

for fault in run_forked(child, Path(sys.argv[1]), ("show",), 1.0).faults:
    print(fault.sort, fault.detail)
"""


def run_python(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run Python in a process that nobody else has threads in, as forking needs."""
    return subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT, capture_output=True, text=True, check=False
    )


def test_a_small_part_of_the_inputs_shows_no_fault(tmp_path: Path) -> None:
    ended = run_python("-m", "tests.fuzz", "--inputs", "40", "--seed", "1", "--keep", tmp_path)
    assert (ended.returncode, ended.stderr) == (0, ""), ended.stdout
    assert " 40 " in next(line for line in ended.stdout.splitlines() if line.startswith("all"))


@pytest.mark.parametrize(
    ("child", "seen"),
    [
        ("print('fine')", ""),
        ("sys.exit(1)", ""),
        ("sys.exit('error: a sentence')", ""),
        ("sys.stderr.write('error: a sentence'); sys.exit(2)", ""),
        ("sys.exit(2)", "exit show: exit code 2 without a word"),
        ("sys.exit(3)", "exit show: exit code 3"),
        ("os.kill(os.getpid(), signal.SIGSEGV)", "exit show: SIGSEGV"),
        ("os.abort()", "exit show: SIGABRT"),
        ("time.sleep(30)", "hang show: no end"),
        ("{}['x']", "traceback KeyError at"),
        ("bytearray(1 << 40)", "traceback MemoryError at"),
        ("logging.getLogger('library').warning('odd')", "traceback show: a library's log: odd"),
        ("warnings.warn('odd')", "traceback show: "),
    ],
)
def test_how_a_process_ends_is_judged(child: str, seen: str, tmp_path: Path) -> None:
    ended = run_python("-c", PARENT.format(child=child), tmp_path)
    assert ended.stderr == ""
    assert ended.stdout.startswith(seen)
    assert bool(ended.stdout) == bool(seen)


def test_a_name_that_is_no_input_is_said_so() -> None:
    ended = run_python("-m", "tests.fuzz", "--only", "fish-1")
    assert ended.returncode == 2
    assert "fish-1: a kind and a number" in ended.stderr


def test_inputs_follow_from_the_seed_alone(tmp_path: Path) -> None:
    def inputs(seed: int) -> list[bytes]:
        return [Case(seed, "ttl", number, tmp_path).input_bytes("ttl") for number in range(50)]

    assert inputs(1) == inputs(1)
    assert inputs(1) != inputs(2)
    assert len(set(inputs(1))) > 45


def test_every_kind_has_its_share_of_the_inputs() -> None:
    names = input_names(5_000)
    assert len(set(names)) == 5_000
    assert {name.rpartition("-")[0] for name in names} == set(KINDS)
    assert set(input_names(40)) < set(names)
    assert {name.rpartition("-")[0] for name in input_names(40)} == set(KINDS)


@pytest.mark.parametrize("ending", ["moin", "md", "ttl", "jsonld", "nt", "nq", "trig", "rdf", "rq"])
def test_mutations_change_good_inputs_within_bounds(ending: str) -> None:
    seeds, tokens = read_seeds(ending), read_tokens(ending)
    random = Random(1)
    made = [mutate(random.choice(seeds), random, tokens, seeds[0]) for _ in range(200)]
    assert max(len(raw) for raw in made) <= MAX_BYTES
    assert sum(raw not in seeds for raw in made) > 190
    assert any(len(raw) > 20_000 for raw in made)


class Liar(Case):
    """A case whose commands do what a test says."""

    script: list[Callable[[Path], tuple[int, bytes, str]]]

    def run(self, *arguments: str | Path) -> Outcome:
        code, out, err = self.script.pop(0)(self.folder)
        outcome = Outcome(tuple(map(str, arguments)), code, out, err)
        self.outcomes.append(outcome)
        return outcome


def says(code: int, out: bytes = b"", err: str = "") -> Callable[[Path], tuple[int, bytes, str]]:
    return lambda _: (code, out, err)


def writes(name: str, raw: bytes, code: int = 0) -> Callable[[Path], tuple[int, bytes, str]]:
    def write(folder: Path) -> tuple[int, bytes, str]:
        (folder / name).write_bytes(raw)
        return code, b"", ""

    return write


def try_files(case: Case, path: Path) -> Iterator[Fault]:
    return try_twin(case, path, read_quads(path, "nt") or set())


PAGE = b" * B (2006-9-1)\n * A\n"
FIXED = b" * A\n * B (2006-09-01)\n"
LINES = b"<a:b> <a:p> <a:b> .\n<a:b> <a:p> _:x .\n"
TURTLE = b"<a:b> <a:p> _:x . _:x <a:p> 1 ."


@pytest.mark.parametrize(
    ("attempt", "name", "raw", "script", "seen"),
    [
        (try_fix, "p.moin", PAGE, [says(0, PAGE)], ""),
        (try_fix, "p.moin", PAGE, [says(0, FIXED, "p:1: B: moved\n"), says(0, FIXED)], ""),
        (try_fix, "p.moin", PAGE, [says(0, FIXED), says(0, FIXED)], "without a word"),
        (try_fix, "p.moin", PAGE, [says(1, b" * A\n", ": moved"), says(1, b" * A\n")], "was lost"),
        (try_fix, "p.moin", PAGE, [says(0, FIXED, ": moved"), says(0, PAGE)], "repaired again"),
        (try_fix, "p.moin", b"\xff", [says(2), writes("p.moin", b"", 2)], "unreadable page"),
        (try_import, "p.moin", PAGE, [writes("edition.ttl", b""), says(0, PAGE)], ""),
        (try_import, "p.moin", PAGE, [says(0), says(0, PAGE[:-1])], "not the page"),
        (try_import, "p.moin", PAGE, [writes("edition.ttl", b"", 2)], "refused page"),
        (try_files, "a.nt", LINES, [writes("both.nt", LINES + LINES.replace(b"_:x", b"_:y"))], ""),
        (try_files, "a.nt", LINES, [writes("both.nt", LINES)], "met"),
        (try_format, "f.ttl", TURTLE, [says(2)], ""),
        (try_format, "f.ttl", TURTLE, [writes("f.ttl", TURTLE.replace(b"x", b"y")), says(0)], ""),
        (try_format, "f.ttl", TURTLE, [writes("f.ttl", b"<a:b> <a:p> 1 ."), says(0)], "other trip"),
        (try_format, "f.ttl", TURTLE, [writes("f.ttl", b"<a:b>"), says(0)], "other triples"),
        (try_format, "f.ttl", TURTLE, [says(0), says(1)], "formatted again"),
        (try_format, "f.ttl", TURTLE, [writes("f.ttl", b"", 2)], "refused file"),
    ],
)
def test_lost_bytes_are_seen(
    attempt: Callable[[Case, Path], Iterator[Fault]],
    name: str,
    raw: bytes,
    script: list[Callable[[Path], tuple[int, bytes, str]]],
    seen: str,
    tmp_path: Path,
) -> None:
    case = Liar(1, "kind", 1, tmp_path)
    case.script = list(script)
    (tmp_path / name).write_bytes(raw)
    faults = list(attempt(case, tmp_path / name))
    assert case.script == []
    assert [fault.sort for fault in faults] == ["lost"] * bool(seen)
    assert all(seen in fault.detail for fault in faults)


def test_lines_may_move_and_dates_be_padded_but_nothing_else() -> None:
    assert page_lines(PAGE) == page_lines(FIXED)
    assert page_lines(PAGE) != page_lines(FIXED.replace(b"2006", b"2007"))
    assert page_lines(PAGE * 2) != page_lines(PAGE)
    assert page_lines(b"\xff") != page_lines(b"\xfe")


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("_:a <x:p> _:b . _:b <x:p> 1 .", "_:z <x:p> _:y . _:y <x:p> 1 .", True),
        ("_:a <x:p> _:b . _:b <x:p> 1 .", "_:z <x:p> _:y . _:y <x:p> 2 .", False),
        ("_:a <x:p> _:b , _:c .", "_:a <x:p> _:b .", False),
        ("_:a <x:p> _:b . _:a <x:q> _:b .", "_:a <x:p> _:b . _:b <x:q> _:a .", False),
    ],
)
def test_blank_nodes_are_compared_whatever_they_are_called(
    first: str, second: str, same: bool
) -> None:
    one, other = (
        colour_quads(parse(text.encode(), format=RdfFormat.TURTLE)) for text in (first, second)
    )
    assert (one == other) is same


def test_outputs_are_read_in_their_syntax() -> None:
    assert is_readable(b"{}", "json")
    assert not is_readable(b"{", "json")
    assert not is_readable(b"<svg>\0</svg>", "svg")
    assert not is_readable(b"\xff", "csv")


@contextmanager
def answering(raw: bytes, health: bytes = b"HTTP/1.1 200 OK\r\n\r\n") -> Iterator[str]:
    """Run a server that answers bytes to a request, and others to the question for its health."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            for answer in (raw, health):
                connection = listener.accept()[0]
                with connection:
                    connection.recv(1 << 16)
                    connection.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join()


@pytest.mark.parametrize(
    ("answer", "health", "seen"),
    [
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 200 OK", []),
        (b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 200 OK", []),
        (b"", b"HTTP/1.1 200 OK", []),
        (b"HTTP/1.1 500 Oh\r\n\r\n", b"HTTP/1.1 200 OK", ["exit"]),
        (
            b"HTTP/1.1 200 OK\r\n\r\nTraceback (most recent call last)",
            b"HTTP/1.1 200 OK",
            ["traceback"],
        ),
        (b"", b"HTTP/1.1 500 Oh", ["exit"]),
    ],
)
def test_what_a_server_answers_is_judged(answer: bytes, health: bytes, seen: list[str]) -> None:
    with answering(answer, health) as address:
        faults = list(ask_server(address, b"GET / HTTP/1.1\r\n\r\n", repair_length=False))
    assert [fault.sort for fault in faults] == seen
