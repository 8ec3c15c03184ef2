"""How loading and asking grow with the graph: fwgraph, plain pyoxigraph and rdflib.

pyoxigraph and rdflib read the closed graph, derived triples included, as `fwgraph export`
writes it; fwgraph reads the source and derives them. Each measurement is a process of its
own, the engines take turns, and the table has the medians of five turns (rdflib: one).
`--releases` measures the shipped graph with 150,000 releases in place of the seeded ones.
Run: python bench/scale.py [--releases] [TRIPLES…]
"""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

import made_up_graph
import pyoxigraph
import rustworkx
from measure import markdown_row, python_command

SIZES = (3_000, 30_000, 300_000, 3_000_000)
TOO_BIG_FOR_RDFLIB = 1_000_000
TURNS = 5
RELEASES = 150_000
RELEASE_GRAPH = "releases.nt"
CLOSURE = """
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
SELECT (COUNT(DISTINCT ?on) AS ?n)
WHERE { ?on fw:dependsOn+ <https://w3id.org/fwgraph/software/werkzeug.0> }
"""
LATEST = """
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
SELECT ?listing ?day WHERE { ?listing fw:released ?day } ORDER BY DESC(?day) ?listing LIMIT 1
"""
DEPENDS = "https://w3id.org/fwgraph/ontology#dependsOn"
LABEL = "http://www.w3.org/2000/01/rdf-schema#label"
COLUMNS = {"load": "load s", "closure": "closure ms", "latest": "latest ms", "impact": "impact s",
           "counts": "counts s", "peak": "peak MB"}  # fmt: skip


def closure_query(path: Path) -> str:
    """Return the query for a closure; the software is no copy where only releases are copied."""
    return CLOSURE.replace("werkzeug.0", "werkzeug") if RELEASE_GRAPH in path.name else CLOSURE


