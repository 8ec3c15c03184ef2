"""Every form says the same, in the same bytes each time, and a failure leaves nothing behind."""

import csv
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    RdfFormat,
    Triple,
    parse,
)
from rdflib.compare import isomorphic
from tests.questions.neighbourhood import write_neighbourhood

import fwgraph
from fwgraph.errors import BadRequest, Unreadable
from fwgraph.export import EXPORT_FORMATS, export_graph, serialize_graph
from fwgraph.graph import Graph
from fwgraph.media_types import DUMP_FORMATS, endings

Command = Callable[..., tuple[int, str, str]]

TINY = Path(__file__).parents[1] / "graphs" / "tiny.ttl"
NASTY = r"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX doap: <http://usefulinc.com/ns/doap#>
PREFIX ex: <http://example.org/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

ex:texts ex:p "", " ", "a\r\nb\rc\n\td ", "<b>&amp;\"'\\]]>", "a,b;\"c\"", "\u0085\u2028\u200B\uFEFF😀",
  "plain"@en, "plain", "plain"@de-AT, "plain"^^ex:type, "<i>x</i>"^^rdf:XMLLiteral, "_:b", "http://example.org/" .
ex:numbers ex:p 7, -7, true, 1.5, "2020"^^xsd:gYear, "2020-02-30"^^xsd:date, "seven"^^xsd:integer,
  12345678901234567890, "maybe"^^xsd:boolean .
ex:nodes ex:p [ ex:p [ ex:q 1 ], [ ex:q 2 ] ], _:loop, (1 "two" ex:three) . _:loop ex:p _:loop .
ex:types a "text", _:loop, ex:Class, fw:Framework, <https://w3id.org/fwgraph/software/odd> .
ex:coerced fw:builtOn "text", "text"@en, 7, true, _:loop, software:flask, <software/flask> ;
  doap:homepage "http://example.org/" ; dcterms:description "plain", "de"@de, 7 ; fw:quote true ;
  fw:line "text"@en, ex:line ; rdf:subject "text" .
ex:iris ex:p <https://w3id.org/fwgraph/software/../x>, <https://w3id.org/fwgraph/software/./x>, <http://a/b/../c>,
  <https://w3id.org/fwgraph/software//x>, <https://w3id.org/fwgraph/software/x%20y?z#w>, <urn:x:y>,
  <https://w3id.org/fwgraph/>, <https://w3id.org/fwgraph/software>, <http://example.org/é>, <mailto:a@b.c> .
dcterms:type rdfs:label "taken" . fw:id rdfs:label "taken" . <https://w3id.org/fwgraph/ontology#@id> rdfs:label "odd" .
fw:builtOn2 a <http://www.w3.org/2002/07/owl#ObjectProperty> . ex:s fw:builtOn2 ex:o ; dcterms:type "x" ; fw:id "y" .
"""  # noqa: E501
RDF = {
    "ttl": (RdfFormat.TURTLE, "turtle"),
    "jsonld": (RdfFormat.JSON_LD, "json-ld"),
    "nt": (RdfFormat.N_TRIPLES, "nt"),
    "nq": (RdfFormat.N_QUADS, "nquads"),
    "trig": (RdfFormat.TRIG, "trig"),
    "rdf": (RdfFormat.RDF_XML, "xml"),
}
EVERY = """
import hashlib, sys
from fwgraph import load
from fwgraph.export import serialize_graph
from fwgraph.media_types import DUMP_FORMATS
graphs = [load(path) for path in sys.argv[1:]]
files = [serialize_graph(graph, form.ending) for graph in graphs for form in DUMP_FORMATS]
print([hashlib.sha256(file).hexdigest() for file in files])
"""


@pytest.fixture(scope="session")
def nasty_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("nasty") / "nasty.ttl"
    path.write_text(NASTY, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def nasty(nasty_path: Path) -> Graph:
    """The tiny graph with terms that some form has trouble with; no control characters."""
    both = fwgraph.load(TINY, nasty_path)
    both.store.update(
        "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER (CONTAINS(STR(?o), '\\u001B')) }"
    )
    return both


def canonical(triples: Any) -> set[Quad]:
    dataset = Dataset(Quad(each.subject, each.predicate, each.object) for each in triples)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return set(dataset)


@pytest.mark.parametrize("form", RDF)
@pytest.mark.parametrize("name", ["neighbourhood", "nasty"])
def test_each_form_says_the_same_to_pyoxigraph(
    form: str, name: str, request: pytest.FixtureRequest
) -> None:
    graph: Graph = request.getfixturevalue(name)
    assert canonical(parse(serialize_graph(graph, form), format=RDF[form][0])) == canonical(graph)


@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning:rdflib")
@pytest.mark.parametrize("form", RDF)
@pytest.mark.parametrize("name", ["neighbourhood", "nasty"])
def test_each_form_says_the_same_to_rdflib(
    form: str, name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """rdflib's own parsers of quads and JSON-LD use what rdflib calls deprecated."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)
    graph: Graph = request.getfixturevalue(name)
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(data=serialize_graph(graph, form), format=RDF[form][1])
    read = rdflib.Graph()
    for subject, predicate, object_, _ in dataset.quads():
        read.add((subject, predicate, object_))
    assert isomorphic(read, graph.to_rdflib())


