"""From a target to its findings: the shapes are run, their results placed."""

import rdflib

from fwgraph.rules.data_graph import Target
from fwgraph.rules.engine import validated
from fwgraph.rules.findings import SEVERITIES, Finding, findings
from fwgraph.rules.shapes import files, read


def check(target: Target) -> tuple[list[Finding], rdflib.Graph]:
    """Return the findings of a target, and the SHACL report graph they were made from."""
    shapes = [quad.triple for quad in read(files(target.about))]
    results, report = validated(target.triples, shapes)
    return findings(target, results), report


def fails(found: list[Finding], severity: str) -> bool:
    """Tell whether a finding is at least as grave as the severity."""
    grave = SEVERITIES[: SEVERITIES.index(severity) + 1]
    return any(each.severity in grave for each in found)
