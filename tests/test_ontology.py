"""The vocabulary says what it is, each term is explained, and nobody uses another one."""

import re

import pytest
import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, XSD

import fwgraph
from fwgraph.namespaces import BASE, PREFIXES
from fwgraph.store import package, resources

ROOT = resources.resource_root()
FILES = sorted(
    path
    for folder in package.FOLDERS
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".ttl", ".rq"}
)
ONTOLOGY = rdflib.URIRef(f"{BASE}ontology")
FW = rdflib.Namespace(PREFIXES["fw"])
PREFIX = re.compile(r"^\s*@?PREFIX\s+(\S*):\s+<([^>]*)>", re.MULTILINE | re.IGNORECASE)


def vocabulary() -> rdflib.Graph:
    graph = rdflib.Graph()
    for path in resources.turtle_files(ROOT / "ontology"):
        graph.parse(path, format="turtle")
    return graph


WRITTEN = vocabulary()
TERMS = sorted({str(each) for each in WRITTEN.subjects() if str(each).startswith(FW)})
TEXTS = {str(path.relative_to(ROOT)): path.read_text(encoding="utf-8") for path in FILES}


def value(predicate: rdflib.URIRef) -> rdflib.term.Node:
    (only,) = WRITTEN.objects(ONTOLOGY, predicate)
    return only


@pytest.mark.parametrize("predicate", [DCTERMS.title, DCTERMS.description])
def test_the_header_has_text_in_english(predicate: rdflib.URIRef) -> None:
    text = value(predicate)
    assert isinstance(text, rdflib.Literal)
    assert text.language == "en"
    assert text.strip()


@pytest.mark.parametrize("predicate", [DCTERMS.creator, DCTERMS.license, OWL.versionIRI])
def test_the_header_points_to_things(predicate: rdflib.URIRef) -> None:
    assert isinstance(value(predicate), rdflib.URIRef)


def test_the_header_is_of_an_ontology_made_on_a_day() -> None:
    created = value(DCTERMS.created)
    assert isinstance(created, rdflib.Literal)
    assert created.datatype == XSD.date
    assert (ONTOLOGY, RDF.type, OWL.Ontology) in WRITTEN


def test_the_version_is_that_of_the_package() -> None:
    assert value(OWL.versionInfo) == rdflib.Literal(fwgraph.__version__)
    assert value(OWL.versionIRI) == rdflib.URIRef(f"{ONTOLOGY}/{fwgraph.__version__}")


def test_the_header_names_its_prefix_and_namespace() -> None:
    assert value(VANN.preferredNamespacePrefix) == rdflib.Literal("fw")
    assert value(VANN.preferredNamespaceUri) == rdflib.Literal(PREFIXES["fw"])


@pytest.mark.parametrize("iri", TERMS, ids=lambda iri: iri.removeprefix(FW))
def test_a_term_is_explained(iri: str) -> None:
    subject = rdflib.URIRef(iri)
    (label,) = WRITTEN.objects(subject, RDFS.label)
    (definition,) = WRITTEN.objects(subject, SKOS.definition)
    for text in (label, definition):
        assert isinstance(text, rdflib.Literal)
        assert text.language == "en"
    assert str(definition).endswith(".")
    assert set(WRITTEN.objects(subject, RDFS.isDefinedBy)) == {ONTOLOGY}
    kinds = {OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
    assert len(kinds & set(WRITTEN.objects(subject, RDF.type))) == 1


def test_no_two_terms_have_the_same_label() -> None:
    """Classes and properties may share one: fw:Edition, fw:edition."""
    named = [
        (str(WRITTEN.value(rdflib.URIRef(iri), RDFS.label)), iri.removeprefix(FW)[0].isupper())
        for iri in TERMS
    ]
    assert sorted(named) == sorted(set(named))


def test_only_terms_of_the_vocabulary_are_used() -> None:
    used = {
        name: {FW + each for each in re.findall(r"(?<![\w:])fw:(\w+)", text)}
        for name, text in TEXTS.items()
    }
    assert len(used) == len(FILES) > 1000
    unknown = [f"{name}: {sorted(each - set(TERMS))}" for name, each in used.items()
               if not each <= set(TERMS)]  # fmt: skip
    assert not unknown, "\n".join(["", *unknown])


def test_prefixes_are_those_of_the_project() -> None:
    other = [
        f"{name}: {prefix}: <{namespace}>"
        for name, text in TEXTS.items()
        for prefix, namespace in PREFIX.findall(text)
        if PREFIXES.get(prefix) != namespace
    ]
    assert not other, "\n".join(["", *other])
