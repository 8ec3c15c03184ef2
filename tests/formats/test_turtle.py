"""There is one layout: what it looks like, and that nothing is lost by it."""

import re
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, parse
from rdflib.compare import isomorphic

from fwgraph.formats.rdflib_graph import to_rdflib
from fwgraph.formats.turtle import format_turtle, write_turtle
from fwgraph.namespaces import PREFIXES, RDF_TYPE, term

TINY = Path(__file__).parents[1] / "graphs" / "tiny.ttl"
UNTIDY = """# Flask.
# Two lines.

PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
@prefix x: <https://w3id.org/fwgraph/software/> .
@prefix fw: <https://w3id.org/fwgraph/ontology#> .
<https://w3id.org/fwgraph/claim/flask.uses.click> a fw:Claim .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
x:flask fw:uses x:jinja2, x:click, x:click ; fw:line "7"^^xsd:integer ;
  fw:released "2020"^^<http://www.w3.org/2001/XMLSchema#gYear> ; fw:version '1.10' ;
  fw:quote "say \\"hi\\"\\n"@en ; fw:dependsOnNothing true ; a fw:Framework ;
  fw:homepage <http://example.org/> .
<https://w3id.org/fwgraph/listing/web/flask> fw:lists x:flask .
"""
TIDY = """# Flask.
# Two lines.

PREFIX claim: <https://w3id.org/fwgraph/claim/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX listing: <https://w3id.org/fwgraph/listing/>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

listing:web\\/flask
    fw:lists software:flask ;
.

software:flask
    a fw:Framework ;
    fw:dependsOnNothing true ;
    fw:homepage <http://example.org/> ;
    fw:line 7 ;
    fw:quote "say \\"hi\\"\\n"@en ;
    fw:released "2020"^^xsd:gYear ;
    fw:uses
        software:click ,
        software:jinja2 ;
    fw:version "1.10" ;
.

claim:flask.uses.click
    a fw:Claim ;
.
"""


def test_the_layout_of_an_example() -> None:
    assert format_turtle(UNTIDY) == TIDY


@pytest.mark.parametrize("text", [UNTIDY, TIDY, TINY.read_text(encoding="utf-8"), "", "# Only.\n"])
def test_what_is_tidy_stays_as_it_is(text: str) -> None:
    assert format_turtle(format_turtle(text)) == format_turtle(text)


@pytest.mark.parametrize(
    ("fact", "changed"),
    [
        ("    fw:line 7 ;", "    fw:line 8 ;"),
        ('    fw:version "1.10" ;', '    fw:version "1.11" ;'),
        ("        software:jinja2 ;", "        software:mako ;"),
        ("    fw:line 7 ;\n", ""),
    ],
)
def test_a_changed_fact_is_a_changed_line(fact: str, changed: str) -> None:
    edited = TIDY.replace(fact, changed)
    assert edited != TIDY
    assert format_turtle(edited) == edited


def test_line_ends_of_windows_become_those_of_the_project() -> None:
    assert format_turtle(TIDY.replace("\n", "\r\n")) == TIDY


def test_a_line_separator_in_the_head_comment_ends_no_line() -> None:
    text = (
        "# one\u2028still one\x0b\x85\n\n<http://example.org/>\n    a <http://example.org/> ;\n.\n"
    )
    assert format_turtle(text) == text


@pytest.mark.parametrize(
    ("below", "line"),
    [
        ("\n# below\n", 3),
        ("\n\n   # indented\n", 4),
        ("<a:a> <a:b> 'it' . # behind\n", 2),
        ("<a:a> <a:b> 'a' ; # between\n <a:c> 'b' .\n", 2),
        ('<a:a#a> <a:b> """#\n"#""" ;\n <a:b> <a:#> . #\n', 4),
        ("<a:a> <a:b> '#\\'#' , '''#\n''' .#\n", 3),
    ],
)
def test_a_comment_below_the_head_is_refused(below: str, line: int) -> None:
    with pytest.raises(ValueError, match=f"^line {line}: a comment below the head would be lost; "):
        format_turtle(f"# head\n{below}")


@pytest.mark.parametrize(
    "text",
    [
        "<a:a#a> <a:b#> <a:#b> .",
        '<a:a> <a:b> """\n# one\n"# two \\""" # three""", "#\\"#", "" .',
        "<a:a> <a:b> '''\n# one'' # two''', '# \\' #', '' .",
        "PREFIX x: <a:x>\nx:a\\#b x:c x:\\'\\# .",
    ],
)
def test_a_number_sign_in_a_term_is_no_comment(text: str) -> None:
    before = {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)}
    assert {quad.triple for quad in parse(format_turtle(text), format=RdfFormat.TURTLE)} == before


def test_blank_nodes_get_the_same_labels_each_time() -> None:
    text = '<a:a> <a:b> _:x, _:y . _:x <a:c> "1" . _:y <a:c> "2" .'
    assert format_turtle(text) == format_turtle(text) == format_turtle(format_turtle(text))


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (
            "@prefix ex: <http://example.org/> .\nex:a ex:b [ ex:c ex:d ] ; ex:e ( 1 2 ) .\n",
            2,
            "[ ]",
        ),
        ("<a:a> <a:b>\n ( 1 2 ) .\n", 2, "[ ]"),
        ("<a:a> <a:b> () .\n", 1, "[ ]"),
        ("<< <a:a> <a:b> 1 >> <a:b> 2 .\n", 1, "[ ]"),
        ("<a:a> <a:b> 1 {| <a:b> 2 |} .\n", 1, "[ ]"),
        ("\n@base <http://example.org/> .\n<a> <b> <c> .\n", 2, "BASE"),
        ("BASE <http://example.org/>\n<a> <b> <c> .\n", 1, "BASE"),
    ],
)
def test_a_form_that_the_layout_does_not_have_is_refused(text: str, line: int, reason: str) -> None:
    with pytest.raises(ValueError, match=rf"^line {line}: {re.escape(reason)}.* would "):
        format_turtle(text)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX x: <http://x.org/>\nx:a\\(b\\) x:base '[ ] ( ) @base <' , <http://x.org/((b)> .",
        "PREFIX x: <http://x.org/>\nx:a x:b <<( x:c x:d x:e )>> .",
    ],
)
def test_a_bracket_in_a_term_is_no_form(text: str) -> None:
    assert "x:" in format_turtle(text)


