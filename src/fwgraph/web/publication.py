"""Everything that can be asked for by path: what the server hands out and the site writes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache, cached_property
from urllib.parse import quote

from pyoxigraph import NamedNode

from fwgraph import media_types
from fwgraph.formats.canonical import canonical_triples
from fwgraph.formats.rdf import serialize_canonical, serialize_triples
from fwgraph.graph import Graph
from fwgraph.media_types import DESCRIPTION_FORMATS, HTML, Format
from fwgraph.namespaces import BASE, THING_KINDS
from fwgraph.store.readable import Readable
from fwgraph.web.http.addresses import is_page_path
from fwgraph.web.http.links import EXPLORER_PATH, PATH_SAFE, Links
from fwgraph.web.http.resources import Resource, ResourceWriter
from fwgraph.web.pages import (
    dataset,
    home,
    node,
    openapi,
    poster,
    record,
    shapes,
    source,
    thing,
    things,
    views,
    vocabulary,
    void,
)
from fwgraph.web.pages.catalogue import QuestionPages
from fwgraph.web.pages.lookups import Lookups
from fwgraph.web.pages.schemaorg import LICENCE
from fwgraph.web.pages.statements import FileTriples

PAGE_WRITERS = dict.fromkeys(THING_KINDS, thing.thing_page) | {
    "edition": source.source_page,
    "document": source.source_page,
}
"""What writes the page of a kind of nodes; ``node.node_page`` does for all others."""


class Publication:
    """One graph as resources, each with a path and several forms.

    ``query_graph`` answers the questions of the catalogue, where the graph itself does not.
    """

    def __init__(self, graph: Graph, query_graph: Readable | None = None) -> None:
        self.graph = graph
        self.lookups = Lookups(graph)
        self.catalogue = QuestionPages(self.lookups, query_graph or graph)

    @cached_property
    def counts(self) -> void.GraphCounts:
        """How much there is of what."""
        return void.count_graph(self.graph)

    def find_resource(self, path: str) -> tuple[Resource, Format | None] | None:
        """Return the resource of a path, and the form that its ending asks for, if it does.

        What has the whole path goes before a resource with an ending.
        """
        if resource := self.resource_at(path):
            return resource, None
        stem, _, ending = path.rpartition(".")
        resource = self.resource_at(stem) if stem else None
        form = media_types.find_format(resource.offered_formats, ending) if resource else None
        return (resource, form) if resource and form else None

    def resource_at(self, path: str) -> Resource | None:
        """Return the resource with exactly this path."""
        if path in self.fixed_resources:
            return self.fixed_resources[path]
        subject = self.lookups.node_or_none(BASE + path) if is_page_path(path) else None
        return self.node_resource(subject) if subject and self.lookups.has_node(subject) else None

    def resources(self) -> Iterator[Resource]:
        """Yield every resource, the fixed ones first."""
        yield from self.fixed_resources.values()
        for subject in self.lookups.page_nodes():
            if self.lookups.page_path(subject) not in self.fixed_resources:
                yield self.node_resource(subject)

    def static_resources(self) -> Iterator[Resource]:
        """Yield the resources that plain files can hold: whatever needs no answer of its own."""
        for resource in self.resources():
            folder, _, name = resource.path.rpartition("/")
            if folder == "questions" and name in self.catalogue.questions:
                yield self.catalogue.static_resource(name)
            elif resource.path == "fwgraph":
                yield self.dump_resource()
            elif resource.path != "openapi":
                yield self.lead_to_source(resource)

    def dump_resource(self) -> Resource:
        """Return the whole graph, put in order once for all forms; the order stays in memory."""
        ordered = cache(lambda: canonical_triples(self.graph))

        def write(form: Format, links: Links) -> bytes:  # noqa: ARG001 - a writer's signature
            return serialize_canonical(ordered(), form.ending)

        return replace(self.fixed_resources["fwgraph"], write=write)

    def lead_to_source(self, resource: Resource) -> Resource:
        """Return a resource as it is among files: that of a record leads to its source's page."""
        node = self.lookups.node_or_none(resource.iri)
        if node is None or node not in self.lookups.record_sources:
            return resource
        write = page_writer(lambda links: record.record_page(self.lookups, node, links))
        return replace(resource, formats=(HTML,), write=write)

    def node_resource(self, subject: NamedNode) -> Resource:
        """Return the resource that describes a node of the graph."""
        write_page = PAGE_WRITERS.get(self.lookups.page_kind(subject), node.node_page)

        def write(form: Format, links: Links) -> bytes:
            if form is HTML:
                return write_page(self.lookups, subject, links)
            return serialize_triples(self.lookups.description(subject), form.ending)

        path = self.lookups.page_path(subject)
        return Resource(path, DESCRIPTION_FORMATS, write, subject.value)

    @cached_property
    def fixed_resources(self) -> Mapping[str, Resource]:
        """The resources that are there whatever the graph holds, by path."""
        lookups, questions = self.lookups, self.catalogue
        terms, graph_formats = vocabulary.ontology_triples, media_types.GRAPH_FORMATS
        version = terms().first_text(vocabulary.ONTOLOGY, "owl:versionIRI").removeprefix(BASE)
        resources = [
            things.things_resource(lookups),
            Resource("", (HTML,), page_writer(self.write_home)),
            Resource(EXPLORER_PATH, (HTML,), page_writer(home.explorer_page)),
            self.terms_resource("ontology", terms, vocabulary.ontology_page),
            self.terms_resource(version, terms, vocabulary.ontology_page),
            self.terms_resource("concepts", vocabulary.concept_triples, vocabulary.concepts_page),
            self.terms_resource("shapes", shapes.shape_triples, shapes.shapes_page),
            Resource("dataset", DESCRIPTION_FORMATS, self.write_dataset, void.DATASET.value),
            Resource(".well-known/void", graph_formats, self.write_dataset, void.DATASET.value),
            Resource("questions", (HTML, media_types.JSON), questions.write_catalogue),
            *(questions.question_resource(name) for name in questions.questions),
            Resource("fwgraph", media_types.DUMP_FORMATS, self.write_dump, BASE),
            views.view_resource(self.graph),
            poster.timeline_resource(self.lookups),
            Resource("openapi", (media_types.OPENAPI,), page_writer(self.write_openapi)),
            Resource("robots", (media_types.TEXT,), page_writer(home.robots_txt)),
            Resource("sitemap", (media_types.XML,), page_writer(self.write_sitemap)),
        ]
        return {resource.path: resource for resource in resources}

    def is_fixed(self, resource: Resource) -> bool:
        """Tell whether a resource is one of the few that every graph has, without parameters."""
        return resource.path in self.fixed_resources and not resource.query

    def terms_resource(
        self, path: str, triples: Callable[[], FileTriples], page: Callable[[Lookups, Links], bytes]
    ) -> Resource:
        """Return the resource of a file of terms: its documentation, and its triples."""

        def write(form: Format, links: Links) -> bytes:
            if form is HTML:
                return page(self.lookups, links)
            return serialize_triples(triples().triples, form.ending)

        return Resource(path, DESCRIPTION_FORMATS, write, BASE + path)

    def write_home(self, links: Links) -> bytes:
        """Return the first page."""
        schema = dataset.dataset_page_schema(self.counts, links)
        return home.home_page(self.lookups, schema, self.counts, links)

    def write_dataset(self, form: Format, links: Links) -> bytes:
        """Return what the dataset is, as a page or as VoID and DCAT."""
        if form is HTML:
            return dataset.dataset_page(self.lookups, self.counts, links)
        return serialize_triples(void.void_description(self.counts, links), form.ending)

    def write_openapi(self, links: Links) -> bytes:
        """Return the description of what can be asked."""
        path = (self.counts.example or "").removeprefix(BASE) or "software/flask"
        return openapi.openapi_document(self.catalogue.questions.values(), path, links)

    def write_sitemap(self, links: Links) -> bytes:
        """Return the addresses of all pages."""
        moved = () if links.has_server else self.lookups.record_sources
        pages = (
            resource.path
            for resource in self.resources()
            if HTML in resource.formats and self.lookups.node_or_none(resource.iri) not in moved
        )
        return home.sitemap_xml(pages, links)

    def write_dump(self, form: Format, links: Links) -> bytes:  # noqa: ARG002 - a writer's signature
        """Return the whole graph."""
        return serialize_triples(self.graph, form.ending)


def page_writer(write: Callable[[Links], bytes]) -> ResourceWriter:
    """Return the writer of a resource that has one form."""
    return lambda form, links: write(links)  # noqa: ARG005 - a writer's signature


def link_header(resource: Resource, form: Format, links: Links) -> str:
    """Return a Link header (RFC 8288): the other forms, the page, what is described."""
    values = [
        f'<{resource.format_href(other, links)}>; rel="alternate"; type="{other.media_types[0]}"'
        for other in resource.formats
        if other is not form
    ]
    if HTML in resource.formats:
        values.append(f'<{resource.page_href(links)}>; rel="canonical"')
    if resource.iri:
        values.append(f'<{quote(resource.iri, f"{PATH_SAFE}#%")}>; rel="describes"')
    if resource.path.startswith("questions"):
        values.append(f'<{links.file_href("openapi.json")}>; rel="service-desc"')
    if not resource.path:
        values.append(f'<{links.file_href(".well-known/void")}>; rel="describedby"')
    return ", ".join([*values, f'<{LICENCE}>; rel="license"'])
