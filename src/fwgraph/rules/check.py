"""From a data graph to its findings: the shapes are run, their results placed."""

import rdflib

from fwgraph.rules.data_graph import DataGraph
from fwgraph.rules.engine import engine_graph, run_shapes, shapes_graph
from fwgraph.rules.findings import SEVERITIES, Finding, collect_findings


def check_data_graph(data_graph: DataGraph) -> tuple[list[Finding], rdflib.Graph]:
    """Return the findings of a data graph, and the SHACL report that they were made from."""
    data = engine_graph(data_graph.triples)
    report = run_shapes(data, shapes_graph(data_graph.shapes))
    return collect_findings(data_graph, data, report), report


def has_severity(findings: list[Finding], severity: str) -> bool:
    """Tell whether a finding is at least as grave as the severity."""
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return any(finding.severity in grave for finding in findings)
