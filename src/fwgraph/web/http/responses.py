"""HTTP answers from representations: conditional, compressed, and with their neighbours named."""

import re
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from fwgraph.media_types import HTML, Format
from fwgraph.web.http.bodies import ResponseBody, body_chunks
from fwgraph.web.http.cache import Representation
from fwgraph.web.http.documents import Resource
from fwgraph.web.http.links import PATH_SAFE, Links
from fwgraph.web.pages.schemaorg import LICENCE

ENTITY_TAG = re.compile(r'(?:W/)?"([^"]*)"')
GZIP = re.compile(r"(?:^|,)\s*(gzip|x-gzip|\*)\s*(?:;\s*q=([0-9.]+)\s*)?(?=,|$)", re.IGNORECASE)
CACHE_CONTROL = "public, max-age=300"
"""How long a cache may hand out an answer without asking: five minutes."""


class StreamedResponse(Response):
    """An answer that is sent piece by piece, each when there is room for it on the way."""

    def __init__(self, body: ResponseBody, headers: dict[str, str]) -> None:
        super().__init__(headers={**headers, "Content-Length": str(len(body))})
        self.pieces = body_chunks(body)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI has it
        """Send the answer; its body only where one is asked for (RFC 9110, section 9.3.2)."""
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        if scope["method"] != "HEAD":
            for piece in self.pieces:
                await send({"type": "http.response.body", "body": piece, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


def representation_response(
    request: Request, made: Representation, headers: dict[str, str]
) -> Response:
    """Return the representation, compressed where that is welcome; 304 where it is known.

    The ETag is strong, so the compressed bytes have one of their own (RFC 9110, 8.8.3).
    """
    zipped = made.gzipped if accepts_gzip(request) else None
    tag = f'"{made.tag}-gzip"' if zipped else f'"{made.tag}"'
    vary = ", ".join(filter(None, [headers.get("Vary", ""), "Accept-Encoding"]))
    sent = {"Cache-Control": CACHE_CONTROL} | headers | {"ETag": tag, "Vary": vary}
    if matches_etag(request.headers.get("If-None-Match", ""), tag):
        kept = {name: value for name, value in sent.items() if name != "Content-Disposition"}
        return Response(status_code=304, headers=kept)
    if zipped:
        sent["Content-Encoding"] = "gzip"
    body = made.content if zipped is None else zipped
    return StreamedResponse(body, {**sent, "Content-Type": made.content_type})


def accepts_gzip(request: Request) -> bool:
    """Tell whether a request accepts gzip (RFC 9110, section 12.5.3)."""
    found = {
        match[1].lower(): match[2]
        for match in GZIP.finditer(request.headers.get("Accept-Encoding", ""))
    }
    weight = next((found[name] for name in ("gzip", "x-gzip", "*") if name in found), "0")
    return weight is None or bool(weight.strip("0."))


def matches_etag(header: str, tag: str) -> bool:
    """Tell whether If-None-Match names the tag, by weak comparison (RFC 9110, 13.1.2)."""
    return header.strip() == "*" or tag.strip('"') in ENTITY_TAG.findall(header)


def link_header(document: Resource, form: Format, frame: Links) -> str:
    """Return a Link header: the other forms, the page they belong to, what is described."""
    links = [
        link_value(document.format_href(each, frame), rel="alternate", type=each.media_types[0])
        for each in document.formats
        if each is not form and len(document.formats) > 1
    ]
    if HTML in document.formats:
        links.append(link_value(document.page_href(frame), rel="canonical"))
    if document.iri:
        links.append(link_value(quote(document.iri, PATH_SAFE + "#%"), rel="describes"))
    if document.path.startswith("questions"):
        links.append(link_value(frame.file_href("openapi.json"), rel="service-desc"))
    if not document.path:
        links.append(link_value(frame.file_href(".well-known/void"), rel="describedby"))
    links.append(link_value(LICENCE, rel="license"))
    return ", ".join(links)


def link_value(target: str, **parameters: str) -> str:
    """Return one value of a Link header (RFC 8288)."""
    said = "".join(f'; {name}="{value}"' for name, value in parameters.items())
    return f"<{target}>{said}"
