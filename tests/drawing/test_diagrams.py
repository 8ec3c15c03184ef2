"""Diagrams hold the whole view, and other programs read from them what was meant."""

import io
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pygraphviz
import pytest
from tests.drawing.cases import hostile, made

from fwgraph import view
from fwgraph.drawing.diagrams import MAX_DOT_LENGTH, view_diagram
from fwgraph.drawing.text_metrics import single_line
from fwgraph.errors import BadRequest
from fwgraph.export import export_graph, serialize_graph
from fwgraph.graph import Graph
from fwgraph.media_types import DIAGRAM_ENDINGS
from fwgraph.view import Listing, Thing, View

GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
NODE = re.compile(r'  n(\d+)(?:\(|\[/|\[|\{\{)"([^"]*)"(?:\)|/\]|\]|\}\}):::\w+')
EDGE = re.compile(r'  n(\d+) (?:==>|-->|-\.->)\|"([^"]*)"\| n(\d+)')


@pytest.fixture(params=["shipped", "hostile"])
def shown(request: pytest.FixtureRequest, graph: Graph) -> View:
    return view.read_view(graph) if request.param == "shipped" else hostile()


def labels(shown: View) -> dict[str, str]:
    return {relation.name: single_line(relation.label) for relation in shown.relations}


def test_graphviz_reads_what_was_meant(shown: View) -> None:
    read = pygraphviz.AGraph(string=view_diagram(shown, "dot"))
    assert read.directed
    nodes = {str(node): meant(node.attr["label"]) for node in read.nodes_iter()}
    assert nodes == {thing.path: cut(single_line(thing.label)) for thing in shown.things}
    edges = sorted(
        (str(a), str(b), meant(each.attr["label"])) for each in read.edges_iter() for a, b in [each]
    )
    names = labels(shown)
    assert edges == sorted(
        (edge.start, edge.end, cut(names[edge.relation])) for edge in shown.edges
    )
    read.close()


def cut(line: str) -> str:
    return line if len(line) <= MAX_DOT_LENGTH else f"{line[:MAX_DOT_LENGTH]}…"


def meant(label: str | None) -> str:
    """Return what Graphviz shows for a label: its escapes and entities read."""
    return unescape(re.sub(r"\\(.)", r"\1", label or ""))


def test_networkx_reads_what_was_meant(shown: View) -> None:
    read = networkx.read_graphml(io.BytesIO(view_diagram(shown, "graphml").encode()))
    things = {thing.path: thing for thing in shown.things}
    assert set(read.nodes) == things.keys()
    assert read.is_directed()
    for path, said in read.nodes(data=True):
        assert said.get("label", "") == single_line(things[path].label)
        assert said["shape"] == things[path].shape
        assert said.get("discontinued", False) is things[path].discontinued
        assert said["iri"] == things[path].iri
    names = labels(shown)
    assert sorted(
        (start, end, said.get("relation", "")) for start, end, said in read.edges(data=True)
    ) == sorted((edge.start, edge.end, names[edge.relation]) for edge in shown.edges)


def test_graphml_declares_what_it_uses(shown: View) -> None:
    """GraphML 1.0, sections 2.1 to 2.4: keys first, unique ids, ends that exist."""
    root = ElementTree.fromstring(view_diagram(shown, "graphml"))
    assert root.tag == f"{GRAPHML}graphml"
    kinds = [child.tag.removeprefix(GRAPHML) for child in root]
    assert kinds == ["key"] * (len(kinds) - 1) + ["graph"]
    keys = {key.attrib["id"]: key.attrib["for"] for key in root.iter(f"{GRAPHML}key")}
    assert len(keys) == len(kinds) - 1
    nodes = [node.attrib["id"] for node in root.iter(f"{GRAPHML}node")]
    edges = list(root.iter(f"{GRAPHML}edge"))
    assert len(nodes) == len(set(nodes))
    assert len({edge.attrib["id"] for edge in edges}) == len(edges) == len(shown.edges)
    assert {edge.attrib[end] for edge in edges for end in ("source", "target")} <= set(nodes)
    for domain in ("node", "edge"):
        for each in root.iter(f"{GRAPHML}{domain}"):
            assert all(keys[data.attrib["key"]] == domain for data in each)


