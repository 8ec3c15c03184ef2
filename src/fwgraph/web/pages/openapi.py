"""What can be asked over HTTP, as an OpenAPI 3.1 description made from the catalogue."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from fwgraph.media_types import (
    ANSWER_FORMATS,
    DESCRIPTION_FORMATS,
    DUMP_FORMATS,
    HTML,
    JSON,
    Format,
)
from fwgraph.project import __version__
from fwgraph.questions.catalogue import Parameter, Question
from fwgraph.web.http.links import Links
from fwgraph.web.pages.schemaorg import LICENCE, SUMMARY
from fwgraph.web.pages.views import VIEW_PARAMETERS

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
PROBLEM_CONTENT = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
ERROR_REASONS = {
    "400": "A parameter is missing, unknown, given twice, or names nothing in the graph.",
    "404": "There is nothing at this address.",
    "406": "None of the accepted media types can be had.",
    "422": "The answer has more rows or bytes than can be had at once.",
    "503": "Too much to do at the moment, or it took too long: try again later.",
}

DAY = Parameter("on", "date", False, "2012-01-01", "the day that the graph is to be of")
DAY_REFERENCE = {"parameters": [{"$ref": "#/components/parameters/on"}]}


def openapi_document(questions: Iterable[Question], thing: str, links: Links) -> bytes:
    """Return the description as JSON; ``thing`` is the path of a thing for the examples."""
    document = {
        "openapi": "3.1.0",
        "info": {
            "title": "fwgraph",
            "version": __version__,
            "summary": "The knowledge graph of Python web frameworks, to be asked.",
            "description": SUMMARY,
            "license": {"name": "CC0 1.0", "url": LICENCE},
        },
        "servers": [{"url": links.public.rstrip("/")}],
        "paths": {
            path: {"get": operation} | ({} if path == "/health" else DAY_REFERENCE)
            for path, operation in path_operations(questions, thing)
        },
        "components": {
            "parameters": {"on": openapi_parameter(DAY)},
            "schemas": {"Problem": PROBLEM_SCHEMA},
            "responses": {
                status: {"description": reason, "content": PROBLEM_CONTENT}
                for status, reason in ERROR_REASONS.items()
            },
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def path_operations(
    questions: Iterable[Question], thing: str
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every address with the operation that reads it."""
    for question in questions:
        operation = openapi_operation(
            question.name, question.summary, ANSWER_FORMATS, question.parameters
        )
        operation |= {"description": question.description, "tags": list(question.tags)}
        yield f"/questions/{question.name}", operation
    yield "/questions", openapi_operation("questions", "Which questions are there?", (HTML, JSON))
    summary = "Which part of the graph does the explorer show?"
    yield "/graph.json", openapi_operation("graph", summary, (JSON,), VIEW_PARAMETERS)
    for form in DUMP_FORMATS:
        summary = f"What is the whole graph, as {form.name}?"
        yield f"/fwgraph.{form.ending}", openapi_operation(f"dump-{form.ending}", summary, (form,))
    operation = openapi_operation("thing", "What is said of a thing?", DESCRIPTION_FORMATS)
    kind, _, slug = thing.partition("/")
    kinds = "software, specification or platform, edition, document …"
    operation["parameters"] = [
        openapi_parameter(Parameter("kind", "text", True, kind, kinds), "path"),
        openapi_parameter(
            Parameter("slug", "text", True, slug, "the short name of the thing"), "path"
        ),
    ]
    yield "/{kind}/{slug}", operation
    yield "/health", openapi_operation("health", "Is the server there?", (JSON,))


def openapi_operation(
    name: str, summary: str, forms: Iterable[Format], parameters: Iterable[Parameter] = ()
) -> dict[str, Any]:
    """Return an operation: what it is called, takes and answers."""
    media_types = (form.media_types[0] for form in forms)
    content = {
        media_type: {"schema": {"type": "string"}} if media_type.startswith("text/") else {}
        for media_type in media_types
    }
    errors = {status: {"$ref": f"#/components/responses/{status}"} for status in ERROR_REASONS}
    return {
        "operationId": name,
        "summary": summary,
        "parameters": [openapi_parameter(parameter) for parameter in parameters],
        "responses": {"200": {"description": "The answer.", "content": content}, **errors},
    }


def openapi_parameter(parameter: Parameter, place: str = "query") -> dict[str, Any]:
    """Return a parameter of a question, or one that is a part of the path."""
    is_integer = parameter.type == "integer"
    hint = f" ({parameter.type})" if place == "query" else ""
    return {
        "name": parameter.name,
        "in": place,
        "required": parameter.required,
        "description": parameter.description + hint,
        "schema": PARAMETER_SCHEMAS.get(parameter.type, {"type": "string"}),
        "example": int(parameter.example) if is_integer else parameter.example,
    }
