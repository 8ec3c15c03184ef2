"""The triples of a graph, for whoever asks node by node."""

from collections import defaultdict
from collections.abc import Iterable

from pyoxigraph import NamedNode, Triple
from rdflib import SH
from rdflib.term import Node

from fwgraph.namespaces import RDF_TYPE, RDFS_SUBCLASS_OF, Term
from fwgraph.store.hierarchy import closure


class NodeIndex:
    """Triples by predicate and node, and the instances of classes."""

    def __init__(self, triples: Iterable[Triple]) -> None:
        self.objects: dict[str, dict[Term, list[Term]]] = defaultdict(dict)
        for triple in dict.fromkeys(triples):
            values = self.objects[triple.predicate.value]
            values.setdefault(triple.subject, []).append(triple.object)
        self._subjects: dict[str, dict[Term, list[Term]]] = {}
        self._instances: dict[str, frozenset[Term]] = {}

    def subjects(self, predicate: str) -> dict[Term, list[Term]]:
        """Return the subjects of a predicate by their objects."""
        if predicate not in self._subjects:
            turned = self._subjects[predicate] = {}
            for subject, values in self.objects.get(predicate, {}).items():
                for value in values:
                    turned.setdefault(value, []).append(subject)
        return self._subjects[predicate]

    def target_nodes(self, target: Node, name: str) -> Iterable[Term]:
        """Return the nodes that a kind of target and its class or property aim at (SHACL, 2.1.3).

        ``sh:targetNode`` names its nodes itself, and aims at none here.
        """
        if target == SH.targetClass:
            return self.instances(name)
        if target == SH.targetSubjectsOf:
            return self.objects.get(name, {})
        return self.subjects(name) if target == SH.targetObjectsOf else ()

    def instances(self, class_: str) -> frozenset[Term]:
        """Return the instances of a class and of all below it (SHACL, 1.1: SHACL instance)."""
        if class_ not in self._instances:
            below = self.subjects(RDFS_SUBCLASS_OF.value)
            typed = self.subjects(RDF_TYPE.value)
            start: Term = NamedNode(class_)
            classes = closure(start, lambda node: below.get(node, ()))
            found = (node for each in classes for node in typed.get(each, ()))
            self._instances[class_] = frozenset(found)
        return self._instances[class_]
