"""How the listings of an edition stand: their order, duplicates, and strangers among them.

What the shapes could only say by comparing every listing with every other is derived here
once, as triples (``fw:belongsAfter``, ``fw:belongsOn``, ``fw:duplicateOf``,
``fw:sharesHomepageWith``), in time that grows with the number of listings.
"""

import re
from collections.abc import Callable, Iterator, Set
from itertools import groupby

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.graph import Graph
from fwgraph.namespaces import term
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.names import fold_name
from fwgraph.store.package import query_text
from fwgraph.store.table import Table
from fwgraph.wiki import order

ListingRow = dict[str, str | int | bool | None]

KIND = term("fw:kind")
ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(.*?)/*$", re.IGNORECASE | re.DOTALL)


def derive_list_facts(graph: Graph) -> Iterator[Triple]:
    """Yield how the listings of every edition in the graph stand to each other."""
    listings = list(Table.from_solutions(select_solutions(graph, query_text("page/listings"))))
    for _, alike in groupby(listings, key=lambda each: (each["section"], each["list"])):
        yield from belongs_after_facts(list(alike))
    yield from belongs_on_facts(graph)
    known = {str(each.subject) for each in graph if each.predicate == KIND}
    yield from same_key_facts(listings, "fw:duplicateOf", lambda each: duplicate_key(each, known))
    yield from same_key_facts(
        listings, "fw:sharesHomepageWith", lambda each: homepage_key(each["homepage"])
    )


def belongs_after_facts(listings: list[ListingRow]) -> Iterator[Triple]:
    """Yield what each listing that is out of order belongs behind."""
    names = [str(each["name"]) for each in listings]
    for index, before in order.correct_predecessors(names).items():
        after = listings[index]["section"] if before is None else listings[before]["listing"]
        yield relation_triple(listings[index], "fw:belongsAfter", after)


def belongs_on_facts(graph: Graph) -> Iterator[Triple]:
    """Yield the page on which a listing belongs that is about no framework."""
    for row in select_solutions(graph, query_text("page/strangers")):
        listing, page = row["listing"], row["page"]
        if isinstance(listing, NamedNode):
            yield Triple(listing, term("fw:belongsOn"), Literal(page.value))


def same_key_facts(
    listings: list[ListingRow], relation: str, same: Callable[[ListingRow], object]
) -> Iterator[Triple]:
    """Yield the first listing of an edition with the same key, for each later one."""
    first: dict[tuple[object, object], ListingRow] = {}
    for each in listings:
        if same(each):
            earlier = first.setdefault((each["edition"], same(each)), each)
            if earlier is not each:
                yield relation_triple(each, relation, earlier["listing"])


def duplicate_key(listing: ListingRow, known: Set[str]) -> tuple[object, str] | None:
    """Return what makes two listings the same: what they list, by name where it is unknown.

    Different names that are unknown may have the same slug. What is known has a kind.
    """
    software = listing["software"]
    name = "" if f"<{software}>" in known else fold_name(str(listing["name"]))
    return (software, name) if software else None


def homepage_key(homepage: object) -> str | None:
    """Return what makes two addresses the same: no scheme, no ``www.``, no last slash."""
    match = ADDRESS.fullmatch(str(homepage or ""))
    return (match[1].casefold() or None) if match else None


def relation_triple(listing: ListingRow, relation: str, other: object) -> Triple:
    """Return the triple that relates a listing to another node."""
    return Triple(NamedNode(str(listing["listing"])), term(relation), NamedNode(str(other)))
