"""The vocabulary and the rules explain themselves, each term under its own anchor."""

import pytest
import rdflib
from rdflib import OWL, RDF, RDFS, SH, SKOS
from tests.web.reading import Page
from tests.web.serving import BROWSER, Served

from fwgraph.namespaces import shorten_iri
from fwgraph.store.resources import resource_root, turtle_files

FW = "https://w3id.org/fwgraph/ontology#"
SHAPES = "https://w3id.org/fwgraph/shapes#"


def parsed(folder: str) -> rdflib.Graph:
    found = rdflib.Graph()
    for file in turtle_files(resource_root() / folder):
        found.parse(file)
    return found


@pytest.fixture(scope="module")
def ontology() -> rdflib.Graph:
    return parsed("ontology")


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    return parsed("shapes")


def page(served: Served, path: str) -> Page:
    return Page(served.get(path, BROWSER).text)


def test_every_term_has_its_anchor_and_its_definition(
    served: Served, ontology: rdflib.Graph
) -> None:
    found = page(served, "/ontology")
    terms = [term for term in ontology.subjects() if str(term).startswith(FW)]
    assert terms
    for term in set(terms):
        assert str(term).removeprefix(FW) in found.ids
        assert str(ontology.value(term, RDFS.label)) in found.visible_text
        for said in (SKOS.definition, SKOS.scopeNote, SKOS.example):
            for text in ontology.objects(term, said):
                assert str(text) in found.visible_text


def test_every_alignment_is_linked(served: Served, ontology: rdflib.Graph) -> None:
    links = {*page(served, "/ontology").links, *page(served, "/concepts").links}
    for match in (SKOS.closeMatch, SKOS.relatedMatch):
        for target in ontology.objects(None, match):
            here = f"#{shorten_iri(str(target)).removeprefix('fw:').replace(':', '-')}"
            assert {str(target), here} & links


def test_hierarchies_are_shown_from_both_sides(served: Served) -> None:
    said = page(served, "/ontology").visible_text
    assert "super-property of built on bundles extends requires uses" in said
    assert "sub-property of depends on" in said


def test_the_header_of_the_vocabulary_is_told(served: Served, ontology: rdflib.Graph) -> None:
    said = page(served, "/ontology").visible_text
    about = rdflib.URIRef(FW.removesuffix("#"))
    for name in (OWL.versionInfo, OWL.versionIRI, rdflib.DCTERMS.title, rdflib.DCTERMS.created):
        assert str(ontology.value(about, name)) in said


def test_the_version_has_an_address(served: Served, ontology: rdflib.Graph) -> None:
    version = str(
        ontology.value(None, OWL.versionIRI) or next(ontology.objects(None, OWL.versionIRI))
    )
    path = version.removeprefix("https://w3id.org/fwgraph")
    assert served.get(path, BROWSER).status == 200
    assert served.get(f"{path}.ttl").body == served.get("/ontology.ttl").body


def test_every_concept_has_its_anchor_and_its_page(served: Served, ontology: rdflib.Graph) -> None:
    found = page(served, "/concepts")
    concepts = list(ontology.subjects(RDF.type, SKOS.Concept))
    assert concepts
    for concept in concepts:
        path = str(concept).removeprefix("https://w3id.org/fwgraph")
        assert path.strip("/").replace("/", "-") in found.ids
        assert path in found.links
        assert str(ontology.value(concept, SKOS.prefLabel)) in found.visible_text


def test_every_rule_has_its_anchor_and_its_sentence(served: Served, shapes: rdflib.Graph) -> None:
    found = page(served, "/shapes")
    queries = set(shapes.objects(None, SH.sparql))
    rules = {each for each in shapes.subjects() if str(each).startswith(SHAPES)} - queries
    assert rules
    for rule in rules:
        assert str(rule).removeprefix(SHAPES) in found.ids
        for message in shapes.objects(rule, SH.message):
            assert str(message) in found.visible_text


def test_rules_tell_their_severity_target_and_path(served: Served) -> None:
    said = page(served, "/shapes").visible_text
    assert "warning" in said
    assert "for every statement path subject" in said
    assert "what leads here by further release" in said
    assert "_:" not in said


@pytest.mark.parametrize(("path", "folder"), [("/ontology", "ontology"), ("/shapes", "shapes")])
def test_the_data_forms_are_the_files(served: Served, path: str, folder: str) -> None:
    from rdflib.compare import isomorphic

    expected = rdflib.Graph()
    for file in turtle_files(resource_root() / folder):
        if file.stem != "concepts":
            expected.parse(file)
    found = rdflib.Graph().parse(data=served.get(f"{path}.ttl").body, format="turtle")
    assert isomorphic(found, expected)
