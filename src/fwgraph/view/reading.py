"""Everything that a view can show, read from any graph with six queries."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from fwgraph.namespaces import BASE, local_name, shorten, term
from fwgraph.sparql.binding import select
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import Answer
from fwgraph.view.parts import (
    SHAPES,
    Edge,
    Edition,
    Evidence,
    Listing,
    Relation,
    Thing,
    View,
    is_web_address,
    path_of,
)

Row = dict[str, Any]
Broader = dict[str, set[str]]
"""For each relation's IRI, the IRIs of those directly above it."""

Age = dict[str, tuple[str, str]]
"""For each edition's path, what sorts it among the editions: its date and path."""

ROOTS = {term("fw:dependsOn").value: "dependence", term("fw:descendsFrom").value: "descent"}
"""The broadest relations of the families that are not ``other``."""

DISCONTINUED = f"{BASE}category/discontinued"
TITLE = "Python web frameworks and what they are made of"


def rows(graph: Readable, name: str) -> Iterator[Row]:
    """Yield the rows of one of the queries in ``queries/view/``."""
    return iter(Answer.of(select(graph, query_text(f"view/{name}"))))


def everything(graph: Readable) -> View:
    """Return the whole graph as one view."""
    editions, age = editions_of(rows(graph, "editions"))
    relations = relations_of(rows(graph, "relations"))
    edges = edges_of(rows(graph, "claims"), {each.iri: each.name for each in relations})
    things = things_of(rows(graph, "things"), rows(graph, "facts"))
    for path in {end for edge in edges for end in (edge.start, edge.end)} - things.keys():
        things[path] = Thing(path, local_name(path) or path, shape_of(path, set()))
    listed(things, rows(graph, "listings"), age)
    used = {edge.relation for edge in edges}
    return View(
        title=TITLE,
        relations=tuple(each for each in relations if each.name in used),
        editions=editions,
        things=tuple(things[path] for path in sorted(things)),
        edges=edges,
    )


def things_of(classes: Iterable[Row], facts: Iterable[Row]) -> dict[str, Thing]:
    """Return every thing by its path, with what is said of it, still without listings."""
    classes_of: dict[str, set[str]] = {}
    for row in classes:
        classes_of.setdefault(row["thing"], set()).add(local_name(row["class"]).lower())
    said: dict[str, dict[str, list[str]]] = {iri: {} for iri in classes_of}
    for row in facts:
        if row["thing"] in said:
            said[row["thing"]].setdefault(row["fact"], []).append(str(row["value"]))
    return {
        path_of(iri): described(path_of(iri), classes_of[iri], values)
        for iri, values in said.items()
    }


def described(path: str, classes: set[str], values: dict[str, list[str]]) -> Thing:
    """Return a thing from its facts; where one fact has several values, the first is taken."""
    values = {fact: sorted(each) for fact, each in values.items()}
    homepages = [each for each in values.get("homepage", []) if is_web_address(each)]
    labels = [each for each in values.get("label", []) if each.strip()]
    return Thing(
        path=path,
        label=(labels or [local_name(path) or path])[0],
        shape=shape_of(path, classes),
        aliases=tuple(values.get("alias", ())),
        kinds=tuple(values.get("kind", ())),
        summary=values.get("summary", [""])[0],
        homepage=homepages[0] if homepages else None,
        package=values.get("package", [None])[0],
        independent="true" in values.get("independent", ()),
    )


def shape_of(path: str, classes: set[str]) -> str:
    """Return what a thing is drawn as: by its classes, else by its path, else a component."""
    kind = path.partition("/")[0]
    return next((shape for shape in SHAPES if shape in classes), None) or (
        kind if kind in SHAPES else "component"
    )


def editions_of(found: Iterable[Row]) -> tuple[tuple[Edition, ...], Age]:
    """Return the editions, the oldest first, and what tells which of two is older."""
    labels: dict[str, str] = {}
    dates: dict[str, str] = {}
    headings: dict[str, dict[str, None]] = {}
    for row in sorted(found, key=lambda row: (row["edition"], whole_number(row["position"]) or 0)):
        path = path_of(row["edition"])
        labels.setdefault(path, row["label"] or name_of(path))
        dates.setdefault(path, str(row["date"] or ""))
        headings.setdefault(path, {}).update({row["heading"]: None} if row["heading"] else {})
    age = {path: (date, path) for path, date in dates.items()}
    ordered = sorted(labels, key=lambda path: age[path])
    named = (Edition(name_of(each), labels[each], tuple(headings[each])) for each in ordered)
    return tuple(named), age


