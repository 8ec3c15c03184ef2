"""The page that lists all things, by what they are, and every other page with a name."""

from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, Term, term
from fwgraph.store.description import ThingKind, read_description
from fwgraph.web.http.links import Links
from fwgraph.web.pages.facts import first_text
from fwgraph.web.pages.lookups import Lookups
from fwgraph.web.pages.templating import render_template

MAX_ROWS = 5_000
"""Rows of a group at most; the data forms and the questions hold all."""
FACETS = {"By kind": "fw:kind", "By category of an edition": "fw:category"}
"""The headings below which things are counted, and the properties that sort them there."""


def things_page(library: Lookups, frame: Links) -> bytes:
    """Return the page of all things."""
    kinds = read_description().kinds
    return render_template(
        "things.html",
        frame,
        title="Things",
        groups=thing_groups(library, frame, (kind for kind in kinds if not kind.is_source)),
        sources=thing_groups(library, frame, (kind for kind in kinds if kind.is_source)),
        facets=[
            {"title": title, "values": values}
            for title, facet in FACETS.items()
            if (values := count_facet(library, frame, facet))
        ],
    )


def thing_groups(
    library: Lookups, frame: Links, kinds: Iterable[ThingKind]
) -> list[dict[str, Any]]:
    """Return the groups that are not empty; a thing stands in the first that fits."""
    groups, seen = [], set[NamedNode]()
    for kind in kinds:
        triples = library.triples_to(NamedNode(kind.iri), RDF_TYPE)
        nodes = {
            triple.subject for triple in triples if isinstance(triple.subject, NamedNode)
        } - seen
        seen |= nodes
        rows = sorted((thing_row(library, node, frame) for node in nodes), key=thing_sort_key)
        if rows:
            named = {"anchor": kind.plural.replace(" ", "-"), "title": kind.plural.capitalize()}
            groups.append({**named, "rows": rows[:MAX_ROWS], "count": len(rows)})
    return groups


def thing_row(library: Lookups, node: NamedNode, frame: Links) -> dict[str, Any]:
    """Return a thing as a row of the list."""
    return {
        "name": library.link(node, frame),
        "kinds": [library.link(kind, frame) for kind in library.values(node, term("fw:kind"))],
        "summary": first_text(library, node, "dcterms:description") or "",
    }


def thing_sort_key(row: dict[str, Any]) -> tuple[str, str]:
    """Return what rows are sorted by."""
    return row["name"].text.casefold(), row["name"].href or ""


def count_facet(library: Lookups, frame: Links, facet: str) -> list[dict[str, Any]]:
    """Return the values of a property of things or of their listings, each with its things.

    They are sorted by name; what several editions list under one heading counts once.
    """
    members: dict[NamedNode, set[Term]] = {}
    for subject, value in library.pairs(term(facet)):
        if isinstance(value, NamedNode) and isinstance(subject, NamedNode):
            listed = library.values(subject, term("fw:lists"))
            members.setdefault(value, set()).update(listed or [subject])
    values = [
        {"link": library.link(value, frame), "count": len(things)}
        for value, things in members.items()
    ]
    return sorted(values, key=lambda value: (value["link"].text.casefold(), value["link"].text))
