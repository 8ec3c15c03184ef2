"""From a target to its findings: the shapes are run, their results placed."""

import rdflib

from fwgraph.rules.data_graph import DataGraph
from fwgraph.rules.engine import validate_triples
from fwgraph.rules.findings import SEVERITIES, Finding, collect_findings
from fwgraph.rules.shapes import list_shape_files, read_shapes


def check_data_graph(target: DataGraph) -> tuple[list[Finding], rdflib.Graph]:
    """Return the findings of a target, and the SHACL report graph they were made from."""
    shapes = [quad.triple for quad in read_shapes(list_shape_files(target.about))]
    results, report = validate_triples(target.triples, shapes)
    return collect_findings(target, results), report


def has_severity(found: list[Finding], severity: str) -> bool:
    """Tell whether a finding is at least as grave as the severity."""
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return any(each.severity in grave for each in found)
