"""The catalogue of questions as pages: each with its form, its query and its answer."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from pyoxigraph import NamedNode

from fwgraph.formats import sparql_results
from fwgraph.namespaces import local_name
from fwgraph.questions.catalogue import GROUPS, NAMED, Parameter, Question, ask, catalogue
from fwgraph.store.names import kind_of
from fwgraph.store.readable import Readable
from fwgraph.store.table import Answer
from fwgraph.web.http.documents import Document, Values
from fwgraph.web.http.links import Frame
from fwgraph.web.http.media_types import ANSWERS, HTML, JSON, QUERY, Form
from fwgraph.web.pages.lookups import Library, Link
from fwgraph.web.pages.templating import page

MOST_ROWS = 1_000
"""Rows that a page shows at most; the data forms hold all."""
MOST_CHOICES = 1_000
"""Names that an input suggests at most."""
CHOSEN = frozenset({"edition", "kind", "category", "relation", "source"})
"""Types with so few values that they are chosen from a list."""

TOLD = ("name", "type", "required", "example", "description")
"""What the catalogue tells of a parameter."""


@dataclass(frozen=True, slots=True)
class Input:
    """What a form asks for: a parameter, what is in it, and what may be."""

    parameter: Parameter
    value: str
    sort: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """An answer as a page shows it: columns of links; ``more`` rows are not shown."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Link, ...], ...]
    count: int

    @property
    def more(self) -> int:
        """How many rows are left out."""
        return self.count - len(self.rows)


@dataclass(frozen=True)
class Catalogue:
    """The questions of one graph as documents; ``asked`` is the graph that answers them."""

    library: Library
    asked: Readable
    names: Mapping[str, Question] = field(default_factory=catalogue)

    def document(self, name: str, values: Values | None = None) -> Document:
        """Return a question, with the values that it is asked for."""
        question, given = self.names[name], dict(values or {})

        def write(form: Form, frame: Frame) -> bytes:
            if form is HTML:
                return self.page(question, given, frame)
            return question.text.encode() if form is QUERY else self.data(question, given, form)

        return Document(
            f"questions/{name}",
            ANSWERS,
            write,
            ask=lambda wanted: self.document(
                name, {key: value for key, value in wanted.items() if value}
            ),
            query=urlencode(sorted(given.items())),
            excuse=lambda error, frame: self.page(question, given, frame, error),
        )

    def plain(self, name: str) -> Document:
        """Return a question as far as files can answer it: not where it needs to be told more."""
        document = self.document(name)
        needs = any(each.required for each in self.names[name].parameters)
        return replace(document, forms=(HTML, QUERY)) if needs else document

    def data(self, question: Question, values: Values, form: Form) -> bytes:
        """Return an answer in a form for programs; raises FwgraphError where there is none."""
        return TABLES[form.ending](ask(self.asked, question.name, values))

    def page(self, question: Question, values: Values, frame: Frame, error: str = "") -> bytes:
        """Return a question's page, with the answer where everything needed is given."""
        complete = all(each.name in values for each in question.parameters if each.required)
        answered = (complete or bool(values)) and not error
        table = self.table(ask(self.asked, question.name, values), frame) if answered else None
        return page(
            "question.html",
            frame,
            title=question.summary,
            question=question,
            path=f"questions/{question.name}",
            query=urlencode(sorted(values.items())),
            inputs=[self.input(each, values) for each in question.parameters],
            example=urlencode(
                [(each.name, each.example) for each in question.parameters if each.required]
            ),
            answers=ANSWERS[1:],
            table=table,
            error=error,
        )

    def table(self, answer: Answer, frame: Frame) -> Table:
        """Return an answer as links; columns of IRIs are what the others link to."""
        every = range(len(answer.columns))
        shown = [n for n in every if not answer.columns[n].endswith("_iri")] or list(every)
        place = {name: n for n, name in enumerate(answer.columns)}
        rows = []
        for row in answer.rows[:MOST_ROWS]:
            cells = []
            for n in shown:
                other = place.get(f"{answer.columns[n]}_iri")
                cells.append(self.cell(row[n], None if other is None else row[other], frame))
            rows.append(tuple(cells))
        columns = tuple(answer.columns[n].replace("_", " ") for n in shown)
        return Table(columns, tuple(rows), len(answer.rows))

    def cell(
        self, term: sparql_results.Term | None, iri: sparql_results.Term | None, frame: Frame
    ) -> Link:
        """Return a cell: its text, linked to the thing that it names."""
        if term is None:
            return Link("")
        text = self.library.named(term)
        if isinstance(iri, NamedNode):
            return self.library.link(iri, frame, text)
        if isinstance(term, NamedNode):
            return self.library.link(term, frame)
        return (
            self.library.address(text) if text.startswith(("http://", "https://")) else Link(text)
        )

    def input(self, parameter: Parameter, values: Values) -> Input:
        """Return the input for a parameter."""
        value = values.get(parameter.name, "")
        if parameter.type not in NAMED:
            return Input(parameter, value, parameter.type)
        sort = "choice" if parameter.type in CHOSEN else "name"
        return Input(parameter, value, sort, self.choices(parameter.type, sort))

    def choices(self, kind: str, sort: str) -> tuple[tuple[str, str], ...]:
        """Return the names that a parameter of a type may have: value and label, by label."""
        index = self.library.graph.names.index()
        nodes = {node for ranks in index.values() for node in ranks if kind_of(node) in NAMED[kind]}
        if len(nodes) > MOST_CHOICES:
            return ()
        label = self.library.label
        found = [
            (local_name(node.value) if sort == "choice" else label(node), label(node))
            for node in nodes
        ]
        return tuple(sorted(set(found), key=lambda pair: (pair[1].casefold(), pair[0])))

    def listing(self, form: Form, frame: Frame) -> bytes:
        """Return the list of all questions, by group, or as JSON."""
        if form is JSON:
            return self.listed(frame)
        groups = [
            (name, title, [each for each in self.names.values() if each.tags[0] == name])
            for name, title in GROUPS.items()
        ]
        return page(
            "questions.html", frame, title="Questions", groups=groups, count=len(self.names)
        )

    def listed(self, frame: Frame) -> bytes:
        """Return the catalogue as JSON."""
        found = [
            {
                "name": each.name,
                "summary": each.summary,
                "description": each.description,
                "tags": list(each.tags),
                "parameters": [told(one) for one in each.parameters],
                "address": frame.page(f"questions/{each.name}"),
            }
            for each in self.names.values()
        ]  # fmt: skip
        return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def told(parameter: Parameter) -> dict[str, object]:
    """Return what the catalogue tells of a parameter."""
    return {name: getattr(parameter, name) for name in TOLD}


TABLES: Mapping[str, Callable[[Answer], bytes]] = {
    "csv": lambda answer: answer.csv().encode(),
    "tsv": lambda answer: answer.tsv().encode(),
    "json": lambda answer: answer.json().encode(),
    "srj": sparql_results.as_json,
    "srx": sparql_results.as_xml,
}
"""What writes an answer in each form."""
