"""Which questions of the catalogue can be asked about a node."""

from dataclasses import dataclass

from pyoxigraph import NamedNode

from fwgraph.namespaces import local_name, shorten
from fwgraph.questions.catalogue import NAMED, Parameter, Question, catalogue
from fwgraph.web.pages.lookups import Library


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A question with the value that makes it one about a node."""

    name: str
    summary: str
    parameter: str
    value: str


def suggestions(library: Library, node: NamedNode) -> list[Suggestion]:
    """Return the questions that a node answers alone, in the order of the catalogue."""
    found = ((question, fitting(library, question, node)) for question in catalogue().values())
    return [
        Suggestion(
            question.name, question.summary, parameter.name, spelled(library, node, parameter)
        )
        for question, parameter in found
        if parameter
    ]


def fitting(library: Library, question: Question, node: NamedNode) -> Parameter | None:
    """Return the parameter that the node is for, where the question needs no other."""
    required = [each for each in question.parameters if each.required]
    for parameter in required or question.parameters:
        kinds = NAMED.get(parameter.type, ())
        if library.kind(node) in kinds and len(required) <= 1:
            return parameter
    return None


def spelled(library: Library, node: NamedNode, parameter: Parameter) -> str:
    """Return how the node is written as a value: its slug, or more where others share it."""
    short = local_name(node.value)
    alone = library.graph.names.matches(short, NAMED[parameter.type]) == [node]
    return short if alone else shorten(node.value)
