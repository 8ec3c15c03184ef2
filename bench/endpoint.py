"""Endpoints under 50 clients: half ask small lineage questions, half the heaviest they can.

Each server gets the same graph and the same clients for the same time, one after the other,
on this machine only, and is ended when it takes more memory than MEMORY says. Every heavy
query is a new text, and its client does not wait after a refusal. A server's memory is what
it and its processes hold, shared pages counted once. Run: python bench/endpoint.py [SECONDS]

rdflib-endpoint is measured where its program is found: RDFLIB_ENDPOINT names it, and
`python -m venv DIR && DIR/bin/pip install 'rdflib-endpoint[cli]'` brings it.
"""

import asyncio
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from itertools import count, cycle
from pathlib import Path
from threading import Event, Thread

from clients import Client, ClientStats, make_clients, run_clients
from measure import markdown_row

import fwgraph
from fwgraph.namespaces import PREFIXES
from fwgraph.questions.catalogue import find_question, resolve_values
from fwgraph.sparql.binding import bind_parameters

SECONDS = 20.0
CLIENTS_PER_KIND = 25
QUERY_TIMEOUT = 10
"""Seconds that a query may take, where a server can be told."""
MEMORY = 6000
"""Megabytes at which a server is ended, so that none takes the machine."""
BIN = Path(sys.executable).parent
FRAMEWORKS = ("pyramid", "flask", "django", "zope-2", "werkzeug", "turbogears", "pylons", "grok")
PROLOGUE = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("fw", "rdfs"))
HEAVY = (
    "SELECT (COUNT(*) AS ?n) {{ ?a{0} ?b ?c . ?d ?e ?f . ?g ?h ?i }}",
    "SELECT (COUNT(*) AS ?n) {{ ?a{0} (!fw:none|^!fw:none)* ?b . ?b (!fw:none|^!fw:none)* ?c }}",
    "SELECT ?a{0} {{ ?a{0} ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(REGEX(STR(?c), '(x+x+)+{0}y$')) }}",
    "SELECT (MAX(STRLEN(CONCAT(?c, ?f))) AS ?n{0}) {{ ?a ?b ?c . ?d ?e ?f }}",
    "SELECT (COUNT(DISTINCT ?c{0}) AS ?n) {{ ?a ?b ?c{0} . ?d ?e ?f . ?g ?h ?i }}",
)
NUMBERS = count()


@dataclass(frozen=True)
class TestedServer:
    """A server: how it is started, and where it answers."""

    name: str
    command: tuple[str, ...]
    path: str
    port: int


@dataclass
class ServerStats:
    """What was seen of one server."""

    small: ClientStats
    heavy: ClientStats
    peak: float
    busy: float
    recovers: str


def prepare_servers(folder: Path) -> Iterator[TestedServer]:
    """Yield the servers that are there, the graph written for each."""
    store, lines = folder / "store", folder / "graph.nt"
    run = [sys.executable, "-m", "fwgraph"]
    subprocess.run([*run, "build", str(store)], check=True, stderr=subprocess.DEVNULL)
    subprocess.run([*run, "export", str(lines)], check=True)
    port = free_port()
    limit = ("--query-timeout", str(QUERY_TIMEOUT))
    command = (*run, "serve", "--port", str(port), "--data", str(store), *limit)
    yield TestedServer("`fwgraph serve`", command, "/sparql", port)
    port = free_port()
    command = (str(BIN / "oxigraph"), "serve-read-only", "-l", str(store))
    command += ("-b", f"127.0.0.1:{port}", "--timeout-s", str(QUERY_TIMEOUT))
    yield TestedServer("`oxigraph serve-read-only`", command, "/query", port)
    program = os.environ.get("RDFLIB_ENDPOINT") or shutil.which("rdflib-endpoint")
    if program:
        port = free_port()
        command = (program, "serve", "--host", "127.0.0.1", "--port", str(port), str(lines))
        yield TestedServer("`rdflib-endpoint serve`", command, "/", port)


def small_queries(number: int) -> Iterator[str]:
    """Yield lineage questions for ever, each client beginning with another framework."""
    graph, lineage = fwgraph.load(), find_question("lineage")
    texts = [
        bind_parameters(lineage.text, resolve_values(graph, lineage, {"framework": name}))
        for name in (*FRAMEWORKS[number % 8 :], *FRAMEWORKS[: number % 8])
    ]
    return cycle(texts)