def time_call(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds some work took, and its result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def measure_fwgraph(path: Path) -> dict[str, float]:
    """Measure fwgraph on the source: deriving is part of loading."""
    import fwgraph
    import fwgraph.questions
    import fwgraph.questions.steps

    load, graph = time_call(lambda: fwgraph.load(path))
    closure, _ = time_call(lambda: list(graph.query(closure_query(path))))
    latest, _ = time_call(lambda: list(graph.query(LATEST)))
    impact, _ = time_call(lambda: graph.ask("impact"))
    return {"load": load, "closure": closure, "latest": latest, "impact": impact}


def measure_pyoxigraph(path: Path) -> dict[str, float]:
    """Measure plain pyoxigraph on the closed graph, and the graph library on its edges.

    ``impact`` is the same table as fwgraph's, ``counts`` what the library alone has to say.
    """
    store = pyoxigraph.Store()
    load, _ = time_call(lambda: store.load(path=path))
    closure, _ = time_call(lambda: list(store.query(closure_query(path))))  # type: ignore[arg-type]
    latest, _ = time_call(lambda: list(store.query(LATEST)))  # type: ignore[arg-type]
    counts, counted = time_call(lambda: count_dependents(store))
    naming, _ = time_call(lambda: dependents_table(store, *counted))
    return {
        "load": load, "closure": closure, "latest": latest,
        "impact": counts + naming, "counts": counts,
    }  # fmt: skip


def count_dependents(store: pyoxigraph.Store) -> tuple[Any, dict[str, int], list[int]]:
    """Return the graph of dependents, the numbers of its nodes, and how many follow each."""
    graph: rustworkx.PyDiGraph[None, None] = rustworkx.PyDiGraph()
    numbers: dict[str, int] = {}
    depends = pyoxigraph.NamedNode(DEPENDS)
    edges = [
        (
            numbers.setdefault(quad.object.value, len(numbers)),  # type: ignore[union-attr]
            numbers.setdefault(quad.subject.value, len(numbers)),  # type: ignore[union-attr]
        )
        for quad in store.quads_for_pattern(None, depends, None)
    ]
    graph.add_nodes_from([None] * len(numbers))
    graph.add_edges_from_no_data(edges)
    return graph, numbers, [len(rustworkx.descendants(graph, n)) for n in graph.node_indices()]


def dependents_table(
    store: pyoxigraph.Store, graph: Any, numbers: dict[str, int], counts: list[int]
) -> list[tuple[int, int, str, str]]:
    """Return what has dependents by their numbers, as somebody without fwgraph would."""
    label = pyoxigraph.NamedNode(LABEL)

    def label_of(iri: str) -> str:
        found = store.quads_for_pattern(pyoxigraph.NamedNode(iri), label, None)
        return min((quad.object.value for quad in found), default=iri)  # type: ignore[union-attr]

    return sorted(
        (-counts[number], -graph.out_degree(number), label_of(iri), iri)
        for iri, number in numbers.items()
        if counts[number]
    )


def measure_rdflib(path: Path) -> dict[str, float]:
    """Measure rdflib on the closed graph; it has no impact in reasonable time."""
    import rdflib

    graph = rdflib.Graph()
    load, _ = time_call(lambda: graph.parse(path, format="nt"))
    closure, _ = time_call(lambda: list(graph.query(closure_query(path))))
    latest, _ = time_call(lambda: list(graph.query(LATEST)))
    return {"load": load, "closure": closure, "latest": latest}


ENGINES = {"fwgraph": measure_fwgraph, "pyoxigraph": measure_pyoxigraph, "rdflib": measure_rdflib}


def measure_engine(engine: str, path: Path) -> dict[str, float]:
    """Return the figures of one engine on one file, from a process of its own."""
    done = subprocess.run(
        python_command(__file__, "--engine", engine, str(path)),
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    print(markdown_row("triples", "engine", *COLUMNS.values()))
    print(markdown_row(*["---"] * (len(COLUMNS) + 2)))
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            source, closed = Path(folder) / f"{size}.nt", Path(folder) / f"{size}-closed.nt"
            made_up_graph.write_made_up_graph(source, size)
            subprocess.run(
                python_command("-m", "fwgraph", "export", str(closed), "--data", str(source)),
                check=True,
            )
            for engine, found in engine_medians(source, closed, size).items():
                print(table_row(size, engine, found), flush=True)


def measure_releases() -> None:
    """Print the rows of the shipped graph with many releases."""
    with tempfile.TemporaryDirectory() as folder:
        source, closed = Path(folder) / RELEASE_GRAPH, Path(folder) / f"closed-{RELEASE_GRAPH}"
        made_up_graph.write_release_graph(source, RELEASES)
        export = python_command("-m", "fwgraph", "export", str(closed), "--data", str(source))
        subprocess.run(export, check=True)
        with source.open("rb") as lines:
            size = sum(1 for _ in lines)
        for engine, found in engine_medians(source, closed, size).items():
            print(table_row(size, engine, found), flush=True)


def engine_medians(source: Path, closed: Path, size: int) -> dict[str, dict[str, float]]:
    """Return the medians of each engine, which take turns."""
    found: dict[str, list[dict[str, float]]] = {}
    for turn in range(TURNS):
        for engine in ENGINES:
            if engine != "rdflib" or (turn == 0 and size <= TOO_BIG_FOR_RDFLIB):
                path = source if engine == "fwgraph" else closed
                found.setdefault(engine, []).append(measure_engine(engine, path))
    return {
        engine: {name: statistics.median(each[name] for each in every) for name in every[0]}
        for engine, every in found.items()
    }


def table_row(size: int, engine: str, found: dict[str, float]) -> str:
    """Return the figures as a row; what was not measured is empty."""
    cells = [
        format_figure(found[name], unit) if name in found else "" for name, unit in COLUMNS.items()
    ]
    return markdown_row(f"{size:,}", engine, *cells)


def format_figure(value: float, unit: str) -> str:
    """Return a number of seconds or megabytes as the column shows it."""
    if unit.endswith(" ms"):
        return f"{value * 1000:.1f}"
    return f"{value:.0f}" if unit.endswith(" MB") else f"{value:.3f}"


if __name__ == "__main__":
    if sys.argv[1:2] == ["--engine"]:
        figures = ENGINES[sys.argv[2]](Path(sys.argv[3]))
        peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**figures, "peak": peak}))
    elif sys.argv[1:2] == ["--releases"]:
        measure_releases()
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
