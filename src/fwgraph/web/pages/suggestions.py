"""Which questions of the catalogue can be asked about a node."""

from pyoxigraph import NamedNode

from fwgraph.namespaces import local_name, shorten_iri
from fwgraph.questions.catalogue import NAME_TYPES, Parameter, Question, read_catalogue
from fwgraph.web.pages.lookups import Lookups


def suggest_questions(lookups: Lookups, node: NamedNode) -> list[dict[str, str]]:
    """Return the questions that a node answers alone, in the order of the catalogue."""
    return [
        {
            "name": question.name,
            "summary": question.summary,
            "parameter": parameter.name,
            "value": shortest_name(lookups, node, parameter),
        }
        for question in read_catalogue().values()
        if (parameter := parameter_for_node(lookups, question, node))
    ]


def parameter_for_node(lookups: Lookups, question: Question, node: NamedNode) -> Parameter | None:
    """Return the parameter that the node is for, where the question needs no other."""
    required = [parameter for parameter in question.parameters if parameter.required]
    if len(required) > 1:
        return None
    kind = lookups.page_kind(node)
    fitting = (
        parameter
        for parameter in required or question.parameters
        if kind in NAME_TYPES.get(parameter.type, ())
    )
    return next(fitting, None)


def shortest_name(lookups: Lookups, node: NamedNode, parameter: Parameter) -> str:
    """Return how the node is written as a value: its slug, or more where others share it."""
    slug = local_name(node.value)
    is_unique = lookups.graph.names.matches(slug, NAME_TYPES[parameter.type]) == [node]
    return slug if is_unique else shorten_iri(node.value)