def heavy_queries(number: int) -> Iterator[str]:
    """Yield heavy queries for ever, none of which was asked before."""
    for kind in cycle((*HEAVY[number % 5 :], *HEAVY[: number % 5])):
        yield PROLOGUE + kind.format(next(NUMBERS))


def measure_server(server: TestedServer, seconds: float) -> ServerStats:
    """Return what was seen of a server under load, and shortly after."""
    with run_server(server) as pid:
        small, few = make_clients(server.port, server.path, CLIENTS_PER_KIND, small_queries)
        heavy, many = make_clients(server.port, server.path, CLIENTS_PER_KIND, heavy_queries)
        with watch_memory(pid) as peak:
            asyncio.run(run_clients([*few, *many], seconds))
        before = cpu_seconds_by_process(pid)
        time.sleep(2)
        after = cpu_seconds_by_process(pid)
        busy = sum(used - before.get(process, 0) for process, used in after.items()) / 2
        client = Client(server.port, server.path, small_queries(0), ClientStats())
        began = time.monotonic()
        status = asyncio.run(client.ask(next(client.queries)))
        recovers = f"{status} in {time.monotonic() - began:.2f} s"
        return ServerStats(small, heavy, max(peak), busy, recovers)


@contextmanager
def run_server(server: TestedServer) -> Iterator[int]:
    """Run a server in a process of its own, and end it by its number."""
    nowhere = subprocess.DEVNULL
    process = subprocess.Popen(server.command, stdout=nowhere, stderr=nowhere)
    try:
        wait_for_server(server, process)
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait_for_server(server: TestedServer, process: "subprocess.Popen[bytes]") -> None:
    """Return when a server answers."""
    url = f"http://127.0.0.1:{server.port}{server.path}?query=ASK%7B%7D"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            urllib.request.urlopen(url, timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit(f"{' '.join(server.command)} does not answer")


@contextmanager
def watch_memory(pid: int) -> Iterator[list[float]]:
    """Yield a list of the megabytes that a server holds, which grows until the block ends."""
    over, megabytes = Event(), [0.0]

    def sample_memory() -> None:
        while not over.wait(0.25):
            megabytes.append(sum(map(proportional_memory, process_tree(pid))))
            if megabytes[-1] > MEMORY:
                os.kill(pid, signal.SIGKILL)

    thread = Thread(target=sample_memory)
    thread.start()
    try:
        yield megabytes
    finally:
        over.set()
        thread.join()


def process_tree(pid: int) -> list[int]:
    """Return a process and all that it has started."""
    pids = [pid]
    for parent in pids:  # it grows meanwhile
        for children in Path(f"/proc/{parent}/task").glob("*/children"):
            with suppress(OSError):  # it has just ended
                pids += map(int, children.read_text(encoding="ascii").split())
    return pids


def proportional_memory(pid: int) -> float:
    """Return the megabytes that a process holds, shared ones divided by those who share."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("Pss:")), 0.0)


def cpu_seconds_by_process(pid: int) -> dict[int, float]:
    """Return the seconds of a processor that a server and each of its processes have used."""
    seconds = {}
    for process in process_tree(pid):
        with suppress(OSError):  # it has just ended
            stat = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
            fields = stat.rpartition(")")[2].split()
            seconds[process] = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return seconds


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def format_statuses(seen: ClientStats) -> str:
    """Return statuses and how often each came."""
    return ", ".join(f"{status}: {number:,}" for status, number in sorted(seen.statuses.items()))


def main(seconds: float) -> None:
    """Print the table."""
    print(
        markdown_row(
            *("server", "small/s", "p50 ms", "p99 ms", "slowest ms", "small answers"),
            *("heavy answers", "peak MB", "processors busy after", "then a small one"),
        )
    )
    print(markdown_row(*["---"] * 10))
    with tempfile.TemporaryDirectory() as folder:
        for server in prepare_servers(Path(folder)):
            stats = measure_server(server, seconds)
            small, rate = stats.small, stats.small.statuses["200"] / seconds
            times = [f"{small.percentile(part) * 1000:.0f}" for part in (50, 99, 100)]
            statuses = [format_statuses(kind) or "none" for kind in (small, stats.heavy)]
            after = (f"{stats.peak:.0f}", f"{stats.busy:.1f}", stats.recovers)
            print(markdown_row(server.name, f"{rate:.0f}", *times, *statuses, *after), flush=True)


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else SECONDS)
