"""Every question of the catalogue on SPARQL stores that outgrow the client: Oxigraph, Virtuoso.

A made-up graph (bench/made_up_graph.py) is closed, sent by the Graph Store Protocol, and asked
by `fwgraph.Endpoint`, one question after the other. The table has for each store the seconds
on the wall, the processor seconds of the store, what came over the wire, and how many rows; a
question that the store or the time limit stops says so. Processor seconds come from /proc.
Run: PYTHONPATH=. python bench/stores.py [TRIPLES] [oxigraph|virtuoso …]
"""

import os
import re
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sized
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import made_up_graph
from measure import markdown_row
from pyoxigraph import NamedNode
from tests.endpoint.servers import OXIGRAPH, free_port, prepare_virtuoso, running

from fwgraph.endpoint import Endpoint
from fwgraph.endpoint.push import push_triples
from fwgraph.endpoint.remote_graph import GRAPH_IRI, remote_graph
from fwgraph.endpoint.transport import Credentials, Transport
from fwgraph.errors import FwgraphError
from fwgraph.graph import Graph, load
from fwgraph.questions.catalogue import NAME_TYPES, Parameter, answer_question, read_catalogue

TRIPLES = 3_000_000
CLOSED = 1.4
"""How many triples a closed graph has for each one that is written."""
TIMEOUT = 60.0
LOADING_TIMEOUT = 3600.0
VIRTUOSO_MEMORY = {"NumberOfBuffers": "170000", "MaxDirtyBuffers": "130000"}
"""What its manual has for 2 GB; as it is shipped it has 80 MB. All limits are as shipped."""
NOBODY = Credentials()
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Store:
    """A store that runs: its process and its addresses."""

    name: str
    process: int
    query: str
    update: str
    gsp: str
    account: Credentials = NOBODY

    def cpu_seconds(self) -> float:
        """Return the processor seconds that the store has taken."""
        fields = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def peak_megabytes(self) -> float:
        """Return the most memory that the store has held."""
        status = Path(f"/proc/{self.process}/status").read_text()
        found = re.search(r"VmHWM:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0


class CountingTransport(Transport):
    """A transport that counts what it is sent."""

    received = 0
    requests = 0

    def query(self, url: str, text: str, form: str, graph: str | None = None) -> bytes:
        """Return the body of the response, and count it."""
        body = super().query(url, text, form, graph)
        self.received += len(body)
        self.requests += 1
        return body


@contextmanager
def run_oxigraph(folder: Path) -> Iterator[Store]:
    """Run `oxigraph serve` on a store on disk."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    command: list[str | Path] = [OXIGRAPH, "serve", "-l", str(folder), "-b", f"127.0.0.1:{port}"]
    with running(command, base, folder) as process:
        yield Store("oxigraph", process, f"{base}/query", f"{base}/update", f"{base}/store")


@contextmanager
def run_virtuoso(folder: Path) -> Iterator[Store]:
    """Run Virtuoso with a new database."""
    command, base = prepare_virtuoso(folder, VIRTUOSO_MEMORY)
    with running(command, f"{base}/sparql", folder) as process:
        addresses = f"{base}/sparql", f"{base}/sparql-auth", f"{base}/sparql-graph-crud-auth"
        yield Store("virtuoso", process, *addresses, Credentials("dba", "dba"))


RUNNERS = {"oxigraph": run_oxigraph, "virtuoso": run_virtuoso}


def fill_store(store: Store, graph: Graph) -> None:
    """Fill the store by the Graph Store Protocol, and say what it cost."""
    target = remote_graph(store.update, query=store.query, store=store.gsp)
    transport = Transport(store.account, timeout=LOADING_TIMEOUT)
    began, cpu = time.perf_counter(), store.cpu_seconds()
    push_triples(graph, target, transport, notice=lambda text: print(text, flush=True))
    print(
        f"{store.name}: filled in {time.perf_counter() - began:.0f} s,"
        f" {store.cpu_seconds() - cpu:.0f} s of the store's processor time,"
        f" {store.peak_megabytes():.0f} MB",
        flush=True,
    )


def example_values(graph: Graph) -> dict[str, dict[str, str]]:
    """Return the values of each question's parameters: its examples, as they are in the copies."""
    shipped = load()
    return {
        name: {
            parameter.name: example_value(shipped, graph, parameter)
            for parameter in question.parameters
        }
        for name, question in read_catalogue().items()
    }


def example_value(shipped: Graph, graph: Graph, parameter: Parameter) -> str:
    """Return the example of a parameter; of a thing its IRI, in the first copy if it has one."""
    kinds = NAME_TYPES.get(parameter.type)
    if kinds is None:
        return parameter.example
    thing = shipped.names.find(parameter.example, kinds)
    copy = NamedNode(f"{thing.value}.0")
    return (copy if graph.has_match(copy, None, None) else thing).value


def ask_questions(store: Store, values: dict[str, dict[str, str]]) -> dict[str, tuple[str, ...]]:
    """Return the cells of each question's row."""
    cells = {"(a name)": ask_one(store, lambda graph: [graph.names.find("flask 1")])}
    for name, given in values.items():
        cells[name] = ask_one(store, lambda graph: answer_question(graph, name, given))  # noqa: B023
        print(store.name, name, *cells[name], file=sys.stderr, flush=True)
    return cells


def ask_one(store: Store, ask: Callable[[Endpoint], Sized]) -> tuple[str, ...]:
    """Return seconds, the store's processor seconds, what was pulled, and rows, as text."""
    transport = CountingTransport(Credentials(), timeout=TIMEOUT, pauses=())
    began, cpu = time.perf_counter(), store.cpu_seconds()
    try:
        rows = f"{len(ask(Endpoint(store.query, GRAPH_IRI, transport))):,}"
    except FwgraphError as error:
        rows = f"stopped: {str(error).partition(': ')[2][:70]}"
    wall, cpu = time.perf_counter() - began, store.cpu_seconds() - cpu
    return f"{wall:.2f}", f"{cpu:.2f}", format_bytes(transport.received), rows


def format_bytes(count: int) -> str:
    """Return a size as people write it."""
    return f"{count / 1e6:.1f} MB" if count >= 1e5 else f"{count / 1e3:.1f} kB"


def main(triples: int, names: list[str]) -> None:
    """Print what was pushed, and the table."""
    with tempfile.TemporaryDirectory() as place:
        source = Path(place) / "graph.nt"
        made_up_graph.write_made_up_graph(source, round(triples / CLOSED))
        graph = load(source)
        values = example_values(graph)
        print(f"{len(graph):,} triples", flush=True)
        found = {}
        for name in names:
            (folder := Path(place) / name).mkdir()
            with RUNNERS[name](folder) as store:
                fill_store(store, graph)
                found[name] = ask_questions(store, values)
        print_table(found)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nThe client held {peak:.0f} MB, the whole graph for the push included.")


def print_table(found: dict[str, dict[str, tuple[str, ...]]]) -> None:
    """Print a row for each question."""
    columns = ("s", "cpu s", "pulled", "rows")
    print(markdown_row("question", *(f"{name} {column}" for name in found for column in columns)))
    print(markdown_row(*["---"] * (1 + len(columns) * len(found))))
    for question in next(iter(found.values())):
        print(markdown_row(question, *(cell for name in found for cell in found[name][question])))


if __name__ == "__main__":
    numbers = [int(word.replace("_", "")) for word in sys.argv[1:] if word[0].isdigit()]
    chosen = [word for word in sys.argv[1:] if not word[0].isdigit()]
    main(numbers[0] if numbers else TRIPLES, chosen or list(RUNNERS))
