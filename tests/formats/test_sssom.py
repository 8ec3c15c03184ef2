"""SSSOM says which packages are which things, which are not, and where that stands."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from fwgraph.graph import Graph, load
from fwgraph.store.table import Table

Command = Callable[..., tuple[int, str, str]]

DATA = r"""
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX document: <https://w3id.org/fwgraph/document/>
PREFIX edition: <https://w3id.org/fwgraph/edition/>
PREFIX ex: <http://example.org/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX voice: <https://w3id.org/fwgraph/voice/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>

software:a a fw:Software ; rdfs:label "A \"quoted\"" ;
    skos:exactMatch <http://www.wikidata.org/entity/Q1> .
software:b a fw:Software ; rdfs:label "B\tC" .
software:c a fw:Software ; rdfs:label "C" ; fw:packageUrl "pkg:pypi/c" .
ex:d a fw:Software ; fw:packageUrl "pkg:npm/d" , "no package" , [] .
document:doc a fw:Document ; rdfs:label "Doc" ; fw:address <http://example.org/doc> ;
    dcterms:date "2020-02-02"^^xsd:date ; fw:voice voice:author .
edition:index a fw:Edition ; dcterms:date "2026-11-22"^^xsd:date ; fw:voice voice:index .

ex:claim a fw:Claim ;
    rdf:subject software:a ; rdf:predicate fw:packageUrl ; rdf:object "pkg:pypi/a" ;
    prov:wasDerivedFrom document:doc ; fw:line 3 ; fw:quote "name = \"a\""@en .
ex:denial a fw:Denial ;
    rdf:subject software:b ; rdf:predicate fw:packageUrl ; rdf:object "pkg:pypi/b" ;
    prov:wasDerivedFrom document:doc ; fw:line 4 ; fw:quote "not related"@en .
ex:kind a fw:Claim ;
    rdf:subject software:b ; rdf:predicate fw:kind ; rdf:object software:a ;
    prov:wasDerivedFrom document:doc ; fw:line 5 ; fw:quote "is a kind"@en .
ex:listing fw:lists software:c ; fw:package "pkg:pypi/c" ; fw:edition edition:index ;
    fw:line 7 ; fw:identity "same name"@en .
"""
DOC = "http://example.org/doc"


@pytest.fixture
def exported(tmp_path: Path, run: Command) -> str:
    """What is exported of a small graph."""
    file = tmp_path / "data.ttl"
    file.write_text(DATA, encoding="utf-8")
    code, out, err = run("export", "--data", file, "--format", "sssom.tsv")
    assert (code, err) == (0, "")
    return out


def records(text: str) -> list[dict[str, str]]:
    """Return the records of a file, which begin behind its metadata."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def metadata(text: str) -> dict[str, object]:
    """Return the metadata of a file."""
    head = [line[1:] for line in text.splitlines() if line.startswith("#")]
    block = yaml.safe_load("\n".join(head))
    assert isinstance(block, dict)
    return block


def test_the_metadata_is_yaml_with_every_prefix_that_is_used(exported: str) -> None:
    block = metadata(exported)
    assert next(iter(block)) == "curie_map"
    assert block["curie_map"] == {
        "ns1": "http://example.org/",
        "pkg": "pkg:",
        "software": "https://w3id.org/fwgraph/software/",
        "wd": "http://www.wikidata.org/entity/",
    }
    assert block["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"
    assert block["mapping_set_id"] == "https://w3id.org/fwgraph/fwgraph.sssom.tsv"
    assert block["creator_label"] == ["fwgraph maintainers"]


def test_what_is_claimed_listed_and_denied_has_its_place(exported: str) -> None:
    rows = {(row["subject_id"], row["object_id"]): row for row in records(exported)}
    claimed = rows["software:a", "pkg:pypi/a"]
    assert claimed["predicate_id"] == "skos:exactMatch"
    assert claimed["predicate_modifier"] == ""
    assert claimed["mapping_justification"] == "semapv:ManualMappingCuration"
    assert claimed["mapping_date"] == "2020-02-02"
    assert claimed["see_also"] == DOC
    assert claimed["comment"] == 'doc:3: name = "a"'
    denied = rows["software:b", "pkg:pypi/b"]
    assert (denied["predicate_modifier"], denied["comment"]) == ("Not", "doc:4: not related")
    listed = rows["software:c", "pkg:pypi/c"]
    assert (listed["mapping_date"], listed["comment"]) == ("2026-11-22", "index:7: same name")


def test_what_nobody_says_is_there_without_a_place(exported: str) -> None:
    rows = {(row["subject_id"], row["object_id"]): row for row in records(exported)}
    for key in (("ns1:d", "pkg:npm/d"), ("software:a", "wd:Q1")):
        assert rows[key]["mapping_justification"] == "semapv:UnspecifiedMatching"
        assert rows[key]["comment"] == ""
    assert len(rows) == len(records(exported)) == 5


def test_labels_are_quoted_where_they_must_be(exported: str) -> None:
    assert '\n"software:' not in exported
    assert '\t"A ""quoted"""\t' in exported
    assert '\t"B\tC"\t' in exported


def test_records_are_sorted_and_no_column_is_empty(exported: str) -> None:
    rows = [tuple(row.values()) for row in records(exported)]
    assert rows == sorted(rows)
    assert all(any(column) for column in zip(*rows, strict=True))


def test_a_denial_that_a_stronger_voice_overrules_is_not_exported(
    tmp_path: Path, run: Command
) -> None:
    file = tmp_path / "data.ttl"
    denial = "software:b ; rdf:predicate fw:packageUrl ; rdf:object"
    text = DATA.replace(f'{denial} "pkg:pypi/b"', f'{denial} "pkg:pypi/a"'.replace("e:b", "e:a"))
    place = "prov:wasDerivedFrom document:doc ; fw:line 4"
    assert place in text
    file.write_text(text.replace(place, place.replace("document:doc", "edition:index")), "utf-8")
    _, out, _ = run("export", "--data", file, "--format", "sssom.tsv")
    assert [row["object_id"] for row in records(out) if row["subject_id"] == "software:a"] == [
        "pkg:pypi/a",
        "wd:Q1",
    ]
    assert "predicate_modifier" not in out


def test_a_file_is_known_by_its_whole_ending(tmp_path: Path, run: Command) -> None:
    file = tmp_path / "Mappings.SSSOM.tsv"
    assert run("export", file)[0] == 0
    assert file.read_text(encoding="utf-8").startswith("#curie_map:\n")
    code, _, err = run("export", tmp_path / "mappings.tsv")
    assert code == 2
    assert "the ending says no format" in err


def test_a_graph_without_packages_has_no_records(tmp_path: Path) -> None:
    from fwgraph.export import serialize_graph

    file = tmp_path / "one.ttl"
    file.write_text("<http://example.org/a> <http://example.org/b> 1 .", encoding="utf-8")
    text = serialize_graph(load(file), "sssom.tsv").decode()
    assert metadata(text)["curie_map"] == {}
    assert records(text) == []


def test_every_package_of_the_shipped_graph_is_exported(graph: Graph) -> None:
    from fwgraph.export import serialize_graph

    rows = records(serialize_graph(graph, "sssom.tsv").decode())
    packages = {row["object_id"] for row in rows if row.get("predicate_modifier") != "Not"}
    held = graph.query("SELECT ?p { ?s fw:packageUrl ?p }")
    assert isinstance(held, Table)
    assert {row["p"] for row in held} <= packages
