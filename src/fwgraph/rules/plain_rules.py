"""Rules about the values of a property that need no engine: each says one plain thing of them.

Such a rule names its targets by a class or a property, and its path is a property, or one of
several. It allows no value (``sh:maxCount 0``), wants one (``sh:minCount 1``) or a certain one
(``sh:hasValue`` of an IRI), or asks of each value that it has a form (``sh:pattern``) or, by
``sh:not`` of a shape that says no more, that it has not. It stays SHACL, for any other engine; to
look at the properties gives the same results, in a tenth of the time.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, RDFS, SH, BNode, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import rdflib_term
from fwgraph.namespaces import Term

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
COMPONENTS = {
    SH.maxCount: SH.MaxCountConstraintComponent,
    SH.minCount: SH.MinCountConstraintComponent,
    SH.hasValue: SH.HasValueConstraintComponent,
    SH.pattern: SH.PatternConstraintComponent,
    SH["not"]: SH.NotConstraintComponent,
}
NEEDED = {SH.path, SH.message, SH.severity}

PathTriple = tuple[Node, Node, Node]
Nodes = dict[Term, None]
"""Terms in the order in which they were met."""
Test = Callable[[Nodes], list[Term | None]]
"""Returns the value nodes that break a rule; None where not a single one is at fault."""


class PlainRule(NamedTuple):
    """A shape that says one plain thing, and what it says of one that breaks it.

    ``targets`` are pairs of the kind of target and its class or property; ``properties`` are
    those of its path, any of which counts. ``path_triples`` describe a path that is no property.
    """

    shape: Node
    targets: tuple[tuple[Node, Node], ...]
    parameter: URIRef
    path: Node
    properties: tuple[str, ...]
    path_triples: tuple[PathTriple, ...]
    message: Node
    severity: Node
    faults_of: Test


class PlainResult(NamedTuple):
    """A focus node that breaks a rule, by a value where it is that one."""

    rule: PlainRule
    focus: Node
    value: Node | None = None

    def add_to_report(self, report: rdflib.Graph, head: Node) -> None:
        """Add the result to a validation report, whose node is given (SHACL, 3.6)."""
        result, rule = BNode(), self.rule
        statements = (
            (RDF.type, SH.ValidationResult),
            (SH.sourceConstraintComponent, COMPONENTS[rule.parameter]),
            (SH.sourceShape, rule.shape),
            (SH.resultPath, rule.path),
            (SH.resultSeverity, rule.severity),
            (SH.resultMessage, rule.message),
            (SH.focusNode, self.focus),
            *([(SH.value, self.value)] if self.value is not None else ()),
        )
        for predicate, value in statements:
            report.add((result, predicate, value))
        for triple in rule.path_triples:
            report.add(triple)
        report.add((head, SH.result, result))
        report.set((head, SH.conforms, rdflib.Literal(False)))


def find_plain_rules(shapes: rdflib.Graph) -> list[PlainRule]:
    """Return the shapes that say one plain thing, and nothing else."""
    found = {shape for parameter in COMPONENTS for shape in shapes.subjects(parameter)}
    rules = (plain_rule(shapes, shape) for shape in sorted(found, key=str))
    return [rule for rule in rules if rule]


def plain_rule(shapes: rdflib.Graph, shape: Node) -> PlainRule | None:
    """Return a shape as a plain rule, or nothing where it says anything else."""
    said = [each for each in shapes.predicates(shape) if str(each).startswith(str(SH))]
    once = [each for each in said if each not in TARGETS]
    parameter = next((each for each in COMPONENTS if each in once), None)
    others = {*once} - {SH.name, parameter}
    if parameter is None or others != NEEDED or len(once) != len({*once}) or len(said) == len(once):
        return None
    path = shapes.value(shape, SH.path) or shape
    properties = path_properties(shapes, path)
    (value,) = shapes.objects(shape, parameter)
    faults_of = read_test(shapes, parameter, value)
    if faults_of is None or not properties:
        return None
    return PlainRule(
        shape,
        tuple((kind, node) for kind in TARGETS for node in shapes.objects(shape, kind)),
        parameter,
        path,
        properties,
        () if isinstance(path, URIRef) else tuple(describe_path(shapes, path)),
        shapes.value(shape, SH.message) or shape,
        shapes.value(shape, SH.severity) or shape,
        faults_of,
    )


def read_test(shapes: rdflib.Graph, parameter: URIRef, value: Node) -> Test | None:
    """Return what a constraint asks of the values of a path, or nothing for any other one."""
    if parameter == SH.maxCount:
        return (lambda values: [None] if values else []) if str(value) == "0" else None
    if parameter == SH.minCount:
        return (lambda values: [] if values else [None]) if str(value) == "1" else None
    if parameter == SH.hasValue:
        wanted = NamedNode(str(value)) if isinstance(value, URIRef) else None
        return (lambda values: [] if wanted in values else [None]) if wanted else None
    pattern = value if parameter == SH.pattern else forbidden_form(shapes, value)
    flags = shapes.value(value, SH.flags) if parameter == SH["not"] else None
    if pattern is None or str(flags or "i") != "i":
        return None
    form = re.compile(str(pattern), re.IGNORECASE if flags else 0)
    is_wanted = parameter == SH.pattern
    return lambda values: [each for each in values if has_form(each, form) != is_wanted]


def forbidden_form(shapes: rdflib.Graph, shape: Node) -> Node | None:
    """Return the pattern of a shape that says nothing else of a node."""
    said = [each for each in shapes.predicates(shape) if str(each).startswith(str(SH))]
    is_plain = {*said} <= {SH.pattern, SH.flags, SH.message, SH.name, SH.severity}
    return shapes.value(shape, SH.pattern) if is_plain and len(said) == len({*said}) else None


def has_form(node: Term, form: re.Pattern[str]) -> bool:
    """Tell whether an IRI or a literal has a form, which a blank node has not."""
    return isinstance(node, NamedNode | Literal) and form.search(node.value) is not None


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


def solve_plain_rules(
    triples: Iterable[Triple], rules: Sequence[PlainRule]
) -> Iterator[PlainResult]:
    """Yield a result for each focus node that breaks a rule, and each value that does."""
    index = PropertyIndex(triples, rules)
    for rule in rules:
        for focus in index.focus_nodes(rule):
            for value in rule.faults_of(index.values(rule, focus)):
                found = None if value is None else rdflib_term(value)
                yield PlainResult(rule, rdflib_term(focus), found)


class PropertyIndex:
    """Who has the properties that rules name, and who is what, from one reading of the triples."""

    def __init__(self, triples: Iterable[Triple], rules: Iterable[PlainRule]) -> None:
        self.subjects = defaultdict[str, dict[Term, Nodes]](dict)
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
                self.subjects[property_].setdefault(triple.subject, {})[triple.object] = None
            if property_ in of_objects:
                self.objects[property_][triple.object] = None
            if property_ == is_a:
                self.instances[str(getattr(triple.object, "value", ""))][triple.subject] = None
            elif property_ == is_below:
                above = str(getattr(triple.object, "value", ""))
                self.subclasses[above].add(str(getattr(triple.subject, "value", "")))

    def values(self, rule: PlainRule, focus: Term) -> Nodes:
        """Return the value nodes of a focus node, each once."""
        values: Nodes = {}
        for property_ in rule.properties:
            values |= self.subjects[property_].get(focus, {})
        return values

    def focus_nodes(self, rule: PlainRule) -> Nodes:
        """Return the focus nodes of a rule, each once (SHACL, 2.1.3)."""
        nodes: Nodes = {}
        for kind, node in rule.targets:
            if kind == SH.targetClass:
                for class_ in self.classes_below(str(node)):
                    nodes |= self.instances[class_]
            else:
                found = self.subjects if kind == SH.targetSubjectsOf else self.objects
                nodes |= dict.fromkeys(found[str(node)])
        return nodes

    def classes_below(self, class_: str) -> set[str]:
        """Return a class and all below it, whatever circles there are."""
        classes, pending = {class_}, [class_]
        while pending:
            pending += self.subclasses[pending.pop()] - classes
            classes |= {*pending}
        return classes
