"""Answers where there is no answer: a sentence, in the form that was asked for."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from fwgraph.web.http.accept import best
from fwgraph.web.http.links import Frame
from fwgraph.web.http.media_types import DUMPS, GRAPHS, QUERY, TABLES
from fwgraph.web.pages.lookups import Link
from fwgraph.web.pages.templating import page

PROBLEM = "application/problem+json"
OFFERED = ("text/html", PROBLEM, "application/json", "text/plain")
JSON_LIKE = ("application/ld+json", "application/sparql-results+json")


class Failure(HTTPException):
    """A request that is not answered: its status, why, and what may have been meant."""

    def __init__(
        self,
        status: int,
        sentence: str,
        headers: Mapping[str, str] | None = None,
        near: Sequence[Link] = (),
    ) -> None:
        super().__init__(status, sentence, dict(headers or {}))
        self.near = near


SENTENCES = {
    404: "There is nothing at this address.",
    405: "This address is only read: use GET or HEAD.",
    500: "Something went wrong here, and it has been written down. Trying again may help.",
}


def failed(request: Request, failure: HTTPException, frame: Frame) -> Response:
    """Return the answer for a failure: a page, a problem document (RFC 9457) or plain text."""
    plain = failure.detail == HTTPStatus(failure.status_code).phrase
    sentence = SENTENCES.get(failure.status_code, failure.detail) if plain else failure.detail
    near = list(getattr(failure, "near", ()))
    offered = OFFERED if is_page(request.url.path) else OFFERED[::-1]
    chosen = best(request.headers.get("Accept"), (*offered, *JSON_LIKE)) or "text/plain"
    content_type = chosen if chosen in {"text/html", "text/plain"} else PROBLEM
    status = failure.status_code
    headers = {"Cache-Control": "no-store", "Vary": "Accept", **(failure.headers or {})}
    if content_type == PROBLEM:
        body = problem(status, sentence, near)
    elif content_type == "text/html":
        title = HTTPStatus(status).phrase
        body = page("failure.html", frame, status=status, title=title, sentence=sentence, near=near)
    else:
        names = "".join(f"\n{link.text}: {link.href}" for link in near)
        body = f"{sentence}{names}\n".encode()
    if content_type != PROBLEM:
        content_type += "; charset=utf-8"
    return Response(body, status, {**headers, "Content-Type": content_type})


def is_page(path: str) -> bool:
    """Tell whether an address is one of a page: programs ask the endpoint and other endings."""
    ending = path.rpartition("/")[2].rpartition(".")[2]
    return ending not in {"sparql", *(each.ending for each in (*DUMPS, *TABLES, *GRAPHS, QUERY))}


def problem(status: int, sentence: str, near: Sequence[Link]) -> bytes:
    """Return a problem document (RFC 9457, section 3)."""
    found: dict[str, object] = {
        "status": status,
        "title": HTTPStatus(status).phrase,
        "detail": sentence,
    }
    if near:
        found["near"] = [{"name": link.text, "address": link.href} for link in near]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()
