"""The catalogue of questions: ``queries/*.rq``, their headers, and asking them.

A query file runs as it stands in any SPARQL 1.1 engine. Comment lines that begin with
``#+`` are a YAML header in the manner of grlc; each parameter is a ``VALUES ?name { … }``
line, or several, whose term is what the file answers for as it stands (``UNDEF``: for
everything). Where the header has a line ``reach: NAME``, the rows of the query are steps,
and the function of that name in ``fwgraph.questions.steps`` works the answer out from them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from fwgraph.errors import BadRequest, UnknownName
from fwgraph.namespaces import THING_KINDS, shorten_iri, term
from fwgraph.records import Record
from fwgraph.sparql.binding import bind_parameters, select_solutions
from fwgraph.store import package
from fwgraph.store.names import EVERY_KIND, kind_of
from fwgraph.store.table import Table, is_whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from typing import TypeAlias

    from fwgraph.sparql.binding import BindingTerm
    from fwgraph.store.readable import Readable

HEADER, PARAMETER = "#+ ", "  - {"
"""What the lines of a header begin with, and after that those of its parameters."""
SLUG_LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")

GROUPS = {
    "editions": "What the editions of the page list",
    "claims": "Who says so, and where",
    "lineage": "Where frameworks come from, and what became of them",
    "dependence": "What rests on what",
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
"""Types of parameters whose values are names, and the kinds of things they are looked for in."""

ParameterValue: TypeAlias = "str | int | date | NamedNode"
"""What a parameter may be given: a name, a number, a date, a text, or the thing itself."""


class Parameter(Record):
    """What a question can be asked about."""

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


def read_catalogue() -> dict[str, Question]:
    """Return every question by its name, sorted."""
    names = sorted(file.stem for file in (package.resource_root() / "queries").glob("*.rq"))
    return {name: read_question(name) for name in names}


@cache
def read_question(name: str) -> Question:
    """Return the question of that file; raises OSError where there is none."""
    return parse_question(name, package.query_text(name))


def find_question(name: str) -> Question:
    """Return the question of that name; raises UnknownName with near names."""
    if SLUG_LETTERS.issuperset(name) and package.has_query(name):
        return read_question(name)
    hint = "`fwgraph ask` lists the questions"
    raise UnknownName("question", name, list(read_catalogue()), hint)


def parse_question(name: str, text: str) -> Question:
    """Return the question that a query file holds."""
    lines = text.split("\n")
    header = [line.removeprefix(HEADER) for line in lines if line.startswith(HEADER)]
    fields = {key: said.strip() for key, _, said in (line.partition(":") for line in header)}
    tags = tuple(tag.strip() for tag in fields.get("tags", "").strip("[]").split(","))
    parameters = tuple(parse_parameter(line) for line in header if line.startswith(PARAMETER))
    return Question(
        name, fields["summary"], fields.get("description", ""), tags, parameters,
        fields.get("reach", ""), text,
    )  # fmt: skip


def parse_parameter(line: str) -> Parameter:
    """Return the parameter that a YAML flow mapping of plain words describes."""
    flow = line.removeprefix(PARAMETER).removesuffix("}")
    fields = dict(pair.split(": ", 1) for pair in flow.split(", "))
    return Parameter(
        name=fields["name"],
        type=fields["type"],
        required=fields["required"] == "true",
        example=fields["example"],
        description=fields["description"],
    )


def answer_question(
    graph: Readable, name: str, values: Mapping[str, ParameterValue] | None = None
) -> Table:
    """Return the answer of a named question for the given parameter values.

    Things are given by a name, an alias, a slug or an IRI. Raises UnknownName for a
    question, parameter or thing that does not exist, AmbiguousName, and BadRequest where a
    required parameter is missing or a value is not of the parameter's type.
    """
    asked = find_question(name)
    given = resolve_values(graph, asked, values or {})
    answer = Table.from_solutions(select_solutions(graph, bind_parameters(asked.text, given)))
    if not asked.reach:
        return answer
    from fwgraph.questions.steps import STEP_TABLES

    return STEP_TABLES[asked.reach](answer, list(given.values()))


def resolve_values(
    graph: Readable, asked: Question, values: Mapping[str, ParameterValue]
) -> dict[str, BindingTerm]:
    """Return the term of each given parameter, in the order of the question's own."""
    known = [each.name for each in asked.parameters]
    for unknown in sorted(values.keys() - set(known)):
        hint = f"it takes {', '.join(known)}" if known else "it takes none"
        raise UnknownName(f"parameter of {asked.name}", unknown, known, hint)
    for each in asked.parameters:
        if each.required and each.name not in values:
            example = f"{each.name}={each.example}"
            raise BadRequest(f"{asked.name} needs {each.name}=…, for example {example}")
    given = [each for each in asked.parameters if each.name in values]
    return {each.name: resolve_value(graph, each, values[each.name]) for each in given}


def resolve_value(graph: Readable, asked: Parameter, value: ParameterValue) -> BindingTerm:
    """Return the term that a value stands for; raises BadRequest for one of another type."""
    written = value.value if isinstance(value, NamedNode) else str(value)
    if asked.type in NAME_TYPES:
        return resolve_thing(graph, asked, written)
    literal, hint = LITERALS[asked.type]
    found = literal(written)
    if found is None:
        example = f"{asked.name}={asked.example}"
        raise BadRequest(f"{asked.name}={written}: write {hint}, for example {example}")
    return found


def resolve_thing(graph: Readable, asked: Parameter, name: str) -> NamedNode:
    """Return the thing of that name; raises BadRequest for one that is of another kind."""
    kinds = NAME_TYPES[asked.type]
    try:
        found = graph.names.find(name, kinds)
    except UnknownName:
        others = graph.names.matches(name, EVERY_KIND)
        if not others:
            raise
        found = others[0]
    if (kind := kind_of(found)) in EVERY_KIND and kind not in kinds:
        wanted = " or ".join(kinds)
        raise BadRequest(f"{asked.name}={name}: {shorten_iri(found.value)} is no {wanted}")
    return found


def integer_value(written: str) -> Literal | None:
    """Return an integer, where this is one."""
    return Literal(int(written)) if is_whole_number(written) else None


def text_value(written: str) -> Literal | None:
    """Return a text, where there is one."""
    return Literal(written) if written.strip() else None


def date_value(written: str) -> Literal | None:
    """Return a day, a month or a year of the calendar, where this is one."""
    from datetime import date

    lengths = [len(part) for part in written.split("-")]
    digits = written.replace("-", "")
    if lengths != [4, 2, 2][: len(lengths)] or not (digits.isascii() and digits.isdigit()):
        return None
    try:
        date.fromisoformat(f"{written}-01-01"[:10])
    except ValueError:
        return None
    parts = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}
    return Literal(written, datatype=term(parts[len(written)]))


LITERALS: dict[str, tuple[Callable[[str], Literal | None], str]] = {
    "integer": (integer_value, "a whole number"),
    "text": (text_value, "some words"),
    "date": (date_value, "a day, a month or a year"),
}
"""Types of parameters whose values are literals: how they are read, and what they are."""
