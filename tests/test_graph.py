"""Files become one graph, whatever they are written in, and mistakes become sentences."""

from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, Quad, QueryBoolean, RdfFormat, Store, Triple, serialize
from rdflib.compare import isomorphic

import fwgraph
from fwgraph.errors import BadRequest, QueryError, Unreadable
from fwgraph.formats.rdflib_graph import to_rdflib
from fwgraph.graph import Graph, load
from fwgraph.namespaces import term

EX = "http://example.org/"
PREFIX = f"PREFIX ex: <{EX}>\nPREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>\n"
CONTEXT = '{"@context": "http://example.org/context", "@id": "http://example.org/a", "p": 1}'
XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://example.org/">
<rdf:Description rdf:about="http://example.org/a"><p>1</p></rdf:Description>
</rdf:RDF>"""
FACT = '<http://example.org/a> <http://example.org/p> "1"'
WRITTEN = {
    "facts.ttl": f"{FACT} .",
    "facts.nt": f"{FACT} .",
    "facts.nq": f"{FACT} <http://example.org/graph> .",
    "facts.trig": f"<http://example.org/graph> {{ {FACT} }}",
    "facts.rdf": XML,
    "facts.jsonld": '{"@id": "http://example.org/a", "http://example.org/p": "1"}',
    "FACTS.TTL": f"{FACT} .",
}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def said(graph: Graph, pattern: str) -> bool:
    answer = graph.query(f"PREFIX ex: <{EX}> ASK {{ {pattern} }}")
    assert isinstance(answer, QueryBoolean)
    return bool(answer)


def test_a_claim_becomes_the_plain_relation_and_the_broader_ones(tiny: Graph) -> None:
    assert said(tiny, "software:c fw:builtOn software:b")
    assert said(tiny, "software:c fw:dependsOn software:b, software:d")
    assert said(tiny, "software:c fw:descendsFrom software:e")


def test_a_relation_that_is_no_dependence_does_not_become_one(tiny: Graph) -> None:
    assert said(tiny, "software:odd fw:integratesWith software:b")
    assert not said(tiny, "software:odd fw:dependsOn ?anything")


def test_relations_are_closed_upwards_and_not_along_themselves(tiny: Graph) -> None:
    assert not said(tiny, "software:c fw:dependsOn software:a")


def test_what_is_of_a_class_is_of_the_broader_ones(tiny: Graph) -> None:
    assert said(tiny, "software:c a fw:Framework, fw:Software, doap:Project")
    assert said(tiny, "?claim a rdf:Statement ; fw:quote 'on Beta'@en")
    assert not said(tiny, "platform:p a fw:Software")


def test_hierarchies_that_run_in_a_circle_are_closed_too(tmp_path: Path) -> None:
    cycle = (
        f"{PREFIX}ex:p rdfs:subPropertyOf ex:q . ex:q rdfs:subPropertyOf ex:r, ex:p . ex:s ex:p 1 ."
        "ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf ex:A, ex:B . ex:t a ex:B ."
    )
    found = load(written(tmp_path, "cycle.ttl", cycle))
    assert said(found, "ex:s ex:p 1 ; ex:q 1 ; ex:r 1 . ex:t a ex:A, ex:B")


def test_a_class_that_follows_from_a_property_is_closed_too(tmp_path: Path) -> None:
    rdf = "PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>\n"
    meta = "ex:isA rdfs:subPropertyOf rdf:type . ex:A rdfs:subClassOf ex:B . ex:s ex:isA ex:A ."
    assert said(load(written(tmp_path, "type.ttl", rdf + PREFIX + meta)), "ex:s a ex:A, ex:B")


@pytest.mark.parametrize("name", WRITTEN)
def test_files_are_read_by_their_ending_and_graph_names_dropped(name: str, tmp_path: Path) -> None:
    found = load(written(tmp_path, name, WRITTEN[name]))
    ontology = load(written(tmp_path, "empty.ttl", ""))
    fact = Triple(NamedNode(f"{EX}a"), NamedNode(f"{EX}p"), Literal("1"))
    assert set(found) - set(ontology) == {fact}
    assert set(ontology) < set(found)


def test_the_ontology_is_always_there(tmp_path: Path) -> None:
    found = load(written(tmp_path, "empty.ttl", ""))
    assert said(found, "fw:builtOn rdfs:subPropertyOf fw:dependsOn")
    assert not said(found, "?thing a fw:Software")


def test_a_folder_stands_for_the_rdf_files_below_it(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    written(tmp_path, "one.ttl", f"<{EX}a> <{EX}p> 1 .")
    written(tmp_path / "deep" / "er", "TWO.NT", f"<{EX}a> <{EX}p> <{EX}b> .")
    written(tmp_path, "README.txt", "Not RDF.")
    written(tmp_path, "package.json", '{"name": "not RDF"}')
    assert said(load(tmp_path), "ex:a ex:p 1, ex:b")


def test_files_and_folders_are_read_together(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    written(tmp_path / "folder", "one.ttl", f"<{EX}a> <{EX}p> 1 .")
    other = written(tmp_path, "two.ttl", f"<{EX}a> <{EX}p> 2 .")
    assert said(load(tmp_path / "folder", str(other)), "ex:a ex:p 1, 2")


@pytest.fixture
def on_disk(tmp_path: Path) -> Path:
    """A store on disk that says one thing."""
    store = Store(str(tmp_path / "store"))
    store.add(Quad(NamedNode(f"{EX}a"), NamedNode(f"{EX}p"), Literal("1")))
    store.flush()
    return tmp_path / "store"


def test_a_store_on_disk_is_opened_as_it_is(on_disk: Path) -> None:
    assert [str(triple) for triple in load(on_disk)] == [FACT]


def test_a_store_on_disk_is_opened_read_only(on_disk: Path) -> None:
    with pytest.raises(RuntimeError, match="read-write"):
        load(on_disk).store.add(Quad(NamedNode(f"{EX}a"), NamedNode(f"{EX}p"), Literal("2")))


def test_a_store_on_disk_is_the_only_path(on_disk: Path, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match=r"^a store on disk cannot be read together with other"):
        load(on_disk, written(tmp_path, "more.ttl", ""))


def test_a_store_that_is_broken_is_unreadable(tmp_path: Path) -> None:
    written(tmp_path, "CURRENT", "no store")
    with pytest.raises(Unreadable, match=r"the store does not open: .*CURRENT"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        (
            "a.ttl",
            "<a> <b> <c> .\n<a> <b>\n",
            ":3: Parser error at line 3 column 1: Unexpected end",
        ),
        ("a.ttl", "\nx:a <b> 1 .", ":2: .*The prefix x: has not been declared"),
        ("a.nq", f"{FACT} .\n<{EX}a> b", ":2: .*predicate of a triple must be an IRI"),
        ("a.jsonld", '{"@context":', ":1: .*Unexpected end of file"),
        ("a.rdf", "<rdf:RDF", ": .*syntax error"),
        ("a.jsonld", CONTEXT, ": the @context is an address, which is not fetched; write the "),
        (
            "a.pdf",
            "",
            ": the ending does not say which RDF this is; known: ttl, nt, nq, trig, jsonld, rdf,"
            " turtle, owl, doap, rdfs$",
        ),
        (
            "noend",
            "",
            ": the ending does not say which RDF this is; known: ttl, nt, nq, trig, jsonld, rdf,"
            " turtle, owl, doap, rdfs$",
        ),
    ],
)
def test_a_file_that_is_wrong_is_named_with_its_line(
    name: str, text: str, reason: str, tmp_path: Path
) -> None:
    path = written(tmp_path, name, text)
    with pytest.raises(Unreadable, match=f"^{path}{reason}") as raised:
        load(path)
    assert raised.value.path == path


@pytest.mark.parametrize("name", ["missing.ttl", "missing"])
def test_a_path_that_is_missing_is_named(name: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        load(tmp_path / name)
    assert str(raised.value) == f"{tmp_path / name}: there is no such file or folder"


def test_a_folder_without_rdf_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as raised:
        load(tmp_path)
    assert str(raised.value) == f"{tmp_path}: there is no RDF file in this folder"


@pytest.mark.parametrize("name", ["neighbourhood", "tiny"])
def test_rdflib_gets_the_same_triples(name: str, request: pytest.FixtureRequest) -> None:
    found: Graph = request.getfixturevalue(name)
    lines = serialize(found, format=RdfFormat.N_TRIPLES)
    assert lines is not None
    assert len(found.to_rdflib()) == len(found)
    assert isomorphic(found.to_rdflib(), rdflib.Graph().parse(data=lines, format="nt"))


def test_rdflib_gets_terms_as_they_are_written(tmp_path: Path) -> None:
    terms = f"""{PREFIX}PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
    ex:s ex:p "MIT", "yes"@en-GB, "2020"^^xsd:gYear, "1.50"^^ex:version, ex:o, _:b ."""
    found = load(written(tmp_path, "terms.ttl", terms)).to_rdflib()
    objects = set(found.objects(rdflib.URIRef(f"{EX}s")))
    assert {node.n3() for node in objects if not isinstance(node, rdflib.BNode)} == {
        '"MIT"',
        '"yes"@en-gb',
        '"2020"^^<http://www.w3.org/2001/XMLSchema#gYear>',
        '"1.50"^^<http://example.org/version>',
        f"<{EX}o>",
    }
    assert rdflib.Literal("MIT") in objects
    assert len(objects) == 6


def test_rdflib_gets_numbers_as_they_are_written() -> None:
    padded = Literal("007", datatype=term("xsd:integer"))
    (found,) = to_rdflib([Triple(NamedNode(f"{EX}s"), NamedNode(f"{EX}p"), padded)]).objects()
    assert found.n3() == '"007"^^<http://www.w3.org/2001/XMLSchema#integer>'


@pytest.mark.parametrize("object_", ['"left"@en--ltr', "<<( ex:a ex:b ex:c )>>"])
def test_rdflib_does_not_get_what_it_cannot_hold(object_: str, tmp_path: Path) -> None:
    found = load(written(tmp_path, "new.ttl", f"{PREFIX}ex:s ex:p {object_} ."))
    with pytest.raises(BadRequest, match=r"^rdflib cannot hold the RDF 1.2 term "):
        found.to_rdflib()


def test_the_prefixes_of_the_project_need_not_be_declared(tiny: Graph) -> None:
    assert said(tiny, 'software:c rdfs:label "Gamma" ; fw:builtOn/fw:builtOn software:a')


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "SELECT ?x\nWHERE { ?x",
            "the query, line 2, column 11: this is not SPARQL here; expected one of ",
        ),
        (
            "SELECT ?x { ?x foo:bar 1 }",
            "the query, line 1, column 23: this prefix is not declared; write PREFIX name: <…>"
            " above SELECT",
        ),
        ("", "the query is empty: it does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        (" \n", "the query is empty: it does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE"),
        ("# none", "the query, line 1, column 7: this is not SPARQL here; expected "),
        ("\ud800", "the query cannot be answered: 'utf-8' codec can't encode"),
    ],
)
def test_a_query_that_does_not_parse_is_explained(text: str, sentence: str, tiny: Graph) -> None:
    with pytest.raises(QueryError) as raised:
        tiny.query(text)
    assert str(raised.value).startswith(sentence)
    assert len(str(raised.value).splitlines()) == 1


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "DELETE WHERE { ?s ?p ?o }",
        "LOAD <file:///etc/hostname>",
        "CLEAR ALL",
        "drop default",
        "WITH <a:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "# SELECT\nPREFIX a: <http://a/> # more\nBASE <http://b/>\n\tLOAD <file:///etc/hostname>",
    ],
)
def test_an_update_is_refused_and_changes_nothing(text: str, tiny: Graph) -> None:
    before = len(tiny)
    with pytest.raises(QueryError) as raised:
        tiny.query(text)
    assert str(raised.value) == (
        "this is a SPARQL update; the graph is read-only, ask with SELECT or CONSTRUCT"
    )
    assert len(tiny) == before


@pytest.mark.parametrize("prefix", ["load", "insert", "with"])
def test_a_query_whose_prefix_is_a_word_of_updates_is_no_update(prefix: str, tiny: Graph) -> None:
    with pytest.raises(QueryError, match=r"^the query, line 1"):
        tiny.query(f"PREFIX {prefix}: <{EX}> SELECT ?x {{")


def test_the_shipped_graph_is_the_default(graph: Graph) -> None:
    assert said(graph, "software:flask fw:builtOn software:werkzeug, software:jinja2")
    assert fwgraph.load is load
