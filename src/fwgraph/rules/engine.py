"""Running shapes over a graph: pySHACL decides."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pyshacl
import rdflib
from pyoxigraph import Triple
from rdflib import SH

from fwgraph.formats.rdflib_graph import to_rdflib


@dataclass(frozen=True, slots=True)
class ValidationResult:
    """One SHACL validation result: nodes by IRI or label, the value in its lexical form."""

    shape: str
    focus: str
    value: str | None
    value_is_node: bool
    message: str


def validate_triples(
    data: Iterable[Triple], shapes: Iterable[Triple]
) -> tuple[list[ValidationResult], rdflib.Graph]:
    """Return the results of validating the data, and the SHACL report graph.

    Nothing is inferred, imported or fetched.
    """
    with silence_logger(logging.getLogger("rdflib.term")):
        _, report, _ = pyshacl.validate(
            to_rdflib(data),
            shacl_graph=to_rdflib(shapes),
            inplace=True,
            do_owl_imports=False,
            inference="none",
        )
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL returned no report graph: {report}")
    return [validation_result(report, node) for node in report.objects(None, SH.result)], report


@contextmanager
def silence_logger(logger: logging.Logger) -> Iterator[None]:
    """Keep warnings to oneself: rdflib shows a traceback for a date that does not exist."""
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        yield
    finally:
        logger.setLevel(level)


def validation_result(report: rdflib.Graph, node: rdflib.term.Node) -> ValidationResult:
    """Return one result of a report graph."""
    value = report.value(node, SH.value)
    return ValidationResult(
        shape=str(report.value(node, SH.sourceShape)),
        focus=str(report.value(node, SH.focusNode)),
        value=None if value is None else str(value),
        value_is_node=isinstance(value, rdflib.URIRef | rdflib.BNode),
        message=str(report.value(node, SH.resultMessage)),
    )
