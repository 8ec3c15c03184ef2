"""What certainly conforms: the engine finds the same with and without being told."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import RdfFormat, Triple, parse
from tests.shapes.cases import FOLDER, data_graph, lean

from fwgraph.rules.conformance import TARGETS, narrow_targets
from fwgraph.rules.engine import run_shapes, shapes_graph, sort_shapes, to_engine
from fwgraph.rules.shapes import DATA_SHAPES

CASES = [path for path in sorted(FOLDER.glob("*/*.ttl")) if path.parent.name != "page"]
HEAD = """
PREFIX ex: <http://example.org/> PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
SHAPES = {
    "datatype integer": "sh:datatype xsd:integer",
    "datatype date": "sh:datatype xsd:date",
    "datatype year": "sh:datatype xsd:gYear",
    "datatype month": "sh:datatype xsd:gYearMonth",
    "datatype string": "sh:datatype xsd:string",
    "datatype boolean": "sh:datatype xsd:boolean",
    "datatype unknown here": "sh:datatype xsd:decimal",
    "text in a language": "sh:datatype rdf:langString",
    "languages": 'sh:languageIn ( "en" "DE" )',
    "from one": "sh:minInclusive 1",
    "one at least": "sh:minCount 1",
    "two at least": "sh:minCount 2",
    "two at most": "sh:maxCount 2",
    "lengths": "sh:minLength 5 ; sh:maxLength 7",
    "a pattern": 'sh:pattern "^[0-9-]+$"',
    "a pattern with flags": 'sh:pattern "^[a-z]+$" ; sh:flags "i"',
    "IRIs": "sh:nodeKind sh:IRI",
    "literals": "sh:nodeKind sh:Literal",
    "IRIs or literals": "sh:nodeKind sh:IRIOrLiteral",
    "a value": "sh:hasValue ex:a",
    "a value that is a literal": "sh:hasValue 1",
    "no value of another property": "sh:disjoint ex:other",
    "a class": "sh:class ex:Upper",
    "none of a class": "sh:not [ a sh:NodeShape ; sh:class ex:Upper ]",
    "not what cannot be denied for sure": "sh:not [ a sh:NodeShape ; sh:datatype xsd:integer ]",
    "either": "sh:or ( [ sh:datatype xsd:date ] [ sh:datatype xsd:gYear ] )",
    "either, one of them unknown": "sh:or ( [ sh:datatype xsd:date ] [ sh:maxExclusive 3 ] )",
    "a shape of its own": "sh:node [ sh:property [ sh:path rdfs:label ; sh:minCount 1 ] ]",
    "one that does not count": "sh:maxCount 1 ; sh:deactivated true",
}  # fmt: skip
VALUES = """
1 | 0 | -3 | "+4"^^xsd:integer | "4.5"^^xsd:integer | " 7 "^^xsd:integer |
"x"^^xsd:integer | 1.5 | "2020-02-30"^^xsd:date | "2020-02-29"^^xsd:date |
"2020-02-29Z"^^xsd:date | "20200229"^^xsd:date | "2020"^^xsd:gYear | "0000"^^xsd:gYear |
"-0044"^^xsd:gYear | "20"^^xsd:gYear | "2020-13"^^xsd:gYearMonth |
"2020-02"^^xsd:gYearMonth | true | "1"^^xsd:boolean | "yes"^^xsd:boolean | "text" | "" |
"text"@en | "text"@en-GB | "text"@de | "٣"^^xsd:integer | "12\\n" | ex:a | ex:b | ex:lower |
[] | [ a ex:Lower ] | "a" , "a"^^xsd:string | 1 , 2 , 3 | 1 , "01"^^xsd:integer |
ex:a ; ex:other ex:a | ex:a ; ex:other ex:b | 1 ; ex:other "1"^^xsd:integer
"""


def triples_of(turtle: str) -> list[Triple]:
    """Return the triples of a text with the prefixes of these tests."""
    return [quad.triple for quad in parse(HEAD + turtle, format=RdfFormat.TURTLE)]


def odd_data() -> list[Triple]:
    """Return a node for each of the values, and one that has none."""
    values = [value.strip() for value in VALUES.split("|")]
    lines = [f"ex:node{n} a ex:Lower ; ex:value {value} ." for n, value in enumerate(values)]
    more = "ex:Lower rdfs:subClassOf ex:Upper . ex:lower a ex:Lower . ex:none a ex:Upper ."
    return triples_of("\n".join([*lines, more, 'ex:a rdfs:label "A" . _:b a ex:Upper .']))


def outcome(
    triples: list[Triple], shapes: rdflib.Graph, data: Callable[[], rdflib.Graph] | None
) -> list[str]:
    """Return the results of a report, sorted."""
    report = run_shapes(triples, shapes, data)
    return sorted(str(result) for result in report.results())


@pytest.mark.parametrize("path", CASES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_has_the_results_of_the_engine_alone(path: Path) -> None:
    triples, shapes = lean(path), shapes_graph(DATA_SHAPES)
    assert outcome(triples, shapes, None) == outcome(triples, shapes, partial(to_engine, triples))


@pytest.mark.parametrize("said", SHAPES.values(), ids=SHAPES)
@pytest.mark.parametrize(
    "path", ["ex:value", "[ sh:inversePath ex:value ]", "( ex:value rdfs:label )"]
)
def test_odd_values_have_the_results_of_the_engine_alone(said: str, path: str) -> None:
    shapes = to_engine(
        triples_of(
            f"ex:shape a sh:PropertyShape ; sh:targetClass ex:Upper ; sh:path {path} ; {said} ."
        )
    )
    triples = odd_data()
    assert outcome(triples, shapes, None) == outcome(triples, shapes, partial(to_engine, triples))


def test_nothing_of_what_conforms_goes_before_the_engine() -> None:
    triples = data_graph(FOLDER / "release" / "valid.ttl").triples
    narrowed = narrow_targets(sort_shapes(shapes_graph(DATA_SHAPES)).core, triples)
    assert not [*narrowed.triples((None, TARGETS[0], None))]
