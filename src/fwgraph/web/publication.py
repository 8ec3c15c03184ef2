"""Everything that can be asked for by path: what the server hands out and the site writes."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from pyoxigraph import NamedNode

from fwgraph.formats.rdf import serialize_triples
from fwgraph.graph import Graph
from fwgraph.media_types import (
    DESCRIPTION_FORMATS,
    DUMP_FORMATS,
    GRAPH_FORMATS,
    HTML,
    JSON,
    OPENAPI,
    TEXT,
    XML,
    Format,
    find_format,
)
from fwgraph.namespaces import BASE, THING_KINDS
from fwgraph.store.readable import Readable
from fwgraph.web.http.addresses import is_page_path
from fwgraph.web.http.documents import Resource, ResourceWriter
from fwgraph.web.http.links import Links
from fwgraph.web.pages import (
    dataset as about,
)
from fwgraph.web.pages import (
    home,
    openapi,
    shapes,
    source,
    thing,
    things,
    views,
    vocabulary,
    void,
)
from fwgraph.web.pages import node as nodes
from fwgraph.web.pages.catalogue import QuestionPages
from fwgraph.web.pages.lookups import Lookups
from fwgraph.web.pages.statements import FileTriples

PAGE_WRITERS = dict.fromkeys(THING_KINDS, thing.thing_page) | {
    "edition": source.source_page,
    "document": source.source_page,
}
"""What writes the page of a kind of nodes; ``nodes.write`` does for all others."""


class Publication:
    """One graph as documents, each with a path and several forms.

    ``asked`` answers the questions of the catalogue, where the graph itself does not.
    """

    def __init__(self, graph: Graph, asked: Readable | None = None) -> None:
        self.graph = graph
        self.library = Lookups(graph)
        self.catalogue = QuestionPages(self.library, asked or graph)

    @cached_property
    def counts(self) -> void.GraphCounts:
        """How much there is of what."""
        return void.count_graph(self.graph)

    def find_resource(self, path: str) -> tuple[Resource, Format | None] | None:
        """Return the document of a path, and the form that its ending asks for, if it does.

        What has the whole path goes before a document with an ending.
        """
        if whole := self.resource_at(path):
            return whole, None
        stem, _, ending = path.rpartition(".")
        document = self.resource_at(stem) if stem else None
        form = find_format(document.formats, ending) if document else None
        return (document, form) if document and form else None

    def resource_at(self, path: str) -> Resource | None:
        """Return the document with exactly this path."""
        if path in self.fixed_resources:
            return self.fixed_resources[path]
        node = self.library.node_or_none(BASE + path) if is_page_path(path) else None
        return self.node_resource(node) if node and self.library.has_node(node) else None

    def resources(self) -> Iterator[Resource]:
        """Yield every document, the fixed ones first."""
        yield from self.fixed_resources.values()
        for node in self.library.page_nodes():
            if self.library.page_path(node) not in self.fixed_resources:
                yield self.node_resource(node)

    def static_resources(self) -> Iterator[Resource]:
        """Yield the documents that plain files can hold: whatever needs no answer of its own."""
        for document in self.resources():
            folder, _, name = document.path.rpartition("/")
            if folder == "questions" and name in self.catalogue.questions:
                yield self.catalogue.static_resource(name)
            elif document.path != "openapi":
                yield document

    def node_resource(self, node: NamedNode) -> Resource:
        """Return the document that describes a node of the graph."""
        writer = PAGE_WRITERS.get(self.library.page_kind(node), nodes.node_page)

        def write(form: Format, frame: Links) -> bytes:
            if form is HTML:
                return writer(self.library, node, frame)
            return serialize_triples(self.library.description(node), form.ending)

        return Resource(self.library.page_path(node), DESCRIPTION_FORMATS, write, node.value)

    @cached_property
    def fixed_resources(self) -> Mapping[str, Resource]:
        """The documents that are there whatever the graph holds, by path."""
        library, catalogue = self.library, self.catalogue
        pages = {
            "things": lambda frame: things.things_page(library, frame),
            "": lambda frame: home.home_page(
                about.dataset_page_schema(self.counts, frame), self.counts, frame
            ),
        }
        found = [
            *(Resource(path, (HTML,), page_writer(write)) for path, write in pages.items()),
            self.terms_resource("ontology", vocabulary.ontology_triples, vocabulary.ontology_page),
            self.terms_resource(
                version_path(), vocabulary.ontology_triples, vocabulary.ontology_page
            ),
            self.terms_resource("concepts", vocabulary.concept_triples, vocabulary.concepts_page),
            self.terms_resource("shapes", shapes.shape_triples, shapes.shapes_page),
            Resource("dataset", DESCRIPTION_FORMATS, self.write_dataset, void.DATASET.value),
            Resource(".well-known/void", GRAPH_FORMATS, self.write_dataset, void.DATASET.value),
            Resource("questions", (HTML, JSON), catalogue.write_catalogue),
            *(catalogue.question_resource(name) for name in catalogue.questions),
            Resource("fwgraph", DUMP_FORMATS, self.write_dump, BASE),
            views.view_resource(self.graph),
            Resource("openapi", (OPENAPI,), self.write_openapi),
            Resource("robots", (TEXT,), page_writer(home.robots_txt)),
            Resource("sitemap", (XML,), page_writer(self.write_sitemap)),
        ]
        return {document.path: document for document in found}

    def is_fixed(self, document: Resource) -> bool:
        """Tell whether a document is one of the few that every graph has, asked for nothing."""
        return document.path in self.fixed_resources and not document.query

    def terms_resource(
        self, path: str, said: Callable[[], FileTriples], page: Callable[[Lookups, Links], bytes]
    ) -> Resource:
        """Return the document of a file of terms: its documentation, and its triples."""

        def write(form: Format, frame: Links) -> bytes:
            if form is HTML:
                return page(self.library, frame)
            return serialize_triples(said().triples, form.ending)

        return Resource(path, DESCRIPTION_FORMATS, write, BASE + path)

    def write_dataset(self, form: Format, frame: Links) -> bytes:
        """Return what the dataset is, as a page or as VoID and DCAT."""
        if form is HTML:
            return about.dataset_page(self.library, self.counts, frame)
        return serialize_triples(void.void_description(self.counts, frame), form.ending)

    def write_openapi(self, form: Format, frame: Links) -> bytes:  # noqa: ARG002 - a writer's signature
        """Return the description of what can be asked."""
        path = (self.counts.example or "").removeprefix(BASE) or "software/flask"
        return openapi.openapi_document(self.catalogue.questions.values(), path, frame)

    def write_sitemap(self, frame: Links) -> bytes:
        """Return the addresses of all pages."""
        return home.sitemap_xml(
            (each.path for each in self.resources() if HTML in each.formats), frame
        )

    def write_dump(self, form: Format, frame: Links) -> bytes:  # noqa: ARG002 - a writer's signature
        """Return the whole graph."""
        return serialize_triples(self.graph, form.ending)


def version_path() -> str:
    """Return the path of the vocabulary's version."""
    said = vocabulary.ontology_triples()
    return said.first_text(vocabulary.ONTOLOGY, "owl:versionIRI").removeprefix(BASE)


def page_writer(write: Callable[[Links], bytes]) -> ResourceWriter:
    """Return the writer of a document that has one form."""
    return lambda form, frame: write(frame)  # noqa: ARG005 - a writer's signature
