"""The page of all releases is filtered without a script, on a server and among plain files."""

import re
from xml.etree import ElementTree

import pytest
from tests.web.serving import BROWSER, Served

from fwgraph.drawing.timeline import timeline_svg
from fwgraph.errors import UnknownName
from fwgraph.graph import Graph
from fwgraph.media_types import HTML, SVG
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Lookups
from fwgraph.web.pages.poster import timeline_resource
from fwgraph.web.site import site_file

HEADING = re.compile(r'<h2 id="family-\d+">([^<]*) <span class="quiet">(\d+)</span>')


@pytest.fixture(scope="module")
def library(graph: Graph) -> Lookups:
    return Lookups(graph)


def page(library: Lookups, **values: str) -> str:
    return timeline_resource(library, values).write(HTML, Links()).decode()


def test_each_family_has_a_picture(library: Lookups) -> None:
    text = page(library)
    headings = dict(HEADING.findall(text))
    assert len(headings) == text.count('<svg class="picture"') - 1, "and one is the legend"
    assert {"Zope", "Werkzeug, Flask"} <= set(headings)
    assert sum(map(int, headings.values())) > 100
    assert "<style" not in text
    assert "<script" not in text


def test_a_family_and_a_name_can_be_asked_for(library: Lookups) -> None:
    assert [name for name, _ in HEADING.findall(page(library, family="zope"))] == ["Zope"]
    assert dict(HEADING.findall(page(library, name="FLA"))) == {"Werkzeug, Flask": "1"}
    assert "no source dates a release" in page(library, name="nothing is called so")
    with pytest.raises(UnknownName, match="zop"):
        page(library, family="zop")
    with pytest.raises(UnknownName, match="colour"):
        page(library, colour="red")


def test_links_stay_on_the_site(library: Lookups) -> None:
    text = page(library, family="werkzeug")
    assert 'href="/software/flask"' in text
    assert 'class="first" href="/release/flask/0.1/flask-changes"' in text
    _, content = site_file(timeline_resource(library), HTML, "https://example.org/", None)
    plain = content.decode()
    assert 'href="../software/flask/"' in plain
    assert '<a href="#zope">' in plain
    assert '<section id="zope"' in plain
    assert "<form" not in plain


def test_the_picture_is_there_by_its_ending(library: Lookups) -> None:
    name, content = site_file(timeline_resource(library), SVG, "https://example.org/", None)
    assert (name, content.decode()) == ("timeline.svg", timeline_svg(library.timeline))


def test_the_server_says_what_fits_nothing(served: Served) -> None:
    answer = served.get("/timeline?family=zop", BROWSER)
    assert answer.status == 400
    assert 'role="alert"' in answer.text
    assert "zope" in answer.text
    picture = served.get("/timeline.svg?family=zope")
    assert picture.headers["Content-Type"] == "image/svg+xml; charset=utf-8"
    assert ElementTree.fromstring(picture.text).tag.endswith("}svg")


def test_hostile_names_stay_text_in_the_page(hostile: Served) -> None:
    assert not re.search(r"<script|<img|javascript:", hostile.get("/timeline", BROWSER).text)
