"""Tables come back from both result formats of SPARQL, whatever stands in them."""

import pytest
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    Triple,
    parse_query_results,
)

from fwgraph.errors import BadRequest
from fwgraph.formats.sparql_results import serialize_results_json, serialize_results_xml
from fwgraph.namespaces import term
from fwgraph.store.table import Table

NODE = NamedNode("http://example.org/é?a=1&b=2")
TABLE = Table(
    ("left", "right"),
    (
        (NODE, None),
        (BlankNode("b"), Literal("  two spaces before, one after ")),
        (Literal(""), Literal("<i>&amp;\"'\\]]>\t\u2028😀", language="de")),
        (Literal("a\r\nb\rc\n"), Literal("07", datatype=term("xsd:integer"))),
        (None, Triple(NODE, NODE, Literal("part", language="en"))),
        (None, None),
    ),
)
WRITERS = {
    QueryResultsFormat.JSON: serialize_results_json,
    QueryResultsFormat.XML: serialize_results_xml,
}


@pytest.mark.parametrize("form", WRITERS, ids=str)
@pytest.mark.parametrize("table", [TABLE, Table(("none",), ())], ids=["full", "empty"])
def test_a_table_comes_back_as_it_was(form: QueryResultsFormat, table: Table) -> None:
    solutions = parse_query_results(WRITERS[form](table), format=form)
    assert isinstance(solutions, QuerySolutions)
    assert Table.from_solutions(solutions) == table


@pytest.mark.parametrize("character", ["\0", "\x1b", "\ufffe"])
def test_xml_refuses_what_it_cannot_hold(character: str) -> None:
    table = Table(("text",), ((Literal(f"a{character}"),),))
    with pytest.raises(BadRequest) as raised:
        serialize_results_xml(table)
    sentence = f"XML cannot hold the character U+{ord(character):04X}; ask for JSON or CSV"
    assert str(raised.value) == sentence
