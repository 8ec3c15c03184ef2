"""A page comes back from RDF byte for byte, but for what the graph says otherwise."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Triple

import fwgraph
from fwgraph.errors import BadRequest
from fwgraph.formats import turtle
from fwgraph.namespaces import term
from fwgraph.wiki.edition import KnownNames, PageSource, edition_triples
from fwgraph.wiki.markups import MARKUPS
from fwgraph.wiki.moin import reader
from fwgraph.wiki.page_writer import write_wiki_page

PAGE = Path(__file__).parents[3] / "shared/pages/web-frameworks-2016.moin"
needs_page = pytest.mark.skipif(not PAGE.exists(), reason=f"the source page is not at {PAGE}")


@dataclass
class Imported:
    """The triples of a page, to be changed as an editor of the Turtle file would."""

    triples: list[Triple]

    def say(self, slug: str, predicate: str, value: str | int | NamedNode) -> None:
        """Let a listing say this as well."""
        told = value if isinstance(value, NamedNode) else Literal(value)
        self.triples.append(Triple(term(f"listing:page/{slug}"), term(predicate), told))

    def unsay(self, slug: str, *predicates: str) -> None:
        """Remove what a listing says with these properties, or the whole listing."""
        node, gone = term(f"listing:page/{slug}"), {term(each) for each in predicates}
        self.triples = [
            each
            for each in self.triples
            if each.subject != node or (gone and each.predicate not in gone)
        ]

    def insert(self, name: str, beside: str, position: int, **facts: str) -> None:
        """Add a listing without text to the list in which another one stands."""
        shared = {term(f"fw:{name}") for name in ("edition", "section", "list")}
        self.triples += [
            Triple(term(f"listing:page/{name}"), each.predicate, each.object)
            for each in self.triples
            if each.subject == term(f"listing:page/{beside}") and each.predicate in shared
        ]
        self.say(name, "rdf:type", term("fw:Listing"))
        self.say(name, "rdfs:label", name)
        self.say(name, "fw:position", position)
        for predicate, value in facts.items():
            self.say(name, f"fw:{predicate}", value)

    def page(self) -> str:
        """Return the page that the triples give after a journey through a Turtle file."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "page.ttl"
            file.write_bytes(turtle.write_turtle(self.triples).encode())
            return write_wiki_page(fwgraph.load(file), MARKUPS["moin"])


def imported(page: str, *, slug: str = "page", facts_only: bool = False) -> Imported:
    """Return the edition of a page."""
    read = reader.parse_wiki_page(page)
    return Imported(
        list(edition_triples(read, PageSource(slug), KnownNames(), facts_only=facts_only))
    )


@needs_page
def test_the_real_page_comes_back() -> None:
    page = PAGE.read_bytes()
    assert imported(page.decode()).page().encode() == page


