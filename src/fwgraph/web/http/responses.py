"""HTTP answers from representations: conditional, compressed, large ones in pieces."""

import re
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from fwgraph.web.http.cache import Body, Representation

ENTITY_TAG = re.compile(r'(?:W/)?"([^"]*)"')
GZIP = re.compile(r"(?:^|,)\s*(gzip|x-gzip|\*)\s*(?:;\s*q=([0-9.]+)\s*)?(?=,|$)")
CACHE_CONTROL = "public, max-age=300"
"""How long a cache may hand out an answer without asking: five minutes."""
CHUNK_SIZE = 1 << 16
"""Bytes that are sent at a time: a client that is slow to take them holds no more memory."""


def representation_response(
    request: Request, representation: Representation, headers: dict[str, str]
) -> Response:
    """Return the representation, compressed where that is welcome; 304 where it is known.

    The ETag is strong, so the compressed bytes have one of their own (RFC 9110, 8.8.3).
    """
    zipped = (
        representation.gzipped if accepts_gzip(request.headers.get("Accept-Encoding", "")) else None
    )
    tag = f'"{representation.tag}-gzip"' if zipped else f'"{representation.tag}"'
    vary = ", ".join(filter(None, [headers.get("Vary", ""), "Accept-Encoding"]))
    sent = {"Cache-Control": CACHE_CONTROL} | headers | {"ETag": tag, "Vary": vary}
    if matches_etag(request.headers.get("If-None-Match", ""), tag):
        return Response(status_code=304, headers=sent)
    if zipped:
        sent["Content-Encoding"] = "gzip"
    return body_response(
        zipped or representation.content, {**sent, "Content-Type": representation.content_type}
    )


def body_response(body: Body, headers: dict[str, str]) -> Response:
    """Return the answer with a body, in pieces if it is large.

    Streaming costs a task group, 160 microseconds: too much for a page that is written already.
    """
    if len(body) <= CHUNK_SIZE:
        return Response(body[:], headers=headers)
    return StreamingResponse(
        body_chunks(body), headers={**headers, "Content-Length": str(len(body))}
    )


async def body_chunks(body: Body) -> AsyncIterator[bytes]:
    """Yield a body piece by piece."""
    for position in range(0, len(body), CHUNK_SIZE):
        yield body[position : position + CHUNK_SIZE]


def accepts_gzip(header: str) -> bool:
    """Tell whether an Accept-Encoding header accepts gzip (RFC 9110, section 12.5.3)."""
    weights = dict(GZIP.findall(header.lower()))
    named = [weights[name] for name in ("gzip", "x-gzip", "*") if name in weights]
    return bool(named) and (not named[0] or bool(named[0].strip("0.")))


def matches_etag(header: str, tag: str) -> bool:
    """Tell whether If-None-Match names the tag, by weak comparison (RFC 9110, 13.1.2)."""
    return header.strip() == "*" or tag.strip('"') in ENTITY_TAG.findall(header)
