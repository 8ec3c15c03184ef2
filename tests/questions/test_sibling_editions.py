"""An edition of a page of components or servers lists none of what is a framework."""

import pytest

from fwgraph.graph import Graph, load
from fwgraph.namespaces import term
from fwgraph.questions.cards import read_card
from fwgraph.view import read_view

DATA = """
PREFIX category: <https://w3id.org/fwgraph/category/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX ex: <http://example.org/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX listing: <https://w3id.org/fwgraph/listing/>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX section: <https://w3id.org/fwgraph/section/>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

software:old a fw:Framework ; rdfs:label "Old" .
software:both a fw:Framework ; rdfs:label "Both" .
software:part a fw:Component ; rdfs:label "Part" .

edition:page a fw:Edition ; rdfs:label "Page" ; dcterms:date "2026-03-10"^^xsd:date .
section:page a fw:Section ; rdfs:label "Discontinued" ; fw:edition edition:page ; fw:position 1 ;
    fw:category category:discontinued .
section:more a fw:Section ; rdfs:label "Frameworks" ; fw:edition edition:page ; fw:position 2 .
listing:old a fw:Listing ; rdfs:label "Old" ; fw:edition edition:page ; fw:section section:page ;
    fw:category category:discontinued ; fw:lists software:old ; fw:position 1 ; fw:line 7 .
listing:both a fw:Listing ; rdfs:label "Both" ; fw:edition edition:page ; fw:section section:more ;
    fw:lists software:both ; fw:position 1 ; fw:line 9 ; fw:dateText "2004-01-01" ;
    fw:released "2004-01-01"^^xsd:date .

edition:servers a fw:Edition ; rdfs:label "Servers" ; dcterms:date "2026-03-10"^^xsd:date .
section:servers a fw:Section ; rdfs:label "Web Servers written in Python" ; fw:position 1 ;
    fw:edition edition:servers ; fw:category category:servers-in-python .
listing:old-server a fw:Listing ; rdfs:label "Old" ; fw:edition edition:servers ;
    fw:section section:servers ; fw:category category:servers-in-python ; fw:lists software:old ;
    fw:position 1 ; fw:line 3 .
listing:part a fw:Listing ; rdfs:label "Part" ; fw:edition edition:servers ; fw:line 4 ;
    fw:section section:servers ; fw:category category:servers-in-python ; fw:position 2 ;
    fw:lists software:part ; fw:dateText "2003-01-01" ; fw:released "2003-01-01"^^xsd:date .
"""


@pytest.fixture(scope="module")
def both() -> Graph:
    """A graph with an edition of the page of frameworks, and one of servers of the same day."""
    return load(text=DATA)


@pytest.mark.parametrize(
    ("question", "values", "column", "expected"),
    [
        ("frameworks", {}, "framework", ["Old", "Both"]),
        ("frameworks", {"edition": "servers"}, "framework", []),
        ("unclaimed-frameworks", {}, "framework", ["Old", "Both"]),
        ("incomplete-listings", {}, "framework", ["Old", "Both"]),
        ("quiet-since", {"day": "2010-01-01"}, "framework", ["Both"]),
        ("frameworks-of-category", {"category": "servers-in-python"}, "framework", ["Old", "Part"]),
        ("categories", {"edition": "servers"}, "frameworks", [2]),
        ("listings", {"software": "old"}, "line", [7, 3]),
    ],
)
def test_what_servers_are_listed_is_no_answer_about_frameworks(
    both: Graph, question: str, values: dict[str, str], column: str, expected: list[object]
) -> None:
    assert [row[column] for row in both.ask(question, **values)] == expected


def test_only_the_page_of_frameworks_tells_what_is_discontinued(both: Graph) -> None:
    view = read_view(both)
    assert [edition.name for edition in view.editions] == ["page", "servers"]
    old = next(thing for thing in view.things if thing.label == "Old")
    assert old.discontinued
    assert [listing.edition for listing in old.listings] == ["servers", "page"]


def test_a_card_lists_the_entries_of_every_page(both: Graph) -> None:
    assert [row["line"] for row in read_card(both, term("software:old")).listings] == [7, 3]
