"""What a request asks for: which path, which form, with which values."""

import re

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from fwgraph.media_types import Format
from fwgraph.web.http.accept import negotiate_media_type
from fwgraph.web.http.documents import Resource
from fwgraph.web.http.failures import HttpError
from fwgraph.web.http.links import Links

MAX_VALUES, MAX_VALUE_LENGTH = 20, 500
"""Parameters of a question at most, and characters of each."""
ABSOLUTE_FORM = re.compile(r"https?://[^/]*", re.IGNORECASE)


class OriginFormMiddleware:
    """Takes the host from a path that is a whole address, as proxies write it.

    A server has to understand it (RFC 9112, section 3.2.2); which host it is does not matter
    here.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the application does for the path alone."""
        if scope["type"] == "http" and (host := ABSOLUTE_FORM.match(scope["path"])):
            scope = {**scope, "path": scope["path"][host.end() :] or "/"}
        await self.app(scope, receive, send)


def query_parameters(request: Request) -> dict[str, str]:
    """Return the values of a request's parameters; Failure 400 for too many, or one twice."""
    pairs = request.query_params.multi_items()
    found = dict(pairs)
    if len(pairs) > MAX_VALUES or any(len(value) > MAX_VALUE_LENGTH for value in found.values()):
        raise HttpError(
            400, f"At most {MAX_VALUES} parameters, of {MAX_VALUE_LENGTH} characters each."
        )
    twice = [name for name in found if request.query_params.getlist(name)[1:]]
    if twice:
        raise HttpError(400, f"{twice[0]}= is given twice: say one of them.")
    return found


def negotiate_format(request: Request, document: Resource, frame: Links) -> Format:
    """Return the form that a request prefers; Failure 406 with all forms if none will do."""
    offers = {media_type: form for form in document.formats for media_type in form.media_types}
    chosen = negotiate_media_type(request.headers.get("Accept"), list(offers))
    if chosen is None:
        forms = ", ".join(f"{form.media_types[0]} (.{form.ending})" for form in document.formats)
        raise HttpError(
            406, f"{frame.page_href(document.path)} can be had as {forms}.", {"Vary": "Accept"}
        )
    return offers[chosen]
