"""Which questions of the catalogue have an answer about a node, in its own words."""

import re

from pyoxigraph import NamedNode

from fwgraph.errors import FwgraphError
from fwgraph.namespaces import local_name, shorten_iri
from fwgraph.questions.catalogue import (
    NAME_TYPES,
    Parameter,
    Question,
    answer_question,
    read_catalogue,
)
from fwgraph.store.table import Table
from fwgraph.web.pages.lookups import Lookups

PLACEHOLDER = re.compile(
    r"\b(?:something|a framework|an edition(?: of a page)?|a category|a kind|software"
    r"|a platform(?::[^?]*)?|(?<=of )what|(?<=was )what|(?<=but )this)\b"
)
"""The words of a question that stand for the thing that it is asked about."""


class NodeAnswers:
    """The answers to questions about one node, each worked out once for its page."""

    def __init__(self, lookups: Lookups, node: NamedNode) -> None:
        self._lookups, self._node = lookups, node
        self._answers: dict[str, Table] = {}

    def keep(self, question: str, table: Table) -> None:
        """Keep an answer that has been worked out elsewhere."""
        self._answers[question] = table

    def answer(self, question: str, parameter: str = "software") -> Table:
        """Return the answer to a question about the node, without rows where there is none."""
        if question not in self._answers:
            values = {parameter: self._node}
            try:
                table = answer_question(self._lookups.graph, question, values)
            except FwgraphError:
                table = Table((), ())
            self._answers[question] = table
        return self._answers[question]


def suggest_questions(
    lookups: Lookups, node: NamedNode, answers: NodeAnswers | None = None
) -> list[dict[str, str | int]]:
    """Return the questions that a node answers alone and that have rows, as the catalogue has them.

    Each has the node's name in its words, and the number of its rows.
    """
    answers = answers or NodeAnswers(lookups, node)
    return [
        {
            "name": question.name,
            "summary": name_question(question.summary, lookups.label(node)),
            "parameter": parameter.name,
            "value": shortest_name(lookups, node, parameter),
            "count": count,
        }
        for question in read_catalogue().values()
        if (parameter := parameter_for_node(lookups, question, node))
        and (count := len(answers.answer(question.name, parameter.name)))
    ]


def name_question(summary: str, name: str) -> str:
    """Return a question with a name in place of the words that stand for any thing."""
    named, count = PLACEHOLDER.subn(lambda _: name, summary, count=1)
    return named if count else f"{name}: {summary[:1].lower()}{summary[1:]}"


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
