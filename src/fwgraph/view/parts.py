"""What a view consists of: things, the edges between them, and what both refer to.

Everything is in a fixed order: things by path, edges by their ends and relation,
evidence by source, line and phrase. ``path`` is an IRI without the project's base; an
IRI outside the base is its own path.
"""

from dataclasses import asdict, dataclass
from typing import Any

from fwgraph.namespaces import BASE, format_place

SHAPES = ("framework", "component", "specification", "platform")
"""What a thing can be drawn as, in the order of a legend; the first that fits wins."""

FAMILIES = ("dependence", "descent", "other")
"""The families of relations, in the order of a legend."""


@dataclass(frozen=True, slots=True)
class EdgeEvidence:
    """Who says so: the phrase, the source's slug and path, and the line where it has one."""

    source: str
    path: str
    line: int | None
    quote: str

    @property
    def place(self) -> str:
        """Where it stands, as people write it."""
        return format_place(self.path, self.line)


@dataclass(frozen=True, slots=True)
class ViewRelation:
    """A relation that edges of the view have; ``name`` is its last part and unique."""

    name: str
    iri: str
    label: str
    family: str


@dataclass(frozen=True, slots=True)
class Edition:
    """An edition, and the headings under which it lists something, in the page's order."""

    name: str
    label: str
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """What one listing of an edition says of a thing, as written.

    ``year`` is that of the release, where what is written is a real date.
    """

    edition: str
    category: str | None
    name: str | None
    version: str | None
    released: str | None
    line: int | None
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Thing:
    """Software, a specification or a platform, and what it looks like in a drawing."""

    path: str
    label: str
    shape: str
    aliases: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    summary: str = ""
    homepage: str | None = None
    package: str | None = None
    discontinued: bool = False
    independent: bool = False
    listings: tuple[Listing, ...] = ()

    @property
    def iri(self) -> str:
        """The thing's whole IRI."""
        return iri_from_path(self.path)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relation that claims state between two things, given by their paths."""

    start: str
    end: str
    relation: str
    evidence: tuple[EdgeEvidence, ...]


@dataclass(frozen=True, slots=True)
class View:
    """The part of the graph that is to be shown; ``focus`` is the path in the middle of it."""

    title: str
    relations: tuple[ViewRelation, ...]
    editions: tuple[Edition, ...]
    things: tuple[Thing, ...]
    edges: tuple[Edge, ...]
    focus: str | None = None

    @property
    def kinds(self) -> list[str]:
        """The names of all kinds that occur, sorted."""
        return sorted({kind for thing in self.things for kind in thing.kinds})

    def as_dict(self) -> dict[str, Any]:
        """Return the view as plain values, ready for JSON."""
        return {
            "title": self.title,
            "base": BASE,
            "relations": [asdict(relation) for relation in self.relations],
            "kinds": self.kinds,
            "editions": [asdict(edition) for edition in self.editions],
            "things": [thing_as_dict(thing) for thing in self.things],
            "edges": [edge_as_dict(edge) for edge in self.edges],
        }


def thing_as_dict(thing: Thing) -> dict[str, Any]:
    """Return a thing as plain values; years, which follow from the dates, are left out."""
    values = asdict(thing)
    for listing in values["listings"]:
        del listing["year"]
    return values


def edge_as_dict(edge: Edge) -> dict[str, Any]:
    """Return an edge as plain values."""
    said = [
        {"quote": each.quote, "source": each.source, "sourcePath": each.path, "line": each.line}
        for each in edge.evidence
    ]
    return {"from": edge.start, "to": edge.end, "relation": edge.relation, "evidence": said}


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
