"""Pages that people wrote in unusual ways: what is found on them, and what is left alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.shapes import cases

import fwgraph
from fwgraph.namespaces import term
from fwgraph.rules.data_graph import page_data_graph
from fwgraph.rules.findings import Finding, check_data_graph
from fwgraph.rules.repair import repair_page
from fwgraph.wiki import known
from fwgraph.wiki.edition import PageSource, edition_triples
from fwgraph.wiki.markups import DEFAULT_MARKUP

Command = Callable[..., tuple[int, str, str]]

FULL_STACK = "= Other Full-Stack Frameworks =\n"
GONE = "= Discontinued/Inactive Frameworks =\n"
ABSENT = {"page-has-version", "page-has-date"}
parse_once = pytest.fixture(scope="module", autouse=True)(cases.parse_once)


@pytest.fixture(scope="module")
def findings(graph: fwgraph.Graph) -> Callable[[str], list[Finding]]:
    """What returns the findings about a page's entries and sections, without those about all."""

    def check(page: str) -> list[Finding]:
        found, _ = check_data_graph(page_data_graph("page.moin", page, None, graph))
        return [each for each in found if each.rule != "page-guidelines"]

    return check


Check = Callable[[str], list[Finding]]


def places(found: list[Finding]) -> set[tuple[str, int]]:
    """Return rules and lines, without the categories and home pages that a page lacks."""
    lacking = {"page-category-missing", "page-has-homepage"}
    return {(each.rule, each.line) for each in found if each.rule not in lacking}


DAY = "2015-99-01"
IMPOSSIBLE = [
    f" * [[http://a.example/|Alpha]] (1.0 Release {DAY}) a.",
    f" * [[http://a.example/|Alpha]] (1.0 Released: {DAY}) a.",
    f" * [[http://a.example/|Alpha]] (1.0 rel. {DAY}) a.",
    f" * [[http://a.example/|Alpha]] (1.0 / {DAY}) a.",
    f" * [[http://a.example/|Alpha]] '''(1.0 Released {DAY})''' a.",
    f" * [[http://a.example/|Alpha]] ('''1.0''' ''Released'' {DAY}) a.",
    f" * [[http://a.example/|Alpha]]\N{TRADE MARK SIGN} (1.0 Released {DAY}) a.",
    f" * [[http://a.example/|Alpha]] {{OK}} (1.0 Released {DAY}) a.",
    f" * [[http://a.example/|Alpha]]^1^ (1.0 Released {DAY}) a.",
    f" * [[http://a.example/|Alpha]]<<FootNote(x)>> (1.0 Released {DAY}) a.",
    f" * [[http://a.example/|Alpha]] ([[http://d.example/|docs]]) (1.0 Released {DAY}) a.",
    f" * [[http://a.example/|Alpha]] [[http://d.example/|docs]] (1.0 Released {DAY}) a.",
    f" * [[http://a.example/|Alpha]]\xa0(1.0\xa0Released\xa0{DAY}) a.",
    f" * [[http://a.example/|Alpha]] \u200b(1.0 Released {DAY}\u200b) a.",
    f" * [[http://a.example/|Alpha]] [1.0 Released {DAY}] a.",
    f" * [[http://a.example/|Alpha]] (trunk Released {DAY}) a.",
    f" * [[http://a.example/|Alpha]] (1.0 Released {DAY} (LTS)) a.",
    f" * [[http://a.example/|Alpha]]\n   (1.0 Released {DAY}) is.",
    f" * [[http://a.example/|Alpha]] (1.0\n   Released {DAY}) is.",
    f"||'''Name''' ||'''Latest version''' ||'''Released''' ||\n||Alpha ||1.0 ||{DAY} ||",
    f"||Name ||Version ||Datum ||\n||Alpha ||1.0 ||{DAY} ||",
]


@pytest.mark.parametrize("entry", IMPOSSIBLE)
def test_an_impossible_day_is_found_however_it_is_written(entry: str, findings: Check) -> None:
    (place,) = places(findings(f"{FULL_STACK}{entry}\n"))
    assert place == ("page-date-real", 3 if entry.startswith("||") else 2)


@pytest.mark.parametrize(
    ("release", "words"),
    [
        ("(first seen 2011)", "(first seen 2011)"),
        ("(1.0, some time in 2014)", "some time in 2014"),
        ("1.0 Released 2016-01-01", "1.0 Released 2016-01-01"),
        ("(1.0 Released 2016-01-01", "(1.0 Released 2016-01-01"),
        ("(eleased 2016)", "(eleased 2016)"),
    ],
)
def test_a_release_that_is_not_understood_is_quoted_and_not_called_absent(
    release: str, words: str, findings: Check
) -> None:
    page = f"{FULL_STACK} * [[http://a.example/|Alpha]] {release}\n"
    (finding,) = [each for each in findings(page) if each.rule.startswith("page-release")]
    assert (finding.severity, finding.line) == ("warning", 2)
    assert f"not understood: it says “{words}”" in finding.message
    assert not ABSENT & {each.rule for each in findings(page)}


