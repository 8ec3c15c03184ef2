"""The page of a thing: what it is, who says what of it and where, what rests on it."""

from collections.abc import Iterable
from itertools import groupby
from typing import Any

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, format_place, term
from fwgraph.questions import cards
from fwgraph.questions.catalogue import answer_question
from fwgraph.store.description import ThingKind, read_description
from fwgraph.web.http.links import Links
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.facts import MAX_LINKS, Fact, property_fact
from fwgraph.web.pages.lookups import Hyperlink, Lookups, is_fw_term
from fwgraph.web.pages.suggestions import suggest_questions
from fwgraph.web.pages.templating import render_template

CardRow = dict[str, Any]
LinkedRow = dict[str, Any]
"""A row with links in place of the cells that have an IRI beside them."""


def thing_page(library: Lookups, node: NamedNode, frame: Links) -> bytes:
    """Return the page of software, of a specification or of a platform."""
    card = cards.read_card(library.graph, node)
    drawn = drawn_kinds(library, node)
    return render_template(
        "thing.html",
        frame,
        node=node.value,
        path=library.page_path(node),
        title=card.label,
        summary=" ".join(card.facts.get("summary", [])),
        colour=drawn[0].name if drawn else "",
        sort=class_labels(library, node),
        kinds=[library.link(kind, frame) for kind in library.values(node, term("fw:kind"))],
        facts=side_facts(library, node, frame),
        listings=[link_listing(library, row, frame) for row in card.listings[:MAX_LINKS]],
        out=link_relations(library, card.claims, "out", frame),
        into=link_relations(library, card.claims, "in", frame),
        lineage=link_lineage(library, node, frame),
        below=link_indirect(library, node, "dependencies", "dependency", frame),
        above=link_indirect(library, node, "dependents", "dependent", frame),
        independent=bool(library.values(node, term("fw:dependsOnNothing"))),
        suggestions=suggest_questions(library, node) if frame.has_server else [],
        schema=schemaorg.thing_schema(library, node, card, frame),
    )


def drawn_kinds(library: Lookups, node: NamedNode) -> list[ThingKind]:
    """Return the kinds that a node can be drawn as; its page is coloured by the first."""
    types = {str(getattr(value, "value", "")) for value in library.values(node, RDF_TYPE)}
    return [kind for kind in read_description().kinds if kind.outline and kind.iri in types]


def class_labels(library: Lookups, node: NamedNode) -> list[str]:
    """Return what it is in the words of the vocabulary, where the vocabulary has some."""
    types = [value for value in library.values(node, RDF_TYPE) if isinstance(value, NamedNode)]
    own = [NamedNode(kind.iri) for kind in drawn_kinds(library, node)]
    own = own or [value for value in types if is_fw_term(value)]
    return [library.label(value) for value in own or types]


def side_facts(library: Lookups, node: NamedNode, frame: Links) -> list[Fact]:
    """Return the facts that stand beside the summary."""
    properties = [NamedNode(fact.iri) for fact in read_description().facts_in("page")]
    values = ((name, library.values(node, name)) for name in properties)
    return [property_fact(library, name, several, frame) for name, several in values if several]


def link_relations(
    library: Lookups, claims: Iterable[CardRow], direction: str, frame: Links
) -> list[LinkedRow]:
    """Return a row for each relation to another thing, with the evidence of its claims."""
    rows = sorted((row for row in claims if row["direction"] == direction), key=cards.relation_rank)
    groups = groupby(
        rows[:MAX_LINKS],
        key=lambda row: (row["relation_iri"], row["other_iri"], cards.relation_standing(row)),
    )
    return [link_relation(library, list(group), frame) for _, group in groups]


def link_relation(library: Lookups, claims: list[CardRow], frame: Links) -> LinkedRow:
    """Return the row of the claims that say one relation to one other thing."""
    relation = library.node_or_none(claims[0]["relation_iri"])
    above = library.superproperties(relation) if relation else ()
    evidence = [
        {
            "quote": row["quote"] or "",
            "absent": "" if row["quote"] else cards.FROM_ABSENCE,
            "place": place_link(library, row["source"], row["line"], frame),
        }
        for row in claims
    ]
    return {
        **link_cells(library, claims[0], frame, "relation", "other"),
        "family": read_description().family_of(broader.value for broader in above).top,
        "standing": cards.relation_standing(claims[0]),
        "evidence": evidence,
    }


def link_cells(library: Lookups, row: CardRow, frame: Links, *names: str) -> LinkedRow:
    """Return some cells of a row, each as a link to the IRI beside it."""
    nodes = {name: library.node_or_none(row[f"{name}_iri"]) for name in names}
    return {
        name: library.link(node, frame, str(row[name])) if node else Hyperlink(str(row[name]))
        for name, node in nodes.items()
    }


def place_link(library: Lookups, source: object, line: object, frame: Links) -> Hyperlink:
    """Return a place: the source's slug and the line, linked to the source's page."""
    node = library.node_or_none(source)
    if node is None:
        return Hyperlink("")
    place = format_place(node.value, line)
    return library.link(node, frame, place, f"line-{line}" if line else "")


def link_listing(library: Lookups, row: CardRow, frame: Links) -> LinkedRow:
    """Return what an edition says of the thing: its cells as text, home page and place as links."""
    cells = {name: str(row[name] or "") for name in ("name", "category", "version", "released")}
    address = str(row["homepage"] or "")
    return {
        **cells,
        "homepage": library.url_link(address) if address else None,
        "place": place_link(library, row["edition"], row["line"], frame),
    }


def link_lineage(library: Lookups, node: NamedNode, frame: Links) -> list[LinkedRow]:
    """Return the steps of descent around a thing, the oldest first, if some are not direct."""
    if library.page_kind(node) != "software":
        return []
    rows = list(answer_question(library.graph, "lineage", {"framework": node}))[:MAX_LINKS]
    if all(node.value in {row["descendant_iri"], row["ancestor_iri"]} for row in rows):
        return []
    columns = ("descendant", "relation", "ancestor")
    return [link_cells(library, row, frame, *columns) for row in rows]


def link_indirect(
    library: Lookups, node: NamedNode, question: str, column: str, frame: Links
) -> list[LinkedRow]:
    """Return what a thing depends on, or what depends on it, through others only."""
    rows: dict[object, LinkedRow] = {}
    for row in answer_question(library.graph, question, {"software": node}):
        if isinstance(row["depth"], int) and row["depth"] > 1 and row["via_iri"]:
            links = link_cells(library, row, frame, column, "via")
            rows.setdefault(row[f"{column}_iri"], {"thing": links[column], "via": links["via"]})
    return list(rows.values())[:MAX_LINKS]
