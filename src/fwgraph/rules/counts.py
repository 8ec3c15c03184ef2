"""Rules that count the values of a property, none or at least one: judged without an engine.

Such a rule names its targets by a class or a property, and allows no value on its path
(``sh:maxCount 0``) or wants one (``sh:minCount 1``); the path is a property, or one of several.
It stays SHACL, for any other engine; to look for the properties gives the same results, in a
tenth of the time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import rdflib
from pyoxigraph import Triple
from rdflib import RDF, RDFS, SH, BNode, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import rdflib_term
from fwgraph.namespaces import Term

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
LIMITS = {SH.maxCount: "0", SH.minCount: "1"}
COMPONENTS = {
    SH.maxCount: SH.MaxCountConstraintComponent,
    SH.minCount: SH.MinCountConstraintComponent,
}
NEEDED = {SH.path, SH.message, SH.severity}

PathTriple = tuple[Node, Node, Node]
Nodes = dict[Term, None]
"""Terms in the order in which they were met."""


class CountRule(NamedTuple):
    """A shape that only counts, and what it says of one that breaks it.

    ``targets`` are pairs of the kind of target and its class or property; ``properties`` are
    those of its path, any of which counts. ``path_triples`` describe a path that is no property.
    """

    shape: Node
    targets: tuple[tuple[Node, Node], ...]
    limit: URIRef
    path: Node
    properties: tuple[str, ...]
    path_triples: tuple[PathTriple, ...]
    message: Node
    severity: Node


class CountResult(NamedTuple):
    """A focus node that breaks a rule."""

    rule: CountRule
    focus: Node

    def add_to_report(self, report: rdflib.Graph, head: Node) -> None:
        """Add the result to a validation report, whose node is given (SHACL, 3.6)."""
        result, rule = BNode(), self.rule
        statements = (
            (RDF.type, SH.ValidationResult),
            (SH.sourceConstraintComponent, COMPONENTS[rule.limit]),
            (SH.sourceShape, rule.shape),
            (SH.resultPath, rule.path),
            (SH.resultSeverity, rule.severity),
            (SH.resultMessage, rule.message),
            (SH.focusNode, self.focus),
        )
        for predicate, value in statements:
            report.add((result, predicate, value))
        for triple in rule.path_triples:
            report.add(triple)
        report.add((head, SH.result, result))
        report.set((head, SH.conforms, rdflib.Literal(False)))


def find_count_rules(shapes: rdflib.Graph) -> list[CountRule]:
    """Return the shapes that count as said above, and say nothing else."""
    found = {shape for limit in LIMITS for shape in shapes.subjects(limit)}
    rules = (count_rule(shapes, shape) for shape in sorted(found, key=str))
    return [rule for rule in rules if rule]


def count_rule(shapes: rdflib.Graph, shape: Node) -> CountRule | None:
    """Return a shape as a rule that counts, or nothing where it says anything else."""
    said = [each for each in shapes.predicates(shape) if str(each).startswith(str(SH))]
    once = [each for each in said if each not in TARGETS]
    limit = next((each for each in LIMITS if each in once), None)
    others = {*once} - {SH.name, limit}
    if limit is None or others != NEEDED or len(once) != len({*once}) or len(said) == len(once):
        return None
    path = shapes.value(shape, SH.path) or shape
    properties = path_properties(shapes, path)
    if str(shapes.value(shape, limit)) != LIMITS[limit] or not properties:
        return None
    return CountRule(
        shape,
        tuple((kind, node) for kind in TARGETS for node in shapes.objects(shape, kind)),
        limit,
        path,
        properties,
        () if isinstance(path, URIRef) else tuple(describe_path(shapes, path)),
        shapes.value(shape, SH.message) or shape,
        shapes.value(shape, SH.severity) or shape,
    )


def path_properties(shapes: rdflib.Graph, path: Node) -> tuple[str, ...]:
    """Return the properties any of which is a path (SHACL, 2.3.1); none for any other path."""
    if isinstance(path, URIRef):
        return (str(path),)
    choice = shapes.value(path, SH.alternativePath)
    members = list(Collection(shapes, choice)) if choice else []
    return tuple(map(str, members)) if all(isinstance(m, URIRef) for m in members) else ()


def describe_path(shapes: rdflib.Graph, node: Node) -> Iterator[PathTriple]:
    """Yield what shapes say of a path without an IRI, and of all that is in it."""
    for triple in shapes.triples((node, None, None)):
        yield triple
        if isinstance(triple[2], BNode):
            yield from describe_path(shapes, triple[2])


def solve_counts(triples: Iterable[Triple], rules: Sequence[CountRule]) -> Iterator[CountResult]:
    """Yield a result for each focus node that breaks a rule."""
    index = PropertyIndex(triples, rules)
    for rule in rules:
        having: Nodes = {}
        for property_ in rule.properties:
            having |= index.subjects[property_]
        is_broken_by_having = rule.limit == SH.maxCount
        for focus in index.focus_nodes(rule):
            if (focus in having) == is_broken_by_having:
                yield CountResult(rule, rdflib_term(focus))


class PropertyIndex:
    """Who has the properties that rules name, and who is what, from one reading of the triples."""

    def __init__(self, triples: Iterable[Triple], rules: Iterable[CountRule]) -> None:
        self.subjects = defaultdict[str, Nodes](dict)
        self.objects = defaultdict[str, Nodes](dict)
        self.instances = defaultdict[str, Nodes](dict)
        self.subclasses = defaultdict[str, set[str]](set)
        named = {each for rule in rules for each in rule.properties}
        targets = {each for rule in rules for each in rule.targets}
        of_subjects = named | {str(node) for kind, node in targets if kind == SH.targetSubjectsOf}
        of_objects = {str(node) for kind, node in targets if kind == SH.targetObjectsOf}
        is_a, is_below = str(RDF.type), str(RDFS.subClassOf)
        for triple in triples:
            property_ = triple.predicate.value
            if property_ in of_subjects:
                self.subjects[property_][triple.subject] = None
            if property_ in of_objects:
                self.objects[property_][triple.object] = None
            if property_ == is_a:
                self.instances[str(getattr(triple.object, "value", ""))][triple.subject] = None
            elif property_ == is_below:
                above = str(getattr(triple.object, "value", ""))
                self.subclasses[above].add(str(getattr(triple.subject, "value", "")))

    def focus_nodes(self, rule: CountRule) -> Nodes:
        """Return the focus nodes of a rule, each once (SHACL, 2.1.3)."""
        nodes: Nodes = {}
        for kind, node in rule.targets:
            if kind == SH.targetClass:
                for class_ in self.classes_below(str(node)):
                    nodes |= self.instances[class_]
            else:
                nodes |= (self.subjects if kind == SH.targetSubjectsOf else self.objects)[str(node)]
        return nodes

    def classes_below(self, class_: str) -> set[str]:
        """Return a class and all below it, whatever circles there are."""
        classes, pending = {class_}, [class_]
        while pending:
            pending += self.subclasses[pending.pop()] - classes
            classes |= {*pending}
        return classes
