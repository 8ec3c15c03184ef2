"""The page that lists all things, by what they are, and every other page with a name."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.namespaces import RDF_TYPE, term
from fwgraph.web.http.links import Frame
from fwgraph.web.pages.facts import said
from fwgraph.web.pages.lookups import Library, Link
from fwgraph.web.pages.templating import page

SHAPES = (
    ("frameworks", "Frameworks", "fw:Framework"),
    ("components", "Components", "fw:Component"),
    ("specifications", "Specifications", "fw:Specification"),
    ("platforms", "Platforms", "fw:Platform"),
    ("other-software", "Other software", "fw:Software"),
)
"""The groups of things, each with its anchor and class; a thing stands in the first that fits."""
MOST = 5_000
"""Rows of a group at most; the data forms and the questions hold all."""
SOURCES = (("editions", "Editions", "fw:Edition"), ("documents", "Documents", "fw:Document"))


@dataclass(frozen=True, slots=True)
class Row:
    """A thing in the list."""

    name: Link
    kinds: tuple[Link, ...]
    summary: str


@dataclass(frozen=True, slots=True)
class Group:
    """Things of one sort."""

    anchor: str
    title: str
    rows: tuple[Row, ...]
    count: int


def write(library: Library, frame: Frame) -> bytes:
    """Return the page of all things."""
    return page(
        "things.html",
        frame,
        title="Things",
        groups=groups(library, frame, SHAPES),
        sources=groups(library, frame, SOURCES),
        kinds=used_kinds(library, frame),
    )


def groups(library: Library, frame: Frame, sorts: tuple[tuple[str, str, str], ...]) -> list[Group]:
    """Return the groups that are not empty, their rows by name."""
    found, seen = [], set[NamedNode]()
    for anchor, title, name in sorts:
        nodes = {each for each in instances(library, name) if each not in seen}
        seen |= nodes
        rows = sorted((row(library, node, frame) for node in nodes), key=by_name)
        if rows:
            found.append(Group(anchor, title, tuple(rows[:MOST]), len(rows)))
    return found


def instances(library: Library, name: str) -> list[NamedNode]:
    """Return the nodes of a class."""
    found = (triple.subject for triple in library.referring(term(name), RDF_TYPE))
    return [node for node in found if isinstance(node, NamedNode)]


def row(library: Library, node: NamedNode, frame: Frame) -> Row:
    """Return a thing as a row of the list."""
    kinds = (library.link(kind, frame) for kind in library.values(node, term("fw:kind")))
    summary = said(library, node, "dcterms:description") or ""
    return Row(library.link(node, frame), tuple(kinds), summary)


def by_name(row: Row) -> tuple[str, str]:
    """Return what rows are sorted by."""
    return row.name.text.casefold(), row.name.href or ""


def used_kinds(library: Library, frame: Frame) -> list[Link]:
    """Return the kinds that things are of, by name."""
    concepts = (
        triple.subject for triple in library.referring(term("scheme:kind"), term("skos:inScheme"))
    )
    used = [
        node for node in concepts
        if isinstance(node, NamedNode) and next(library.referring(node, term("fw:kind")), None)
    ]  # fmt: skip
    return sorted((library.link(node, frame) for node in used), key=lambda link: link.text)
