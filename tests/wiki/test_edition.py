"""A page becomes an edition: its facts as triples, its text only where it is asked for."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, Triple, parse

import fwgraph
from fwgraph.cli import main
from fwgraph.errors import BadRequest
from fwgraph.formats import turtle
from fwgraph.graph import Graph
from fwgraph.namespaces import PREFIXES, RDF_TYPE, term
from fwgraph.wiki import known
from fwgraph.wiki.edition import KnownNames, PageSource, edition_triples, slug_of
from fwgraph.wiki.moin import reader

ROOT = Path(__file__).parents[2]
PAGE = ROOT.parent / "shared/pages/web-frameworks-2016.moin"
EXPECTED = Path(__file__).with_name("expected-2016.csv")
NOTHING = KnownNames()
SOURCE = PageSource("page")
needs_page = pytest.mark.skipif(not PAGE.exists(), reason=f"the source page is not at {PAGE}")


@pytest.fixture(scope="module")
def graph() -> Graph:
    """The shipped graph."""
    return fwgraph.load()


def triples(
    page: str, names: KnownNames = NOTHING, source: PageSource = SOURCE, *, facts_only: bool = True
) -> list[Triple]:
    """Return the triples of a page's edition."""
    return list(edition_triples(reader.parse_wiki_page(page), source, names, facts_only=facts_only))


def about(subject: str, page: str, names: KnownNames = NOTHING) -> set[tuple[str, object]]:
    """Return what is said of one subject, predicates as local names, objects as terms."""
    fw = PREFIXES["fw"]
    return {
        (each.predicate.value.removeprefix(fw), each.object)
        for each in triples(page, names)
        if each.subject == term(subject) and each.predicate.value.startswith(fw)
    }


def listings(found: list[Triple]) -> list[str]:
    """Return the slugs of the listings, in order."""
    return [
        str(each.subject.value).rpartition("/")[2]
        for each in found
        if isinstance(each.subject, NamedNode) and each.object == term("fw:Listing")
    ]


def test_a_page_is_an_edition_with_a_title_a_date_and_an_address() -> None:
    source = PageSource("page", "2016-06-04", "https://example.org/Page")
    assert set(triples("= Some ''Page'' =\n", source=source)) == {
        Triple(term("edition:page"), RDF_TYPE, term("fw:Edition")),
        Triple(term("edition:page"), term("rdfs:label"), Literal("Some Page, 2016-06-04")),
        Triple(term("edition:page"), term("dcterms:title"), Literal("Some Page")),
        Triple(
            term("edition:page"),
            term("dcterms:date"),
            Literal("2016-06-04", datatype=term("xsd:date")),
        ),
        Triple(term("edition:page"), term("dcterms:source"), NamedNode("https://example.org/Page")),
        Triple(term("edition:page"), term("fw:voice"), term("voice:list-editor")),
        Triple(term("section:page/some-page"), RDF_TYPE, term("fw:Section")),
        Triple(term("section:page/some-page"), term("rdfs:label"), Literal("Some Page")),
        Triple(term("section:page/some-page"), term("fw:edition"), term("edition:page")),
        Triple(term("section:page/some-page"), term("fw:level"), Literal(1)),
        Triple(term("section:page/some-page"), term("fw:line"), Literal(1)),
        Triple(term("section:page/some-page"), term("fw:position"), Literal(1)),
    }


def test_a_page_without_a_heading_is_named_after_its_slug() -> None:
    assert set(triples("text\n")) == {
        Triple(term("edition:page"), RDF_TYPE, term("fw:Edition")),
        Triple(term("edition:page"), term("rdfs:label"), Literal("page")),
        Triple(term("edition:page"), term("dcterms:title"), Literal("page")),
        Triple(term("edition:page"), term("fw:voice"), term("voice:list-editor")),
    }


def test_a_listing_says_what_the_entry_says() -> None:
    page = "= Frameworks =\n\n * [[http://x.org/|Foo]] (1.50 Released 2006-9-15) text\n"
    assert about("listing:page/foo", page) == {
        ("lists", term("software:foo")),
        ("edition", term("edition:page")),
        ("section", term("section:page/frameworks")),
        ("list", Literal(1)),
        ("position", Literal(1)),
        ("line", Literal(3)),
        ("homepage", Literal("http://x.org/")),
        ("version", Literal("1.50")),
        ("dateText", Literal("2006-9-15")),
        ("released", Literal("2006-09-15", datatype=term("xsd:date"))),
    }


