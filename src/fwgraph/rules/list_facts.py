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
from fwgraph.sparql.binding import select
from fwgraph.store.names import folded
from fwgraph.store.package import query_text
from fwgraph.store.table import Answer
from fwgraph.wiki import order

Listing = dict[str, str | int | bool | None]

KIND = term("fw:kind")
ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?(.*?)/*$", re.IGNORECASE | re.DOTALL)


def standing(graph: Graph) -> Iterator[Triple]:
    """Yield how the listings of every edition in the graph stand to each other."""
    listings = list(Answer.of(select(graph, query_text("page/listings"))))
    for _, alike in groupby(listings, key=lambda each: (each["section"], each["list"])):
        yield from misplaced(list(alike))
    yield from strangers(graph)
    known = {str(each.subject) for each in graph if each.predicate == KIND}
    yield from repeated(listings, "fw:duplicateOf", lambda each: listed(each, known))
    yield from repeated(listings, "fw:sharesHomepageWith", lambda each: site(each["homepage"]))


def misplaced(listings: list[Listing]) -> Iterator[Triple]:
    """Yield what each listing that is out of order belongs behind."""
    names = [str(each["name"]) for each in listings]
    for index, before in order.belongs_after(names).items():
        after = listings[index]["section"] if before is None else listings[before]["listing"]
        yield link(listings[index], "fw:belongsAfter", after)


def strangers(graph: Graph) -> Iterator[Triple]:
    """Yield the page on which a listing belongs that is about no framework."""
    for row in select(graph, query_text("page/strangers")):
        listing, page = row["listing"], row["page"]
        if isinstance(listing, NamedNode):
            yield Triple(listing, term("fw:belongsOn"), Literal(page.value))


def repeated(
    listings: list[Listing], relation: str, same: Callable[[Listing], object]
) -> Iterator[Triple]:
    """Yield the first listing of an edition with the same key, for each later one."""
    first: dict[tuple[object, object], Listing] = {}
    for each in listings:
        if same(each):
            earlier = first.setdefault((each["edition"], same(each)), each)
            if earlier is not each:
                yield link(each, relation, earlier["listing"])


def listed(listing: Listing, known: Set[str]) -> tuple[object, str] | None:
    """Return what makes two listings the same: what they list, by name where it is unknown.

    Different names that are unknown may have the same slug. What is known has a kind.
    """
    software = listing["software"]
    name = "" if f"<{software}>" in known else folded(str(listing["name"]))
    return (software, name) if software else None


def site(homepage: object) -> str | None:
    """Return what makes two addresses the same: no scheme, no ``www.``, no last slash."""
    match = ADDRESS.fullmatch(str(homepage or ""))
    return (match[1].casefold() or None) if match else None


def link(listing: Listing, relation: str, other: object) -> Triple:
    """Return the triple that relates a listing to another node."""
    return Triple(NamedNode(str(listing["listing"])), term(relation), NamedNode(str(other)))
