"""What follows from what is written: claims to plain relations, then the hierarchies.

A fact is written in one place, in its claim; readers get the plain triple as well, and
need no reasoner. Everything is done by the store's own SPARQL engine.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from fwgraph.terms import PREFIXES, RDFS_SUBCLASS_OF, RDFS_SUBPROPERTY_OF

RELATIONS = f"""
PREFIX fw: <{PREFIXES["fw"]}>
PREFIX rdf: <{PREFIXES["rdf"]}>
INSERT {{ ?subject ?predicate ?object }}
WHERE {{
  ?claim a fw:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  FILTER (isIRI(?subject) && isIRI(?predicate))
}}
"""


def derive(store: Store) -> None:
    """Add what follows from the claims and from the ontology that is in the store.

    Sub-properties and sub-classes are closed as RDF Schema says (RDF 1.1 Semantics,
    rdfs5, rdfs7, rdfs9 and rdfs11), for instances only.
    """
    store.update(RELATIONS)
    for narrow, broad in hierarchy(store, RDFS_SUBPROPERTY_OF):
        store.update(f"INSERT {{ ?s {broad} ?o }} WHERE {{ ?s {narrow} ?o }}")
    for narrow, broad in hierarchy(store, RDFS_SUBCLASS_OF):
        store.update(f"INSERT {{ ?s a {broad} }} WHERE {{ ?s a {narrow} }}")


def hierarchy(store: Store, relation: NamedNode) -> list[tuple[NamedNode, NamedNode]]:
    """Return each (narrow, broad) pair of the relation, indirect ones included, sorted."""
    above: dict[NamedNode, set[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, relation, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            above.setdefault(quad.subject, set()).add(quad.object)
    pairs = [(narrow, broad) for narrow in above for broad in ancestors(narrow, above)]
    return sorted(pairs, key=lambda pair: (pair[0].value, pair[1].value))


def ancestors(node: NamedNode, above: dict[NamedNode, set[NamedNode]]) -> Iterator[NamedNode]:
    """Yield what lies above a node, each once, never the node itself; cycles are fine."""
    seen, waiting = {node}, [node]
    while waiting:
        for broad in above.get(waiting.pop(), ()):
            if broad not in seen:
                seen.add(broad)
                waiting.append(broad)
                yield broad
