"""What follows from what is written: claims to plain relations, then the hierarchies.

A fact is written in one place, in its claim; readers get the plain triple as well, and
need no reasoner. Everything is done by the store's own SPARQL engine.
"""

from pyoxigraph import NamedNode, Store

from fwgraph.namespaces import BASE, PREFIXES, RDFS_SUBCLASS_OF, RDFS_SUBPROPERTY_OF
from fwgraph.store.hierarchy import closure

RELATIONS = f"""
PREFIX fw: <{PREFIXES["fw"]}>
PREFIX rdf: <{PREFIXES["rdf"]}>
INSERT {{ ?subject ?predicate ?object }}
WHERE {{
  ?claim a fw:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  FILTER (isIRI(?subject))
}}
"""


LABELS = f"""
PREFIX doap: <{PREFIXES["doap"]}>
PREFIX foaf: <{PREFIXES["foaf"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
PREFIX schema: <{PREFIXES["schema"]}>
PREFIX skos: <{PREFIXES["skos"]}>
INSERT {{ ?thing rdfs:label ?name }}
WHERE {{
  VALUES ?naming {{ doap:name schema:name <http://schema.org/name> foaf:name skos:prefLabel }}
  ?thing ?naming ?name .
  FILTER (ISIRI(?thing) && !STRSTARTS(STR(?thing), "{BASE}"))
  FILTER NOT EXISTS {{ ?thing rdfs:label ?label }}
}}
"""  # noqa: S608 - every piece is a constant of ours


def add_inferences(store: Store) -> None:
    """Add what follows from the claims and from the ontology that is in the store.

    What other vocabularies take for the name of a thing is its label, as they say themselves;
    things of this project have a label of their own. Sub-properties and sub-classes are closed
    as RDF Schema says (RDF 1.1 Semantics, rdfs5, rdfs7, rdfs9 and rdfs11), for instances only.
    """
    store.update(RELATIONS)
    store.update(LABELS)
    for narrow, broader in broader_terms(store, RDFS_SUBPROPERTY_OF):
        inferred = " . ".join(f"?s {term} ?o" for term in broader)
        store.update(f"INSERT {{ {inferred} }} WHERE {{ ?s {narrow} ?o }}")
    for narrow, broader in broader_terms(store, RDFS_SUBCLASS_OF):
        inferred = " . ".join(f"?s a {term}" for term in broader)
        store.update(f"INSERT {{ {inferred} }} WHERE {{ ?s a {narrow} }}")


def broader_terms(store: Store, relation: NamedNode) -> list[tuple[NamedNode, list[NamedNode]]]:
    """Return each term that has broader ones with all of them, sorted."""
    above: dict[NamedNode, set[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, relation, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            above.setdefault(quad.subject, set()).add(quad.object)
    closed = [
        (term, sorted(closure(term, lambda node: above.get(node, ())) - {term})) for term in above
    ]
    # Terms high in the hierarchy come first: later ones would give them what is derived twice.
    return sorted((pair for pair in closed if pair[1]), key=lambda pair: (len(pair[1]), pair[0]))
