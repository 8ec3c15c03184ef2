"""What is said of the data as a whole agrees with the data, to VoID, DCAT and crawlers."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
import rdflib
from rdflib import DCAT, DCTERMS, RDF, VOID, XSD
from tests.web.serving import BROWSER, Served

import fwgraph
from fwgraph.namespaces import PREFIXES
from fwgraph.web.pages import void

FW = rdflib.Namespace(PREFIXES["fw"])
DATASET = rdflib.URIRef("https://w3id.org/fwgraph/dataset")
ENDINGS = ("ttl", "jsonld", "nt", "nq", "trig", "rdf", "csv")


@pytest.fixture(scope="module")
def described(served: Served) -> rdflib.Graph:
    return rdflib.Graph().parse(data=served.get("/.well-known/void").body, format="turtle")


def test_void_is_turtle_unless_asked_otherwise(served: Served) -> None:
    assert served.get("/.well-known/void").type == "text/turtle"
    assert served.get("/.well-known/void", "application/ld+json").type == "application/ld+json"
    assert served.get("/dataset", BROWSER).type == "text/html"
    assert served.get("/dataset", "text/turtle").body == served.get("/.well-known/void").body


def test_the_counts_are_the_graphs(described: rdflib.Graph, graph: fwgraph.Graph) -> None:
    rdf = graph.to_rdflib()

    def count(name: str) -> int:
        value = described.value(DATASET, VOID[name])
        assert value is not None
        return int(str(value))

    assert count("triples") == len(rdf) == len(graph)
    assert count("distinctSubjects") == len(set(rdf.subjects()))
    assert count("distinctObjects") == len(set(rdf.objects()))
    assert count("properties") == len(set(rdf.predicates()))
    assert count("classes") == len(set(rdf.objects(None, RDF.type)))
    for part in described.objects(DATASET, VOID.propertyPartition):
        name = described.value(part, VOID.property)
        triples = len(list(rdf.triples((None, name, None))))
        assert str(described.value(part, VOID.triples)) == str(triples)
    for part in described.objects(DATASET, VOID.classPartition):
        instances = len(set(rdf.subjects(RDF.type, described.value(part, VOID["class"]))))
        assert str(described.value(part, VOID.entities)) == str(instances)


def test_the_days_are_those_of_the_sources(
    described: rdflib.Graph, graph: fwgraph.Graph, served: Served
) -> None:
    """No clock is looked at: the newest source says when the data was changed."""
    rdf = graph.to_rdflib()
    sources = {*rdf.subjects(RDF.type, FW.Edition), *rdf.subjects(RDF.type, FW.Document)}
    days = sorted(str(day) for each in sources for day in rdf.objects(each, DCTERMS.date))
    as_of = str(rdf.value(DATASET, FW.asOf))
    assert described.value(DATASET, DCTERMS.modified) == rdflib.Literal(days[-1], datatype=XSD.date)
    period = described.value(DATASET, DCTERMS.temporal)
    assert (period, RDF.type, DCTERMS.PeriodOfTime) in described
    for name, day in ((DCAT.startDate, days[0]), (DCAT.endDate, as_of)):
        assert described.value(period, name) == rdflib.Literal(day, datatype=XSD.date)
    assert f'"temporalCoverage": "{days[0]}/{as_of}"' in served.get("/dataset", BROWSER).text


def test_a_graph_without_a_source_has_no_day(tmp_path: Path) -> None:
    file = tmp_path / "one.ttl"
    file.write_text("<http://example.org/a> <http://example.org/b> 1 .", encoding="utf-8")
    counts = void.count_graph(fwgraph.load(file))
    assert (counts.days, counts.as_of, counts.period) == ((), None, None)
    named = {triple.predicate.value for triple in void.dataset_triples(counts)}
    assert not named & {str(DCTERMS.modified), str(DCTERMS.temporal)}


def test_every_term_is_from_a_vocabulary_that_is_named(described: rdflib.Graph) -> None:
    spaces = {str(each) for each in described.objects(DATASET, VOID.vocabulary)}
    terms = {*described.objects(None, VOID.property), *described.objects(None, VOID["class"])}
    assert terms
    assert all(any(str(each).startswith(space) for space in spaces) for each in terms)


def test_the_example_is_there(described: rdflib.Graph, served: Served) -> None:
    example = str(described.value(DATASET, VOID.exampleResource))
    space = str(described.value(DATASET, VOID.uriSpace))
    assert served.get(f"/{example.removeprefix(space)}").status == 200


def test_every_distribution_is_complete_and_can_be_had(
    described: rdflib.Graph, served: Served
) -> None:
    parts = list(described.objects(DATASET, DCAT.distribution))
    assert len(parts) == len(ENDINGS)
    for part in parts:
        assert (part, RDF.type, DCAT.Distribution) in described
        for name in (DCTERMS.title, DCTERMS.license, DCAT.accessURL, DCAT.downloadURL,
                     DCAT.mediaType):  # fmt: skip
            assert len(list(described.objects(part, name))) == 1
        address = str(described.value(part, DCAT.downloadURL))
        assert address.startswith(served.address)
        answer = served.get(address.removeprefix(served.address.rstrip("/")))
        assert answer.status == 200
        assert str(described.value(part, DCAT.mediaType)).endswith(f"/{answer.type}")


@pytest.mark.parametrize(
    "name",
    [
        DCTERMS.title,
        DCTERMS.description,
        DCTERMS.publisher,
        DCTERMS.license,
        rdflib.URIRef(f"{DCAT}version"),
    ],
)
def test_a_dataset_has_what_catalogues_ask_for(
    described: rdflib.Graph, name: rdflib.URIRef
) -> None:
    assert len(list(described.objects(DATASET, name))) == 1


def test_the_service_is_the_endpoint(described: rdflib.Graph, served: Served) -> None:
    (service,) = described.subjects(RDF.type, DCAT.DataService)
    endpoint = described.value(service, DCAT.endpointURL)
    assert str(endpoint) == f"{served.address}sparql"
    assert described.value(DATASET, VOID.sparqlEndpoint) == endpoint
    assert (service, DCAT.servesDataset, DATASET) in described
    query = "/sparql?query=ASK%20%7B%7D"
    assert served.get(query, "application/sparql-results+json").status == 200


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_dump_is_what_the_export_writes(
    served: Served, graph: fwgraph.Graph, ending: str
) -> None:
    from fwgraph.export import serialize_graph

    assert served.get(f"/fwgraph.{ending}").body == serialize_graph(graph, ending)


def test_data_may_be_read_by_scripts_of_other_sites(served: Served) -> None:
    for path in ("/software/flask.ttl", "/graph.json", "/questions/frameworks.csv", "/fwgraph.nt"):
        assert served.get(path).headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in served.get("/software/flask", BROWSER).headers


def test_a_crawler_finds_every_page(served: Served) -> None:
    robots = served.get("/robots.txt").text
    assert f"Sitemap: {served.address}sitemap.xml" in robots
    root = ElementTree.fromstring(served.get("/sitemap.xml").body)
    addresses = [element.text or "" for element in root.findall(".//{*}loc")]
    assert len(addresses) == len(set(addresses)) > 500
    assert f"{served.address}software/flask" in addresses
    assert served.address in addresses
    for address in addresses[::25]:
        assert served.get(address.removeprefix(served.address.rstrip("/"))).status == 200
