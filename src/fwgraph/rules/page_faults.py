"""What readers of a published page miss, as triples that shapes forbid, with their places."""

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.namespaces import RDFS_LABEL, term
from fwgraph.rules.page_knowledge import PageKnowledge
from fwgraph.rules.positions import Position
from fwgraph.wiki.myst.faults import PageFault


def fault_triples(
    path: str, edition: str, faults: Iterable[PageFault], knowledge: PageKnowledge
) -> tuple[list[Triple], dict[str, Position]]:
    """Return what is said of each place that has a fault, and where it is in a file."""
    triples: list[Triple] = []
    positions: dict[str, Position] = {}
    properties: dict[NamedNode, None] = {}
    for fault in faults:
        node = NamedNode(f"{edition}/line-{fault.line}-{fault.column}")
        property_ = term(fault.fault)
        properties[property_] = None
        positions[node.value] = Position(path, fault.line, fault.column)
        triples.append(Triple(node, RDFS_LABEL, Literal(fault.label)))
        triples.append(Triple(node, property_, Literal(fault.value)))
    for property_ in properties:
        triples += knowledge.labels_of(property_)
    return triples, positions
