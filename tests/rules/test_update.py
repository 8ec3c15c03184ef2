"""``fix --update``: newer releases in the entries of a page, by evidence, every other byte kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.questions.cases import graph_of

from fwgraph.graph import Graph, load
from fwgraph.rules.repair import Repair
from fwgraph.rules.update import update_page
from fwgraph.wiki.entries import read_entries
from fwgraph.wiki.known import known_names, names_for
from fwgraph.wiki.markups import MARKUPS

Command = Callable[..., tuple[int, str, str]]

DATA = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX document: <https://w3id.org/fwgraph/document/>
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX listing: <https://w3id.org/fwgraph/listing/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX release: <https://w3id.org/fwgraph/release/>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX voice: <https://w3id.org/fwgraph/voice/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

edition:index a fw:Edition ; fw:voice voice:index ; dcterms:date "2020-08-01"^^xsd:date .
edition:page a fw:Edition ; fw:voice voice:list-editor ; dcterms:date "2020-08-01"^^xsd:date .
document:acorn-changes a fw:Document ; fw:voice voice:author ; dcterms:date "2020-06-01"^^xsd:date .
document:birch-tags a fw:Document ; fw:voice voice:host ; dcterms:date "2020-07-01"^^xsd:date .

software:acorn a fw:Framework ; rdfs:label "Acorn" .
software:birch a fw:Framework ; rdfs:label "Birch" .
software:cedar a fw:Framework ; rdfs:label "Cedar" .
software:dogwood a fw:Framework ; rdfs:label "Dogwood" .
software:elder a fw:Framework ; rdfs:label "Elder" .

release:acorn\\/2.0\\/acorn-changes a fw:Release ; fw:releaseOf software:acorn ; fw:version "2.0" ;
    fw:released "2019-05-05"^^xsd:date ; prov:wasDerivedFrom document:acorn-changes ; fw:line 10 .
release:acorn\\/3.0\\/acorn-changes a fw:Release ; fw:releaseOf software:acorn ; fw:version "3.0" ;
    fw:released "2364-01-27"^^xsd:date ; prov:wasDerivedFrom document:acorn-changes ; fw:line 5 .
release:birch\\/0.9\\/birch-tags a fw:Release ; fw:releaseOf software:birch ; fw:version "0.9" ;
    fw:released "2018-01-01"^^xsd:date ; prov:wasDerivedFrom document:birch-tags ;
    fw:tag "v0.9" ; fw:revision "0123456789abcdef0123456789abcdef01234567" .
release:birch\\/1.0rc1\\/birch-tags a fw:Release ; fw:releaseOf software:birch ;
    fw:version "1.0rc1" ; fw:released "2020-01-01"^^xsd:date ;
    prov:wasDerivedFrom document:birch-tags ;
    fw:tag "v1.0rc1" ; fw:revision "123456789abcdef0123456789abcdef012345670" .
listing:index\\/birch a fw:Listing ; fw:edition edition:index ; fw:lists software:birch ;
    fw:line 3 ; fw:package "pkg:pypi/birch" ; fw:version "0.9.5" ;
    fw:released "2019-02"^^xsd:gYearMonth .
listing:index\\/cedar a fw:Listing ; fw:edition edition:index ; fw:lists software:cedar ;
    fw:line 4 ; fw:package "pkg:pypi/cedar" ; fw:version "1.5" ;
    fw:released "2020-07"^^xsd:gYearMonth .
listing:page\\/dogwood a fw:Listing ; fw:edition edition:page ; fw:lists software:dogwood ;
    fw:line 9 ; fw:version "9.0" ; fw:released "2020-07-07"^^xsd:date .
listing:index\\/elder a fw:Listing ; fw:edition edition:index ; fw:lists software:elder ;
    fw:line 6 ; fw:version "2.0" ; fw:released "2020-05"^^xsd:gYearMonth .
"""
MOIN = """\
= Web Frameworks =
== Other Full-Stack Frameworks ==
||Name ||Latest version ||Latest update date ||Description ||
||[[http://a.example/|Acorn]] ||1.0 ||2011-01-01 ||since 1.0 of 2011-01-01 ||
||[[http://z.example/|Zelkova]] ||1.0 ||2011-01-01 ||nobody knows it ||

 * [[http://b.example/|Birch]] (v0.8 Released 2010-01-02, initial release 2009-10-01) text 0.8
 * [[http://c.example/|Cedar]] (1.4 Released 2010-01-02) only a month is known
 * [[http://d.example/|Dogwood]] (1.0 Released 2010-01-02) only a page says so
 * [[http://e.example/|Elder]] (1.0 Released 2019) text\r
"""
MARKDOWN = """\
# Web Frameworks

## Other Full-Stack Frameworks

| Name | Latest version | Latest update date | Description |
| --- | --- | --- | --- |
| [Acorn](http://a.example/) | 1.0 | 2011-01-01 | since 1.0 |

- [Birch](http://b.example/) (0.8 Released 2010-01-02) text
"""
HEAD = "= Web Frameworks =\n== Other Full-Stack Frameworks ==\n"
ACORN = "1.0 Released 2011-01-01 becomes 2.0 Released 2019-05-05: acorn-changes:10, 2020-06-01"


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    file = tmp_path_factory.mktemp("update") / "data.ttl"
    file.write_text(DATA, encoding="utf-8")
    return load(file)


