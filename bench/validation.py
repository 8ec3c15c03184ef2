"""How validating somebody else's RDF grows with it, with many findings and with few.

Things have five triples each; two of them have properties of ours that are not defined, in
nine things of ten or in one of two hundred. Run: python bench/validation.py [TRIPLES…]
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import markdown_row, median_costs, python_command

SIZES = (3_000, 30_000, 300_000)
SHARES = {"many": 0.9, "few": 0.005}
"""The share of things with undefined properties."""
TRIPLES_OF_A_THING = 5
PREFIXES = """\
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX ex: <http://example.org/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""


def write_foreign_data(path: Path, triples: int, share: float) -> None:
    """Write so many triples, with the undefined properties spread evenly."""
    lines = [PREFIXES]
    for number in range(triples // TRIPLES_OF_A_THING):
        is_wrong = int((number + 1) * share) > int(number * share)
        first, second = (
            ("fw:madeBy", "fw:usedFor") if is_wrong else ("dcterms:creator", "dcterms:type")
        )
        lines.append(
            f"ex:p{number} {first} ex:q{number} ; {second} ex:r{number} ;\n"
            f'    rdfs:label "P{number}" ; dcterms:date "2020" ; dcterms:language "en" .\n'
        )
    path.write_text("".join(lines), encoding="utf-8")


def count_findings(path: Path) -> int:
    """Return how many findings a file has."""
    command = python_command("-m", "fwgraph", "validate", "--format", "json", str(path))
    done = subprocess.run(command, capture_output=True, check=False)
    return len(json.loads(done.stdout))


def main(sizes: tuple[int, ...]) -> None:
    """Print the table."""
    print(markdown_row("triples", "findings", "wall s", "cpu s", "µs a triple", "peak MB"))
    print(markdown_row(*["---"] * 6))
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            for name, share in SHARES.items():
                path = Path(folder) / f"{name}-{size}.ttl"
                write_foreign_data(path, size, share)
                command = python_command("-m", "fwgraph", "validate", str(path))
                (cost,) = median_costs({name: command}, 1 if size > SIZES[1] else 3).values()
                figures = f"{cost.wall:.2f}", f"{cost.cpu:.2f}", f"{cost.wall / size * 1e6:.0f}"
                counted = f"{count_findings(path):,}"
                print(markdown_row(f"{size:,}", counted, *figures, f"{cost.peak:.0f}"))


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or SIZES)
