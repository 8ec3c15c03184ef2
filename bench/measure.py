"""Measuring whole processes side by side: wall time, processor time and peak memory."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class ProcessCost:
    """One finished process: seconds on the wall and on the processor, peak memory in MB."""

    wall: float
    cpu: float
    peak: float


def measure_command(command: Sequence[str]) -> ProcessCost:
    """Return what a command cost; its output is thrown away, an exit code of 1 is fine."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    said = process.stderr.read() if process.stderr else b""
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.stderr:
        process.stderr.close()
    if process.returncode not in {0, 1}:
        raise SystemExit(f"{' '.join(command)} failed:\n{said.decode()}")
    return ProcessCost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def median_costs(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, ProcessCost]:
    """Return the median run of each command; they take turns.

    One more round goes before to warm up, unless a single one is asked for.
    """
    runs: dict[str, list[ProcessCost]] = {name: [] for name in commands}
    warm_up = int(rounds > 1)
    for number in range(rounds + warm_up):
        for name, command in commands.items():
            cost = measure_command(command)
            if number >= warm_up:
                runs[name].append(cost)
    return {
        name: ProcessCost(
            *(median(getattr(each, part) for each in found) for part in ProcessCost.__slots__)
        )
        for name, found in runs.items()
    }


def python_command(*arguments: str) -> list[str]:
    """Return the command that runs this very Python with some arguments."""
    return [sys.executable, *arguments]


def markdown_row(*cells: object) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(str(cell) for cell in cells)} |"
