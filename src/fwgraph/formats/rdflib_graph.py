"""The graph as an ``rdflib.Graph`` and back, for everything that is written for rdflib."""

from collections.abc import Iterable, Iterator
from typing import Any

import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from fwgraph.errors import BadRequest
from fwgraph.namespaces import PREFIXES, Term, term

XSD_STRING = term("xsd:string")


def to_rdflib(triples: Iterable[Triple], *, binds_prefixes: bool = True) -> rdflib.Graph:
    """Return a new ``rdflib.Graph`` of the triples, with the project's prefixes bound.

    To bind them takes as long as some hundred triples, and only who writes the graph sees them.
    """
    graph = rdflib.Graph(bind_namespaces="none")
    for prefix, namespace in PREFIXES.items() if binds_prefixes else ():
        graph.bind(prefix, namespace)
    for subject, predicate, object_ in triples:
        graph.add((rdflib_term(subject), rdflib_term(predicate), rdflib_term(object_)))
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
        case Literal(direction=None) if term.datatype == XSD_STRING:
            return rdflib.Literal(term.value)  # plain, as users of rdflib write a string
        case Literal(direction=None):
            return rdflib.Literal(term.value, datatype=term.datatype.value, normalize=False)
    raise BadRequest(f"rdflib cannot hold the RDF 1.2 term {term}")


def from_rdflib(graph: rdflib.Graph) -> Iterator[Triple]:
    """Yield the triples of an ``rdflib.Graph``; of a dataset, those of all its graphs.

    Raises BadRequest for what is no RDF, such as a relative IRI or a formula of N3.
    """
    for subject, predicate, object_, *_ in graph:
        try:
            yield Triple(*map(pyoxigraph_term, (subject, predicate, object_)))
        except (TypeError, ValueError) as error:
            words = " ".join(map(repr, (subject, predicate, object_)))
            raise BadRequest(f"a triple of the rdflib graph is no RDF: {words}: {error}") from error


def pyoxigraph_term(node: object) -> Any:
    """Return the pyoxigraph term that equals an rdflib term; raises TypeError and ValueError."""
    match node:
        case rdflib.URIRef():
            return NamedNode(str(node))
        case rdflib.BNode():
            return BlankNode(str(node))
        case rdflib.Literal(language=str() as language):
            return Literal(str(node), language=language)
        case rdflib.Literal(datatype=None):
            return Literal(str(node))
        case rdflib.Literal():
            return Literal(str(node), datatype=NamedNode(str(node.datatype)))
    raise TypeError(f"{type(node).__name__} is no term of RDF")
