"""What can be asked over HTTP, as an OpenAPI 3.1 description made from the catalogue."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from fwgraph import __version__
from fwgraph.media_types import (
    ANSWER_FORMATS,
    DESCRIPTION_FORMATS,
    DUMP_FORMATS,
    HTML,
    JSON,
    Format,
)
from fwgraph.questions.catalogue import Parameter, Question
from fwgraph.web.http.links import Links
from fwgraph.web.pages.schemaorg import LICENCE, SUMMARY

PARAMETER_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "integer": {"type": "integer"},
    "date": {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}){0,2}$"},
}
"""How a parameter of a type is written, where it is no name and no text."""
PROBLEM_SCHEMA = {
    "type": "object",
    "required": ["status", "title", "detail"],
    "properties": {
        "status": {"type": "integer"},
        "title": {"type": "string"},
        "detail": {"type": "string"},
        "near": {"type": "array", "items": {"type": "object"}},
    },
}
"""A problem document (RFC 9457)."""
ERROR_REASONS = {
    "400": "A parameter is missing, unknown, given twice, or names nothing in the graph.",
    "404": "There is nothing at this address.",
    "406": "None of the accepted media types can be had.",
    "422": "The answer has more rows or bytes than can be had at once.",
    "503": "Too much to do at the moment, or it took too long: try again later.",
}
VIEW_PARAMETERS = (
    Parameter("focus", "software", False, "software/flask", "the thing in the middle"),
    Parameter("depth", "integer", False, "1", "how many steps away from it"),
    Parameter("relation", "relation", False, "builtOn", "relations to keep, parted by commas"),
    Parameter("edition", "edition", False, "web-frameworks-2016", "keep what this edition lists"),
)


def openapi_document(questions: Iterable[Question], thing: str, frame: Links) -> bytes:
    """Return the description as JSON; ``thing`` is the path of a thing for the examples."""
    found = {
        "openapi": "3.1.0",
        "info": {
            "title": "fwgraph",
            "version": __version__,
            "summary": "The knowledge graph of Python web frameworks, to be asked.",
            "description": SUMMARY,
            "license": {"name": "CC0 1.0", "url": LICENCE},
        },
        "servers": [{"url": frame.public.rstrip("/")}],
        "paths": dict(path_items(list(questions), thing)),
        "components": {
            "schemas": {"Problem": PROBLEM_SCHEMA},
            "responses": {each: problem_response(reason) for each, reason in ERROR_REASONS.items()},
        },
    }  # fmt: skip
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def path_items(questions: list[Question], thing: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Yield every address with what it answers."""
    for each in questions:
        yield f"/questions/{each.name}", path_item(question_operation(each))
    yield (
        "/questions",
        path_item(openapi_operation("questions", "Which questions are there?", [HTML, JSON])),
    )
    view = openapi_operation(
        "graph", "Which part of the graph does the explorer show?", [JSON], VIEW_PARAMETERS
    )
    yield "/graph.json", path_item(view)
    for form in DUMP_FORMATS:
        summary = f"What is the whole graph, as {form.name}?"
        yield (
            f"/fwgraph.{form.ending}",
            path_item(openapi_operation(f"dump-{form.ending}", summary, [form])),
        )
    kind, _, slug = thing.partition("/")
    described = openapi_operation("thing", "What is said of a thing?", DESCRIPTION_FORMATS)
    described["parameters"] = [
        openapi_path_parameter(
            "kind", kind, "software, specification or platform, edition, document …"
        ),
        openapi_path_parameter("slug", slug, "the short name of the thing"),
    ]
    yield "/{kind}/{slug}", path_item(described)
    yield "/health", path_item(openapi_operation("health", "Is the server there?", [JSON]))


def question_operation(question: Question) -> dict[str, Any]:
    """Return the operation that asks a question."""
    found = openapi_operation(question.name, question.summary, ANSWER_FORMATS, question.parameters)
    return found | {"description": question.description, "tags": list(question.tags)}


def openapi_operation(
    name: str, summary: str, forms: Iterable[Format], parameters: Iterable[Parameter] = ()
) -> dict[str, Any]:
    """Return an operation: what it is called, takes and answers."""
    content = {each.media_types[0]: media_type_object(each) for each in forms}
    reasons = {each: {"$ref": f"#/components/responses/{each}"} for each in ERROR_REASONS}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [openapi_query_parameter(each) for each in parameters],
        "responses": {"200": {"description": "The answer.", "content": content}, **reasons},
    }


def media_type_object(form: Format) -> dict[str, Any]:
    """Return what an answer in a form looks like."""
    return {"schema": {"type": "string"}} if form.media_types[0].startswith("text/") else {}


def openapi_query_parameter(parameter: Parameter) -> dict[str, Any]:
    """Return a parameter of a question."""
    whole = parameter.type == "integer"
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": f"{parameter.description} ({parameter.type})",
        "schema": PARAMETER_SCHEMAS.get(parameter.type, {"type": "string"}),
        "example": int(parameter.example) if whole else parameter.example,
    }


def openapi_path_parameter(name: str, example: str, description: str) -> dict[str, Any]:
    """Return a parameter that is a part of the path."""
    return {
        "name": name,
        "in": "path",
        "required": True,
        "description": description,
        "schema": {"type": "string"},
        "example": example,
    }


def path_item(operation: dict[str, Any]) -> dict[str, Any]:
    """Return a path that can be read."""
    return {"get": operation}


def problem_response(reason: str) -> dict[str, Any]:
    """Return an answer that is none."""
    problem = {"schema": {"$ref": "#/components/schemas/Problem"}}
    return {"description": reason, "content": {"application/problem+json": problem}}
