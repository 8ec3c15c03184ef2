"""Made-up graphs of any size with the shape of data/: seeded, the same for the same size.

A graph is made of numbered copies of the shipped one. What a claim of a copy rests on is
found in an older copy, more often in one of the first, as in life: the older a thing, the
more rests on it. Editions, sections, kinds and categories are shared by all copies.
"""

import random
from functools import cache
from pathlib import Path

from pyoxigraph import Literal, Quad, Store

from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.store import resources
from fwgraph.store.loading import data_files, load_file

NUMBER, OLDER = "\ue000", "\ue001"
"""What stands in a line for the number of the copy, and for that of an older one."""
OWN_KINDS = (
    "claim", "denial", "document", "listing", "platform", "release", "software", "specification"
)  # fmt: skip
RELEASE = f"<{PREFIXES['fw']}releaseOf>"
OBJECT = f"{PREFIXES['rdf']}object"
NAMES = (f"{PREFIXES['rdfs']}label", f"{PREFIXES['skos']}altLabel")
PACKAGES = (f"{PREFIXES['fw']}package", f"{PREFIXES['fw']}packageUrl")


def write_made_up_graph(path: Path, triples: int) -> int:
    """Write about so many triples as N-Triples; return how many copies they are."""
    chance = random.Random(triples)
    shared, own = template_lines()
    copies = max(round((triples - len(shared)) / len(own)), 1)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(shared)
        for number in range(copies):
            out.writelines(number_line(line, number, chance) for line in own)
    return copies


def write_release_graph(path: Path, releases: int) -> int:
    """Write the shipped graph with about so many releases; return how many copies each has."""
    shared, own = template_lines(("release",))
    copies = max(round(releases / sum(RELEASE in line for line in own)), 1)
    with path.open("w", encoding="utf-8") as out:
        out.writelines(shared)
        for number in range(copies):
            out.writelines(line.replace(NUMBER, str(number)) for line in own)
    return copies


def number_line(line: str, number: int, chance: random.Random) -> str:
    """Return a line of a copy."""
    if OLDER in line:
        line = line.replace(OLDER, str(int((number + 1) * chance.random() ** 3)))
    return line.replace(NUMBER, str(number))


@cache
def template_lines(kinds: tuple[str, ...] = OWN_KINDS) -> tuple[list[str], list[str]]:
    """Return the lines of data/ that all copies share, and those that each has, of some kinds."""
    store = Store()
    for file in data_files(resources.resource_root() / "data"):
        load_file(store, file)
    lines = sorted(template_line(quad, kinds) for quad in store)
    return [each for each in lines if NUMBER not in each], [
        each for each in lines if NUMBER in each
    ]


def template_line(quad: Quad, kinds: tuple[str, ...]) -> str:
    """Return a triple as a line of N-Triples, with signs where the numbers of copies go."""
    subject, value = mark_own_term(str(quad.subject), NUMBER, kinds), str(quad.object)
    value = mark_own_term(value, OLDER if quad.predicate.value == OBJECT else NUMBER, kinds)
    if NUMBER in subject and isinstance(quad.object, Literal):
        words, language = quad.object.value, quad.object.language
        if quad.predicate.value in NAMES:
            value = str(Literal(f"{words} {NUMBER}", language=language))
        elif quad.predicate.value in PACKAGES:
            value = str(Literal(f"{words}.{NUMBER}"))
    return f"{subject} {quad.predicate} {value} .\n"


def mark_own_term(term: str, sign: str, kinds: tuple[str, ...]) -> str:
    """Return a term, with a sign at its end where each copy has its own."""
    kind = term.removeprefix(f"<{BASE}").partition("/")[0]
    return f"{term[:-1]}.{sign}>" if kind in kinds else term
