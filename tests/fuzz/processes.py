"""One command line in one forked process: what it wrote, and how it ended.

The parent imports fwgraph and runs each command once; a child costs milliseconds, and its
crash or endless loop ends nobody else.
"""

from __future__ import annotations

import gc
import logging
import os
import re
import resource
import signal
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

TIME_LIMIT = 20.0
"""Seconds of the clock after which an input counts as a hang."""
MEMORY_LIMIT = 4 << 30
FILE_LIMIT = 256 << 20
EXIT_CODES = frozenset({0, 1, 2, 130})
UNCAUGHT = 70
LIBRARY_NOISE = re.compile(r"^(?:.*:\d+: \w*Warning: |a library's log: ).*", re.MULTILINE)


@dataclass(frozen=True)
class Fault:
    """What must not happen: its sort, and the line that tells it from others."""

    sort: str
    detail: str


SORTS = ("traceback", "exit", "hang", "lost")
"""Tracebacks and messages of libraries; wrong exits and signals; hangs; lost or changed bytes."""


@dataclass(frozen=True)
class Outcome:
    """How a command line ended: its exit code, or the negative number of a signal.

    A hang with few ``processor_seconds`` waited for something, or for a busy machine.
    """

    arguments: tuple[str, ...]
    code: int
    out: bytes
    err: str
    seconds: float = 0.0
    processor_seconds: float = 0.0

    @property
    def faults(self) -> Iterator[Fault]:
        """What is wrong with any command line that ends like this."""
        command = next(iter(self.arguments), "")
        if self.code == -signal.SIGALRM:
            yield Fault("hang", f"{command}: no end")
        elif self.code < 0:
            yield Fault("exit", f"{command}: {signal.Signals(-self.code).name}")
        elif "Traceback (most recent call last)" in self.err:
            yield Fault("traceback", traceback_signature(self.err))
        elif self.code not in EXIT_CODES:
            yield Fault("exit", f"{command}: exit code {self.code}")
        elif self.code == 2 and not self.err.strip():
            yield Fault("exit", f"{command}: exit code 2 without a word")
        if noise := LIBRARY_NOISE.search(self.err):
            yield Fault("traceback", f"{command}: {noise[0][:160]}")


def traceback_signature(text: str) -> str:
    """Return the exception's type and the last line of the package on the way to it."""
    frames = re.findall(r'File ".*?/(fwgraph/[^"]+|[^"/]+/[^"/]+)", line (\d+), in', text)
    own = [frame for frame in frames if frame[0].startswith("fwgraph/")] or frames
    errors = re.findall(r"^(?!Traceback)([A-Za-z_][\w.]*)(?:: .*)?$", text, re.MULTILINE)
    return f"{errors[-1] if errors else '?'} at {':'.join(own[-1]) if own else '?'}"


def run_command(arguments: Sequence[str], folder: Path, limit: float = TIME_LIMIT) -> Outcome:
    """Run ``fwgraph`` with these arguments in a folder, in a process of its own."""
    from fwgraph.cli import main

    return run_forked(lambda: main(arguments), folder, tuple(arguments), limit)


def run_forked(
    function: Callable[[], object],
    folder: Path,
    arguments: tuple[str, ...] = (),
    limit: float = TIME_LIMIT,
) -> Outcome:
    """Call a function in a forked process, and collect what it wrote."""
    sys.stdout.flush()
    sys.stderr.flush()
    start = time.monotonic()
    child = os.fork()
    if not child:
        call_limited(function, folder, limit)
    _, status, usage = os.wait4(child, 0)
    out, err = folder / ".out", folder / ".err"
    return Outcome(
        arguments,
        os.waitstatus_to_exitcode(status),
        out.read_bytes(),
        err.read_text(encoding="utf-8", errors="replace"),
        time.monotonic() - start,
        usage.ru_utime + usage.ru_stime,
    )


def call_limited(function: Callable[[], object], folder: Path, limit: float) -> NoReturn:
    """Call a function as the last thing this process does; SIGALRM ends what takes too long."""
    code = UNCAUGHT
    try:
        signal.signal(signal.SIGALRM, signal.SIG_DFL)  # the kernel's: native code cannot put it off
        signal.setitimer(signal.ITIMER_REAL, limit)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_LIMIT, FILE_LIMIT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.chdir(folder)
        redirect_streams()
        code = exit_code(function)
    finally:
        os._exit(code)


def redirect_streams() -> None:
    """Let this process read nothing, and write into files of the folder that it is in."""
    for number, name, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, ".out", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, ".err", os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        opened = os.open(name, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    if logging.lastResort:
        logging.lastResort.setFormatter(logging.Formatter("a library's log: %(message)s"))


def exit_code(function: Callable[[], object]) -> int:
    """Call a function, and return the exit code of a process that ends with it."""
    code: object = 0
    try:
        function()
    except SystemExit as stop:
        code = stop.code
    except BaseException:  # noqa: BLE001 - whatever passes main is what is looked for
        traceback.print_exc()
        code = UNCAUGHT
    sys.stdout.flush()
    sys.stderr.flush()
    return code if isinstance(code, int) else int(code is not None)


def warm_up(command_lines: Sequence[Sequence[str]], folder: Path) -> None:
    """Run command lines in this process, so that its children find all modules loaded."""
    from fwgraph.cli import main

    sys.stdout.flush()
    sys.stderr.flush()
    streams = [os.dup(number) for number in (0, 1, 2)]
    here = Path.cwd()
    try:
        os.chdir(folder)
        redirect_streams()
        for arguments in command_lines:
            exit_code(lambda line=arguments: main(line))  # type: ignore[misc]
    finally:
        os.chdir(here)
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
    gc.collect()
    gc.freeze()  # a collection in a child would copy every page of the parent's memory