@pytest.mark.parametrize(
    ("entry", "predicate", "value"),
    [
        (" * [[Foo]]", "wikiPage", Literal("Foo")),
        (" * [[/Foo|Foo]]", "wikiPage", Literal("/Foo")),
        (" * [[ftp://x.org|Foo]]", "homepage", Literal("ftp://x.org")),
        (" * Foo (2008-10)", "released", Literal("2008-10", datatype=term("xsd:gYearMonth"))),
        (" * Foo (1 Released 1999)", "released", Literal("1999", datatype=term("xsd:gYear"))),
        ("||Foo ||1.0 ||2011-05-84 ||", "dateText", Literal("2011-05-84")),
    ],
)
def test_an_entry_is_said_by_its_properties(entry: str, predicate: str, value: Literal) -> None:
    assert (predicate, value) in about("listing:page/foo", f"= Frameworks =\n{entry}\n")


@pytest.mark.parametrize("written", ["2011-05-84", "soon, perhaps", "28 May 2010"])
def test_a_date_that_does_not_exist_keeps_its_text_only(written: str) -> None:
    facts = about("listing:page/foo", f"= Frameworks =\n||Foo ||1 ||{written} ||\n")
    assert ("dateText", Literal(written)) in facts
    assert "released" not in {predicate for predicate, _ in facts}


def test_releases_behind_the_first_are_nodes_of_their_own() -> None:
    entry = " * Foo (2 Released 2016-05-24, initial release 2012-11) (3 released 2017)"
    first, second = term("listing:page/foo/2"), term("listing:page/foo/3")
    found = triples(f"= Frameworks =\n{entry}\n")
    assert {each.object for each in found if each.predicate == term("fw:furtherRelease")} == {
        first,
        second,
    }
    assert {each for each in found if each.subject in {first, second}} == {
        Triple(first, RDF_TYPE, term("fw:Release")),
        Triple(first, term("rdfs:label"), Literal("initial release")),
        Triple(first, term("fw:dateText"), Literal("2012-11")),
        Triple(first, term("fw:released"), Literal("2012-11", datatype=term("xsd:gYearMonth"))),
        Triple(second, RDF_TYPE, term("fw:Release")),
        Triple(second, term("fw:version"), Literal("3")),
        Triple(second, term("fw:dateText"), Literal("2017")),
        Triple(second, term("fw:released"), Literal("2017", datatype=term("xsd:gYear"))),
    }


@pytest.mark.parametrize(
    ("body", "slugs"),
    [
        (" * Foo\n * Foo\n * foo\n", ["foo", "foo-2", "foo-3"]),
        (" * Foo 2\n * Foo\n * Foo\n", ["foo-2", "foo", "foo-2-2"]),
        (" * Foo\n * Foo\n * Foo 2\n", ["foo", "foo-2", "foo-2-2"]),
        ("||Foo ||\n * Foo\n", ["foo", "foo-2"]),
    ],
)
def test_a_name_that_comes_again_gets_a_number(body: str, slugs: list[str]) -> None:
    assert listings(triples(f"= Frameworks =\n{body}")) == slugs


def test_a_heading_that_comes_again_gets_a_number() -> None:
    found = triples("= Frameworks =\n\n= Frameworks =\n")
    sections = {each.subject for each in found if each.object == term("fw:Section")}
    assert sections == {term("section:page/frameworks"), term("section:page/frameworks-2")}


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Repoze.bfg", "repoze-bfg"),
        ("repoze.BFG", "repoze-bfg"),
        ("bfg", "repoze-bfg"),
        ("Divmod Nevow", "nevow"),
        ("MorePath", "morepath"),
        ("Webpy", "web-py"),
    ],
)
def test_a_name_is_resolved_by_what_the_graph_calls_things(
    graph: Graph, name: str, slug: str
) -> None:
    page = f"= Frameworks =\n * [[http://x.org/|{name}]]\n"
    facts = about(f"listing:page/{slug}", page, known.known_names(graph))
    assert ("lists", term(f"software:{slug}")) in facts


