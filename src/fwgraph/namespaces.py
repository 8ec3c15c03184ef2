"""Namespaces, prefixes and the terms that the code names, nowhere else.

Prefixes are the ones of the vocabularies' own specifications. IRIs of things are the
base, the kind, a slash and the slug (``https://w3id.org/fwgraph/software/flask``).
"""

from functools import lru_cache

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

Term = NamedNode | BlankNode | Literal | Triple
"""Whatever may stand in a triple or in a cell."""

BASE = "https://w3id.org/fwgraph/"

PREFIXES = {
    "category": f"{BASE}category/",
    "claim": f"{BASE}claim/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "denial": f"{BASE}denial/",
    "doap": "http://usefulinc.com/ns/doap#",
    "document": f"{BASE}document/",
    "edition": f"{BASE}edition/",
    "evidence": f"{BASE}evidence/",
    "family": f"{BASE}family/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "fw": f"{BASE}ontology#",
    "group": f"{BASE}group/",
    "guideline": f"{BASE}guideline/",
    "kind": f"{BASE}kind/",
    "listing": f"{BASE}listing/",
    "owl": "http://www.w3.org/2002/07/owl#",
    "passage": f"{BASE}passage/",
    "platform": f"{BASE}platform/",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "release": f"{BASE}release/",
    "schema": "https://schema.org/",
    "scheme": f"{BASE}scheme/",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "section": f"{BASE}section/",
    "sh": "http://www.w3.org/ns/shacl#",
    "shape": f"{BASE}shapes#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "software": f"{BASE}software/",
    "specification": f"{BASE}specification/",
    "status": f"{BASE}status/",
    "vann": "http://purl.org/vocab/vann/",
    "voice": f"{BASE}voice/",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "wdt": "http://www.wikidata.org/prop/direct/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

STATEMENTS = (PREFIXES["claim"], PREFIXES["denial"])
"""The namespaces of what sources say."""

THING_KINDS = ("software", "specification", "platform")
"""The kinds whose slugs people type as names, in the order in which a slug is looked up."""


@lru_cache(maxsize=4096)
def term(curie: str) -> NamedNode:
    """Return the node of a prefixed name such as ``fw:builtOn``.

    Raises KeyError for a prefix that is not in PREFIXES.
    """
    return NamedNode(expand_name(curie))


def expand_name(curie: str) -> str:
    """Return the IRI of a prefixed name; raises KeyError for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return PREFIXES[prefix] + local


def local_name(iri: str) -> str:
    """Return what follows the last ``#`` or ``/`` of an IRI."""
    return iri.rstrip("#/").rpartition("#")[2].rpartition("/")[2]


def format_place(source: str, line: object) -> str:
    """Return where something stands, as people write it: the source's slug and the line."""
    slug = local_name(source)
    return f"{slug}:{line}" if line else slug


@lru_cache(maxsize=4096)
def shorten_iri(iri: str) -> str:
    """Return the IRI as a prefixed name where a prefix fits (the longest), else unchanged."""
    fits = (name for name, namespace in PREFIXES.items() if iri.startswith(namespace))
    prefix = max(fits, key=lambda name: len(PREFIXES[name]), default=None)
    return f"{prefix}:{iri.removeprefix(PREFIXES[prefix])}" if prefix else iri


RDF_TYPE = term("rdf:type")
RDF_SUBJECT = term("rdf:subject")
RDF_PREDICATE = term("rdf:predicate")
RDF_OBJECT = term("rdf:object")
RDFS_LABEL = term("rdfs:label")
RDFS_SUBCLASS_OF = term("rdfs:subClassOf")
RDFS_SUBPROPERTY_OF = term("rdfs:subPropertyOf")
XSD_DATE = term("xsd:date")
