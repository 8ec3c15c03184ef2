"""How well the claims proposed from a page's prose agree with those that people curated.

    python bench/claims.py [PAGE EDITION] [--differences]

Lines are compared as well. Claims whose object is no thing (depends on nothing) are left
out, since no cue proposes them. Pairs leave the relation aside.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from fwgraph.graph import Graph, load
from fwgraph.namespaces import BASE, shorten_iri
from fwgraph.questions.catalogue import answer_question
from fwgraph.wiki.document import WikiPage
from fwgraph.wiki.markups import DEFAULT_MARKUP, page_markup
from fwgraph.wiki.prose import cues

PAGE = Path(__file__).parents[2] / "shared/pages/web-frameworks-2016.moin"
EDITION = "web-frameworks-2016"

Claim = tuple[str, str, str, int]


def proposed_claims(page: Path, graph: Graph) -> set[Claim]:
    """Return the claims that the importer proposes for a page."""
    found = cues.page_candidates(read_page(page), graph)
    return {
        (
            shorten_iri(c.subject.value),
            "not " * c.denied + shorten_iri(c.relation.value),
            shorten_iri(c.object.value),
            c.line,
        )
        for c in found
        if c.subject and c.object
    }


def read_page(page: Path) -> WikiPage:
    """Return a page in the markup of its file's ending."""
    return (page_markup(page) or DEFAULT_MARKUP).read(page.read_text(encoding="utf-8"))


def curated_claims(graph: Graph, edition: str = EDITION) -> set[Claim]:
    """Return the claims of the shipped graph about things, for the same edition."""
    claims = set()
    for row in answer_question(graph, "relations", {"edition": edition}):
        subject, relation, thing = (
            str(row[f"{part}_iri"]) for part in ("subject", "relation", "object")
        )
        if thing.startswith(BASE):
            claims.add(
                (
                    shorten_iri(subject),
                    "not " * (row["statement"] == "denial") + shorten_iri(relation),
                    shorten_iri(thing),
                    int(row["line"] or 0),
                )
            )
    return claims


def precision_recall_f1(found: set[Claim], wanted: set[Claim]) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    hits = len(found & wanted)
    precision, recall = hits / max(1, len(found)), hits / max(1, len(wanted))
    return precision, recall, 2 * hits / max(1, len(found) + len(wanted))


def drop_relations(claims: set[Claim]) -> set[Claim]:
    """Return claims without their relation."""
    return {(subject, "", thing, line) for subject, _, thing, line in claims}


def claims_of_relation(name: str, claims: set[Claim]) -> set[Claim]:
    """Return the claims of one relation."""
    return {claim for claim in claims if claim[1] == name}


def comparisons(
    found: set[Claim], wanted: set[Claim]
) -> Iterator[tuple[str, set[Claim], set[Claim]]]:
    """Yield what is compared: everything, pairs, and each relation."""
    yield "all claims", found, wanted
    yield "pairs", drop_relations(found), drop_relations(wanted)
    for name in sorted({relation for _, relation, _, _ in found | wanted}):
        yield name, claims_of_relation(name, found), claims_of_relation(name, wanted)


def main(arguments: list[str]) -> None:
    """Print the table, and the differences where they are asked for."""
    page, edition = [each for each in arguments if not each.startswith("-")] or (PAGE, EDITION)
    graph = load()
    found, wanted = proposed_claims(Path(page), graph), curated_claims(graph, str(edition))
    print(f"{'':20} proposed curated both precision recall    F1")
    for name, one, other in comparisons(found, wanted):
        figures = "    ".join(f"{figure:5.2f}" for figure in precision_recall_f1(one, other))
        print(f"{name:20} {len(one):8} {len(other):7} {len(one & other):4}     {figures}")
    if "--differences" in arguments:
        for sign, claims in (("+", found - wanted), ("-", wanted - found)):
            for subject, relation, thing, line in sorted(claims, key=lambda claim: claim[3]):
                print(f"{sign} {line:3} {subject} {relation} {thing}")


if __name__ == "__main__":
    main(sys.argv[1:])
