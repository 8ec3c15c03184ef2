"""What is refused by a query's text alone, and what must not be."""

import time
import timeit
from collections import deque

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import QueryBoolean, Store

from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.questions.catalogue import Question, read_catalogue
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.refusals import Refusal
from fwgraph.web.sparql.screening import ScreenedQuery, screen_query

LIMITS = Limits()
TARGET = "<http://127.0.0.1:1/>"


def refusal(query: str) -> Refusal:
    with pytest.raises(Refusal) as caught:
        screen_query(query, LIMITS)
    assert caught.value.detail.endswith(".")
    return caught.value


@pytest.mark.parametrize("question", read_catalogue().values(), ids=lambda each: each.name)
def test_every_question_passes(question: Question) -> None:
    assert screen_query(question.text, LIMITS).form == "SELECT"


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { SERVICE %s { ?s ?p ?o } }",
        "SELECT * { service silent %s { ?s ?p ?o } }",
        "SELECT * { SeRvIcE%s{ ?s ?p ?o } }",
        "SELECT * { SERVICE ?x { ?s ?p ?o } }",
        "SELECT * { ?a ?b true.SERVICE %s {} }",
        "SELECT * { ?a ?b trueSERVICE%s{} }",
        "SELECT * { ?a ?b 1SERVICE%s{} }",
        "SELECT * { ?a ?b 1.5e3SERVICE%s{} }",
        "SELECT * { ?a fw:a.b.SERVICE%s{} }",
        "PREFIX service: <http://a/> SELECT * { SERVICE:x {} }",
        "PREFIX trueservice: <http://a/> SELECT * { ?a ?b trueSERVICE:x {} }",
        "SELECT * { FILTER(?a<?b)SERVICE?x#>\n{} }",
        "SELECT * { FILTER(?a<?b#>'''\n)SERVICE%s{} #'''\n }",
        "SELECT * { FILTER(?a<'>' )SERVICE%s{}FILTER('y'='y') }",
        r"SELECT * { VALUES ?x {'''a' } SERVICE%s {} #\z''' } }",
        r"SELECT * { VALUES ?x {'''a' } SERVICE%s {} #\uD800''' } }",
        r"SELECT * { ?s ?p '\u0027 } SERVICE%s {} #' }",
        r"SELECT * { ?s ?p '''\u005C''' } SERVICE%s {} #' }",
        r"SELECT * { SERVIC\u0045 %s {} }",
        r"\u0053ELECT * { \u0053\u0045\u0052VICE %s {} }",
        r"SELECT * { <http://a/\u003E> ?p ?o } #>",
        "SELECT * { ?s ?p 'a } SERVICE %s {}",
        "SELECT * { ?s ?p '''a } SERVICE %s {}",
        "SELECT * { ?s ?p 'a\n } SERVICE %s {}",
        "SELECT * { # ' \r SERVICE %s {} # '\n }",
        "ASK { FILTER NOT EXISTS { SERVICE %s {} } }",
        "ASK { { SELECT * { OPTIONAL { SERVICE %s {} } } } }",
        "DESCRIBE ?s { SERVICE %s { ?s ?p ?o } }",
        "CONSTRUCT { ?s ?p ?o } { SERVICE %s { ?s ?p ?o } }",
    ],
)
def test_no_query_asks_another_service(query: str) -> None:
    assert refusal(query.replace("%s", TARGET)).status_code == 400


def test_the_refusal_says_what_and_where() -> None:
    found = refusal(f"SELECT *\n{{ SERVICE {TARGET} {{}} }}")
    assert found.detail == (
        "The query, line 2, column 3: SERVICE is refused: this endpoint asks no other."
    )


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?s ?p 'SERVICE' }",
        'ASK { ?s ?p """ } SERVICE <http://a/> {""" }',
        r"ASK { ?s ?p '\' } SERVICE <http://a/> {' }",
        "ASK { ?s ?p '''a''b' SERVICE ''' }",
        "ASK { ?s ?p ?o } # SERVICE",
        "ASK { ?service <http://example.org/SERVICE#SERVICE> ex:SERVICE , _:SERVICE , $SERVICE }",
        "ASK { <http://example.org/it's#here> ?p 'x'@en-service }",
        r"ASK { ?s ?p 'caf\u00E9', '\U0001F40D', <http://example.org/\u00E9> }",
        "SELECT (?a < ?b AS ?c) (?a<?b AS ?d) (3>2 AS ?e) {}",
        "ASK { ?s (^fw:a/!fw:b|fw:c?)+ ?o ; fw:d 1, -1.5, +1e3, true }",
        r"ASK { ?s software:a\-b%20c ?o FILTER(?o != 'a' && !BOUND(?x) || ?y >= 1) }",
        "ASK { ?s ?p <<( ?a ?b ?c )>> {| ?q ?r |} ~ ?t }",
    ],
)
def test_a_word_in_a_string_a_comment_or_a_name_is_no_keyword(query: str) -> None:
    assert screen_query(query, LIMITS).form in {"ASK", "SELECT"}


@pytest.mark.parametrize(
    "operation",
    [
        "INSERT DATA { <a:a> <a:b> 1 }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://a/>",
        "CLEAR ALL",
        "DROP ALL",
        "CREATE GRAPH <a:g>",
        "ADD <a:a> TO <a:b>",
        "MOVE <a:a> TO <a:b>",
        "COPY <a:a> TO <a:b>",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "# SELECT\nPREFIX a: <http://a/SELECT> BASE <http://b/> insert data {}",
    ],
)
def test_an_update_is_refused_by_name(operation: str) -> None:
    found = refusal(operation)
    assert found.status_code == 403
    assert "updates are refused" in found.detail