def test_prefixes_of_a_foreign_document_are_kept() -> None:
    text = (
        "@prefix : <http://example.org/> . @prefix dct: <http://purl.org/dc/terms/> .\n"
        "@prefix fw: <http://example.org/fw#> . @prefix idle: <http://example.org/idle#> .\n"
        ":a dct:title 'A' ; fw:line 1 ; a <https://w3id.org/fwgraph/ontology#Framework> .\n"
    )
    assert format_turtle(text) == (
        "PREFIX : <http://example.org/>\nPREFIX dct: <http://purl.org/dc/terms/>\n"
        "PREFIX fw: <http://example.org/fw#>\nPREFIX idle: <http://example.org/idle#>\n\n"
        ":a\n    a <https://w3id.org/fwgraph/ontology#Framework> ;\n    fw:line 1 ;\n"
        '    dct:title "A" ;\n.\n'
    )
    assert format_turtle(format_turtle(text)) == format_turtle(text)


def test_what_is_no_turtle_is_refused_with_its_line() -> None:
    with pytest.raises(SyntaxError) as raised:
        format_turtle("# head\n\n<a:a> <a:b> .\n")
    assert raised.value.lineno == 3


def test_terms_of_rdf_1_2_are_written_so_that_they_can_be_read() -> None:
    inner = Triple(term("fw:x"), term("fw:y"), Literal("z", language="ar"))
    said = Triple(term("fw:a"), term("fw:b"), inner)
    text = write_turtle([said])
    assert '<<( fw:x fw:y "z"@ar )>>' in text
    assert [quad.triple for quad in parse(text, format=RdfFormat.TURTLE)] == [said]


ODD_LOCALS = [
    *[
        "a.",
        ".a",
        "a..b",
        "-x",
        "x-",
        "%41",
        "a/b",
        "a./b",
        "a/.",
        "/a",
        "a//b",
        "a/",
        "",
        "1",
        "_",
    ],
    *[
        "a,b",
        "a;b",
        "(a)",
        "a'b",
        "a!b",
        "a~b",
        "a&b=c",
        "a?b=c",
        "a:b",
        "é",
        "中",
        "·a",
        "😀",
        "a@b",
    ],
    *["a*b", "a+b", "$a", "true", "a\u200db"],
]
NAMESPACES = [
    *PREFIXES.values(), "http://example.org/", "urn:x:", "mailto:", "https://w3id.org/fwgraph/"
]  # fmt: skip
LOCALS = st.sampled_from(ODD_LOCALS) | st.text("abZ09.-_/~", max_size=6)
IRIS = st.builds(str.__add__, st.sampled_from(NAMESPACES), LOCALS).map(NamedNode)
ODD_SIGNS = "\"'\\\n\r\t\b\f\0\x01\x1f\x7f\x85\u2028\ufeff\ufffe😀{}<>#@^.;é"
TEXTS = st.text(
    st.sampled_from(ODD_SIGNS) | st.characters(exclude_categories=["Cs"]), max_size=12
)  # fmt: skip
TAGS = st.sampled_from(["en", "de-ch", "zh-hant"])
DATATYPES = st.sampled_from(["http://example.org/type", PREFIXES["fw"] + "a.", "urn:x:t"])
LITERALS = (
    TEXTS.map(Literal)
    | st.builds(lambda text, tag: Literal(text, language=tag), TEXTS, TAGS)
    | st.builds(lambda text, type_: Literal(text, datatype=NamedNode(type_)), TEXTS, DATATYPES)
    | st.integers().map(lambda n: Literal(str(n), datatype=term("xsd:integer")))
    | st.sampled_from(["true", "false"]).map(lambda b: Literal(b, datatype=term("xsd:boolean")))
    | st.sampled_from(["1.50", "-0.1"]).map(lambda n: Literal(n, datatype=term("xsd:decimal")))
    | st.dates().map(lambda day: Literal(day.isoformat(), datatype=term("xsd:date")))
)
BLANK = st.just(BlankNode("b"))
TRIPLES = st.builds(Triple, IRIS | BLANK, IRIS | st.just(RDF_TYPE), IRIS | LITERALS | BLANK)


@settings(max_examples=200, deadline=None)
@given(st.sets(TRIPLES, max_size=8))
def test_any_triples_are_read_back_by_both_libraries(triples: set[Triple]) -> None:
    text = write_turtle(triples)
    assert {quad.triple for quad in parse(text, format=RdfFormat.TURTLE)} == triples
    assert isomorphic(rdflib.Graph().parse(data=text, format="turtle"), to_rdflib(triples))


@settings(max_examples=100, deadline=None)
@given(st.sets(TRIPLES, max_size=8))
def test_any_triples_are_tidy_as_they_are_written(triples: set[Triple]) -> None:
    text = format_turtle(write_turtle(triples, "# Made up.\n"))
    assert format_turtle(text) == text
