"""What the graph is, as a whole, for machines: VoID and DCAT 3 in one description.

The dataset's IRI is the project's; where it is handed out is the public address of the pages.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph import __version__
from fwgraph.graph import Graph
from fwgraph.media_types import DUMP_FORMATS, RDF_FORMATS, Format
from fwgraph.namespaces import BASE, PREFIXES, RDF_TYPE, Term, term
from fwgraph.web.http.links import Links
from fwgraph.web.pages.schemaorg import LICENCE, SUMMARY, TITLE

DATASET = NamedNode(f"{BASE}dataset")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
W3C_FORMATS = "http://www.w3.org/ns/formats/"


@dataclass(frozen=True)
class GraphCounts:
    """How much there is of what."""

    triples: int
    subjects: int
    objects: int
    properties: Counter[str]
    classes: Counter[str]
    example: str | None


def count_graph(graph: Graph) -> GraphCounts:
    """Return the counts of a graph."""
    subjects: set[Term] = set()
    objects: set[Term] = set()
    properties: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    total = 0
    for triple in graph:
        total += 1
        subjects.add(triple.subject)
        objects.add(triple.object)
        properties[triple.predicate.value] += 1
        if triple.predicate == RDF_TYPE and isinstance(triple.object, NamedNode):
            classes[triple.object.value] += 1
    software = PREFIXES["software"]
    names = (each.value for each in subjects if isinstance(each, NamedNode))
    example = min((name for name in names if name.startswith(software)), default=None)
    return GraphCounts(total, len(subjects), len(objects), properties, classes, example)


def void_description(counts: GraphCounts, frame: Links) -> list[Triple]:
    """Return what VoID and DCAT say of the dataset and of where it is handed out."""
    found = [*dataset_triples(counts), *partition_triples(counts)]
    for form in DUMP_FORMATS:
        found += distribution_triples(form, frame)
    return [*found, *(data_service_triples(frame) if frame.has_server else ())]


def dataset_triples(counts: GraphCounts) -> Iterator[Triple]:
    """Yield what is said of the dataset itself."""
    named: dict[str, list[Term]] = {
        "rdf:type": [term("void:Dataset"), term("dcat:Dataset")],
        "dcterms:title": [Literal(TITLE, language="en")],
        "dcterms:description": [Literal(SUMMARY, language="en")],
        "dcterms:license": [NamedNode(LICENCE)],
        "dcterms:publisher": [NamedNode(f"{BASE}agent/maintainers")],
        "dcterms:creator": [NamedNode(f"{BASE}agent/maintainers")],
        "dcterms:language": [NamedNode("http://id.loc.gov/vocabulary/iso639-1/en")],
        "foaf:homepage": [NamedNode(BASE)],
    }
    for name, values in named.items():
        for value in values:
            yield Triple(DATASET, term(name), value)
    yield from statistics_triples(counts)
    yield Triple(DATASET, term("dcat:version"), Literal(__version__))
    yield Triple(DATASET, term("dcat:landingPage"), NamedNode(DATASET.value))
    for word in ("Python", "web framework", "knowledge graph"):
        yield Triple(DATASET, term("dcat:keyword"), Literal(word, language="en"))


def statistics_triples(counts: GraphCounts) -> Iterator[Triple]:
    """Yield the counts, the vocabularies and the space of IRIs (VoID, sections 3 and 4)."""
    numbers = {
        "triples": counts.triples,
        "entities": counts.subjects,
        "distinctSubjects": counts.subjects,
        "distinctObjects": counts.objects,
        "properties": len(counts.properties),
        "classes": len(counts.classes),
    }
    for name, number in numbers.items():
        yield Triple(DATASET, term(f"void:{name}"), Literal(number))
    for vocabulary in used_vocabularies(counts):
        yield Triple(DATASET, term("void:vocabulary"), NamedNode(vocabulary))
    yield Triple(DATASET, term("void:uriSpace"), Literal(BASE))
    if counts.example:
        yield Triple(DATASET, term("void:exampleResource"), NamedNode(counts.example))


def used_vocabularies(counts: GraphCounts) -> list[str]:
    """Return the namespaces that the graph's properties and classes are from, sorted."""
    terms = {**counts.properties, **counts.classes}
    return sorted(
        space for space in PREFIXES.values() if any(name.startswith(space) for name in terms)
    )


def partition_triples(counts: GraphCounts) -> Iterator[Triple]:
    """Yield one partition for each property and each class (VoID, section 4.5)."""
    sorts = (("property", "triples", counts.properties), ("class", "entities", counts.classes))
    for sort, measure, found in sorts:
        for number, name in enumerate(sorted(found), start=1):
            part = NamedNode(f"{DATASET.value}#{sort}-{number}")
            yield Triple(DATASET, term(f"void:{sort}Partition"), part)
            yield Triple(part, term(f"void:{sort}"), NamedNode(name))
            yield Triple(part, term(f"void:{measure}"), Literal(found[name]))


def distribution_triples(form: Format, frame: Links) -> Iterator[Triple]:
    """Yield one form of the whole graph (DCAT 3, section 6.8)."""
    node, address = NamedNode(f"{DATASET.value}#{form.ending}"), dump_url(form, frame)
    yield Triple(DATASET, term("dcat:distribution"), node)
    yield Triple(node, RDF_TYPE, term("dcat:Distribution"))
    yield Triple(node, term("dcterms:title"), Literal(form.name, language="en"))
    yield Triple(node, term("dcterms:license"), NamedNode(LICENCE))
    yield Triple(node, term("dcat:accessURL"), address)
    yield Triple(node, term("dcat:downloadURL"), address)
    yield Triple(node, term("dcat:mediaType"), NamedNode(MEDIA_TYPES + form.media_types[0]))
    if form in RDF_FORMATS:
        yield Triple(DATASET, term("void:dataDump"), address)
        if form.w3c_name:
            yield Triple(DATASET, term("void:feature"), NamedNode(W3C_FORMATS + form.w3c_name))


def data_service_triples(frame: Links) -> Iterator[Triple]:
    """Yield the endpoint that answers queries (DCAT 3, section 6.9)."""
    node, address = NamedNode(f"{DATASET.value}#sparql"), NamedNode(frame.file_url("sparql"))
    yield Triple(DATASET, term("void:sparqlEndpoint"), address)
    yield Triple(node, RDF_TYPE, term("dcat:DataService"))
    yield Triple(node, term("dcterms:title"), Literal("SPARQL endpoint", language="en"))
    yield Triple(node, term("dcat:endpointURL"), address)
    yield Triple(node, term("dcat:servesDataset"), DATASET)
    yield Triple(node, term("dcat:endpointDescription"), NamedNode(frame.file_url("sparql")))


def dump_url(form: Format, frame: Links) -> NamedNode:
    """Return the address of the whole graph in a form."""
    return NamedNode(frame.file_url(f"fwgraph.{form.ending}"))
