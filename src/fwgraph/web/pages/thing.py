"""The page of a thing: what it is, who says what of it and where, what rests on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.questions import cards
from fwgraph.questions.catalogue import answer_question
from fwgraph.web.http.links import Links
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.facts import MAX_LINKS, Fact, property_fact
from fwgraph.web.pages.lookups import Hyperlink, Lookups, is_fw_term, source_slug
from fwgraph.web.pages.suggestions import Suggestion, suggest_questions
from fwgraph.web.pages.templating import render_template

CardRow = dict[str, Any]
COLOUR_CLASSES = tuple(
    term(f"fw:{name}") for name in ("Framework", "Component", "Specification", "Platform")
)
"""The classes that pages are coloured by, the first that fits first."""
RELATION_FAMILIES = {term("fw:descendsFrom"): "descent", term("fw:dependsOn"): "dependence"}
"""The broadest relations of the families that are not ``other``."""
SIDE_PROPERTIES = ("skos:altLabel", "doap:homepage", "fw:packageUrl", "dcterms:isPartOf")
"""Facts that stand beside the summary, in this order, where no claim says them."""


@dataclass(frozen=True, slots=True)
class ThingEvidence:
    """A phrase, and the line of the source on which it stands."""

    quote: str
    place: Hyperlink


@dataclass(frozen=True, slots=True)
class ThingRelation:
    """One relation to another thing, and everything that says so."""

    name: Hyperlink
    other: Hyperlink
    family: str
    evidence: tuple[ThingEvidence, ...]


@dataclass(frozen=True, slots=True)
class ThingListing:
    """What one edition says of the thing."""

    name: str
    category: str
    version: str
    released: str
    homepage: Hyperlink | None
    place: Hyperlink


@dataclass(frozen=True, slots=True)
class ThingStep:
    """A step between two things, through a third where it is not direct."""

    subject: Hyperlink
    relation: Hyperlink
    object: Hyperlink


@dataclass(frozen=True, slots=True)
class IndirectThing:
    """A thing that is related through others."""

    thing: Hyperlink
    via: Hyperlink
    depth: int


def thing_page(library: Lookups, node: NamedNode, frame: Links) -> bytes:
    """Return the page of software, of a specification or of a platform."""
    card = cards.read_card(library.graph, node)
    claims = {
        side: [row for row in card.claims if row["direction"] == side] for side in ("out", "in")
    }
    return render_template(
        "thing.html",
        frame,
        node=node.value,
        path=library.page_path(node),
        title=card.label,
        summary=" ".join(card.facts.get("summary", [])),
        sort=class_labels(library, node),
        kinds=[library.link(kind, frame) for kind in library.values(node, term("fw:kind"))],
        facts=side_facts(library, node, frame),
        listings=[thing_listing(library, row, frame) for row in card.listings[:MAX_LINKS]],
        out=thing_relations(library, claims["out"], frame),
        into=thing_relations(library, claims["in"], frame),
        lineage=thing_lineage(library, node, frame),
        below=indirect_things(library, node, "dependencies", "dependency", frame),
        above=indirect_things(library, node, "dependents", "dependent", frame),
        independent=bool(library.values(node, term("fw:dependsOnNothing"))),
        suggestions=thing_suggestions(library, node, frame),
        schema=schemaorg.thing_schema(library, node, card, frame),
    )


def class_labels(library: Lookups, node: NamedNode) -> list[str]:
    """Return what it is in the words of the vocabulary, where the vocabulary has some."""
    types = [each for each in library.values(node, RDF_TYPE) if isinstance(each, NamedNode)]
    shapes = [each for each in COLOUR_CLASSES if each in types] or [
        each for each in types if is_fw_term(each)
    ]
    return [library.label(each) for each in shapes or types]


def side_facts(library: Lookups, node: NamedNode, frame: Links) -> list[Fact]:
    """Return the facts that stand beside the summary."""
    found = ((term(name), library.values(node, term(name))) for name in SIDE_PROPERTIES)
    return [property_fact(library, name, values, frame) for name, values in found if values]


def thing_relations(library: Lookups, rows: Iterable[CardRow], frame: Links) -> list[ThingRelation]:
    """Return the claims of one direction, by relation and other thing."""
    ordered = sorted(rows, key=cards.relation_rank)[:MAX_LINKS]
    return [
        thing_relation(library, list(group), frame)
        for _, group in groupby(ordered, key=lambda row: (row["relation_iri"], row["other_iri"]))
    ]


def thing_relation(library: Lookups, rows: Sequence[CardRow], frame: Links) -> ThingRelation:
    """Return the claims that say one relation to one other thing."""
    first = rows[0]
    return ThingRelation(
        cell_link(library, first["relation_iri"], first["relation"], frame),
        cell_link(library, first["other_iri"], str(first["other"]), frame),
        family_name(library, library.node_or_none(first["relation_iri"])),
        tuple(
            ThingEvidence(row["quote"], place_link(library, row["source"], row["line"], frame))
            for row in rows
        ),
    )


def family_name(library: Lookups, relation: NamedNode | None) -> str:
    """Return the family of a relation: what its page is coloured by, as in drawings."""
    above = library.superproperties(relation) if relation else set()
    return next((name for root, name in RELATION_FAMILIES.items() if root in above), "other")


def cell_link(library: Lookups, iri: object, text: str, frame: Links) -> Hyperlink:
    """Return a link from the cells of a row: an IRI and its label."""
    node = library.node_or_none(iri)
    return library.link(node, frame, text) if node else Hyperlink(text)


def place_link(library: Lookups, source: object, line: object, frame: Links) -> Hyperlink:
    """Return where something stands: the source's short name and line, linked to its page."""
    node = library.node_or_none(source)
    if node is None:
        return Hyperlink("")
    text = f"{source_slug(node)}:{line}" if line else source_slug(node)
    return library.link(node, frame, text, f"line-{line}" if line else "")


