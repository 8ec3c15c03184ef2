"""Findings: what an editor can act on, with its position, made from SHACL results."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rdflib import BNode, Literal, URIRef

from fwgraph.formats.rdflib_graph import to_rdflib
from fwgraph.namespaces import shorten_iri, term
from fwgraph.rules.engine import (
    Report,
    ValidationResult,
    run_count_rules,
    run_shapes,
    shapes_graph,
    to_engine,
)
from fwgraph.rules.page_knowledge import NAME_PROPERTIES
from fwgraph.rules.shapes import Rule, rules_by_shape

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

    from fwgraph.rules.data_graph import DataGraph
    from fwgraph.store.readable import Readable

SEVERITIES = ("violation", "warning", "info")
"""Severities as SHACL names them, the gravest first."""

NAMING = tuple(URIRef(naming.value) for naming in NAME_PROPERTIES)
FURTHER_RELEASE = URIRef(term("fw:furtherRelease").value)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule broken in one place; line and column count from 1.

    ``fix`` is what puts it right, where that can be said; ``entry`` is the name of the
    entry or thing, never a position, so that findings can be matched when lines move.
    """

    path: str
    line: int
    column: int
    rule: str
    entry: str
    message: str
    severity: str
    fix: str | None = None

    @property
    def content(self) -> tuple[str, str, str]:
        """What stays of a finding when lines move."""
        return self.rule, self.entry, self.message

    def __lt__(self, other: Finding) -> bool:
        """Tell whether this one comes first: by place, then by content."""
        return self._order < other._order

    @property
    def _order(self) -> tuple[object, ...]:
        # Text cannot be compared with None: what has no fix comes before what has one.
        fix = (self.fix is not None, self.fix or "")
        return self.path, self.line, self.column, *self.content, self.severity, *fix


def check_data_graph(data_graph: DataGraph) -> tuple[list[Finding], Report]:
    """Return the findings of a data graph, and the SHACL report that they were made from."""
    if data_graph.is_plain:
        report = run_count_rules(data_graph.triples)
        data = to_rdflib(data_graph.triples, binds_prefixes=False)
        return collect_findings(data_graph, data, report), report
    shapes = shapes_graph(data_graph.shapes)
    if knowledge := data_graph.knowledge:
        own = data_graph.triples[len(knowledge.context) :]
        with knowledge.seen_with(own) as (data, store):
            report = run_shapes(own, shapes, data, store)
            return collect_findings(data_graph, data, report), report
    report = run_shapes(data_graph.triples, shapes)
    return collect_findings(data_graph, spoken_data(data_graph), report), report


def spoken_data(data_graph: DataGraph) -> Graph:
    """Return what the messages of findings are made from: names, and what nothing may have."""
    forbidden = {rule.forbidden for rule in rules_by_shape().values()}
    spoken = {str(property_) for property_ in (*NAMING, FURTHER_RELEASE)} | forbidden
    return to_engine(each for each in data_graph.triples if each.predicate.value in spoken)


def check_graph(graph: Readable) -> list[Finding]:
    """Return the findings of a graph that comes from no file, each at the first line of none.

    Raises BadRequest for one that is empty or about nothing that a rule is about.
    """
    from fwgraph.rules.data_graph import remote_data_graph

    findings, _ = check_data_graph(remote_data_graph(graph, "the graph"))
    return findings


def collect_findings(data_graph: DataGraph, data: Graph, report: Report) -> list[Finding]:
    """Return the findings of a SHACL report, sorted by place, each once.

    ``data`` are the triples of the data graph, as the engine read them.
    """
    findings = (build_finding(data_graph, data, result) for result in report.results())
    return sorted({finding for finding in findings if finding})


def build_finding(data_graph: DataGraph, data: Graph, result: ValidationResult) -> Finding | None:
    """Return the finding of a result, or None where it is on what was not to be checked."""
    rule = rules_by_shape()[result.shape]
    node = node_at_fault(rule, result)
    position = data_graph.position_of(str(node))
    if position is None:
        return None
    forbidden = data.objects(node, URIRef(rule.forbidden)) if rule.forbidden else ()
    names = sorted(node_name(data, value) for value in forbidden)
    return Finding(
        path=position.path,
        line=position.line,
        column=position.column,
        rule=rule.id,
        entry=node_name(data, node),
        message=result.message + message_detail(data, rule, result, names),
        severity=rule.severity,
        fix=rule.repair.replace("{value}", ", ".join(names)) if rule.repair else None,
    )


def node_at_fault(rule: Rule, result: ValidationResult) -> Node | None:
    """Return the focus node, or the value node where the focus node stands for everything."""
    faults_value = rule.faults_value and isinstance(result.value, URIRef | BNode)
    return result.value if faults_value else result.focus


def message_detail(data: Graph, rule: Rule, result: ValidationResult, names: list[str]) -> str:
    """Return what a message says beyond the rule: the value that broke it, or where it leads."""
    if names and rule.forbidden:
        lead = f"it {node_name(data, URIRef(rule.forbidden))} "
    elif rule.faults_value or result.value in {None, result.focus}:
        return ""
    else:
        lead, names = "", [node_name(data, result.value)]
    return f": {lead}" + ", ".join(f"“{name}”" for name in names)


def node_name(data: Graph, node: Node | None) -> str:
    """Return what a node is called: its label, or its IRI as a prefixed name; a literal's text.

    A further release is called what its listing is. A blank node has no name that stays.
    """
    if isinstance(node, Literal):
        return str(node)
    named = data.value(None, FURTHER_RELEASE, node) or node
    values = (value for naming in NAMING for value in data.objects(named, naming))
    labels = [str(value) for value in values if isinstance(value, Literal)]
    return min(labels, default="blank node" if isinstance(node, BNode) else shorten_iri(str(node)))
