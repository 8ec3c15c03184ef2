"""What follows from what is written: statements to plain relations, then the hierarchies.

A fact is written in one place, in its statements; readers get the plain triple as well, and
need no reasoner. Everything is derived for one day, which is part of the graph.
"""

from collections.abc import Iterator

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from fwgraph.errors import BadRequest
from fwgraph.namespaces import (
    BASE,
    PREFIXES,
    RDF_TYPE,
    RDFS_SUBCLASS_OF,
    RDFS_SUBPROPERTY_OF,
    XSD_DATE,
    term,
)
from fwgraph.store.days import day_of
from fwgraph.store.hierarchy import closure
from fwgraph.store.later import remove_later
from fwgraph.store.provenance import PROVENANCE
from fwgraph.store.statements import DATE, BroaderRelations, Calendar, judge_relations

DATASET = NamedNode(f"{BASE}dataset")
AS_OF, KNOWN_UNTIL = term("fw:asOf"), term("fw:knownUntil")
SOURCES = term("fw:Edition"), term("fw:Document")

RELATIONS = f"""
PREFIX fw: <{PREFIXES["fw"]}>
PREFIX rdf: <{PREFIXES["rdf"]}>
INSERT {{ ?subject ?predicate ?object }}
WHERE {{
  ?claim a fw:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  FILTER (isIRI(?subject))
  FILTER NOT EXISTS {{ ?predicate a fw:State }}
}}
"""

REMOVAL = f"""
PREFIX fw: <{PREFIXES["fw"]}>
PREFIX rdf: <{PREFIXES["rdf"]}>
PREFIX rdfs: <{PREFIXES["rdfs"]}>
DELETE {{ ?subject ?broader ?object }}
WHERE {{
  ?claim a fw:Claim ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
  ?predicate rdfs:subPropertyOf* ?broader .
}}
"""

FURTHER_RELEASES = f"""
PREFIX fw: <{PREFIXES["fw"]}>
PREFIX prov: <{PREFIXES["prov"]}>
INSERT {{ ?release fw:releaseOf ?software ; prov:wasDerivedFrom ?edition ; fw:line ?line }}
WHERE {{
  ?listing fw:furtherRelease ?release ; fw:lists ?software ; fw:edition ?edition .
  OPTIONAL {{ ?listing fw:line ?line }}
}}
"""
"""What a listing states beside its latest release is a record like those of other sources."""

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


def add_inferences(store: Store, day: str | None = None) -> None:
    """Add what follows from the statements and from the ontology that is in the store.

    That is as of a day, ``YYYY-MM-DD``: the one asked for, or else the newest day of the sources.
    With one that is asked for, what was said later goes. Raises BadRequest where it has gone
    already, from a graph that was made as of an earlier day.
    What other vocabularies take for the name of a thing is its label, as they say themselves;
    things of this project have a label of their own. Sub-properties and sub-classes are closed
    as RDF Schema says (RDF 1.1 Semantics, rdfs5, rdfs7, rdfs9 and rdfs11), for instances only.
    """
    day = remove_inferences(store, day)
    above = broader_terms(store, RDFS_SUBPROPERTY_OF)
    add_relations(store, day, dict(above))
    store.update(FURTHER_RELEASES)
    store.update(LABELS)
    store.update(PROVENANCE)
    for narrow, broader in above:
        inferred = " . ".join(f"?s {term} ?o" for term in broader)
        store.update(f"INSERT {{ {inferred} }} WHERE {{ ?s {narrow} ?o }}")
    for narrow, broader in broader_terms(store, RDFS_SUBCLASS_OF):
        inferred = " . ".join(f"?s a {term}" for term in broader)
        store.update(f"INSERT {{ {inferred} }} WHERE {{ ?s a {narrow} }}")


def remove_inferences(store: Store, day: str | None) -> str | None:
    """Remove the plain relations of a graph that was derived before; return its day, if asked for.

    That is the day given, or the one that the graph was made as of.
    """
    marks = list(store.quads_for_pattern(DATASET, None, None))
    marks = [mark for mark in marks if mark.predicate in {AS_OF, KNOWN_UNTIL}]
    if marks:
        store.update(REMOVAL)
    limits = [day_of(mark.object) for mark in marks if mark.predicate == KNOWN_UNTIL]
    limit = min(limits, default=None)
    if day and limit and day > limit:
        raise BadRequest(f"this graph was made as of {limit}: it holds nothing that was said later")
    for mark in marks:
        store.remove(mark)
    return day or limit


def add_relations(store: Store, asked: str | None, broader: BroaderRelations) -> None:
    """Add the plain relations that hold on the day asked for, or else on the newest one."""
    newest = max((day_of(quad.object) for quad in dated_sources(store)), default="")
    day = asked or newest
    calendar = Calendar(store, day)
    if asked:
        remove_later(store, calendar)
        store.add(Quad(DATASET, KNOWN_UNTIL, Literal(asked, datatype=XSD_DATE)))
    judged = list(judge_relations(store, calendar, broader))
    written = {quad for quad, _ in judged if quad in store}
    store.update(RELATIONS)
    for quad, is_held in judged:
        if is_held:
            store.add(quad)
        elif quad not in written:
            store.remove(quad)
    if day:
        store.add(Quad(DATASET, AS_OF, Literal(day, datatype=XSD_DATE)))


def dated_sources(store: Store) -> Iterator[Quad]:
    """Yield the dates of the editions and documents."""
    for kind in SOURCES:
        for source in store.quads_for_pattern(None, RDF_TYPE, kind):
            if isinstance(source.subject, NamedNode | BlankNode):
                yield from store.quads_for_pattern(source.subject, DATE, None)


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
