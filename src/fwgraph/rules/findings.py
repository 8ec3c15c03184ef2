"""Findings: what an editor can act on, with its place, made from SHACL results."""

from dataclasses import dataclass

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.namespaces import RDFS_LABEL, Term, shorten, term
from fwgraph.rules.data_graph import Target
from fwgraph.rules.engine import Result
from fwgraph.rules.shapes import Rule, rules
from fwgraph.store.table import text

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


def findings(target: Target, results: list[Result]) -> list[Finding]:
    """Return the findings of a target, sorted by place, each once."""
    graph = Facts(target.triples)
    found = (finding(target, graph, result) for result in results)
    return sorted({each for each in found if each})


def finding(target: Target, graph: "Facts", result: Result) -> Finding | None:
    """Return the finding of a result, or nothing where it is on what was not to be checked."""
    rule = rules()[result.shape]
    offender = offending(target, rule, result)
    if not target.covers(offender):
        return None
    place = target.place(offender)
    names = graph.forbidden(offender, rule.forbids) if rule.forbids else []
    return Finding(
        path=place.path,
        line=place.line,
        column=place.column,
        rule=rule.id,
        entry=graph.name(offender),
        message=result.message + detail(graph, rule, result, names),
        severity=rule.severity,
        fix=rule.repair.replace("{value}", ", ".join(names)) if rule.repair else None,
    )


def offending(target: Target, rule: Rule, result: Result) -> str:
    """Return the node at fault: the value where the focus node stands for everything."""
    if rule.compares and result.value and (result.value_is_node or target.knows(result.value)):
        return result.value
    return result.focus


def detail(graph: "Facts", rule: Rule, result: Result, names: list[str]) -> str:
    """Return what a message says beyond the rule: the value that broke it, or where it leads."""
    if names and rule.forbids:
        return f": it {graph.name(rule.forbids)} {quoted(names)}"
    if rule.compares or result.value in {None, result.focus}:
        return ""
    value = str(result.value)
    return f": {quoted([graph.name(value) if result.value_is_node else value])}"


def quoted(names: list[str]) -> str:
    """Return names as they stand in a message."""
    return ", ".join(f"“{name}”" for name in names)


class Facts:
    """The triples of a target, by subject, for names and values in messages."""

    def __init__(self, triples: list[Triple]) -> None:
        self.about: dict[str, list[Triple]] = {}
        self.listing: dict[str, str] = {}
        for triple in triples:
            if isinstance(triple.subject, NamedNode | BlankNode):
                self.about.setdefault(triple.subject.value, []).append(triple)
                if triple.predicate == FURTHER_RELEASE:
                    self.listing[str(getattr(triple.object, "value", ""))] = triple.subject.value

    def forbidden(self, subject: str, path: str) -> list[str]:
        """Return the names of what a subject has on a property, sorted."""
        found = (t.object for t in self.about.get(subject, ()) if t.predicate.value == path)
        return sorted(self.shown(each) for each in found)

    def shown(self, term: Term) -> str:
        """Return a value as a message names it: literals as they are, nodes by name."""
        return self.name(term.value) if isinstance(term, NamedNode) else text(term)

    def name(self, node: str) -> str:
        """Return what a node is called: its label, or its IRI as a prefixed name.

        A further release is called what its listing is. A blank node has no name that stays.
        """
        labels = (
            triple.object.value
            for triple in self.about.get(self.listing.get(node, node), ())
            if triple.predicate in {RDFS_LABEL, PREF_LABEL} and isinstance(triple.object, Literal)
        )
        return min(labels, default=shorten(node) if ":" in node else "blank node")
