"""JSON-LD with the project's own context: short keys, ids relative to the project's base.

The context is derived from the package's ontology, and from one in the graph, and stands in
the document, so that nothing has to be fetched to read it (JSON-LD 1.1, sections 3.1 and 9.15).
Whatever may have several values has a list of them, also of one or none: ``@container: @set``.
"""

import json
import re
from collections.abc import Iterable, Set
from functools import cache
from itertools import chain, groupby
from typing import Any

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from fwgraph.namespaces import BASE, PREFIXES, RDF_TYPE, RDFS_LABEL, Term, local_name, term
from fwgraph.store.cardinality import single_properties
from fwgraph.store.package import find_resource_root

VOCABULARIES = ("dcterms", "doap", "foaf", "fw", "owl", "prov", "rdf", "rdfs", "schema", "skos")
VOCABULARY_SPACES = tuple(PREFIXES[prefix] for prefix in VOCABULARIES)
RELATIVE = re.compile(r"[a-z]+(?:/(?!\.\.?(?:/|$))[A-Za-z0-9._-]+)+")
SHORT = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
INTEGER = PREFIXES["xsd"] + "integer"
BOOLEAN = PREFIXES["xsd"] + "boolean"
STRING = PREFIXES["xsd"] + "string"
OBJECT_PROPERTY = term("owl:ObjectProperty")
RANGE = term("rdfs:range")
LANGUAGE_STRING = term("rdf:langString")


def serialize_jsonld(triples: list[Triple]) -> bytes:
    """Return sorted triples as one JSON-LD document: ``@context`` and ``@graph``."""
    keys = JsonLdContext(triples, iri_schemes(triples))
    nodes = [
        keys.node_object(subject, list(about))
        for subject, about in groupby(triples, key=lambda triple: triple.subject)
    ]
    document = {"@context": keys.as_dict(), "@graph": nodes}
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def iri_schemes(triples: Iterable[Triple]) -> set[str]:
    """Return the schemes of all IRIs: a reader would take an equal key for a prefix."""
    terms = {term for triple in triples for term in triple}
    iris = {getattr(term, "datatype", term) for term in terms}
    return {iri.value.partition(":")[0] for iri in iris if isinstance(iri, NamedNode)}


@cache
def vocabulary_triples() -> tuple[Triple, ...]:
    """Return what the package's ontology says that a context is made of, sorted."""
    path = f"{find_resource_root()}/ontology/fwgraph.ttl"
    quads = parse(path=path, format=RdfFormat.TURTLE)
    return tuple(sorted(filter(defines_term, (quad.triple for quad in quads)), key=str))


def defines_term(triple: Triple) -> bool:
    """Tell whether a triple says something that a context is made of."""
    if triple.predicate == RDFS_LABEL:
        return is_vocabulary_term(getattr(triple.subject, "value", ""))
    return (triple.predicate == RDF_TYPE and triple.object == OBJECT_PROPERTY) or (
        triple.predicate == RANGE and triple.object == LANGUAGE_STRING
    )


