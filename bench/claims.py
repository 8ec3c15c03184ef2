"""How well the claims proposed from a page's prose agree with those that people curated.

    python bench/claims.py [PAGE] [--differences]

Lines are compared as well. Claims whose object is no thing (depends on nothing) are left
out, since no cue proposes them. Pairs leave the relation aside.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fwgraph.graph import Graph, load
from fwgraph.namespaces import BASE, shorten
from fwgraph.questions.catalogue import ask
from fwgraph.wiki.moin.reader import parse
from fwgraph.wiki.prose import cues

PAGE = Path(__file__).parents[2] / "shared/pages/web-frameworks-2016.moin"
EDITION = "web-frameworks-2016"

Claim = tuple[str, str, str, int]


def proposed(page: Path, graph: Graph) -> set[Claim]:
    """Return the claims that the importer proposes for a page."""
    found = cues.candidates(parse(page.read_text(encoding="utf-8")), graph)
    return {
        (shorten(c.subject.value), shorten(c.relation.value), shorten(c.object.value), c.line)
        for c in found
    }


def curated(graph: Graph) -> set[Claim]:
    """Return the claims of the shipped graph about things, for the same edition."""
    claims = set()
    for row in ask(graph, "relations", {"edition": EDITION}):
        subject, relation, thing = (
            str(row[f"{part}_iri"]) for part in ("subject", "relation", "object")
        )
        if thing.startswith(BASE):
            claims.add((shorten(subject), shorten(relation), shorten(thing), int(row["line"] or 0)))
    return claims


def agreement(found: set[Claim], wanted: set[Claim]) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    hits = len(found & wanted)
    precision, recall = hits / max(1, len(found)), hits / max(1, len(wanted))
    return precision, recall, 2 * hits / max(1, len(found) + len(wanted))


def pairs(claims: set[Claim]) -> set[Claim]:
    """Return claims without their relation."""
    return {(subject, "", thing, line) for subject, _, thing, line in claims}


def stating(name: str, claims: set[Claim]) -> set[Claim]:
    """Return the claims of one relation."""
    return {claim for claim in claims if claim[1] == name}


def rows(found: set[Claim], wanted: set[Claim]) -> Iterator[tuple[str, set[Claim], set[Claim]]]:
    """Yield what is compared: everything, pairs, and each relation."""
    yield "all claims", found, wanted
    yield "pairs", pairs(found), pairs(wanted)
    for name in sorted({relation for _, relation, _, _ in found | wanted}):
        yield name, stating(name, found), stating(name, wanted)


def main(arguments: list[str]) -> None:
    """Print the table, and the differences where they are asked for."""
    paths = [Path(each) for each in arguments if not each.startswith("-")]
    graph = load()
    found, wanted = proposed(paths[0] if paths else PAGE, graph), curated(graph)
    print(f"{'':20} proposed curated both precision recall    F1")
    for name, one, other in rows(found, wanted):
        figures = "    ".join(f"{figure:5.2f}" for figure in agreement(one, other))
        print(f"{name:20} {len(one):8} {len(other):7} {len(one & other):4}     {figures}")
    if "--differences" in arguments:
        for sign, claims in (("+", found - wanted), ("-", wanted - found)):
            for subject, relation, thing, line in sorted(claims, key=lambda claim: claim[3]):
                print(f"{sign} {line:3} {subject} {relation} {thing}")


if __name__ == "__main__":
    main(sys.argv[1:])
