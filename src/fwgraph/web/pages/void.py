"""What the graph is, as a whole, for machines: VoID and DCAT 3 in one description.

The dataset's IRI is the project's; where it is handed out is the public address of the pages.
Its days are those of its sources: the same data is of the same day, whenever it is looked at.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode, Triple

from fwgraph.graph import Graph
from fwgraph.media_types import DUMP_FORMATS, RDF_FORMATS, Format
from fwgraph.namespaces import BASE, PREFIXES, RDF_TYPE, XSD_DATE, Term, term
from fwgraph.project import __version__
from fwgraph.sparql.binding import select_solutions
from fwgraph.store.days import day_of, read_day
from fwgraph.web.http.links import Links
from fwgraph.web.pages.schemaorg import LICENCE, SUMMARY, TITLE

DATASET = NamedNode(f"{BASE}dataset")
MEDIA_TYPES = "https://www.iana.org/assignments/media-types/"
W3C_FORMATS = "http://www.w3.org/ns/formats/"
PERIOD = NamedNode(f"{DATASET.value}#period")
SOURCE_DAYS = """
SELECT DISTINCT ?day
WHERE { VALUES ?class { fw:Edition fw:Document } ?source a ?class ; dcterms:date ?day }
"""


@dataclass(frozen=True)
class GraphCounts:
    """How much there is of what.

    ``days`` are the days of the sources, sorted; ``as_of`` is the one that the graph is of.
    """

    triples: int
    subjects: int
    objects: int
    properties: Counter[str]
    classes: Counter[str]
    example: str | None
    days: tuple[str, ...] = ()
    as_of: str | None = None

    @property
    def period(self) -> tuple[str, str] | None:
        """The first and the last day that the graph is about, if it knows of any."""
        last = self.as_of or max(self.days, default=None)
        days = [day for day in self.days if last and day <= last]
        return (days[0] if days else last, last) if last else None


def count_graph(graph: Graph) -> GraphCounts:
    """Return the counts of a graph."""
    subjects: set[Term] = set()
    objects: set[Term] = set()
    properties: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    for triple in graph:
        subjects.add(triple.subject)
        objects.add(triple.object)
        properties[triple.predicate.value] += 1
        if triple.predicate == RDF_TYPE and isinstance(triple.object, NamedNode):
            classes[triple.object.value] += 1
    iris = (subject.value for subject in subjects if isinstance(subject, NamedNode))
    example = min((iri for iri in iris if iri.startswith(PREFIXES["software"])), default=None)
    return GraphCounts(
        triples=properties.total(),
        subjects=len(subjects),
        objects=len(objects),
        properties=properties,
        classes=classes,
        example=example,
        days=tuple(sorted(source_days(graph))),
        as_of=read_day(graph),
    )


def source_days(graph: Graph) -> set[str]:
    """Return the days of the sources of a graph."""
    dates = (row["day"] for row in select_solutions(graph, SOURCE_DAYS))
    return {day for date in dates if (day := day_of(date))}


def void_description(counts: GraphCounts, links: Links) -> list[Triple]:
    """Return what VoID and DCAT say of the dataset and of where it is handed out."""
    triples = [*dataset_triples(counts), *partition_triples(counts)]
    for form in DUMP_FORMATS:
        triples += distribution_triples(form, links)
    return [*triples, *(data_service_triples(links) if links.has_server else ())]


def triples_of(
    subject: NamedNode, values: Mapping[str, NamedNode | Literal | Iterable[Term]]
) -> Iterator[Triple]:
    """Yield the triples that say the values of properties, given by their prefixed names."""
    for name, objects in values.items():
        for value in [objects] if isinstance(objects, NamedNode | Literal) else objects:
            yield Triple(subject, term(name), value)


def english(text: str) -> Literal:
    """Return a text in English."""
    return Literal(text, language="en")


def dataset_triples(counts: GraphCounts) -> Iterator[Triple]:
    """Yield the description of the dataset, with its statistics (VoID, sections 3 and 4)."""
    maintainers = NamedNode(f"{BASE}agent/maintainers")
    yield from triples_of(DATASET, {
        "rdf:type": [term("void:Dataset"), term("dcat:Dataset")],
        "dcterms:title": english(TITLE),
        "dcterms:description": english(SUMMARY),
        "dcterms:license": NamedNode(LICENCE),
        "dcterms:publisher": maintainers,
        "dcterms:creator": maintainers,
        "dcterms:language": NamedNode("http://id.loc.gov/vocabulary/iso639-1/en"),
        "foaf:homepage": NamedNode(BASE),
        "void:triples": Literal(counts.triples),
        "void:entities": Literal(counts.subjects),
        "void:distinctSubjects": Literal(counts.subjects),
        "void:distinctObjects": Literal(counts.objects),
        "void:properties": Literal(len(counts.properties)),
        "void:classes": Literal(len(counts.classes)),
        "void:vocabulary": map(NamedNode, used_vocabularies(counts)),
        "void:uriSpace": Literal(BASE),
        "void:exampleResource": [NamedNode(counts.example)] if counts.example else [],
        **dataset_days(counts),
        "dcat:version": Literal(__version__),
        "dcat:landingPage": DATASET,
        "dcat:keyword": map(english, ("Python", "web framework", "knowledge graph")),
    })  # fmt: skip
    if counts.period:
        first, last = counts.period
        yield from triples_of(PERIOD, {
            "rdf:type": term("dcterms:PeriodOfTime"),
            "dcat:startDate": Literal(first, datatype=XSD_DATE),
            "dcat:endDate": Literal(last, datatype=XSD_DATE),
        })  # fmt: skip


def dataset_days(counts: GraphCounts) -> dict[str, NamedNode | Literal]:
    """Return the newest day of the sources, and the period that the graph is about."""
    days: dict[str, NamedNode | Literal] = {}
    if counts.days:
        days["dcterms:modified"] = Literal(counts.days[-1], datatype=XSD_DATE)
    if counts.period:
        days["dcterms:temporal"] = PERIOD
    return days


def used_vocabularies(counts: GraphCounts) -> list[str]:
    """Return the namespaces that the graph's properties and classes are from, sorted."""
    terms = {**counts.properties, **counts.classes}
    return sorted(
        space for space in PREFIXES.values() if any(name.startswith(space) for name in terms)
    )


