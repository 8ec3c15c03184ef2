"""Rules that forbid a property, judged without an engine: whatever has it breaks them.

Such a rule aims at the subjects of a property (``sh:targetSubjectsOf``) and allows none
(``sh:path``, ``sh:maxCount 0``). It stays SHACL, for any other engine; to look for the property
gives the same results, in no time for a page that has it nowhere.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import rdflib
from pyoxigraph import Triple
from rdflib import RDF, SH, BNode
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import rdflib_term

CONSTRAINTS = (SH.targetSubjectsOf, SH.path, SH.maxCount, SH.message, SH.severity)


class Prohibition(NamedTuple):
    """A shape that allows no value of a property, and what it says of one that has it."""

    shape: Node
    path: Node
    message: Node
    severity: Node


class ProhibitionResult(NamedTuple):
    """A node that has the property."""

    prohibition: Prohibition
    focus: Node

    def add_to_report(self, report: rdflib.Graph, head: Node) -> None:
        """Add the result to a validation report, whose node is given (SHACL, 3.6)."""
        result = BNode()
        statements = (
            (RDF.type, SH.ValidationResult),
            (SH.sourceConstraintComponent, SH.MaxCountConstraintComponent),
            (SH.sourceShape, self.prohibition.shape),
            (SH.resultPath, self.prohibition.path),
            (SH.resultSeverity, self.prohibition.severity),
            (SH.resultMessage, self.prohibition.message),
            (SH.focusNode, self.focus),
        )
        for predicate, value in statements:
            report.add((result, predicate, value))
        report.add((head, SH.result, result))
        report.set((head, SH.conforms, rdflib.Literal(False)))


def find_prohibitions(shapes: rdflib.Graph) -> list[Prohibition]:
    """Return the shapes that forbid a property to its subjects, and say nothing else."""
    return [
        Prohibition(shape, path, message, severity)
        for shape, path in shapes.subject_objects(SH.targetSubjectsOf)
        if is_prohibition(shapes, shape, path)
        for message in shapes.objects(shape, SH.message)
        for severity in shapes.objects(shape, SH.severity)
    ]


def is_prohibition(shapes: rdflib.Graph, shape: Node, path: Node) -> bool:
    """Tell whether a shape allows no value of the property at whose subjects it aims."""
    said = [each for each in shapes.predicates(shape) if str(each).startswith(str(SH))]
    return (
        len(said) == len({*said})
        and {*CONSTRAINTS} <= {*said} <= {*CONSTRAINTS, SH.name}
        and (shape, SH.path, path) in shapes
        and str(shapes.value(shape, SH.maxCount)) == "0"
    )


def solve_prohibitions(
    triples: Iterable[Triple], prohibitions: Iterable[Prohibition]
) -> Iterator[ProhibitionResult]:
    """Yield a result for each node that has a property which it may not have."""
    by_path = defaultdict[str, list[Prohibition]](list)
    for prohibition in prohibitions:
        by_path[str(prohibition.path)].append(prohibition)
    found = {
        (triple.predicate.value, triple.subject): None
        for triple in triples
        if triple.predicate.value in by_path
    }
    for path, subject in found:
        for prohibition in by_path[path]:
            yield ProhibitionResult(prohibition, rdflib_term(subject))
