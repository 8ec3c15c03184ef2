"""The documentation of the vocabulary and of its concepts, made from their own files."""

from functools import cache

from pyoxigraph import NamedNode

from fwgraph.namespaces import BASE, PREFIXES, RDF_TYPE, local_name, shorten
from fwgraph.store.package import root
from fwgraph.web.http.links import Frame
from fwgraph.web.pages.documentation import Entry, Group, Places, rows, written
from fwgraph.web.pages.facts import Fact
from fwgraph.web.pages.lookups import Library, Link
from fwgraph.web.pages.statements import Statements

ONTOLOGY = NamedNode(PREFIXES["fw"].removesuffix("#"))
SORTS = (
    ("all-classes", "Classes", "What there is.", "owl:Class"),
    ("all-relations", "Relations", "What leads from one thing to another.", "owl:ObjectProperty"),
    (
        "all-properties",
        "Properties",
        "What is said in words, numbers and dates.",
        "owl:DatatypeProperty",
    ),
    ("all-annotations", "Annotations", "What is said of shapes.", "owl:AnnotationProperty"),
)
"""The groups of terms, each with its anchor and OWL class."""
MATCHES = {"close match": "skos:closeMatch", "related match": "skos:relatedMatch"}


@cache
def ontology() -> Statements:
    """Return what ``ontology/fwgraph.ttl`` says."""
    return Statements.read(root() / "ontology" / "fwgraph.ttl")


@cache
def concepts() -> Statements:
    """Return what ``ontology/concepts.ttl`` says."""
    return Statements.read(root() / "ontology" / "concepts.ttl")


def write_ontology(library: Library, frame: Frame) -> bytes:
    """Return the documentation of the vocabulary."""
    said = ontology()
    terms = {group: said.instances(owl) for group, _, _, owl in SORTS}
    own = {ONTOLOGY, *(node for nodes in terms.values() for node in nodes)}
    others = [
        node for node in said.subjects() if node not in own and not node.value.startswith(BASE)
    ]
    anchors = {node.value: anchor(node) for nodes in [*terms.values(), others] for node in nodes}
    places = Places(library, said, frame, anchors)
    groups = [
        Group(name, title, hint, tuple(entry(places, node) for node in terms[name]))
        for name, title, hint, _ in SORTS
    ]
    hint = (
        "Named here so that every relation has a label; they mean what their own vocabularies say."
    )
    groups.append(
        Group(
            "all-others",
            "Terms of other vocabularies",
            hint,
            tuple(entry(places, node) for node in others),
        )
    )
    title = said.text(ONTOLOGY, "dcterms:title")
    sentence = said.text(ONTOLOGY, "dcterms:description")
    return written(frame, "ontology", title, sentence, header(places), groups)


def header(places: Places) -> tuple[Fact, ...]:
    """Return what the ontology says of itself."""
    said = places.statements
    names = {
        "IRI": (Link(ONTOLOGY.value),),
        "version": tuple(Link(text) for text in said.texts(ONTOLOGY, "owl:versionInfo")),
        "version IRI": tuple(Link(node.value) for node in said.nodes(ONTOLOGY, "owl:versionIRI")),
        "prefix": (Link(said.text(ONTOLOGY, "vann:preferredNamespacePrefix")),),
        "namespace": (Link(said.text(ONTOLOGY, "vann:preferredNamespaceUri")),),
        "created": tuple(Link(text) for text in said.texts(ONTOLOGY, "dcterms:created")),
        "creator": places.links(said.nodes(ONTOLOGY, "dcterms:creator")),
        "licence": places.links(said.nodes(ONTOLOGY, "dcterms:license")),
        "concepts": (
            Link("kinds, categories and other closed lists", places.frame.page("concepts")),
        ),
    }
    return rows(names)


def anchor(node: NamedNode) -> str:
    """Return a term's anchor: the fragment of its IRI, or its prefixed name."""
    inside = node.value.startswith(PREFIXES["fw"])
    return local_name(node.value) if inside else shorten(node.value).replace(":", "-")


