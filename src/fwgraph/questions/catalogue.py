"""The catalogue of questions: ``queries/*.rq``, their headers, and asking them.

A query file runs as it stands in any SPARQL 1.1 engine. Comment lines that begin with
``#+`` are a YAML header in the manner of grlc; each parameter is a ``VALUES ?name { … }``
line, or several, whose term is what the file answers for as it stands (``UNDEF``: for
everything). Where the header has a line ``reach: NAME``, the rows of the query are steps,
and the function of that name in ``fwgraph.questions.steps`` works the answer out from them.
``subjects: NAME NAME`` are the parameters that have to be software for anything to be stated.
``evidence: SUBJECT RELATION OBJECT`` says where the relations stand on which its rows rest, as
``fwgraph.questions.evidence`` reads it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache

from pyoxigraph import Literal, NamedNode

from fwgraph.errors import BadRequest, UnknownName
from fwgraph.namespaces import THING_KINDS, shorten_iri, term
from fwgraph.questions.evidence import attach_evidence
from fwgraph.records import Record
from fwgraph.sparql.binding import BindingTerm, bind_parameters, select_solutions
from fwgraph.store import package
from fwgraph.store.names import EVERY_KIND, kind_of
from fwgraph.store.readable import Readable
from fwgraph.store.table import Table, is_whole_number

HEADER, PARAMETER = "#+ ", "  - {"
"""What the lines of a header begin with, and after that those of its parameters."""

GROUPS = {
    "editions": "What the editions of the page list",
    "claims": "Who says so, and where",
    "lineage": "Where frameworks come from, and what became of them",
    "dependence": "What depends on what",
    "kinds": "Template engines, servers and other kinds of things",
    "health": "What is old, missing or doubtful",
    "self": "What the graph says of itself",
}
"""The groups of the catalogue, by their tags."""

NAME_TYPES = {
    "framework": ("software",),
    "software": THING_KINDS,
    "edition": ("edition",),
    "source": ("edition", "document"),
    "kind": ("kind",),
    "category": ("category",),
    "relation": ("relation",),
}
"""Types of parameters whose values are names, and the kinds of the things they name."""


class Parameter(Record):
    """What varies in a question: a ``VALUES`` line of its query."""

    name: str
    type: str
    required: bool
    example: str
    description: str


class Question(Record):
    """One file of the catalogue."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    reach: str
    text: str
    subjects: tuple[str, ...] = ()
    evidence: tuple[str, ...] = ()


def read_catalogue() -> dict[str, Question]:
    """Return every question by its name, sorted."""
    return {name: read_question(name) for name in package.question_names()}


@cache
def read_question(name: str) -> Question:
    """Return the question of that file; raises OSError where there is none."""
    return parse_question(name, package.query_text(name))


def find_question(name: str) -> Question:
    """Return the question of that name; raises UnknownName with near names."""
    names = package.question_names()
    if name in names:
        return read_question(name)
    raise UnknownName("question", name, names, "`fwgraph ask` lists the questions")


def parse_question(name: str, text: str) -> Question:
    """Return the question that a query file holds."""
    lines = text.split("\n")
    header = [line.removeprefix(HEADER) for line in lines if line.startswith(HEADER)]
    fields = {key: value.strip() for key, _, value in (line.partition(":") for line in header)}
    tags = tuple(tag.strip() for tag in fields.get("tags", "").strip("[]").split(","))
    parameters = tuple(parse_parameter(line) for line in header if line.startswith(PARAMETER))
    return Question(
        name, fields["summary"], fields.get("description", ""), tags, parameters,
        fields.get("reach", ""), text, tuple(fields.get("subjects", "").split()),
        tuple(fields.get("evidence", "").split()),
    )  # fmt: skip


def parse_parameter(line: str) -> Parameter:
    """Return the parameter that a YAML flow mapping of plain words describes."""
    flow = line.removeprefix(PARAMETER).removesuffix("}")
    fields = dict(pair.split(": ", 1) for pair in flow.split(", "))
    required = fields.pop("required") == "true"
    return Parameter(required=required, **fields)


