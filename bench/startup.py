"""What `fwgraph show bfg` costs as a whole process, next to what it cannot do without.

The bare script loads the same files into pyoxigraph and derives nothing; the other one
loads them into rdflib. Run: python bench/startup.py
"""

from measure import medians, python, row

BARE = """
import pyoxigraph, pathlib, sys
store = pyoxigraph.Store()
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.ttl")):
    store.load(path=file)
"""
RDFLIB = """
import rdflib, pathlib, sys
graph = rdflib.Graph()
for file in sorted(pathlib.Path(sys.argv[1]).rglob("*.ttl")):
    graph.parse(file, format="turtle")
"""
ROUNDS = 15


def main() -> None:
    """Print the table."""
    from fwgraph.sources import root

    data = str(root() / "data")
    found = medians(
        {
            "python alone": python("-c", "pass"),
            "python, import click": python("-c", "import click"),
            "bare script: the data into pyoxigraph": python("-c", BARE, data),
            "`fwgraph show bfg`": python("-m", "fwgraph", "show", "bfg"),
            "bare script: the data into rdflib": python("-c", RDFLIB, data),
        },
        ROUNDS,
    )
    base = found["bare script: the data into pyoxigraph"]
    print(row("whole process", "wall ms", "cpu ms", "peak MB", "ratio to the bare script"))
    print(row(*["---"] * 5))
    for name, cost in found.items():
        ratio = f"{cost.cpu / base.cpu:.2f}"
        print(
            row(
                name, f"{cost.wall * 1000:.0f}", f"{cost.cpu * 1000:.0f}", f"{cost.peak:.0f}", ratio
            )
        )


if __name__ == "__main__":
    main()
