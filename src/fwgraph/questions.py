"""The catalogue of questions: ``queries/*.rq``, their headers, and asking them.

A query file runs as it stands in any SPARQL 1.1 engine. Comment lines that begin with
``#+`` are a YAML header in the manner of grlc; each parameter is a ``VALUES ?name { … }``
line, whose term is what the file answers for as it stands (``UNDEF``: for everything).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, QuerySolutions

from fwgraph import sources
from fwgraph.answers import Answer
from fwgraph.errors import BadRequest, UnknownName
from fwgraph.graph import Graph
from fwgraph.terms import THING_KINDS

FIELD = re.compile(r"^#\+ (\w+): *(.*)$", re.MULTILINE)
PARAMETER = re.compile(r"^#\+   - \{(.*)\}$", re.MULTILINE)
TYPES = {
    "framework": ("software",),
    "software": THING_KINDS,
    "edition": ("edition", "document"),
}
"""Parameter types, and the kinds of things that a name is looked for in."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question can be asked about."""

    name: str
    type: str
    required: bool
    example: str
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """One file of the catalogue."""

    name: str
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str


@cache
def catalogue() -> dict[str, Question]:
    """Return every question by its name, sorted."""
    files = sorted((sources.root() / "queries").glob("*.rq"))
    return {file.stem: parsed(file.stem, file.read_text(encoding="utf-8")) for file in files}


def question(name: str) -> Question:
    """Return the question of that name; raises UnknownName with near names."""
    try:
        return catalogue()[name]
    except KeyError:
        hint = "`fwgraph ask` lists the questions"
        raise UnknownName("question", name, list(catalogue()), hint) from None


def parsed(name: str, text: str) -> Question:
    """Return the question that a query file holds."""
    fields = dict(FIELD.findall(text))
    tags = tuple(tag.strip() for tag in fields.get("tags", "").strip("[]").split(","))
    parameters = tuple(parameter(found) for found in PARAMETER.findall(text))
    return Question(name, fields["summary"], fields.get("description", ""), tags, parameters, text)


def parameter(flow: str) -> Parameter:
    """Return the parameter that a YAML flow mapping of plain words describes."""
    fields = dict(pair.split(": ", 1) for pair in flow.split(", "))
    return Parameter(
        name=fields["name"],
        type=fields["type"],
        required=fields["required"] == "true",
        example=fields["example"],
        description=fields["description"],
    )


def ask(graph: Graph, name: str, values: Mapping[str, str] | None = None) -> Answer:
    """Return the answer of a named question for the given parameter values.

    Values are names, aliases, slugs or IRIs. Raises UnknownName for a question, parameter
    or thing that does not exist and BadRequest where a required parameter is missing.
    """
    asked = question(name)
    given = dict(values or {})
    for unknown in sorted(given.keys() - {each.name for each in asked.parameters}):
        known = [each.name for each in asked.parameters]
        hint = f"it takes {', '.join(known)}" if known else "it takes none"
        raise UnknownName(f"parameter of {name}", unknown, known, hint)
    text = asked.text
    for each in asked.parameters:
        if each.name in given:
            node = graph.names.find(given[each.name], TYPES[each.type])
            text = bind(text, each.name, node)
        elif each.required:
            raise BadRequest(f"{name} needs {each.name}=…, for example {each.name}={each.example}")
    return Answer.of(select(graph, text))


def select(graph: Graph, text: str) -> QuerySolutions:
    """Return the solutions of a SELECT query."""
    solutions = graph.query(text)
    if not isinstance(solutions, QuerySolutions):
        raise BadRequest("this query is not a SELECT")
    return solutions


def bind(text: str, name: str, value: NamedNode | Literal) -> str:
    """Return the query with the term in its ``VALUES ?name { … }`` line.

    The term is serialised by the library, so that nothing of it can become query text.
    Raises BadRequest where the query has no such line.
    """
    pattern = re.compile(rf"^([ \t]*VALUES \?{re.escape(name)} \{{ ).*( \}})$", re.MULTILINE)
    if not pattern.search(text):
        raise BadRequest(f"the query has no line VALUES ?{name} {{ … }}")
    return pattern.sub(lambda match: f"{match[1]}{value}{match[2]}", text, count=1)