@pytest.mark.parametrize(
    ("entry", "slug", "reason"),
    [
        ("[[http://x.org/|Flask]]", "flask", None),
        ("[[http://x.org/|web py]]", "web-py", None),
        ("[[http://x.org/|Python Paste]]", "paste", "alias"),
        ("[[http://circuitsframework.com|circuits]]", "circuits-web", "alias, same home page"),
        ("[[https://pypi.python.org/pypi/Nevow|Divmod Nevow]]", "nevow", "alias, same package"),
        ("[[https://pypi.python.org/pypi/nevowx|Divmod Nevow]]", "nevow", "alias"),
    ],
)
def test_a_name_that_is_not_the_label_has_a_reason(
    graph: Graph, entry: str, slug: str, reason: str | None
) -> None:
    page = f"= Frameworks =\n * {entry}\n"
    facts = about(f"listing:page/{slug}", page, known.known_names(graph))
    stated = [value for name, value in facts if name == "identity"]
    assert stated == ([] if reason is None else [Literal(reason, language="en")])


@pytest.mark.parametrize("name", ["Nosuchthing", "fw:Framework", f"{PREFIXES['fw']}lists"])
def test_software_that_is_not_known_is_minted_with_its_name(graph: Graph, name: str) -> None:
    page = f"= Frameworks =\n * [[http://x.org/|{name}]]\n"
    minted = term(f"software:{slug_of(name)}")
    found = triples(page, known.known_names(graph))
    assert {each for each in found if each.subject == minted} == {
        Triple(minted, RDF_TYPE, term("fw:Software")),
        Triple(minted, term("rdfs:label"), Literal(name)),
    }


def test_known_software_is_not_described_again(graph: Graph) -> None:
    found = triples("= Frameworks =\n * Flask\n", known.known_names(graph))
    assert [each for each in found if each.subject == term("software:flask")] == []


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Popular Full-Stack Frameworks", "popular-full-stack"),
        ("discontinued/inactive frameworks", "discontinued"),
    ],
)
def test_a_known_heading_is_a_category(graph: Graph, title: str, category: str) -> None:
    facts = about("listing:page/foo", f"== {title} ==\n * Foo\n", known.known_names(graph))
    assert ("category", term(f"category:{category}")) in facts


SENTENCE = "Some words of the page"
WITH_TEXT = f"""\
= Frameworks =
{SENTENCE}.
 * [[http://x.org/|Foo]] (1.0 Released 2010-02-03) {SENTENCE}
  * {SENTENCE}

||Bar ||1 ||2010 ||{SENTENCE} ||
"""


def test_facts_alone_hold_no_sentence_of_the_page() -> None:
    found = triples(WITH_TEXT, facts_only=True)
    assert listings(found) == ["foo", "bar"]
    assert {each.predicate for each in found}.isdisjoint({term("fw:text")})
    assert SENTENCE not in turtle.write_turtle(found)


def test_text_is_kept_in_pieces_that_follow_each_other() -> None:
    assert pieces(triples(WITH_TEXT, facts_only=False)) == [
        f"= Frameworks =\n{SENTENCE}.\n",
        f" * [[http://x.org/|Foo]] (1.0 Released 2010-02-03) {SENTENCE}\n  * {SENTENCE}\n",
        "\n",
        f"||Bar ||1 ||2010 ||{SENTENCE} ||\n",
    ]


def pieces(found: list[Triple]) -> list[str]:
    """Return the pieces of text by the line that each begins with."""
    lines = {each.subject: int(value(each)) for each in found if each.predicate == term("fw:line")}
    texts = [each for each in found if each.predicate == term("fw:text")]
    return [value(each) for each in sorted(texts, key=lambda each: lines[each.subject])]


def value(triple: Triple) -> str:
    """Return the text of a triple's literal."""
    assert isinstance(triple.object, Literal)
    return triple.object.value


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Zürich", "zurich"),
        ("Ångström Web", "angstrom-web"),
        ("日本語", "u65e5-u672c-u8a9e"),
        ("C++", "c-plus-plus"),
        ("C#", "c-sharp"),
        ("F#/C++ Web", "f-sharp-c-plus-plus-web"),
        ("#1", "1"),
        ("Straße", "strasse"),
        ('Say "Foo" <b>', "say-foo-b"),
        ("a/b\\c#d?e%f", "a-b-c-d-e-f"),
        ("{Foo}^`", "foo"),
        ("--", "unnamed"),
        ("ﬁne²", "fine2"),
        ("Foo\u200b\u202e", "foo"),
    ],
)
def test_any_name_makes_a_slug_and_keeps_its_spelling(name: str, slug: str) -> None:
    found = triples(f"= Frameworks =\n * [[http://x.org/|{name}]]\n")
    assert slug_of(name) == slug
    assert listings(found) == [slug]
    assert Triple(term(f"listing:page/{slug}"), term("rdfs:label"), Literal(name)) in found
    assert read_back(found) == set(found)


