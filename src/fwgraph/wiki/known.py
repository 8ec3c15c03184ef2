"""What a graph knows that helps to read a page: names, categories, and cues."""

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Quad, Store

from fwgraph.graph import Graph
from fwgraph.namespaces import RDFS_LABEL, THING_KINDS, local_name, term
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.names import fold_name, kind_of
from fwgraph.store.package import query_text
from fwgraph.wiki.document import WikiPage
from fwgraph.wiki.edition import KnownNames
from fwgraph.wiki.entries import find_category, title_of
from fwgraph.wiki.page_entry import PageEntry, address_key

IDENTITY = term("fw:identity")
ALIAS, SAME_HOME_PAGE, SAME_PACKAGE = "alias", "same home page", "same package"
FOUND_REASONS = {ALIAS, SAME_HOME_PAGE, SAME_PACKAGE}
"""Of what the reasons are made that are found, and not decided by a person."""


def known_names(graph: Graph) -> KnownNames:
    """Return what the graph knows."""
    return KnownNames(
        software=lambda name: resolve_entry_name(graph, name),
        identity=lambda software, entry: reason_of_identity(graph, software, entry),
        categories=concepts_by_words(graph, "page/categories"),
        guidelines=concepts_by_words(graph, "page/guidelines"),
        evidence=concepts_by_words(graph, "page/evidence"),
        sibling_categories=categories_by_page(graph),
    )


def categories_by_page(graph: Graph) -> dict[str, dict[str, NamedNode]]:
    """Return the categories of each page that lists other things than frameworks, by title."""
    pages: dict[str, dict[str, NamedNode]] = {}
    for row in select_solutions(graph, query_text("page/sibling-categories")):
        concept = row["concept"]
        if isinstance(concept, NamedNode):
            pages.setdefault(row["page"].value, {})[row["words"].value] = concept
    return pages


def names_for(page: WikiPage, names: KnownNames) -> KnownNames:
    """Return what is known, with the categories of the page that this one is.

    Whichever heading speaks of frameworks, it is the page of frameworks; else the one to which
    most of its headings belong, if any does.
    """
    titles = [title_of(heading) for heading, _ in page.sections() if heading]
    if any("framework" in title.casefold() for title in titles):
        return names
    if any(count_known([title], names.categories) for title in titles):
        return names
    counts = {
        sibling: count_known(titles, categories)
        for sibling, categories in names.sibling_categories.items()
    }
    sibling = max(counts, key=lambda each: counts[each], default="")
    if not counts.get(sibling):
        return names
    return replace(names, categories=names.sibling_categories[sibling], sibling=sibling)


def count_known(titles: Iterable[str], categories: Iterable[str]) -> int:
    """Return how many titles are those of categories, or nearly."""
    known = list(categories)
    return sum(any(find_category(title, [], known)) for title in titles)


def resolve_entry_name(graph: Graph, name: str) -> NamedNode | None:
    """Return the only thing that has this name, software first, or nothing."""
    for kind in THING_KINDS:
        things = [node for node in graph.names.matches(name, (kind,)) if kind_of(node) == kind]
        if len(things) == 1:
            return things[0]
    return None


def resolve_platform_name(graph: Graph, name: str) -> NamedNode | None:
    """Return the only platform, or else software, that has this name, or nothing."""
    for kind in ("platform", "software"):
        things = [node for node in graph.names.matches(name, (kind,)) if kind_of(node) == kind]
        if things:
            return things[0] if len(things) == 1 else None
    return None


def decided_identities(store: Store, edition: NamedNode | None) -> dict[tuple[str, NamedNode], str]:
    """Return why listings are about their things, by name and thing, where a person decided it.

    They are those of an edition, or of all that a store has. A reason that is found again by
    whoever reads the page is no decision.
    """
    decisions: dict[tuple[str, NamedNode], str] = {}
    for quad in store.quads_for_pattern(None, IDENTITY, None):
        listing, reason = quad.subject, str(getattr(quad.object, "value", ""))
        is_of_edition = edition is None or Quad(listing, term("fw:edition"), edition) in store
        if not is_of_edition or set(reason.split(", ")) <= FOUND_REASONS:
            continue
        for label in store.quads_for_pattern(listing, RDFS_LABEL, None):
            for listed in store.quads_for_pattern(listing, term("fw:lists"), None):
                if isinstance(label.object, Literal) and isinstance(listed.object, NamedNode):
                    decisions[label.object.value, listed.object] = reason
    return decisions


def reason_of_identity(graph: Graph, software: NamedNode, entry: PageEntry) -> str | None:
    """Return why an entry is about known software, where its name is not what that is called."""
    if fold_name(graph.names.label(software)) == fold_name(entry.name):
        return None
    stated = {
        SAME_HOME_PAGE: ("doap:homepage", address_key(entry.target or "")),
        SAME_PACKAGE: ("fw:packageUrl", entry.package),
    }
    return ", ".join(
        [ALIAS]
        + [
            reason
            for reason, (name, value) in stated.items()
            if value in {address_key(known) for known in fact_values(graph, software, name)}
        ]
    )


def fact_values(graph: Graph, software: NamedNode, name: str) -> set[str]:
    """Return the values of a fact about software."""
    quads = graph.store.quads_for_pattern(software, term(name), None)
    return {quad.object.value for quad in quads if isinstance(quad.object, NamedNode | Literal)}


def concepts_by_words(graph: Graph, query: str) -> dict[str, NamedNode]:
    """Return concepts by the words that stand for them: their titles or cues."""
    rows = select_solutions(graph, query_text(query))
    concepts = ((row["words"].value, row["concept"]) for row in rows)
    return {words: concept for words, concept in concepts if isinstance(concept, NamedNode)}


def other_hashes(store: Store, edition: NamedNode, sha256: str) -> tuple[str, ...]:
    """Return the other hashes of an edition that is known, where this one is among them.

    Copies of one state may differ, as where hosts were renamed.
    """
    quads = store.quads_for_pattern(edition, term("fw:sha256"), None)
    hashes = {quad.object.value for quad in quads if isinstance(quad.object, Literal)}
    return tuple(sorted(hashes - {sha256})) if sha256 in hashes else ()


def edition_note(graph: Graph, text: str) -> str | None:
    """Return that a page is an edition that the graph knows, where its bytes are the same."""
    digest = Literal(sha256(text.encode()).hexdigest())
    for quad in graph.store.quads_for_pattern(None, term("fw:sha256"), digest):
        if isinstance(quad.subject, NamedNode) and kind_of(quad.subject) == "edition":
            days = graph.store.quads_for_pattern(quad.subject, term("dcterms:date"), None)
            of_day = "".join(f", of {day.object.value}" for day in days)  # type: ignore[union-attr]
            return f"this is the edition {local_name(quad.subject.value)}{of_day}"
    return None
