"""The graph of an endpoint for validation: all of a small one, of a large one what rules need.

Rules are about what has a class of ours or a property of ours, and they look up what is said
of the concepts and terms that these name, which are ours as well.
"""

from __future__ import annotations

from collections.abc import Callable

from pyoxigraph import NamedNode, Triple

from fwgraph.errors import BadRequest
from fwgraph.namespaces import BASE, PREFIXES, term
from fwgraph.rules.data_graph import DataGraph, remote_data_graph
from fwgraph.sparql.binding import bind_values, select_solutions
from fwgraph.store import resources
from fwgraph.store.loading import load_files
from fwgraph.store.readable import Readable

MOST_READ = 500_000
"""Triples of a graph that is read whole; and the most that are read of a larger one."""
NEEDED = f"""
SELECT DISTINCT ?s ?p ?o
WHERE {{
  {{
    VALUES ?class {{ fw:Software }}
    ?s a ?class .
  }} UNION {{
    VALUES ?property {{ fw:kind }}
    ?s ?property ?value .
  }} UNION {{
    VALUES ?described {{ owl:Class }}
    ?s a ?described .
    FILTER (STRSTARTS(STR(?s), "{BASE}"))
  }}
  ?s ?p ?o .
}}
"""
COUNT_NEEDED = f"SELECT (COUNT(*) AS ?count) WHERE {{\n{NEEDED}}}"


def bounded_data_graph(graph: Readable, name: str, report: Callable[[str], object]) -> DataGraph:
    """Return the graph of an endpoint; what of it was left out is reported.

    Raises BadRequest where it is empty, or too large even without what no rule is about.
    """
    total = len(graph)
    if total <= MOST_READ:
        return remote_data_graph(graph, name)
    triples = read_needed(graph, name, total)
    report(
        f"{name}: {len(triples):,} of {total:,} triples read: what the rules are about,"
        " and what is said of our terms"
    )
    return remote_data_graph(triples, name)


def read_needed(graph: Readable, name: str, total: int) -> list[Triple]:
    """Return the triples of a large graph that rules need; raises BadRequest for too many."""
    counts = select_solutions(graph, bind_terms(COUNT_NEEDED))
    count = int(next(iter(counts))["count"].value)
    if count > MOST_READ:
        raise BadRequest(
            f"{name}: of {total:,} triples the rules are about {count:,}, and at most"
            f" {MOST_READ:,} are read: choose a graph with --graph IRI, or validate its files"
        )
    return [Triple(*row) for row in select_solutions(graph, bind_terms(NEEDED))]


def bind_terms(text: str) -> str:
    """Return the query for the classes and properties of the ontology, and what describes them."""
    ontology = load_files(resources.turtle_files(resources.resource_root() / "ontology"))
    terms: dict[str, set[NamedNode]] = {"class": set(), "property": set(), "described": set()}
    for quad in ontology.quads_for_pattern(None, term("rdf:type"), None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            terms["described"].add(quad.object)
            if quad.subject.value.startswith(PREFIXES["fw"]):
                is_class = quad.object == term("owl:Class")
                terms["class" if is_class else "property"].add(quad.subject)
    for variable, nodes in terms.items():
        text = bind_values(text, variable, *sorted(nodes, key=lambda node: node.value))
    return text
