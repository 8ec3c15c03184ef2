"""The tools: what each is called, what it takes, and how it answers."""

from collections.abc import Callable
from dataclasses import dataclass, field

from fwgraph.graph import Graph
from fwgraph.mcp.answers import (
    Arguments,
    ask_question,
    find_why,
    list_questions,
    question_usage,
    report_status,
    resolve_name,
    show_thing,
)
from fwgraph.mcp.bounds import Answer
from fwgraph.mcp.parameters import NAME, PAGING, Schema, object_schema, question_properties
from fwgraph.mcp.schema_card import read_schema_card
from fwgraph.questions.catalogue import GROUPS, read_catalogue


@dataclass(frozen=True)
class GraphTool:
    """A tool: it answers from a graph, for arguments that fit its schema."""

    name: str
    description: str
    answer: Callable[[Graph, Arguments], Answer]
    properties: Schema = field(default_factory=dict)
    required: tuple[str, ...] = ()

    @property
    def schema(self) -> Schema:
        """The JSON Schema of its arguments."""
        return object_schema(self.properties, self.required)


def make_tools() -> tuple[GraphTool, ...]:
    """Return every tool."""
    catalogue = read_catalogue()
    usages = "; ".join(question_usage(question) for question in catalogue.values())
    return (
        GraphTool(
            "schema_card",
            "What the graph holds, in counts, what its relations mean, and known pitfalls. Read it"
            " once before anything else.",
            lambda graph, _: read_schema_card(graph),
        ),
        GraphTool(
            "resolve",
            "Find the things that a name may mean: frameworks, components, specifications,"
            " platforms, editions, kinds. Their ids can be given to every tool.",
            resolve_name,
            {"name": NAME},
            ("name",),
        ),
        GraphTool(
            "show",
            "Everything known of one thing: facts, listings, and each statement with its source.",
            show_thing,
            {"name": NAME, **PAGING},
            ("name",),
        ),
        GraphTool(
            "status",
            "Whether software is still maintained: a verdict, who says so, who says otherwise, how"
            " old each is, and where people go on.",
            report_status,
            {"software": NAME},
            ("software",),
        ),
        GraphTool(
            "why",
            "By which steps one thing is related to another, each step with its evidence.",
            find_why,
            {"from": NAME, "to": NAME, **PAGING},
            ("from", "to"),
        ),
        GraphTool(
            "ask",
            "Answer a named question, a row at a time with its evidence. The questions and their"
            f" parameters (in brackets what can be left out): {usages}. `questions` explains them.",
            ask_question,
            {
                "question": {"type": "string", "enum": list(catalogue)},
                **question_properties(catalogue.values()),
                **PAGING,
            },
            ("question",),
        ),
        GraphTool(
            "questions",
            "What each question of `ask` is about; with a group, at length.",
            list_questions,
            {"group": {"type": "string", "enum": list(GROUPS)}},
        ),
    )
