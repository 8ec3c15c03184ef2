"""How things are shown, statements once: read from the ontology and the property shapes.

A fact is a property that the ontology, or a property shape of FACT_SHAPES, puts into a
group (``sh:group``, ``sh:order``, ``fw:shownIn``); a kind of things is a class with a plural,
a family of relations a concept of ``scheme:family``. They are read from the package's own
files, since a graph from elsewhere may bring no ontology.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import RdfFormat, parse

from fwgraph.namespaces import PREFIXES, expand_name, local_name
from fwgraph.records import Record
from fwgraph.store.package import find_resource_root

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
    ranks: dict[str, int]

    def facts_in(self, place: str) -> list[FactDescription]:
        """Return the facts that are shown in a place, such as ``card`` or ``graphml``."""
        return [fact for fact in self.facts if place in fact.places]

    def family_of(self, relations: Iterable[str]) -> RelationFamily:
        """Return the family of a relation, given by its IRI and those of all above it."""
        above = set(relations)
        other = next(family for family in self.families if family.name == OTHER)
        return next((family for root, family in self.roots.items() if root in above), other)

    @property
    def outlines(self) -> dict[str, str]:
        """The outlines of the kinds that are drawn, by name, in the order of a legend."""
        return {kind.name: kind.outline for kind in self.kinds if kind.outline}


class Statements:
    """The triples of some Turtle files, by property and subject, all as text."""

    def __init__(self, paths: Iterable[str]) -> None:
        self._values: dict[str, dict[str, list[str]]] = {}
        for path in paths:
            for subject, predicate, object_, _ in parse(path=path, format=RdfFormat.TURTLE):
                subjects = self._values.setdefault(predicate.value, {})
                subjects.setdefault(subject.value, []).append(object_.value)

    def values(self, subject: str, name: str) -> list[str]:
        """Return the values of a property, given by its prefixed name."""
        return self._values.get(expand_name(name), {}).get(subject, [])

    def first(self, subject: str, name: str) -> str:
        """Return the first value of a property, or an empty text."""
        return next(iter(self.values(subject, name)), "")

    def order(self, subject: str) -> float:
        """Return where a subject stands among others."""
        return float(self.first(subject, "sh:order") or LAST)

    def subjects(self, name: str) -> list[str]:
        """Return the subjects with a property, in their order."""
        return sorted(self._values.get(expand_name(name), {}), key=self.order)

    def instances(self, name: str, property_name: str) -> list[str]:
        """Return the subjects with a property that are of a class, in their order."""
        of_class = expand_name(name)
        subjects = self.subjects(property_name)
        return [subject for subject in subjects if of_class in self.values(subject, "rdf:type")]


@cache
def read_description() -> Description:
    """Return what the package's ontology and shapes say about showing."""
    root = find_resource_root()
    shapes = (f"{root}/shapes/{name}.ttl" for name in FACT_SHAPES)
    statements = Statements([f"{root}/ontology/fwgraph.ttl", *shapes])
    families = {
        subject: RelationFamily(
            local_name(subject),
            statements.first(subject, "skos:prefLabel"),
            statements.first(subject, "fw:lineStyle"),
            local_name(statements.first(subject, "skos:broader") or subject),
        )
        for subject in statements.subjects("fw:lineStyle")
    }
    roots = sorted(
        (statements.first(root, "fw:family"), root) for root in statements.subjects("fw:family")
    )
    relations = statements.instances("owl:ObjectProperty", "sh:order")
    ranked = (iri for iri in relations if not statements.values(iri, "sh:group"))
    return Description(
        [describe_fact(statements, subject) for subject in statements.subjects("sh:group")],
        list(families.values()),
        [
            describe_kind(statements, subject)
            for subject in statements.instances("owl:Class", "fw:plural")
        ],
        {root: families[family] for family, root in roots},
        {subject: rank for rank, subject in enumerate(ranked, 1)},
    )


def describe_fact(statements: Statements, subject: str) -> FactDescription:
    """Return the fact of a property, or of a property shape."""
    iri = statements.first(subject, "sh:path") or subject
    label = statements.first(iri, "rdfs:label") or local_name(iri)
    name = statements.first(iri, "fw:shortLabel") or label
    return FactDescription(
        iri=iri,
        label=label,
        name=name,
        key=(statements.first(iri, "fw:plural") or name).replace(" ", ""),
        has_line=expand_name("group:facts") in statements.values(subject, "sh:group"),
        places=statements.values(subject, "fw:shownIn"),
        is_single=statements.first(subject, "sh:maxCount") == "1",
        is_link=statements.first(subject, "sh:nodeKind") == expand_name("sh:IRI"),
        schema=schema_term(statements, iri),
    )


def describe_kind(statements: Statements, subject: str) -> ThingKind:
    """Return the kind of a class."""
    return ThingKind(
        iri=subject,
        name=local_name(subject).lower(),
        plural=statements.first(subject, "fw:plural"),
        outline=statements.first(subject, "fw:nodeShape"),
        is_source=expand_name("prov:Entity") in statements.values(subject, "rdfs:subClassOf"),
        schema=schema_term(statements, subject),
    )


def schema_term(statements: Statements, subject: str) -> str:
    """Return the local name of the term of schema.org that a term comes close to, if any does."""
    close = statements.values(subject, "skos:closeMatch")
    return next((local_name(iri) for iri in close if iri.startswith(PREFIXES["schema"])), "")
