"""Drawings in the hands of programs and notebooks."""

import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

from fwgraph import Graph, load
from fwgraph.drawing import draw_view
from fwgraph.errors import BadRequest, NotInstalled, UnknownName
from fwgraph.view import read_view

EVIL = """PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
<https://w3id.org/fwgraph/software/evil> a fw:Framework ; rdfs:label "<script>alert(1)</script>" .
"""


def tags(html: str) -> list[str]:
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.append(tag)
            found.extend(name for name, _ in attrs if name.startswith("on"))

    Reader().feed(html)
    return found


def test_a_drawing_is_what_the_command_draws(graph: Graph, tmp_path: Path) -> None:
    picture = graph.draw(tmp_path / "flask.svg", focus="flask", depth=1)
    expected = draw_view(read_view(graph, focus=graph.names.find("flask")), "svg")
    assert (tmp_path / "flask.svg").read_bytes() == picture.content == expected
    assert (picture.form, picture.title) == ("svg", "Flask and what is 1 step away")
    assert repr(picture).startswith("<fwgraph drawing: Flask and what is 1 step away, svg, ")


@pytest.mark.parametrize(("form", "tag"), [("svg", "img"), ("png", "img"), ("html", "iframe")])
def test_a_notebook_shows_a_drawing(form: str, tag: str, tiny: Graph) -> None:
    assert tags(tiny.draw(form=form)._repr_html_()) == [tag]


def test_parts_of_a_graph_are_drawn(tiny: Graph) -> None:
    whole = tiny.draw()
    part = tiny.draw(relations="built on", edition="tiny-2020")
    assert part.content != whole.content
    assert "built on" in part.title


@pytest.mark.parametrize(
    ("wanted", "error"),
    [
        ({"path": "x.pdf"}, BadRequest),
        ({"form": "pdf"}, BadRequest),
        ({"depth": 2}, BadRequest),
        ({"focus": "flask", "depth": -1}, BadRequest),
        ({"focus": "nothing such"}, UnknownName),
        ({"relations": "nothing such"}, UnknownName),
    ],
)
def test_what_cannot_be_drawn_is_said(
    wanted: dict[str, str], error: type[Exception], graph: Graph
) -> None:
    with pytest.raises(error):
        graph.draw(**wanted)  # type: ignore[arg-type]


@pytest.mark.parametrize(("module", "form"), [("pygraphviz", "svg"), ("resvg_py", "png")])
def test_a_drawing_without_its_packages_says_how_to_get_them(
    module: str, form: str, tiny: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(NotInstalled) as raised:
        tiny.draw(form=form)
    sentence = f"{module} is not installed, which this needs: pip install 'fwgraph[draw]'"
    assert str(raised.value) == sentence


def test_a_small_graph_is_drawn_and_a_large_one_summed_up(tiny: Graph, graph: Graph) -> None:
    assert tags(tiny._repr_html_()) == ["p", "img"]
    html = graph._repr_html_()
    assert "img" not in tags(html)
    assert "<td>framework</td>" in html


def test_a_graph_that_cannot_be_drawn_is_summed_up(
    tiny: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fwgraph.drawing.pictures.find_spec", lambda _: None)
    assert "table" in tags(tiny._repr_html_())


def test_names_of_a_graph_are_no_markup() -> None:
    evil = load(EVIL)
    for html in (evil._repr_html_(), evil.draw()._repr_html_(), evil.show("evil")._repr_html_()):
        assert "script" not in tags(html)
