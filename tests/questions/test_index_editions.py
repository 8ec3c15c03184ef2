"""An edition of a package index has no sections: what is asked about pages leaves it out."""

import pytest

from fwgraph.graph import Graph, load
from fwgraph.namespaces import term
from fwgraph.questions.cards import read_card
from fwgraph.view import read_view
from fwgraph.view.timeline import read_timeline

DATA = """
PREFIX category: <https://w3id.org/fwgraph/category/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX document: <https://w3id.org/fwgraph/document/>
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX ex: <http://example.org/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX listing: <https://w3id.org/fwgraph/listing/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX section: <https://w3id.org/fwgraph/section/>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

software:old a fw:Framework ; rdfs:label "Old" .
software:part a fw:Component ; rdfs:label "Part" .

edition:page a fw:Edition ; rdfs:label "Page" ; dcterms:date "2016-06-04"^^xsd:date .
section:page a fw:Section ; rdfs:label "Frameworks" ; fw:edition edition:page ; fw:position 1 .
listing:page a fw:Listing ; rdfs:label "Old" ; fw:edition edition:page ; fw:section section:page ;
    fw:lists software:old ; fw:position 1 ; fw:line 7 ; fw:version "1" ; fw:dateText "2003-01-01" ;
    fw:released "2003-01-01"^^xsd:date ; fw:package "pkg:pypi/old" .

edition:index a fw:Edition ; rdfs:label "Index" ; dcterms:date "2026-11-01"^^xsd:date .
listing:old a fw:Listing ; rdfs:label "old" ; fw:edition edition:index ; fw:line 2 ;
    fw:lists software:old ; fw:package "pkg:pypi/old" ; fw:rank 1 ; fw:version "2" ;
    fw:released "2005-01"^^xsd:gYearMonth .
listing:part a fw:Listing ; rdfs:label "part" ; fw:edition edition:index ; fw:line 3 ;
    fw:lists software:part ; fw:package "pkg:pypi/part" ; fw:version "3" ;
    fw:released "2004-01"^^xsd:gYearMonth .

ex:claim a fw:Claim ; rdf:subject software:old ; rdf:predicate fw:uses ;
    rdf:object software:part ; prov:wasDerivedFrom edition:page ; fw:line 7 ;
    fw:quote "uses Part"@en .
"""


@pytest.fixture(scope="module")
def both() -> Graph:
    """A graph with an edition of a page, which names a package too, and one of an index."""
    return load(text=DATA)


@pytest.mark.parametrize(
    ("question", "values", "column", "expected"),
    [
        ("frameworks", {"edition": "page"}, "framework", ["Old"]),
        ("editions", {}, "edition", ["Page", "Index"]),
        ("unlisted-things", {}, "thing", ["Part"]),
        ("quiet-since", {"day": "2010-01-01"}, "framework", ["Old"]),
        ("quiet-since", {"day": "2004-01-01"}, "framework", []),
        ("releases", {}, "version", ["1", "3", "2"]),
        ("listings", {"software": "old"}, "line", [7]),
        ("incomplete-listings", {}, "framework", []),
        ("unclaimed-frameworks", {}, "framework", []),
    ],
)
def test_questions_about_pages_are_answered_from_pages(
    both: Graph, question: str, values: dict[str, str], column: str, expected: list[object]
) -> None:
    """A release that only the index knows counts, all the same, where it is asked about silence."""
    assert [row[column] for row in both.ask(question, **values)] == expected


def test_an_edition_of_an_index_is_compared_with_one_of_a_page(both: Graph) -> None:
    """What has no section is not said to have moved."""
    rows = list(both.ask("edition-changes", before="page", after="index"))
    assert [(row["change"], row["before"], row["after"]) for row in rows] == [
        ("came", None, None),
        ("newer", "1", "2"),
        ("renamed", "Old", "old"),
    ]


def test_a_view_shows_the_pages_only(both: Graph) -> None:
    view = read_view(both)
    assert [edition.name for edition in view.editions] == ["page"]
    listings = {thing.label: len(thing.listings) for thing in view.things}
    assert listings == {"Old": 1, "Part": 0}


def test_a_card_lists_the_entries_of_pages(both: Graph) -> None:
    card = read_card(both, term("software:old"))
    assert [row["name"] for row in card.listings] == ["Old"]


def test_frameworks_lists_those_packages_of_an_index_that_are_frameworks(both: Graph) -> None:
    (row,) = both.ask("frameworks", edition="index")
    assert (row["framework"], row["category"], row["version"]) == ("old", None, "2")
    assert (row["released"], row["line"]) == ("2005-01", 2)


LINKED = f"""{DATA}
software:old fw:packageUrl "pkg:pypi/old" .
edition:index fw:voice <https://w3id.org/fwgraph/voice/index> .
listing:linked a fw:Listing ; rdfs:label "Part" ; fw:edition edition:page ; fw:line 8 ;
    fw:section section:page ; fw:lists software:part ; fw:package "pkg:pypi/old" ;
    fw:version "2" ; fw:released "2016-01-01"^^xsd:date .
"""
"""A page that links Part to Old's package states a release of Old as Part's."""


def test_a_package_that_is_of_other_software_is_a_contradiction() -> None:
    names = ("subject", "value", "line", "other_value", "other_line")
    found = [{name: row[name] for name in names} for row in load(text=LINKED).ask("contradictions")]
    assert found == [
        {
            "subject": "Part", "value": "pkg:pypi/old", "line": 8,
            "other_value": "package of Old", "other_line": 2,
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("question", "column", "values", "expected"),
    [
        ("latest-releases", "released", {"software": "part"}, ["2004-01"]),
        ("release-history", "last", {"software": "part"}, ["2004-01"]),
        ("quiet-since", "newest", {"day": "2010-01-01"}, ["2004-01", "2005-01"]),
        ("status", "date", {"software": "part"}, ["2004-01"]),
        ("releases", "released", {"software": "part"}, ["2004-01"]),
    ],
)
def test_a_release_with_the_package_of_other_software_does_not_count(
    question: str, column: str, values: dict[str, str], expected: list[str]
) -> None:
    assert [row[column] for row in load(text=LINKED).ask(question, **values)] == expected


def test_a_timeline_has_no_release_with_the_package_of_other_software() -> None:
    records = read_timeline(load(text=LINKED)).records["software/part"]
    assert [record.released for record in records] == ["2004-01"]
