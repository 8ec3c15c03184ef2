"""The catalogue of questions as pages: each with its form, its query and its answer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from urllib.parse import urlencode

from fwgraph.formats.sparql_results import TABLE_WRITERS
from fwgraph.media_types import ANSWER_FORMATS, HTML, JSON, SPARQL_QUERY, TABLE_FORMATS, Format
from fwgraph.namespaces import local_name
from fwgraph.questions import absence
from fwgraph.questions.catalogue import (
    GROUPS,
    NAME_TYPES,
    Parameter,
    Question,
    answer_question,
    read_catalogue,
    resolve_values,
)
from fwgraph.store.names import kind_of
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table
from fwgraph.web.http.links import Links
from fwgraph.web.http.resources import ParameterValues, Resource
from fwgraph.web.pages.answer_table import link_table
from fwgraph.web.pages.lookups import Lookups
from fwgraph.web.pages.sorting import SORT
from fwgraph.web.pages.suggestions import name_question
from fwgraph.web.pages.templating import render_template

MAX_CHOICES = 1_000
"""Names that an input suggests at most."""
CHOICE_TYPES = frozenset({"edition", "kind", "category", "relation", "source"})
"""Types with so few values that they are chosen from a list."""
PARAMETER_KEYS = ("name", "type", "required", "example", "description")
"""What the catalogue tells of a parameter."""


@dataclass(frozen=True, slots=True)
class QuestionInput:
    """What a form asks for: a parameter, what is in it, and what may be."""

    parameter: Parameter
    value: str
    sort: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class QuestionPages:
    """The questions of one graph as resources; ``query_graph`` answers them."""

    lookups: Lookups
    query_graph: Readable
    questions: Mapping[str, Question] = field(default_factory=read_catalogue)

    def question_resource(
        self, name: str, values: ParameterValues | None = None, *, once: bool = False
    ) -> Resource:
        """Return a question, with the values that it is asked for.

        All its forms share an answer that is asked for ``once``, which then stays in memory.
        Only its page can be sorted: data has the query's own order.
        """
        question, given = self.questions[name], dict(values or {})
        sort = given.pop(SORT, "")

        def find_answer() -> Table:
            return self.answer(question, given)

        answer = cache(find_answer) if once else find_answer

        def write(form: Format, links: Links) -> bytes:
            if form is HTML:
                return self.question_page(question, given, links, sort=sort, answer=answer)
            if form is SPARQL_QUERY:
                return question.text.encode()
            return TABLE_WRITERS[form.ending](answer())

        return Resource(
            f"questions/{name}",
            ANSWER_FORMATS,
            write,
            with_values=lambda wanted: self.question_resource(
                name, {key: value for key, value in wanted.items() if value}
            ),
            query=urlencode(sorted({**given, **({SORT: sort} if sort else {})}.items())),
            error_page=lambda error, links: self.question_page(question, given, links, error),
        )

    def static_resource(self, name: str) -> Resource:
        """Return a question as far as files can answer it: not where it needs to be told more."""
        resource = self.question_resource(name, once=True)
        needs_values = any(parameter.required for parameter in self.questions[name].parameters)
        return replace(resource, formats=(HTML, SPARQL_QUERY)) if needs_values else resource

    def answer(self, question: Question, values: ParameterValues) -> Table:
        """Return the answer to a question; raises FwgraphError where there is none."""
        return answer_question(self.query_graph, question.name, values)

    def explain_absence(self, question: Question, values: ParameterValues) -> str:
        """Return why the answer to a question has no rows."""
        terms = resolve_values(self.query_graph, question, values)
        return absence.explain_absence(self.query_graph, question, terms)

    def question_page(
        self,
        question: Question,
        values: ParameterValues,
        links: Links,
        error: str = "",
        sort: str = "",
        answer: Callable[[], Table] | None = None,
    ) -> bytes:
        """Return a question's page, with the answer where everything needed is given."""
        required = [parameter for parameter in question.parameters if parameter.required]
        complete = all(parameter.name in values for parameter in required)
        table, reason = None, ""
        if (complete or values) and not error:
            found = answer() if answer else self.answer(question, values)
            table = link_table(self.lookups, found, links, values, sort)
            reason = "" if table.count else self.explain_absence(question, values)
        return render_template(
            "question.html",
            links,
            title=self.named_summary(question, values),
            question=question,
            path=f"questions/{question.name}",
            query=urlencode(sorted(values.items())),
            inputs=[self.parameter_input(parameter, values) for parameter in question.parameters],
            example=urlencode([(parameter.name, parameter.example) for parameter in required]),
            answers=(*TABLE_FORMATS, SPARQL_QUERY),
            table=table,
            absence=reason,
            error=error,
        )

    def named_summary(self, question: Question, values: ParameterValues) -> str:
        """Return the question, with the name of the one thing that it is asked about."""
        asked = [parameter for parameter in question.parameters if parameter.name in values]
        if len(asked) != 1 or asked[0].type not in NAME_TYPES:
            return question.summary
        nodes = self.lookups.graph.names.matches(values[asked[0].name], NAME_TYPES[asked[0].type])
        if len(nodes) != 1:
            return question.summary
        return name_question(question.summary, self.lookups.label(nodes[0]))

    def parameter_input(self, parameter: Parameter, values: ParameterValues) -> QuestionInput:
        """Return the input for a parameter: a name is typed, one of few is chosen."""
        value, kinds = values.get(parameter.name, ""), NAME_TYPES.get(parameter.type)
        if kinds is None:
            return QuestionInput(parameter, value, parameter.type)
        sort = "choice" if parameter.type in CHOICE_TYPES else "name"
        index, label = self.lookups.graph.names.index(), self.lookups.label
        nodes = {node for named in index.values() for node in named if kind_of(node) in kinds}
        choices = {
            (local_name(node.value) if sort == "choice" else label(node), label(node))
            for node in (nodes if len(nodes) <= MAX_CHOICES else ())
        }
        ordered = sorted(choices, key=lambda choice: (choice[1].casefold(), choice[0]))
        return QuestionInput(parameter, value, sort, tuple(ordered))

    def write_catalogue(self, form: Format, links: Links) -> bytes:
        """Return the list of all questions, by group, or as JSON."""
        if form is JSON:
            return self.catalogue_json(links)
        questions = self.questions.values()
        groups = [
            (name, title, [question for question in questions if question.tags[0] == name])
            for name, title in GROUPS.items()
        ]
        return render_template(
            "questions.html", links, title="Questions", groups=groups, count=len(questions)
        )

    def catalogue_json(self, links: Links) -> bytes:
        """Return the catalogue as JSON."""
        catalogue = [
            {
                "name": question.name,
                "summary": question.summary,
                "description": question.description,
                "tags": list(question.tags),
                "parameters": [
                    {key: getattr(parameter, key) for key in PARAMETER_KEYS}
                    for parameter in question.parameters
                ],
                "address": links.page_href(f"questions/{question.name}"),
            }
            for question in self.questions.values()
        ]
        return (json.dumps(catalogue, ensure_ascii=False, indent=1) + "\n").encode()
