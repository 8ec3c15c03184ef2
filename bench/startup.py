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

from measure import markdown_row, median_costs, python_command

import fwgraph
from fwgraph.export import export_graph
from fwgraph.questions.catalogue import find_question, resolve_values
from fwgraph.sparql.binding import bind_parameters

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
        files = write_inputs(Path(folder))
        command = f"`fwgraph {' '.join(QUESTION)}`"
        costs = median_costs(
            {
                "python alone": python_command("-c", "pass"),
                "python, import click": python_command("-c", "import click"),
                "bare script on pyoxigraph": python_command("-c", BARE, *files),
                command: fwgraph_command(*QUESTION),
                f"{command}, read by click": fwgraph_command(*QUESTION, "--format=table"),
                f"{command}, nothing kept yet": first_run_command(Path(folder), *QUESTION),
                "`fwgraph show bfg`": fwgraph_command("show", "bfg"),
                "`fwgraph lineage pyramid`": fwgraph_command("lineage", "pyramid"),
                "bare script on rdflib": python_command("-c", RDFLIB, *files),
            },
            ROUNDS,
        )
    base = costs["bare script on pyoxigraph"]
    print(markdown_row("whole process", "wall ms", "cpu ms", "ratio to the bare script"))
    print(markdown_row(*["---"] * 4))
    for name, cost in costs.items():
        times = (f"{seconds * 1000:.0f}" for seconds in (cost.wall, cost.cpu))
        print(markdown_row(name, *times, f"{cost.wall / base.wall:.2f}"))
    print()
    ratio = costs[command].wall / base.wall
    rdflib = costs["bare script on rdflib"].wall / costs[command].wall
    print(
        f"{QUESTION[1]}: {ratio:.2f} times the bare script; rdflib takes {rdflib:.1f} times as long"
    )


def fwgraph_command(*arguments: str) -> list[str]:
    """Return the command that runs the installed script."""
    return [str(Path(sys.executable).parent / "fwgraph"), *arguments]


def first_run_command(folder: Path, *arguments: str) -> list[str]:
    """Return the command for a first run: nothing is kept, and then it is (a shell included)."""
    cache = shlex.quote(str(folder / "cache"))
    line = shlex.join(fwgraph_command(*arguments))
    return ["sh", "-c", f"rm -rf {cache}; XDG_CACHE_HOME={cache} exec {line}"]


def write_inputs(folder: Path) -> tuple[str, str]:
    """Write the closed graph and the bound query of a question; return where they are."""
    graph = fwgraph.load()
    question = find_question("dependents")
    data, query = folder / "graph.ttl", folder / "question.rq"
    export_graph(graph, data)
    query.write_text(
        bind_parameters(question.text, resolve_values(graph, question, {"software": "werkzeug"}))
    )
    return str(data), str(query)


if __name__ == "__main__":
    main()
