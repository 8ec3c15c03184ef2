"""Each dated record of a release is looked up: in the lines of a text, or by its tag."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.verification.gits import git, make_repository, needs_git

from fwgraph.graph import load
from fwgraph.rules.positions import Position
from fwgraph.verification.expectations import Source, read_sources
from fwgraph.verification.folders import scan_folders
from fwgraph.verification.releases import (
    ReleaseExpectation,
    read_dates,
    read_release_expectations,
)
from fwgraph.verification.tags import day_of_object, read_tag_shelf, read_tags
from fwgraph.verification.texts import TextSearch
from fwgraph.verification.verdicts import Verdict, Verifier

CHANGES = """\
Changes
=======

Version 2.0
-----------

Released 2020-02-03

-   All is new.

Version 1.10 (Feb 3, 2012)
--------------------------

v0.9, 01/02/2011
"""
DATA = """
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX document: <https://w3id.org/fwgraph/document/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX release: <https://w3id.org/fwgraph/release/>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX voice: <https://w3id.org/fwgraph/voice/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

document:kite-changes a fw:Document ; fw:revision "{commit}" ;
    fw:address <https://example.org/kite/blob/{commit}/CHANGES.rst> .
document:kite-tags a fw:Document ; fw:revision "{commit}" ;
    fw:address <https://example.org/kite/tags> .
release:written a fw:Release ; fw:releaseOf software:kite ; {said} ;
    prov:wasDerivedFrom document:kite-changes .
release:tagged a fw:Release ; fw:releaseOf software:kite ; fw:version "1.10" ; {tagged} ;
    prov:wasDerivedFrom document:kite-tags .
