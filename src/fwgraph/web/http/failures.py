"""Answers where there is no answer: a sentence, in the form that was asked for."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fwgraph.media_types import DUMP_FORMATS, SPARQL_QUERY, TABLE_FORMATS, endings
from fwgraph.web.http.accept import negotiate_media_type
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Hyperlink
from fwgraph.web.pages.templating import render_template

PROBLEM_TYPE = "application/problem+json"
ERROR_TYPES = ("text/html", PROBLEM_TYPE, "application/json", "text/plain")
JSON_TYPES = ("application/ld+json", "application/sparql-results+json")


class HttpError(HTTPException):
    """A request that is not answered: its status, why, and what may have been meant."""

    def __init__(
        self,
        status: int,
        sentence: str,
        headers: Mapping[str, str] | None = None,
        near: Sequence[Hyperlink] = (),
    ) -> None:
        super().__init__(status, sentence, dict(headers or {}))
        self.near = near


STATUS_MESSAGES = {
    404: "There is nothing at this address.",
    405: "This address is only read: use GET or HEAD.",
    500: "Something went wrong here, and it has been written down. Trying again may help.",
}


def error_response(request: Request, failure: HTTPException, frame: Links) -> Response:
    """Return the answer for a failure: a page, a problem document (RFC 9457) or plain text."""
    plain = failure.detail == HTTPStatus(failure.status_code).phrase
    sentence = STATUS_MESSAGES.get(failure.status_code, failure.detail) if plain else failure.detail
    near = list(getattr(failure, "near", ()))
    offered = ERROR_TYPES if prefers_html(request.url.path) else ERROR_TYPES[::-1]
    chosen = (
        negotiate_media_type(request.headers.get("Accept"), (*offered, *JSON_TYPES)) or "text/plain"
    )
    content_type = chosen if chosen in {"text/html", "text/plain"} else PROBLEM_TYPE
    status = failure.status_code
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **(failure.headers or {})}
    if content_type == PROBLEM_TYPE:
        body = problem_document(status, sentence, near)
    elif content_type == "text/html":
        title = HTTPStatus(status).phrase
        body = render_template(
            "failure.html", frame, status=status, title=title, sentence=sentence, near=near
        )
    else:
        names = "".join(f"\n{link.text}: {link.href}" for link in near)
        body = f"{sentence}{names}\n".encode()
    if content_type != PROBLEM_TYPE:
        content_type += "; charset=utf-8"
    return Response(body, status, {**headers, "Content-Type": content_type})


def prefers_html(path: str) -> bool:
    """Tell whether an address is one of a page: programs ask the endpoint and other endings."""
    ending = path.rpartition("/")[2].rpartition(".")[2]
    return ending not in {
        "sparql",
        *endings((*DUMP_FORMATS, *TABLE_FORMATS, SPARQL_QUERY)),
    }


def problem_document(status: int, sentence: str, near: Sequence[Hyperlink]) -> bytes:
    """Return a problem document (RFC 9457, section 3)."""
    found: dict[str, object] = {
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": sentence,
    }
    if near:
        found["near"] = [{"name": link.text, "address": link.href} for link in near]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