def update(graph: Graph, text: str, markup: str = "moin") -> tuple[str, list[Repair]]:
    reader = MARKUPS[markup]
    page = reader.read(text)
    names = names_for(page, known_names(graph))
    entries = read_entries(page, names.categories)
    return update_page(text, entries, names, reader, graph)


def test_newer_releases_are_written_and_nothing_else(releases: Graph) -> None:
    new, repairs = update(releases, MOIN)
    changed = MOIN.replace("||1.0 ||2011-01-01 ||since", "||2.0 ||2019-05-05 ||since")
    changed = changed.replace("(1.0 Released 2019)", "(2.0 Released 2020-05)")
    assert new == changed
    assert [(each.line, each.entry, each.done) for each in repairs] == [
        (4, "Acorn", ACORN),
        (7, "Birch", "left as it is, since of its newest release, 0.9.5, only the month is known,"
         " 2019-02, which takes no full date away: index:3, 2020-08-01"),
        (8, "Cedar", "left as it is, since of its newest release, 1.5, only the month is known,"
         " 2020-07, which takes no full date away: index:4, 2020-08-01"),
        (10, "Elder", "1.0 Released 2019 becomes 2.0 Released 2020-05: index:6, 2020-08-01"),
    ]  # fmt: skip


def test_what_is_up_to_date_is_left(releases: Graph) -> None:
    new, _ = update(releases, MOIN)
    again, repairs = update(releases, new)
    assert again == new
    assert not [each for each in repairs if "becomes" in each.done]


def test_pages_in_markdown_are_updated(releases: Graph) -> None:
    new, repairs = update(releases, MARKDOWN, "md")
    changed = MARKDOWN.replace("| 1.0 | 2011-01-01 |", "| 2.0 | 2019-05-05 |")
    assert new == changed
    assert ACORN in [each.done for each in repairs]


