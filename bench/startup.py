"""What quick commands cost as whole processes, next to what they cannot do without.

The bare scripts read the closed graph from one file, derived triples included, and run
the question's own query on it, in pyoxigraph and in rdflib. fwgraph runs as pip installs
it: by its own script, its modules compiled. Run: python bench/startup.py
"""

import compileall
import shlex
import sys
import tempfile
from pathlib import Path

from measure import medians, python, row

import fwgraph
from fwgraph.export import export
from fwgraph.questions.catalogue import question, terms
from fwgraph.sparql.binding import bound

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
QUESTION = ("ask", "dependents", "software=werkzeug")
ROUNDS = 25


def main() -> None:
    """Print the table."""
    compileall.compile_dir(Path(fwgraph.__file__).parent, quiet=1)
    with tempfile.TemporaryDirectory() as folder:
        files = prepared(Path(folder))
        asked = f"`fwgraph {' '.join(QUESTION)}`"
        found = medians(
            {
                "python alone": python("-c", "pass"),
                "python, import click": python("-c", "import click"),
                "bare script on pyoxigraph": python("-c", BARE, *files),
                asked: command(*QUESTION),
                f"{asked}, read by click": command(*QUESTION, "--format=table"),
                f"{asked}, nothing kept yet": first_run(Path(folder), *QUESTION),
                "`fwgraph show bfg`": command("show", "bfg"),
                "`fwgraph lineage pyramid`": command("lineage", "pyramid"),
                "bare script on rdflib": python("-c", RDFLIB, *files),
            },
            ROUNDS,
        )
    base = found["bare script on pyoxigraph"]
    print(row("whole process", "wall ms", "cpu ms", "ratio to the bare script"))
    print(row(*["---"] * 4))
    for name, cost in found.items():
        times = (f"{seconds * 1000:.0f}" for seconds in (cost.wall, cost.cpu))
        print(row(name, *times, f"{cost.wall / base.wall:.2f}"))
    print()
    print(f"{QUESTION[1]}: {found[asked].wall / base.wall:.2f} times the bare script;", end=" ")
    print(
        f"rdflib takes {found['bare script on rdflib'].wall / found[asked].wall:.1f} times as long"
    )


def command(*arguments: str) -> list[str]:
    """Return the command that runs the installed script."""
    return [str(Path(sys.executable).parent / "fwgraph"), *arguments]


def first_run(folder: Path, *arguments: str) -> list[str]:
    """Return the command for a first run: nothing is kept, and then it is (a shell included)."""
    cache = shlex.quote(str(folder / "cache"))
    line = shlex.join(command(*arguments))
    return ["sh", "-c", f"rm -rf {cache}; XDG_CACHE_HOME={cache} exec {line}"]


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
