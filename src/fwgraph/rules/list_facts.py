"""How the listings of an edition stand: their order, duplicates, and what belongs elsewhere.

What the shapes could only say by comparing every listing with every other is derived here
once, as triples (``fw:belongsAfter``, ``fw:belongsOn``, ``fw:duplicateOf``,
``fw:sharesHomepageWith``), in time that grows with the number of listings.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import groupby
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.graph import Graph
from fwgraph.namespaces import Term, term
from fwgraph.rules.ranks import ListingRow, Ranks, rank_facts
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.names import fold_name
from fwgraph.store.package import query_text
from fwgraph.store.table import csv_text, python_value
from fwgraph.wiki import order
from fwgraph.wiki.page_entry import address_key

KIND = term("fw:kind")
LISTING_COLUMNS = {
    term(name).value: column
    for name, column in {
        "fw:edition": "edition",
        "fw:section": "section",
        "fw:list": "list",
        "fw:line": "line",
        "fw:position": "position",
        "rdfs:label": "name",
        "fw:lists": "software",
        "fw:homepage": "homepage",
        "fw:package": "package",
    }.items()
}
NOTHING: ListingRow = dict.fromkeys(LISTING_COLUMNS.values())


class KnownThings(NamedTuple):
    """What is known of things: which of them have a kind, and on which pages others belong."""

    of_a_kind: Set[str]
    pages: Mapping[str, Sequence[str]]


def read_known_things(graph: Graph) -> KnownThings:
    """Return what a graph says of the things that listings are about."""
    pages: dict[str, list[str]] = {}
    for row in select_solutions(graph, query_text("page/homes-of-things")):
        pages.setdefault(row["thing"].value, []).append(row["page"].value)
    kinds = graph.store.quads_for_pattern(None, KIND, None)
    return KnownThings(frozenset(str(quad.subject) for quad in kinds), pages)


def derive_list_facts(
    stated: Iterable[Triple],
    things: KnownThings,
    unproven: Set[int] = frozenset(),
    ranks: Ranks | None = None,
) -> Iterator[Triple]:
    """Yield how the listings of editions stand to each other, and to what is known.

    Listings on the ``unproven`` lines have no order, since it is not sure what their list is.
    """
    listings = collect_listings(stated)
    for _, group in groupby(listings, key=lambda row: (row["section"], row["list"])):
        yield from belongs_after_facts([row for row in group if row["line"] not in unproven])
    yield from belongs_on_facts(listings, things)
    yield from same_key_facts(
        listings, "fw:duplicateOf", lambda row: duplicate_key(row, things.of_a_kind)
    )
    yield from same_key_facts(listings, "fw:sharesHomepageWith", homepage_key)
    yield from rank_facts(listings, ranks)


def collect_listings(stated: Iterable[Triple]) -> list[ListingRow]:
    """Return what editions state of each listing, in the order of the page."""
    by_node: dict[Term, ListingRow] = {}
    for subject, predicate, object_ in stated:
        if column := LISTING_COLUMNS.get(predicate.value):
            row = by_node.setdefault(subject, {**NOTHING, "listing": csv_text(subject)})
            row[column] = python_value(object_)
    needed = ("edition", "section", "list", "position", "name")
    rows = [row for row in by_node.values() if all(row[each] is not None for each in needed)]
    order = ("edition", "line", "section", "list", "position", "listing")
    return sorted(rows, key=lambda row: [(row[each] is not None, row[each]) for each in order])


def belongs_after_facts(listings: list[ListingRow]) -> Iterator[Triple]:
    """Yield what each listing that is out of order belongs behind."""
    names = [str(row["name"]) for row in listings]
    for index, before in order.correct_predecessors(names).items():
        after = listings[index]["section"] if before is None else listings[before]["listing"]
        yield listing_triple(listings[index], "fw:belongsAfter", NamedNode(str(after)))


def belongs_on_facts(listings: list[ListingRow], things: KnownThings) -> Iterator[Triple]:
    """Yield the page on which a listing belongs that is about no framework."""
    for listing in listings:
        for page in things.pages.get(str(listing["software"]), ()):
            yield listing_triple(listing, "fw:belongsOn", Literal(page))


def same_key_facts(
    listings: list[ListingRow], relation: str, key_of: Callable[[ListingRow], object]
) -> Iterator[Triple]:
    """Yield the first listing of an edition with the same key, for each later one."""
    first: dict[tuple[object, object], ListingRow] = {}
    for row in listings:
        if key := key_of(row):
            earlier = first.setdefault((row["edition"], key), row)
            if earlier is not row:
                yield listing_triple(row, relation, NamedNode(str(earlier["listing"])))


def duplicate_key(listing: ListingRow, known: Set[str]) -> tuple[object, str] | None:
    """Return what makes two listings the same: what they list, by name where it is unknown.

    Different names that are unknown may have the same slug. What is known has a kind.
    """
    software = listing["software"]
    name = "" if f"<{software}>" in known else fold_name(str(listing["name"]))
    return (software, name) if software else None


def homepage_key(listing: ListingRow) -> str | None:
    """Return what makes two home pages the same."""
    return address_key(str(listing["homepage"] or ""))


def listing_triple(listing: ListingRow, relation: str, value: NamedNode | Literal) -> Triple:
    """Return what a listing has on a property."""
    return Triple(NamedNode(str(listing["listing"])), term(relation), value)
