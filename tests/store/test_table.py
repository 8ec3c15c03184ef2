"""A table of odd cells is a good table in every form."""

import csv
import io
import json

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.namespaces import Term, term
from fwgraph.store.table import Table, printable_text

ODD = Table(
    ("name", "value"),
    (
        (Literal("none"), None),
        (Literal("lines"), Literal('a\r\nb,"c"')),
        (Literal("escape"), Literal("\x1b[31mred\x07\x00")),
        (Literal("tab"), Literal("a\tb", language="en")),
        (Literal("iri"), term("software:flask")),
        (Literal("foreign"), NamedNode("http://example.org/x")),
        (Literal("blank"), BlankNode("b")),
        (Literal("whole"), Literal(7)),
        (Literal("true"), Literal(True)),
        (Literal("wrong"), Literal("seven", datatype=term("xsd:integer"))),
        (Literal("huge"), Literal("9" * 5000, datatype=term("xsd:integer"))),
        (Literal("maybe"), Literal("maybe", datatype=term("xsd:boolean"))),
    ),
)


def values(answer: Table) -> dict[object, object]:
    return {row["name"]: row["value"] for row in answer}


def test_csv_can_be_read_back() -> None:
    header, *rows = csv.reader(io.StringIO(ODD.csv(), newline=""))
    assert header == ["name", "value"]
    assert dict(rows) == {
        "none": "",
        "lines": 'a\r\nb,"c"',
        "escape": "\x1b[31mred\x07\x00",
        "tab": "a\tb",
        "iri": "https://w3id.org/fwgraph/software/flask",
        "foreign": "http://example.org/x",
        "blank": "_:b",
        "whole": "7",
        "true": "true",
        "wrong": "seven",
        "huge": "9" * 5000,
        "maybe": "maybe",
    }


def test_csv_ends_its_lines_the_short_way() -> None:
    assert Table(("a", "b"), ((Literal("x"), None),)).csv() == "a,b\nx,\n"


def test_tsv_has_terms_on_one_line_each() -> None:
    lines = [line.split("\t") for line in ODD.tsv().split("\n")]
    assert lines[:9] == [
        ["?name", "?value"],
        ['"none"', ""],
        ['"lines"', '"a\\r\\nb,\\"c\\""'],
        ['"escape"', '"\\u001B[31mred\\u0007\\u0000"'],
        ['"tab"', '"a\\tb"@en'],
        ['"iri"', "<https://w3id.org/fwgraph/software/flask>"],
        ['"foreign"', "<http://example.org/x>"],
        ['"blank"', "_:b"],
        ['"whole"', '"7"^^<http://www.w3.org/2001/XMLSchema#integer>'],
    ]
    assert len(lines) == len(ODD) + 2


def test_json_is_one_list_of_objects_of_plain_values() -> None:
    assert json.loads(ODD.json()) == list(ODD)
    assert values(ODD) == {
        "none": None,
        "lines": 'a\r\nb,"c"',
        "escape": "\x1b[31mred\x07\x00",
        "tab": "a\tb",
        "iri": "https://w3id.org/fwgraph/software/flask",
        "foreign": "http://example.org/x",
        "blank": "_:b",
        "whole": 7,
        "true": True,
        "wrong": "seven",
        "huge": "9" * 5000,
        "maybe": "maybe",
    }


def test_a_table_has_one_printable_line_for_each_row() -> None:
    short = Table(ODD.columns, ODD.rows[:9])
    assert short.aligned_text(40) == (
        "name     value\n"
        "───────  ────────────────────\n"
        "none\n"
        'lines    a  b,"c"\n'
        "escape    [31mred\n"
        "tab      a b\n"
        "iri      software:flask\n"
        "foreign  http://example.org/x\n"
        "blank    _:b\n"
        "whole    7\n"
        "true     true\n"
    )


@pytest.mark.parametrize(
    ("width", "table"),
    [
        (
            40,
            "a              b\n─────────────  ─────────────────────────\n"
            "short          bbbbbbbbbbbbbbbbbbbbbbbb…\naaaaaaaaaaaaa  b\n",
        ),
        (
            24,
            "a             b\n────────────  ────────────\n"
            "short         bbbbbbbbbbb…\naaaaaaaaaaa…  b\n",
        ),
    ],
)
def test_the_widest_columns_are_cut_with_an_ellipsis(width: int, table: str) -> None:
    rows: tuple[tuple[Term | None, ...], ...] = (
        (Literal("short"), Literal("b" * 200)),
        (Literal("a" * 13), Literal("b")),
    )
    assert Table(("a", "b"), rows).aligned_text(width) == table


def test_a_table_is_as_wide_as_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "30")
    assert Table(("a",), ((Literal("b" * 99),),)).aligned_text().splitlines()[2] == "b" * 29 + "…"


def test_a_table_leaves_out_columns_of_iris_that_repeat_others() -> None:
    row = (Literal("Flask"), term("software:flask"))
    assert Table(("name", "name_iri"), (row,)).aligned_text(80) == "name\n─────\nFlask\n"


def test_a_table_of_nothing_but_iris_shows_them() -> None:
    answer = Table(("thing_iri",), ((term("software:flask"),),))
    assert answer.aligned_text(80) == "thing_iri\n──────────────\nsoftware:flask\n"


def test_a_table_without_rows_is_its_header() -> None:
    assert Table(("a", "bc"), ()).aligned_text(80) == "a  bc\n─  ──\n"


def test_a_triple_can_be_a_cell() -> None:
    triple = Triple(term("fw:a"), term("fw:b"), Literal("c"))
    assert '"c"' in Table(("t",), ((triple,),)).csv().replace('""', '"')


@pytest.mark.parametrize(
    "sign", ["\x1b", "\x07", "\n", "\r", "\t", "\x00", "\x9b", "\u202e", "\u2028"]
)
def test_what_a_terminal_would_obey_becomes_a_blank(sign: str) -> None:
    assert printable_text(f"a{sign}b") == "a b"
