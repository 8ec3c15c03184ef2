"""How importing and validating a page grow with its entries, in either markup.

Validating is done by what `fwgraph validate` uses, which leaves no rule about pages to pySHACL,
and, on the same triples and shapes, by the second engine of the tests.
Run: python bench/pages.py [ENTRIES…]
"""

import sys
import tempfile
from itertools import product
from pathlib import Path

import made_up
from measure import markdown_row, median_costs, python_command

MARKUPS = ("moin", "md")
SIZES = (1_000, 10_000, 100_000)
TOO_BIG_FOR_THE_SECOND = 10_000
"""Beyond this the second engine needs minutes and gigabytes: it does not grow in proportion."""

SECOND = """
import sys, pyrudof
from pathlib import Path
from fwgraph import export
from fwgraph.graph import load
from fwgraph.rules import shapes
from fwgraph.rules.data_graph import page_data_graph
target = page_data_graph(sys.argv[1], Path(sys.argv[1]).read_text(), None, load())
stated = [quad.triple for quad in shapes.read_shapes(shapes.list_shape_files("page"))]
rudof = pyrudof.Rudof(pyrudof.RudofConfig())
rudof.read_data(export.serialize_triples(target.triples, "nt").decode(), pyrudof.RDFFormat.NTriples)
rudof.read_shacl(export.serialize_triples(stated, "ttl").decode(), pyrudof.ShaclFormat.Turtle)
print(len(rudof.validate_shacl()))
"""


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    print(markdown_row("entries", "work", "wall s", "cpu s", "cpu µs an entry", "peak MB"))
    print(markdown_row(*["---"] * 6))
    with tempfile.TemporaryDirectory() as folder:
        for size, markup in product(sizes, MARKUPS):
            page = Path(folder) / f"page-{size}.{markup}"
            page.write_text(made_up.make_page(size, markup), encoding="utf-8")
            commands = {
                "import": python_command("-m", "fwgraph", "import", str(page), "-o", f"{page}.ttl"),
                "validate": python_command("-m", "fwgraph", "validate", str(page)),
            }
            if size <= TOO_BIG_FOR_THE_SECOND and markup == "moin":
                commands["the same by pyrudof"] = python_command("-c", SECOND, str(page))
            for name, cost in median_costs(commands, 3 if size <= 1_000 else 1).items():
                times = f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.cpu / size * 1e6:.0f}"
                row = f"{size:,}", f"{name} (.{markup})", *times, f"{cost.peak:.0f}"
                print(markdown_row(*row), flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
