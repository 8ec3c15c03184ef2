"""In a lineage, ancestors stand on the left, and years say no more than is known."""

from math import inf

import pytest
from tests.drawing.cases import made, released

from fwgraph import view
from fwgraph.drawing.boxes import thing_box
from fwgraph.drawing.layout import layout_links
from fwgraph.drawing.lineage import is_lineage, last_release, lineage_scene, time_columns
from fwgraph.drawing.scene import Band, Node
from fwgraph.graph import Graph
from fwgraph.view import ANY_DEPTH, DESCENT, Listing, Thing, View

LISTED = Listing("e", None, None, "1", "May", 1)


def places(shown: View) -> dict[str, tuple[float, int]]:
    boxes = [thing_box(thing) for thing in shown.things]
    links = layout_links(shown, boxes, [[edge] for edge in shown.edges], labelled=False)
    return dict(
        zip([thing.path for thing in shown.things], time_columns(shown.things, links), strict=True)
    )


def test_a_thing_existed_when_its_first_known_release_came_out() -> None:
    shown = made("b successorOf a", things=[released("a", 2005, 2001), released("b", 2009)])
    assert places(shown) == {"a": (2001, 0), "b": (2009, 0)}


def test_an_ancestor_is_as_old_as_what_came_after_it() -> None:
    shown = made("b successorOf a", "c successorOf b", things=[released("c", 2009)])
    assert places(shown) == {"a": (2009, 0), "b": (2009, 1), "c": (2009, 2)}


def test_a_late_release_of_an_ancestor_does_not_put_it_behind() -> None:
    shown = made("b successorOf a", things=[released("a", 2016), released("b", 2009)])
    assert places(shown) == {"a": (2009, 0), "b": (2009, 1)}


def test_of_what_came_last_no_year_may_be_known() -> None:
    shown = made("b successorOf a", "c successorOf b", things=[released("a", 2001)])
    assert places(shown) == {"a": (2001, 0), "b": (inf, 0), "c": (inf, 1)}


def test_a_circle_ends() -> None:
    shown = made("a successorOf b", "b successorOf a", "c successorOf c")
    assert sorted(places(shown).values()) == [(inf, 0), (inf, 0), (inf, 1)]


def test_bands_follow_each_other_and_hold_their_things() -> None:
    shown = made(
        "b successorOf a", "c successorOf b", "e successorOf d",
        things=[released("a", 2001), released("c", 2004), released("d", 2001)],
    )  # fmt: skip
    scene = lineage_scene(shown)
    bands = scene.parts_of(Band)
    assert [band.label for band in bands] == ["2001", "2004", "no year known"]
    at = {node.thing.path: node for node in scene.parts_of(Node)}
    for paths, band in zip(("ad", "bc", "e"), bands, strict=True):
        for path in paths:
            assert band.x <= at[path].x - at[path].width / 2 + 0.1
            assert at[path].x + at[path].width / 2 <= band.x + band.width + 0.1


def test_ancestors_of_the_shipped_graph_stand_left(graph: Graph) -> None:
    shown = view.read_view(graph, relations=[DESCENT])
    at = {node.thing.path: node.x for node in lineage_scene(shown).parts_of(Node)}
    assert all(at[edge.end] < at[edge.start] for edge in shown.edges)
    pyramid = view.read_view(
        graph, focus=graph.names.find("bfg"), depth=ANY_DEPTH, relations=[DESCENT]
    )
    bands = [band.label for band in lineage_scene(pyramid).parts_of(Band)]
    assert {"2010", "2016"} <= set(bands)
    years = [int(label) for label in bands if label.isdigit()]
    assert years == sorted(years)


@pytest.mark.parametrize(
    ("listings", "text"),
    [
        ((), "no release listed"),
        ((Listing("e", None, None, None, None, 1),), "no release listed"),
        ((Listing("e", None, None, "1.0", None, 1),), "1.0"),
        ((LISTED, Listing("f", None, None, None, None, 1)), "1, May"),
        ((LISTED, Listing("f", None, None, "2", "June", 1)), "2, June"),
    ],
)  # fmt: skip
def test_the_last_release_that_is_listed(listings: tuple[Listing, ...], text: str) -> None:
    assert last_release(Thing("a", "A", "framework", listings=listings)) == text


def test_only_descent_makes_a_lineage() -> None:
    assert is_lineage(made("a successorOf b"))
    assert not is_lineage(made("a successorOf b", "a uses b"))
    assert not is_lineage(made())
