"""The page of a thing: its state, what it depends on, what depends on it, and who says so."""

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

from pyoxigraph import NamedNode

from fwgraph.drawing.neighbourhood import Neighbour, draw_neighbourhood
from fwgraph.drawing.timeline import release_strip
from fwgraph.drawing.xml import Markup
from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.questions import cards
from fwgraph.store.description import ThingKind, read_description
from fwgraph.store.table import Table
from fwgraph.view.parts import is_absolute_iri
from fwgraph.web.http.links import Links
from fwgraph.web.pages import schemaorg
from fwgraph.web.pages.facts import MAX_LINKS, Fact, property_fact
from fwgraph.web.pages.lookups import Hyperlink, Lookups, is_fw_term
from fwgraph.web.pages.places import place_link
from fwgraph.web.pages.state import LICENCE, read_state
from fwgraph.web.pages.suggestions import NodeAnswers, suggest_questions
from fwgraph.web.pages.templating import render_template

CardRow = dict[str, Any]
LinkedRow = dict[str, Any]
"""A row with links in place of the cells that have an IRI beside them."""


def thing_page(library: Lookups, node: NamedNode, frame: Links) -> bytes:
    """Return the page of software, of a specification or of a platform."""
    card = cards.read_card(library.graph, node)
    drawn = drawn_kinds(library, node)
    answers = NodeAnswers(library, node)
    relations = link_relations(library, card.claims, frame)
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
        state=read_state(library, node, card.claims, answers, frame),
        strip=release_picture(library, node, frame),
        picture=draw_relations(card.label, relations),
        sections=list(relation_sections(card.label, relations)),
        former_heading=cards.FORMER,
        former=[row for row in relations if row["standing"]],
        listings=[link_listing(library, row, frame) for row in card.listings[:MAX_LINKS]],
        lineage=link_lineage(library, node, answers, frame),
        below=link_indirect(library, answers.answer("dependencies"), "dependency", frame),
        above=link_indirect(library, answers.answer("dependents"), "dependent", frame),
        independent=[said for row in relations if says_nothing(row) for said in row["evidence"]],
        suggestions=suggest_questions(library, node, answers) if frame.has_server else [],
        schema=schemaorg.thing_schema(library, node, card, frame),
    )


def release_picture(library: Lookups, node: NamedNode, frame: Links) -> Markup:
    """Return the releases of a framework as a strip of years, where some are dated."""
    path = library.page_path(node)
    if path not in library.timeline.paths:
        return Markup("")

    def href_of(target: str) -> str:
        return target if is_absolute_iri(target) else library.path_href(target, frame)

    return release_strip(library.timeline, path, href_of)


def says_nothing(row: LinkedRow) -> bool:
    """Tell whether a relation that holds is to nothing at all: it has a sentence of its own."""
    return row["is_fact"] and not row["standing"]


def section_place(row: LinkedRow) -> tuple[str, str, str]:
    """Return where a relation stands on a page: its family's part, direction and standing."""
    return cards.section_family(row["family"]), row["direction"], row["standing"]


def relation_sections(name: str, relations: Sequence[LinkedRow]) -> Iterable[dict[str, Any]]:
    """Yield the sections that are not empty, each with how many things it is about."""
    for family, direction, anchor, heading in cards.SECTIONS:
        rows = [
            row
            for row in relations
            if section_place(row) == (family, direction, "") and not row["is_fact"]
        ]
        if rows:
            yield {
                "anchor": anchor,
                "heading": heading.format(name=name),
                "rows": rows,
                "count": len({row["other"] for row in rows}),
            }


def draw_relations(name: str, relations: Sequence[LinkedRow]) -> Markup:
    """Return a small drawing of what a thing is directly related to, where that is something."""
    sides: dict[str, dict[Hyperlink, Neighbour]] = {"out": {}, "in": {}}
    for family, direction, _, _ in cards.SECTIONS:
        for row in relations:
            if section_place(row) == (family, direction, "") and not row["is_fact"]:
                words = row["relation"].text
                neighbour = Neighbour(row["other"].text, family, words)
                sides[direction].setdefault(row["other"], neighbour)
    return draw_neighbourhood(name, list(sides["out"].values()), list(sides["in"].values()))


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
    """Return the facts that stand beside the summary; the licence is a part of the state."""
    properties = [NamedNode(fact.iri) for fact in read_description().facts_in("page")]
    values = ((name, library.values(node, name)) for name in properties if name != LICENCE)
    return [property_fact(library, name, several, frame) for name, several in values if several]


