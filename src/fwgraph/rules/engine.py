"""Running shapes over a graph: pySHACL decides, but for what queries and plain rules find."""

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

import rdflib
from pyoxigraph import Quad, Store, Triple
from rdflib import RDF, SH, BNode
from rdflib.term import Node

from fwgraph.formats.rdflib_graph import to_rdflib
from fwgraph.rules.conformance import (
    TARGETS,
    constraint_parameters,
    has_targets,
    narrow_targets,
)
from fwgraph.rules.plain_rules import (
    PlainResult,
    PlainRule,
    find_plain_rules,
    solve_plain_rules,
)
from fwgraph.rules.queries import QueryResult, QueryRule, find_query_rules, solve_rules
from fwgraph.rules.shapes import PAGE_SHAPES, list_shape_files, read_shapes


class ValidationResult(NamedTuple):
    """One SHACL validation result; the shape by its IRI."""

    shape: str
    focus: Node | None
    value: Node | None
    message: str


@contextmanager
def quiet_libraries() -> Iterator[None]:
    """Keep what libraries log and warn of from the user: none of it is about what to do.

    rdflib logs a traceback for a date that does not exist, which rules find themselves.
    """
    logger = logging.getLogger("rdflib")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)


def to_engine(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as the engine reads them."""
    with quiet_libraries():
        return to_rdflib(triples)


@cache
def shapes_graph(kind: str) -> rdflib.Graph:
    """Return the shipped shapes about data, or those about pages, as the engine reads them."""
    return to_engine(quad.triple for quad in read_shapes(list_shape_files(kind)))


@dataclass(frozen=True, slots=True)
class Report:
    """What the SHACL engine reports, if it was needed, and what queries and plain rules found."""

    core: rdflib.Graph | None
    query_results: list[QueryResult]
    plain_results: list[PlainResult]

    def results(self) -> Iterator[ValidationResult]:
        """Yield the results, in no particular order."""
        if self.core is not None:
            yield from engine_results(self.core)
        for result in self.query_results:
            shape, focus = str(result.rule.shape), result.solution["this"]
            yield ValidationResult(shape, focus, result.value, result.message)
        for found in self.plain_results:
            shape, message = str(found.rule.shape), str(found.rule.message)
            yield ValidationResult(shape, found.focus, found.value, message)

    def as_graph(self) -> rdflib.Graph:
        """Return the validation report as SHACL has it; it costs more than to read the results."""
        graph = to_rdflib(())
        graph += empty_report() if self.core is None else self.core
        (head,) = graph.subjects(RDF.type, SH.ValidationReport)
        for result in self.query_results:
            result.add_to_report(graph, head)
        for found in self.plain_results:
            found.add_to_report(graph, head)
        return graph


def engine_results(report: rdflib.Graph) -> Iterator[ValidationResult]:
    """Yield the results in a report of the SHACL engine."""
    for node in report.objects(None, SH.result):
        yield ValidationResult(
            shape=str(report.value(node, SH.sourceShape)),
            focus=report.value(node, SH.focusNode),
            value=report.value(node, SH.value),
            message=str(report.value(node, SH.resultMessage)),
        )


@dataclass(frozen=True, slots=True)
class SortedShapes:
    """Shapes by what solves them: ``core`` are those that are left to the SHACL engine."""

    core: rdflib.Graph
    rules: list[QueryRule]
    plain_rules: list[PlainRule]


@lru_cache(maxsize=4)
def sort_shapes(shapes: rdflib.Graph) -> SortedShapes:
    """Return shapes by what solves them."""
    rules, plain_rules = find_query_rules(shapes), find_plain_rules(shapes)
    core = to_rdflib(())
    core += shapes
    for rule in rules:
        core.remove((rule.shape, SH.sparql, rule.constraint))
    for plain in plain_rules:
        for kind, node in plain.targets:
            core.remove((plain.shape, kind, node))
    for shape in {rule.shape for rule in rules}:
        if not constraint_parameters(core, shape):
            for kind in TARGETS:
                core.remove((shape, kind, None))
    return SortedShapes(core, rules, plain_rules)


def run_shapes(
    triples: Sequence[Triple],
    shapes: rdflib.Graph,
    data: Callable[[], rdflib.Graph] | None = None,
    store: Store | None = None,
) -> Report:
    """Return the SHACL validation report of triples; nothing is inferred, imported or fetched.

    ``data`` gives the triples as the engine reads them, and ``store`` has them as queries do, if
    they are there already; these may hold a context as well, of which no plain rule speaks.
    Where they are not, the engine is given the nodes that may break a shape alone.
    """
    by_solver = sort_shapes(shapes)
    core = by_solver.core if data is not None else narrow_targets(by_solver.core, triples)
    if store is None:
        store = Store()
        store.extend(Quad(*triple) for triple in triples)
    with quiet_libraries():
        return Report(
            run_engine(data() if data else to_rdflib(triples), core) if has_targets(core) else None,
            [*solve_rules(store, shapes, by_solver.rules)],
            [*solve_plain_rules(triples, by_solver.plain_rules)],
        )


def run_engine(data: rdflib.Graph, shapes: rdflib.Graph) -> rdflib.Graph:
    """Return the report of the SHACL engine alone."""
    import pyshacl

    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inplace=True,
        do_owl_imports=False,
        inference="none",
    )
    if not isinstance(report, rdflib.Graph):
        raise TypeError(f"pySHACL returned no report graph: {report}")
    return report


@cache
def page_plain_rules() -> list[PlainRule]:
    """Return the plain rules about pages."""
    return sort_shapes(shapes_graph(PAGE_SHAPES)).plain_rules


def run_plain_rules(triples: Iterable[Triple]) -> Report:
    """Return the report on triples by the plain rules about pages."""
    return Report(None, [], [*solve_plain_rules(triples, page_plain_rules())])


def empty_report() -> rdflib.Graph:
    """Return the report of what conforms, as an engine writes it."""
    report = to_rdflib((), binds_prefixes=False)
    head = BNode()
    report.add((head, RDF.type, SH.ValidationReport))
    report.add((head, SH.conforms, rdflib.Literal(True)))
    return report
