"""A second SHACL engine, which shares no code with the first, gives the same results."""

from collections.abc import Iterable
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, serialize
from rdflib import SH
from tests.shapes import cases
from tests.shapes.cases import CASES, lean, name

from fwgraph.graph import Graph
from fwgraph.namespaces import local_name
from fwgraph.rules.data_graph import page_data_graph, shipped_data_graph
from fwgraph.rules.engine import run_shapes, shapes_graph
from fwgraph.rules.shapes import DATA_SHAPES, PAGE_SHAPES, list_shape_files, read_shapes

pyrudof = pytest.importorskip("pyrudof", reason="the second engine, pyrudof, is not installed")

PAGE_2016 = Path(__file__).parents[3] / "shared/pages/web-frameworks-2016.moin"
parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)

Result = tuple[str, str, str, str]
"""The shape, the focus node, the constraint component and the severity of one result."""
Found = dict[Result, list[str | None]]
"""The values of each result, sorted; None where the engine names none."""


def shapes_for(about: str) -> list[Triple]:
    """Return the shapes about data, or those about pages."""
    return [quad.triple for quad in read_shapes(list_shape_files(about))]


SHAPES = {about: shapes_for(about) for about in (DATA_SHAPES, PAGE_SHAPES)}


def grouped(pairs: Iterable[tuple[Result, str | None]]) -> Found:
    """Return results with their values."""
    found: Found = {}
    for result, value in sorted(pairs, key=str):
        found.setdefault(result, []).append(value)
    return found


def by_first(data: Iterable[Triple], about: str) -> Found:
    """Return the results of pySHACL."""
    triples = list(data)
    report = run_shapes(triples, shapes_graph(about)).as_graph()
    return grouped(first(report, node) for node in report.objects(None, SH.result))


def first(report: rdflib.Graph, node: rdflib.term.Node) -> tuple[Result, str | None]:
    """Return one result of pySHACL with its value."""
    shape, focus, component, severity = (
        str(report.value(node, SH[each]))
        for each in ("sourceShape", "focusNode", "sourceConstraintComponent", "resultSeverity")
    )
    value = report.value(node, SH.value)
    shown = "_:" if isinstance(value, rdflib.BNode) else None if value is None else str(value)
    return (shape, focus, component, local_name(severity)), shown


def by_second(data: Iterable[Triple], about: str) -> Found:
    """Return the results of pyrudof."""
    engine = pyrudof.Rudof(pyrudof.RudofConfig())
    engine.read_data(n_triples(data), pyrudof.RDFFormat.NTriples)
    engine.read_shacl(n_triples(SHAPES[about]), pyrudof.ShaclFormat.NTriples)
    return grouped(
        (
            (each.source_shape, each.focus_node, each.constraint_component, each.severity),
            each.value and lexical(each.value),
        )
        for each in engine.validate_shacl()
    )


def lexical(value: str) -> str:
    """Return what pyrudof shows of a value without its quotes, language, type or label."""
    if value.startswith("_:"):
        return "_:"
    return value[1 : value.rindex('"')] if value.startswith('"') else value


def n_triples(triples: Iterable[Triple]) -> str:
    """Return triples in a form that has no prefixes to lose."""
    return (serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode()


def agreed(data: list[Triple], about: str) -> int:
    """Assert that both engines find the same, and return how much that is.

    Values are compared where both engines name one.
    """
    ours, theirs = by_first(data, about), by_second(data, about)
    assert {result: len(values) for result, values in ours.items()} == {
        result: len(values) for result, values in theirs.items()
    }
    for result, values in ours.items():
        assert None in {*values, *theirs[result]} or values == theirs[result]
    return sum(map(len, ours.values()))


@pytest.mark.parametrize("path", CASES, ids=name)
def test_both_engines_find_the_same_in_a_case(path: Path) -> None:
    about = PAGE_SHAPES if "page" in path.parent.parent.name else DATA_SHAPES
    found = agreed(lean(path), about)
    assert bool(found) == path.stem.startswith("invalid")


@pytest.mark.skipif(not PAGE_2016.exists(), reason="shared/pages is not beside this checkout")
def test_both_engines_find_the_same_on_the_page_of_2016(graph: Graph) -> None:
    text = PAGE_2016.read_text(encoding="utf-8")
    data = page_data_graph("page.moin", text, "2016-06-04", graph)
    assert agreed(data.triples, PAGE_SHAPES) == 41


def test_both_engines_find_the_same_in_a_part_of_the_shipped_graph(neighbourhood: Graph) -> None:
    assert agreed(list(neighbourhood), DATA_SHAPES) > 0


@pytest.mark.whole
def test_both_engines_find_only_contradictions_in_the_shipped_graph() -> None:
    target = shipped_data_graph()
    found = by_second(target.triples, DATA_SHAPES)
    assert found.keys() == by_first(target.triples, DATA_SHAPES).keys()
    assert {severity for _, _, _, severity in found} == {"Info"}