def test_an_entry_swallowed_by_its_indentation_is_found_at_its_line(findings: Check) -> None:
    page = (
        f"{FULL_STACK} * [[http://a.example/|Alpha]] (1.0 Released 2015-01-01) is.\n"
        "  * [[http://g.example/|Gamma]] (1.0 Released 2015-99-01) is.\n"
        " * [[http://z.example/|Zeta]] (1.0 Released 2015-01-01) is.\n"
    )
    (finding,) = [each for each in findings(page) if each.line == 3]
    assert (finding.rule, finding.severity, finding.entry) == (
        "page-entry-nested",
        "warning",
        "Gamma",
    )


def test_a_heading_that_is_nearly_a_category_is_asked_about(findings: Check) -> None:
    page = "= Other Full Stack Frameworks =\n * [[http://a.example/|Alpha]] (1 Released 2015-01-01)"
    named = [each for each in findings(page) if "page-category" in each.rule and each.line == 1]
    assert [each.fix for each in named if each.entry == "Other Full Stack Frameworks"] == [
        "did you mean “Other Full-Stack Frameworks”?"
    ]
    missing = {each.entry for each in named if each.rule == "page-category-missing"}
    assert "Other Full-Stack Frameworks" not in missing


def test_a_reason_counts_unless_it_is_denied(findings: Check) -> None:
    page = (
        f"{GONE} * [[http://a.example/|Alpha]] (1.0 Released 2015-01-01) is not discontinued.\n"
        " * [[http://b.example/|Beta]] (1.0 Released 2015-01-01) lets you browse archived mail.\n"
        " * [[http://c.example/|Delta9]] (1.0 Released 2015-01-01); development ceased in 2011.\n"
    )
    assert places(findings(page)) == {
        ("page-discontinued-reason", 2),
        ("page-discontinued-reason", 3),
    }


def test_two_forms_of_one_name_are_one_thing(findings: Check) -> None:
    page = (
        f"{FULL_STACK} * [[http://a.example/|Caf\xe9]] (1.0 Released 2016-01-01).\n"
        " * [[http://b.example/|Cafe\u0301]] (1.0 Released 2016-01-01).\n"
    )
    assert places(findings(page)) == {("page-duplicate", 3)}


@pytest.mark.parametrize(
    "names",
    [
        ["C++", "C#", "C"],
        ["中文框架", "日本語", "Ω", "Ψ"],
        ["Foo!", "Foo?", "Foo"],
        ["Django日本", "Django 中文"],
        ["Flask!", "Flask?"],
        ["--", "???"],
        ["É", "E+"],
    ],
)
def test_different_names_are_different_things(names: list[str], graph: fwgraph.Graph) -> None:
    items = "".join(f" * [[http://x.example/{at}|{name}]]\n" for at, name in enumerate(names))
    page = DEFAULT_MARKUP.read(FULL_STACK + items)
    names_known = known.known_names(graph)
    triples = list(edition_triples(page, PageSource("p"), names_known, facts_only=True))
    software = [each.object for each in triples if each.predicate == term("fw:lists")]
    assert len(set(software)) == len(names)
    assert all(graph.names.matches(str(each), ()) == [] for each in software)
    assert not {each.value for each in software} & {  # type: ignore[union-attr]
        node.value for node, _, _ in graph.names._read_names()
    }


def test_accents_and_case_do_not_part_a_letter_from_itself(findings: Check) -> None:
    page = FULL_STACK + "".join(f" * {name} (1.0 Released 2016-01-01)\n" for name in ACCENTED)
    assert places(findings(page)) == set()
    assert repair_page(page, ["Other Full-Stack Frameworks"]) == (page, [])


ACCENTED = ["\xc9mile", "Flask2", "\xf6l", "Zed"]


def test_a_list_that_proves_nothing_has_no_order(findings: Check) -> None:
    words = "= What frameworks have in common =\n * [[Speed]]\n * [[Docs]]\n"
    assert "page-order" not in {each.rule for each in findings(words)}
    dated = "= Best Frameworks =\n * Zeta (1 Released 2010-01-01)\n * Alpha\n"
    assert ("page-order", 3) in places(findings(dated))


def test_a_page_that_cannot_be_understood_comes_back_byte_for_byte(
    tmp_path: Path, run: Command
) -> None:
    page = tmp_path / "page.moin"
    page.write_bytes(b"= V =\r\n||Variable ||Text ||Example ||\r\n||Z ||x ||1 ||\r\n||A ||y ||2 ||")
    before = page.read_bytes()
    code, _, err = run("fix", page, "--write")
    assert (code, page.read_bytes()) == (2, before)
    assert "no entries found" in err
