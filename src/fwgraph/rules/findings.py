"""Findings: what an editor can act on, with its position, made from SHACL results."""

from __future__ import annotations

from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING

from rdflib import BNode, URIRef

from fwgraph.rules.engine import (
    Report,
    ValidationResult,
    run_plain_rules,
    run_shapes,
    shapes_graph,
)
from fwgraph.rules.shapes import Rule, rules_by_shape
from fwgraph.rules.wording import Wording

if TYPE_CHECKING:
    from rdflib.term import Node

    from fwgraph.rules.data_graph import DataGraph
    from fwgraph.store.readable import Readable

SEVERITIES = ("violation", "warning", "info")
"""Severities as SHACL names them, the gravest first."""


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
        return self.order < other.order

    @property
    def order(self) -> tuple[object, ...]:
        """What makes one come before another."""
        # Text cannot be compared with None: what has no fix comes before what has one.
        fix = (self.fix is not None, self.fix or "")
        return self.path, self.line, self.column, *self.content, self.severity, *fix


def check_data_graph(data_graph: DataGraph) -> tuple[list[Finding], Report]:
    """Return the findings of a data graph, and the SHACL report that they were made from."""
    if data_graph.is_plain:
        report = run_plain_rules(data_graph.triples)
        return collect_findings(data_graph, Wording(data_graph.triples), report), report
    shapes = shapes_graph(data_graph.shapes)
    if knowledge := data_graph.knowledge:
        own = data_graph.triples[len(knowledge.context) :]
        with knowledge.seen_with(own) as (data, store):
            report = run_shapes(own, shapes, data, store)
        return collect_findings(data_graph, Wording(own, knowledge.wording), report), report
    report = run_shapes(data_graph.triples, shapes)
    return collect_findings(data_graph, Wording(data_graph.triples), report), report


def check_graph(graph: Readable) -> list[Finding]:
    """Return the findings of a graph that comes from no file, each at the first line of none.

    Raises BadRequest for one that is empty or about nothing that a rule is about.
    """
    from fwgraph.rules.data_graph import remote_data_graph

    findings, _ = check_data_graph(remote_data_graph(graph, "the graph"))
    return findings


def collect_findings(data_graph: DataGraph, wording: Wording, report: Report) -> list[Finding]:
    """Return the findings of a SHACL report, sorted by place, each once.

    ``wording`` is that of the triples of the data graph.
    """
    findings = (build_finding(data_graph, wording, result) for result in report.results())
    return sorted({finding for finding in findings if finding}, key=attrgetter("order"))


def build_finding(
    data_graph: DataGraph, wording: Wording, result: ValidationResult
) -> Finding | None:
    """Return the finding of a result, or None where it is on what was not to be checked."""
    rule = rules_by_shape()[result.shape]
    node = node_at_fault(rule, result)
    position = data_graph.position_of(str(node))
    if position is None:
        return None
    values = wording.forbidden_values(node, rule.forbidden) if rule.forbidden else []
    return Finding(
        path=position.path,
        line=position.line,
        column=position.column,
        rule=rule.id,
        entry=wording.name_of(node),
        message=result.message + message_detail(wording, rule, result, values),
        severity=rule.severity,
        fix=rule.repair.replace("{value}", ", ".join(values)) if rule.repair else None,
    )


def node_at_fault(rule: Rule, result: ValidationResult) -> Node | None:
    """Return the focus node, or the value node where the focus node stands for everything."""
    faults_value = rule.faults_value and isinstance(result.value, URIRef | BNode)
    return result.value if faults_value else result.focus


def message_detail(
    wording: Wording, rule: Rule, result: ValidationResult, values: list[str]
) -> str:
    """Return what a message says beyond the rule: the value that broke it, or where it leads."""
    if values and rule.forbidden:
        lead = f"it {wording.name_of(URIRef(rule.forbidden))} "
    elif rule.faults_value or result.value in {None, result.focus}:
        return ""
    else:
        lead, values = "", [wording.name_of(result.value)]
    return f": {lead}" + ", ".join(f"“{value}”" for value in values)
