"""From a data graph to its findings: the shapes are run, their results placed."""

import rdflib

from fwgraph.rules.data_graph import DataGraph
from fwgraph.rules.engine import validate_triples
from fwgraph.rules.findings import SEVERITIES, Finding, collect_findings
from fwgraph.rules.shapes import list_shape_files, read_shapes


def check_data_graph(data_graph: DataGraph) -> tuple[list[Finding], rdflib.Graph]:
    """Return the findings of a data graph, and the SHACL report that they were made from."""
    shapes = [quad.triple for quad in read_shapes(list_shape_files(data_graph.shapes))]
    data, report = validate_triples(data_graph.triples, shapes)
    return collect_findings(data_graph, data, report), report


def has_severity(findings: list[Finding], severity: str) -> bool:
    """Tell whether a finding is at least as grave as the severity."""
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return any(finding.severity in grave for finding in findings)