def test_graphml_has_the_evidence(graph: Graph) -> None:
    read = networkx.read_graphml(io.BytesIO(serialize_graph(graph, "graphml")))
    found = read.get_edge_data("software/flask", "software/werkzeug")
    (said,) = [edge for edge in found.values() if edge["relation"] == "built on"]
    assert said["family"] == "dependence"
    assert "based on Werkzeug" in said["quote"]
    assert "web-frameworks-2016:94" in said["place"]


def test_mermaid_has_one_line_for_everything(shown: View) -> None:
    lines = view_diagram(shown, "mmd").splitlines()
    assert lines[0] == lines[2] == "---"
    assert lines[3] == "flowchart RL"
    nodes = [found for line in lines if (found := NODE.fullmatch(line))]
    edges = [found for line in lines if (found := EDGE.fullmatch(line))]
    clicks = [line for line in lines if re.fullmatch(r'  click n\d+ href "https://[^"]+"', line)]
    styles = [line for line in lines if line.startswith(("  class ", "  classDef "))]
    assert len(lines) == 4 + len(nodes) + len(edges) + len(clicks) + len(styles)
    assert [entities(found[2]) for found in nodes] == [
        single_line(thing.label) or " " for thing in shown.things
    ]
    names, paths = labels(shown), [thing.path for thing in shown.things]
    assert [
        (paths[int(a)], paths[int(b)], entities(words))
        for a, words, b in map(re.Match.groups, edges)
    ] == [(edge.start, edge.end, names[edge.relation] or " ") for edge in shown.edges]


def entities(words: str) -> str:
    """Return what Mermaid shows for the words in quotes."""
    assert re.fullmatch(r"(#\d+;|[^#<>&`\"\[\](){}|;\\])*", words)
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), words)


def test_mermaid_marks_families_and_what_is_discontinued(graph: Graph) -> None:
    text = serialize_graph(graph, "mmd").decode()
    assert "==>" in text
    assert "-.->" in text
    assert "  classDef discontinued stroke-dasharray:4 3\n" in text


def test_an_empty_view_is_a_diagram() -> None:
    for form in DIAGRAM_ENDINGS:
        assert view_diagram(made(), form).count("\n") < 30
    assert networkx.read_graphml(io.BytesIO(view_diagram(made(), "graphml").encode())).size() == 0
    assert pygraphviz.AGraph(string=view_diagram(made(), "dot")).number_of_nodes() == 0


def test_an_unknown_form_is_named() -> None:
    with pytest.raises(BadRequest) as raised:
        view_diagram(made(), "gexf")
    assert str(raised.value) == "no diagram is called 'gexf'; there are: dot, graphml, mmd"


def test_diagrams_are_exports(neighbourhood: Graph, tmp_path: Path) -> None:
    graph = neighbourhood
    for form in DIAGRAM_ENDINGS:
        export_graph(graph, tmp_path / f"graph.{form}")
        content = (tmp_path / f"graph.{form}").read_bytes()
        assert (
            content
            == serialize_graph(graph, form)
            == view_diagram(view.read_view(graph), form).encode()
        )


def test_diagrams_have_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import fwgraph, sys; from fwgraph.export import serialize_graph;"
        "from fwgraph.media_types import DIAGRAM_ENDINGS;"
        "files = [serialize_graph(fwgraph.load(), form) for form in DIAGRAM_ENDINGS];"
        "sys.stdout.buffer.write(b''.join(files))"
    )

    def written(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code]
        return subprocess.run(command, env=environment, check=True, capture_output=True).stdout

    assert written("0") == written("1") != b""


def test_graphml_has_the_newest_release_that_an_edition_states(tmp_path: Path) -> None:
    listings = (
        Listing("old", "Popular", "A", "1.0", "2011-01-01", 1),
        Listing("new", "Popular", "A", "2.0", "2016-02-03", 7),
    )
    shown = made(things=[Thing("software/a", "A", "framework", listings=listings)])
    file = tmp_path / "graph.graphml"
    file.write_text(view_diagram(shown, "graphml"), encoding="utf-8")
    (node,) = networkx.read_graphml(file).nodes(data=True)
    assert (node[1]["version"], node[1]["released"]) == ("2.0", "2016-02-03")
