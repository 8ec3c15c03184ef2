"""The documentation of the vocabulary and of its concepts, made from their own files."""

from functools import cache

from pyoxigraph import NamedNode

from fwgraph.namespaces import BASE, PREFIXES, RDF_TYPE, local_name, shorten_iri
from fwgraph.store.package import resource_root
from fwgraph.web.http.links import Links
from fwgraph.web.pages.documentation import (
    DocEntry,
    DocGroup,
    TermLinks,
    documentation_page,
    facts_with_values,
)
from fwgraph.web.pages.facts import Fact
from fwgraph.web.pages.lookups import Hyperlink, Lookups, is_fw_term
from fwgraph.web.pages.statements import FileTriples

ONTOLOGY = NamedNode(PREFIXES["fw"].removesuffix("#"))
TERM_GROUPS = (
    ("all-classes", "Classes", "What there is.", "owl:Class"),
    ("all-relations", "Relations", "What leads from one thing to another.", "owl:ObjectProperty"),
    (
        "all-properties",
        "Properties",
        "What is said in words, numbers and dates.",
        "owl:DatatypeProperty",
    ),
    (
        "all-annotations",
        "Annotations",
        "What is said of terms and shapes.",
        "owl:AnnotationProperty",
    ),
)
"""The groups of terms, each with its anchor and OWL class."""
TERM_LINKS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "sub-class of": (("rdfs:subClassOf",), ()),
    "super-class of": ((), ("rdfs:subClassOf",)),
    "sub-property of": (("rdfs:subPropertyOf",), ()),
    "super-property of": ((), ("rdfs:subPropertyOf",)),
    "domain": (("rdfs:domain", "schema:domainIncludes"), ()),
    "range": (("rdfs:range", "schema:rangeIncludes"), ()),
    "in the domain of": ((), ("rdfs:domain", "schema:domainIncludes")),
    "in the range of": ((), ("rdfs:range",)),
    "close match": (("skos:closeMatch",), ()),
    "related match": (("skos:relatedMatch",), ()),
}
"""What a term is linked by: properties that it has, and properties that lead to it."""


@cache
def ontology_triples() -> FileTriples:
    """Return what ``ontology/fwgraph.ttl`` says."""
    return FileTriples.from_files(resource_root() / "ontology" / "fwgraph.ttl")


@cache
def concept_triples() -> FileTriples:
    """Return what the ontology says of concepts and their schemes, in whichever of its files."""
    folder = resource_root() / "ontology"
    said = FileTriples.from_files(folder / "concepts.ttl", folder / "fwgraph.ttl")
    concepts = {*said.instances("skos:Concept"), *said.instances("skos:ConceptScheme")}
    return FileTriples(triple for triple in said.triples if triple.subject in concepts)


def ontology_page(library: Lookups, frame: Links) -> bytes:
    """Return the documentation of the vocabulary."""
    statements = ontology_triples()
    terms = {
        group: [node for node in statements.instances(owl) if is_fw_term(node)]
        for group, _, _, owl in TERM_GROUPS
    }
    others = [node for node in statements.subjects() if not node.value.startswith(BASE)]
    anchors = {
        node.value: term_anchor(node) for nodes in [*terms.values(), others] for node in nodes
    }
    places = TermLinks(library, statements, frame, anchors)
    groups = [
        DocGroup(name, title, hint, tuple(document_term(places, node) for node in terms[name]))
        for name, title, hint, _ in TERM_GROUPS
    ]
    hint = (
        "Named here so that every relation has a label; they mean what their own vocabularies say."
    )
    groups.append(
        DocGroup(
            "all-others",
            "Terms of other vocabularies",
            hint,
            tuple(document_term(places, node) for node in others),
        )
    )
    title = statements.first_text(ONTOLOGY, "dcterms:title")
    sentence = statements.first_text(ONTOLOGY, "dcterms:description")
    return documentation_page(frame, "ontology", title, sentence, ontology_facts(places), groups)