def link_relations(library: Lookups, claims: Iterable[CardRow], frame: Links) -> list[LinkedRow]:
    """Return a row for each relation to another thing, with the evidence of its claims."""

    def relation_of(row: CardRow) -> tuple[object, ...]:
        standing = cards.relation_standing(row)
        return row["direction"], row["relation_iri"], row["other_iri"], standing

    rows: list[LinkedRow] = []
    for direction in ("out", "in"):
        one_way = (row for row in claims if row["direction"] == direction)
        ordered = sorted(one_way, key=cards.relation_rank)[:MAX_LINKS]
        groups = groupby(ordered, key=relation_of)
        rows += [link_relation(library, list(group), frame) for _, group in groups]
    return [row | {"against": denials_of(row, rows)} for row in rows]


def denials_of(row: LinkedRow, rows: Iterable[LinkedRow]) -> list[dict[str, Any]]:
    """Return the evidence of who denies a relation that holds, or one that it is a kind of."""
    if row["standing"]:
        return []
    return [
        said
        for other in rows
        if other["standing"] == cards.DENIED
        and (other["direction"], other["other"]) == (row["direction"], row["other"])
        and other["relation_iri"] in row["broader"]
        for said in other["evidence"]
    ]


def link_relation(library: Lookups, claims: list[CardRow], frame: Links) -> LinkedRow:
    """Return the row of the claims that say one relation to one other thing."""
    relation = library.node_or_none(claims[0]["relation_iri"])
    broader = {each.value for each in library.superproperties(relation)} if relation else set()
    evidence = [
        {
            "quote": row["quote"] or "",
            "absent": "" if row["quote"] else cards.FROM_ABSENCE,
            "date": row["date"] or "",
            "place": place_link(library, row["source"], row["line"], frame),
        }
        for row in claims
    ]
    cells = link_cells(library, claims[0], frame, "relation", "other")
    is_fact = claims[0]["relation_iri"] == cards.DEPENDS_ON_NOTHING
    return {
        **(cells | {"other": Hyperlink("")} if is_fact else cells),
        "is_fact": is_fact,
        "direction": claims[0]["direction"],
        "relation_iri": claims[0]["relation_iri"],
        "broader": broader,
        "family": read_description().family_of(broader).top,
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


def link_listing(library: Lookups, row: CardRow, frame: Links) -> LinkedRow:
    """Return what an edition says of the thing: its cells as text, home page and place as links."""
    cells = {name: str(row[name] or "") for name in ("name", "category", "version", "released")}
    address = str(row["homepage"] or "")
    return {
        **cells,
        "homepage": library.url_link(address) if address else None,
        "place": place_link(library, row["edition"], row["line"], frame),
    }


def link_lineage(
    library: Lookups, node: NamedNode, answers: NodeAnswers, frame: Links
) -> list[LinkedRow]:
    """Return the steps of descent around a thing, the oldest first, if some are not direct."""
    if library.page_kind(node) != "software":
        return []
    rows = list(answers.answer("lineage", "framework"))[:MAX_LINKS]
    if all(node.value in {row["descendant_iri"], row["ancestor_iri"]} for row in rows):
        return []
    columns = ("descendant", "relation", "ancestor")
    return [link_cells(library, row, frame, *columns) for row in rows]


def link_indirect(library: Lookups, answer: Table, column: str, frame: Links) -> list[LinkedRow]:
    """Return what a thing depends on, or what depends on it, through others only."""
    rows: dict[object, LinkedRow] = {}
    for row in answer:
        if isinstance(row["depth"], int) and row["depth"] > 1 and row["via_iri"]:
            links = link_cells(library, row, frame, column, "via")
            rows.setdefault(row[f"{column}_iri"], {"thing": links[column], "via": links["via"]})
    return list(rows.values())[:MAX_LINKS]
