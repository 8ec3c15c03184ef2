"""Running shapes over a graph: pySHACL decides."""

import logging
from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

import pyshacl
import rdflib
from pyoxigraph import Triple
from rdflib import SH
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import to_rdflib
from fwgraph.rules.shapes import list_shape_files, read_shapes


class ValidationResult(NamedTuple):
    """One SHACL validation result; the shape by its IRI."""

    shape: str
    focus: Node | None
    value: Node | None
    message: str


def to_engine(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as the engine reads them."""
    logger = logging.getLogger("rdflib.term")
    level = logger.level
    logger.setLevel(logging.ERROR)  # rdflib logs a traceback for a date that does not exist
    try:
        return to_rdflib(triples)
    finally:
        logger.setLevel(level)


@cache
def shapes_graph(kind: str) -> rdflib.Graph:
    """Return the shipped shapes about data, or those about pages, as the engine reads them."""
    return to_engine(quad.triple for quad in read_shapes(list_shape_files(kind)))


def run_shapes(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the SHACL validation report of data; nothing is inferred, imported or fetched."""
    _, report, _ = pyshacl.validate(
        data, shacl_graph=shapes, inplace=True, do_owl_imports=False, inference="none"
    )
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL returned no report graph: {report}")
    return report


def read_results(report: rdflib.Graph) -> Iterator[ValidationResult]:
    """Yield the results of a SHACL validation report, in no particular order."""
    for result in report.objects(None, SH.result):
        yield ValidationResult(
            shape=str(report.value(result, SH.sourceShape)),
            focus=report.value(result, SH.focusNode),
            value=report.value(result, SH.value),
            message=str(report.value(result, SH.resultMessage)),
        )
