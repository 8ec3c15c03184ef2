"""Why an answer has no rows: nothing is stated, or nothing can be.

That nothing is stated is not to say that there is nothing. Nothing can be stated where what
was asked about is not of the right sort.
"""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import NamedNode

from fwgraph.namespaces import term
from fwgraph.questions.catalogue import Parameter, Question
from fwgraph.sparql.binding import BindingTerm, select_solutions
from fwgraph.store.readable import Readable

NOTHING_STATED = "nothing in this graph says so; that is not to say that it is not so"
"""What an empty answer means where there could be rows."""
SOFTWARE, FACT = term("fw:Software"), term("fw:Fact")
OF_TYPE = "SELECT ?node WHERE {{ {node} a ?node . FILTER (?node = {type}) }} LIMIT 1"
MEMBERS = {
    "kind": (
        "SELECT ?node WHERE {{ ?node fw:kind ?kind . ?kind skos:broader* {node} }} LIMIT 1",
        "nothing in this graph is of the kind “{label}”",
    ),
    "category": (
        "SELECT ?node WHERE {{ ?node fw:category {node} ; fw:lists ?thing }} LIMIT 1",
        "no edition in this graph lists anything as “{label}”",
    ),
    "edition": (
        "SELECT ?node WHERE {{ ?node fw:edition {node} ; fw:lists ?thing }} LIMIT 1",
        "“{label}” lists nothing",
    ),
}
"""For types of parameters, what has to be there for any row, and what it means if it is not."""

ELSEWHERE = "fw:listedOn"
"""The property by which questions leave out what pages of other things than frameworks list."""
OTHER_CATEGORIES = """
SELECT DISTINCT ?title
WHERE {{
  ?listing fw:edition {node} ; fw:category ?category .
  ?category fw:listedOn ?page ; skos:prefLabel ?title .
}}
ORDER BY ?title
"""


def explain_absence(graph: Readable, question: Question, terms: Mapping[str, BindingTerm]) -> str:
    """Return why a question's answer for these values has no rows."""
    for parameter in question.parameters:
        value = terms.get(parameter.name)
        if isinstance(value, NamedNode):
            reason = explain_impossibility(graph, question, parameter, value)
            if reason:
                return reason
    return NOTHING_STATED


def explain_impossibility(
    graph: Readable, question: Question, parameter: Parameter, value: NamedNode
) -> str:
    """Return why there can be no row for a value, empty where there can be."""
    label = graph.names.label(value)
    if parameter.name in question.subjects and not is_of_type(graph, value, SOFTWARE):
        return f"nothing can be said: this is about software, and {label} is none"
    if parameter.type == "relation" and is_of_type(graph, value, FACT):
        return f"nothing can be said: “{label}” does not relate two things"
    query, sentence = MEMBERS.get(parameter.type, ("", ""))
    if query and not any(True for _ in select_solutions(graph, query.format(node=value))):
        return sentence.format(label=label)
    if parameter.type == "edition" and ELSEWHERE in question.text:
        return explain_other_things(graph, value, label)
    return ""


def explain_other_things(graph: Readable, edition: NamedNode, label: str) -> str:
    """Return what an edition lists in place of frameworks, empty where that is nothing else."""
    rows = select_solutions(graph, OTHER_CATEGORIES.format(node=edition))
    titles = "”, “".join(row["title"].value for row in rows)
    asked = "`fwgraph ask frameworks-of-category category=…` has them"
    return f"“{label}” lists no frameworks, but “{titles}”: {asked}" if titles else ""


def is_of_type(graph: Readable, node: NamedNode, class_: NamedNode) -> bool:
    """Tell whether a node is of a class."""
    return any(True for _ in select_solutions(graph, OF_TYPE.format(node=node, type=class_)))
