"""Which nodes certainly conform to a shape, so that the SHACL engine need not look at them.

pySHACL takes a fifth of a millisecond for a shape and a node, and puts into words what each
alternative of an ``sh:or`` that does not fit has against it. The constraints that the shapes
use are plain functions here (``constraints``), which only ever say that a node conforms for
sure. All others go before the engine, which alone finds and reports; a shape that says anything
which is not known here keeps its targets.
"""

from collections.abc import Callable, Iterable, Iterator

import rdflib
from pyoxigraph import Triple
from rdflib import RDF, SH
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import rdflib_term, to_rdflib
from fwgraph.namespaces import Term
from fwgraph.rules.constraints import COMPONENTS, Check, Reading
from fwgraph.rules.node_index import NodeIndex

TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
SILENT = {*TARGETS, SH.path, SH.name, SH.description, SH.message, SH.severity, SH.order, SH.group}
"""What a shape says of itself that constrains nothing."""


def constraint_parameters(shapes: rdflib.Graph, shape: Node) -> list[tuple[Node, Node]]:
    """Return the constraint parameters of a shape with their values."""
    said = shapes.predicate_objects(shape)
    return [
        (key, value) for key, value in said if str(key).startswith(str(SH)) and key not in SILENT
    ]


class ShapeReader:
    """Shapes as functions over the nodes of some triples."""

    def __init__(self, shapes: rdflib.Graph, index: NodeIndex) -> None:
        self.shapes = shapes
        self.index = index
        self._checks: dict[Node, Check | None] = {}

    def check_of(self, shape: Node) -> Check | None:
        """Return what tells that a node conforms to a shape; None for one that is not known here.

        One that refers to itself is among those.
        """
        if shape not in self._checks:
            self._checks[shape] = None
            self._checks[shape] = self._read_shape(shape)
        return self._checks[shape]

    def _read_shape(self, shape: Node) -> Check | None:
        values_of = self._read_path(shape)
        reading = Reading(self.shapes, self.index, self.check_of)
        read = [
            COMPONENTS[key](reading, value) if key in COMPONENTS else None
            for key, value in constraint_parameters(self.shapes, shape)
        ]
        components = [component for component in read if component]
        if values_of is None or len(components) < len(read):
            return None
        known: dict[Term, bool] = {}

        def check(node: Term) -> bool:
            if node not in known:
                values = values_of(node)
                known[node] = all(component(node, values) for component in components)
            return known[node]

        return check

    def _read_path(self, shape: Node) -> Callable[[Term], list[Term]] | None:
        """Return what gives the value nodes of a focus node (SHACL, 2.3.1: one step, or back)."""
        paths = [*self.shapes.objects(shape, SH.path)]
        if not paths:
            is_property = (shape, RDF.type, SH.PropertyShape) in self.shapes
            return None if is_property else lambda node: [node]
        inverse = self.shapes.value(paths[0], SH.inversePath)
        if len(paths) > 1 or not isinstance(inverse or paths[0], rdflib.URIRef):
            return None
        found = self.index.subjects(str(inverse)) if inverse else self.index.objects[str(paths[0])]
        return lambda node: found.get(node, [])


def narrow_targets(shapes: rdflib.Graph, triples: Iterable[Triple]) -> rdflib.Graph:
    """Return shapes that aim at the nodes that may break them, one by one.

    Shapes that constrain nothing aim at nothing.
    """
    reader = ShapeReader(shapes, NodeIndex(triples))
    narrowed = to_rdflib(())
    narrowed += shapes
    for shape in {shape for target in TARGETS for shape in shapes.subjects(target)}:
        check = reader.check_of(shape) if constraint_parameters(shapes, shape) else conforms_always
        if check is None:
            continue
        suspects = [rdflib_term(node) for node in target_nodes(reader, shape) if not check(node)]
        named = [
            node for node in shapes.objects(shape, SH.targetNode) if check is not conforms_always
        ]
        for target in TARGETS:
            narrowed.remove((shape, target, None))
        for node in (*suspects, *named):
            narrowed.add((shape, SH.targetNode, node))
    return narrowed


def conforms_always(_: Term) -> bool:
    """Tell that a node conforms to a shape without constraints."""
    return True


def target_nodes(reader: ShapeReader, shape: Node) -> Iterator[Term]:
    """Yield the nodes that a shape aims at, but for those that it names (SHACL, 2.1.3)."""
    for target in TARGETS:
        for name in reader.shapes.objects(shape, target):
            yield from reader.index.target_nodes(target, str(name))


def has_targets(shapes: rdflib.Graph) -> bool:
    """Tell whether any shape aims at anything."""
    return any((None, target, None) in shapes for target in TARGETS)