@pytest.mark.parametrize(
    "entry",
    [
        "(2.0 Released 2019-05-05)",
        "(2.0 Released 2019-05-01)",
        "(2.0b1 Released 2019-06-05)",
        "(1.0 Released 2019-05-06)",
        "(2.1)",
        "(Released 2019-06-01)",
    ],
)
def test_what_is_not_older_is_left(releases: Graph, entry: str) -> None:
    page = f"{HEAD} * [[http://a.example/|Acorn]] {entry} text\n"
    assert update(releases, page) == (page, [])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(1.0)", "(2.0 Released 2019-05-05)"),
        ("(Released 2010-01-02)", "(2.0 Released 2019-05-05)"),
        ("(2.0rc1 Released 2019-05-01)", "(2.0 Released 2019-05-05)"),
        ("(1.0 Released 2011-02-31)", "(2.0 Released 2019-05-05)"),
        ("text", "(2.0 Released 2019-05-05) text"),
        ("'''(1.0)'''", "'''(2.0 Released 2019-05-05)'''"),
        ("(2010-01-02)", "(2.0 Released 2019-05-05)"),
    ],
)
def test_what_states_less_is_completed(releases: Graph, old: str, new: str) -> None:
    page = f"\ufeff{HEAD} * [[http://a.example/|Acorn]] {old} more\n"
    assert update(releases, page)[0] == page.replace(old, new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(v1.0 Released June 14, 2011)", "(v2.0 Released May 5, 2019)"),
        ("(1.0 Released 4 Jun 2011)", "(2.0 Released 5 May 2019)"),
        ("(1.0 Released in June 2011)", "(2.0 Released in May 2019)"),
        ("(1.0, released: 2011/06/04)", "(2.0, released: 2019/05/05)"),
        ("(1.0 Released 25/12/2011)", "(2.0 Released 2019-05-05)"),
        ("(1.0 (LTS) Released 2011-1-1 (the last))", "(2.0 (LTS) Released 2019-05-05 (the last))"),
        (
            "('''1.0''' Released ''2011-01-01'')",
            "('''2.0''' Released ''2019-05-05'')",
        ),
        (
            "(`1.0` Released [[http://a.example/news|2011-01-01]])",
            "(`2.0` Released [[http://a.example/news|2019-05-05]])",
        ),
    ],
)
def test_the_form_of_version_and_date_stays(releases: Graph, old: str, new: str) -> None:
    page = f"{HEAD} * [[http://a.example/|Acorn]] {old} more, 1.0\r\n"
    assert update(releases, page)[0] == page.replace(old, new)


@pytest.mark.parametrize(
    ("version", "date", "new_version", "new_date"),
    [
        ("1.0", "2011-10-20 (discontinued)", "2.0", "2019-05-05 (discontinued)"),
        ("v1.0 (LTS)", "Jun 4, 2011", "v2.0 (LTS)", "May 5, 2019"),
        ("**1.0**[^1]", "*2011-01-01*", "**2.0**[^1]", "*2019-05-05*"),
        ("[1.0](http://a.example/news)", "", "[2.0](http://a.example/news)", "2019-05-05"),
        ("?", "?", "2.0", "2019-05-05"),
    ],
)
def test_what_is_around_the_facts_of_a_row_stays(
    releases: Graph, version: str, date: str, new_version: str, new_date: str
) -> None:
    row = "| Acorn | {} | {} | since 1.0 |".format
    page = MARKDOWN.replace("- [Birch]", "- Nobody").replace(
        "| [Acorn](http://a.example/) | 1.0 | 2011-01-01 | since 1.0 |", row(version, date)
    )
    new = page.replace(row(version, date), row(new_version, new_date))
    assert update(releases, page, "md")[0] == new
    assert update(releases, new, "md") == (new, [])


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ("(trunk Released 2019-01-01)", "its version is not understood: trunk"),
        ("(4.x Released 2019-01-01)", "its version is not understood: 4.x"),
        ("(1.0/0.9 Released 2011-01-01)", "its version is not understood: 1.0/0.9"),
        ("(of 2019, version 1)", "it is not understood: (of 2019, version 1)"),
        ("(1.0 Released 04/06/2011)", "it is not understood which day this is: 04/06/2011"),
        ("(1.0 Released about 2011)", "it is not understood which day this is: about 2011"),
    ],
)
def test_what_is_not_understood_is_left_and_told(releases: Graph, entry: str, reason: str) -> None:
    page = f"{HEAD} * [[http://a.example/|Acorn]] {entry} text\n"
    assert update(releases, page) == (page, [Repair(3, "Acorn", f"left as it is, since {reason}")])


def test_a_link_that_says_the_version_is_left_and_told(releases: Graph) -> None:
    page = f"{HEAD} * Acorn ([[http://a.example/1.0|1.0]] Released 2011-01-01) text\n"
    new, repairs = update(releases, page)
    assert new == page
    assert [each.done for each in repairs] == [
        f"left as it is, since its line cannot say it: {ACORN}"
    ]


