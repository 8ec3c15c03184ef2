"""What tools take: JSON Schemas of their arguments, those of questions read from the catalogue."""

from collections.abc import Iterable, Mapping
from typing import Any

from jsonschema import Draft202012Validator, ValidationError  # type: ignore[import-untyped]
from jsonschema.exceptions import best_match  # type: ignore[import-untyped]

from fwgraph.errors import BadRequest, UnknownName
from fwgraph.mcp.bounds import DEFAULT_ROWS, MAX_ROWS
from fwgraph.questions.catalogue import NAME_TYPES, Parameter, Question

Schema = dict[str, Any]
"""A JSON Schema, draft 2020-12."""

MAX_ARGUMENT = 500
"""Characters of a text that is given to a tool."""
NAME: Schema = {"type": "string", "minLength": 1, "maxLength": MAX_ARGUMENT}
PAGING: Schema = {
    "limit": {"type": "integer", "minimum": 1, "maximum": MAX_ROWS, "default": DEFAULT_ROWS},
    "offset": {"type": "integer", "minimum": 0, "default": 0},
}
"""The parameters of a tool whose answer has rows."""
LITERAL_TYPES: Mapping[str, Schema] = {
    "integer": {"type": "integer"},
    "text": NAME,
    "date": {"type": "string", "pattern": r"^\d{4}(-\d\d(-\d\d)?)?$"},
}
"""Schemas of the parameters of questions that are no names."""


def object_schema(properties: Schema, required: Iterable[str] = ()) -> Schema:
    """Return the schema of arguments that have these properties and no others."""
    return {
        "type": "object",
        "properties": properties,
        "required": list(required),
        "additionalProperties": False,
    }


def question_properties(questions: Iterable[Question]) -> Schema:
    """Return the properties for the parameters of all questions, sorted by name."""
    known: dict[str, list[Parameter]] = {}
    for question in questions:
        for parameter in question.parameters:
            known.setdefault(parameter.name, []).append(parameter)
    return {name: parameter_schema(several) for name, several in sorted(known.items())}


def parameter_schema(parameters: list[Parameter]) -> Schema:
    """Return the schema of what several questions call by one name."""
    types = list(dict.fromkeys(parameter.type for parameter in parameters))
    schema = NAME if types[0] in NAME_TYPES else LITERAL_TYPES[types[0]]
    kinds = dict.fromkeys(kind for type_ in types for kind in NAME_TYPES.get(type_, ()))
    what = f"name of a {' or '.join(kinds)}, " if kinds else ""
    return {**schema, "description": f"{what}such as {parameters[0].example}"}


def check_arguments(tool: str, schema: Schema, arguments: Mapping[str, Any]) -> None:
    """Raise BadRequest or UnknownName, in a sentence, for arguments that do not fit a schema."""
    unknown = sorted(map(str, arguments.keys() - schema["properties"].keys()))
    if unknown:
        names = list(schema["properties"])
        hint = f"it takes {', '.join(names)}" if names else "it takes none"
        raise UnknownName(f"parameter of {tool}", unknown[0][:MAX_ARGUMENT], names, hint)
    if error := best_match(Draft202012Validator(schema).iter_errors(arguments)):
        if error.validator == "enum" and isinstance(error.instance, str):
            what, known = str(error.path[-1]), error.validator_value
            hint = "`questions` lists them" if what == "question" else f"say {', '.join(known)}"
            raise UnknownName(what, error.instance[:MAX_ARGUMENT], known, hint)
        raise BadRequest(explain_mismatch(tool, error))
    for name, value in arguments.items():
        if isinstance(value, str) and not value.isprintable():
            raise BadRequest(f"{tool}, {name}: it has characters that no name has")


def explain_mismatch(tool: str, error: ValidationError) -> str:
    """Return what is wrong with the arguments of a tool."""
    place = ", ".join([tool, *map(str, error.path)])
    known = error.validator_value
    if error.validator == "required":
        missing = next(name for name in known if name not in error.instance)
        return f"{place} needs {missing}"
    if error.validator == "type":
        return f"{place}: write {'an' if known == 'integer' else 'a'} {known}"
    if error.validator == "maxLength":
        return f"{place}: write at most {known} characters"
    if error.validator == "pattern":
        return f"{place}: write a day, a month or a year, such as 2010-01-31"
    return f"{place}: {error.message[:MAX_ARGUMENT]}"