@pytest.mark.parametrize("address", ["http://[", "http://a%zz", "http://a:b", "http://a\x01"])
def test_an_address_that_is_no_iri_is_an_error(address: str) -> None:
    with pytest.raises(BadRequest, match="no web address"):
        triples("= Page =\n", source=PageSource("page", None, address))


def read_back(found: list[Triple]) -> set[Triple]:
    """Return the triples after writing and reading Turtle."""
    return {quad.triple for quad in parse(turtle.write_turtle(found), format=RdfFormat.TURTLE)}


LINES = [
    "= Frameworks =",
    "== Other ==",
    " * ",
    "  * ",
    " * [[http://x.org/|Foo]] (1 Released 2010-02-03) text",
    "||Name ||Version ||Date ||",
    "||Foo ||1 ||2010 ||",
    "||",
    "[[",
    "]]",
    "(1",
    "{{{",
    "}}}",
    '"""\\"',
]
ENDS = ["\n", "\r\n", "\r", "\u2028", "\ufeff", "\ufffe"]
ENDS += ["\x0b", "\x0c", "\0", "\x1f", "\x7f", "\x85"]
ANY = st.lists(st.sampled_from(LINES) | st.sampled_from(ENDS) | st.text(max_size=5), max_size=25)


@settings(max_examples=150, deadline=None)
@given(ANY.map("".join), st.booleans())
def test_any_text_gives_triples_that_turtle_can_hold(page: str, facts_only: bool) -> None:
    found = triples(f"= Frameworks =\n{page}", facts_only=facts_only)
    assert read_back(found) == set(found)


@settings(max_examples=150, deadline=None)
@given(ANY.map("".join))
def test_the_pieces_of_any_text_are_the_text(page: str) -> None:
    assert "".join(pieces(triples(page, facts_only=False))) == page


WIKI = "https://github.com/psf/wiki/blob/"
COMMIT = "865d2f9df04395e517515992601b32923949dda3"
SIBLINGS = ROOT.parent / "shared/pages/psf-wiki" / COMMIT[:8]
SHIPPED = {
    "web-frameworks-2016": (PAGE, ["--url", "https://wiki.python.org/moin/WebFrameworks"]),
} | {
    slug: (
        SIBLINGS / path,
        [
            "--package-urls",
            "--date",
            "2026-03-10",
            "--url",
            f"{WIKI}main/{path}",
            "--address",
            f"{WIKI}{COMMIT}/{path}",
            "--revision",
            COMMIT,
        ],
    )
    for slug, path in {
        "web-frameworks-2026": "python/web/WebFrameworks.md",
        "web-components-2026": "python/archive/WebComponents.md",
        "web-servers-2026": "python/archive/WebServers.md",
    }.items()
}
"""The shipped editions, with the pages that they were imported from, and how."""


@pytest.mark.parametrize("slug", SHIPPED)
def test_the_shipped_editions_are_what_their_pages_import_to(slug: str, tmp_path: Path) -> None:
    page, options = SHIPPED[slug]
    if not page.exists():
        pytest.skip(f"the source page is not at {page}")
    out = tmp_path / "edition.ttl"
    with pytest.raises(SystemExit, match=r"^0$"):
        main(["import", str(page), "--edition", slug, *options, "--facts-only", "-o", str(out)])
    shipped = ROOT / f"data/editions/{slug}.ttl"
    assert out.read_bytes() == shipped.read_bytes(), "run: fwgraph import"


DECIDED = """\
edition:page fw:sha256 "1" , "2" ; fw:revision "3" .
listing:page\\/elm
    rdfs:label "Elm" ; fw:edition edition:page ; fw:lists software:elm ;
    fw:identity "by its name; the address is that of Oak"@en .
listing:page\\/fir
    rdfs:label "Fir Tree" ; fw:edition edition:page ; fw:lists software:fir ;
    fw:identity "alias, same package"@en .
listing:other\\/ash
    rdfs:label "Ash" ; fw:edition edition:other ; fw:lists software:ash ; fw:identity "told"@en .
"""