def test_a_history_of_releases_is_left_and_told(releases: Graph) -> None:
    page = "= Acorn =\n * Acorn (1.0 Released 2011-01-01)\n * Acorn (0.9 Released 2010-01-01)\n"
    reason = "left as it is, since its list has it more than once"
    repairs = [Repair(line, "Acorn", reason) for line in (2, 3)]
    assert update(releases, page) == (page, repairs)


def test_releases_of_another_package_are_left_and_told(releases: Graph) -> None:
    page = "".join(
        f" * [[https://pypi.example/project/{package}|Birch]] (0.8 Released 2010-01-02) text\n"
        for package in ("cedar", "birch-extra")
    )
    new, repairs = update(releases, HEAD + page)
    assert new == HEAD + page
    assert [each.done for each in repairs] == [
        "left as it is, since pkg:pypi/cedar is a package of cedar",
        "left as it is, since nothing says that pkg:pypi/birch-extra is its package",
    ]


def test_a_lone_month_is_no_date_beside_days(releases: Graph) -> None:
    page = f"{HEAD} * Cedar (1.4) text\n"
    new, repairs = update(releases, page)
    assert new == page.replace("1.4", "1.5")
    assert [each.done for each in repairs] == ["1.4 becomes 1.5, of 2020-07: index:4, 2020-08-01"]
    assert update(releases, new) == (new, [])


def test_a_table_without_a_column_of_dates_gets_versions(releases: Graph) -> None:
    page = "# Web Frameworks\n\n| Name | Version |\n| --- | --- |\n| Acorn | 1.0 |\n"
    assert update(releases, page, "md")[0] == page.replace("1.0", "2.0")


def test_the_command_writes_and_prints_the_evidence(run: Command, tmp_path: Path) -> None:
    page = tmp_path / "page.moin"
    text = f"{HEAD} * Zope (1.0 Released 2001-1-1) b\n * Flask (0.1 Released 2010-04-16) a\n"
    page.write_text(text, encoding="utf-8")
    code, out, error = run("fix", "--update", "--write", page)
    assert (code, out) == (0, "")
    assert f"{page}:4: Flask: 0.1 Released 2010-04-16 becomes " in error
    assert "flask-changes:" in error
    lines = page.read_text(encoding="utf-8").splitlines()
    assert lines[:2] == text.splitlines()[:2]
    assert lines[3].startswith(" * Flask (")
    assert run("fix", "--update", "--diff", page) == (0, "", run("fix", "--update", page)[2])


def test_without_releases_nothing_is_proven() -> None:
    assert update(graph_of("stack"), MOIN)[0] == MOIN


def test_the_command_takes_a_graph_and_a_day(run: Command, tmp_path: Path) -> None:
    page, data = tmp_path / "page.md", tmp_path / "data.ttl"
    page.write_text(MARKDOWN, encoding="utf-8")
    data.write_text(DATA, encoding="utf-8")
    code, out, error = run("fix", "--update", "--data", data, "--on", "2018-06-01", page)
    assert (code, out) == (
        0,
        MARKDOWN.replace("(0.8 Released 2010-01-02)", "(0.9 Released 2018-01-01)"),
    )
    assert error.startswith(f"{page}:9: Birch: 0.8 Released 2010-01-02 becomes 0.9 ")


def test_pages_that_list_no_frameworks_are_told_or_passed_over(
    run: Command, tmp_path: Path
) -> None:
    (tmp_path / "page.md").write_text(MARKDOWN, encoding="utf-8")
    other = tmp_path / "flask.md"
    other.write_text(
        "# Flask\n\n## History\n\n- Flask (0.10 Released 2013-06-13)\n", encoding="utf-8"
    )
    assert run("fix", "--update", "--write", tmp_path) == (0, "", "")
    other.write_text("# Flask\n", encoding="utf-8")
    error = f"error: {other}: no entries found; is this a page of frameworks?\n"
    assert run("fix", "--update", other) == (2, "", error)
