"""The constraints of SHACL as functions that tell for sure that nodes conform, or do not know.

Each reads the value of a constraint parameter (SHACL, 4), and returns None for one that it does
not know. Where the engine may see a value otherwise than pyoxigraph does, nothing is said.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode
from rdflib import RDF, SH, XSD
from rdflib.term import Node

from fwgraph.namespaces import Term
from fwgraph.rules.node_index import NodeIndex

Check = Callable[[Term], bool]
"""Tells whether a node certainly conforms to a shape."""
Component = Callable[[Term, list[Term]], bool]
"""The same of a constraint, given a focus node and its value nodes."""

LEXICAL = {
    XSD.integer: re.compile(r"[+-]?[0-9]{1,18}"),
    XSD.boolean: re.compile(r"true|false"),
    XSD.gYearMonth: re.compile(r"(?!0000)[0-9]{4}-(0[1-9]|1[0-2])"),
    XSD.gYear: re.compile(r"(?!0000)[0-9]{4}"),
    XSD.date: re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
}
"""How values of a datatype are plainly written; whatever else is allowed, the engine judges."""


class Reading(NamedTuple):
    """What a constraint is read with: the shapes, the nodes, and the checks of other shapes."""

    shapes: rdflib.Graph
    nodes: NodeIndex
    check_of: Callable[[Node], Check | None]


def of_each_value(fits: Check) -> Component:
    """Return the component that asks something of each value node."""
    return lambda _, values: all(map(fits, values))


def read_min_count(_: Reading, value: Node) -> Component | None:
    """Read ``sh:minCount``: two values may be one to the engine, so that one is the most known."""
    return (lambda _, values: bool(values)) if str(value) == "1" else None


def read_max_count(_: Reading, value: Node) -> Component:
    """Read ``sh:maxCount``."""
    most = int(str(value))
    return lambda _, values: len(values) <= most


def read_class(reading: Reading, value: Node) -> Component:
    """Read ``sh:class``."""
    return of_each_value(reading.nodes.instances(str(value)).__contains__)


def read_datatype(_: Reading, value: Node) -> Component | None:
    """Read ``sh:datatype`` for the datatypes whose plain way of writing is known."""
    name, lexical = str(value), LEXICAL.get(rdflib.URIRef(str(value)))
    if value == RDF.langString:
        return of_each_value(lambda node: isinstance(node, Literal) and bool(node.language))
    if value != XSD.string and lexical is None:
        return None

    def fits(node: Term) -> bool:
        if not isinstance(node, Literal) or node.datatype.value != name:
            return False
        return lexical is None or (bool(lexical.fullmatch(node.value)) and is_real(node))

    return of_each_value(fits)


def is_real(literal: Literal) -> bool:
    """Tell whether a calendar has a date; true of whatever else is plainly written."""
    if literal.datatype.value != str(XSD.date):
        return True
    try:
        return bool(date.fromisoformat(literal.value))
    except ValueError:
        return False


def read_min_inclusive(_: Reading, value: Node) -> Component | None:
    """Read ``sh:minInclusive`` of whole numbers."""
    if getattr(value, "datatype", None) != XSD.integer:
        return None
    least, lexical = int(str(value)), LEXICAL[XSD.integer]
    return of_each_value(
        lambda node: (
            isinstance(node, Literal)
            and node.datatype.value == str(XSD.integer)
            and bool(lexical.fullmatch(node.value))
            and int(node.value) >= least
        )
    )


def read_regular_expression(_: Reading, value: Node) -> Component:
    """Read ``sh:pattern``; with ``sh:flags``, which is not known here, the shape is not."""
    pattern = re.compile(str(value))
    return of_each_value(
        lambda node: has_text(node) and bool(pattern.search(str(written_form(node))))
    )


def read_min_length(_: Reading, value: Node) -> Component:
    """Read ``sh:minLength``."""
    least = int(str(value))
    return of_each_value(lambda node: has_text(node) and len(written_form(node)) >= least)


def read_max_length(_: Reading, value: Node) -> Component:
    """Read ``sh:maxLength``."""
    most = int(str(value))
    return of_each_value(lambda node: has_text(node) and len(written_form(node)) <= most)


def has_text(node: Term) -> bool:
    """Tell whether a node is an IRI or a literal."""
    return isinstance(node, NamedNode | Literal)


def written_form(node: Term) -> str:
    """Return the IRI or the lexical form of a node."""
    return str(getattr(node, "value", ""))


def read_node_kind(_: Reading, value: Node) -> Component | None:
    """Read ``sh:nodeKind``."""
    kinds = {SH.IRI: NamedNode, SH.Literal: Literal, SH.BlankNode: BlankNode}
    kind = kinds.get(rdflib.URIRef(str(value)))
    return of_each_value(lambda node: isinstance(node, kind)) if kind else None


def read_languages(reading: Reading, value: Node) -> Component:
    """Read ``sh:languageIn``; a part of a language is left to the engine."""
    known = {str(each) for each in reading.shapes.items(value)}
    return of_each_value(lambda node: isinstance(node, Literal) and node.language in known)


def read_has_value(_: Reading, value: Node) -> Component | None:
    """Read ``sh:hasValue`` of an IRI."""
    if not isinstance(value, rdflib.URIRef):
        return None
    node = NamedNode(str(value))
    return lambda _, values: node in values


def read_disjoint(reading: Reading, value: Node) -> Component:
    """Read ``sh:disjoint``, of nodes that are no literals."""
    others = reading.nodes.objects[str(value)]

    def differs(focus: Term, values: list[Term]) -> bool:
        theirs = others.get(focus, [])
        literals = any(isinstance(each, Literal) for each in values)
        return not literals and not any(each in theirs for each in values)

    return differs


def read_shape(reading: Reading, value: Node) -> Component | None:
    """Read ``sh:node`` and ``sh:property``."""
    check = reading.check_of(value)
    return of_each_value(check) if check else None


def read_or(reading: Reading, value: Node) -> Component | None:
    """Read ``sh:or``."""
    read = [reading.check_of(shape) for shape in reading.shapes.items(value)]
    checks = [check for check in read if check]
    if len(checks) < len(read):
        return None
    return of_each_value(lambda node: any(check(node) for check in checks))


def read_not(reading: Reading, value: Node) -> Component | None:
    """Read ``sh:not`` of a class: whoever is no instance does not conform for sure."""
    check = reading.check_of(value)
    said = {key for key in reading.shapes.predicates(value) if key in COMPONENTS}
    if check is None or said != {SH["class"]} or (value, SH.path, None) in reading.shapes:
        return None
    return of_each_value(lambda node: not check(node))


COMPONENTS: dict[Node, Callable[[Reading, Node], Component | None]] = {
    SH.minCount: read_min_count,
    SH.maxCount: read_max_count,
    SH["class"]: read_class,
    SH.datatype: read_datatype,
    SH.minInclusive: read_min_inclusive,
    SH.pattern: read_regular_expression,
    SH.minLength: read_min_length,
    SH.maxLength: read_max_length,
    SH.nodeKind: read_node_kind,
    SH.languageIn: read_languages,
    SH.hasValue: read_has_value,
    SH.disjoint: read_disjoint,
    SH.node: read_shape,
    SH.property: read_shape,
    SH["or"]: read_or,
    SH["not"]: read_not,
}