def name_of(path: str) -> str:
    """Return the name of an edition: its slug, or its whole IRI where it has none."""
    return path.removeprefix("edition/")


def listed(things: dict[str, Thing], found: Iterable[Row], age: Age) -> None:
    """Give the things their listings, oldest edition first; the newest tells what has ended."""
    of: dict[str, dict[str, tuple[tuple[str, str], Listing, bool]]] = {}
    for row in found:
        thing, edition = path_of(row["thing"]), path_of(row["edition"])
        if thing in things:
            when = age.get(edition, ("", edition))
            said = when, listing(row, name_of(edition)), row["category"] == DISCONTINUED
            of.setdefault(thing, {}).setdefault(row["listing"], said)
    for path, listings in of.items():
        ordered = sorted(listings.values(), key=lambda said: (said[0], said[1].line or 0))
        dead = any(gone for when, _, gone in ordered if when == ordered[-1][0])
        every = tuple(each for _, each, _ in ordered)
        things[path] = replace(things[path], discontinued=dead, listings=every)


def listing(row: Row, edition: str) -> Listing:
    """Return the listing of a row."""
    year = whole_number(str(row["date"])[:4]) if row["date"] else None
    return Listing(
        edition, row["heading"], row["name"], text(row["version"]), text(row["released"]),
        whole_number(row["line"]), year,
    )  # fmt: skip


def text(value: object) -> str | None:
    """Return a value as text."""
    return None if value is None else str(value)


def whole_number(value: object) -> int | None:
    """Return a whole number, where this is one."""
    words = str(value)
    return int(words) if words.isascii() and words.isdigit() and len(words) < 10 else None


def edges_of(claims: Iterable[Row], names: dict[str, str]) -> tuple[Edge, ...]:
    """Return an edge for each pair of things and relation that some claim states."""
    found: dict[tuple[str, str, str], set[Evidence]] = {}
    for row in claims:
        ends = path_of(row["subject"]), path_of(row["object"]), names[row["relation"]]
        said = found.setdefault(ends, set())
        if row["source"]:
            source, line = str(row["source"]), whole_number(row["line"])
            said.add(Evidence(local_name(source), path_of(source), line, str(row["quote"] or "")))
    order = sorted(found)
    return tuple(Edge(*ends, tuple(sorted(found[ends], key=standing))) for ends in order)


def standing(said: Evidence) -> tuple[str, int, str]:
    """Return where a piece of evidence stands among those of its edge."""
    return said.path, said.line or 0, said.quote


def relations_of(found: Iterable[Row]) -> list[Relation]:
    """Return the relations with their families, sorted by name."""
    every = list(found)
    labels = {row["relation"]: row["label"] for row in reversed(every)}
    families = broader_of(every)
    times = Counter(map(local_name, labels))
    return sorted(
        (
            Relation(
                name=local_name(iri) if times[local_name(iri)] == 1 else shorten(iri),
                iri=iri,
                label=label or local_name(iri),
                family=family_of(iri, families),
            )
            for iri, label in labels.items()
        ),
        key=lambda relation: relation.name,
    )


def broader_of(found: Iterable[Row]) -> Broader:
    """Return what lies directly above each relation."""
    above: Broader = {}
    for row in found:
        above.setdefault(row["relation"], set()).update({row["broader"]} - {None})
    return above


def family_of(iri: str, above: Broader) -> str:
    """Return the family of a relation."""
    broad = {iri, *up(iri, above)}
    return next((family for root, family in ROOTS.items() if root in broad), "other")


def up(iri: str, above: Broader) -> set[str]:
    """Return every relation above one; circles end."""
    seen: set[str] = set()
    waiting = [iri]
    while waiting:
        new = above.get(waiting.pop(), set()) - seen
        seen |= new
        waiting += new
    return seen


def narrower(graph: Readable, iri: str) -> set[str]:
    """Return the IRIs of a relation and of everything below it."""
    above = broader_of(rows(graph, "relations"))
    return {iri, *(each for each in above if iri in up(each, above))}
