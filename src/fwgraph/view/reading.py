"""Everything that a view can show, read from any graph with seven queries."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from fwgraph.namespaces import BASE, PREFIXES, RDF_TYPE, RDFS_LABEL, local_name, shorten_iri, term
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store.days import read_day
from fwgraph.store.description import read_description
from fwgraph.store.hierarchy import closure
from fwgraph.store.package import query_text
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table
from fwgraph.view.edges import (
    ViewRow,
    build_edges,
    build_sources,
    filled_day,
    int_or_none,
    text_or_none,
)
from fwgraph.view.parts import (
    Edition,
    Listing,
    Thing,
    View,
    ViewRelation,
    is_web_address,
    path_from_iri,
)

Broader = dict[str, set[str]]
"""For each relation's IRI, the IRIs of those directly above it."""

ListingAge = tuple[str, bool, str]
"""What sorts a listing: its edition's date, whether it lists frameworks, the edition's path."""

EditionOrder = dict[str, tuple[str, str]]
"""For each edition's path, what sorts it among the editions: its date and path."""

ThingFacts = dict[str, list[str]]
"""For each property's IRI, its values for one thing."""

NAME, KIND, SUMMARY, INDEPENDENT = (
    named.value
    for named in (
        RDFS_LABEL, term("fw:kind"), term("dcterms:description"), term("fw:dependsOnNothing")
    )
)  # fmt: skip
"""The properties that a view reads of every thing, besides those that are to be shown."""

UNKNOWN_SHAPE = "component"
"""What a thing is drawn as of which neither the class nor the path says more."""

DISCONTINUED = f"{BASE}category/discontinued"
TITLE = "Python web frameworks and what they are made of"


def view_rows(graph: Readable, name: str, **iris: Iterable[str]) -> Iterator[ViewRow]:
    """Yield the rows of one of the queries in ``queries/view/``, with terms bound by IRI."""
    text = query_text(f"view/{name}")
    for variable, values in iris.items():
        text = bind_values(text, variable, *map(NamedNode, values))
    return iter(Table.from_solutions(select_solutions(graph, text)))


PROJECTS_OF_OTHERS = [
    term("doap:Project").value,
    *(
        f"{schema}{name}"
        for schema in (PREFIXES["schema"], "http://schema.org/")
        for name in ("SoftwareApplication", "SoftwareSourceCode")
    ),
]
"""What other vocabularies call software."""


def read_whole_view(graph: Readable) -> View:
    """Return the whole graph as one view."""
    editions, age = build_editions(view_rows(graph, "editions"))
    rows = list(view_rows(graph, "relations"))
    relations, above = build_relations(rows), broader_relations(rows)
    edges, former = build_edges(
        view_rows(graph, "claims"),
        view_rows(graph, "former"),
        {relation.iri: relation.name for relation in relations},
        lambda iri: broader_closure(iri, above),
    )
    things = read_things(graph)
    ends = {end for edge in (*edges, *former) for end in (edge.start, edge.end)}
    for path in ends - things.keys():
        things[path] = Thing(path, local_name(path) or path, thing_shape(path, ()))
    add_listings(things, view_rows(graph, "listings"), age)
    used = {edge.relation for edge in edges}
    once = {edge.relation for edge in former} - used
    said = {item.path for edge in (*edges, *former) for item in (*edge.evidence, *edge.denials)}
    sources = build_sources(view_rows(graph, "sources"))
    return View(
        title=TITLE,
        relations=tuple(relation for relation in relations if relation.name in used),
        editions=editions,
        things=tuple(things[path] for path in sorted(things)),
        edges=edges,
        day=read_day(graph) or "",
        former=former,
        former_relations=tuple(relation for relation in relations if relation.name in once),
        sources=tuple(source for path, source in sources.items() if path in said),
    )


def read_things(graph: Readable) -> dict[str, Thing]:
    """Return every thing by its path, with its facts, still without listings."""
    described = read_description()
    classes = [kind.iri for kind in described.kinds if not kind.is_source]
    classes += PROJECTS_OF_OTHERS
    properties = {RDF_TYPE.value, NAME, KIND, SUMMARY, INDEPENDENT}
    properties |= {fact.iri for fact in described.facts if fact.is_drawn}
    facts: dict[str, ThingFacts] = {}
    for row in view_rows(graph, "facts", **{"class": classes, "property": sorted(properties)}):
        values = facts.setdefault(path_from_iri(row["thing"]), {})
        values.setdefault(row["property"], []).append(str(row["value"]))
    return {path: build_thing(path, values) for path, values in facts.items()}


def build_thing(path: str, facts: ThingFacts) -> Thing:
    """Return a thing from its facts; where one fact has several values, the first is taken."""
    values = {iri: sorted(several) for iri, several in facts.items()}
    labels = [label for label in values.get(NAME, []) if label.strip()]
    return Thing(
        path=path,
        label=(labels or [local_name(path) or path])[0],
        shape=thing_shape(path, values[RDF_TYPE.value]),
        kinds=tuple(values.get(KIND, ())),
        summary=values.get(SUMMARY, [""])[0],
        facts={
            fact.key: tuple(
                value for value in values[fact.iri] if not fact.is_link or is_web_address(value)
            )
            for fact in read_description().facts
            if fact.is_drawn and fact.iri in values
        },
        independent="true" in values.get(INDEPENDENT, ()),
    )