class JsonLdContext:
    """The short names of one document: what an ontology labels, by local name.

    Object properties lead to ids; sentences, of ``rdf:langString``, are English.
    ``schemes`` are names that must mean nothing here: ``<doap:b>`` is an IRI as it stands, and
    so there is no prefix ``doap`` in a graph that has it (JSON-LD 1.1 API, section 5.2.2).
    """

    def __init__(self, triples: Iterable[Triple], schemes: Set[str] = frozenset()) -> None:
        self.prefixes = [prefix for prefix in VOCABULARIES if prefix not in schemes]
        self.links: set[str] = set()
        self.english: set[str] = set()
        self.short: dict[str, str] = {}
        self.used: set[str] = set()
        self.lists: set[str] = set()
        taken = {"id", "type", *VOCABULARIES, *schemes}
        for triple in chain(vocabulary_triples(), filter(defines_term, triples)):
            iri = getattr(triple.subject, "value", "")
            if triple.predicate == RDF_TYPE:
                self.links.add(iri)
            elif triple.predicate == RANGE:
                self.english.add(iri)
            else:
                name = local_name(iri)
                if iri not in self.short and name not in taken and SHORT.fullmatch(name):
                    self.short[iri] = name
                    taken.add(name)

    def as_dict(self) -> dict[str, Any]:
        """Return the context that gives each short name its meaning that was used so far."""
        terms: dict[str, Any] = {self.short[iri]: self.term_definition(iri) for iri in self.used}
        for iri in self.lists - self.used:
            compact = self.compact_iri(iri)
            if compact != iri and SHORT.fullmatch(compact.partition(":")[2]):
                terms[compact] = {"@id": compact, "@container": "@set"}
        return {
            "@version": 1.1,
            "@base": BASE,
            "id": "@id",
            "type": {"@id": "@type", "@container": "@set"},
            **{prefix: PREFIXES[prefix] for prefix in self.prefixes},
            **dict(sorted(terms.items())),
        }

    def term_definition(self, iri: str) -> str | dict[str, str]:
        """Return a term's definition: links are ids, sentences are English, several a list."""
        definition = {"@id": self.compact_iri(iri)}
        if iri in self.links:
            definition["@type"] = "@id"
        elif iri in self.english:
            definition["@language"] = "en"
        if iri in self.lists:
            definition["@container"] = "@set"
        return definition if len(definition) > 1 else definition["@id"]

    def node_object(self, subject: Term, about: list[Triple]) -> dict[str, Any]:
        """Return one node object: its id, its types, its properties sorted by key."""
        properties: dict[str, list[Any]] = {}
        single: set[str] = set()
        for triple in about:
            predicate = triple.predicate.value
            if triple.predicate == RDF_TYPE and not isinstance(triple.object, Literal):
                key, value = "type", self.short_name(triple.object)
            else:
                key = self.short_name(triple.predicate)
                value = self.compact_value(predicate, triple.object)
                if predicate in single_properties():
                    single.add(key)
                else:
                    self.lists.add(predicate)
            properties.setdefault(key, []).append(value)
        ordered = sorted(properties.items(), key=lambda item: (item[0] != "type", item[0]))
        return {"id": node_id(subject)} | {
            key: values[0] if key in single and len(values) == 1 else values
            for key, values in ordered
        }

    def short_name(self, node: Term) -> str:
        """Return the short name of a property or class, or its compact or full IRI."""
        if isinstance(node, NamedNode):
            if node.value in self.short:
                self.used.add(node.value)
                return self.short[node.value]
            return self.compact_iri(node.value)
        return node_id(node)

    def compact_value(self, key: str, object_: Term) -> Any:
        """Return a value, as short as the term's definition allows without loss."""
        if not isinstance(object_, Literal):
            linked = key in self.links and key in self.short
            return node_id(object_) if linked else {"id": node_id(object_)}
        if native_value(object_) is not None and key not in self.links:
            return native_value(object_)
        english = key in self.english and key in self.short
        if object_.language:
            plain = english and object_.language == "en"
            return object_.value if plain else language_value(object_)
        if object_.datatype.value == STRING:
            plain = not english and key not in self.links
            return object_.value if plain else {"@value": object_.value}
        return {"@value": object_.value, "@type": self.compact_iri(object_.datatype.value)}

    def compact_iri(self, iri: str) -> str:
        """Return ``prefix:name`` for a term of a vocabulary, else the IRI."""
        for prefix in self.prefixes:
            name = iri.removeprefix(PREFIXES[prefix])
            # a colon with two slashes always makes an IRI (JSON-LD 1.1 API, section 5.2.2)
            if name != iri and not name.startswith("//"):
                return f"{prefix}:{name}"
        return iri


def is_vocabulary_term(iri: str) -> bool:
    """Tell whether an IRI is a term of one of the vocabularies that the context names."""
    return iri.startswith(VOCABULARY_SPACES)


def node_id(node: Term) -> str:
    """Return a node's id, relative to the base where that is unambiguous."""
    if isinstance(node, NamedNode):
        relative = node.value.removeprefix(BASE)
        return relative if RELATIVE.fullmatch(relative) else node.value
    return str(node)


def language_value(literal: Literal) -> dict[str, str]:
    """Return a language-tagged string as a value object."""
    return {"@language": str(literal.language), "@value": literal.value}


def native_value(literal: Literal) -> int | bool | None:
    """Return a whole number or boolean that JSON writes with the same lexical form."""
    if literal.datatype.value == INTEGER and re.fullmatch(r"0|-?[1-9][0-9]{0,14}", literal.value):
        return int(literal.value)
    if literal.datatype.value == BOOLEAN and literal.value in {"true", "false"}:
        return literal.value == "true"
    return None
