"""What is said of a node, property by property, and what refers to it, as rows of links."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, RDFS_LABEL, Term, term
from fwgraph.web.http.links import Frame
from fwgraph.web.pages.lookups import Library, Link

MOST = 500
"""Rows that a page shows of one kind at most; the data forms hold all."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values."""

    name: Link
    values: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Mentions:
    """What refers to a node by one property; ``more`` counts those that are not shown."""

    name: Link
    subjects: tuple[Link, ...]
    more: int


def facts(
    library: Library, node: NamedNode, frame: Frame, without: Iterable[NamedNode] = ()
) -> list[Fact]:
    """Return everything said of a node but some properties, ordered by the properties' names."""
    skipped = {RDFS_LABEL, RDF_TYPE, term("skos:prefLabel"), *without}
    found: dict[NamedNode, set[Term]] = {}
    for triple in library.triples(node):
        if triple.predicate not in skipped:
            found.setdefault(triple.predicate, set()).add(triple.object)
    rows = [fact(library, name, values, frame) for name, values in written(library, found).items()]
    return sorted(rows, key=lambda row: row.name.text)


def written(
    library: Library, found: Mapping[NamedNode, set[Term]]
) -> Mapping[NamedNode, set[Term]]:
    """Return properties without those that only repeat a narrower one: they are derived."""
    broader = {
        broad: values
        for name, values in found.items()
        for broad in library.above(name) - {name}
        if found.get(broad, set()) <= values
    }
    return {name: values for name, values in found.items() if name not in broader}


def fact(library: Library, name: NamedNode, values: Iterable[Term], frame: Frame) -> Fact:
    """Return one property and its values as links."""
    shown = sorted(values, key=lambda value: (library.named(value), str(value)))
    links = tuple(library.link(value, frame) for value in islice(shown, MOST))
    return Fact(property_link(library, name, frame), links)


def property_link(library: Library, name: NamedNode, frame: Frame) -> Link:
    """Return a property's name, linked to its documentation."""
    return library.link(name, frame)


def mentions(library: Library, node: NamedNode, frame: Frame) -> list[Mentions]:
    """Return what refers to a node, by property."""
    found: dict[NamedNode, set[Term]] = {}
    for triple in library.referring(node):
        found.setdefault(triple.predicate, set()).add(triple.subject)
    rows = [mention(library, *pair, frame) for pair in written(library, found).items()]
    return sorted(rows, key=lambda row: row.name.text)


def mention(
    library: Library, name: NamedNode, subjects: Collection[Term], frame: Frame
) -> Mentions:
    """Return what refers to a node by one property."""
    nodes = sorted((each for each in subjects if isinstance(each, NamedNode)), key=str)[:MOST]
    links = sorted((library.link(node, frame) for node in nodes), key=by_text)
    return Mentions(property_link(library, name, frame), tuple(links), len(subjects) - len(links))


def by_text(link: Link) -> tuple[str, str]:
    """Return what links are sorted by."""
    return link.text.casefold(), link.href or ""


def said(library: Library, node: NamedNode, *properties: str) -> str | None:
    """Return the text of the first of the properties that the node has."""
    for name in properties:
        values = library.values(node, term(name))
        if values:
            return library.plainly(values[0])
    return None
