"""Finding a thing by what a person types: the thing, or what may have been meant."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.errors import AmbiguousName, UnknownName
from fwgraph.namespaces import THING_KINDS
from fwgraph.store.names import EVERY_KIND, KINDS, fold_name, kind_of
from fwgraph.web.http.links import Links
from fwgraph.web.pages.facts import drop_repeats
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.templating import render_template

MAX_WORDS = 200
"""Characters of what is looked for at most."""
MAX_FOUND = 50
"""Things that a page of results lists at most."""


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a name leads to.

    ``exact`` are the things of that name, ``holding`` those with it in theirs, and ``similar``
    those whose names it may be a misspelling of.
    """

    words: str
    exact: tuple[NamedNode, ...] = ()
    holding: tuple[NamedNode, ...] = ()
    similar: tuple[NamedNode, ...] = ()


def find_things(library: Lookups, words: str) -> SearchResult:
    """Return what a name leads to, with the command line's tolerance for case, blanks and typos."""
    words = " ".join(words[:MAX_WORDS].split())
    if not fold_name(words):
        return SearchResult(words)
    names = library.graph.names
    try:
        return SearchResult(words, exact=(names.find(words, KINDS),))
    except AmbiguousName:
        return SearchResult(words, exact=tuple(names.matches(words, KINDS)))
    except UnknownName as error:
        concepts = names.matches(words, EVERY_KIND)
        if len(concepts) == 1:
            return SearchResult(words, exact=(concepts[0],))
        close = (node for name in error.close for node in names.matches(name, KINDS))
        return SearchResult(
            words, (), tuple(names_holding(library, words)[:MAX_FOUND]), tuple(drop_repeats(close))
        )


def names_holding(library: Lookups, words: str) -> list[NamedNode]:
    """Return the things in whose names the words stand, software before sources."""
    folded = fold_name(words)
    index = library.graph.names.index()
    nodes = drop_repeats(node for name, ranks in index.items() if folded in name for node in ranks)
    return sorted(
        (node for node in nodes if kind_of(node) in KINDS),
        key=lambda node: (kind_of(node) not in THING_KINDS, library.label(node).casefold()),
    )


def result_page(library: Lookups, result: SearchResult, links: Links) -> bytes:
    """Return the page of what was found, where that is not one thing."""
    groups = (
        ("Did you mean", result.similar),
        ("Called so", result.exact),
        ("With this in the name", result.holding),
    )
    shown = [
        (title, [result_row(library, node, links) for node in nodes]) for title, nodes in groups
    ]
    return render_template(
        "search.html",
        links,
        title=f"Search: {result.words}" if result.words else "Search",
        words=result.words,
        groups=[group for group in shown if group[1]],
    )


def result_row(library: Lookups, node: NamedNode, links: Links) -> tuple[Hyperlink, str]:
    """Return a thing as a link, and what kind of page it leads to."""
    return library.link(node, links), kind_of(node)
