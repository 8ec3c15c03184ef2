"""What is said of a node, property by property, and what refers to it, as rows of links."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, RDFS_LABEL, Term, term
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Hyperlink, Lookups

MAX_LINKS = 500
"""Rows that a page shows of one kind at most; the data forms hold all."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property and its values."""

    name: Hyperlink
    values: tuple[Hyperlink, ...]


@dataclass(frozen=True, slots=True)
class Referrers:
    """What refers to a node by one property; ``more`` counts those that are not shown."""

    name: Hyperlink
    subjects: tuple[Hyperlink, ...]
    more: int


def node_facts(
    library: Lookups, node: NamedNode, frame: Links, without: Iterable[NamedNode] = ()
) -> list[Fact]:
    """Return everything said of a node but some properties, ordered by the properties' names."""
    skipped = {RDFS_LABEL, RDF_TYPE, term("skos:prefLabel"), *without}
    values_of: dict[NamedNode, set[Term]] = {}
    for triple in library.triples_of(node):
        if triple.predicate not in skipped:
            values_of.setdefault(triple.predicate, set()).add(triple.object)
    rows = [
        property_fact(library, name, values, frame)
        for name, values in drop_broader(library, values_of).items()
    ]
    return sorted(rows, key=lambda row: row.name.text)


def drop_broader(
    library: Lookups, values_of: Mapping[NamedNode, set[Term]]
) -> Mapping[NamedNode, set[Term]]:
    """Return properties without those that only repeat a narrower one: they are derived."""
    broader = {
        broad: values
        for name, values in values_of.items()
        for broad in library.superproperties(name) - {name}
        if values_of.get(broad, set()) <= values
    }
    return {name: values for name, values in values_of.items() if name not in broader}


def property_fact(library: Lookups, name: NamedNode, values: Iterable[Term], frame: Links) -> Fact:
    """Return one property and its values as links."""
    shown = sorted(values, key=lambda value: (library.label_or_text(value), str(value)))
    links = tuple(library.link(value, frame) for value in islice(shown, MAX_LINKS))
    return Fact(library.link(name, frame), links)


def node_referrers(library: Lookups, node: NamedNode, frame: Links) -> list[Referrers]:
    """Return what refers to a node, by property."""
    subjects_of: dict[NamedNode, set[Term]] = {}
    for triple in library.triples_to(node):
        subjects_of.setdefault(triple.predicate, set()).add(triple.subject)
    rows = [
        property_referrers(library, name, subjects, frame)
        for name, subjects in drop_broader(library, subjects_of).items()
    ]
    return sorted(rows, key=lambda row: row.name.text)


def property_referrers(
    library: Lookups, name: NamedNode, subjects: Collection[Term], frame: Links
) -> Referrers:
    """Return what refers to a node by one property."""
    named = (subject for subject in subjects if isinstance(subject, NamedNode))
    nodes = sorted(named, key=str)[:MAX_LINKS]
    links = sorted((library.link(node, frame) for node in nodes), key=link_sort_key)
    return Referrers(library.link(name, frame), tuple(links), len(subjects) - len(links))


def drop_repeats(nodes: Iterable[NamedNode]) -> Iterator[NamedNode]:
    """Yield nodes in their order, each once."""
    return iter(dict.fromkeys(nodes))


def link_sort_key(link: Hyperlink) -> tuple[str, str]:
    """Return what links are sorted by."""
    return link.text.casefold(), link.href or ""


def first_text(library: Lookups, node: NamedNode, *properties: str) -> str | None:
    """Return the text of the first of the properties that the node has."""
    for name in properties:
        values = library.values(node, term(name))
        if values:
            return library.name_or_text(values[0])
    return None
