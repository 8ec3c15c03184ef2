"""Which questions of the catalogue can be asked about a node."""

from pyoxigraph import NamedNode

from fwgraph.namespaces import local_name, shorten_iri
from fwgraph.questions.catalogue import NAME_TYPES, Parameter, Question, read_catalogue
from fwgraph.web.pages.lookups import Lookups


def suggest_questions(library: Lookups, node: NamedNode) -> list[dict[str, str]]:
    """Return the questions that a node answers alone, in the order of the catalogue."""
    return [
        {
            "name": question.name,
            "summary": question.summary,
            "parameter": parameter.name,
            "value": shortest_name(library, node, parameter),
        }
        for question in read_catalogue().values()
        if (parameter := parameter_for_node(library, question, node))
    ]


def parameter_for_node(library: Lookups, question: Question, node: NamedNode) -> Parameter | None:
    """Return the parameter that the node is for, where the question needs no other."""
    required = [parameter for parameter in question.parameters if parameter.required]
    for parameter in required or question.parameters:
        kinds = NAME_TYPES.get(parameter.type, ())
        if library.page_kind(node) in kinds and len(required) <= 1:
            return parameter
    return None


def shortest_name(library: Lookups, node: NamedNode, parameter: Parameter) -> str:
    """Return how the node is written as a value: its slug, or more where others share it."""
    short = local_name(node.value)
    alone = library.graph.names.matches(short, NAME_TYPES[parameter.type]) == [node]
    return short if alone else shorten_iri(node.value)