def test_a_query_that_asks_nothing_is_refused() -> None:
    assert "SELECT, ASK, CONSTRUCT or DESCRIBE" in refusal("PREFIX a: <http://a/>").detail


def test_a_query_may_be_long_and_deep_within_limits() -> None:
    assert refusal(f"ASK {{}} # {'x' * LIMITS.length}").status_code == 413
    assert "more than 100 brackets" in refusal(f"ASK {'{' * 101}").detail
    assert "more than 100 brackets" in refusal(f"ASK {{ FILTER({'(' * 99}").detail
    assert screen_query(f"ASK {'{' * 100}{'}' * 100}", LIMITS).form == "ASK"


@pytest.mark.parametrize(
    ("query", "default", "named"),
    [
        ("ASK {}", (), ()),
        ("ASK FROM <http://a/b> {}", ("http://a/b",), ()),
        ("ASK FROM NAMED <http://a/b> FROM <http://a/c> {}", ("http://a/c",), ("http://a/b",)),
        (
            "PREFIX a: <http://a/> ASK FROM a:b\\-c FROM fw:x {}",
            ("http://a/b-c", PREFIXES["fw"] + "x"),
            (),
        ),
        (
            "BASE <http://a/b/> PREFIX c: <d/> ASK FROM <../e> FROM c:f {}",
            ("http://a/e", "http://a/b/d/f"),
            (),
        ),
        ("ASK FROM <graph> {}", (f"{BASE}graph",), ()),
        (r"ASK FROM <http://a/\u00E9> {}", ("http://a/é",), ()),
        ("ASK { ?s ?p 'FROM <http://a/>' }", (), ()),
    ],
)
def test_graphs_of_a_query(query: str, default: tuple[str, ...], named: tuple[str, ...]) -> None:
    found = screen_query(query, LIMITS)
    assert (found.default, found.named) == (default, named)


@pytest.mark.parametrize(
    "query", ["ASK FROM {}", "ASK FROM x:y {}", "ASK FROM NAMED ?g {}", "ASK FROM"]
)
def test_from_needs_an_iri(query: str) -> None:
    assert "FROM is not followed by an IRI" in refusal(query).detail


def test_comments_become_spaces_so_that_places_stay() -> None:
    query = "ASK # one\n{ ?s ?p '# two' } # three"
    assert screen_query(query, LIMITS).text == "ASK      \n{ ?s ?p '# two' }        "


PLAIN = st.text(st.characters(codec="utf-8", exclude_characters="'\"\\\r\n"), max_size=20)
INSIDE = st.builds("{}{}{}".format, PLAIN, st.sampled_from(["SERVICE", "FROM", "INSERT"]), PLAIN)
QUOTED = st.builds(
    lambda quotes, inside: f"{quotes}{inside}{quotes}",
    st.sampled_from(["'", '"', "'''", '"""']),
    INSIDE,
)


@given(QUOTED, INSIDE)
def test_nothing_in_a_string_or_a_comment_counts(quoted: str, comment: str) -> None:
    query = f"ASK {{ ?s ?p {quoted} }} # {comment}\n"
    found = screen_query(query, LIMITS)
    assert (found.default, len(found.text)) == ((), len(query))


@given(st.text(st.characters(codec="utf-8"), max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    read_or_refused(text)


PIECES = [
    *(
        "SELECT",
        "ASK",
        "FROM",
        "FROM NAMED",
        "SERVICE",
        "true",
        "1",
        "?a",
        "a:b",
        "a.b.c:d",
        "'",
        '"',
    ),
    *(
        "'''",
        '"""',
        "\\",
        "\\u0027",
        "<",
        ">",
        "<http://a/>",
        "#",
        "\n",
        "{",
        "}",
        "(",
        ")",
        ".",
        " ",
    ),
    *("@en", "_:b", "||", "<?b#>", "<'>", "é", "\\n", "%20"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_pieces_of_sparql_are_read_or_refused(text: str) -> None:
    found = read_or_refused(text)
    if found:
        assert not asks_a_service(found.text)


def read_or_refused(text: str) -> ScreenedQuery | None:
    try:
        return screen_query(text, LIMITS)
    except Refusal:
        return None


def asks_a_service(query: str) -> bool:
    """Tell whether the engine goes out for a query; port 1 is one that it refuses to ask."""
    try:
        found = Store().query(query, base_iri=BASE, prefixes={"a": "http://127.0.0.1:1/"})
        if not isinstance(found, QueryBoolean):
            deque(found, maxlen=0)
    except OSError:
        return True
    except (SyntaxError, ValueError, RuntimeError):
        return False
    return False


BOMBS = [
    "a.",
    "<",
    "'",
    "'''a",
    '"a" ',
    "_:a.",
    "ex:a.",
    "@a-",
    "?",
    "#",
    "<a:",
    "a.b.c.d.e.f.g.h.i.j.k.",
    "ex:%20",
    ".",
    "\\",
    "<'",
]


@pytest.mark.parametrize("bomb", BOMBS)
def test_reading_takes_time_in_proportion(bomb: str) -> None:
    """Eight times the text takes eight times as long, and 64 where each part is read again.

    Where a bomb is refused at once, harmless text of the short length is the measure.
    """
    short = max(reading_seconds(bomb, 5_000), reading_seconds("a ", 5_000))
    assert reading_seconds(bomb, 40_000) < 24 * short


def reading_seconds(piece: str, length: int) -> float:
    """Return the least processor seconds of three readings of a piece that is repeated."""
    text = f"ASK {{ {piece * (length // len(piece))}"
    return min(
        timeit.repeat(lambda: read_or_refused(text), timer=time.process_time, repeat=3, number=1)
    )
