"""The graph as a ``networkx.MultiDiGraph``, with the attributes that GraphML has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from fwgraph.drawing.diagrams import NODE_TYPES, graphml_node_values
from fwgraph.errors import NotInstalled
from fwgraph.namespaces import shorten_iri
from fwgraph.questions.catalogue import answer_question
from fwgraph.store.readable import Readable
from fwgraph.view import Thing, read_view

if TYPE_CHECKING:
    from networkx import MultiDiGraph

EVIDENCE = ("source", "line", "quote", "date")


def build_networkx_graph(graph: Readable) -> MultiDiGraph[str]:
    """Return all things and the relations that hold between them; raises NotInstalled."""
    try:
        from networkx import MultiDiGraph
    except ImportError as error:
        raise NotInstalled("networkx is not installed: pip install networkx") from error
    result: MultiDiGraph[str] = MultiDiGraph()
    things = read_view(graph).things
    names = name_nodes(things)
    for thing in things:
        result.add_node(names[thing.iri], **node_attributes(thing))
    for row in answer_question(graph, "relations"):
        if row["object_iri"] and row["statement"] == "claim" and row["holds"]:
            near, far = (names[str(row[f"{end}_iri"])] for end in ("subject", "object"))
            evidence = {name: row[name] for name in EVIDENCE}
            result.add_edge(near, far, row["relation"], iri=row["relation_iri"], **evidence)
    return result


def name_nodes(things: Iterable[Thing]) -> dict[str, str]:
    """Return the names of nodes by IRI: labels, prefixed names where several have one label."""
    times = Counter(thing.label for thing in things)
    return {
        thing.iri: thing.label if times[thing.label] == 1 else shorten_iri(thing.iri)
        for thing in things
    }


def node_attributes(thing: Thing) -> dict[str, str | bool]:
    """Return what is known of a thing; what is not is left out."""
    values = graphml_node_values(thing).items()
    return {name: name in NODE_TYPES or value for name, value in values if value}
