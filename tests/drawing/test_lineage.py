"""In a lineage, ancestors stand on the left."""

import pytest
from tests.drawing.cases import made

from fwgraph import view
from fwgraph.drawing.lineage import is_lineage, last_release, lineage_scene
from fwgraph.drawing.scene import Node
from fwgraph.graph import Graph
from fwgraph.view import DESCENT, Listing, Thing

LISTED = Listing("e", None, None, "1", "May", 1)


def test_ancestors_of_the_shipped_graph_stand_left(graph: Graph) -> None:
    shown = view.read_view(graph, relations=[DESCENT])
    at = {node.thing.path: node.x for node in lineage_scene(shown).parts_of(Node)}
    assert all(at[edge.end] < at[edge.start] for edge in shown.edges)


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