NAMES = st.sampled_from(
    [
        "[[http://x.org/|Foo]]",
        "[[Foo]]",
        "CherryPy",
        "!CherryPy",
        "'''Foo'''",
        "Foo",
        "Gizmo(QP)",
        "[[http://x.org/|{{a.png|Foo}}]]",
        "http://x.org/",
        "日本 Web",
        "`Foo`",
        "Foo|Bar",
        "E\u0301",
    ]
)
VERSIONS = st.sampled_from(["", "1.50", "1.0 PRE", "v2", "1.0b3", "'''1'''", "\x1b[1m"])
DATES = st.sampled_from(["", "2011-05-84", "2006-9-15", "2007.07", "2008", "soon", "''2010''"])
WORDS = st.sampled_from(
    [
        " (1.0 PRE, Released 2011-05-84)",
        " (0.2 released 2013-09-06) text",
        " (1.3)",
        " : (2008-10)",
        " (3.1 Released 2016-05-24, initial release 2012-11-26)",
        " is so",
        " (",
        "",
        " - [[Foo]]",
    ]
)
TEXTS = st.sampled_from(
    ["", "text", "“quoted” — text", "\x01\x0b\x7f\x85", "tab\t", "\u2028", '"""']
)
ROWS = st.builds("||{} ||{} ||{} ||{} ||".format, NAMES, VERSIONS, DATES, TEXTS)
ITEMS = st.builds(" * {}{}{}".format, NAMES, WORDS, TEXTS)
NESTED = st.builds("  * {}{}".format, NAMES, TEXTS)
HEADINGS = st.sampled_from(["= Frameworks =", "== Other Frameworks ==", "== Books ==", " = x ="])
OTHERS = st.sampled_from(
    [
        "",
        "",
        " ",
        "||Name ||Version ||Date ||",
        "||Date ||Name ||",
        "{{{",
        "}}}",
        "##",
        "----",
        " term:: text",
        "  more",
        "#format wiki",
        "||||||",
        "||Foo",
        " 1. Foo (1 Released 2010)",
    ]
)
LINES = st.lists(HEADINGS | ROWS | ITEMS | NESTED | OTHERS | TEXTS, max_size=25)


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Draw a page made of the constructs that the real one has, and of their wrecks."""
    lines = ["= Frameworks =", *draw(LINES)]
    ends = draw(st.sampled_from(["\n", "\r\n"]) | st.just(""))
    parted = [line + (ends or draw(st.sampled_from(["\n", "\r\n"]))) for line in lines]
    page = draw(st.sampled_from(["", "\ufeff"])) + "".join(parted)
    return page.rstrip("\r\n") if draw(st.booleans()) else page


@settings(max_examples=100, deadline=None)
@given(pages())
@example("\ufeff= Frameworks =\r\n * Foo (1)\r\n\r\n||Bar||")
def test_a_page_comes_back(page: str) -> None:
    assert imported(page).page() == page


def facts(found: Imported) -> set[Triple]:
    """Return what is said apart from text."""
    return {each for each in found.triples if each.predicate != term("fw:text")}


@settings(max_examples=100, deadline=None)
@given(pages(), st.data())
def test_a_page_says_a_new_version_and_all_else_as_before(page: str, data: st.DataObject) -> None:
    edited = imported(page)
    listings = [each.subject for each in edited.triples if each.object == term("fw:Listing")]
    assume(listings)
    slug = str(data.draw(st.sampled_from(listings))).strip("<>").rpartition("/")[2]
    edited.unsay(slug, "fw:version")
    edited.say(slug, "fw:version", "9.9")
    try:
        changed = edited.page()
    except BadRequest:
        assume(False)
    assert facts(imported(changed)) == facts(edited)


NEITHER: dict[str, str | None] = {"fw:version": None, "fw:dateText": None}
LINK = "[[http://foo.org/|Foo]]"
ROW = "||[[http://foo.org/|Foo]] || 1.0 ||2010-02-03 ||text 1.0 of 2010-02-03 ||"
ITEM = " * [[http://foo.org/|Foo]] (1.0 Released 2010-02-03) text 1.0 of 2010-02-03"
CHANGES: list[tuple[str, dict[str, str | None], str]] = [
    (ROW, {"fw:version": "1.1"}, ROW.replace(" 1.0 |", " 1.1 |")),
    (ROW, {"fw:dateText": "2011"}, ROW.replace("|2010-02-03 |", "|2011 |")),
    (ROW, {"rdfs:label": "Bar"}, ROW.replace("Foo", "Bar")),
    (ROW, {"fw:homepage": "http://bar.org/"}, ROW.replace("foo.org", "bar.org")),
    (ROW, {"fw:version": None}, ROW.replace(" 1.0 |", "  |")),
    (ROW, NEITHER, f"||{LINK} ||  || ||text 1.0 of 2010-02-03 ||"),
    (ROW, {"fw:homepage": None}, ROW.replace(LINK, "Foo")),
    ("||Foo || || ||text ||", {"fw:version": "1"}, "||Foo ||1 || ||text ||"),
    ("||Foo || || ||text ||", {"fw:dateText": "2010"}, "||Foo || ||2010 ||text ||"),
    ("||Foo ||'''1''' ||2010 ||", {"fw:dateText": "2011"}, "||Foo ||'''1''' ||2011 ||"),
    ("||<#eee> Foo ||<(> 1 ||", {"fw:version": "2"}, "||<#eee> Foo ||<(> 2 ||"),
    (ITEM, {"fw:version": "1.1"}, ITEM.replace("(1.0 ", "(1.1 ")),
    (ITEM, {"fw:dateText": "2011"}, ITEM.replace("Released 2010-02-03", "Released 2011")),
    (ITEM, {"fw:version": None}, ITEM.replace("(1.0 ", "(")),
    (ITEM, {"fw:dateText": None}, ITEM.replace(" Released 2010-02-03", "")),
    (ITEM, NEITHER, f" * {LINK} text 1.0 of 2010-02-03"),
    (ITEM, {"rdfs:label": "Bar (2)"}, ITEM.replace("Foo", "Bar (2)")),
    (ITEM, {"fw:homepage": "http://bar.org/"}, ITEM.replace("foo.org", "bar.org")),
    (ITEM, {"fw:homepage": None, "fw:wikiPage": "Foo"}, ITEM.replace("http://foo.org/|", "")),
    (
        ITEM,
        {"fw:homepage": None, "fw:wikiPage": "FooPage"},
        ITEM.replace("http://foo.org/", "FooPage"),
    ),
    (ITEM, {"fw:homepage": None}, ITEM.replace(LINK, "Foo")),
    (ITEM, {"rdfs:label": "FooBar", "fw:homepage": None}, ITEM.replace(LINK, "!FooBar")),
    (" * Foo", {"fw:version": "1"}, " * Foo (1)"),
    (" * Foo, text", {"rdfs:label": "Bar"}, " * Bar, text"),
    (" * [[Foo]] text", {"fw:version": "1"}, " * [[Foo]] (1) text"),
    (" * [[Foo]] text", {"fw:dateText": "2010-02-03"}, " * [[Foo]] (Released 2010-02-03) text"),
    (
        " * [[Foo]] (text)",
        {"fw:version": "1", "fw:dateText": "2010"},
        " * [[Foo]] (1 Released 2010) (text)",
    ),
    (" * '''[[Foo]]''' text", {"fw:version": "1"}, " * '''[[Foo]] (1)''' text"),
    (" * '''Foo''' (1)", {"rdfs:label": "Bar", "fw:version": "2"}, " * '''Bar''' (2)"),
    (
        " * Foo (1.0 PRE, Released 2011-05-84)",
        {"fw:dateText": "2011-05-04"},
        " * Foo (1.0 PRE, Released 2011-05-04)",
    ),
    (
        " * Foo (1.0 PRE, Released 2011-05-84)",
        {"fw:version": "1.0"},
        " * Foo (1.0, Released 2011-05-84)",
    ),
    (" * Foo (0.2 released 2013-09-06)", {"fw:version": "0.3"}, " * Foo (0.3 released 2013-09-06)"),
    (" * Foo - ( 1.0, 2013-09-06 ) x", {"fw:version": "2"}, " * Foo - ( 2, 2013-09-06 ) x"),
    (" * Foo (1.0, 2013-09-06)", {"fw:dateText": "soon"}, " * Foo (1.0 Released soon)"),
    (" * Foo (1.3)", {"fw:dateText": "2010"}, " * Foo (1.3 Released 2010)"),
    (" * Foo (2010-02-03)", {"fw:version": "1"}, " * Foo (1 Released 2010-02-03)"),
    (" * Foo : (1.0 Released 2013) - x", NEITHER, " * Foo : - x"),
    (" * Foo(1.0 Released 2013)", NEITHER, " * Foo"),
    (
        " * Foo (1 Released 2016, initial release 2012)",
        {"fw:version": "2"},
        " * Foo (2 Released 2016, initial release 2012)",
    ),
    (" * Foo (1 Released 2016, initial release 2012)", NEITHER, " * Foo (initial release 2012)"),
    (" * [[Foo]] ('''1''' Released ''2016'') x", NEITHER, " * [[Foo]] x"),
    (" * Foo ('''1''' Released 2016)", {"fw:version": "2"}, " * Foo (2 Released 2016)"),
    (" * Foo ([[News|1 Released 2016]])", {"fw:version": "2"}, " * Foo (2 Released 2016)"),
]
"""An entry, what an editor of the graph changes, and the entry that has to come of it."""

FRAME = "\ufeff= Frameworks =\r\n{} \n\n== Other Frameworks ==\n * Foo (1.0)\n\nthe end"


@pytest.mark.parametrize(("entry", "change", "expected"), CHANGES)
def test_a_change_appears_in_its_place_and_nowhere_else(
    entry: str, change: dict[str, str | None], expected: str
) -> None:
    edited = imported(FRAME.format(entry))
    edited.unsay("foo", *change)
    for predicate, value in change.items():
        if value is not None:
            edited.say("foo", predicate, value)
    assert edited.page() == FRAME.format(expected)


@needs_page
def test_a_change_of_the_real_page_leaves_all_else_alone() -> None:
    page = PAGE.read_text(encoding="utf-8")
    edited = imported(page)
    edited.unsay("django", "fw:version")
    edited.say("django", "fw:version", "1.9.8")
    assert edited.page() == page.replace("||1.9.7 ||", "||1.9.8 ||", 1)


LISTS = {
    "bullets": (" * Foo (1)\n", " * Bar (2)\n", " * Baz (3)\n"),
    "nested bullets": (" * Foo\n  * text\n", " * Bar\n   * text\n\n   text\n", " * Baz\n"),
    "rows": ("||Foo ||1 ||\n", "||Bar ||2 ||\n", "||Baz ||3 ||\n"),
}


@pytest.mark.parametrize("gone", [0, 1, 2])
@pytest.mark.parametrize("entries", LISTS.values(), ids=LISTS)
def test_a_listing_that_is_deleted_disappears(entries: tuple[str, ...], gone: int) -> None:
    edited = imported(f"= Frameworks =\n{''.join(entries)}\nthe end\n")
    edited.unsay(("foo", "bar", "baz")[gone])
    left = "".join(entry for entry in entries if entry != entries[gone])
    assert edited.page() == f"= Frameworks =\n{left}\nthe end\n"


TABLE = "||Foo ||1 ||2009 ||\n"
TIGHT = " * Foo\n * Bar\n\nend\n"
LOOSE = " * Foo\n\n * Bar\n\nend\n"
ROW_ADDED = "||New ||2.0 ||2010 ||\n"
ITEM_ADDED = " * New (2.0 Released 2010)\n"
ADDED = [
    (f"{TABLE}||Bar ||\n\nend\n", 1, f"{TABLE}{ROW_ADDED}||Bar ||\n\nend\n"),
    (f"{TABLE}||Bar ||\n\nend\n", 2, f"{TABLE}||Bar ||\n{ROW_ADDED}\nend\n"),
    (f"{TABLE}||Bar ||\n\nend\n", 0, f"{ROW_ADDED}{TABLE}||Bar ||\n\nend\n"),
    ("||Foo || || ||text ||", 9, "||Foo || || ||text ||\n||New ||2.0 ||2010 || ||\n"),
    ("||Foo || || ||\r\n", 9, "||Foo || || ||\r\n||New ||2.0 ||2010 ||\r\n"),
    (LOOSE, 1, f" * Foo\n\n{ITEM_ADDED}\n * Bar\n\nend\n"),
    (LOOSE, 2, f" * Foo\n\n * Bar\n\n{ITEM_ADDED}\nend\n"),
    (LOOSE, 0, f"{ITEM_ADDED}\n * Foo\n\n * Bar\n\nend\n"),
    (TIGHT, 1, f" * Foo\n{ITEM_ADDED} * Bar\n\nend\n"),
    (TIGHT, 2, f" * Foo\n * Bar\n{ITEM_ADDED}\nend\n"),
    (" * Foo\n  * text\n * Bar", 1, f" * Foo\n  * text\n{ITEM_ADDED} * Bar"),
    (" * Foo\n  * text\n * Bar", 2, f" * Foo\n  * text\n * Bar\n{ITEM_ADDED}"),
    ("  * Foo\r\n", 2, "  * Foo\r\n\r\n  * New (2.0 Released 2010)\r\n"),
]
"""A list, a position, and the list with a new listing of that position."""


@pytest.mark.parametrize(("body", "position", "expected"), ADDED)
def test_a_listing_that_is_added_stands_behind_the_one_it_follows(
    body: str, position: int, expected: str
) -> None:
    edited = imported(f"= Frameworks =\n{body}")
    edited.insert("New", "foo", position, version="2.0", dateText="2010")
    assert edited.page() == f"= Frameworks =\n{expected}"


@pytest.mark.parametrize(
    ("facts", "entry"),
    [
        ({"homepage": "http://x.org/"}, " * [[http://x.org/|New]]\n"),
        ({"wikiPage": "New"}, " * [[New]]\n"),
        ({"dateText": "2010"}, " * New (Released 2010)\n"),
    ],
)
def test_a_listing_that_is_added_says_its_facts(facts: dict[str, str], entry: str) -> None:
    edited = imported("= Frameworks =\n * Foo\n * Bar\n")
    edited.insert("New", "foo", 2, **facts)
    assert edited.page() == f"= Frameworks =\n * Foo\n * Bar\n{entry}"


def test_listings_that_are_added_together_keep_their_order() -> None:
    edited = imported("= Frameworks =\n * Foo\n * Bar\n")
    for name, position in (("Three", 3), ("One", 1), ("Two", 2), ("Four", 4)):
        edited.insert(name, "foo", position)
    assert edited.page() == "= Frameworks =\n * Foo\n * One\n * Bar\n * Two\n * Three\n * Four\n"


def test_a_listing_is_added_to_its_own_list() -> None:
    edited = imported("= Frameworks =\n||Foo ||\n\n * Bar\n\n== More Frameworks ==\n * Baz\n")
    edited.insert("New", "bar", 1)
    assert edited.page() == (
        "= Frameworks =\n||Foo ||\n\n * Bar\n\n * New\n\n== More Frameworks ==\n * Baz\n"
    )


def test_a_section_needs_no_known_title_to_be_corrected() -> None:
    read = reader.parse_wiki_page("= Toolkits =\n * Foo\n")
    known = KnownNames(categories={"Toolkits": term("category:toolkits")})
    edited = Imported(list(edition_triples(read, PageSource("page"), known, facts_only=False)))
    edited.say("foo", "fw:version", "1")
    assert edited.page() == "= Toolkits =\n * Foo (1)\n"


@pytest.mark.parametrize(
    ("entry", "predicate", "value"),
    [
        (" * Foo", "fw:version", "1.0) is (2.0"),
        (" * Foo", "fw:version", "1, 2"),
        (" * Foo", "fw:dateText", "soon"),
        (" * Foo", "rdfs:label", "Foo\n= Heading ="),
        (" * [[http://x.org|Foo]]", "rdfs:label", "Foo]] bar"),
        ("||Foo ||", "fw:version", "1.0"),
        ("||Foo ||1 ||", "fw:version", "1 || 2"),
    ],
)
def test_what_markup_cannot_say_is_an_error(entry: str, predicate: str, value: str) -> None:
    edited = imported(f"= Frameworks =\n{entry}\n")
    edited.unsay("foo", predicate)
    edited.say("foo", predicate, value)
    with pytest.raises(BadRequest, match="line 2 of the page cannot say this"):
        edited.page()


def test_a_new_row_has_the_columns_of_its_table() -> None:
    edited = imported("= Frameworks =\n||Version ||Name ||Text ||More ||\n||1 ||Foo || || ||\n")
    edited.insert("New", "foo", 1, version="2.0")
    assert edited.page().endswith("||Foo || || ||\n||2.0 ||New || || ||\n")


def test_a_new_row_that_lacks_a_column_is_an_error() -> None:
    edited = imported("= Frameworks =\n||Name ||Version ||\n||Foo ||1 ||\n")
    edited.insert("New", "foo", 1, version="2.0", dateText="2010")
    with pytest.raises(BadRequest, match=r"^New: line 4 .* cannot say this: New, 2\.0, 2010$"):
        edited.page()


def test_a_listing_that_says_two_versions_is_an_error() -> None:
    edited = imported("= Frameworks =\n * Foo (1)\n")
    edited.say("foo", "fw:version", "2")
    with pytest.raises(BadRequest, match=r"^Foo: the listing says something twice"):
        edited.page()


@pytest.mark.parametrize("missing", ["fw:section", "fw:list", "fw:position"])
def test_a_new_listing_without_a_place_is_an_error(missing: str) -> None:
    edited = imported("= Frameworks =\n * Foo\n")
    edited.insert("New", "foo", 1)
    edited.unsay("New", missing)
    with pytest.raises(BadRequest, match=r"^New: a new listing needs"):
        edited.page()


def test_a_new_listing_in_a_list_that_is_gone_is_an_error() -> None:
    edited = imported("= Frameworks =\n * Foo\n")
    edited.insert("New", "foo", 1)
    edited.unsay("foo")
    with pytest.raises(BadRequest, match=r"^New: the page has no such list"):
        edited.page()


def test_facts_alone_give_no_page() -> None:
    with pytest.raises(BadRequest, match=r"^no wiki page is in the graph; import one without"):
        imported("= Frameworks =\n * Foo\n", facts_only=True).page()


def test_an_edition_of_facts_alone_gives_no_page(tmp_path: Path) -> None:
    file = tmp_path / "facts.ttl"
    facts = imported("= Frameworks =\n * Foo\n", facts_only=True).triples
    file.write_text(turtle.write_turtle(facts), encoding="utf-8")
    with pytest.raises(BadRequest, match=r"^the edition has no text; import the page without"):
        write_wiki_page(fwgraph.load(file), MARKUPS["moin"], term("edition:page"))


def test_two_pages_in_a_graph_are_an_error_that_names_them() -> None:
    both = imported("= One =\n").triples + imported("= Two =\n", slug="other").triples
    with pytest.raises(BadRequest, match=r"^several editions have text: .*: other, page$"):
        Imported(both).page()


def test_one_of_two_pages_can_be_asked_for(tmp_path: Path) -> None:
    both = imported("= One =\n").triples + imported("= Two =\n", slug="other").triples
    file = tmp_path / "both.ttl"
    file.write_bytes(turtle.write_turtle(both).encode())
    assert (
        write_wiki_page(fwgraph.load(file), MARKUPS["moin"], term("edition:other")) == "= Two =\n"
    )
