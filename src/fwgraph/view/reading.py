"""Everything that a view can show, read from any graph with six queries."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from fwgraph.namespaces import BASE, local_name, shorten_iri, term
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table
from fwgraph.view.parts import (
    SHAPES,
    Edge,
    EdgeEvidence,
    Edition,
    Listing,
    Thing,
    View,
    ViewRelation,
    is_web_address,
    path_from_iri,
)

ViewRow = dict[str, Any]
Broader = dict[str, set[str]]
"""For each relation's IRI, the IRIs of those directly above it."""

EditionOrder = dict[str, tuple[str, str]]
"""For each edition's path, what sorts it among the editions: its date and path."""

ROOTS = {term("fw:dependsOn").value: "dependence", term("fw:descendsFrom").value: "descent"}
"""The broadest relations of the families that are not ``other``."""

DISCONTINUED = f"{BASE}category/discontinued"
TITLE = "Python web frameworks and what they are made of"


def view_rows(graph: Readable, name: str) -> Iterator[ViewRow]:
    """Yield the rows of one of the queries in ``queries/view/``."""
    return iter(Table.from_solutions(select_solutions(graph, query_text(f"view/{name}"))))


def read_whole_view(graph: Readable) -> View:
    """Return the whole graph as one view."""
    editions, age = build_editions(view_rows(graph, "editions"))
    relations = build_relations(view_rows(graph, "relations"))
    edges = build_edges(view_rows(graph, "claims"), {each.iri: each.name for each in relations})
    things = build_things(view_rows(graph, "things"), view_rows(graph, "facts"))
    for path in {end for edge in edges for end in (edge.start, edge.end)} - things.keys():
        things[path] = Thing(path, local_name(path) or path, thing_shape(path, set()))
    add_listings(things, view_rows(graph, "listings"), age)
    used = {edge.relation for edge in edges}
    return View(
        title=TITLE,
        relations=tuple(each for each in relations if each.name in used),
        editions=editions,
        things=tuple(things[path] for path in sorted(things)),
        edges=edges,
    )


def build_things(classes: Iterable[ViewRow], facts: Iterable[ViewRow]) -> dict[str, Thing]:
    """Return every thing by its path, with what is said of it, still without listings."""
    classes_of: dict[str, set[str]] = {}
    for row in classes:
        classes_of.setdefault(row["thing"], set()).add(local_name(row["class"]).lower())
    said: dict[str, dict[str, list[str]]] = {iri: {} for iri in classes_of}
    for row in facts:
        if row["thing"] in said:
            said[row["thing"]].setdefault(row["fact"], []).append(str(row["value"]))
    return {
        path_from_iri(iri): build_thing(path_from_iri(iri), classes_of[iri], values)
        for iri, values in said.items()
    }


def build_thing(path: str, classes: set[str], values: dict[str, list[str]]) -> Thing:
    """Return a thing from its facts; where one fact has several values, the first is taken."""
    values = {fact: sorted(each) for fact, each in values.items()}
    homepages = [each for each in values.get("homepage", []) if is_web_address(each)]
    labels = [each for each in values.get("label", []) if each.strip()]
    return Thing(
        path=path,
        label=(labels or [local_name(path) or path])[0],
        shape=thing_shape(path, classes),
        aliases=tuple(values.get("alias", ())),
        kinds=tuple(values.get("kind", ())),
        summary=values.get("summary", [""])[0],
        homepage=homepages[0] if homepages else None,
        package=values.get("package", [None])[0],
        independent="true" in values.get("independent", ()),
    )


def thing_shape(path: str, classes: set[str]) -> str:
    """Return what a thing is drawn as: by its classes, else by its path, else a component."""
    kind = path.partition("/")[0]
    return next((shape for shape in SHAPES if shape in classes), None) or (
        kind if kind in SHAPES else "component"
    )


def build_editions(found: Iterable[ViewRow]) -> tuple[tuple[Edition, ...], EditionOrder]:
    """Return the editions, the oldest first, and what tells which of two is older."""
    labels: dict[str, str] = {}
    dates: dict[str, str] = {}
    headings: dict[str, dict[str, None]] = {}
    for row in sorted(found, key=lambda row: (row["edition"], int_or_none(row["position"]) or 0)):
        path = path_from_iri(row["edition"])
        labels.setdefault(path, row["label"] or edition_name(path))
        dates.setdefault(path, str(row["date"] or ""))
        headings.setdefault(path, {}).update({row["heading"]: None} if row["heading"] else {})
    age = {path: (date, path) for path, date in dates.items()}
    ordered = sorted(labels, key=lambda path: age[path])
    named = (Edition(edition_name(each), labels[each], tuple(headings[each])) for each in ordered)
    return tuple(named), age


