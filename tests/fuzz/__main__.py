"""Feed fwgraph with thousands of broken inputs, and count what must not happen.

    python -m tests.fuzz --inputs 5000 --seed 1
    python -m tests.fuzz --seed 1 --only jsonld-17    one input again, and what it led to

The inputs follow from the seed and the good inputs in the repository. Exits with 1 where
there is a fault; each one's input lies in build/fuzz/ then, with what was made of it and how
to repeat it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

from tests.fuzz.corpora import PROJECT
from tests.fuzz.kinds import KINDS, Case, warming_lines
from tests.fuzz.processes import SORTS, Fault, warm_up
from tests.fuzz.servers import log_faults, odd_store, web_server

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

KEPT = PROJECT / "build" / "fuzz"


@dataclass(frozen=True)
class Verdict:
    """What one input led to."""

    kind: str
    name: str
    seconds: float
    faults: tuple[Fault, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the inputs and write the table; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=KEPT, metavar="FOLDER")
    parser.add_argument("--only", nargs="+", default=(), metavar="KIND-NUMBER")
    options = parser.parse_args(arguments)
    started = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end as well
    names = options.only or input_names(options.inputs)
    if unknown := [name for name in names if name.rpartition("-")[0] not in KINDS]:
        parser.error(f"{unknown[0]}: a kind and a number, such as {next(iter(KINDS))}-1")
    verdicts = run_inputs(names, options.seed, options.jobs, options.keep)
    sys.stdout.writelines(f"{line}\n" for line in table_lines(verdicts))
    sys.stdout.write(f"{time.monotonic() - started:.0f} s\n")
    sys.stdout.writelines(f"{line}\n" for line in fault_lines(verdicts, options.seed))
    if any(verdict.faults for verdict in verdicts):
        sys.stdout.write(f"Their inputs and reports are in {options.keep}.\n")
    return int(any(verdict.faults for verdict in verdicts))


def input_names(count: int) -> list[str]:
    """Return the names of so many inputs, by the shares of their kinds; expensive ones mixed in."""
    total = sum(kind.share for kind in KINDS.values())
    numbered = [
        (number / kind.share, f"{name}-{number}")
        for name, kind in KINDS.items()
        for number in range(count * kind.share // total + 1)
    ]
    return [name for _, name in sorted(numbered)[:count]]


def run_inputs(names: Sequence[str], seed: int, jobs: int, kept: Path) -> list[Verdict]:
    """Run the inputs in so many processes; their verdicts come in the order of the names."""
    shutil.rmtree(kept, ignore_errors=True)
    set_environment()
    with tempfile.TemporaryDirectory(prefix="fwgraph-fuzz-") as temporary:
        folder, log = Path(temporary), Path(temporary, "serve.log")
        os.environ["XDG_CACHE_HOME"] = str(folder / "cache")
        warm_up(warming_lines(folder), folder)
        with ExitStack() as servers:
            addresses = {}
            if any(name.startswith("http-") for name in names):
                addresses["web"] = servers.enter_context(web_server(log))
            if any(name.startswith("store-") for name in names):
                addresses["store"] = servers.enter_context(odd_store())
            cases = [make_case(name, seed, folder, addresses) for name in names]
            with ProcessPoolExecutor(jobs, get_context("fork")) as pool:
                running = pool.map(partial(run_case, kept=kept), cases, chunksize=4)
                verdicts = list(show_progress(running, len(cases)))
        return [*verdicts, *judge_log(log, kept)]


def judge_log(log: Path, kept: Path) -> list[Verdict]:
    """Return one more verdict where the server wrote what it should not."""
    faults = tuple(dict.fromkeys(log_faults(log))) if log.exists() else ()
    if not faults:
        return []
    kept.mkdir(parents=True, exist_ok=True)
    shutil.copy(log, kept / log.name)
    return [Verdict("http", log.name, 0.0, faults)]


def set_environment() -> None:
    """Let nothing of whoever runs this change what commands do."""
    for name in [name for name in os.environ if name.startswith("FWGRAPH_")]:
        del os.environ[name]
    os.environ |= {"COLUMNS": "100", "NO_COLOR": "1", "no_proxy": "127.0.0.1"}


def make_case(name: str, seed: int, folder: Path, addresses: dict[str, str]) -> Case:
    kind, _, number = name.rpartition("-")
    return Case(seed, kind, int(number), folder / name, addresses)


def show_progress(verdicts: Iterable[Verdict], total: int) -> Iterable[Verdict]:
    """Pass verdicts on, and count them on a terminal."""
    for number, verdict in enumerate(verdicts, 1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{number} of {total}" + "\r" * (number == total))
        yield verdict


def run_case(case: Case, kept: Path) -> Verdict:
    """Try one input in a folder of its own, which is kept where there is a fault."""
    case.folder.mkdir()
    started = time.monotonic()
    own = list(KINDS[case.kind].attempt(case))
    faults = [fault for outcome in case.outcomes for fault in outcome.faults] + own
    if any(fault.sort in {"hang", "traceback", "exit"} for fault in faults):
        faults = [fault for fault in faults if fault.sort != "lost"]  # what ended early lost more
    seconds = time.monotonic() - started
    if faults:
        save_case(case, faults, kept / case.name)
    shutil.rmtree(case.folder)
    return Verdict(case.kind, case.name, seconds, tuple(dict.fromkeys(faults)))


def save_case(case: Case, faults: Sequence[Fault], kept: Path) -> None:
    """Keep the input, what was made of it, and a report."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(case.folder, kept)
    lines = [f"python -m tests.fuzz --seed {case.seed} --only {case.name}", ""]
    lines += [f"{fault.sort}: {fault.detail}" for fault in faults]
    for outcome in case.outcomes:
        lines += ["", f"$ fwgraph {' '.join(map(repr, outcome.arguments))}"]
        times = f"{outcome.seconds:.2f} s ({outcome.processor_seconds:.2f} s of a processor)"
        lines += [f"# exit code {outcome.code} after {times}", outcome.err[-4_000:]]
    (kept / "report.txt").write_text("\n".join(lines), encoding="utf-8", errors="backslashreplace")


def table_lines(verdicts: Sequence[Verdict]) -> Iterator[str]:
    """Yield how many inputs of each kind there were, how long they took, and their faults."""
    groups = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.kind].append(verdict)
    heads = "".join(f"{sort:>11}" for sort in SORTS)
    yield f"{'kind':<8}{'inputs':>8}{'seconds':>9}{heads}  slowest"
    for name, group in [*sorted(groups.items()), ("all", list(verdicts))]:
        counts = Counter(sort for verdict in group for sort in {f.sort for f in verdict.faults})
        slowest = max(group, key=lambda verdict: verdict.seconds)
        seconds = sum(verdict.seconds for verdict in group)
        faults = "".join(f"{counts[sort]:>11}" for sort in SORTS)
        last = f"{slowest.seconds:.1f} s: {slowest.name}"
        yield f"{name:<8}{len(group):>8}{seconds:>9.1f}{faults}  {last}"


def fault_lines(verdicts: Sequence[Verdict], seed: int) -> Iterator[str]:
    """Yield the different faults, the commonest first, each with inputs that show it."""
    examples = defaultdict(list)
    for verdict in verdicts:
        for fault in verdict.faults:
            examples[fault].append(verdict.name)
    for fault, names in sorted(examples.items(), key=lambda item: (-len(item[1]), item[1])):
        yield f"{len(names):>5} times {fault.sort}: {fault.detail}"
        yield f"        --seed {seed} --only {' '.join(names[:4])}"


if __name__ == "__main__":
    sys.exit(main())
