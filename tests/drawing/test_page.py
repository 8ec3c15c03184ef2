"""The page to explore is one file: nothing is loaded, and no name leaves its place."""

import json
import re
from html.parser import HTMLParser

import pytest
from tests.drawing.cases import hostile, made

from fwgraph import view
from fwgraph.drawing import bundle, draw_view
from fwgraph.errors import Unreadable
from fwgraph.graph import Graph

pytestmark = pytest.mark.skipif(
    not (bundle.BUNDLE / "explorer.html").is_file(), reason="the browser files are not built"
)


class Page(HTMLParser):
    """The elements of a page with their attributes, and the text of those that are scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.scripts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        if tag == "script":
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] == "script":
            self.scripts[-1] += data


def test_nothing_is_loaded(graph: Graph) -> None:
    page = Page(draw_view(view.read_view(graph), "html").decode())
    for tag, attributes in page.found:
        if tag in {"script", "img", "iframe", "object", "embed"}:
            assert "src" not in attributes
        if tag == "link":
            assert str(attributes["href"]).startswith("data:image/svg+xml;base64,")
    policies = [found["content"] for tag, found in page.found if found.get("http-equiv")]
    assert policies == [
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'unsafe-inline'"
    ]
    assert page.found[0] == ("html", {"data-pages": "no", "lang": "en"})


def test_the_data_are_inside(graph: Graph) -> None:
    shown = view.read_view(graph)
    page = Page(draw_view(shown, "html").decode())
    assert json.loads(page.scripts[0]) == json.loads(view.view_json(shown))


def test_hostile_names_end_nothing() -> None:
    shown = hostile()
    text = draw_view(shown, "html").decode()
    page = Page(text)
    assert json.loads(page.scripts[0]) == json.loads(view.view_json(shown))
    assert len(page.scripts) == len(Page(draw_view(made("a resembles b"), "html").decode()).scripts)
    assert not [tag for tag, _ in page.found if tag == "img"]
    assert "<title>fwgraph: &lt;img src=x onerror=alert(1)&gt;</title>" in text
    assert "alert(1)</script>" not in text


def test_a_narrow_view_opens_with_what_it_has(graph: Graph) -> None:
    flask = draw_view(view.read_view(graph, focus=graph.names.find("flask")), "html").decode()
    assert 'replaceState(null, "", "#thing=software/flask")' in flask
    hosts = draw_view(view.read_view(graph, relations=["runs on"]), "html").decode()
    assert 'replaceState(null, "", "#everything")' in hosts
    assert 'replaceState(null, "", "#' not in re.sub(
        r"<script>\(.*", "", draw_view(view.read_view(graph), "html").decode(), flags=re.DOTALL
    )


def test_the_same_view_has_the_same_bytes() -> None:
    assert draw_view(made("a uses b"), "html") == draw_view(made("a uses b"), "html")


def test_a_missing_explorer_is_a_sentence(
    tmp_path: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle, "BUNDLE", tmp_path)
    with pytest.raises(Unreadable, match=r"explorer.html: there is no such file: it is made when"):
        draw_view(made("a uses b"), "html")
