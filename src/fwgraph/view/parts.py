"""What a view consists of: things, the edges between them, and what both refer to.

Everything is in a fixed order: things by path, edges by their ends and relation,
evidence by source, line and phrase. ``path`` is an IRI without the project's base; an
IRI outside the base is its own path.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from fwgraph.namespaces import BASE, format_place
from fwgraph.store.description import read_description


@dataclass(frozen=True, slots=True)
class EdgeEvidence:
    """Who says so: the phrase, the source's slug and path, and the line where it has one.

    It counts from the day ``since`` up to ``until``; either may be empty.
    """

    source: str
    path: str
    line: int | None
    quote: str
    since: str = ""
    until: str = ""

    @property
    def place(self) -> str:
        """Where it stands, as people write it."""
        return format_place(self.path, self.line)


@dataclass(frozen=True, slots=True)
class EvidenceSource:
    """A source of statements: its day, where it stands, and the rank of its voice, 1 the first."""

    path: str
    date: str
    address: str
    rank: int


@dataclass(frozen=True, slots=True)
class ViewRelation:
    """A relation that edges of the view have; ``name`` is its last part and unique.

    ``rank`` is its place among the relations that a reader looks for first, ``broader`` has the
    names of all relations that it is part of.
    """

    name: str
    iri: str
    label: str
    family: str
    rank: int | None = None
    broader: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition of a day, and the headings under which it lists something, in their order."""

    name: str
    label: str
    categories: tuple[str, ...]
    date: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """What one listing of an edition says of a thing, as written.

    ``ended`` tells whether the page of frameworks calls it discontinued, None on other pages.
    """

    edition: str
    category: str | None
    name: str | None
    version: str | None
    released: str | None
    line: int | None
    ended: bool | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that is no source; ``shape`` names the kind that it is drawn as.

    ``facts`` holds the values of what the ontology says to show, by key.
    """

    path: str
    label: str
    shape: str
    kinds: tuple[str, ...] = ()
    summary: str = ""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    discontinued: bool = False
    independent: bool = False
    listings: tuple[Listing, ...] = ()

    @property
    def iri(self) -> str:
        """The thing's whole IRI."""
        return iri_from_path(self.path)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation that claims state between two things, given by their paths, and its denials."""

    start: str
    end: str
    relation: str
    evidence: tuple[EdgeEvidence, ...]
    denials: tuple[EdgeEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class View:
    """The part of the graph that is to be shown; ``focus`` is the path in the middle of it.

    ``edges`` stand on its ``day``; ``former`` are those that claims state and that do not.
    """

    title: str
    relations: tuple[ViewRelation, ...]
    editions: tuple[Edition, ...]
    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    focus: str | None = None
    day: str = ""
    former: tuple[Edge, ...] = ()
    former_relations: tuple[ViewRelation, ...] = ()
    sources: tuple[EvidenceSource, ...] = ()

    @property
    def kinds(self) -> list[str]:
        """The names of all kinds that occur, sorted."""
        return sorted({kind for thing in self.things for kind in thing.kinds})

    def as_dict(self) -> dict[str, Any]:
        """Return the view as plain values, ready for JSON, with the description of all parts."""
        described = read_description()
        days = {source.path: source.date for source in self.sources}
        return {
            "title": self.title,
            "base": BASE,
            "day": self.day,
            "relations": [
                asdict(relation)
                for relation in sorted(
                    (*self.relations, *self.former_relations), key=lambda relation: relation.name
                )
            ],
            "families": [
                {"name": family.name, "label": family.label, "line": family.line}
                for family in sorted(described.families, key=lambda family: family.name)
                if family.top == family.name
            ],
            "shapes": [
                {"name": name, "outline": outline} for name, outline in described.outlines.items()
            ],
            "facts": [
                {"name": fact.key, "label": fact.label, "link": fact.is_link}
                for fact in described.facts_in("explorer")
            ],
            "kinds": self.kinds,
            "editions": [asdict(edition) for edition in self.editions],
            "things": [thing_as_dict(thing) for thing in self.things],
            "edges": [edge_as_dict(edge, days) for edge in self.edges],
            "former": [edge_as_dict(edge, days) for edge in self.former],
            "sources": [asdict(source) for source in self.sources],
        }


def thing_as_dict(thing: Thing) -> dict[str, Any]:
    """Return a thing as plain values."""
    values = asdict(thing)
    facts = values.pop("facts")
    for fact in read_description().facts_in("explorer"):
        several = facts.get(fact.key, ())
        values[fact.key] = next(iter(several), None) if fact.is_single else several
    return values


def edge_as_dict(edge: Edge, days: Mapping[str, str]) -> dict[str, Any]:
    """Return an edge as plain values; without its denials where there are none."""
    values: dict[str, Any] = {"from": edge.start, "to": edge.end, "relation": edge.relation}
    values["evidence"] = [evidence_as_dict(item, days) for item in edge.evidence]
    if edge.denials:
        values["denials"] = [evidence_as_dict(item, days) for item in edge.denials]
    return values


def evidence_as_dict(item: EdgeEvidence, days: Mapping[str, str]) -> dict[str, Any]:
    """Return evidence as plain values; left out are days that it has not, or from its source."""
    values = {"quote": item.quote, "source": item.source, "sourcePath": item.path}
    since = "" if item.since == days.get(item.path) else item.since
    written = {"since": since, "until": item.until}
    return {**values, "line": item.line, **{name: day for name, day in written.items() if day}}


def path_from_iri(iri: str) -> str:
    """Return an IRI without the project's base; one that would not be told from another whole."""
    path = iri.removeprefix(BASE)
    return iri if not path or is_absolute_iri(path) else path


def iri_from_path(path: str) -> str:
    """Return the IRI that a path stands for."""
    return path if is_absolute_iri(path) else BASE + path


def is_absolute_iri(path: str) -> bool:
    """Tell whether a path begins with a scheme: it is an IRI then."""
    return ":" in path.partition("/")[0]


def is_web_address(address: str) -> bool:
    """Tell whether an address leads to the web, and not to a script."""
    return address.lower().startswith(("http://", "https://"))
