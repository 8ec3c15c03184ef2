"""A table of odd cells is a good table in every form."""

import csv
import io
import json
import pickle
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.errors import NotInstalled
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
            "a  short\nb  " + "\n   ".join(["b" * 21] * 9 + ["b" * 11]) + "\n\n"
            "a  aaaaaaaaaaaaa\nb  b\n",
        ),
    ],
)
def test_the_widest_columns_are_cut_or_rows_go_below_each_other(width: int, table: str) -> None:
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


def test_a_table_is_a_sequence() -> None:
    first, *_, last = ODD
    assert isinstance(ODD, Sequence)
    assert (ODD[0], ODD[-1]) == (first, last)
    assert (first in ODD, ODD.index(last), ODD.count(first)) == (True, len(ODD) - 1, 1)
    assert list(reversed(ODD)) == list(ODD)[::-1]
    assert isinstance(ODD[1:3], Table)
    assert list(ODD[1:3]) == list(ODD)[1:3]
    assert ODD[::2].columns == ODD.columns
    with pytest.raises(IndexError):
        ODD[len(ODD)]


def test_tables_are_equal_where_columns_and_rows_are() -> None:
    twin = Table(ODD.columns, tuple(ODD.rows), lambda: ())
    assert (twin == ODD, hash(twin) == hash(ODD)) == (True, True)
    assert ODD[1:] != ODD
    assert list(ODD) != ODD
    assert pickle.loads(pickle.dumps(ODD)) == ODD


def test_nothing_is_cut_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)
    monkeypatch.setattr("sys.__stdout__", io.StringIO())
    assert Table(("a",), ((Literal("b" * 999),),)).aligned_text().splitlines()[2] == "b" * 999


def test_in_an_interpreter_a_table_shows_its_first_rows() -> None:
    long = Table(("n",), tuple((Literal(number),) for number in range(1, 1_001)))
    assert repr(long).splitlines()[-2:] == ["20", "… 1,000 rows"]
    assert str(long).splitlines()[-1] == "1000"
    assert repr(long[:20]) == str(long[:20])


def test_csv_goes_to_a_file_or_comes_as_text(tmp_path: Path) -> None:
    ODD.to_csv(tmp_path / "odd.csv")
    assert (tmp_path / "odd.csv").read_bytes().decode() == ODD.to_csv() == ODD.csv()


def test_a_table_without_evidence_has_plain_dictionaries() -> None:
    assert ODD.to_dicts() == list(ODD)
    assert ODD.evidence == ()


def test_data_frames_need_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(NotInstalled, match=r"^pandas is not installed: pip install pandas$"):
        ODD.to_pandas()


def test_html_links_what_has_an_address_and_escapes_everything() -> None:
    evil = Literal('<script>alert("1")</script>')
    table = Table(
        ("name", "page", "plain", "name_iri"),
        (
            (evil, Literal("https://example.org/?a=1&b='\"<>"), evil, term("software:flask")),
            (None, NamedNode("javascript:alert(1)"), Literal("javascript:alert(1)"), None),
        ),
    )
    html = table._repr_html_()
    assert "<script" not in html
    assert html.count("<a ") == 2
    assert '<a href="https://w3id.org/fwgraph/software/flask">&lt;script&gt;' in html
    assert 'href="https://example.org/?a=1&amp;b=&#x27;&quot;&lt;&gt;"' in html
    assert "javascript:alert(1)" in html
    assert "name_iri" not in html
    assert Table(("a",), ())._repr_html_().endswith("<p>no rows</p>")
    long = Table(("n",), tuple((Literal(number),) for number in range(150)))
    assert long._repr_html_().endswith("<p>50 more rows</p>")
