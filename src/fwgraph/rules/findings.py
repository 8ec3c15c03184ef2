"""Findings: what an editor can act on, with its place, made from SHACL results."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.namespaces import RDFS_LABEL, Term, shorten_iri, term
from fwgraph.rules.data_graph import DataGraph
from fwgraph.rules.engine import ValidationResult
from fwgraph.rules.shapes import Rule, rules_by_shape
from fwgraph.store.table import csv_text

SEVERITIES = ("violation", "warning", "info")
"""Severities as SHACL names them, the gravest first."""

PREF_LABEL = term("skos:prefLabel")
FURTHER_RELEASE = term("fw:furtherRelease")


@dataclass(frozen=True, slots=True, order=True)
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


def collect_findings(target: DataGraph, results: list[ValidationResult]) -> list[Finding]:
    """Return the findings of a target, sorted by place, each once."""
    graph = TripleIndex(target.triples)
    found = (build_finding(target, graph, result) for result in results)
    return sorted({each for each in found if each})


def build_finding(
    target: DataGraph, graph: "TripleIndex", result: ValidationResult
) -> Finding | None:
    """Return the finding of a result, or nothing where it is on what was not to be checked."""
    rule = rules_by_shape()[result.shape]
    offender = focus_or_value(target, rule, result)
    if not target.covers(offender):
        return None
    place = target.position_of(offender)
    names = graph.value_names(offender, rule.forbids) if rule.forbids else []
    return Finding(
        path=place.path,
        line=place.line,
        column=place.column,
        rule=rule.id,
        entry=graph.node_name(offender),
        message=result.message + message_detail(graph, rule, result, names),
        severity=rule.severity,
        fix=rule.repair.replace("{value}", ", ".join(names)) if rule.repair else None,
    )


def focus_or_value(target: DataGraph, rule: Rule, result: ValidationResult) -> str:
    """Return the node at fault: the value where the focus node stands for everything."""
    if (
        rule.compares
        and result.value
        and (result.value_is_node or target.has_position(result.value))
    ):
        return result.value
    return result.focus


def message_detail(
    graph: "TripleIndex", rule: Rule, result: ValidationResult, names: list[str]
) -> str:
    """Return what a message says beyond the rule: the value that broke it, or where it leads."""
    if names and rule.forbids:
        return f": it {graph.node_name(rule.forbids)} {quote_names(names)}"
    if rule.compares or result.value in {None, result.focus}:
        return ""
    value = str(result.value)
    return f": {quote_names([graph.node_name(value) if result.value_is_node else value])}"


def quote_names(names: list[str]) -> str:
    """Return names as they stand in a message."""
    return ", ".join(f"“{name}”" for name in names)


class TripleIndex:
    """The triples of a target, by subject, for names and values in messages."""

    def __init__(self, triples: list[Triple]) -> None:
        self.about: dict[str, list[Triple]] = {}
        self.listing: dict[str, str] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode | BlankNode):
                self.about.setdefault(triple.subject.value, []).append(triple)
                if triple.predicate == FURTHER_RELEASE:
                    self.listing[str(getattr(triple.object, "value", ""))] = triple.subject.value

    def value_names(self, subject: str, path: str) -> list[str]:
        """Return the names of what a subject has on a property, sorted."""
        found = (t.object for t in self.about.get(subject, ()) if t.predicate.value == path)
        return sorted(self.value_name(each) for each in found)

    def value_name(self, term: Term) -> str:
        """Return a value as a message names it: literals as they are, nodes by name."""
        return self.node_name(term.value) if isinstance(term, NamedNode) else csv_text(term)

    def node_name(self, node: str) -> str:
        """Return what a node is called: its label, or its IRI as a prefixed name.

        A further release is called what its listing is. A blank node has no name that stays.
        """
        labels = (
            triple.object.value
            for triple in self.about.get(self.listing.get(node, node), ())
            if triple.predicate in {RDFS_LABEL, PREF_LABEL} and isinstance(triple.object, Literal)
        )
        return min(labels, default=shorten_iri(node) if ":" in node else "blank node")