def thing_listing(library: Lookups, row: CardRow, frame: Links) -> ThingListing:
    """Return what an edition says of the thing."""
    address = str(row["homepage"] or "")
    shown = {name: str(row[name] or "") for name in ("name", "category", "version", "released")}
    link = library.url_link(address) if address else None
    return ThingListing(
        **shown, homepage=link, place=place_link(library, row["edition"], row["line"], frame)
    )


def thing_lineage(library: Lookups, node: NamedNode, frame: Links) -> list[ThingStep]:
    """Return the steps of descent around a thing, the oldest first, if some are not direct."""
    if library.page_kind(node) != "software":
        return []
    rows = list(answer_question(library.graph, "lineage", {"framework": node}))[:MAX_LINKS]
    if all(node.value in {row["descendant_iri"], row["ancestor_iri"]} for row in rows):
        return []
    columns = ("descendant", "relation", "ancestor")
    return [
        ThingStep(
            *(cell_link(library, row[f"{name}_iri"], str(row[name]), frame) for name in columns)
        )
        for row in rows
    ]


def indirect_things(
    library: Lookups, node: NamedNode, question: str, column: str, frame: Links
) -> list[IndirectThing]:
    """Return what a thing rests on, or what rests on it, through others only."""
    rows = list(answer_question(library.graph, question, {"software": node}))
    found: dict[object, IndirectThing] = {}
    for row in rows:
        if isinstance(row["depth"], int) and row["depth"] > 1 and row["via_iri"]:
            thing = cell_link(library, row[f"{column}_iri"], str(row[column]), frame)
            via = cell_link(library, row["via_iri"], str(row["via"]), frame)
            found.setdefault(row[f"{column}_iri"], IndirectThing(thing, via, row["depth"]))
    return list(found.values())[:MAX_LINKS]


def thing_suggestions(library: Lookups, node: NamedNode, frame: Links) -> list[Suggestion]:
    """Return the questions to ask about a thing, where somebody answers."""
    return suggest_questions(library, node) if frame.has_server else []
