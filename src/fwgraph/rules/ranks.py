"""How much the packages behind the entries of a page are downloaded, by an index that says so."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.graph import Graph
from fwgraph.namespaces import term
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.package import query_text
from fwgraph.wiki.page_entry import package_url

ListingRow = dict[str, str | int | bool | None]
"""What an edition states of a listing, by names of columns."""


class Ranks(NamedTuple):
    """What the newest index with ranks says: its day, and the rank of each package and thing.

    One that it lists without a rank has None.
    """

    day: Literal
    by_package: dict[str, Literal | None]
    by_software: dict[str, Literal | None]


def read_ranks(graph: Graph) -> Ranks | None:
    """Return what the newest index with ranks says, or nothing where a graph has none."""
    ranks: Ranks | None = None
    for row in select_solutions(graph, query_text("page/ranks")):
        ranks = ranks or Ranks(row["day"], {}, {})
        if row["day"] != ranks.day:
            break
        keep_better(ranks.by_package, row["package"].value, row["rank"])
        if isinstance(row["software"], NamedNode):
            keep_better(ranks.by_software, row["software"].value, row["rank"])
    return ranks


def keep_better(ranks: dict[str, Literal | None], key: str, rank: Literal | None) -> None:
    """Note a rank, where no better one is known: software may have several packages."""
    known = ranks.setdefault(key, rank)
    if rank is not None and (known is None or int(rank.value) < int(known.value)):
        ranks[key] = rank


def rank_facts(listings: Iterable[ListingRow], ranks: Ranks | None) -> Iterator[Triple]:
    """Yield the rank of each listing whose package an index lists, and the day of the index.

    It is that of the software, or of the package that the listing names itself.
    """
    if ranks is None:
        return
    for listing in listings:
        package = listing["package"] or package_url(str(listing["homepage"] or ""))
        if str(listing["software"]) in ranks.by_software:
            rank = ranks.by_software[str(listing["software"])]
        elif package in ranks.by_package:
            rank = ranks.by_package[str(package)]
        else:
            continue
        node = NamedNode(str(listing["listing"]))
        yield Triple(node, term("fw:rankedOn"), ranks.day)
        if rank is not None:
            yield Triple(node, term("fw:downloadRank"), rank)
