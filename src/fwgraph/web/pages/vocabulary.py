"""The documentation of the vocabulary and of its concepts, made from their own files."""

from functools import cache

from pyoxigraph import NamedNode

from fwgraph.namespaces import BASE, PREFIXES, RDF_TYPE
from fwgraph.store.resources import resource_root
from fwgraph.web.http.links import Links
from fwgraph.web.pages.documentation import (
    DocEntry,
    DocGroup,
    TermLinks,
    documentation_page,
    facts_with_values,
    term_anchor,
)
from fwgraph.web.pages.facts import Fact
from fwgraph.web.pages.lookups import Hyperlink, Lookups, is_fw_term
from fwgraph.web.pages.statements import FileTriples

ONTOLOGY = NamedNode(PREFIXES["fw"].removesuffix("#"))
TERM_GROUPS = (
    ("all-classes", "Classes", "What there is.", "owl:Class"),
    ("all-relations", "Relations", "What leads from one thing to another.", "owl:ObjectProperty"),
    ("all-properties", "Properties", "What is said in words, numbers and dates.",
     "owl:DatatypeProperty"),
    ("all-annotations", "Annotations", "What is said of terms and shapes.",
     "owl:AnnotationProperty"),
)  # fmt: skip
"""The groups of terms, each with its anchor and OWL class."""


@cache
def ontology_triples() -> FileTriples:
    """Return what ``ontology/fwgraph.ttl`` says."""
    return FileTriples.from_files(resource_root() / "ontology" / "fwgraph.ttl")


@cache
def concept_triples() -> FileTriples:
    """Return what the ontology says of concepts and their schemes, in whichever of its files."""
    folder = resource_root() / "ontology"
    ontology = FileTriples.from_files(folder / "concepts.ttl", folder / "fwgraph.ttl")
    concepts = {*ontology.instances("skos:Concept"), *ontology.instances("skos:ConceptScheme")}
    return FileTriples(triple for triple in ontology.triples if triple.subject in concepts)


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
    entries = tuple(document_term(places, node) for node in others)
    groups.append(DocGroup("all-others", "Terms of other vocabularies", hint, entries))
    title = statements.first_text(ONTOLOGY, "dcterms:title")
    sentence = statements.first_text(ONTOLOGY, "dcterms:description")
    return documentation_page(frame, "ontology", title, sentence, ontology_facts(places), groups)


def ontology_facts(places: TermLinks) -> tuple[Fact, ...]:
    """Return what the ontology says of itself."""
    lists = Hyperlink(
        "kinds, categories and other closed lists", places.frame.page_href("concepts")
    )
    return facts_with_values(
        {
            "IRI": (Hyperlink(ONTOLOGY.value),),
            "version": places.texts(ONTOLOGY, "owl:versionInfo"),
            "version IRI": places.texts(ONTOLOGY, "owl:versionIRI"),
            "prefix": places.texts(ONTOLOGY, "vann:preferredNamespacePrefix"),
            "namespace": places.texts(ONTOLOGY, "vann:preferredNamespaceUri"),
            "created": places.texts(ONTOLOGY, "dcterms:created"),
            "creator": places.values(ONTOLOGY, "dcterms:creator"),
            "licence": places.values(ONTOLOGY, "dcterms:license"),
            "concepts": (lists,),
        }
    )


def document_term(places: TermLinks, node: NamedNode) -> DocEntry:
    """Return the documentation of a class or a property."""
    facts = {
        "sub-class of": places.values(node, "rdfs:subClassOf"),
        "super-class of": places.subjects(node, "rdfs:subClassOf"),
        "sub-property of": places.values(node, "rdfs:subPropertyOf"),
        "super-property of": places.subjects(node, "rdfs:subPropertyOf"),
        "domain": places.values(node, "rdfs:domain", "schema:domainIncludes"),
        "range": places.values(node, "rdfs:range", "schema:rangeIncludes"),
        "in the domain of": places.subjects(node, "rdfs:domain", "schema:domainIncludes"),
        "in the range of": places.subjects(node, "rdfs:range"),
        "close match": places.values(node, "skos:closeMatch"),
        "related match": places.values(node, "skos:relatedMatch"),
        "example": places.texts(node, "skos:example"),
        "note": places.texts(node, "skos:scopeNote"),
        "in the graph": usage_links(places.library, node),
    }
    return places.entry(node, facts)


def usage_links(library: Lookups, node: NamedNode) -> tuple[Hyperlink, ...]:
    """Return how often the graph speaks of a class or with a property."""
    instances = sum(1 for _ in library.triples_to(node, RDF_TYPE))
    triples = library.count_triples(node)
    if instances:
        return (Hyperlink(f"{instances} of it"),)
    return (Hyperlink(f"{triples} triples" if triples > 1 else "1 triple"),) if triples else ()


def concepts_page(library: Lookups, frame: Links) -> bytes:
    """Return the documentation of the concept schemes: the closed lists of the graph."""
    statements = concept_triples()
    schemes = statements.instances("skos:ConceptScheme")
    members = {scheme: statements.subjects_with(scheme, "skos:inScheme") for scheme in schemes}
    anchors = {node.value: term_anchor(node) for nodes in members.values() for node in nodes}
    places = TermLinks(library, statements, frame, anchors)
    groups = [
        DocGroup(
            term_anchor(scheme), statements.label(scheme).capitalize(),
            statements.first_text(scheme, "skos:definition"),
            tuple(document_concept(places, node) for node in members[scheme]),
        )
        for scheme in schemes
    ]  # fmt: skip
    sentence = "The closed lists of the graph: what its relations to concepts may lead to."
    return documentation_page(frame, "concepts", "Concepts", sentence, (), groups)


def document_concept(places: TermLinks, node: NamedNode) -> DocEntry:
    """Return the documentation of a concept."""
    facts = {
        "broader": places.values(node, "skos:broader"),
        "narrower": places.subjects(node, "skos:broader"),
        "close match": places.values(node, "skos:closeMatch"),
        "related match": places.values(node, "skos:relatedMatch"),
        "also": places.texts(node, "skos:altLabel"),
        "note": places.texts(node, "skos:scopeNote"),
        "cue": places.texts(node, "fw:cue"),
        "listed on": places.texts(node, "fw:listedOn"),
    }
    words = "What is of this kind" if "/kind/" in node.value else "What it is said of"
    return places.entry(node, facts, places.library.link(node, places.frame, words))
