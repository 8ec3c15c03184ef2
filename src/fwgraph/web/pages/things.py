"""The page that lists all things, by what they are, and every other page with a name."""

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.store.description import ThingKind, read_description
from fwgraph.web.http.links import Links
from fwgraph.web.pages.facts import first_text
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.templating import render_template

MAX_ROWS = 5_000
"""Rows of a group at most; the data forms and the questions hold all."""


@dataclass(frozen=True, slots=True)
class ThingRow:
    """A thing in the list."""

    name: Hyperlink
    kinds: tuple[Hyperlink, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class ThingGroup:
    """Things of one sort."""

    anchor: str
    title: str
    rows: tuple[ThingRow, ...]
    count: int


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


def thing_groups(library: Lookups, frame: Links, kinds: Iterable[ThingKind]) -> list[ThingGroup]:
    """Return the groups that are not empty; a thing stands in the first that fits."""
    groups, seen = [], set[NamedNode]()
    for kind in kinds:
        triples = library.triples_to(NamedNode(kind.iri), RDF_TYPE)
        nodes = {each.subject for each in triples if isinstance(each.subject, NamedNode)} - seen
        seen |= nodes
        rows = sorted((thing_row(library, node, frame) for node in nodes), key=thing_sort_key)
        anchor = kind.plural.replace(" ", "-")
        if rows:
            title = kind.plural.capitalize()
            groups.append(ThingGroup(anchor, title, tuple(rows[:MAX_ROWS]), len(rows)))
    return groups


def thing_row(library: Lookups, node: NamedNode, frame: Links) -> ThingRow:
    """Return a thing as a row of the list."""
    kinds = (library.link(kind, frame) for kind in library.values(node, term("fw:kind")))
    summary = first_text(library, node, "dcterms:description") or ""
    return ThingRow(library.link(node, frame), tuple(kinds), summary)


def thing_sort_key(row: ThingRow) -> tuple[str, str]:
    """Return what rows are sorted by."""
    return row.name.text.casefold(), row.name.href or ""


def used_kinds(library: Lookups, frame: Links) -> list[Hyperlink]:
    """Return the kinds that things are of, by name."""
    concepts = (
        triple.subject for triple in library.triples_to(term("scheme:kind"), term("skos:inScheme"))
    )
    used = [
        node for node in concepts
        if isinstance(node, NamedNode) and next(library.triples_to(node, term("fw:kind")), None)
    ]  # fmt: skip
    return sorted((library.link(node, frame) for node in used), key=lambda link: link.text)