def ontology_facts(places: TermLinks) -> tuple[Fact, ...]:
    """Return what the ontology says of itself."""
    said = places.statements
    names = {
        "IRI": (Hyperlink(ONTOLOGY.value),),
        "version": tuple(Hyperlink(text) for text in said.texts(ONTOLOGY, "owl:versionInfo")),
        "version IRI": tuple(
            Hyperlink(node.value) for node in said.node_values(ONTOLOGY, "owl:versionIRI")
        ),
        "prefix": (Hyperlink(said.first_text(ONTOLOGY, "vann:preferredNamespacePrefix")),),
        "namespace": (Hyperlink(said.first_text(ONTOLOGY, "vann:preferredNamespaceUri")),),
        "created": tuple(Hyperlink(text) for text in said.texts(ONTOLOGY, "dcterms:created")),
        "creator": places.term_links(said.node_values(ONTOLOGY, "dcterms:creator")),
        "licence": places.term_links(said.node_values(ONTOLOGY, "dcterms:license")),
        "concepts": (
            Hyperlink(
                "kinds, categories and other closed lists", places.frame.page_href("concepts")
            ),
        ),
    }
    return facts_with_values(names)


def term_anchor(node: NamedNode) -> str:
    """Return a term's anchor: the fragment of its IRI, or its prefixed name."""
    inside = node.value.startswith(PREFIXES["fw"])
    return local_name(node.value) if inside else shorten_iri(node.value).replace(":", "-")


def document_term(places: TermLinks, node: NamedNode) -> DocEntry:
    """Return the documentation of a class or a property."""
    statements = places.statements
    links = {
        name: places.term_links(
            [
                *(value for each in forth for value in statements.node_values(node, each)),
                *(subject for each in back for subject in statements.subjects_with(node, each)),
            ]
        )
        for name, (forth, back) in TERM_LINKS.items()
    }
    texts = {
        name: tuple(Hyperlink(text) for text in statements.texts(node, said))
        for name, said in (("example", "skos:example"), ("note", "skos:scopeNote"))
    }
    facts = {**links, **texts, "in the graph": usage_links(places.library, node)}
    return DocEntry(
        term_anchor(node), node.value, shorten_iri(node.value), statements.label(node),
        statements.first_text(node, "skos:definition"), facts_with_values(facts),
    )  # fmt: skip


def usage_links(library: Lookups, node: NamedNode) -> tuple[Hyperlink, ...]:
    """Return how often the graph speaks of a class or with a property."""
    instances = sum(1 for _ in library.triples_to(node, RDF_TYPE))
    triples = library.count_triples(node)
    if instances:
        return (Hyperlink(f"{instances} of it"),)
    return (Hyperlink(f"{triples} triples" if triples > 1 else "1 triple"),) if triples else ()


def concepts_page(library: Lookups, frame: Links) -> bytes:
    """Return the documentation of the concept schemes: the closed lists of the graph."""
    said = concept_triples()
    schemes = said.instances("skos:ConceptScheme")
    members = {scheme: said.subjects_with(scheme, "skos:inScheme") for scheme in schemes}
    anchors = {node.value: concept_anchor(node) for nodes in members.values() for node in nodes}
    places = TermLinks(library, said, frame, anchors)
    groups = [
        DocGroup(
            concept_anchor(scheme), said.label(scheme).capitalize(),
            said.first_text(scheme, "skos:definition"),
            tuple(document_concept(places, node) for node in members[scheme]),
        )
        for scheme in schemes
    ]  # fmt: skip
    sentence = "The closed lists of the graph: what its relations to concepts may lead to."
    return documentation_page(frame, "concepts", "Concepts", sentence, (), groups)


def document_concept(places: TermLinks, node: NamedNode) -> DocEntry:
    """Return the documentation of a concept."""
    said = places.statements
    named = {
        "broader": places.term_links(said.node_values(node, "skos:broader")),
        "narrower": places.term_links(said.subjects_with(node, "skos:broader")),
        "also": tuple(Hyperlink(text) for text in said.texts(node, "skos:altLabel")),
        "note": tuple(Hyperlink(text) for text in said.texts(node, "skos:scopeNote")),
        "cue": tuple(Hyperlink(text) for text in said.texts(node, "fw:cue")),
        "listed on": tuple(Hyperlink(text) for text in said.texts(node, "fw:listedOn")),
    }
    page = places.library.link(
        node,
        places.frame,
        "What is of this kind" if "/kind/" in node.value else "What it is said of",
    )
    return DocEntry(
        concept_anchor(node), node.value, shorten_iri(node.value), said.label(node),
        said.first_text(node, "skos:definition"), facts_with_values(named), link=page,
    )  # fmt: skip


def concept_anchor(node: NamedNode) -> str:
    """Return an anchor that no other concept has: the scheme's name and the concept's."""
    return shorten_iri(node.value).replace(":", "-")
