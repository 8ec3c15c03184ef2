"""The endpoint: requests of the SPARQL 1.1 Protocol to answers."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from fwgraph.sparql.errors import explain_query_error
from fwgraph.web.http.accept import negotiate_media_type
from fwgraph.web.sparql import description
from fwgraph.web.sparql.datasets import resolve_dataset
from fwgraph.web.sparql.delivery import TimedResponse
from fwgraph.web.sparql.faults import Fault
from fwgraph.web.sparql.forms import OFFERED_MEDIA_TYPES, RDF_MEDIA_TYPES
from fwgraph.web.sparql.messages import MessageHead
from fwgraph.web.sparql.operation import Operation, parse_operation
from fwgraph.web.sparql.pool import Pool
from fwgraph.web.sparql.refusals import (
    CORS_HEADERS,
    Refusal,
    busy_refusal,
    capitalize_first,
    fault_refusal,
)
from fwgraph.web.sparql.screening import ScreenedQuery, screen_query

ALLOWED_METHODS = "GET, HEAD, POST, OPTIONS"
PREFLIGHT_HEADERS = {
    **CORS_HEADERS,
    "Allow": ALLOWED_METHODS,
    "Access-Control-Allow-Methods": ALLOWED_METHODS,
    "Access-Control-Allow-Headers": "Accept, Content-Type, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}
SHORT_TEXT = 5_000
"""Characters of a query that is screened in no time; a longer one does not hold up others."""
screen_query_cached = lru_cache(256)(screen_query)
"""The same for short queries, which many ask again and again."""
SMALL_BODY = 1 << 16
"""Bytes of an answer that is sent in any case."""
Result = TypeVar("Result")

PageHandler = Callable[[Request], Response | Awaitable[Response]]
UrlFunction = Callable[[Request], str]


class SparqlHandler:
    """Answers queries with a pool's processes.

    Browsers that ask nothing get the ``page``; ``address`` tells the endpoint's own IRI.
    """

    def __init__(self, pool: Pool, page: PageHandler | None, address: UrlFunction) -> None:
        self.pool = pool
        self.page = page
        self.address = address
        self.held = 0

    async def respond(self, request: Request) -> Response:
        """Answer a request; raises Refused, which is an answer, too."""
        match request.method:
            case "OPTIONS":
                return Response(status_code=204, headers=PREFLIGHT_HEADERS)
            case "GET" | "HEAD" if not request.scope.get("query_string"):
                return await self.respond_without_query(request)
            case "GET" | "HEAD" | "POST":
                return await self.respond_to_query(request)
            case _:
                sentence = f"Queries are asked with GET or POST, not with {request.method}."
                raise Refusal(405, sentence, {"Allow": ALLOWED_METHODS})

    async def respond_without_query(self, request: Request) -> Response:
        """Answer who asks nothing: with the page for browsers, or with the description."""
        accept = request.headers.get("Accept")
        offered = [*RDF_MEDIA_TYPES, "text/html"] if self.page else list(RDF_MEDIA_TYPES)
        media_type = negotiate_media_type(accept, offered)
        if media_type is None:
            raise Refusal(400, "There is no query here: give it as the parameter query=….")
        if media_type == "text/html" and self.page:
            found = self.page(request)
            return await found if isinstance(found, Awaitable) else found
        body = await description.serialize_service_description(
            self.pool, self.address(request), media_type
        )
        return Response(body, media_type=media_type, headers=CORS_HEADERS)

    async def respond_to_query(self, request: Request) -> Response:
        """Answer a query."""
        try:
            asked = await parse_operation(request, self.pool.limits)
        except ClientDisconnect:
            return Response(status_code=400)
        query = await self.screen(asked.query)
        offered = OFFERED_MEDIA_TYPES[query.form]
        media_type = negotiate_media_type(request.headers.get("Accept"), offered)
        if media_type is None:
            raise Refusal(406, f"This can be had as {', '.join(offered)}.")
        head = self.build_message(asked, query, media_type)
        reply = await cancel_on_disconnect(request, self.pool.answer(head))
        if reply is None:
            return Response(status_code=503)  # nobody is there to read it
        if fault := reply[0].get("fault"):
            raise self.query_refusal(asked.query, Fault(fault), reply[0]["reason"])
        return self.build_response(reply[1], media_type)

    async def screen(self, text: str) -> ScreenedQuery:
        """Return a query that may be evaluated; raises Refused for any other."""
        if len(text) <= SHORT_TEXT:
            return screen_query_cached(text, self.pool.limits)
        return await asyncio.to_thread(screen_query, text, self.pool.limits)

    def build_message(self, asked: Operation, query: ScreenedQuery, media_type: str) -> MessageHead:
        """Return what a process is asked."""
        graphs = resolve_dataset(query, asked.default, asked.named, self.pool.graphs)
        return {
            "query": query.text,
            "type": media_type,
            "default": graphs.default,
            "named": graphs.named,
        }

    def query_refusal(self, text: str, fault: Fault, reason: str) -> Refusal:
        """Return what the client is told of a fault."""
        if fault is Fault.QUERY:
            reason = capitalize_first(explain_query_error(text, ValueError(reason)))
        return fault_refusal(fault, reason, self.pool.limits)

    def build_response(self, body: bytes, media_type: str) -> TimedResponse:
        """Return the answer; raises Refused where too much waits to be fetched already."""
        size = len(body) if len(body) > SMALL_BODY else 0
        if size and self.held + size > self.pool.limits.held:
            raise busy_refusal("Too many answers wait to be fetched", self.pool.limits)
        self.held += size

        def release_bytes() -> None:
            self.held -= size

        return TimedResponse(
            body, media_type, CORS_HEADERS, self.pool.limits.delivery, release_bytes
        )


async def cancel_on_disconnect(request: Request, work: Awaitable[Result]) -> Result | None:
    """Return the result of some work; None where the client has left, which cancels it."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.create_task(wait_for_disconnect(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.wait({working, leaving})


async def wait_for_disconnect(request: Request) -> None:
    """Return when the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        continue