def test_every_form_has_the_same_bytes_whatever_the_hash_seed(
    nasty_path: Path, tmp_path: Path
) -> None:
    """Of a part of the shipped graph: the rest has no other terms, and is thirty times as long."""
    part = tmp_path / "neighbourhood.nt"
    write_neighbourhood(part)

    def hashes(seed: str) -> str:
        command = [sys.executable, "-c", EVERY, str(nasty_path), str(part)]
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True
        ).stdout

    assert len({hashes(seed) for seed in "012"}) == 1


def test_json_ld_carries_its_context_and_short_keys(graph: Graph) -> None:
    document = json.loads(serialize_graph(graph, "jsonld"))
    assert document["@context"]["builtOn"] == {
        "@container": "@set", "@id": "fw:builtOn", "@type": "@id",
    }  # fmt: skip
    assert document["@context"]["quote"] == {"@id": "fw:quote", "@language": "en"}
    (flask,) = [node for node in document["@graph"] if node["id"] == "software/flask"]
    assert flask["builtOn"] == ["software/jinja2", "software/werkzeug"]
    assert flask["type"] == ["doap:Project", "Framework", "Software"]
    assert flask["label"] == "Flask"
    assert flask["packageUrl"] == "pkg:pypi/flask"
    assert flask["homepage"] == "https://palletsprojects.com/p/flask"


def test_json_ld_needs_nothing_from_elsewhere(graph: Graph) -> None:
    context = json.loads(serialize_graph(graph, "jsonld"))["@context"]
    assert isinstance(context, dict)
    assert not {"@import", "@propagate"} & context.keys()


def test_json_ld_gives_each_node_once(nasty: Graph) -> None:
    ids = [node["id"] for node in json.loads(serialize_graph(nasty, "jsonld"))["@graph"]]
    assert len(ids) == len(set(ids))


def test_turtle_is_laid_out_and_sorted(tiny: Graph) -> None:
    lines = serialize_graph(tiny, "ttl").decode().splitlines()
    subjects = [line for line in lines if line and line[0] not in " .P"]
    assert subjects[-6:] == [
        "claim:b.builtOn.a.tiny-2020.4",
        "claim:c.builtOn.b.notes",
        "claim:c.builtOn.b.tiny-2020.3",
        "claim:c.successorOf.e.tiny-2020.3",
        "claim:c.uses.d.tiny-2020.3",
        "claim:odd.integratesWith.b.tiny-2020.5",
    ]
    assert serialize_graph(tiny, "trig") == serialize_graph(tiny, "ttl")


def test_n_triples_are_sorted(tiny: Graph) -> None:
    lines = serialize_graph(tiny, "nt").decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(tiny)
    assert serialize_graph(tiny, "nq") == serialize_graph(tiny, "nt")


def test_csv_can_be_turned_back_into_the_triples(nasty: Graph) -> None:
    rows = list(csv.DictReader(io.StringIO(serialize_graph(nasty, "csv").decode(), newline="")))
    assert list(rows[0]) == ["subject", "predicate", "object", "datatype", "language"]

    def node(cell: str) -> NamedNode | BlankNode:
        return BlankNode(cell[2:]) if cell.startswith("_:") else NamedNode(cell)

    def value(row: dict[str, str]) -> NamedNode | BlankNode | Literal:
        if row["language"]:
            return Literal(row["object"], language=row["language"])
        if row["datatype"]:
            return Literal(row["object"], datatype=NamedNode(row["datatype"]))
        return node(row["object"])

    triples = [
        Triple(node(row["subject"]), NamedNode(row["predicate"]), value(row)) for row in rows
    ]
    assert canonical(triples) == canonical(nasty)


def of(text: str, tmp_path: Path) -> Graph:
    path = tmp_path / "text.ttl"
    path.write_text(f"PREFIX ex: <http://example.org/>\n{text}", encoding="utf-8")
    return fwgraph.load(path)


@pytest.mark.parametrize("escape", [r"\u0000", r"\u001B", r"\u000B", r"\uFFFE"])
def test_rdf_xml_refuses_characters_that_xml_has_not(escape: str, tmp_path: Path) -> None:
    with pytest.raises(BadRequest) as raised:
        serialize_graph(of(f'ex:s ex:p "{escape}" .', tmp_path), "rdf")
    assert str(raised.value) == (
        f"RDF/XML cannot hold the character U+{escape[2:]} that stands in <http://example.org/p>"
        " of <http://example.org/s>; export another form"
    )


