"""The page of a thing: what it is, who says what of it and where, what rests on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.questions import cards
from fwgraph.questions.catalogue import ask
from fwgraph.web.http.links import Frame
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.facts import MOST, Fact, fact
from fwgraph.web.pages.lookups import Library, Link, is_term, slug
from fwgraph.web.pages.suggestions import Suggestion, suggestions
from fwgraph.web.pages.templating import page

Row = dict[str, Any]
SHAPES = tuple(
    term(f"fw:{name}") for name in ("Framework", "Component", "Specification", "Platform")
)
"""The classes that pages are coloured by, the first that fits first."""
FAMILIES = {term("fw:descendsFrom"): "descent", term("fw:dependsOn"): "dependence"}
"""The broadest relations of the families that are not ``other``."""
SHOWN = ("skos:altLabel", "doap:homepage", "fw:packageUrl", "dcterms:isPartOf")
"""Facts that stand beside the summary, in this order, where no claim says them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A phrase, and the line of the source on which it stands."""

    quote: str
    place: Link


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation to another thing, and everything that says so."""

    name: Link
    other: Link
    family: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What one edition says of the thing."""

    name: str
    category: str
    version: str
    released: str
    homepage: Link | None
    place: Link


@dataclass(frozen=True, slots=True)
class Step:
    """A step between two things, through a third where it is not direct."""

    subject: Link
    relation: Link
    object: Link


@dataclass(frozen=True, slots=True)
class Far:
    """A thing that is related through others."""

    thing: Link
    via: Link
    depth: int


def write(library: Library, node: NamedNode, frame: Frame) -> bytes:
    """Return the page of software, of a specification or of a platform."""
    card = cards.card(library.graph, node)
    claims = {
        side: [row for row in card.claims if row["direction"] == side] for side in ("out", "in")
    }
    return page(
        "thing.html",
        frame,
        node=node.value,
        path=library.path(node),
        title=card.label,
        summary=" ".join(card.facts.get("summary", [])),
        sort=sort(library, node),
        kinds=[library.link(kind, frame) for kind in library.values(node, term("fw:kind"))],
        facts=beside(library, node, frame),
        listings=[listed(library, row, frame) for row in card.listings[:MOST]],
        out=relations(library, claims["out"], frame),
        into=relations(library, claims["in"], frame),
        lineage=lineage(library, node, frame),
        below=far(library, node, "dependencies", "dependency", frame),
        above=far(library, node, "dependents", "dependent", frame),
        independent=bool(library.values(node, term("fw:dependsOnNothing"))),
        suggestions=questions(library, node, frame),
        schema=schemaorg.thing(library, node, card, frame),
    )


def sort(library: Library, node: NamedNode) -> list[str]:
    """Return what it is in the words of the vocabulary, where the vocabulary has some."""
    types = [each for each in library.values(node, RDF_TYPE) if isinstance(each, NamedNode)]
    shapes = [each for each in SHAPES if each in types] or [each for each in types if is_term(each)]
    return [library.label(each) for each in shapes or types]


def beside(library: Library, node: NamedNode, frame: Frame) -> list[Fact]:
    """Return the facts that stand beside the summary."""
    found = ((term(name), library.values(node, term(name))) for name in SHOWN)
    return [fact(library, name, values, frame) for name, values in found if values]


def relations(library: Library, rows: Iterable[Row], frame: Frame) -> list[Relation]:
    """Return the claims of one direction, by relation and other thing."""
    ordered = sorted(rows, key=cards.rank)[:MOST]
    return [
        relation(library, list(group), frame)
        for _, group in groupby(ordered, key=lambda row: (row["relation_iri"], row["other_iri"]))
    ]


def relation(library: Library, rows: Sequence[Row], frame: Frame) -> Relation:
    """Return the claims that say one relation to one other thing."""
    first = rows[0]
    return Relation(
        linked(library, first["relation_iri"], first["relation"], frame),
        linked(library, first["other_iri"], str(first["other"]), frame),
        family(library, library.node(first["relation_iri"])),
        tuple(
            Evidence(row["quote"], place(library, row["source"], row["line"], frame))
            for row in rows
        ),
    )


def family(library: Library, relation: NamedNode | None) -> str:
    """Return the family of a relation: what its page is coloured by, as in drawings."""
    above = library.above(relation) if relation else set()
    return next((name for root, name in FAMILIES.items() if root in above), "other")


def linked(library: Library, iri: object, text: str, frame: Frame) -> Link:
    """Return a link from the cells of a row: an IRI and its label."""
    node = library.node(iri)
    return library.link(node, frame, text) if node else Link(text)


def place(library: Library, source: object, line: object, frame: Frame) -> Link:
    """Return where something stands: the source's short name and line, linked to its page."""
    node = library.node(source)
    if node is None:
        return Link("")
    text = f"{slug(node)}:{line}" if line else slug(node)
    return library.link(node, frame, text, f"line-{line}" if line else "")


def listed(library: Library, row: Row, frame: Frame) -> Listed:
    """Return what an edition says of the thing."""
    address = str(row["homepage"] or "")
    shown = {name: str(row[name] or "") for name in ("name", "category", "version", "released")}
    link = library.address(address) if address else None
    return Listed(**shown, homepage=link, place=place(library, row["edition"], row["line"], frame))


def lineage(library: Library, node: NamedNode, frame: Frame) -> list[Step]:
    """Return the steps of descent around a thing, the oldest first, if some are not direct."""
    if library.kind(node) != "software":
        return []
    rows = list(ask(library.graph, "lineage", {"framework": node}))[:MOST]
    if all(node.value in {row["descendant_iri"], row["ancestor_iri"]} for row in rows):
        return []
    columns = ("descendant", "relation", "ancestor")
    return [
        Step(*(linked(library, row[f"{name}_iri"], str(row[name]), frame) for name in columns))
        for row in rows
    ]


def far(library: Library, node: NamedNode, question: str, column: str, frame: Frame) -> list[Far]:
    """Return what a thing rests on, or what rests on it, through others only."""
    rows = list(ask(library.graph, question, {"software": node}))
    found: dict[object, Far] = {}
    for row in rows:
        if isinstance(row["depth"], int) and row["depth"] > 1 and row["via_iri"]:
            thing = linked(library, row[f"{column}_iri"], str(row[column]), frame)
            via = linked(library, row["via_iri"], str(row["via"]), frame)
            found.setdefault(row[f"{column}_iri"], Far(thing, via, row["depth"]))
    return list(found.values())[:MOST]


def questions(library: Library, node: NamedNode, frame: Frame) -> list[Suggestion]:
    """Return the questions to ask about a thing, where somebody answers."""
    return suggestions(library, node) if frame.alive else []
