"""Made-up graphs of any size with the shape of data/: seeded, the same for the same size."""

import random
from pathlib import Path

from fwgraph.terms import BASE, PREFIXES

RELATIONS = ("builtOn", "uses", "extends", "bundles", "integratesWith", "successorOf")
A_PIECE = 24
"""About how many triples one piece of software comes with."""


def write(path: Path, triples: int) -> int:
    """Write about so many triples as N-Triples; return how many pieces of software there are."""
    chance = random.Random(triples)
    count = max(triples // A_PIECE, 10)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(head())
        for number in range(count):
            out.writelines(piece(number, chance))
    return count


def head() -> list[str]:
    """Return the edition and its section."""
    return [
        line(edition(), "rdf:type", node("fw:Edition")),
        line(edition(), "rdfs:label", '"Made up"'),
        line(section(), "rdf:type", node("fw:Section")),
        line(section(), "rdfs:label", '"Made-up frameworks"'),
    ]


def piece(number: int, chance: random.Random) -> list[str]:
    """Return one piece of software, its listing, and two claims."""
    software, listing = thing(number), f"<{BASE}listing/made-up/s{number}>"
    day = f"{chance.randint(2000, 2025)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    lines = [
        line(software, "rdf:type", node("fw:Framework")),
        line(software, "rdfs:label", f'"S{number}"'),
        line(software, "fw:kind", f"<{BASE}kind/web-framework>"),
        line(listing, "rdf:type", node("fw:Listing")),
        line(listing, "rdfs:label", f'"S{number}"'),
        line(listing, "fw:edition", edition()),
        line(listing, "fw:section", section()),
        line(listing, "fw:lists", software),
        line(listing, "fw:line", f'"{number + 1}"^^<{PREFIXES["xsd"]}integer>'),
        line(listing, "fw:released", f'"{day}"^^<{PREFIXES["xsd"]}date>'),
    ]
    for index in range(2 if number else 0):
        # Most rest on a few old ones, as in life: the lower the number, the more dependents.
        ground = thing(int(number * chance.random() ** 3))
        lines += claim(number, index, chance.choice(RELATIONS), software, ground)
    return lines


def claim(number: int, index: int, relation: str, subject: str, ground: str) -> list[str]:
    """Return a claim with its evidence."""
    name = f"<{BASE}claim/s{number}.{relation}.{index}>"
    return [
        line(name, "rdf:type", node("fw:Claim")),
        line(name, "rdf:subject", subject),
        line(name, "rdf:predicate", node(f"fw:{relation}")),
        line(name, "rdf:object", ground),
        line(name, "prov:wasDerivedFrom", edition()),
        line(name, "fw:line", f'"{number + 1}"^^<{PREFIXES["xsd"]}integer>'),
        line(name, "fw:quote", f'"phrase {number} {index}"@en'),
    ]


def line(subject: str, predicate: str, value: str) -> str:
    """Return one triple as a line of N-Triples."""
    return f"{subject} {node(predicate)} {value} .\n"


def node(curie: str) -> str:
    """Return a prefixed name as N-Triples has it."""
    prefix, _, local = curie.partition(":")
    return f"<{PREFIXES[prefix]}{local}>"


def thing(number: int) -> str:
    """Return the IRI of a piece of software."""
    return f"<{BASE}software/s{number}>"


def edition() -> str:
    """Return the IRI of the edition."""
    return f"<{BASE}edition/made-up>"


def section() -> str:
    """Return the IRI of the only section."""
    return f"<{BASE}section/made-up/frameworks>"