def entry(places: Places, node: NamedNode) -> Entry:
    """Return the documentation of a class or a property."""
    said = places.statements
    named = {
        "sub-class of": places.links(said.nodes(node, "rdfs:subClassOf")),
        "super-class of": places.links(said.leading_to(node, "rdfs:subClassOf")),
        "sub-property of": places.links(said.nodes(node, "rdfs:subPropertyOf")),
        "super-property of": places.links(said.leading_to(node, "rdfs:subPropertyOf")),
        "domain": places.links(
            [*said.nodes(node, "rdfs:domain"), *said.nodes(node, "schema:domainIncludes")]
        ),
        "range": places.links(
            [*said.nodes(node, "rdfs:range"), *said.nodes(node, "schema:rangeIncludes")]
        ),
        "in the domain of": places.links(
            [*said.leading_to(node, "rdfs:domain"), *said.leading_to(node, "schema:domainIncludes")]
        ),
        "in the range of": places.links(said.leading_to(node, "rdfs:range")),
        **{name: places.links(said.nodes(node, match)) for name, match in MATCHES.items()},
        "example": tuple(Link(text) for text in said.texts(node, "skos:example")),
        "note": tuple(Link(text) for text in said.texts(node, "skos:scopeNote")),
        "in the graph": used(places.library, node),
    }
    return Entry(
        anchor(node), node.value, shorten(node.value), said.label(node),
        said.text(node, "skos:definition"), rows(named),
    )  # fmt: skip


def used(library: Library, node: NamedNode) -> tuple[Link, ...]:
    """Return how often the graph speaks of a class or with a property."""
    instances = sum(1 for _ in library.referring(node, RDF_TYPE))
    triples = library.count(node)
    if instances:
        return (Link(f"{instances} of it"),)
    return (Link(f"{triples} triples" if triples > 1 else "1 triple"),) if triples else ()


def write_concepts(library: Library, frame: Frame) -> bytes:
    """Return the documentation of the concept schemes: the closed lists of the graph."""
    said = concepts()
    schemes = said.instances("skos:ConceptScheme")
    members = {scheme: said.leading_to(scheme, "skos:inScheme") for scheme in schemes}
    anchors = {node.value: slug(node) for nodes in members.values() for node in nodes}
    places = Places(library, said, frame, anchors)
    groups = [
        Group(
            slug(scheme), said.label(scheme).capitalize(), said.text(scheme, "skos:definition"),
            tuple(concept(places, node) for node in members[scheme]),
        )
        for scheme in schemes
    ]  # fmt: skip
    sentence = "The closed lists of the graph: what its relations to concepts may lead to."
    return written(frame, "concepts", "Concepts", sentence, (), groups)


def concept(places: Places, node: NamedNode) -> Entry:
    """Return the documentation of a concept."""
    said = places.statements
    named = {
        "broader": places.links(said.nodes(node, "skos:broader")),
        "narrower": places.links(said.leading_to(node, "skos:broader")),
        "also": tuple(Link(text) for text in said.texts(node, "skos:altLabel")),
        "note": tuple(Link(text) for text in said.texts(node, "skos:scopeNote")),
        "cue": tuple(Link(text) for text in said.texts(node, "fw:cue")),
        "listed on": tuple(Link(text) for text in said.texts(node, "fw:listedOn")),
    }
    page = places.library.link(
        node,
        places.frame,
        "What is of this kind" if "/kind/" in node.value else "What it is said of",
    )
    return Entry(
        slug(node), node.value, shorten(node.value), said.label(node),
        said.text(node, "skos:definition"), rows(named), link=page,
    )  # fmt: skip


def slug(node: NamedNode) -> str:
    """Return an anchor that no other concept has: the scheme's name and the concept's."""
    return shorten(node.value).replace(":", "-")
