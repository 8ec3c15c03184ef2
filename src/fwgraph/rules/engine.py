"""Running shapes over a graph: pySHACL decides."""

import logging
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import pyshacl
import rdflib
from pyoxigraph import Triple
from rdflib import SH
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import to_rdflib


class ValidationResult(NamedTuple):
    """One SHACL validation result; the shape by its IRI."""

    shape: str
    focus: Node | None
    value: Node | None
    message: str


def validate_triples(
    data: Iterable[Triple], shapes: Iterable[Triple]
) -> tuple[rdflib.Graph, rdflib.Graph]:
    """Return the data as the engine reads them, and the SHACL validation report.

    Nothing is inferred, imported or fetched.
    """
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)  # rdflib logs a traceback for a date that does not exist
    try:
        graph = to_rdflib(data)
        _, report, _ = pyshacl.validate(
            graph,
            shacl_graph=to_rdflib(shapes),
            inplace=True,
            do_owl_imports=False,
            inference="none",
        )
    finally:
        logger.setLevel(level)
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL returned no report graph: {report}")
    return graph, report


def read_results(report: rdflib.Graph) -> Iterator[ValidationResult]:
    """Yield the results of a SHACL validation report, in no particular order."""
    for result in report.objects(None, SH.result):
        yield ValidationResult(
            shape=str(report.value(result, SH.sourceShape)),
            focus=report.value(result, SH.focusNode),
            value=report.value(result, SH.value),
            message=str(report.value(result, SH.resultMessage)),
        )
