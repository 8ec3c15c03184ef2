"""Golden answers: ``golden/QUESTION[--CASE].csv`` on a made-up graph of ``graphs/``.

The first line of a file says which graph was asked, and for what: ``# family framework=R``.
The others are the answer as CSV. They were checked by eye, row by row, against the graph.
"""

import shlex
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fwgraph.graph import Graph, load
from fwgraph.store.loading import load_files

FOLDER = Path(__file__).parent
OWN_VOCABULARY = "bare"
"""The graph that is loaded without the ontology, whose terms it would drown in."""


@dataclass(frozen=True)
class Case:
    """What was asked of which graph, and what has to be answered."""

    name: str
    graph: str
    values: tuple[tuple[str, str], ...]
    csv: str

    @property
    def question(self) -> str:
        return self.name.partition("--")[0]


def read(path: Path) -> Case:
    head, csv = path.read_text(encoding="utf-8").split("\n", 1)
    graph, *values = shlex.split(head.removeprefix("# "))
    pairs = tuple((name, value) for name, _, value in (each.partition("=") for each in values))
    return Case(path.stem, graph, pairs, csv)


def write(case: Case, csv: str) -> None:
    """Write another answer below the first line of the file of a case."""
    path = FOLDER / "golden" / f"{case.name}.csv"
    head = path.read_text(encoding="utf-8").partition("\n")[0]
    path.write_text(f"{head}\n{csv}", encoding="utf-8", newline="")


@cache
def graph_of(name: str) -> Graph:
    """Return a made-up graph."""
    path = FOLDER / "graphs" / f"{name}.ttl"
    return Graph(load_files([path])) if name == OWN_VOCABULARY else load(path)


CASES = [read(path) for path in sorted((FOLDER / "golden").glob("*.csv"))]
GRAPHS = sorted(path.stem for path in (FOLDER / "graphs").glob("*.ttl"))
