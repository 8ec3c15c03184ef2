"""One reading of SPARQL text for the endpoint, the store and the web."""

import pytest

from fwgraph.errors import QueryError
from fwgraph.namespaces import BASE
from fwgraph.sparql.errors import explain_query_error
from fwgraph.sparql.lexer import (
    LexicalError,
    Terminal,
    blank_comments,
    read_dataset_clauses,
    read_prologue,
    read_terminals,
)
from fwgraph.sparql.paging import PagedQuery, ParsedQuery


def test_terminals_have_a_kind_a_text_and_an_offset() -> None:
    terminals = list(read_terminals("ask{ ?s fw:a 'it'@en } # é"))
    assert [(each.kind, each.text, each.start) for each in terminals] == [
        ("word", "ask", 0),
        ("bracket", "{", 3),
        ("variable", "?s", 5),
        ("name", "fw:a", 8),
        ("string", "'it'", 13),
        ("language", "@en", 17),
        ("bracket", "}", 21),
        ("comment", "# é", 23),
    ]
    assert terminals[0].keyword == "ASK"
    assert terminals[3].prefix == "fw"
    assert terminals[7].end == len("ask{ ?s fw:a 'it'@en } # é")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "ASK {\n ?s ?p 'open }",
            "the query, line 2, column 8: this string does not end, or has an escape that SPARQL"
            " does not have",
        ),
        (
            r"\u0053ELECT * {}",
            "the query, line 1, column 1: escapes are understood in strings and IRIs only",
        ),
        ("ASK {}\x00", "the query, line 1, column 7: the character U+0000 is not SPARQL here"),
    ],
)
def test_what_is_no_terminal_is_a_query_error_with_its_position(text: str, sentence: str) -> None:
    with pytest.raises(LexicalError) as raised:
        list(read_terminals(text))
    assert str(raised.value) == sentence
    with pytest.raises(QueryError, match=sentence[:30]):
        ParsedQuery.from_text(text)


def test_a_prologue_ends_before_the_operation() -> None:
    text = "# PREFIX no: <a:b>\nBASE <http://a/b/> PREFIX c: <d/> prefix : <#> SELECT 'open"
    prologue = read_prologue(read_terminals(text))
    assert prologue.prefixes == {"c": "http://a/b/d/", "": "http://a/b/#"}
    assert prologue.operation == Terminal("word", "SELECT", text.index("SELECT"))
    assert prologue.resolve(Terminal("name", r"c:x\-y", 0)) == "http://a/b/d/x-y"
    assert prologue.resolve(Terminal("iri", r"<\u00E9>", 0)) == "http://a/b/é"
    assert prologue.resolve(Terminal("variable", "?x", 0)) is None


@pytest.mark.parametrize("text", ["PREFIX x <http://a/> ASK {}", "PREFIX x: ASK {}", "BASE"])
def test_a_declaration_that_is_none_begins_no_operation(text: str) -> None:
    prologue = read_prologue(read_terminals(text))
    assert (prologue.base, prologue.prefixes) == (BASE, {})
    assert prologue.operation
    assert prologue.operation.keyword in {"PREFIX", "BASE"}


def test_dataset_clauses_are_read_past_comments() -> None:
    text = "ASK FROM # one\n <a:a> FROM NAMED b:b { ?s ?p 'FROM <c:c>' }"
    clauses = [
        (keyword.start, is_named, source and source.text)
        for keyword, is_named, source in read_dataset_clauses(read_terminals(text))
    ]
    assert clauses == [(4, False, "<a:a>"), (22, True, "b:b")]


def test_positions_stay_where_comments_go() -> None:
    text = "ASK # '\n{ ?s ?p '# two' } #"
    assert blank_comments(text, read_terminals(text)) == "ASK    \n{ ?s ?p '# two' }  "


@pytest.mark.parametrize("text", ["DROP ALL", "PREFIX x: <y:> # no\n INSERT DATA { x:a x:b 'open"])
def test_an_update_is_told_apart_by_its_beginning(text: str) -> None:
    sentence = explain_query_error(text, ValueError("error"))
    assert sentence.startswith("this is a SPARQL update; the graph is read-only")


@pytest.mark.parametrize("text", ["SELECT ?add { ?add a 'LOAD' }", "'open", "# DROP ALL", "ADDED"])
def test_a_word_elsewhere_makes_no_update(text: str) -> None:
    assert "update" not in explain_query_error(text, ValueError("error"))


@pytest.mark.parametrize(
    ("query", "columns", "page"),
    [
        (
            "SELECT ?s { ?s ?p '} LIMIT 1' } ORDER BY STRLEN('LIMIT 5')",
            ["s"],
            "SELECT ?s WHERE { { SELECT ?s { ?s ?p '} LIMIT 1' }  ORDER BY STRLEN('LIMIT 5') ?s  "
            "} } LIMIT 2000 OFFSET 0",
        ),
        (
            "SELECT (COUNT(*) AS ?n) FROM ex:g { ?s ?p ?o { SELECT * { ?s ?p 1 } LIMIT 9 } }",
            ["n"],
            "SELECT ?n FROM ex:g WHERE { { SELECT (COUNT(*) AS ?n)  { ?s ?p ?o { SELECT *"
            " { ?s ?p 1 } LIMIT 9 } } ORDER BY ?n  } } LIMIT 2000 OFFSET 0",
        ),
    ],
)
def test_pages_are_cut_at_keywords_and_not_at_their_letters(
    query: str, columns: list[str], page: str
) -> None:
    assert PagedQuery.from_select(ParsedQuery.from_text(query), columns).page_query(0) == page


def test_a_template_is_read_past_its_strings() -> None:
    pages = PagedQuery.from_construct(ParsedQuery.from_text("CONSTRUCT WHERE { ?s ?p '} ?x' }"))
    assert pages
    assert pages.head == "CONSTRUCT { ?s ?p '} ?x' }"
    assert pages.ordered == "SELECT ?s ?p  WHERE { ?s ?p '} ?x' } ORDER BY ?s ?p "


def test_a_template_of_more_than_triples_has_no_pages() -> None:
    text = "CONSTRUCT { ?s ?p ?o {| ?q ?r |} } WHERE { ?s ?p ?o }"
    assert PagedQuery.from_construct(ParsedQuery.from_text(text)) is None
