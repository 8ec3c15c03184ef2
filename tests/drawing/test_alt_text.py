"""What a drawing says in words is what the newest listing and the evidence say."""

import pytest
from tests.drawing.cases import made, said

from fwgraph.drawing.alt_text import edges_alt_text, thing_alt_text, view_alt_text
from fwgraph.view import Edge, Listing, Thing

OLD, NEW = (
    Listing(f"{year}-edition", "All", "A", version, f"{year}-05-01", line)
    for year, version, line in ((2010, "1.0", 3), (2016, "2.0", 9))
)


def test_a_thing_has_the_release_of_its_newest_listing() -> None:
    thing = Thing("a", "A", "framework", listings=(OLD, NEW))
    assert thing_alt_text(thing) == "A: framework; last release 2.0 of 2016-05-01 [2016-edition:9]"


def test_a_thing_has_its_kinds_and_its_state() -> None:
    listed = Listing("e", "All", "A", None, None, None)
    thing = Thing("a", "A", "component", kinds=("template engine", "library"), discontinued=True,
                  independent=True, listings=(listed,))  # fmt: skip
    assert thing_alt_text(thing) == (
        "A: template engine, library; discontinued; depends on nothing, as its source says;"
        " listed [e]"
    )


@pytest.mark.parametrize(
    ("count", "end"), [(1, "“q0” [d:7]"), (4, "“q3” [d:7]"), (5, "; and 1 more"), (7, "and 3 more")]
)
def test_an_edge_gives_four_quotes_and_counts_the_others(count: int, end: str) -> None:
    edge = Edge("a", "b", "uses", tuple(said(f"q{number}") for number in range(count)))
    text = edges_alt_text([edge], {"uses": "uses"}, {"a": "A", "b": "B"})
    assert text.startswith("A uses B: “q0” [d:7]")
    assert text.endswith(end)
    assert text.count("“") == min(count, 4)
    assert ("more" in text) == (count > 4)


def test_an_edge_without_evidence_is_a_sentence() -> None:
    names = {"a": "A", "b": "B", "c": "C"}
    assert edges_alt_text([Edge("a", "b", "uses", ())], {"uses": "uses"}, names) == "A uses B"
    several = [Edge("c", "b", "uses", ()), Edge("a", "b", "uses", ())]
    assert edges_alt_text(several, {"uses": "uses"}, names) == "A, C uses B"


def test_a_view_is_counted() -> None:
    gone = Thing("a", "A", "framework", discontinued=True)
    assert view_alt_text(made("a uses b", "c uses b", things=[gone])) == (
        "3 things, 1 of them discontinued; 2 relations."
    )
    assert view_alt_text(made("a uses a")) == "1 thing; 1 relation."
