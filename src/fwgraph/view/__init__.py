"""The part of the graph that is to be shown: in drawings, in the explorer, as a diagram."""

import json as standard_json
import sys
from collections.abc import Collection, Sequence
from dataclasses import replace

from pyoxigraph import NamedNode

from fwgraph.errors import BadRequest
from fwgraph.namespaces import shorten_iri, term
from fwgraph.store.readable import Readable
from fwgraph.view.parts import (
    Edge,
    EdgeEvidence,
    Edition,
    EvidenceSource,
    Listing,
    Thing,
    View,
    ViewRelation,
    is_web_address,
    path_from_iri,
)
from fwgraph.view.reading import TITLE, edition_name, narrower_closure, read_whole_view

__all__ = [
    "ANY_DEPTH",
    "DESCENT",
    "Edge",
    "EdgeEvidence",
    "Edition",
    "EvidenceSource",
    "Listing",
    "Thing",
    "View",
    "ViewRelation",
    "is_web_address",
    "read_view",
    "view_json",
]  # fmt: skip

ANY_DEPTH = sys.maxsize
"""A depth that leaves nothing out that is connected with the focus."""

DESCENT = "fw:descendsFrom"
"""The relation of a lineage: it and its narrower ones."""


def read_view(
    graph: Readable,
    *,
    focus: NamedNode | None = None,
    depth: int = 1,
    relations: Collection[str] = (),
    edition: NamedNode | None = None,
) -> View:
    """Return the whole graph as a view, or the part of it that is asked for.

    ``focus`` keeps what is at most ``depth`` steps away from a thing, in either
    direction. ``relations`` keeps edges of these relations and of narrower ones, and what
    they connect; names match as everywhere. ``edition`` keeps what it lists. Raises
    UnknownName for a relation that does not exist, and BadRequest for a focus that
    is no thing, or that the edition does not list.
    """
    view = read_whole_view(graph)
    nodes = [graph.names.find(name, ("relation",)) for name in relations]
    title = view_title(graph, focus, depth, nodes, edition) or view.title
    if edition:
        view = keep_edition(view, edition_name(path_from_iri(edition.value)))
    middle = path_from_iri(focus.value) if focus else None
    if focus and middle not in {thing.path for thing in view.things}:
        slug = edition_name(path_from_iri(edition.value)) if edition else ""
        where = f"listed in {slug}" if edition else "a thing to draw"
        raise BadRequest(f"{shorten_iri(focus.value)} is not {where}: choose another focus")
    if nodes:
        iris = {iri for node in nodes for iri in narrower_closure(graph, node.value)}
        view = keep_relations(view, iris, {middle})
    if middle:
        view = keep_neighbourhood(view, middle, depth)
    return replace(view, title=title)


def view_title(
    graph: Readable,
    focus: NamedNode | None,
    depth: int,
    relations: Sequence[NamedNode],
    edition: NamedNode | None,
) -> str:
    """Return what a part of the graph is called; nothing for the whole."""
    name = graph.names.label
    lineage = list(relations) == [term(DESCENT)]
    parts = [name(node) for node in (focus, edition) if node] or ([TITLE] if relations else [])
    if focus and depth == 1:
        parts[0] += " and what is 1 step away"
    elif focus and 1 < depth < ANY_DEPTH:
        parts[0] += f" and what is at most {depth} steps away"
    if relations:
        parts.append("lineage" if lineage else ", ".join(map(name, relations)))
    return ": ".join(parts)


def view_json(view: View) -> bytes:
    """Return a view as compact JSON: the same bytes for the same view."""
    text = standard_json.dumps(
        view.as_dict(), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode()


def keep_edition(view: View, edition: str) -> View:
    """Return what an edition lists, and what relates it."""
    paths = {
        thing.path
        for thing in view.things
        if any(listing.edition == edition for listing in thing.listings)
    }
    editions = tuple(kept for kept in view.editions if kept.name == edition)
    return replace(keep_things(view, paths), editions=editions)


def keep_relations(view: View, iris: Collection[str], besides: Collection[str | None]) -> View:
    """Return the edges of some relations, and what they connect; some things in any case."""
    relations = (*view.relations, *view.former_relations)
    names = {relation.name for relation in relations if relation.iri in iris}
    edges = tuple(edge for edge in view.edges if edge.relation in names)
    former = tuple(edge for edge in view.former if edge.relation in names)
    connected = {end for edge in edges for end in (edge.start, edge.end)}
    return keep_things(replace(view, edges=edges, former=former), {*connected, *besides})


def keep_neighbourhood(view: View, focus: str, depth: int) -> View:
    """Return what is at most so many steps from a thing, and what relates it."""
    neighbours: dict[str, set[str]] = {}
    for edge in view.edges:
        neighbours.setdefault(edge.start, set()).add(edge.end)
        neighbours.setdefault(edge.end, set()).add(edge.start)
    near, last = {focus}, {focus}
    while last and depth:
        last = {end for path in last for end in neighbours.get(path, ())} - near
        near |= last
        depth -= 1
    return replace(keep_things(view, near), focus=focus)


def keep_things(view: View, paths: Collection[str | None]) -> View:
    """Return the view of these things alone, and of the edges between them."""

    def edges_between(edges: tuple[Edge, ...]) -> tuple[Edge, ...]:
        return tuple(edge for edge in edges if edge.start in paths and edge.end in paths)

    edges, former = edges_between(view.edges), edges_between(view.former)
    used = {edge.relation for edge in edges}
    once = {edge.relation for edge in former} - used
    relations = (*view.relations, *view.former_relations)
    said = {item.path for edge in (*edges, *former) for item in (*edge.evidence, *edge.denials)}
    return replace(
        view,
        things=tuple(thing for thing in view.things if thing.path in paths),
        edges=edges,
        relations=tuple(relation for relation in view.relations if relation.name in used),
        former=former,
        former_relations=tuple(relation for relation in relations if relation.name in once),
        sources=tuple(source for source in view.sources if source.path in said),
    )