"""
WRITTEN = 'fw:version "2.0" ; fw:line 4 ; fw:dateLine 7 ; fw:released "2020-02-03"^^xsd:date'


LIGHT = 'fw:tag "1.10" ; fw:released "2020-01-01"^^xsd:date ; fw:revision "COMMIT"'


def fail(trouble: object) -> None:
    """Refuse any trouble."""
    raise AssertionError(trouble)


def said(version: str, line: int, released: str, text: str) -> str:
    """Return what a record says of a release whose date is written in words."""
    date = f'fw:released "{released}"^^xsd:date ; fw:dateText "{text}"'
    return f'fw:version "{version}" ; fw:line {line} ; {date}'


@pytest.fixture
def judge(tmp_path: Path) -> Callable[[str, str], Verdict]:
    """Hold two records to a repository with a changelog, a light tag and an annotated one."""
    commit = make_repository(tmp_path / "kite", {"CHANGES.rst": CHANGES})
    git(tmp_path / "kite", "tag", "1.10")
    git(tmp_path / "kite", "tag", "--annotate", "--message", "two", "v2.0")
    annotated = git(tmp_path / "kite", "rev-parse", "v2.0")

    def verdict(said: str = WRITTEN, tagged: str = "") -> Verdict:
        tagged = (
            tagged or f'fw:tag "1.10" ; fw:released "2020-01-01"^^xsd:date ; fw:revision "{commit}"'
        )
        tagged = tagged.replace("ANNOTATED", annotated).replace("COMMIT", commit)
        data = tmp_path / "data.ttl"
        text = DATA.replace("{commit}", commit).replace("{said}", said)
        data.write_text(text.replace("{tagged}", tagged), encoding="utf-8")
        graph = load(data)
        expected, sources = [*read_release_expectations(graph)], read_sources(graph)
        shelves = scan_folders([tmp_path / "kite"], fail)
        texts = TextSearch(shelves, {}, fail, fail).find_texts(sources.values())
        shelf = read_tag_shelf(shelves.object_stores, expected, sources.values(), fail)
        return Verifier(sources, texts, Position, shelf).judge(expected)

    return verdict


@needs_git
def test_what_is_there_is_found(judge: Callable[..., Verdict]) -> None:
    verdict = judge()
    assert verdict.findings == []
    assert (verdict.looked_up, verdict.releases, verdict.tags) == (2, 2, 1)


@needs_git
@pytest.mark.parametrize(
    "said",
    [
        said("1.10", 11, "2012-02-03", "Feb 3, 2012"),
        said("0.9", 14, "2011-01-02", "01/02/2011"),
        said("0.9", 14, "2011-02-01", "01/02/2011"),
        'fw:version "0.9" ; fw:line 14 ; fw:dateText "01/02/2011"',
    ],
)
def test_a_date_may_be_written_otherwise(judge: Callable[..., Verdict], said: str) -> None:
    assert judge(said).findings == []


@needs_git
@pytest.mark.parametrize(
    ("said", "rule", "message"),
    [
        (WRITTEN.replace("line 4", "line 11"), "phrase-moved",
         "“2.0” stands on line 4 of kite-changes, not on line 11"),
        (WRITTEN.replace("dateLine 7", "dateLine 8"), "phrase-moved",
         "“2020-02-03” stands on line 7 of kite-changes, not on line 8"),
        (WRITTEN.replace("02-03", "02-04"), "phrase-missing",
         "“2020-02-04” is not in kite-changes"),
        (WRITTEN.replace('"2.0"', '"2.1"'), "phrase-missing", "“2.1” is not in kite-changes"),
        (said("1.1", 11, "2012-02-03", "Feb 3, 2012"), "phrase-missing",
         "“1.1” is not in kite-changes"),
        (said("1.10", 11, "2012-02-04", "Feb 3, 2012"), "release-date",
         "Feb 3, 2012 is written, and 2012-02-04 is the date"),
    ],
)  # fmt: skip
def test_a_changed_line_version_or_date_is_a_finding(
    judge: Callable[..., Verdict], said: str, rule: str, message: str
) -> None:
    (finding,) = judge(said).findings
    assert finding.rule == rule
    assert finding.message.startswith(message)
    assert finding.entry == "release:written"


@needs_git
@pytest.mark.parametrize(
    ("tagged", "message"),
    [
        ('fw:tag "1.10" ; fw:released "2020-01-02"^^xsd:date ; fw:revision "COMMIT"',
         "the tag 1.10 is of 2020-01-01; the record says 2020-01-02"),
        ('fw:tag "1.11" ; fw:released "2020-01-01"^^xsd:date ; fw:revision "COMMIT"',
         "the tag 1.11 is not there; the record says"),
        ('fw:tag "v2.0" ; fw:released "2020-01-01"^^xsd:date ; fw:revision "COMMIT"',
         "the tag v2.0 names "),
        ('fw:tag "1.10" ; fw:released "2020-01-01"^^xsd:date ; fw:revision "ANNOTATED"',
         "the tag 1.10 names "),
        (f'fw:tag "1.10" ; fw:released "2020-01-01"^^xsd:date ; fw:revision "{"0" * 40}"',
         "there is no object 000000000000"),
    ],
)  # fmt: skip
def test_another_tag_or_day_is_a_finding(
    judge: Callable[..., Verdict], tagged: str, message: str
) -> None:
    (finding,) = judge(WRITTEN, tagged).findings
    assert (finding.rule, finding.entry) == ("release-tag", "release:tagged")
    assert finding.message.startswith(message)


@needs_git
def test_an_annotated_tag_is_found(judge: Callable[..., Verdict]) -> None:
    tagged = 'fw:tag "v2.0" ; fw:released "2020-01-01"^^xsd:date ; fw:revision "ANNOTATED"'
    assert judge(WRITTEN, tagged).findings == []


def test_without_its_repository_a_tag_is_not_looked_up() -> None:
    expected = ReleaseExpectation("n", "s", "1.0", tag="1.0", object="0" * 40)
    verdict = Verifier({"s": Source("s")}, {}, Position).judge([expected])
    assert (verdict.findings, verdict.looked_up, verdict.without_text) == ([], 0, {"s": 1})


@needs_git
def test_tags_are_read_packed_and_loose(tmp_path: Path) -> None:
    commit = make_repository(tmp_path / "kite", {"x": "x"})
    for name in ("one", "a/b"):
        git(tmp_path / "kite", "tag", name)
    git(tmp_path / "kite", "pack-refs", "--all")
    git(tmp_path / "kite", "tag", "c/d")
    found = dict(read_tags(tmp_path / "kite" / ".git"))
    assert found == dict.fromkeys(("one", "a/b", "c/d"), commit)


@pytest.mark.parametrize(
    ("content", "day"),
    [
        (b"tree x\ncommitter A <a@b> 1328329800 -0500\n\ntext", "2012-02-03"),
        (b"tree x\ncommitter A <a@b> 1328329800 +0000\n\ntext", "2012-02-04"),
        (b"tree x\n\ncommitter nobody", None),
        (b"tree x\ncommitter A <a@b> 999999999999 +0000\n", None),
    ],
)
def test_a_day_is_of_the_clock_of_who_made_it(content: bytes, day: str | None) -> None:
    assert day_of_object("commit", content) == day
    assert day_of_object("blob", content) is None


@pytest.mark.parametrize(
    ("words", "dates"),
    [
        ("2012-02-03", {"2012-02-03"}),
        ("Feb 3, 2012", {"2012-02-03"}),
        ("May 2010", {"2010-05"}),
        ("in 2010", {"2010"}),
        ("13/02/2011", {"2011-02-13"}),
        ("soon", set()),
    ],
)
def test_dates_are_read_as_they_may_be_meant(words: str, dates: set[str]) -> None:
    assert read_dates(words) == dates
