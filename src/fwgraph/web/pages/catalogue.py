"""The catalogue of questions as pages: each with its form, its query and its answer."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from fwgraph.formats.sparql_results import TABLE_WRITERS
from fwgraph.media_types import ANSWER_FORMATS, HTML, JSON, SPARQL_QUERY, TABLE_FORMATS, Format
from fwgraph.namespaces import Term, local_name
from fwgraph.questions.catalogue import (
    GROUPS,
    NAME_TYPES,
    Parameter,
    Question,
    answer_question,
    read_catalogue,
)
from fwgraph.store.names import kind_of
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table
from fwgraph.web.http.documents import ParameterValues, Resource
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Hyperlink, Lookups
from fwgraph.web.pages.templating import render_template

MAX_ROWS = 1_000
"""Rows that a page shows at most; the data forms hold all."""
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


@dataclass(frozen=True, slots=True)
class LinkTable:
    """An answer as a page shows it: columns of links; ``more`` rows are not shown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Hyperlink, ...], ...]
    count: int

    @property
    def omitted_rows(self) -> int:
        """How many rows are left out."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class QuestionPages:
    """The questions of one graph as documents; ``asked`` is the graph that answers them."""

    library: Lookups
    query_graph: Readable
    questions: Mapping[str, Question] = field(default_factory=read_catalogue)

    def question_resource(self, name: str, values: ParameterValues | None = None) -> Resource:
        """Return a question, with the values that it is asked for."""
        question, given = self.questions[name], dict(values or {})

        def write(form: Format, frame: Links) -> bytes:
            if form is HTML:
                return self.question_page(question, given, frame)
            return (
                question.text.encode()
                if form is SPARQL_QUERY
                else self.write_answer(question, given, form)
            )

        return Resource(
            f"questions/{name}",
            ANSWER_FORMATS,
            write,
            with_values=lambda wanted: self.question_resource(
                name, {key: value for key, value in wanted.items() if value}
            ),
            query=urlencode(sorted(given.items())),
            error_page=lambda error, frame: self.question_page(question, given, frame, error),
        )

    def static_resource(self, name: str) -> Resource:
        """Return a question as far as files can answer it: not where it needs to be told more."""
        document = self.question_resource(name)
        needs = any(each.required for each in self.questions[name].parameters)
        return replace(document, formats=(HTML, SPARQL_QUERY)) if needs else document

    def write_answer(self, question: Question, values: ParameterValues, form: Format) -> bytes:
        """Return an answer in a form for programs; raises FwgraphError where there is none."""
        return TABLE_WRITERS[form.ending](answer_question(self.query_graph, question.name, values))

    def question_page(
        self, question: Question, values: ParameterValues, frame: Links, error: str = ""
    ) -> bytes:
        """Return a question's page, with the answer where everything needed is given."""
        complete = all(each.name in values for each in question.parameters if each.required)
        answered = (complete or bool(values)) and not error
        table = (
            self.link_table(answer_question(self.query_graph, question.name, values), frame)
            if answered
            else None
        )
        return render_template(
            "question.html",
            frame,
            title=question.summary,
            question=question,
            path=f"questions/{question.name}",
            query=urlencode(sorted(values.items())),
            inputs=[self.parameter_input(each, values) for each in question.parameters],
            example=urlencode(
                [(each.name, each.example) for each in question.parameters if each.required]
            ),
            answers=(*TABLE_FORMATS, SPARQL_QUERY),
            table=table,
            error=error,
        )

    def link_table(self, answer: Table, frame: Links) -> LinkTable:
        """Return an answer as links; columns of IRIs are what the others link to."""
        every = range(len(answer.columns))
        shown = [n for n in every if not answer.columns[n].endswith("_iri")] or list(every)
        place = {name: n for n, name in enumerate(answer.columns)}
        rows = []
        for row in answer.rows[:MAX_ROWS]:
            cells = []
            for n in shown:
                other = place.get(f"{answer.columns[n]}_iri")
                cells.append(self.cell_link(row[n], None if other is None else row[other], frame))
            rows.append(tuple(cells))
        columns = tuple(answer.columns[n].replace("_", " ") for n in shown)
        return LinkTable(columns, tuple(rows), len(answer.rows))

    def cell_link(
        self,
        term: Term | None,
        iri: Term | None,
        frame: Links,
    ) -> Hyperlink:
        """Return a cell: its text, linked to the thing that it names."""
        if term is None:
            return Hyperlink("")
        text = self.library.label_or_text(term)
        if isinstance(iri, NamedNode):
            return self.library.link(iri, frame, text)
        if isinstance(term, NamedNode):
            return self.library.link(term, frame)
        return (
            self.library.url_link(text)
            if text.startswith(("http://", "https://"))
            else Hyperlink(text)
        )

    def parameter_input(self, parameter: Parameter, values: ParameterValues) -> QuestionInput:
        """Return the input for a parameter."""
        value = values.get(parameter.name, "")
        if parameter.type not in NAME_TYPES:
            return QuestionInput(parameter, value, parameter.type)
        sort = "choice" if parameter.type in CHOICE_TYPES else "name"
        return QuestionInput(parameter, value, sort, self.parameter_choices(parameter.type, sort))

    def parameter_choices(self, kind: str, sort: str) -> tuple[tuple[str, str], ...]:
        """Return the names that a parameter of a type may have: value and label, by label."""
        index = self.library.graph.names.index()
        nodes = {
            node for ranks in index.values() for node in ranks if kind_of(node) in NAME_TYPES[kind]
        }
        if len(nodes) > MAX_CHOICES:
            return ()
        label = self.library.label
        found = [
            (local_name(node.value) if sort == "choice" else label(node), label(node))
            for node in nodes
        ]
        return tuple(sorted(set(found), key=lambda pair: (pair[1].casefold(), pair[0])))

    def write_catalogue(self, form: Format, frame: Links) -> bytes:
        """Return the list of all questions, by group, or as JSON."""
        if form is JSON:
            return self.catalogue_json(frame)
        groups = [
            (name, title, [each for each in self.questions.values() if each.tags[0] == name])
            for name, title in GROUPS.items()
        ]
        return render_template(
            "questions.html", frame, title="Questions", groups=groups, count=len(self.questions)
        )

    def catalogue_json(self, frame: Links) -> bytes:
        """Return the catalogue as JSON."""
        found = [
            {
                "name": each.name,
                "summary": each.summary,
                "description": each.description,
                "tags": list(each.tags),
                "parameters": [describe_parameter(one) for one in each.parameters],
                "address": frame.page_href(f"questions/{each.name}"),
            }
            for each in self.questions.values()
        ]  # fmt: skip
        return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def describe_parameter(parameter: Parameter) -> dict[str, object]:
    """Return what the catalogue tells of a parameter."""
    return {name: getattr(parameter, name) for name in PARAMETER_KEYS}