def edition_name(path: str) -> str:
    """Return the name of an edition: its slug, or its whole IRI where it has none."""
    return path.removeprefix("edition/")


def add_listings(things: dict[str, Thing], found: Iterable[ViewRow], age: EditionOrder) -> None:
    """Give the things their listings, oldest edition first; the newest tells what has ended."""
    of: dict[str, dict[str, tuple[tuple[str, str], Listing, bool]]] = {}
    for row in found:
        thing, edition = path_from_iri(row["thing"]), path_from_iri(row["edition"])
        if thing in things:
            when = age.get(edition, ("", edition))
            said = when, build_listing(row, edition_name(edition)), row["category"] == DISCONTINUED
            of.setdefault(thing, {}).setdefault(row["listing"], said)
    for path, listings in of.items():
        ordered = sorted(listings.values(), key=lambda said: (said[0], said[1].line or 0))
        dead = any(gone for when, _, gone in ordered if when == ordered[-1][0])
        every = tuple(each for _, each, _ in ordered)
        things[path] = replace(things[path], discontinued=dead, listings=every)


def build_listing(row: ViewRow, edition: str) -> Listing:
    """Return the listing of a row."""
    year = int_or_none(str(row["date"])[:4]) if row["date"] else None
    return Listing(
        edition, row["heading"], row["name"], text_or_none(row["version"]),
        text_or_none(row["released"]), int_or_none(row["line"]), year,
    )  # fmt: skip


def text_or_none(value: object) -> str | None:
    """Return a value as text."""
    return None if value is None else str(value)


def int_or_none(value: object) -> int | None:
    """Return a whole number, where this is one."""
    words = str(value)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None


def build_edges(claims: Iterable[ViewRow], names: dict[str, str]) -> tuple[Edge, ...]:
    """Return an edge for each pair of things and relation that some claim states."""
    found: dict[tuple[str, str, str], set[EdgeEvidence]] = {}
    for row in claims:
        ends = path_from_iri(row["subject"]), path_from_iri(row["object"]), names[row["relation"]]
        said = found.setdefault(ends, set())
        if row["source"]:
            source, line = str(row["source"]), int_or_none(row["line"])
            said.add(
                EdgeEvidence(
                    local_name(source), path_from_iri(source), line, str(row["quote"] or "")
                )
            )
    order = sorted(found)
    return tuple(Edge(*ends, tuple(sorted(found[ends], key=evidence_sort_key))) for ends in order)


def evidence_sort_key(said: EdgeEvidence) -> tuple[str, int, str]:
    """Return where a piece of evidence stands among those of its edge."""
    return said.path, said.line or 0, said.quote


def build_relations(found: Iterable[ViewRow]) -> list[ViewRelation]:
    """Return the relations with their families, sorted by name."""
    every = list(found)
    labels = {row["relation"]: row["label"] for row in reversed(every)}
    families = broader_relations(every)
    times = Counter(map(local_name, labels))
    return sorted(
        (
            ViewRelation(
                name=local_name(iri) if times[local_name(iri)] == 1 else shorten_iri(iri),
                iri=iri,
                label=label or local_name(iri),
                family=relation_family(iri, families),
            )
            for iri, label in labels.items()
        ),
        key=lambda relation: relation.name,
    )


def broader_relations(found: Iterable[ViewRow]) -> Broader:
    """Return what lies directly above each relation."""
    above: Broader = {}
    for row in found:
        above.setdefault(row["relation"], set()).update({row["broader"]} - {None})
    return above


def relation_family(iri: str, above: Broader) -> str:
    """Return the family of a relation."""
    broad = {iri, *broader_closure(iri, above)}
    return next((family for root, family in ROOTS.items() if root in broad), "other")


def broader_closure(iri: str, above: Broader) -> set[str]:
    """Return every relation above one; circles end."""
    seen: set[str] = set()
    waiting = [iri]
    while waiting:
        new = above.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen


def narrower_closure(graph: Readable, iri: str) -> set[str]:
    """Return the IRIs of a relation and of everything below it."""
    above = broader_relations(view_rows(graph, "relations"))
    return {iri, *(each for each in above if iri in broader_closure(each, above))}
