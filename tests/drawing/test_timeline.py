"""A timeline says from when to when what was released, with a record behind each end."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from pyoxigraph import NamedNode, Store
from tests.drawing.cases import HOSTILE, made

from fwgraph.drawing import draw_timeline
from fwgraph.drawing.timeline import family_pictures, release_strip, timeline_svg
from fwgraph.drawing.timeline_scale import make_scale, year_fraction
from fwgraph.drawing.timeline_scene import (
    ALONE,
    TimelineRow,
    choose_record,
    dated_rows,
    fit_scale,
    silent_stretches,
)
from fwgraph.errors import BadRequest
from fwgraph.graph import Graph
from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.inference import add_inferences
from fwgraph.view import Thing
from fwgraph.view.families import FrameworkFamily, group_families
from fwgraph.view.timeline import (
    DatedRelease,
    DeclaredEnd,
    EditionDay,
    Timeline,
    find_span,
    read_timeline,
)

SVG = "{http://www.w3.org/2000/svg}"
RECORDS = """SELECT ?record ?day ?name {
  { ?record fw:releaseOf ?software } UNION { ?record fw:lists ?software }
  ?record fw:released ?day . ?software rdfs:label ?name }"""


@pytest.fixture(scope="module")
def timeline(graph: Graph) -> Timeline:
    return read_timeline(graph)


@pytest.fixture(scope="module")
def poster(timeline: Timeline) -> ElementTree.Element:
    return ElementTree.fromstring(timeline_svg(timeline))


def of(updates: str) -> Timeline:
    """Return the timeline of a graph of these triples, with what follows from them."""
    store = Store()
    store.update(f"INSERT DATA {{ {updates} }}", prefixes=PREFIXES)
    add_inferences(store)
    return read_timeline(Graph(store))


def release(path: str, day: str, kind: str = "changelog", place: str = "d:1") -> DatedRelease:
    return DatedRelease(path, day, "1", kind, place)


def timeline_of(*paths: str, descents: str = "", **days: str) -> Timeline:
    """Return a timeline of frameworks in one family, each with releases on days."""
    things = {path: Thing(path, path.upper(), "framework") for path in paths}
    records = {
        path: tuple(release(f"r/{path}/{day}", day) for day in several.split())
        for path, several in days.items()
    }
    edges = made(*filter(None, descents.split(", "))).edges
    family = FrameworkFamily((paths[0],), tuple(paths))
    shown = Timeline(
        "T", "2020-01-01", 3, things, records, {}, (family,), edges, (), {"successorOf": "after"}
    )
    return replace(shown, span=find_span(shown))


def texts(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}text")]


def titles(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter(f"{SVG}title")]


def bars(root: ElementTree.Element) -> Iterator[tuple[float, float]]:
    """Yield the left and the right end of each bar, from top to bottom."""
    for bar in root.iter(f"{SVG}g"):
        if bar.get("class") == "bar":
            pieces = [(float(each.attrib["x"]), float(each.attrib["width"]))
                      for each in bar.iter(f"{SVG}rect")]  # fmt: skip
            yield min(x for x, _ in pieces), max(x + width for x, width in pieces)


def test_every_end_of_a_bar_has_a_record_behind_it(
    poster: ElementTree.Element, timeline: Timeline, graph: Graph
) -> None:
    rows = select_solutions(graph, RECORDS)
    known = {(row["record"].value, row["name"].value): row["day"].value for row in rows}
    scale = fit_scale(timeline, dated_rows(timeline, timeline.paths))
    firsts: list[float] = []
    ends: dict[int, float] = {}
    for link in poster.iter(f"{SVG}a"):
        if link.get("class") in {"first", "last"}:
            title, target = link[0].text or "", link[1].attrib
            name, _, words = title.partition(f": {link.attrib['class']} release ")
            day = known[link.attrib["href"], name]
            x = float(target["x"]) + 5
            assert abs(x - scale.x(day)) < 0.1
            assert f"{day}, by a" in words
            firsts += [x] if link.get("class") == "first" else []
            ends[len(firsts) - 1] = x
    drawn = list(bars(poster))
    assert len(drawn) == len(firsts) == sum(bool(timeline.records.get(p)) for p in timeline.paths)
    assert len(drawn) > 100
    for (left, right), first, number in zip(drawn, firsts, range(len(drawn)), strict=True):
        # What lasted a day is two pixels wide.
        assert abs(left - first) < 1.1
        assert abs(right - ends[number]) < 1.2


def test_families_come_from_the_graph(timeline: Timeline) -> None:
    of_each = {path: family for family in timeline.families for path in family.members}

    def together(*names: str) -> bool:
        families = {of_each[f"software/{name}"] for name in names}
        return len(families) == 1 and bool(families.pop().heads)

    assert together("pylons", "pyramid", "repoze-bfg")
    assert together("werkzeug", "flask", "quart")
    assert together("starlette", "fastapi")
    assert together("zope", "zope3", "grok", "bluebream")
    assert not together("django", "flask")
    assert not of_each["software/cherrypy"].heads
    headings = [family.heads[0] for family in timeline.families if family.heads]
    assert {"software/zope", "software/werkzeug", "software/starlette"} <= set(headings)


def test_needs_join_what_stands_on_nothing_else() -> None:
    view = made("a builtOn b", "c uses b", "d uses b", "d uses e", "f builtOn g", "h builtOn g")
    things = [
        replace(thing, shape="component" if thing.path == "g" else "framework")
        for thing in view.things
    ]
    iris = {relation.name: relation for relation in view.relations}
    view = replace(view, things=tuple(things), relations=tuple(iris.values()))
    families = group_families(view, {"a", "b"})
    assert [(family.heads, family.members) for family in families] == [
        (("b",), ("a", "b", "c")),
        (("g",), ("f", "h")),
        ((), ("d", "e")),
    ]


def test_names_are_as_large_as_promised(poster: ElementTree.Element, timeline: Timeline) -> None:
    sizes = {each.text: each.attrib["font-size"] for each in poster.iter(f"{SVG}text")}
    labels = [timeline.things[path].label for path in timeline.paths if path in timeline.records]
    assert {sizes[label] for label in labels} == {"12"}
    assert poster.attrib["width"] == "900"
    assert all(float(each.attrib["x"]) >= 0 for each in poster.iter(f"{SVG}text"))


def test_the_last_word_of_the_makers_is_marked(
    poster: ElementTree.Element, timeline: Timeline
) -> None:
    marks = [link for link in poster.iter(f"{SVG}a") if link.get("class") == "ended"]
    dated = {path for path in timeline.paths if timeline.records.get(path)}
    shown = {path: end for path, end in timeline.ends.items() if path in dated}
    assert sorted(mark.attrib["href"].removeprefix(BASE) for mark in marks) == sorted(
        end.path for end in shown.values()
    )
    assert "software/karrigell" in shown
    assert "software/lino" not in timeline.ends, "it has moved"
    assert "software/web2py" not in timeline.ends, "its makers maintain it, they said later"
    (karrigell,) = (title for title in titles(poster) if "Karrigell declared" in title)
    assert re.search(r"declared discontinued by its makers, 2018-12-02: “[^”]+” \[", karrigell)


def test_what_is_taken_back_is_no_end() -> None:
    said = (
        "document:d fw:voice voice:author ; dcterms:date '2015-01-01'^^xsd:date ."
        " status:archived skos:prefLabel 'archived' . claim:x rdf:subject software:x ;"
        " rdf:predicate fw:status ; rdf:object status:archived ; prov:wasDerivedFrom document:d ."
        " software:x a fw:Framework . claim:x a fw:Claim ."
    )
    assert [end.day for end in of(said).ends.values()] == ["2015-01-01"]
    denial = (
        " document:e fw:voice voice:author ; dcterms:date '2016-01-01'^^xsd:date ."
        " denial:x a fw:Denial ; rdf:subject software:x ; rdf:predicate fw:status ;"
        " rdf:object status:archived ; prov:wasDerivedFrom document:e ."
    )
    assert not of(said + denial).ends
    assert not of(said.replace("voice:author", "voice:host")).ends
    assert not of(said.replace("archived ;", "active ;")).ends


def test_what_is_later_than_its_source_or_no_day_does_not_count() -> None:
    shown = of(
        "document:d dcterms:date '2015-01-01'^^xsd:date . software:x a fw:Framework ."
        + "".join(
            f" <http://example.org/{number}> fw:releaseOf software:x ;"
            f" prov:wasDerivedFrom document:d ; fw:released {day} ."
            for number, day in enumerate(
                ["'2014-05-01'^^xsd:date", "'2015-02-01'^^xsd:date", "'2015'^^xsd:gYear", "'soon'"]
            )
        )
    )
    assert [record.released for record in shown.records["software/x"]] == ["2014-05-01", "2015"]


def test_the_years_are_linear() -> None:
    scale = make_scale("2001-06-01", "2003-12-31", 100, 400)
    assert (scale.first, scale.last) == (2001, 2004)
    places = [scale.x(day) for day in ("2001-01-01", "2002-01-01", "2003-01-01")]
    assert places == [100, 200, 300]
    assert scale.x("2002") == 250
    assert year_fraction("2002-02") == 2002 + 1.5 / 12
    assert year_fraction("2001-02-31") == 2001 + 1.5 / 12
    assert list(scale.labelled_years()) == [2001, 2002, 2003]
    wide = make_scale("0001", "9999-12-31", 0, 800)
    assert list(wide.labelled_years()) == list(range(500, 10_000, 500))


def test_of_one_day_the_makers_word_is_taken_and_the_exact_one() -> None:
    records = [
        release("i", "2010-05", "index"),
        release("t", "2010-05-20", "tag"),
        release("c", "2010-05-20"),
        release("p", "2010-05-20", "page"),
    ]
    assert choose_record(records, records[0]).path == "c"
    assert choose_record(records[:1], records[0]).path == "i"


def test_silence_is_seen() -> None:
    shown = timeline_of("a", "b", a="2001-01-01 2002-01-01 2009-01-01", b="2019-01-01")
    old, young = dated_rows(shown, shown.paths)
    assert (old.silent, young.silent) == (True, False)
    assert list(silent_stretches(old, 3)) == [(2002, 2009)]
    root = ElementTree.fromstring(timeline_svg(shown))
    assert len(list(root.iter(f"{SVG}g"))) > 1
    assert "no release on record for 3 years" in texts(root)


def test_an_ancestor_existed_when_its_descendant_did() -> None:
    shown = timeline_of("c", "b", "a", descents="b successorOf a, c successorOf b",
                        a="2012-01-01", b="2010-01-01", c="2005-01-01")  # fmt: skip
    rows = dated_rows(shown, shown.paths)
    assert [(row.thing.path, row.begin) for row in rows] == [("a", 2005), ("b", 2005), ("c", 2005)]
    root = ElementTree.fromstring(timeline_svg(shown))
    assert [title.split(":")[0] for title in titles(root) if " after " in title] == [
        "B after A", "C after B"
    ]  # fmt: skip
    assert "existed by then: something descends from it" in texts(root)


@pytest.mark.parametrize("descents", ["a successorOf b, b successorOf a", "a successorOf a"])
def test_circles_of_descent_end(descents: str) -> None:
    shown = timeline_of("a", "b", descents=descents, a="2001-01-01", b="2003-01-01")
    assert "<svg" in timeline_svg(shown)


def hostile() -> Timeline:
    """Return a timeline in which every text is hostile."""
    things, records, ends = {}, dict[str, tuple[DatedRelease, ...]](), {}
    for number, name in enumerate(HOSTILE):
        path = f"software/h{number}"
        things[path] = Thing(path, name, "framework")
        records[path] = (DatedRelease(f"javascript:{number}", "2001", name, "page", name),)
        ends[path] = DeclaredEnd(f"urn:{number}", "2005-01-01", name, name, name)
    paths = tuple(things)
    families = (FrameworkFamily(paths[:2], paths[:6]), FrameworkFamily((), paths[6:]))
    editions = (EditionDay("edition/e", HOSTILE[0], "2004-01-01", is_index=False),)
    shown = Timeline(HOSTILE[1], "2006", 3, things, records, ends, families, (), editions, {})
    return replace(shown, span=find_span(shown))


def test_a_name_stands_left_of_an_end_that_was_declared_before_the_first_record() -> None:
    shown = timeline_of("software/a", **{"software/a": "2018-01-01 2019-01-01"})
    ends = {"software/a": DeclaredEnd("claim/a", "2010-01-01", "discontinued", "ended", "d:1")}
    root = ElementTree.fromstring(timeline_svg(find_new_span(replace(shown, ends=ends))))
    (name,) = (
        each
        for each in root.iter(f"{SVG}text")
        if each.get("text-anchor") == "end" and each.text == "SOFTWARE/A"
    )
    (end,) = (each for each in root.iter(f"{SVG}a") if each.get("class") == "ended")
    assert float(name.attrib["x"]) < float(end[1].attrib["x"])


def find_new_span(timeline: Timeline) -> Timeline:
    return replace(timeline, span=find_span(timeline))


def test_hostile_names_stay_text() -> None:
    pictures = family_pictures(hostile(), str)
    assert len(pictures) == 2
    for text in (timeline_svg(hostile()), pictures[0].svg, pictures[1].svg):
        root = ElementTree.fromstring(text)
        assert not {"script", "img"} & {each.tag.rpartition("}")[2] for each in root.iter()}
        links = [each.attrib["href"] for each in root.iter() if "href" in each.attrib]
        assert links
        assert not [href for href in links if href.startswith(("javascript", "urn"))]
        assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u202e\ufffe\uffff]", text)
        assert len(text) < 150_000
    named = titles(ElementTree.fromstring(timeline_svg(hostile())))
    assert any("two lines and a tab" in title for title in named)


def test_nothing_to_show_is_said(tiny: Graph) -> None:
    root = ElementTree.fromstring(timeline_svg(read_timeline(tiny)))
    assert "Nothing is here to be shown: no source dates a release of a framework." in texts(root)


def test_a_family_alone_has_the_scale_of_all(graph: Graph, timeline: Timeline) -> None:
    focus = graph.names.find("bfg")
    shown = read_timeline(graph, focus=focus)
    assert shown.span == timeline.span
    (family,) = shown.families
    assert "software/pylons" in family.members
    assert shown.title.startswith("The family of ")
    root = ElementTree.fromstring(timeline_svg(shown))
    assert {"Pylons", "Pyramid"} <= set(texts(root))
    assert "Flask" not in texts(root)


def test_a_thing_without_a_family_is_drawn_alone(graph: Graph) -> None:
    shown = read_timeline(graph, focus=graph.names.find("cherrypy"))
    assert (shown.title, shown.paths) == ("CherryPy", ["software/cherrypy"])
    assert ALONE not in timeline_svg(shown)
    with pytest.raises(BadRequest, match=r"^specification:wsgi: no source dates a release of it"):
        read_timeline(graph, focus=graph.names.find("wsgi"))


def test_an_edition_keeps_what_it_lists(graph: Graph) -> None:
    edition = NamedNode(f"{BASE}edition/web-frameworks-2016")
    shown = read_timeline(graph, edition=edition)
    assert "software/flask" in shown.paths
    assert "software/fastapi" not in shown.paths
    assert shown.title == "Web Frameworks for Python, 2016-06-04"


def test_a_strip_of_releases(timeline: Timeline) -> None:
    strip = release_strip(timeline, "software/jinja2", lambda path: f"/{path}")
    root = ElementTree.fromstring(strip)
    links = [each.attrib["href"] for each in root.iter("a")]
    assert links
    assert all(link.startswith("/release/jinja2/") or "/listing/" in link for link in links)
    assert "<style" not in strip
    assert release_strip(timeline, "software/nothing") == ""


def test_rows_say_how_much_is_behind_them(poster: ElementTree.Element) -> None:
    (flask,) = (title for title in titles(poster) if title.startswith("Flask: 2010-04-16 to "))
    assert re.search(
        r"\d+ by a changelog, \d+ by a tag, \d+ by a package index, 2 by a page", flask
    )


def test_dark_mode_and_paper_are_in_it(timeline: Timeline) -> None:
    text = timeline_svg(timeline)
    assert "@media screen and (prefers-color-scheme:dark)" in text
    assert "@media print" in text


def test_the_same_graph_has_the_same_bytes_in_another_process(timeline: Timeline) -> None:
    code = (
        "import fwgraph, sys; from fwgraph import drawing; from fwgraph.view import timeline as t;"
        "sys.stdout.buffer.write(drawing.draw_timeline(t.read_timeline(fwgraph.load()), 'svg'))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7", "FONTCONFIG_FILE": "/nowhere"}
    found = subprocess.run(
        [sys.executable, "-c", code], env=environment, check=True, capture_output=True
    )
    assert found.stdout == draw_timeline(timeline, "svg")


def test_other_forms_are_refused(timeline: Timeline) -> None:
    with pytest.raises(BadRequest, match=r"^a timeline is drawn as \.svg or \.png, not as \.html"):
        draw_timeline(timeline, "html")


def test_a_row_is_where_it_should_be(timeline: Timeline) -> None:
    rows: list[TimelineRow] = dated_rows(timeline, timeline.paths)
    assert [row.begin for row in rows] == sorted(row.begin for row in rows)
