"""SPARQL constraints, solved by the store's engine before the SHACL engine judges the rest.

pySHACL solves them with rdflib, compares every solution with all before it, and reads the
values in a message as patterns: with thousands of findings, a run of seconds takes minutes.
The shapes stay SHACL (section 5), for any other engine.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple, cast

import rdflib
from pyoxigraph import BlankNode, NamedNode, QuerySolutions, Store, Variable
from rdflib import RDF, SH, BNode
from rdflib.term import Node

from fwgraph.errors import BadRequest
from fwgraph.formats.rdflib_graph import rdflib_term

TARGETS = {SH.targetNode, SH.targetClass}
NOT_HERE = {SH.targetSubjectsOf, SH.targetObjectsOf, SH.path}
VARIABLE = re.compile(r"\{[?$](\w+)\}")
THIS = Variable("this")
INSTANCES = """
SELECT DISTINCT ?node
WHERE { ?node a/<http://www.w3.org/2000/01/rdf-schema#subClassOf>* ?class }
"""

Solution = dict[str, Node]
"""The terms of a solution by their variables."""


class QueryRule(NamedTuple):
    """A SPARQL constraint and the shape that has it."""

    shape: Node
    constraint: Node


class QueryResult(NamedTuple):
    """A solution of such a constraint, which breaks it."""

    rule: QueryRule
    severity: Node
    solution: Solution
    message: str

    @property
    def value(self) -> Node:
        """The value node: the focus node, where the query names none."""
        return self.solution.get("value", self.solution["this"])

    def add_to_report(self, report: rdflib.Graph, head: Node) -> None:
        """Add the result to a validation report, whose node is given (SHACL, 3.6 and 5.3.2)."""
        result = BNode()
        statements = (
            (RDF.type, SH.ValidationResult),
            (SH.sourceConstraintComponent, SH.SPARQLConstraintComponent),
            (SH.sourceShape, self.rule.shape),
            (SH.sourceConstraint, self.rule.constraint),
            (SH.resultSeverity, self.severity),
            (SH.focusNode, self.solution["this"]),
            (SH.value, self.value),
            (SH.resultMessage, rdflib.Literal(self.message)),
        )
        for predicate, value in statements:
            report.add((result, predicate, value))
        report.add((head, SH.result, result))
        report.set((head, SH.conforms, rdflib.Literal(False)))


def find_query_rules(shapes: rdflib.Graph) -> list[QueryRule]:
    """Return the SPARQL constraints that are solved here: of node shapes with plain targets.

    Those of any other shape are left to the SHACL engine.
    """
    rules = []
    for shape, constraint in shapes.subject_objects(SH.sparql):
        parameters = {*shapes.predicates(shape)}
        if parameters & TARGETS and not parameters & NOT_HERE:
            rules.append(QueryRule(shape, constraint))
    return rules


def solve_rules(
    data: Store, shapes: rdflib.Graph, rules: Iterable[QueryRule]
) -> Iterator[QueryResult]:
    """Yield a validation result for each solution of each rule."""
    for rule in rules:
        message = shapes.value(rule.constraint, SH.message) or shapes.value(rule.shape, SH.message)
        severity = shapes.value(rule.shape, SH.severity) or SH.Violation
        for solution in solve_rule(data, shapes, rule):
            text = fill_message(str(message), solution)
            yield QueryResult(rule, severity, solution, text)


def solve_rule(data: Store, shapes: rdflib.Graph, rule: QueryRule) -> Iterator[Solution]:
    """Yield the solutions of a rule's query, for each focus node that is bound to ``$this``."""
    query = prefix_lines(shapes, rule.constraint) + str(shapes.value(rule.constraint, SH.select))
    for focus in focus_nodes(data, shapes, rule.shape):
        solutions = data.query(query, substitutions={THIS: focus})
        if not isinstance(solutions, QuerySolutions):
            raise BadRequest(f"the constraint {rule.constraint} is not a SELECT")
        names = [variable.value for variable in solutions.variables]
        for row in solutions:
            bound = {name: rdflib_term(term) for name, term in zip(names, row, strict=True) if term}
            yield {"this": rdflib_term(focus), **bound}


@lru_cache(maxsize=256)
def prefix_lines(shapes: rdflib.Graph, constraint: Node) -> str:
    """Return the prefixes that a constraint refers to, as SPARQL declares them (SHACL, 5.2.1)."""
    return "".join(
        f"PREFIX {shapes.value(declared, SH.prefix)}: <{shapes.value(declared, SH.namespace)}>\n"
        for source in shapes.objects(constraint, SH.prefixes)
        for declared in shapes.objects(source, SH.declare)
    )


def focus_nodes(data: Store, shapes: rdflib.Graph, shape: Node) -> Iterator[NamedNode | BlankNode]:
    """Yield the focus nodes of a shape: the nodes, and the instances of the classes, it names."""
    for node in shapes.objects(shape, SH.targetNode):
        yield NamedNode(str(node))
    for node in shapes.objects(shape, SH.targetClass):
        query = INSTANCES.replace("?class", str(NamedNode(str(node))))
        for (instance,) in cast("Iterator[tuple[NamedNode | BlankNode]]", data.query(query)):
            yield instance


def fill_message(message: str, solution: Solution) -> str:
    """Return a message with the values of its variables, in which none is looked for."""
    return VARIABLE.sub(lambda match: str(solution.get(match[1], match[0])), message)
