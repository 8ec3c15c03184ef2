"""Rules about the values of a property that need no engine: each says one plain thing of them.

Such a rule names its targets by a class or a property, and its path is a property, or one of
several. It allows no value (``sh:maxCount 0``), wants one (``sh:minCount 1``) or a certain one
(``sh:hasValue`` of an IRI), or asks of each value that it has a form (``sh:pattern``) or, by
``sh:not`` of a shape that says no more, that it has not. It stays SHACL, for any other engine; to
look at the properties gives the same results, in a tenth of the time.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

import rdflib
from pyoxigraph import Literal, NamedNode, Triple
from rdflib import RDF, SH, BNode, URIRef
from rdflib.collection import Collection as RdfList
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import rdflib_term
from fwgraph.namespaces import RDF_TYPE, RDFS_SUBCLASS_OF, Term
from fwgraph.rules.node_index import NodeIndex

TARGETS = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf)
"""Kinds of targets that a plain rule may have: it names no single node."""
REPORTED_AS = {
    SH.maxCount: SH.MaxCountConstraintComponent,
    SH.minCount: SH.MinCountConstraintComponent,
    SH.hasValue: SH.HasValueConstraintComponent,
    SH.pattern: SH.PatternConstraintComponent,
    SH["not"]: SH.NotConstraintComponent,
}
NEEDED = {SH.path, SH.message, SH.severity}

PathTriple = tuple[Node, Node, Node]
Test = Callable[[Collection[Term]], list[Term | None]]
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
            (SH.sourceConstraintComponent, REPORTED_AS[rule.parameter]),
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
    found = {shape for parameter in REPORTED_AS for shape in shapes.subjects(parameter)}
    rules = (plain_rule(shapes, shape) for shape in sorted(found, key=str))
    return [rule for rule in rules if rule]


def plain_rule(shapes: rdflib.Graph, shape: Node) -> PlainRule | None:
    """Return a shape as a plain rule, or nothing where it says anything else."""
    said = [each for each in shapes.predicates(shape) if str(each).startswith(str(SH))]
    once = [each for each in said if each not in TARGETS]
    parameter = next((each for each in REPORTED_AS if each in once), None)
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
    members = list(RdfList(shapes, choice)) if choice else []
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
    needed = needed_properties(rules)
    index = NodeIndex(each for each in triples if each.predicate.value in needed)
    for rule in rules:
        aimed = (index.target_nodes(target, str(name)) for target, name in rule.targets)
        for focus in dict.fromkeys(chain.from_iterable(aimed)):
            for value in rule.faults_of(value_nodes(index, rule, focus)):
                found = None if value is None else rdflib_term(value)
                yield PlainResult(rule, rdflib_term(focus), found)


def needed_properties(rules: Iterable[PlainRule]) -> set[str]:
    """Return the properties that rules look at, and those that find their focus nodes."""
    named = {property_ for rule in rules for property_ in rule.properties}
    targets = {str(name) for rule in rules for _, name in rule.targets}
    return {*named, *targets, RDF_TYPE.value, RDFS_SUBCLASS_OF.value}


def value_nodes(index: NodeIndex, rule: PlainRule, focus: Term) -> Collection[Term]:
    """Return the value nodes of a focus node, each once."""
    found = [index.objects[property_].get(focus, ()) for property_ in rule.properties]
    return found[0] if len(found) == 1 else dict.fromkeys(chain.from_iterable(found))