def answer_question(
    graph: Readable, name: str, values: Mapping[str, object] | None = None
) -> Table:
    """Return the answer of a named question for the given parameter values, with its evidence.

    A value is a node, or anything whose text is what a person would type: a name, an
    alias, a slug or an IRI of a thing, a number, a date. Raises UnknownName for a
    question, parameter or thing that does not exist, AmbiguousName, and BadRequest where a
    required parameter is missing or a value is not of the parameter's type.
    """
    question = find_question(name)
    terms = resolve_values(graph, question, values or {})
    return attach_evidence(graph, answer_rows(graph, question, terms), question.evidence, terms)


def answer_rows(graph: Readable, question: Question, terms: Mapping[str, BindingTerm]) -> Table:
    """Return the answer of a question for the terms of its parameters, without evidence."""
    table = Table.from_solutions(select_solutions(graph, bind_parameters(question.text, terms)))
    if not question.reach:
        return table
    from fwgraph.questions.steps import STEP_TABLES

    return STEP_TABLES[question.reach](table, list(terms.values()))


def resolve_values(
    graph: Readable, question: Question, values: Mapping[str, object]
) -> dict[str, BindingTerm]:
    """Return the term of each given parameter, in the order of the question's own."""
    names = [parameter.name for parameter in question.parameters]
    for unknown in sorted(values.keys() - set(names)):
        hint = f"it takes {', '.join(names)}" if names else "it takes none"
        raise UnknownName(f"parameter of {question.name}", unknown, names, hint)
    for parameter in question.parameters:
        if parameter.required and parameter.name not in values:
            example = f"{parameter.name}={parameter.example}"
            raise BadRequest(f"{question.name} needs {parameter.name}=…, for example {example}")
    return {
        parameter.name: resolve_value(graph, parameter, values[parameter.name])
        for parameter in question.parameters
        if parameter.name in values
    }


def resolve_value(graph: Readable, parameter: Parameter, value: object) -> BindingTerm:
    """Return the term that a value stands for; raises BadRequest for one of another type."""
    text = value.value if isinstance(value, NamedNode) else str(value)
    if parameter.type in NAME_TYPES:
        return resolve_thing(graph, parameter, text)
    parse, hint = LITERALS[parameter.type]
    literal = parse(text)
    if literal is None:
        example = f"{parameter.name}={parameter.example}"
        raise BadRequest(f"{parameter.name}={text}: write {hint}, for example {example}")
    return literal


def resolve_thing(graph: Readable, parameter: Parameter, name: str) -> NamedNode:
    """Return the thing of that name; raises BadRequest for one that is of another kind."""
    kinds = NAME_TYPES[parameter.type]
    try:
        thing = graph.names.find(name, kinds)
    except UnknownName:
        others = graph.names.matches(name, EVERY_KIND)
        if not others:
            raise
        thing = others[0]
    if (kind := kind_of(thing)) in EVERY_KIND and kind not in kinds:
        wanted = " or ".join(kinds)
        raise BadRequest(f"{parameter.name}={name}: {shorten_iri(thing.value)} is no {wanted}")
    return thing


def integer_value(text: str) -> Literal | None:
    """Return an integer, where this is one."""
    return Literal(int(text)) if is_whole_number(text) else None


def text_value(text: str) -> Literal | None:
    """Return a text, where there is one."""
    return Literal(text) if text.strip() else None


def date_value(text: str) -> Literal | None:
    """Return a day, a month or a year of the calendar, where this is one."""
    from datetime import date

    lengths = [len(part) for part in text.split("-")]
    digits = text.replace("-", "")
    if lengths != [4, 2, 2][: len(lengths)] or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return None
    parts = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
    return Literal(text, datatype=term(parts[len(text)]))


LITERALS: dict[str, tuple[Callable[[str], Literal | None], str]] = {
    "integer": (integer_value, "a whole number"),
    "text": (text_value, "some words"),
    "date": (date_value, "a day, a month or a year"),
}
"""Types of parameters whose values are literals: their parsers, and what to write."""
