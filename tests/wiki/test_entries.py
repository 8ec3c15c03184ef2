"""The entries of a page are found wherever it lists frameworks, and say what is written."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fwgraph.wiki.entries import read_sections
from fwgraph.wiki.moin.reader import parse_wiki_page
from fwgraph.wiki.page_entry import PageEntry
from fwgraph.wiki.spans import TextRange

HEADING = "== Frameworks ==\n"


def entries(body: str) -> tuple[PageEntry, ...]:
    """Return the entries under a heading that lists."""
    return read_sections(parse_wiki_page(HEADING + body))[0].entries


def only(body: str) -> PageEntry:
    """Return the one entry under a heading that lists."""
    (entry,) = entries(body)
    return entry


NAMES = [
    ("[[http://x.org/|Foo]]", "Foo", "http://x.org/"),
    ("[[http://x.org/|Gizmo(QP)]]", "Gizmo(QP)", "http://x.org/"),
    ("[[http://x.org/| Foo Bar ]]", "Foo Bar", "http://x.org/"),
    ("[[http://x.org/|Foo|class=new]]", "Foo", "http://x.org/"),
    ("[[http://x.org/]]", "http://x.org/", "http://x.org/"),
    ("[[4Suite]]", "4Suite", "4Suite"),
    ("[[FooPage|Foo]]", "Foo", "FooPage"),
    ("CherryPy", "CherryPy", "CherryPy"),
    ("!CherryPy", "CherryPy", None),
    ("http://x.org/", "http://x.org/", "http://x.org/"),
    ("GAE framework", "GAE framework", None),
    ("'''[[http://x.org/|Foo]]'''", "Foo", "http://x.org/"),
    ("''CherryPy''", "CherryPy", "CherryPy"),
    ("'''Foo'''", "Foo", None),
    ("__Foo__", "Foo", None),
    ("'''~+Foo+~'''", "Foo", None),
    ("Foo '''Bar'''", "Foo Bar", None),
    ("`foo(bar)`", "foo(bar)", None),
    ("Foo-Bar", "Foo-Bar", None),
    ("Foo &amp; Bar", "Foo & Bar", None),
    ("Foo [[http://x.org/|of: them]]", "Foo of: them", None),
    ("<<Anchor(foo)>>Foo", "Foo", None),
    ("/* not seen */[[Foo]]", "Foo", "Foo"),
]
"""Markup of a name, the name, and what it links to: the same in an item and in a row."""


@pytest.mark.parametrize(("markup", "name", "target"), NAMES)
def test_an_item_has_a_name_and_a_link(markup: str, name: str, target: str | None) -> None:
    entry = only(f" * {markup} (1.0 Released 2010-02-03) text\n")
    assert (entry.name, entry.target, entry.version, entry.date) == (
        name,
        target,
        "1.0",
        "2010-02-03",
    )


@pytest.mark.parametrize(("markup", "name", "target"), NAMES)
def test_a_row_has_a_name_and_a_link(markup: str, name: str, target: str | None) -> None:
    entry = only(f"||{markup} ||1.0 ||2010-02-03 ||text ||\n")
    assert (entry.name, entry.target, entry.version, entry.date) == (
        name,
        target,
        "1.0",
        "2010-02-03",
    )


READ_AS_SHOWN = [
    ("[[Foo]]''' (1.0 Released 2010-02-03)", "1.0 Released 2010-02-03"),
    ("'''[[Foo]]''' - (1.0 Released 2010-02-03)", "1.0 Released 2010-02-03"),
    ("[[Foo]] ''(1.0 Released 2010-02-03)''", "1.0 Released 2010-02-03"),
    ("[[Foo]] ('''1.0''' Released 2010-02-03, more)", "'''1.0''' Released 2010-02-03"),
    ("[[Foo]] ([[News|1.0]] Released 2010-02-03)", "[[News|1.0]] Released 2010-02-03"),
    ("[[Foo]] [[News|(1.0 Released 2010-02-03)]] more", "1.0 Released 2010-02-03"),
    ("[[Foo]]<<BR>>(1.0 Released /* then */2010-02-03)", "1.0 Released /* then */2010-02-03"),
]
"""An entry, and what of it states the release to a reader of the page."""


@pytest.mark.parametrize(("text", "place"), READ_AS_SHOWN)
def test_a_release_is_read_as_it_is_shown(text: str, place: str) -> None:
    body = f" * {text}\n"
    entry = only(body)
    assert (entry.version, entry.date) == ("1.0", "2010-02-03")
    assert entry.release is not None
    assert body[entry.release.start : entry.release.end] == place


@pytest.mark.parametrize(
    "behind",
    [
        "",
        " (text)",
        "(1.0)",
        ", text",
        ": text",
        " - text",
        " \N{EN DASH} text",
        " is text",
        " (1.0",
    ],
)
def test_a_name_without_a_link_ends_where_a_text_begins(behind: str) -> None:
    assert only(f" * Foo{behind}\n").name == "Foo"


def test_a_name_without_a_link_keeps_its_own_brackets() -> None:
    entry = only(" * Gizmo(QP) (0.7 Released 2007-04-17)\n")
    assert (entry.name, entry.version) == ("Gizmo(QP)", "0.7")


def test_a_name_without_a_link_may_be_the_whole_text() -> None:
    assert only(" * Foo Bar\n   and more\n").name == "Foo Bar"


@pytest.mark.parametrize("marker", ["*", "."])
def test_an_item_without_a_number_is_an_entry(marker: str) -> None:
    assert only(f" {marker} [[Foo]] (1.0)\n").version == "1.0"


@pytest.mark.parametrize("marker", ["1.", "a.", "I.", "1.#4"])
@pytest.mark.parametrize("categories", [(), ("Frameworks",)])
def test_numbered_items_are_passed_over_and_counted(
    marker: str, categories: tuple[str, ...]
) -> None:
    page = f"{HEADING} {marker} [[Foo]] (1.0 Released 2010-01-01)\n  * [[Bar]] (2)\n"
    (section,) = read_sections(parse_wiki_page(page), categories)
    assert (section.entries, section.passed_over) == ((), (2,))


@pytest.mark.parametrize(
    "body", [" * \n", " * '''\n", " * <<BR>>\n", "||||||\n", "|| ||1.0||\n", "||''' '''||1.0||\n"]
)
def test_what_has_no_name_is_no_entry(body: str) -> None:
    assert entries(body) == ()


def test_places_lead_to_what_they_name() -> None:
    entry = only(" * '''[[Foo]]''' (1.0 Released 2010-02-03, more) text\n")
    assert entry.title == TextRange(2, 6, 13)
    assert entry.release == TextRange(2, 18, 41)
    assert (entry.line, entry.last_line, entry.form) == (2, 2, "item")


def test_places_in_a_row_are_those_of_its_cells() -> None:
    entry = only("|| [[Foo]] || 1.0 ||2010-02-03||\n")
    assert entry.title == TextRange(2, 3, 10)
    assert entry.cells == (TextRange(2, 14, 17), TextRange(2, 20, 30))
    assert entry.release is None


def prose(entry: PageEntry) -> list[tuple[int, str]]:
    """Return the prose of an entry as written, by lines."""
    return [(line.line, line.source) for line in entry.prose]


def test_prose_is_what_stands_behind_the_release_by_lines() -> None:
    entry = only(" * [[Foo]] (1.0) one [[Bar]]\n   two\n\n   three\n")
    assert prose(entry) == [(2, " one [[Bar]]"), (3, "two"), (4, ""), (5, "three")]
    assert entry.last_line == 5


def test_prose_of_a_row_is_its_text() -> None:
    assert prose(only("||Foo ||1.0 ||2010 ||one [[Bar]] ||\n")) == [(2, "one [[Bar]]")]


HEADINGS = "||Name ||Latest version ||Latest update date ||description ||\n"


def test_a_row_of_headings_is_no_entry() -> None:
    assert [entry.name for entry in entries(f"{HEADINGS}||Foo ||1 ||2010 ||text ||\n")] == ["Foo"]


def test_a_row_without_headings_is_read_in_the_usual_order() -> None:
    entry = only("||Foo ||1 ||2010 ||text ||\n")
    assert (entry.name, entry.version, entry.date) == ("Foo", "1", "2010")


@pytest.mark.parametrize(
    ("version", "date", "facts", "prose"),
    [
        ("1.0", "2024-10-20 (discontinued)", ("1.0", "2024-10-20"), ["text", " (discontinued)"]),
        ("1.0 (LTS) [1]", "''2024''", ("1.0", "2024"), ["text", " (LTS) [1]"]),
        ("'''1.0''' (LTS)", "June 4, 2016", ("1.0", "June 4, 2016"), ["text", " (LTS)"]),
        ("n/a (see 2.0)", "(2024)", ("n/a (see 2.0)", "(2024)"), ["text"]),
    ],
)
def test_brackets_behind_a_fact_of_a_row_are_no_part_of_it(
    version: str, date: str, facts: tuple[str, str], prose: list[str]
) -> None:
    entry = only(f"{HEADINGS}||Foo ||{version} ||{date} ||text ||\n")
    assert (entry.version, entry.date) == facts
    assert sorted(text.plain for text in entry.prose) == sorted(prose)


@pytest.mark.parametrize(
    ("headings", "row"),
    [
        ("||Date ||Description ||'''Name''' ||Version ||", "||2010 ||text ||Foo ||1 ||"),
        ("||NAME ||Python ||VERSION ||DATE ||", "||Foo ||3 ||1 ||2010 ||"),
        ("||<-2> Name ||Version ||Date ||", "||Foo ||text ||1 ||2010 ||"),
        ("||||Name ||Version ||Date ||", "||||Foo ||1 ||2010 ||"),
        ("||Name ||Text ||More ||Version ||Date ||", "||Foo ||<-2> text ||1 ||2010 ||"),
        ("||Name ||Text ||More ||Version ||Date ||", "||Foo ||||text ||1 ||2010 ||"),
        (
            "||Name ||Text ||More ||Version ||Date ||",
            '||Foo ||<colspan="2"> text ||1 ||2010 ||',
        ),
        ("||Name ||Version ||Date ||", "||<#eee> Foo ||<^>1 ||<(style='x')>2010 ||"),
        ('||<tablewidth="100%"> Name ||Version ||Date ||', "||Foo ||'''1''' ||''2010'' ||"),
    ],
)
def test_headings_say_what_columns_hold(headings: str, row: str) -> None:
    entry = only(f"{headings}\n{row}\n")
    assert (entry.name, entry.version, entry.date) == ("Foo", "1", "2010")


@pytest.mark.parametrize(
    ("row", "facts"),
    [
        ("||Foo ||", (None, None)),
        ("||Foo ||1 ||", ("1", None)),
        ("||Foo || || ||text ||", (None, None)),
        ("||Foo || ||2010 ||text ||", (None, "2010")),
        ("||Foo ||''' ''' ||2010 ||text ||more ||", (None, "2010")),
    ],
)
def test_a_row_may_leave_cells_empty_or_out(row: str, facts: tuple[str | None, str | None]) -> None:
    entry = only(f"{HEADINGS}{row}\n")
    assert (entry.version, entry.date) == facts


def test_nested_items_belong_to_the_entry_above() -> None:
    first, second = entries(" * [[Foo]] (1) a\n  * b\n   * c\n\n   d\n * [[Bar]]\n")
    assert (first.name, first.line, first.last_line) == ("Foo", 2, 6)
    assert prose(first) == [(2, " a"), (3, "b"), (4, "c"), (5, ""), (6, "d")]
    assert (second.name, second.line, second.position) == ("Bar", 7, 2)


def test_an_item_before_the_outermost_is_an_entry_of_its_own() -> None:
    assert [entry.name for entry in entries("  * [[Foo]]\n * [[Bar]]\n")] == ["Foo", "Bar"]


@pytest.mark.parametrize(
    ("body", "numbers"),
    [
        ("||Foo ||\n||Bar ||\n", [(1, 1), (1, 2)]),
        ("||Foo ||\n\n * Bar\n * Baz\n", [(1, 1), (2, 1), (2, 2)]),
        (" * Bar\n||Foo ||\n", [(1, 1), (2, 1)]),
        (" * Foo\n\n\n * Bar\n", [(1, 1), (1, 2)]),
        (" * Foo\n## note\n * Bar\n", [(1, 1), (1, 2)]),
        ("||Foo ||\n## note\n||Bar ||\n", [(1, 1), (1, 2)]),
        ("||Foo ||\n\n||Bar ||\n", [(1, 1), (2, 1)]),
        (" * Foo\ntext\n * Bar\n", [(1, 1), (2, 1)]),
        (" * Foo\n term:: text\n * Bar\n", [(1, 1), (2, 1)]),
        (" * Foo\n----\n * Bar\n", [(1, 1), (2, 1)]),
        ("text\n * Foo\n", [(1, 1)]),
        (" * \n\ntext\n * Foo\n", [(1, 1)]),
        ("||Name ||Version ||\n\n * Foo\n", [(1, 1)]),
        (" * \n * Foo\n", [(1, 1)]),
    ],
)
def test_lists_and_places_are_counted(body: str, numbers: list[tuple[int, int]]) -> None:
    assert [(entry.list, entry.position) for entry in entries(body)] == numbers


def test_lists_are_counted_anew_in_each_section() -> None:
    first, second = read_sections(parse_wiki_page(f"{HEADING} * Foo\n{HEADING} * Bar\n"))
    assert [(each.section, each.list) for each in (*first.entries, *second.entries)] == [
        (1, 1),
        (2, 1),
    ]


LISTING = [
    ("Frameworks", " * Foo\n"),
    ("Discontinued/Inactive FRAMEWORKS", " * Foo\n"),
    ("A '''framework''' or two", " * Foo\n"),
    ("Toolkits", " * Foo\n"),
    ("  tool''kits'' ", " * Foo\n"),
    ("Whatever", " * Foo\n * Bar (1 Released 2010-02-03)\n"),
    ("Whatever", "||Name ||Version ||\n||Foo ||1 ||\n"),
]
OTHERS = [
    ("Books and Articles", " * [[http://x.org/|Book]] (1.0)\n"),
    ("Books and Articles", " * A book on [[http://x.org/|this]].\n"),
    ("Books and Articles", " * A book (4.3 Released 2013-05-21\n"),
    ("More toolkits", " * Foo\n"),
    ("Whatever", "||Foo ||1 ||\n"),
    ("Whatever", "||Foo ||1 ||2010 ||\n"),
    ("", " * Foo\n"),
]


@pytest.mark.parametrize(("title", "body"), LISTING)
def test_a_section_of_frameworks_lists(title: str, body: str) -> None:
    (section,) = read_sections(parse_wiki_page(f"== {title} ==\n{body}"), ["Toolkits"])
    assert section.entries[0].name == "Foo"


@pytest.mark.parametrize(("title", "body"), OTHERS)
def test_another_section_does_not(title: str, body: str) -> None:
    found = read_sections(parse_wiki_page(f"== {title} ==\n{body}"), ["Toolkits"])
    assert [section.entries for section in found if section.entries] == []


def test_what_stands_above_the_first_heading_is_in_no_section() -> None:
    (section,) = read_sections(parse_wiki_page(f" * Foo (1 Released 2010-02-03)\n{HEADING}"))
    assert section.entries == ()


def test_sections_are_counted_and_keep_their_line_and_level() -> None:
    found = read_sections(parse_wiki_page("= One =\n\n=== ''Two'' ===\n"))
    assert [(each.index, each.line, each.level, each.title) for each in found] == [
        (1, 1, 1, "One"),
        (2, 3, 3, "Two"),
    ]


MARKS = [" * ", "  * ", "||", "[[", "]]", "|", "(", ")", "'''", "\n", " ", "Foo", "1.0", "Released"]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.sampled_from(MARKS) | st.text(max_size=3), max_size=40).map("".join))
def test_entries_of_any_text_follow_each_other_and_have_names(body: str) -> None:
    found = entries(body.replace("=", "-"))
    lines = [line for entry in found for line in (entry.line, entry.last_line)]
    assert lines == sorted(lines)
    assert len({entry.line for entry in found}) == len(found)
    assert all(entry.name.strip() for entry in found)


LISTED = "== Other Full-Stack Frameworks ==\n"
KNOWN = ["Other Full-Stack Frameworks", "Discontinued/Inactive Frameworks"]


@pytest.mark.parametrize(
    ("markup", "name", "target"),
    [
        ("[[http://x.org/|{{logo.png}}]] [[http://x.org/|WebBot]]", "WebBot", "http://x.org/"),
        ("{{logo.png}} [[http://x.org/|WebBot]]", "WebBot", "http://x.org/"),
        ("[[http://x.org/|{{logo.png}}]] Foo", "Foo", "http://x.org/"),
        ("http://x.org/ [[Foo]]", "Foo", "Foo"),
    ],
)
@pytest.mark.parametrize("form", [" * {} (1 Released 2010-02-03)\n", "||{} ||1 ||2010-02-03 ||\n"])
def test_a_name_stands_behind_its_logo(form: str, markup: str, name: str, target: str) -> None:
    entry = only(form.format(markup))
    assert (entry.name, entry.target, entry.date) == (name, target, "2010-02-03")


@pytest.mark.parametrize(
    ("title", "resembles"),
    [
        ("Other Full Stack Frameworks", KNOWN[0]),
        ("Other Fullstack Framework", KNOWN[0]),
        ("other full-stack framework", KNOWN[0]),
        ("Discontinued / Inactive Frameworks", KNOWN[1]),
        ("OTHER FULL-STACK FRAMEWORKS", None),
        ("Another Full-Stack Framework", None),
    ],
)
def test_a_title_that_is_nearly_a_category_is_read_as_it(title: str, resembles: str | None) -> None:
    (section,) = read_sections(parse_wiki_page(f"== {title} ==\n * Foo\n * Bar\n"), KNOWN)
    assert section.resembles == resembles
    assert [entry.name for entry in section.entries] == ["Foo", "Bar"]
    assert {entry.is_proven for entry in section.entries} == {"nother" not in title}


def test_a_section_below_a_category_is_a_part_of_it() -> None:
    page = f"{LISTED}=== A to M ===\n * Foo\n== Links ==\n * Bar\n"
    _, part, links = read_sections(parse_wiki_page(page), KNOWN)
    assert (part.category, [entry.name for entry in part.entries]) == (KNOWN[0], ["Foo"])
    assert (links.category, links.entries) == (None, ())


def test_an_item_that_looks_like_an_entry_is_found_in_another() -> None:
    swallowed = "  * [[http://g.example/|Gamma]] (1.0 Released 2015-99-01) is.\n  * [[Docs]] here\n"
    (entry,) = entries(f" * [[Foo]] (1)\n{swallowed}")
    assert [(item.name, item.line, item.date) for item in entry.nested] == [
        ("Gamma", 3, "2015-99-01")
    ]


@pytest.mark.parametrize(
    ("headings", "row", "facts"),
    [
        ("||Framework ||Version ||Released ||", "||Foo ||1 ||2010-99-01 ||", ("1", "2010-99-01")),
        ("||Framework ||Release ||", "||Foo ||1 (2010-99-01) ||", ("1", "2010-99-01")),
        ("||Framework ||Release ||", "||Foo ||1 Released 2010-99-01 ||", ("1", "2010-99-01")),
        ("||Framework ||Release ||", "||Foo ||2010-99-01 ||", (None, "2010-99-01")),
        ("||Name ||Version ||Release ||", "||Foo ||1 ||2010-99-01 ||", ("1", "2010-99-01")),
        ("||Name ||Release ||Version ||", "||Foo ||2010-99-01 ||1 ||", ("1", "2010-99-01")),
        ("||Name ||Release ||Release date ||", "||Foo ||1 ||2010 ||", ("1", "2010")),
        ("||Nom ||Dernière version ||Publié ||", "||Foo ||1 ||2010 ||", ("1", "2010")),
        ("||Naam ||Versie ||Datum ||", "||Foo ||1 ||2010 ||", ("1", "2010")),
        ("||Nome ||Data ||Versione ||", "||Foo ||2010 ||1 ||", ("1", "2010")),
        ("||Toolkitti ||Version ||Datum ||", "||Foo ||1 ||2010 ||", ("1", "2010")),
    ],
)
def test_columns_hold_what_their_headings_say(
    headings: str, row: str, facts: tuple[str | None, str | None]
) -> None:
    (section,) = read_sections(parse_wiki_page(f"== Whatever ==\n{headings}\n{row}\n"))
    assert [(entry.version, entry.date) for entry in section.entries] == [facts]


def test_a_row_below_the_span_of_a_name_continues_its_entry() -> None:
    table = "||<|2> Foo ||1 ||2010 ||a ||\n||2 ||2011 ||b ||\n||Bar ||3 ||2012 ||c ||\n"
    first, second = entries(table)
    assert (first.name, first.last_line, first.version, first.is_joined) == ("Foo", 3, "1", False)
    assert [line.source for line in first.prose] == ["a", "2", "2011", "b"]
    assert (second.name, second.version) == ("Bar", "3")


def test_rows_below_the_span_of_another_cell_are_joined_and_keep_their_columns() -> None:
    first, second = entries("||Foo ||<|2> 1 ||2010 ||\n||Bar ||2011 ||\n")
    assert [(entry.version, entry.date) for entry in (first, second)] == [
        ("1", "2010"),
        (None, "2011"),
    ]
    assert (first.is_joined, second.is_joined) == (True, True)


def test_the_text_of_a_row_is_that_of_all_columns_without_a_kind() -> None:
    head = "||Name ||Platforms ||Version ||Date ||Notes ||"
    (first,) = entries(f"{head}\n||Foo ||any ||1 ||2010 ||has been retired ||\n")
    assert [line.source for line in first.prose] == ["any", "has been retired"]


def test_words_across_version_and_date_are_neither() -> None:
    head, rows = "||Name ||Version ||Date ||Notes ||", "||Foo ||||comes with it ||a ||"
    first, second = entries(f"{head}\n{rows}\n||Bar ||||1 Released 2010 ||b ||\n")
    assert (first.version, first.date) == (None, None)
    assert [line.source for line in first.prose] == ["comes with it", "a"]
    assert (second.version, second.date) == ("1", "2010")


def test_a_row_that_is_taken_for_headings_by_its_form_is_said() -> None:
    page = f"{LISTED}||Aaaa ||Bbbb ||\n||Foo ||1.0 ||\n"
    (section,) = read_sections(parse_wiki_page(page), KNOWN)
    assert ([entry.name for entry in section.entries], section.passed_over) == (["Foo"], (2,))


@pytest.mark.parametrize(
    "row", ["||My Framework ||latest || ||", "||Foo || || ||text ||", "||Foo ||trunk ||2010 ||"]
)
def test_a_first_row_of_data_is_no_row_of_headings(row: str) -> None:
    page = f"{LISTED}{row}\n||[[http://x.org/|Zoo]] ||1.0 ||2010 ||\n"
    (section,) = read_sections(parse_wiki_page(page), KNOWN)
    assert len(section.entries) == 2


def test_a_list_beside_one_that_proves_itself_is_seen_and_not_proven() -> None:
    page = "== Others ==\n * Zeta (1 Released 2010-01-01)\ntext\n * Foo\n * Bar\n"
    (section,) = read_sections(parse_wiki_page(page))
    assert [(entry.name, entry.is_proven) for entry in section.entries] == [
        ("Zeta", True),
        ("Foo", False),
        ("Bar", False),
    ]