def thing_shape(path: str, classes: Collection[str]) -> str:
    """Return what a thing is drawn as: by its classes, else by its path, else a component."""
    drawn = {kind.name: kind.iri for kind in read_description().kinds if kind.outline}
    by_path = path.partition("/")[0]
    by_class = (name for name, iri in drawn.items() if iri in classes)
    return next(by_class, by_path if by_path in drawn else UNKNOWN_SHAPE)


def build_editions(rows: Iterable[ViewRow]) -> tuple[tuple[Edition, ...], EditionOrder]:
    """Return the editions, the oldest first, and what tells which of two is older."""
    labels: dict[str, str] = {}
    dates: dict[str, str] = {}
    headings: dict[str, dict[str, None]] = {}
    for row in sorted(rows, key=lambda row: (row["edition"], int_or_none(row["position"]) or 0)):
        path = path_from_iri(row["edition"])
        labels.setdefault(path, row["label"] or edition_name(path))
        dates.setdefault(path, str(row["date"] or ""))
        headings.setdefault(path, {}).update({row["heading"]: None} if row["heading"] else {})
    age = {path: (date, path) for path, date in dates.items()}
    ordered = sorted(labels, key=lambda path: age[path])
    editions = (
        Edition(edition_name(path), labels[path], tuple(headings[path]), filled_day(dates[path]))
        for path in ordered
    )
    return tuple(editions), age


def edition_name(path: str) -> str:
    """Return the name of an edition: its slug, or its whole IRI where it has none."""
    return path.removeprefix("edition/")


def add_listings(things: dict[str, Thing], rows: Iterable[ViewRow], age: EditionOrder) -> None:
    """Give the things their listings, oldest edition first; the newest tells what has ended.

    Of one day, the page of frameworks comes last. It alone calls something discontinued, so that
    no other page is asked.
    """
    listings_of: dict[str, dict[str, tuple[ListingAge, Listing, bool]]] = {}
    for row in rows:
        thing, edition = path_from_iri(row["thing"]), path_from_iri(row["edition"])
        if thing in things:
            day, path = age.get(edition, ("", edition))
            when = day, row["other_page"] is None, path
            ended = row["category"] == DISCONTINUED
            dated = when, build_listing(row, edition_name(edition), ended), ended
            listings_of.setdefault(thing, {}).setdefault(row["listing"], dated)
    for path, listings in listings_of.items():
        ordered = sorted(listings.values(), key=lambda dated: (dated[0], dated[1].line or 0))
        judging = [(when, ended) for when, _, ended in ordered if when[1]]
        discontinued = any(ended for when, ended in judging if when == judging[-1][0])
        in_order = tuple(listing for _, listing, _ in ordered)
        things[path] = replace(things[path], discontinued=discontinued, listings=in_order)


def build_listing(row: ViewRow, edition: str, ended: bool) -> Listing:
    """Return the listing of a row; one of another page than that of frameworks judges nothing."""
    return Listing(
        edition, row["heading"], row["name"], text_or_none(row["version"]),
        text_or_none(row["released"]), int_or_none(row["line"]),
        ended if row["other_page"] is None else None,
    )  # fmt: skip


def build_relations(rows: Iterable[ViewRow]) -> list[ViewRelation]:
    """Return the relations with their families, sorted by name."""
    rows = list(rows)
    described, above = read_description(), broader_relations(rows)
    labels = {row["relation"]: row["label"] for row in reversed(rows)}
    times = Counter(map(local_name, labels))

    def name_of(iri: str) -> str:
        return local_name(iri) if times[local_name(iri)] == 1 else shorten_iri(iri)

    return sorted(
        (
            ViewRelation(
                name=name_of(iri),
                iri=iri,
                label=label or local_name(iri),
                family=described.family_of(broader_closure(iri, above)).top,
                broader=tuple(
                    sorted(
                        name_of(each)
                        for each in broader_closure(iri, above) - {iri}
                        if each in labels
                    )
                ),
                rank=described.ranks.get(iri),
            )
            for iri, label in labels.items()
        ),
        key=lambda relation: relation.name,
    )


def broader_relations(rows: Iterable[ViewRow]) -> Broader:
    """Return what lies directly above each relation."""
    above: Broader = {}
    for row in rows:
        above.setdefault(row["relation"], set()).update({row["broader"]} - {None})
    return above


def broader_closure(iri: str, above: Broader) -> set[str]:
    """Return a relation and every relation above it."""
    return closure(iri, lambda relation: above.get(relation, ()))


def narrower_closure(graph: Readable, iri: str) -> set[str]:
    """Return the IRIs of a relation and of everything below it."""
    above = broader_relations(view_rows(graph, "relations"))
    return {iri, *(below for below in above if iri in broader_closure(below, above))}
