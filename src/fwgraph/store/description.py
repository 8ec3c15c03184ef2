"""How things are shown, said once: read from the ontology and the property shapes.

A fact is a property that the ontology, or a property shape of FACT_SHAPES, puts into a
group (``sh:group``, ``sh:order``, ``fw:shownIn``); a kind of things is a class with a plural,
a family of relations a concept of ``scheme:family``. They are read from the package's own
files, since a graph from elsewhere may bring no ontology.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import RdfFormat, parse

from fwgraph.namespaces import PREFIXES, local_name, term
from fwgraph.records import Record
from fwgraph.store.package import find_resource_root

if TYPE_CHECKING:
    from collections.abc import Iterable

FACT_SHAPES = ("thing", "software")
"""The files of shapes that may put a property into a group."""

OTHER = "other"
"""The family of a relation that belongs to no other."""

LAST = 10_000
"""The order of what has none."""


class FactDescription(Record):
    """A fact that things can have.

    ``name`` is its short label and ``key`` what JSON and GraphML call it; ``places`` are those
    of fw:shownIn; ``is_link`` tells that its values are addresses; ``schema`` is its property in
    schema.org, if it has one.
    """

    iri: str
    label: str
    name: str
    key: str
    has_line: bool
    places: list[str]
    is_single: bool
    is_link: bool
    schema: str

    @property
    def is_drawn(self) -> bool:
        """Whether views hold it, for the explorer or for GraphML."""
        return "explorer" in self.places or "graphml" in self.places


class RelationFamily(Record):
    """Relations that are drawn alike; ``top`` names the broader family that they count to."""

    name: str
    label: str
    line: str
    top: str


class ThingKind(Record):
    """A class of things or sources; ``outline`` is empty for one that is not drawn as such."""

    iri: str
    name: str
    plural: str
    outline: str
    is_source: bool
    schema: str


class Description(Record):
    """All facts, families and kinds in their order.

    ``roots`` are the families of the broadest relations, ``ranks`` the places of the relations
    that a reader looks for first: both by IRI.
    """

    facts: list[FactDescription]
    families: list[RelationFamily]
    kinds: list[ThingKind]
    roots: dict[str, RelationFamily]
    ranks: dict[str, float]

    def facts_in(self, place: str) -> list[FactDescription]:
        """Return the facts that are shown in a place, such as ``card`` or ``graphml``."""
        return [fact for fact in self.facts if place in fact.places]

    def family_of(self, relations: Iterable[str]) -> RelationFamily:
        """Return the family of a relation, given by its IRI and those of all above it."""
        above = set(relations)
        other = next(family for family in self.families if family.name == OTHER)
        return next((family for root, family in self.roots.items() if root in above), other)

    @property
    def thing_kinds(self) -> list[ThingKind]:
        """The kinds that are no sources."""
        return [kind for kind in self.kinds if not kind.is_source]

    @property
    def outlines(self) -> dict[str, str]:
        """The outlines of the kinds that are drawn, by name, in the order of a legend."""
        return {kind.name: kind.outline for kind in self.kinds if kind.outline}


class Statements:
    """The triples of some Turtle files, by property and subject, all as text."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._values: dict[str, dict[str, list[str]]] = {}
        for path in paths:
            for quad in parse(path=path, format=RdfFormat.TURTLE):
                subjects = self._values.setdefault(quad.predicate.value, {})
                subjects.setdefault(quad.subject.value, []).append(quad.object.value)

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a property, given by its prefixed name."""
        return self._values.get(term(name).value, {}).get(subject, [])

    def first(self, subject: str, name: str) -> str:
        """Return the first value of a property, or an empty text."""
        return next(iter(self.values(subject, name)), "")

    def order(self, subject: str) -> float:
        """Return where a subject stands among others."""
        return float(self.first(subject, "sh:order") or LAST)

    def subjects(self, name: str) -> list[str]:
        """Return the subjects with a property, in their order."""
        return sorted(self._values.get(term(name).value, {}), key=self.order)

    def instances(self, name: str, property_name: str) -> list[str]:
        """Return the subjects with a property that are of a class, in their order."""
        of_class = term(name).value
        subjects = self.subjects(property_name)
        return [each for each in subjects if of_class in self.values(each, "rdf:type")]


@cache
def read_description() -> Description:
    """Return what the package's ontology and shapes say about showing."""
    root = find_resource_root()
    shapes = (f"{root}/shapes/{name}.ttl" for name in FACT_SHAPES)
    said = Statements([f"{root}/ontology/fwgraph.ttl", *shapes])
    families = {
        subject: describe_family(said, subject) for subject in said.subjects("fw:lineStyle")
    }
    roots = sorted((said.first(root, "fw:family"), root) for root in said.subjects("fw:family"))
    return Description(
        [describe_fact(said, subject) for subject in said.subjects("sh:group")],
        list(families.values()),
        [describe_kind(said, subject) for subject in said.instances("owl:Class", "fw:plural")],
        {root: families[family] for family, root in roots},
        {
            subject: said.order(subject)
            for subject in said.instances("owl:ObjectProperty", "sh:order")
            if not said.values(subject, "sh:group")
        },
    )


def describe_fact(said: Statements, subject: str) -> FactDescription:
    """Return the fact of a property, or of a property shape."""
    iri = said.first(subject, "sh:path") or subject
    label = said.first(iri, "rdfs:label") or local_name(iri)
    name = said.first(iri, "fw:shortLabel") or label
    return FactDescription(
        iri=iri,
        label=label,
        name=name,
        key=(said.first(iri, "fw:plural") or name).replace(" ", ""),
        has_line=term("group:facts").value in said.values(subject, "sh:group"),
        places=said.values(subject, "fw:shownIn"),
        is_single=said.first(subject, "sh:maxCount") == "1",
        is_link=said.first(subject, "sh:nodeKind") == term("sh:IRI").value,
        schema=schema_term(said, iri),
    )


def describe_family(said: Statements, subject: str) -> RelationFamily:
    """Return the family of a concept."""
    top = said.first(subject, "skos:broader") or subject
    label, line = said.first(subject, "skos:prefLabel"), said.first(subject, "fw:lineStyle")
    return RelationFamily(local_name(subject), label, line, local_name(top))


def describe_kind(said: Statements, subject: str) -> ThingKind:
    """Return the kind of a class."""
    return ThingKind(
        iri=subject,
        name=local_name(subject).lower(),
        plural=said.first(subject, "fw:plural"),
        outline=said.first(subject, "fw:nodeShape"),
        is_source=term("prov:Entity").value in said.values(subject, "rdfs:subClassOf"),
        schema=schema_term(said, subject),
    )


def schema_term(said: Statements, subject: str) -> str:
    """Return the local name of the term of schema.org that a term comes close to, if any does."""
    close = said.values(subject, "skos:closeMatch")
    return next((local_name(iri) for iri in close if iri.startswith(PREFIXES["schema"])), "")
