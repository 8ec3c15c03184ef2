"""The page that lists all things, by what they are, and every other page with a name."""

from collections.abc import Iterable
from typing import Any

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.store.description import ThingKind, read_description
from fwgraph.web.http.links import Links
from fwgraph.web.pages.facts import first_text
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.templating import render_template

MAX_ROWS = 5_000
"""Rows of a group at most; the data forms and the questions hold all."""


def things_page(library: Lookups, frame: Links) -> bytes:
    """Return the page of all things."""
    kinds = read_description().kinds
    return render_template(
        "things.html",
        frame,
        title="Things",
        groups=thing_groups(library, frame, (kind for kind in kinds if not kind.is_source)),
        sources=thing_groups(library, frame, (kind for kind in kinds if kind.is_source)),
        kinds=used_kinds(library, frame),
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


def used_kinds(library: Lookups, frame: Links) -> list[Hyperlink]:
    """Return the kinds that things are of, by name."""
    members = library.triples_to(term("scheme:kind"), term("skos:inScheme"))
    concepts = (member.subject for member in members if isinstance(member.subject, NamedNode))
    used = (node for node in concepts if next(library.triples_to(node, term("fw:kind")), None))
    return sorted((library.link(node, frame) for node in used), key=lambda link: link.text)
