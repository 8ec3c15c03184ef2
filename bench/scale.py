"""How loading and asking grow with the graph: fwgraph, plain pyoxigraph and rdflib.

All three read the same file: the closed graph, derived triples included, that `fwgraph
export` writes. fwgraph also reads the source, from which it derives them. Each cell is a
process of its own, so that peak memory is its own. Run: python bench/scale.py [TRIPLES…]
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from typing import Any

import made_up_graph
from measure import python, row

SIZES = (3_000, 30_000, 300_000, 3_000_000)
TOO_BIG_FOR_RDFLIB = 1_000_000
CLOSURE = """
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
SELECT (COUNT(DISTINCT ?on) AS ?n)
WHERE { ?on fw:dependsOn+ <https://w3id.org/fwgraph/software/s3> }
"""
LATEST = """
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
SELECT ?listing ?day WHERE { ?listing fw:released ?day } ORDER BY DESC(?day) ?listing LIMIT 1
"""
DEPENDS = "https://w3id.org/fwgraph/ontology#dependsOn"


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds some work took, and its result."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def by_fwgraph(path: Path) -> dict[str, float]:
    """Measure fwgraph on the source: deriving is part of loading."""
    import fwgraph

    load, graph = timed(lambda: fwgraph.load(path))
    closure, _ = timed(lambda: list(graph.query(CLOSURE)))
    latest, _ = timed(lambda: list(graph.query(LATEST)))
    impact, _ = timed(lambda: graph.ask("impact"))
    return {"load": load, "closure": closure, "latest": latest, "impact": impact}


def by_pyoxigraph(path: Path) -> dict[str, float]:
    """Measure plain pyoxigraph on the closed graph, and the graph library on its edges."""
    import pyoxigraph
    import rustworkx

    store = pyoxigraph.Store()
    load, _ = timed(lambda: store.load(path=path))
    closure, _ = timed(lambda: list(store.query(CLOSURE)))  # type: ignore[arg-type]
    latest, _ = timed(lambda: list(store.query(LATEST)))  # type: ignore[arg-type]

    def impact() -> list[int]:
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
        return [len(rustworkx.descendants(graph, node)) for node in graph.node_indices()]

    return {"load": load, "closure": closure, "latest": latest, "impact": timed(impact)[0]}


def by_rdflib(path: Path) -> dict[str, float]:
    """Measure rdflib on the closed graph; it has no impact in reasonable time."""
    import rdflib

    graph = rdflib.Graph()
    load, _ = timed(lambda: graph.parse(path, format="nt"))
    closure, _ = timed(lambda: list(graph.query(CLOSURE)))
    latest, _ = timed(lambda: list(graph.query(LATEST)))
    return {"load": load, "closure": closure, "latest": latest}


ENGINES = {"fwgraph": by_fwgraph, "pyoxigraph": by_pyoxigraph, "rdflib": by_rdflib}


def measured(engine: str, path: Path) -> dict[str, float]:
    """Return the figures of one engine on one file, from a process of its own."""
    done = subprocess.run(
        python(__file__, "--engine", engine, str(path)), check=True, capture_output=True, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    print(row("triples", "engine", "load s", "closure ms", "latest ms", "impact s", "peak MB"))
    print(row(*["---"] * 7))
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            source, closed = Path(folder) / f"{size}.nt", Path(folder) / f"{size}-closed.nt"
            made_up_graph.write(source, size)
            subprocess.run(
                python("-m", "fwgraph", "export", str(closed), "--data", str(source)), check=True
            )
            for engine in ENGINES:
                if engine == "rdflib" and size > TOO_BIG_FOR_RDFLIB:
                    continue
                path = source if engine == "fwgraph" else closed
                print(table_row(size, engine, measured(engine, path)), flush=True)


def table_row(size: int, engine: str, found: dict[str, float]) -> str:
    """Return the figures as a row; what was not measured is empty."""
    impact = f"{found['impact']:.3f}" if "impact" in found else ""
    return row(
        f"{size:,}",
        engine,
        f"{found['load']:.2f}",
        f"{found['closure'] * 1000:.1f}",
        f"{found['latest'] * 1000:.1f}",
        impact,
        f"{found['peak']:.0f}",
    )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--engine"]:
        figures = ENGINES[sys.argv[2]](Path(sys.argv[3]))
        peak = getrusage(RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({**figures, "peak": peak}))
    else:
        main(tuple(map(int, sys.argv[1:])) or SIZES)
