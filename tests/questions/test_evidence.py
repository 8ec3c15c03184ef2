"""Each row that rests on statements says which, in every form of an answer."""

import copy
import csv
import io
import json
import pickle
from pathlib import Path

import pytest

from fwgraph import Graph, load
from fwgraph.questions.catalogue import find_question, read_catalogue
from fwgraph.questions.evidence import EVIDENCE_KEYS, NEWEST
from fwgraph.store.table import Table

HEAD = """
PREFIX document: <https://w3id.org/fwgraph/document/>
PREFIX claim: <https://w3id.org/fwgraph/claim/>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX denial: <https://w3id.org/fwgraph/denial/>
PREFIX fw: <https://w3id.org/fwgraph/ontology#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX software: <https://w3id.org/fwgraph/software/>
PREFIX voice: <https://w3id.org/fwgraph/voice/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
software:kite a fw:Framework ; rdfs:label "Kite" .
software:silk a fw:Component ; rdfs:label "Silk" .
document:old a fw:Document ; rdfs:label "Old" ; dcterms:date "2010-01-01"^^xsd:date ;
  fw:voice voice:author ; fw:address <http://example.org/old?a=1&b=2> .
document:new a fw:Document ; rdfs:label "New" ; dcterms:date "2012-01-01"^^xsd:date .
document:late a fw:Document ; rdfs:label "Late" ; dcterms:date "2014-01-01"^^xsd:date .
"""


def statement(kind: str, relation: str, source: str, line: int, more: str = "") -> str:
    name = f"{kind}:kite.{relation}.silk.{source}.{line}"
    return (
        f"{name} a fw:{kind.capitalize()} ; rdf:subject software:kite ; rdf:predicate fw:{relation}"
        f" ; rdf:object software:silk ; prov:wasDerivedFrom document:{source} ; fw:line {line}"
        f' ; fw:quote "says {source}"@en {more}.\n'
    )


@pytest.fixture(scope="module")
def kites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    text = HEAD + statement("claim", "uses", "old", 3) + statement("claim", "uses", "new", 5)
    text += statement("claim", "builtOn", "old", 7)
    text += statement("claim", "uses", "late", 9)
    text += statement("claim", "uses", "late", 1, '; fw:validUntil "2011"^^xsd:gYear ')
    path = tmp_path_factory.mktemp("kites") / "kites.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_row_has_the_newest_statement_and_lists_all(kites: Path) -> None:
    answer = load(kites, on="2013-01-01").dependents("silk")
    built, uses = answer
    assert [built[name] for name in ("relation", *NEWEST)] == [
        "built on", "Old", 7, "2010-01-01", "says old"
    ]  # fmt: skip
    assert [uses[name] for name in ("relation", *NEWEST)] == [
        "uses", "New", 5, "2012-01-01", "says new"
    ]  # fmt: skip
    new, old = answer.evidence[1]
    assert answer.to_dicts()[1]["evidence"] == [new, old]
    assert list(new) == list(EVIDENCE_KEYS)
    assert old == {
        "source": "Old",
        "line": 3,
        "date": "2010-01-01",
        "voice": "author",
        "quote": "says old",
        "address": "http://example.org/old?a=1&b=2",
        "source_iri": "https://w3id.org/fwgraph/document/old",
        "statement_iri": "https://w3id.org/fwgraph/claim/kite.uses.silk.old.3",
    }
    assert (new["source"], new["voice"], new["address"]) == ("New", None, None)


def test_what_is_said_later_or_has_ended_is_no_evidence(kites: Path) -> None:
    answer = load(kites).dependents("silk")
    assert [[item["line"] for item in of_row] for of_row in answer.evidence] == [[7], [9, 5, 3]]
    on = load(kites, on="2010-06-01").dependents("silk")
    assert [[item["line"] for item in of_row] for of_row in on.evidence] == [[7], [3]]


def test_a_broader_relation_rests_on_the_narrower_ones(kites: Path) -> None:
    (items,) = load(kites).ask("related-pairs", relation="depends on").evidence
    assert [item["line"] for item in items] == [9, 5, 7, 3]


def test_columns_of_evidence_stand_behind_those_of_the_question(graph: Graph) -> None:
    columns = graph.dependents("cheroot").columns
    assert columns == (
        "dependent", "kind", "relation", "depth", "via", "source", "line", "date", "quote",
        "dependent_iri", "relation_iri", "via_iri", "source_iri", "statement_iri",
    )  # fmt: skip


@pytest.mark.parametrize("name", read_catalogue())
def test_whatever_rests_on_statements_says_so_in_the_shipped_graph(name: str, graph: Graph) -> None:
    question = find_question(name)
    needed = {each.name: each.example for each in question.parameters if each.required}
    answer = graph.ask(name, **needed)
    own = [column for column in answer.columns if column.endswith(("statement_iri", "claim_iri"))]
    if question.evidence or own:
        assert "quote" in answer.columns
        assert all(answer.evidence)
    rows = json.loads(answer.json())
    listed = [tuple(row.pop("evidence")) for row in rows] if answer.find_evidence else []
    assert (tuple(listed), rows) == (answer.evidence, list(answer))
    for items in answer.evidence:
        dates = [item["date"] or "" for item in items]
        assert dates == sorted(dates, key=str, reverse=True)


def test_a_statement_and_a_listing_are_their_own_evidence(graph: Graph) -> None:
    answer = graph.ask("relations", edition="web-frameworks-2016")
    row, (item,) = answer[0], answer.evidence[0]
    assert item["statement_iri"] == row["statement_iri"]
    assert [item[name] for name in NEWEST] == [row[name] for name in NEWEST]
    listed = graph.ask("frameworks", edition="web-frameworks-2016")
    assert listed.evidence[0][0]["line"] == listed[0]["line"]
    assert listed.evidence[0][0]["voice"] == "list editor"


def test_the_newest_statement_is_the_one_in_the_columns(graph: Graph) -> None:
    answer = graph.dependents("werkzeug")
    for row, items in zip(answer, answer.evidence, strict=True):
        assert {name: row[name] for name in NEWEST} == {name: items[0][name] for name in NEWEST}
    rows = list(csv.DictReader(io.StringIO(answer.csv())))
    assert [row["quote"] for row in rows] == [items[0]["quote"] for items in answer.evidence]


def test_a_part_and_a_copy_of_an_answer_keep_their_evidence(kites: Path) -> None:
    answer = load(kites).dependents("silk")
    assert answer[1:].evidence == answer.evidence[1:]
    for twin in (pickle.loads(pickle.dumps(answer)), copy.deepcopy(answer)):
        assert isinstance(twin, Table)
        assert (twin, twin.evidence) == (answer, answer.evidence)


def test_more_subjects_than_a_query_binds_have_their_evidence(
    kites: Path, monkeypatch: pytest.MonkeyPatch, graph: Graph
) -> None:
    expected = graph.ask("servers").evidence
    monkeypatch.setattr("fwgraph.questions.evidence.MAX_VALUES", 3)
    assert graph.ask("servers").evidence == expected
