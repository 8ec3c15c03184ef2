"""Pages as of another day: the same addresses with ``?on=``."""

import json
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from pyoxigraph import Store
from tests.web.serving import BROWSER, Served, in_thread

from fwgraph.graph import Graph, load
from fwgraph.namespaces import PREFIXES
from fwgraph.web import day_publications

DATA = """
document:a-manual a fw:Document ; rdfs:label "A: manual" ; dcterms:date "2005-03-01"^^xsd:date ;
    fw:voice voice:author .
document:a-changes a fw:Document ; rdfs:label "A: changes" ;
    dcterms:date "2020-07-01"^^xsd:date ; fw:voice voice:author .
software:a a fw:Framework ; rdfs:label "A" .
software:b a fw:Component ; rdfs:label "B" .
software:c a fw:Component ; rdfs:label "C" .
claim:a.uses.b a fw:Claim ; rdf:subject software:a ; rdf:predicate fw:uses ;
    rdf:object software:b ; prov:wasDerivedFrom document:a-manual ; fw:line 3 ;
    fw:quote "A uses B"@en .
claim:a.uses.c a fw:Claim ; rdf:subject software:a ; rdf:predicate fw:uses ;
    rdf:object software:c ; prov:wasDerivedFrom document:a-manual ; fw:line 4 ;
    fw:quote "A uses C"@en ; fw:validUntil "2008"^^xsd:gYear .
denial:a.dependsOn.b a fw:Denial ; rdf:subject software:a ; rdf:predicate fw:dependsOn ;
    rdf:object software:b ; prov:wasDerivedFrom document:a-changes ; fw:line 9 ;
    fw:quote "B was replaced"@en .
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    file = tmp_path_factory.mktemp("dated") / "data.ttl"
    head = "".join(f"PREFIX {prefix}: <{iri}>\n" for prefix, iri in PREFIXES.items())
    file.write_text(head + DATA)
    return load(str(file))


@pytest.fixture(scope="module")
def client(graph: Graph) -> Iterator[Served]:
    with in_thread(graph=graph) as running:
        yield running


@pytest.mark.parametrize(
    ("day", "dependents"),
    [
        ("", []),
        ("2004-12-31", []),
        ("2005-03-01", ["A"]),
        ("2020-06-30", ["A"]),
        ("2020-07-01", []),
        ("2026-01-01", []),
    ],
)
def test_a_question_is_answered_as_of_the_day(
    client: Served, day: str, dependents: list[str]
) -> None:
    answer = client.get(f"/questions/dependents.json?software=b{day and f'&on={day}'}")
    assert [row["dependent"] for row in json.loads(answer.text)] == dependents


def test_what_ends_with_a_year_is_gone_the_day_after(client: Served) -> None:
    address = "/questions/dependents.json?software=c&on="
    assert json.loads(client.get(f"{address}2008-12-31").text)
    assert not json.loads(client.get(f"{address}2009-01-01").text)


def test_a_page_says_its_day_and_its_links_keep_it(client: Served) -> None:
    page = client.get("/software/a?on=2006-01-01", BROWSER).text
    assert "As of 2006-01-01" in page
    assert 'href="/software/b?on=2006-01-01"' in page
    assert 'href="/software/a.ttl?on=2006-01-01"' in page
    assert 'href="/static/pages.css"' in page
    form = client.get("/questions/dependents?software=b&on=2006-01-01", BROWSER).text
    assert '<input type="hidden" name="on" value="2006-01-01">' in form
    today = client.get("/software/a", BROWSER).text
    assert "as of 2020-07-01" in today
    assert "?on=" not in today


def test_triples_are_those_of_the_day(client: Served) -> None:
    said = "<https://w3id.org/fwgraph/ontology#uses> <https://w3id.org/fwgraph/software/b>"
    assert said in client.get("/fwgraph.nt?on=2006-01-01").text
    assert said not in client.get("/fwgraph.nt").text


@pytest.mark.parametrize("day", ["2006", "2006-13-01", "soon", "<b>"])
def test_a_day_that_is_none_is_refused(client: Served, day: str) -> None:
    answer = client.get(f"/software/a?{urlencode({'on': day})}", "application/json")
    assert answer.status == 400
    assert json.loads(answer.text)["detail"].endswith("write a day of the calendar as YYYY-MM-DD.")


def test_a_large_graph_is_not_derived_for_visitors(
    client: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(day_publications, "MAX_TRIPLES", 10)
    answer = client.get("/software/a?on=2006-01-01", BROWSER)
    assert (answer.status, "too large" in answer.text) == (400, True)


def test_days_between_two_changes_share_a_graph_and_few_are_kept(
    graph: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    publications = day_publications.DatedPublications(graph)
    assert publications.publication_on("2006-01-01") is publications.publication_on("2005-03-02")
    first = publications.publication_on("2005-03-01")
    assert publications.publication_on("2009-01-01") is not first
    monkeypatch.setattr(day_publications, "MAX_KEPT", 1)
    publications.publication_on("2021-01-01")
    assert publications.publication_on("2005-03-01") is not first


def test_a_graph_without_days_has_none_before() -> None:
    publications = day_publications.DatedPublications(Graph(Store()))
    assert publications.days == []
    assert publications.publication_on("2006-01-01").graph.day == "0001-01-01"
