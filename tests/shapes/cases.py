"""The cases of the shapes: what the rules see of one, and the results that it must give.

A case is ``tests/shapes/<shape file>/<valid|invalid>….ttl``, below ``page/`` for the rules
about pages. An invalid one opens with its results, one in each line: the node at fault,
the rule, the constraint component and the severity.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Quad, Store, Triple
from rdflib import SH
from rdflib.plugins.sparql import processor
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.sparql import Query

from fwgraph.graph import Graph
from fwgraph.namespaces import RDF_TYPE, RDFS_LABEL, local_name, shorten_iri, term
from fwgraph.rules.data_graph import DataGraph, edition_data
from fwgraph.rules.engine import Report, ValidationResult
from fwgraph.rules.findings import node_at_fault
from fwgraph.rules.page_knowledge import EDITION_CLASSES
from fwgraph.rules.positions import Position, subject_positions
from fwgraph.rules.shapes import DATA_SHAPES, PAGE_SHAPES, rules_by_shape
from fwgraph.store import resources
from fwgraph.store.inference import add_inferences
from fwgraph.store.loading import load_file

FOLDER = Path(__file__).parent
CASES = sorted(FOLDER.rglob("*.ttl"))
ASKED = {
    RDF_TYPE,
    RDFS_LABEL,
    *map(
        term,
        (
            "fw:listedOn",
            "fw:listsKind",
            "rdfs:isDefinedBy",
            "rdfs:subPropertyOf",
            "skos:inScheme",
            "skos:prefLabel",
            "dcterms:created",
        ),
    ),
}
"""What the shapes ask of the ontology."""

Row = tuple[str, str, str, str]
"""The node at fault, the rule, the constraint component and the severity of one result."""


def name(path: Path) -> str:
    """Return what a case is called."""
    return path.relative_to(FOLDER).with_suffix("").as_posix()


def expected(path: Path) -> list[Row]:
    """Return the results that a case must give, sorted."""
    lines = path.read_text(encoding="utf-8").splitlines()
    found = [line.split()[2:] for line in lines if line.startswith("# expect: ")]
    return sorted((node, rule, component, severity) for node, rule, component, severity in found)


@cache
def ontology() -> list[Quad]:
    """Return the ontology as it is written."""
    store = Store()
    for file in resources.turtle_files(resources.resource_root() / "ontology"):
        load_file(store, file)
    return list(store)


@cache
def data_graph(path: Path) -> DataGraph:
    """Return what the rules see of a case: with the ontology, and with what follows from it."""
    store = Store()
    store.extend(ontology())
    load_file(store, path)
    add_inferences(store)
    graph = Graph(store)
    default, positions = Position(str(path)), subject_positions([path])
    if path.parent.parent == FOLDER:
        return DataGraph(list(graph), DATA_SHAPES, positions, default)
    classes = {triple.subject for triple in graph if triple.object in EDITION_CLASSES}
    parts = classes & {triple.subject for triple in graph if triple.predicate == RDF_TYPE}
    stated = [triple for triple in graph if triple.subject in parts]
    return DataGraph(edition_data(stated, graph), PAGE_SHAPES, positions, default)


@cache
def lean(path: Path) -> list[Triple]:
    """Return the triples of a case with no more of the ontology than the shapes ask for."""
    own = Store()
    own.load(path=path)
    subjects = {quad.subject for quad in own}
    triples = data_graph(path).triples
    return [each for each in triples if each.subject in subjects or each.predicate in ASKED]


def rows(report: Report) -> list[Row]:
    """Return the results of a report, sorted."""
    graph = report.as_graph()
    return sorted(row(graph, node) for node in graph.objects(None, SH.result))


def row(report: rdflib.Graph, node: rdflib.term.Node) -> Row:
    """Return one result of a report, which stands at a node."""
    shape, focus, value = (
        report.value(node, SH[name]) for name in ("sourceShape", "focusNode", "value")
    )
    result = ValidationResult(str(shape), focus, value, "")
    at_fault = node_at_fault(rules_by_shape()[result.shape], result)
    component = local_name(str(report.value(node, SH.sourceConstraintComponent)))
    severity = local_name(str(report.value(node, SH.resultSeverity)))
    rule = local_name(result.shape)
    return shorten_iri(str(at_fault)), rule, component.removesuffix("ConstraintComponent"), severity


@cache
def prepared(text: str, base: str | None, names: tuple[tuple[str, str], ...]) -> Query:
    """Return a query that rdflib has parsed."""
    return translateQuery(parseQuery(text), base, dict(names))


def parse_once() -> Iterator[None]:
    """Let rdflib parse each query once, for a fixture: elsewhere tests parse most of the time."""

    def prepare(text: str, base: str | None, names: Mapping[str, str]) -> Query:
        lines = text.splitlines()
        head = sorted(line for line in lines if line.startswith("PREFIX"))
        body = [line for line in lines if not line.startswith("PREFIX")]
        return prepared("\n".join([*head, *body]), base, tuple(sorted(names.items())))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", str)
        patch.setattr(processor, "translateQuery", prepare)
        yield
