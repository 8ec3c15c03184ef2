"""What follows from what is written: claims to plain relations, then the hierarchies.

A fact is written in one place, in its claim; readers get the plain triple as well, and
need no reasoner. Everything is done by the store's own SPARQL engine.
"""

from collections.abc import Iterator

from pyoxigraph import NamedNode, Store

from fwgraph.namespaces import PREFIXES, RDFS_SUBCLASS_OF, RDFS_SUBPROPERTY_OF

RELATIONS = f"""
PREFIX fw: <{PREFIXES["fw"]}>
PREFIX rdf: <{PREFIXES["rdf"]}>
INSERT {{ ?subject ?predicate ?object }}
WHERE {{
  ?claim a fw:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  FILTER (isIRI(?subject))
}}
"""


def add_inferences(store: Store) -> None:
    """Add what follows from the claims and from the ontology that is in the store.

    Sub-properties and sub-classes are closed as RDF Schema says (RDF 1.1 Semantics,
    rdfs5, rdfs7, rdfs9 and rdfs11), for instances only.
    """
    store.update(RELATIONS)
    for narrow, broad in transitive_closure(store, RDFS_SUBPROPERTY_OF).items():
        said = " . ".join(f"?s {each} ?o" for each in broad)
        store.update(f"INSERT {{ {said} }} WHERE {{ ?s {narrow} ?o }}")
    for narrow, broad in transitive_closure(store, RDFS_SUBCLASS_OF).items():
        said = " . ".join(f"?s a {each}" for each in broad)
        store.update(f"INSERT {{ {said} }} WHERE {{ ?s a {narrow} }}")


def transitive_closure(store: Store, relation: NamedNode) -> dict[NamedNode, list[NamedNode]]:
    """Return all that is broader than each narrow thing, indirectly too, sorted.

    What is itself broad comes first, before it is said of more.
    """
    above: dict[NamedNode, set[NamedNode]] = {}
    for quad in store.quads_for_pattern(None, relation, None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            above.setdefault(quad.subject, set()).add(quad.object)
    found = {narrow: sorted(ancestors(narrow, above)) for narrow in sorted(above)}
    first = sorted(found, key=lambda narrow: len(found[narrow]))
    return {narrow: found[narrow] for narrow in first if found[narrow]}


def ancestors(node: NamedNode, above: dict[NamedNode, set[NamedNode]]) -> Iterator[NamedNode]:
    """Yield what lies above a node, each once, never the node itself; cycles are fine."""
    seen, waiting = {node}, [node]
    while waiting:
        for broad in above.get(waiting.pop(), ()):
            if broad not in seen:
                seen.add(broad)
                waiting.append(broad)
                yield broad
