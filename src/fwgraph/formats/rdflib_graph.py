"""The graph as an ``rdflib.Graph``, for everything that is written for rdflib."""

from collections.abc import Iterable

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.errors import BadRequest
from fwgraph.namespaces import PREFIXES, Term


def to_rdflib(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return a new ``rdflib.Graph`` of the triples, with the project's prefixes bound."""
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items():
        graph.bind(prefix, namespace)
    for triple in triples:
        graph.add(
            (rdflib_term(triple.subject), rdflib_term(triple.predicate), rdflib_term(triple.object))
        )
    return graph


def rdflib_term(term: Term) -> rdflib.term.Node:
    """Return the rdflib term that equals a pyoxigraph term, its lexical form unchanged.

    Raises BadRequest for the terms of RDF 1.2, which rdflib cannot hold.
    """
    match term:
        case NamedNode():
            return rdflib.URIRef(term.value)
        case BlankNode():
            return rdflib.BNode(term.value)
        case Literal(language=str() as language, direction=None):
            return rdflib.Literal(term.value, lang=language)
        case Literal(direction=None):
            return rdflib_literal(term)
    raise BadRequest(f"rdflib cannot hold the RDF 1.2 term {term}")


def rdflib_literal(term: Literal) -> rdflib.Literal:
    """Return a typed literal; a plain string stays plain, as rdflib users write it."""
    if term.datatype == NamedNode(PREFIXES["xsd"] + "string"):
        return rdflib.Literal(term.value)
    return rdflib.Literal(term.value, datatype=term.datatype.value, normalize=False)
