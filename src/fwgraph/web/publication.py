"""Everything that can be asked for by path: what the server hands out and the site writes."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property

from pyoxigraph import NamedNode

from fwgraph.export import written
from fwgraph.graph import Graph
from fwgraph.namespaces import BASE, THING_KINDS
from fwgraph.store.readable import Readable
from fwgraph.web.http.addresses import is_path
from fwgraph.web.http.documents import Document, Writer
from fwgraph.web.http.links import Frame
from fwgraph.web.http.media_types import (
    DESCRIPTIONS,
    DUMPS,
    GRAPHS,
    HTML,
    JSON,
    OPENAPI,
    TEXT,
    XML,
    Form,
    ended,
)
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
from fwgraph.web.pages.catalogue import Catalogue
from fwgraph.web.pages.lookups import Library
from fwgraph.web.pages.statements import Statements

WRITERS = dict.fromkeys(THING_KINDS, thing.write) | {
    "edition": source.write,
    "document": source.write,
}
"""What writes the page of a kind of nodes; ``nodes.write`` does for all others."""


class Publication:
    """One graph as documents, each with a path and several forms.

    ``asked`` answers the questions of the catalogue, where the graph itself does not.
    """

    def __init__(self, graph: Graph, asked: Readable | None = None) -> None:
        self.graph = graph
        self.library = Library(graph)
        self.catalogue = Catalogue(self.library, asked or graph)

    @cached_property
    def counts(self) -> void.Counts:
        """How much there is of what."""
        return void.counted(self.graph)

    def find(self, path: str) -> tuple[Document, Form | None] | None:
        """Return the document of a path, and the form that its ending asks for, if it does.

        What has the whole path goes before a document with an ending.
        """
        if whole := self.document(path):
            return whole, None
        stem, _, ending = path.rpartition(".")
        document = self.document(stem) if stem else None
        form = ended(document.forms, ending) if document else None
        return (document, form) if document and form else None

    def document(self, path: str) -> Document | None:
        """Return the document with exactly this path."""
        if path in self.fixed:
            return self.fixed[path]
        node = self.library.node(BASE + path) if is_path(path) else None
        return self.described(node) if node and self.library.knows(node) else None

    def documents(self) -> Iterator[Document]:
        """Yield every document, the fixed ones first."""
        yield from self.fixed.values()
        for node in self.library.subjects():
            if self.library.path(node) not in self.fixed:
                yield self.described(node)

    def files(self) -> Iterator[Document]:
        """Yield the documents that plain files can hold: whatever needs no answer of its own."""
        for document in self.documents():
            folder, _, name = document.path.rpartition("/")
            if folder == "questions" and name in self.catalogue.names:
                yield self.catalogue.plain(name)
            elif document.path != "openapi":
                yield document

    def described(self, node: NamedNode) -> Document:
        """Return the document that describes a node of the graph."""
        writer = WRITERS.get(self.library.kind(node), nodes.write)

        def write(form: Form, frame: Frame) -> bytes:
            if form is HTML:
                return writer(self.library, node, frame)
            return written(self.library.description(node), form.ending)

        return Document(self.library.path(node), DESCRIPTIONS, write, node.value)

    @cached_property
    def fixed(self) -> Mapping[str, Document]:
        """The documents that are there whatever the graph holds, by path."""
        library, catalogue = self.library, self.catalogue
        pages = {
            "things": lambda frame: things.write(library, frame),
            "": lambda frame: home.write(about.schema(self.counts, frame), self.counts, frame),
        }
        found = [
            *(Document(path, (HTML,), page_writer(write)) for path, write in pages.items()),
            self.documented("ontology", vocabulary.ontology, vocabulary.write_ontology),
            self.documented(versioned(), vocabulary.ontology, vocabulary.write_ontology),
            self.documented("concepts", vocabulary.concepts, vocabulary.write_concepts),
            self.documented("shapes", shapes.statements, shapes.write),
            Document("dataset", DESCRIPTIONS, self.about, void.DATASET.value),
            Document(".well-known/void", GRAPHS, self.about, void.DATASET.value),
            Document("questions", (HTML, JSON), catalogue.listing),
            *(catalogue.document(name) for name in catalogue.names),
            Document("fwgraph", DUMPS, self.dump, BASE),
            views.document(self.graph),
            Document("openapi", (OPENAPI,), self.openapi),
            Document("robots", (TEXT,), page_writer(home.robots)),
            Document("sitemap", (XML,), page_writer(self.sitemap)),
        ]
        return {document.path: document for document in found}

    def is_fixed(self, document: Document) -> bool:
        """Tell whether a document is one of the few that every graph has, asked for nothing."""
        return document.path in self.fixed and not document.query

    def documented(
        self, path: str, said: Callable[[], Statements], page: Callable[[Library, Frame], bytes]
    ) -> Document:
        """Return the document of a file of terms: its documentation, and its triples."""

        def write(form: Form, frame: Frame) -> bytes:
            if form is HTML:
                return page(self.library, frame)
            return written(said().triples, form.ending)

        return Document(path, DESCRIPTIONS, write, BASE + path)

    def about(self, form: Form, frame: Frame) -> bytes:
        """Return what the dataset is, as a page or as VoID and DCAT."""
        if form is HTML:
            return about.write(self.library, self.counts, frame)
        return written(void.description(self.counts, frame), form.ending)

    def openapi(self, form: Form, frame: Frame) -> bytes:  # noqa: ARG002 - a writer's signature
        """Return the description of what can be asked."""
        path = (self.counts.example or "").removeprefix(BASE) or "software/flask"
        return openapi.document(self.catalogue.names.values(), path, frame)

    def sitemap(self, frame: Frame) -> bytes:
        """Return the addresses of all pages."""
        return home.sitemap((each.path for each in self.documents() if HTML in each.forms), frame)

    def dump(self, form: Form, frame: Frame) -> bytes:  # noqa: ARG002 - a writer's signature
        """Return the whole graph."""
        return written(self.graph, form.ending)


def versioned() -> str:
    """Return the path of the vocabulary's version."""
    said = vocabulary.ontology()
    return said.text(vocabulary.ONTOLOGY, "owl:versionIRI").removeprefix(BASE)


def page_writer(write: Callable[[Frame], bytes]) -> Writer:
    """Return the writer of a document that has one form."""
    return lambda form, frame: write(frame)  # noqa: ARG005 - a writer's signature
