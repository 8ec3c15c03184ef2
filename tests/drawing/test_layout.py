"""Boxes stand apart, lines end where they should, and the shape is that of a sheet of paper."""

from itertools import combinations, pairwise
from math import hypot

import pytest
from tests.drawing.cases import made

from fwgraph.drawing import layout_choice
from fwgraph.drawing.flow import flow_scene
from fwgraph.drawing.scene import EdgeRoute, Node, Panel, Scene
from fwgraph.view import View

TANGLED = made(
    *[f"t{a} uses t{b}" for a in range(16) for b in range(a) if (a * a + 3 * b * b) % 7 == 2]
)


def lengths(scene: Scene) -> float:
    return sum(
        hypot(end[0] - start[0], end[1] - start[1])
        for route in scene.parts_of(EdgeRoute)
        for curve in route.curves
        for start, end in pairwise(curve)
    )


@pytest.mark.parametrize(
    "shown",
    [
        made("a uses b", "b uses a"),
        made("a resembles b", "b successorOf a"),
        made("a uses b", "b uses c", "c uses a", "c successorOf b"),
        TANGLED,
    ],
)
def test_lines_begin_at_what_a_thing_rests_on_in_circles_too(shown: View) -> None:
    scene = flow_scene(shown)
    nodes = {node.thing.path: node for node in scene.parts_of(Node)}

    def distance(path: str, point: tuple[float, float]) -> float:
        return hypot(nodes[path].x - point[0], nodes[path].y - point[1])

    for route in scene.parts_of(EdgeRoute):
        first, last = route.curves[0][0], route.curves[-1][-1]
        assert distance(route.edges[0].end, first) < distance(route.edges[0].start, first)
        assert distance(route.edges[0].start, last) < distance(route.edges[0].end, last)


@pytest.mark.parametrize("count", [2, 7, 30])
def test_groups_are_packed_into_the_shape_of_a_sheet_and_never_overlap(count: int) -> None:
    tall = [f"x{n} uses {part}" for n in range(6) for part in ("hub", f"y{n}")]
    chains = [f"a{n} uses b{n}" for n in range(count)] + [f"b{n} uses c{n}" for n in range(3)]
    scene = flow_scene(made(*tall, *chains))
    assert 0.4 < scene.width / scene.height < 2.5
    for one, other in combinations(scene.parts_of(Node), 2):
        apart_x = abs(one.x - other.x) >= (one.width + other.width) / 2
        assert apart_x or abs(one.y - other.y) >= (one.height + other.height) / 2


def test_a_panel_is_around_its_things() -> None:
    scene = flow_scene(made(*[f"thing{number} runsOn platform" for number in range(7)], "x uses y"))
    (panel,) = scene.parts_of(Panel)
    inside = [node for node in scene.parts_of(Node) if node.label.startswith("THING")]
    assert len(inside) == 7
    for node in inside:
        assert abs(node.x - panel.x) <= (panel.width - node.width) / 2
        assert abs(node.y - panel.y) <= (panel.height - node.height) / 2


def test_of_several_orders_the_one_with_the_shortest_lines_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    best = lengths(flow_scene(TANGLED))
    monkeypatch.setattr(layout_choice, "MAX_ORDERS", 1)
    assert best < lengths(flow_scene(TANGLED))


def test_what_is_tangled_is_tried_in_fewer_orders() -> None:
    efforts = [layout_choice.choose_effort(crossed, 50, 90) for crossed in (0, 300, 750, 1_500)]
    assert [orders for _, orders in efforts] == [24, 24, 4, 1]
    assert len({settings for settings, _ in efforts}) == 1
    assert layout_choice.choose_effort(20_000, 50, 90)[1] == 1
    assert layout_choice.choose_effort(1, 2, 1)[1] == 1