def test_what_a_person_decided_is_kept_and_what_is_found_is_found_again() -> None:
    store = Store()
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}>\n" for name in DECIDED_PREFIXES)
    store.load(prefixes + DECIDED, format=RdfFormat.TURTLE)
    elm = ("Elm", term("software:elm")), "by its name; the address is that of Oak"
    ash = ("Ash", term("software:ash")), "told"
    page = term("edition:page")
    assert known.decided_identities(store, page) == dict([elm])
    assert known.decided_identities(store, None) == dict([elm, ash])
    assert known.other_hashes(store, page, "1") == ("2",)
    assert known.other_hashes(store, page, "9") == ()


DECIDED_PREFIXES = ("edition", "fw", "listing", "rdfs", "software")


@needs_page
def test_the_page_lists_seventy_frameworks_in_five_categories(graph: Graph) -> None:
    found = triples(PAGE.read_text(encoding="utf-8"), known.known_names(graph), facts_only=False)
    listed = {each.subject for each in found if each.object == term("fw:Listing")}
    categories = Counter(
        each.object
        for each in found
        if each.predicate == term("fw:category") and each.subject in listed
    )
    assert categories == {
        term("category:popular-full-stack"): 3,
        term("category:other-full-stack"): 29,
        term("category:popular-non-full-stack"): 5,
        term("category:other-non-full-stack"): 20,
        term("category:discontinued"): 13,
    }


@needs_page
def test_the_page_is_kept_whole() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert "".join(pieces(triples(page, facts_only=False))) == page


READ_BY_EYE = list(csv.DictReader(io.StringIO(EXPECTED.read_text(encoding="utf-8"))))


@pytest.fixture(scope="module")
def answer() -> dict[str, dict[str, str]]:
    """What ``fwgraph ask frameworks`` says of the edition, by line."""
    with pytest.MonkeyPatch.context() as patch:
        out = io.BytesIO()
        patch.setattr("sys.stdout", io.TextIOWrapper(out, encoding="utf-8"))
        with pytest.raises(SystemExit, match=r"^0$"):
            main(["ask", "frameworks", "edition=web-frameworks-2016", "--format", "csv"])
        rows = csv.DictReader(io.StringIO(out.getvalue().decode()))
    return {row["line"]: row for row in rows}


def test_each_line_of_the_edition_was_read_by_eye(answer: dict[str, dict[str, str]]) -> None:
    assert list(answer) == [row["line"] for row in READ_BY_EYE]


@pytest.mark.parametrize("row", READ_BY_EYE, ids=lambda row: row["framework"])
def test_a_listing_says_what_was_read_by_eye(
    row: dict[str, str], answer: dict[str, dict[str, str]]
) -> None:
    assert {column: answer[row["line"]][column] for column in row} == row


@pytest.mark.parametrize(
    ("link", "fact"),
    [
        ("https://pypi.example/project/Some_Thing/", 'fw:package "pkg:pypi/some-thing" ;'),
        ("https://pypi.example/pypi/some.thing/1.0", 'fw:package "pkg:pypi/some-thing" ;'),
        ("https://pythonhosted.example/thing/", ""),
        ("https://pypi.example/", 'fw:homepage "https://pypi.example/" ;'),
        (
            "https://example.org/project/thing/",
            'fw:homepage "https://example.org/project/thing/" ;',
        ),
    ],
)
def test_a_package_stands_in_place_of_its_page_on_an_index_where_asked(
    link: str, fact: str, tmp_path: Path
) -> None:
    page = tmp_path / "page.moin"
    page.write_text(
        f"= Frameworks =\n== Other Full-Stack Frameworks ==\n * [[{link}|Thing]] (1.0)\n"
    )
    facts = {}
    for options in ((), ("--package-urls",)):
        out = tmp_path / "out.ttl"
        with pytest.raises(SystemExit, match=r"^0$"):
            main(["import", str(page), "--facts-only", *options, "-o", str(out)])
        lines = [line.strip() for line in out.read_text().splitlines()]
        facts[options] = [line for line in lines if line.startswith(("fw:package", "fw:homepage"))]
    assert facts[()] == [f'fw:homepage "{link}" ;']
    assert facts[("--package-urls",)] == ([fact] if fact else [])