def partition_triples(counts: GraphCounts) -> Iterator[Triple]:
    """Yield one partition for each property and each class (VoID, section 4.5)."""
    sorts = (("property", "triples", counts.properties), ("class", "entities", counts.classes))
    for sort, measure, numbers in sorts:
        for position, name in enumerate(sorted(numbers), start=1):
            part = NamedNode(f"{DATASET.value}#{sort}-{position}")
            yield Triple(DATASET, term(f"void:{sort}Partition"), part)
            yield Triple(part, term(f"void:{sort}"), NamedNode(name))
            yield Triple(part, term(f"void:{measure}"), Literal(numbers[name]))


def distribution_triples(form: Format, links: Links) -> Iterator[Triple]:
    """Yield one form of the whole graph (DCAT 3, section 6.8)."""
    node = NamedNode(f"{DATASET.value}#{form.ending}")
    address = NamedNode(links.file_url(f"fwgraph.{form.ending}"))
    yield Triple(DATASET, term("dcat:distribution"), node)
    yield from triples_of(node, {
        "rdf:type": term("dcat:Distribution"),
        "dcterms:title": english(form.name),
        "dcterms:license": NamedNode(LICENCE),
        "dcat:accessURL": address,
        "dcat:downloadURL": address,
        "dcat:mediaType": NamedNode(MEDIA_TYPES + form.media_types[0]),
    })  # fmt: skip
    if form in RDF_FORMATS:
        yield Triple(DATASET, term("void:dataDump"), address)
        if form.w3c_name:
            yield Triple(DATASET, term("void:feature"), NamedNode(W3C_FORMATS + form.w3c_name))


def data_service_triples(links: Links) -> Iterator[Triple]:
    """Yield the endpoint that answers queries (DCAT 3, section 6.9)."""
    address = NamedNode(links.file_url("sparql"))
    yield Triple(DATASET, term("void:sparqlEndpoint"), address)
    yield from triples_of(NamedNode(f"{DATASET.value}#sparql"), {
        "rdf:type": term("dcat:DataService"),
        "dcterms:title": english("SPARQL endpoint"),
        "dcat:endpointURL": address,
        "dcat:servesDataset": DATASET,
        "dcat:endpointDescription": address,
    })  # fmt: skip
