"""A drawing is a well-formed document that says everything in words too, and obeys no name."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from tests.drawing.cases import HOSTILE, hostile, made, released

from fwgraph import view
from fwgraph.drawing import MAX_THINGS, draw_view, view_svg
from fwgraph.drawing.palette import COLOURS
from fwgraph.drawing.xml import xml_element
from fwgraph.errors import BadRequest
from fwgraph.graph import Graph
from fwgraph.store.description import read_description
from fwgraph.view import Listing, Thing, View

SVG = "{http://www.w3.org/2000/svg}"
KNOWN = {"svg", "title", "desc", "style", "rect", "path", "text", "g", "a"}
ATTRIBUTES = {
    "xmlns", "width", "height", "viewBox", "role", "aria-roledescription", "aria-labelledby", "id",
    "class", "fill", "stroke", "stroke-width", "stroke-dasharray", "fill-opacity", "d", "x", "y",
    "font-family", "font-size", "font-weight", "text-anchor", "href",
}  # fmt: skip


def parsed(shown: View) -> ElementTree.Element:
    return ElementTree.fromstring(view_svg(shown))


def titles(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}title")]


def texts(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def safe(root: ElementTree.Element) -> Iterator[str]:
    """Yield what stands in a document that should not."""
    for each in root.iter():
        name = each.tag.removeprefix(SVG)
        if name not in KNOWN:
            yield name
        yield from (f"{name} {key}" for key in each.attrib if key not in ATTRIBUTES)
        if "href" in each.attrib and not each.attrib["href"].startswith("https://w3id.org/"):
            yield each.attrib["href"]


@pytest.fixture(scope="module")
def whole(graph: Graph) -> ElementTree.Element:
    return parsed(view.read_view(graph))


def test_every_thing_and_every_line_says_what_it_is(
    whole: ElementTree.Element, graph: Graph
) -> None:
    shown = view.read_view(graph)
    links = [each.attrib["href"] for each in whole.iter(f"{SVG}a")]
    assert sorted(links) == sorted(thing.iri for thing in shown.things)
    found = titles(whole)
    (line,) = [title for title in found if title.startswith("Flask built on Werkzeug: ")]
    assert re.search(r"“[^”]*based on Werkzeug[^”]*” \[web-frameworks-2016:94\]", line)
    (thing,) = [title for title in found if title.startswith("Flask: microframework; ")]
    assert re.search(r"last release 3\.1\.0 of 2024-11-13 \[web-frameworks-2026:115\]", thing)
    assert any(each.startswith("repoze.bfg: ") and "; discontinued" in each for each in found)
    assert any(re.fullmatch(r"web2py runs on Amazon EC2, .*", each) for each in found)
    described = whole.find(f"{SVG}desc")
    assert described is not None
    gone = sum(1 for thing in shown.things if thing.discontinued)
    counts = (
        f"{len(shown.things)} things, {gone} of them discontinued; {len(shown.edges):,} relations."
    )
    assert (described.text or "").startswith(counts)


def test_nothing_but_shapes_words_and_links(whole: ElementTree.Element) -> None:
    assert not list(safe(whole))


def test_names_are_shown(whole: ElementTree.Element, graph: Graph) -> None:
    shown = set(texts(whole))
    begun = tuple(text.removesuffix("…") for text in shown if text.endswith("…"))
    labels = {thing.label for thing in view.read_view(graph).things}
    assert all(label.startswith(begun) for label in labels - shown)


def test_the_legend_has_what_occurs_and_nothing_else() -> None:
    few = texts(parsed(made("a uses b", "c successorOf b")))
    assert "framework" in few
    assert "rests on: uses" in few
    assert "descends from: successorOf" in few
    assert not {"component", "specification", "platform", "discontinued"} & set(few)
    gone = Thing("d", "D", "platform", discontinued=True)
    more = texts(parsed(made("a runsOn d", "a resembles b", things=[gone])))
    assert {"framework", "platform", "discontinued", "runsOn", "resembles"} <= set(more)


def test_kinds_and_families_differ_without_colour() -> None:
    things = [Thing(shape, "N", shape) for shape in read_description().outlines]
    sentences = ("framework uses component", "framework successorOf x",
                 "framework runsOn platform", "framework resembles specification")  # fmt: skip
    root = parsed(made(*sentences, things=things))
    lines = {
        (each.get("stroke-width"), each.get("stroke-dasharray"))
        for each in root.iter(f"{SVG}path")
        if each.get("fill") == "none"
    }
    assert len(lines) == 4
    outlines = {re.sub(r"[-0-9. ]+", " ", each[1].attrib["d"]) for each in root.iter(f"{SVG}a")}
    assert len(outlines) >= 3  # a leaning and an upright rectangle have equally many corners


@pytest.mark.parametrize(
    ("relation", "colour"),
    [("successorOf", "descent"), ("uses", "dependence"), ("runsOn", "other")],
)
def test_lines_have_the_colour_of_their_family(relation: str, colour: str) -> None:
    root = parsed(made(f"a {relation} b"))
    (edge,) = (group for group in root.iter(f"{SVG}g") if group.get("class") == "edge")
    *lines, head = edge.iter(f"{SVG}path")
    assert {(line.get("stroke"), line.get("class")) for line in lines} == {
        (COLOURS[colour][0], f"line-{colour}")
    }
    assert (head.get("fill"), head.get("class")) == (COLOURS[colour][0], f"fill-{colour}")
    sample = next(path for path in root.iter(f"{SVG}path") if path.get("fill") == "none")
    assert sample.get("stroke") == COLOURS[colour][0]


@pytest.mark.parametrize("shape", read_description().outlines)
def test_things_have_the_colours_of_their_kind(shape: str) -> None:
    root = parsed(made(things=[Thing("software/a", "A", shape)]))
    (link,) = root.iter(f"{SVG}a")
    assert link[1].get("fill") == COLOURS[shape][0]
    assert link[1].get("stroke") == COLOURS[f"{shape}-edge"][0]


def test_what_is_related_to_nothing_stands_in_the_category_of_its_newest_listing() -> None:
    listings = tuple(
        Listing(edition, category, "A", "1", None, 1)
        for edition, category in (("old", "Popular"), ("new", "Inactive"))
    )
    things = [Thing("a", "A", "framework", listings=listings), Thing("b", "B", "framework")]
    headings = [text for text in texts(parsed(made(things=things))) if "not related" in text]
    assert headings == ["not related here: Inactive", "not related here: in no edition"]


def test_whatever_stands_in_markup_is_read_back() -> None:
    words = """<a href="x" title='y'>&amp;</a>"""
    element = ElementTree.fromstring(xml_element("g", {"id": words}, words))
    assert (element.attrib, element.text) == ({"id": words}, words)
    assert str(xml_element("g", {"id": "\"'"})) == '<g id="&quot;&#39;"/>'


def test_an_address_with_quotes_stays_an_address() -> None:
    path = 'http://example.org/" onclick="alert(1)'
    (link,) = parsed(made(things=[Thing(path, "A", "component")])).iter(f"{SVG}a")
    assert link.attrib == {"href": path}


def test_a_relation_without_a_name_leaves_its_line_whole() -> None:
    shown = made("a uses b")
    nameless = replace(shown, relations=(replace(shown.relations[0], label="\x00"),))
    (edge,) = (g for g in parsed(nameless).iter(f"{SVG}g") if g.get("class") == "edge")
    assert [element.tag.removeprefix(SVG) for element in edge] == ["title", "path", "path"]


def test_dark_mode_has_every_colour_and_paper_none() -> None:
    text = view_svg(made("a uses b"))
    style = text[text.index("<style>") : text.index("</style>")]
    for name, (light, dark) in COLOURS.items():
        assert f".fill-{name}{{fill:{dark}}}" in style
        assert light not in style
    assert "@media screen and (prefers-color-scheme:dark)" in style
    used = {
        (each[0], each[1])
        for each in re.findall(r'class="fill-([a-z-]+)[^>]*? fill="(#\w+)"', text)
    }
    assert used
    assert all(COLOURS[name][0] == colour for name, colour in used)


@pytest.mark.parametrize("shown", [hostile(), made(*[f"h{n} uses hub" for n in range(5)])])
def test_hostile_names_stay_text(shown: View) -> None:
    text = view_svg(shown)
    root = ElementTree.fromstring(text)
    assert not list(safe(root))
    assert "<script" not in text
    assert "<img" not in text
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202e\ufffe\uffff]", text)
    assert len(text) < 200_000 if shown.title == "Made up" else True


def test_hostile_names_are_still_readable() -> None:
    shown = titles(parsed(hostile()))
    assert any(each.startswith(HOSTILE[0]) for each in shown)
    assert any("two lines and a tab" in each for each in shown)
    assert any("\u05e9\u05dc\u05d5\u05dd" in each for each in shown)
    assert any(each.startswith("end: ") for each in shown)


def test_a_thing_from_elsewhere_is_linked_only_where_it_is_on_the_web() -> None:
    paths = ("javascript:alert(1)", "urn:x", "http://example.org/")
    root = parsed(made(things=[Thing(path, path, "component") for path in paths]))
    assert [each.attrib["href"] for each in root.iter(f"{SVG}a")] == ["http://example.org/"]


def test_nothing_to_show_is_said() -> None:
    root = parsed(made())
    assert "Nothing is here to be shown." in " ".join(texts(root))


@pytest.mark.parametrize(
    "sentences",
    [
        ["a uses a"],
        ["a uses a", "a resembles a", "a uses b"],
        ["a uses b", "b uses a"],
        ["a uses b", "b uses c", "c uses a", "c successorOf b"],
        ["a successorOf b", "b successorOf a"],
        ["a successorOf a"],
        ["a uses b", "a builtOn b", "a resembles b", "b uses a"],
    ],
)
def test_circles_and_loops(sentences: list[str]) -> None:
    shown = made(*sentences)
    lines = [each for each in parsed(shown).iter(f"{SVG}g") if each.get("class") == "edge"]
    assert len(lines) == len(sentences)


def test_arrows_point_to_what_a_thing_rests_on_which_stands_left() -> None:
    root = parsed(made("b uses a", "c uses b"))
    middles = {each[2].text: float(each[2].attrib["x"]) for each in root.iter(f"{SVG}a")}
    assert middles["A"] < middles["B"] < middles["C"]


def test_of_a_circle_the_lighter_line_turns_round() -> None:
    root = parsed(made("a resembles b", "b successorOf a"))
    middles = {each[2].text: float(each[2].attrib["x"]) for each in root.iter(f"{SVG}a")}
    assert middles["A"] < middles["B"]


def test_what_hangs_on_one_thing_alike_shares_a_panel() -> None:
    shown = made(*[f"a uses b{number}" for number in range(6)], "a builtOn c", "d uses c")
    edges = [each for each in parsed(shown).iter(f"{SVG}g") if each.get("class") == "edge"]
    assert len(edges) == 3
    focused = made(*[f"a uses b{number}" for number in range(6)], focus="b0")
    edges = [each for each in parsed(focused).iter(f"{SVG}g") if each.get("class") == "edge"]
    assert len(edges) == 2


def test_the_same_view_has_the_same_bytes_in_another_process() -> None:
    def drawn(seed: str) -> bytes:
        code = (
            "import fwgraph, sys; from fwgraph import drawing, view;"
            "sys.stdout.buffer.write(drawing.draw_view(view.read_view(fwgraph.load()), 'svg'))"
        )
        environment = {**os.environ, "PYTHONHASHSEED": seed, "FONTCONFIG_FILE": "/nowhere"}
        found = subprocess.run(
            [sys.executable, "-c", code], env=environment, check=True, capture_output=True
        )
        assert found.stderr == b""
        return found.stdout

    assert drawn("1") == drawn("2") != b""


def test_a_lineage_has_last_releases() -> None:
    shown = made("b successorOf a", things=[released("a", 2001), released("b", 2009)])
    words = texts(parsed(shown))
    assert {"1, 2001-01-01", "1, 2009-01-01"} <= set(words)


def test_too_much_is_refused_with_a_way_out() -> None:
    many = made(things=[Thing(f"t{number}", "T", "platform") for number in range(MAX_THINGS + 1)])
    for form in ("svg", "png", "html"):
        with pytest.raises(BadRequest) as raised:
            draw_view(many, form)
        assert str(raised.value) == (
            "2,001 things are too many for a drawing, which holds 2,000:"
            " narrow it with --focus, --relation or --edition"
        )


def test_what_would_take_minutes_is_refused_at_once() -> None:
    every = [f"t{a:02} uses t{b:02}" for a in range(60) for b in range(a)]
    with pytest.raises(BadRequest, match=r"^1,770 lines between 60 boxes are too tangled"):
        view_svg(made(*every))


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(BadRequest) as raised:
        draw_view(made(), "gif")
    assert str(raised.value) == "no drawing is called 'gif'; there are: svg, png, html"
