"""What quick commands cost as whole processes, next to what they cannot do without.

The bare scripts read the closed graph from one file, derived triples included, and run
the question's own query on it, in pyoxigraph and in rdflib. Run: python bench/startup.py
"""

import tempfile
from pathlib import Path

from measure import medians, python, row

import fwgraph
from fwgraph.export import export
from fwgraph.queries import bound
from fwgraph.questions import question, terms

BARE = """
import pyoxigraph, sys
store = pyoxigraph.Store()
store.load(path=sys.argv[1])
print(len(list(store.query(open(sys.argv[2]).read()))))
"""
RDFLIB = """
import rdflib, sys
graph = rdflib.Graph()
graph.parse(sys.argv[1], format="turtle")
print(len(list(graph.query(open(sys.argv[2]).read()))))
"""
ROUNDS = 15


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        files = prepared(Path(folder))
        found = medians(
            {
                "python alone": python("-c", "pass"),
                "python, import click": python("-c", "import click"),
                "bare script on pyoxigraph": python("-c", BARE, *files),
                "`fwgraph show bfg`": python("-m", "fwgraph", "show", "bfg"),
                "`fwgraph ask dependents software=werkzeug`": python(
                    "-m", "fwgraph", "ask", "dependents", "software=werkzeug"
                ),
                "bare script on rdflib": python("-c", RDFLIB, *files),
            },
            ROUNDS,
        )
    base = found["bare script on pyoxigraph"]
    print(row("whole process", "wall ms", "cpu ms", "ratio to the bare script"))
    print(row(*["---"] * 4))
    for name, cost in found.items():
        times = (f"{seconds * 1000:.0f}" for seconds in (cost.wall, cost.cpu))
        print(row(name, *times, f"{cost.wall / base.wall:.1f}"))


def prepared(folder: Path) -> tuple[str, str]:
    """Write the closed graph and the bound query of a question; return where they are."""
    graph = fwgraph.load()
    asked = question("dependents")
    data, query = folder / "graph.ttl", folder / "question.rq"
    export(graph, data)
    query.write_text(bound(asked.text, terms(graph, asked, {"software": "werkzeug"})))
    return str(data), str(query)


if __name__ == "__main__":
    main()
