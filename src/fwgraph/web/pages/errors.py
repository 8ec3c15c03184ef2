"""Answers to requests that fail: a sentence, as a page or in the form that was asked for."""

import json
from collections.abc import Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fwgraph.media_types import DUMP_FORMATS, SPARQL_QUERY, TABLE_FORMATS, endings
from fwgraph.web.http.accept import negotiate_media_type
from fwgraph.web.http.links import Links
from fwgraph.web.pages.lookups import Hyperlink
from fwgraph.web.pages.not_found import NotFound
from fwgraph.web.pages.templating import render_template

PROBLEM_TYPE = "application/problem+json"
ERROR_TYPES = ("text/html", PROBLEM_TYPE, "application/json", "text/plain")
JSON_TYPES = ("application/ld+json", "application/sparql-results+json")
DATA_ENDINGS = frozenset(endings((*DUMP_FORMATS, *TABLE_FORMATS, SPARQL_QUERY)))
STATUS_MESSAGES = {
    404: "There is nothing at this address.",
    405: "This address is only read: use GET or HEAD.",
    500: "Something went wrong here, and it has been written down. Trying again may help.",
}
"""What Starlette's own errors say, in a sentence."""


def error_response(request: Request, error: HTTPException, links: Links) -> Response:
    """Return the answer for an error: a page, a problem document (RFC 9457) or plain text."""
    status, phrase = error.status_code, HTTPStatus(error.status_code).phrase
    sentence = error.detail
    if sentence == phrase:
        sentence = STATUS_MESSAGES.get(status, phrase)
    similar = error.similar if isinstance(error, NotFound) else ()
    media_type = error_media_type(request)
    if media_type == PROBLEM_TYPE:
        body = problem_document(status, sentence, similar)
    elif media_type == "text/html":
        body = error_page(links, status, sentence, similar)
    else:
        names = "".join(f"\n{link.text}: {link.href}" for link in similar)
        body = f"{sentence}{names}\n".encode()
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **(error.headers or {})}
    charset = "" if media_type == PROBLEM_TYPE else "; charset=utf-8"
    return Response(body, status, {**headers, "Content-Type": media_type + charset})


def error_media_type(request: Request) -> str:
    """Return what an error is written in: programs ask the endpoint and the data's endings."""
    ending = request.url.path.rpartition("/")[2].rpartition(".")[2]
    is_data = ending == "sparql" or ending in DATA_ENDINGS
    offers = (*(ERROR_TYPES[::-1] if is_data else ERROR_TYPES), *JSON_TYPES)
    preferred = negotiate_media_type(request.headers.get("Accept"), offers) or "text/plain"
    return preferred if preferred in {"text/html", "text/plain"} else PROBLEM_TYPE


def error_page(
    links: Links, status: int, sentence: str, similar: Sequence[Hyperlink] = ()
) -> bytes:
    """Return the page of an error."""
    title = HTTPStatus(status).phrase
    return render_template(
        "failure.html", links, status=status, title=title, sentence=sentence, near=similar
    )


def problem_document(status: int, sentence: str, similar: Sequence[Hyperlink]) -> bytes:
    """Return a problem document (RFC 9457, section 3)."""
    problem: dict[str, object] = {
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": sentence,
    }
    if similar:
        problem["near"] = [{"name": link.text, "address": link.href} for link in similar]
    return (json.dumps(problem, ensure_ascii=False, indent=1) + "\n").encode()
