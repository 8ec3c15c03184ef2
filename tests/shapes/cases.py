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
from fwgraph.rules.data_graph import EDITION_CLASSES, DataGraph, thing_triples
from fwgraph.rules.engine import validation_result
from fwgraph.rules.findings import focus_or_value
from fwgraph.rules.list_facts import derive_list_facts
from fwgraph.rules.positions import Position, subject_positions
from fwgraph.rules.shapes import DATA_SHAPES, PAGE_SHAPES, rules_by_shape
from fwgraph.store import resources
from fwgraph.store.loading import load_files

FOLDER = Path(__file__).parent
CASES = sorted(FOLDER.rglob("*.ttl"))
ASKED = {RDF_TYPE, RDFS_LABEL, *map(term, ("rdfs:isDefinedBy", "skos:inScheme", "skos:prefLabel"))}
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


def target(path: Path) -> DataGraph:
    """Return what the rules see of a case: with the ontology, and with what follows from it."""
    graph = Graph(
        load_files([*resources.turtle_files(resources.resource_root() / "ontology"), path])
    )
    whole, places = Position(str(path), 1, 1), subject_positions([path])
    if path.parent.parent == FOLDER:
        return DataGraph(list(graph), DATA_SHAPES, whole, places)
    parts = {each.subject for each in graph if each.predicate == RDF_TYPE} & {
        each.subject for each in graph if each.object in EDITION_CLASSES
    }
    things = thing_triples(graph)
    stated = [triple for triple in graph if triple.subject in parts]
    page = Graph(Store())
    page.store.extend(Quad(*triple) for triple in (*things, *stated))
    return DataGraph([*things, *stated, *derive_list_facts(page)], PAGE_SHAPES, whole, places)


def rows(seen: DataGraph, report: rdflib.Graph) -> list[Row]:
    """Return the results of a report, sorted."""
    return sorted(row(seen, report, node) for node in report.objects(None, SH.result))


def row(seen: DataGraph, report: rdflib.Graph, node: rdflib.term.Node) -> Row:
    """Return one result of a report."""
    found = validation_result(report, node)
    at_fault = focus_or_value(seen, rules_by_shape()[found.shape], found)
    component = local_name(str(report.value(node, SH.sourceConstraintComponent)))
    severity = local_name(str(report.value(node, SH.resultSeverity)))
    rule = local_name(found.shape)
    return shorten_iri(at_fault), rule, component.removesuffix("ConstraintComponent"), severity


def lean(path: Path) -> list[Triple]:
    """Return the triples of a case with no more of the ontology than the shapes ask for."""
    own = Store()
    own.load(path=path)
    subjects = {quad.subject for quad in own}
    every = target(path).triples
    return [each for each in every if each.subject in subjects or each.predicate in ASKED]


def remembering() -> Iterator[None]:
    """Let rdflib parse each query once, for a fixture: elsewhere tests parse most of the time."""
    prepared = cache(lambda text, base, names: translateQuery(parseQuery(text), base, dict(names)))

    def prepare(text: str, base: str | None, names: Mapping[str, str]) -> Query:
        lines = text.splitlines()
        head = sorted(line for line in lines if line.startswith("PREFIX"))
        body = [line for line in lines if not line.startswith("PREFIX")]
        return prepared("\n".join([*head, *body]), base, tuple(sorted(names.items())))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(processor, "parseQuery", str)
        patch.setattr(processor, "translateQuery", prepare)
        yield