@pytest.mark.parametrize(
    "property_",
    [
        "http://example.org/1",
        "http://example.org/p/",
        "http://www.w3.org/1999/02/22-rdf-syntax-ns#li",
    ],
)
def test_rdf_xml_refuses_properties_that_are_no_names_of_xml(
    property_: str, tmp_path: Path
) -> None:
    with pytest.raises(BadRequest) as raised:
        serialize_graph(of(f"ex:s <{property_}> 1 .", tmp_path), "rdf")
    assert str(raised.value) == (
        f"RDF/XML cannot hold the property <{property_}>: it does not end in a name of XML;"
        " export another form"
    )


@pytest.mark.parametrize("form", ["jsonld", "rdf", "csv"])
@pytest.mark.parametrize("term", ['"left"@en--ltr', "<<( ex:a ex:b ex:c )>>"])
def test_a_form_of_rdf_1_1_refuses_terms_of_rdf_1_2(form: str, term: str, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=f"^{form} cannot hold the RDF 1.2 term .*; export ttl$"):
        serialize_graph(of(f"ex:s ex:p {term} .", tmp_path), form)


@pytest.mark.parametrize("form", ["ttl", "trig", "nt", "nq"])
def test_terms_of_rdf_1_2_are_kept_where_they_can_be(form: str, tmp_path: Path) -> None:
    found = of('ex:s ex:p "left"@en--ltr, <<( ex:a ex:b "c"@en )>> .', tmp_path)
    assert {
        quad.triple for quad in parse(serialize_graph(found, form), format=RDF[form][0])
    } == set(found)


def test_an_unknown_form_is_refused_with_the_known_ones(tiny: Graph) -> None:
    with pytest.raises(BadRequest) as raised:
        serialize_graph(tiny, "docx")
    assert (
        str(raised.value) == f"no export is called 'docx'; there are: {', '.join(EXPORT_FORMATS)}"
    )


@pytest.mark.parametrize("form", sorted({*endings(DUMP_FORMATS)} - {"rdf"}))
def test_the_ending_of_a_file_says_its_form(form: str, tiny: Graph, tmp_path: Path) -> None:
    export_graph(tiny, tmp_path / f"graph.{form.upper()}")
    assert (tmp_path / f"graph.{form.upper()}").read_bytes() == serialize_graph(tiny, form)


def test_a_form_that_is_given_goes_before_the_ending(tiny: Graph, tmp_path: Path) -> None:
    export_graph(tiny, tmp_path / "graph.txt", "nt")
    assert (tmp_path / "graph.txt").read_bytes() == serialize_graph(tiny, "nt")


def test_an_export_that_fails_leaves_the_old_file(tiny: Graph, tmp_path: Path) -> None:
    path = tmp_path / "graph.rdf"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(BadRequest, match="U\\+001B"):
        export_graph(tiny, path)
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("graph.rdf", "old")]


def test_a_file_that_cannot_be_replaced_leaves_no_temporary_one(
    tiny: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "graph.ttl"
    path.write_text("old", encoding="utf-8")

    def full(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(Unreadable) as raised:
        export_graph(tiny, path)
    assert str(raised.value) == f"{path}: cannot be written: No space left on device"
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("graph.ttl", "old")]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing/graph.ttl", "No such file or directory"), ("folder.ttl", "Is a directory")],
)
def test_a_place_that_cannot_be_written_is_named(
    name: str, reason: str, tiny: Graph, tmp_path: Path
) -> None:
    (tmp_path / "folder.ttl").mkdir()
    with pytest.raises(Unreadable) as raised:
        export_graph(tiny, tmp_path / name)
    assert str(raised.value) == f"{tmp_path / name}: cannot be written: {reason}"


def test_a_file_keeps_its_mode_and_its_link(tiny: Graph, tmp_path: Path) -> None:
    target, link = tmp_path / "real.ttl", tmp_path / "graph.ttl"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    export_graph(tiny, link)
    assert link.is_symlink()
    assert target.read_bytes() == serialize_graph(tiny, "ttl")
    assert target.stat().st_mode & 0o777 == 0o640


def test_one_of_several_kept_pages_can_be_chosen(run: Command, tmp_path: Path) -> None:
    texts = {}
    for slug in ("one", "two"):
        texts[slug] = f"= Frameworks =\n\n * [[http://{slug}.example.org|{slug}]] (1.0)\n"
        page = tmp_path / f"{slug}.moin"
        page.write_text(texts[slug], encoding="utf-8")
        assert run("import", page, "-o", tmp_path / f"{slug}.ttl")[0] == 0
    data = ("--data", tmp_path / "one.ttl", "--data", tmp_path / "two.ttl")
    assert run("export", "--format", "moin", *data) == (
        2,
        "",
        "error: several editions have text: choose one with --edition: one, two\n",
    )
    assert run("export", "--format", "moin", "--edition", "two", *data) == (0, texts["two"], "")
