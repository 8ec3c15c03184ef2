"""What is new is said once, and appears everywhere: each change is made to a copy of the project.

The files that a change may touch are counted; data come on top. The numbers are those of the
table in docs/architecture.md.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from tests.few_data import copy_few_data

from fwgraph.namespaces import BASE
from fwgraph.store import package

PACKAGE = Path(package.PACKAGE)
LEFT_OUT = shutil.ignore_patterns("node_modules", "__pycache__", "*.woff2")

SHOW = """
import json, sys
import fwgraph
from fwgraph.drawing import draw_view
from fwgraph.drawing.palette import palette_css
from fwgraph.export import serialize_graph
from fwgraph.questions.cards import read_card, render_card
from fwgraph.view import read_view, view_json
from fwgraph.web.http.links import Links
from fwgraph.media_types import HTML
from fwgraph.web.publication import Publication

graph = fwgraph.load()
node = graph.names.find(sys.argv[1])
card, view, pages = read_card(graph, node), read_view(graph), Publication(graph)

def page(path):
    return pages.resource_at(path).write(HTML, Links("/", "https://example.org/", False)).decode()

print(json.dumps({
    "card": render_card(card),
    "facts": card.facts,
    "page": page(pages.lookups.page_path(node)),
    "things": page("things"),
    "concepts": page("concepts"),
    "graph": json.loads(view_json(view)),
    "css": palette_css(),
    "svg": draw_view(read_view(graph, focus=node), "svg").decode(),
    **{form: serialize_graph(graph, form).decode() for form in ("graphml", "dot", "mmd", "jsonld")},
}))
"""
"""Prints everything that a graph is shown in, for one thing."""


class Copy:
    """A copy of the project that counts the files that are changed, apart from the data."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changed: set[str] = set()
        shutil.copytree(PACKAGE, folder / "src/fwgraph", ignore=LEFT_OUT)
        for name in package.FOLDERS:
            if name != "data":
                shutil.copytree(Path(package.find_resource_root()) / name, folder / name)
            shutil.rmtree(folder / "src/fwgraph" / name, ignore_errors=True)

        copy_few_data(folder)

    def append(self, path: str, text: str) -> None:
        """Add Turtle, whose prefixes are declared, to the end of a file."""
        self._write(path, (self.folder / path).read_text("utf-8") + text)

    def insert(self, path: str, before: str, text: str) -> None:
        """Add text to a file, before the only place that reads so."""
        start, end = (self.folder / path).read_text("utf-8").split(before)
        self._write(path, start + text + before + end)

    def _write(self, path: str, text: str) -> None:
        (self.folder / path).write_text(text, "utf-8")
        if not path.startswith("data/"):
            self.changed.add(path)

    def show(self, thing: str) -> dict[str, str]:
        """Return what everything shows, with JSON written out once more."""
        env = {**os.environ, "PYTHONPATH": str(self.folder / "src"), "PYTHONDONTWRITEBYTECODE": "1",
               "XDG_CACHE_HOME": str(self.folder)}  # fmt: skip
        command = [sys.executable, "-c", SHOW, thing]
        done = subprocess.run(
            command, check=False, env=env, cwd=self.folder, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        shown = json.loads(done.stdout)
        return {
            name: text if isinstance(text, str) else json.dumps(text)
            for name, text in shown.items()
        }


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy(tmp_path)


def test_a_fact_takes_the_ontology_and_a_shape(copy: Copy) -> None:
    copy.append("ontology/fwgraph.ttl", """
doap:bug-database a owl:ObjectProperty ; rdfs:label "tracker"@en ;
    skos:closeMatch schema:discussionUrl .
""")  # fmt: skip
    copy.append("shapes/software.ttl", """
shape:software-tracker
    a sh:PropertyShape ;
    sh:targetClass fw:Software ;
    fw:shownIn "card" , "explorer" , "graphml" , "page" ;
    rdfs:seeAlso doap:bug-database ;
    sh:group group:facts ;
    sh:maxCount 1 ;
    sh:message "A tracker is one address"@en ;
    sh:name "tracker"@en ;
    sh:nodeKind sh:IRI ;
    sh:order 7.5 ;
    sh:path doap:bug-database ;
    sh:severity sh:Violation ;
.
""")  # fmt: skip
    tracker = "https://example.org/tracker"
    copy.append("data/frameworks/flask.ttl", f"\nsoftware:flask doap:bug-database <{tracker}> .\n")
    shown = copy.show("flask")
    assert f"\n  package    pkg:pypi/flask\n  tracker    {tracker}\n" in shown["card"]
    assert json.loads(shown["facts"])["tracker"] == [tracker]
    assert ">tracker</bdi></a></dt>" in shown["page"]
    assert f'<dd><a href="{tracker}"' in shown["page"]
    assert '"discussionUrl": [' in shown["page"], "for search engines"
    graph = json.loads(shown["graph"])
    assert {"name": "tracker", "label": "tracker", "link": True} in graph["facts"]
    trackers = {thing["path"]: thing["tracker"] for thing in graph["things"]}
    assert (trackers["software/flask"], trackers["software/django"]) == (tracker, None)
    assert f'<data key="node-tracker">{tracker}</data>' in shown["graphml"]
    assert f'"bug-database": "{tracker}"' in shown["jsonld"]
    assert len(copy.changed) <= 2


def test_a_kind_takes_the_ontology_its_colours_its_prefix_and_a_shape(copy: Copy) -> None:
    copy.append("ontology/fwgraph.ttl", """
fw:Language
    a owl:Class ;
    fw:nodeShape "octagon" ;
    fw:plural "languages"@en ;
    rdfs:isDefinedBy <https://w3id.org/fwgraph/ontology> ;
    rdfs:label "language"@en ;
    sh:order 4.5 ;
    skos:closeMatch schema:ComputerLanguage ;
    skos:definition "What programs are written in."@en ;
.
""")  # fmt: skip
    copy.insert("src/fwgraph/drawing/palette.py", '    "descent":',
                '    "language": ("#dff3f1", "#123c39"),\n'
                '    "language-edge": ("#1d7a72", "#6cc9c0"),\n')  # fmt: skip
    copy.insert("src/fwgraph/namespaces.py", '    "listing":',
                '    "language": f"{BASE}language/",\n')  # fmt: skip
    copy.insert("src/fwgraph/namespaces.py", ')\n"""The kinds whose', ', "language"')
    copy.append("shapes/thing.ttl", """
shape:language-label
    a sh:PropertyShape ;
    sh:targetClass fw:Language ;
    rdfs:seeAlso rdfs:label ;
    sh:maxCount 1 ;
    sh:message "A language has exactly one label"@en ;
    sh:minCount 1 ;
    sh:name "one label"@en ;
    sh:path rdfs:label ;
    sh:severity sh:Violation ;
.
""")  # fmt: skip
    copy.append("data/frameworks/flask.ttl", """
<https://w3id.org/fwgraph/language/lingua> a fw:Language ; rdfs:label "Lingua" .
claim:flask.runsOn.lingua.web-frameworks-2016.94
    a fw:Claim ;
    rdf:object <https://w3id.org/fwgraph/language/lingua> ;
    rdf:predicate fw:runsOn ;
    rdf:subject software:flask ;
    prov:wasDerivedFrom edition:web-frameworks-2016 ;
    fw:line 94 ;
    fw:quote "in Lingua"@en ;
.
""")  # fmt: skip
    shown = copy.show("lingua")
    assert shown["card"].startswith("Lingua  language  as of ")
    assert "Flask runs on …" in shown["card"]
    assert '<article class="thing language">' in shown["page"]
    assert '"@type": "ComputerLanguage"' in shown["page"]
    assert ".language .tag:first-child { background: var(--language);" in shown["css"]
    assert '<h2 id="languages">Languages' in shown["things"]
    graph = json.loads(shown["graph"])
    assert {"name": "language", "outline": "octagon"} in graph["shapes"]
    assert {each["path"]: each["shape"] for each in graph["things"]}[
        "language/lingua"
    ] == "language"
    assert '<data key="node-shape">language</data>' in shown["graphml"]
    assert 'shape="octagon", style="filled", fillcolor="#dff3f1", color="#1d7a72"' in shown["dot"]
    assert '(["Lingua"]):::language' in shown["mmd"]
    assert "classDef language fill:#dff3f1" in shown["mmd"]
    assert shown["svg"].count('"fill-language ') == 2, "the thing and the legend"
    assert '"type": [\n    "Language"' in shown["jsonld"]
    assert len(copy.changed) <= 4


def test_a_relation_takes_the_ontology(copy: Copy) -> None:
    copy.append("ontology/fwgraph.ttl", """
fw:vendors
    a owl:ObjectProperty ;
    rdfs:isDefinedBy <https://w3id.org/fwgraph/ontology> ;
    rdfs:label "vendors"@en ;
    rdfs:subPropertyOf fw:dependsOn ;
    sh:order 0 ;
    skos:definition "The subject keeps a copy of the object among its files."@en ;
.
""")  # fmt: skip
    copy.append("data/frameworks/flask.ttl", claim("vendors", "vendors all of Click"))
    shown = copy.show("flask")
    assert "\n  vendors Click\n      “vendors all of Click”" in shown["card"]
    assert 'class="relation dependence"><bdi>vendors</bdi>' in shown["page"]
    relations = json.loads(shown["graph"])["relations"]
    (vendors,) = [each for each in relations if each["name"] == "vendors"]
    assert vendors["iri"] == f"{BASE}ontology#vendors"
    assert (vendors["label"], vendors["family"], vendors["rank"]) == ("vendors", "dependence", 1)
    assert '<data key="edge-relation">vendors</data>' in shown["graphml"]
    assert 'label="vendors"' in shown["dot"]
    assert '-->|"vendors"|' in shown["mmd"]
    assert ", vendors" in shown["svg"], "in the legend"
    assert '"vendors": [\n    "software/click"' in shown["jsonld"]
    assert len(copy.changed) <= 1


def test_a_family_takes_the_ontology_and_its_colour(copy: Copy) -> None:
    copy.append("ontology/fwgraph.ttl", """
fw:inspiredBy fw:family family:influence .
family:influence
    a skos:Concept ;
    fw:lineStyle "dotted" ;
    sh:order 2.5 ;
    skos:definition "Leads to what gave the subject ideas."@en ;
    skos:inScheme scheme:family ;
    skos:prefLabel "owes ideas to"@en ;
.
""")  # fmt: skip
    copy.insert("src/fwgraph/drawing/palette.py", '    "other":',
                '    "influence": ("#8a2f6b", "#e08fc4"),\n')  # fmt: skip
    copy.append("data/frameworks/flask.ttl", claim("inspiredBy", "after the manner of Click"))
    shown = copy.show("flask")
    assert 'class="relation influence"><bdi>inspired by</bdi>' in shown["page"]
    assert ".relation.influence," in shown["css"]
    assert "owes ideas to" in shown["concepts"]
    graph = json.loads(shown["graph"])
    family = {"name": "influence", "label": "owes ideas to", "line": "dotted"}
    assert [each["name"] for each in graph["families"]] == [
        "dependence", "descent", "influence", "other",
    ]  # fmt: skip
    assert family in graph["families"]
    assert {each["name"]: each["family"] for each in graph["relations"]}[
        "inspiredBy"
    ] == "influence"
    assert '<data key="edge-family">influence</data>' in shown["graphml"]
    assert 'style="dotted", color="#8a2f6b"' in shown["dot"]
    assert '-.->|"inspired by"|' in shown["mmd"]
    assert (
        'class="line-influence" fill="none" stroke="#8a2f6b" stroke-dasharray="1.5 3"'
        in shown["svg"]
    )
    assert "owes ideas to: inspired by" in shown["svg"]
    assert len(copy.changed) <= 2


def claim(relation: str, quote: str) -> str:
    """Return a claim of the shipped edition about Flask and Click."""
    return f"""
claim:flask.{relation}.click.web-frameworks-2016.94
    a fw:Claim ;
    rdf:object software:click ;
    rdf:predicate fw:{relation} ;
    rdf:subject software:flask ;
    prov:wasDerivedFrom edition:web-frameworks-2016 ;
    fw:line 94 ;
    fw:quote "{quote}"@en ;
.
"""
