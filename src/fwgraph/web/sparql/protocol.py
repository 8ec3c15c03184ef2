"""The endpoint: requests of the SPARQL 1.1 Protocol to responses."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from functools import lru_cache
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from fwgraph.media_types import RDF_MEDIA_TYPES, RESULT_MEDIA_TYPES
from fwgraph.sparql.errors import explain_query_error
from fwgraph.web.http.accept import negotiate_media_type
from fwgraph.web.http.middleware import preflight_headers
from fwgraph.web.sparql import description
from fwgraph.web.sparql.dated_pools import DatedPools
from fwgraph.web.sparql.delivery import TimedResponse
from fwgraph.web.sparql.messages import Fault, query_message
from fwgraph.web.sparql.operation import (
    Operation,
    asks_nothing,
    parse_operation,
    resolve_dataset,
)
from fwgraph.web.sparql.pool import Pool
from fwgraph.web.sparql.refusals import (
    NEGOTIATED,
    Refusal,
    busy_refusal,
    capitalize_first,
    fault_refusal,
)
from fwgraph.web.sparql.screening import ScreenedQuery, screen_query

ALLOWED_METHODS = "GET, HEAD, POST, OPTIONS"
PREFLIGHT_HEADERS = NEGOTIATED | preflight_headers(
    ALLOWED_METHODS, "Accept, Content-Type, X-Requested-With"
)
SHORT_TEXT = 5_000
"""Characters of a query that is screened in the event loop; a longer one is in a thread."""
screen_query_cached = lru_cache(256)(screen_query)
"""The same for short queries, which many ask again and again."""
SMALL_BODY = 1 << 16
"""Bytes of a response that is sent in any case."""
Result = TypeVar("Result")

Pages = Mapping[str, Callable[[Request], Awaitable[Response]]]
UrlFunction = Callable[[Request], str]


class SparqlHandler:
    """Answers queries with a pool's processes.

    ``pages`` are representations of the endpoint beside its description, by media type;
    ``address`` tells its IRI; ``dated`` answers as of other days, where somebody does;
    ``held`` counts the bytes of responses that are being fetched.
    """

    def __init__(
        self, pool: Pool, pages: Pages, address: UrlFunction, dated: DatedPools | None = None
    ) -> None:
        self.pool = pool
        self.dated = dated
        self.pages = pages
        self.address = address
        self.held = 0

    async def respond(self, request: Request) -> Response:
        """Answer a request; raises Refusal, which is a response, too."""
        match request.method:
            case "OPTIONS":
                return Response(status_code=204, headers=PREFLIGHT_HEADERS)
            case "GET" | "HEAD" if asks_nothing(request):
                return await self.respond_without_query(request)
            case "GET" | "HEAD" | "POST":
                return await self.respond_to_query(request)
            case _:
                sentence = f"Queries are asked with GET or POST, not with {request.method}."
                raise Refusal(405, sentence, {"Allow": ALLOWED_METHODS})

    async def respond_without_query(self, request: Request) -> Response:
        """Return a page or the description, whichever the client prefers."""
        offered = [*RDF_MEDIA_TYPES, *self.pages]
        media_type = negotiate_media_type(request.headers.get("Accept"), offered)
        if media_type is None:
            raise Refusal(400, "There is no query here: give it as the parameter query=….")
        if page := self.pages.get(media_type):
            return await page(request)
        address = self.address(request)
        body = await description.serialize_service_description(self.pool, address, media_type)
        return Response(body, media_type=media_type, headers=NEGOTIATED)

    async def respond_to_query(self, request: Request) -> Response:
        """Answer a query."""
        try:
            operation = await parse_operation(request, self.pool.limits)
        except ClientDisconnect:
            return Response(status_code=400)
        query = await self.screen(operation.query)
        async with self.hold_pool(operation.day) as pool:
            return await self.answer_query(request, operation, query, pool)

    @asynccontextmanager
    async def hold_pool(self, day: str) -> AsyncIterator[Pool]:
        """Hold the pool of a day, the server's own for none; raises Refusal."""
        if not day:
            yield self.pool
        elif self.dated is None:
            raise Refusal(400, "Queries are answered as of one day here: leave out on=….")
        else:
            async with self.dated.hold_pool(day) as pool:
                yield pool

    async def answer_query(
        self, request: Request, operation: Operation, query: ScreenedQuery, pool: Pool
    ) -> Response:
        """Answer a query that may be evaluated with a pool's processes."""
        is_table = query.form in {"SELECT", "ASK"}
        offered = tuple(RESULT_MEDIA_TYPES if is_table else RDF_MEDIA_TYPES)
        media_type = negotiate_media_type(request.headers.get("Accept"), offered)
        if media_type is None:
            raise Refusal(406, f"This can be had as {', '.join(offered)}.")
        dataset = resolve_dataset(operation, query, pool.graphs)
        message = query_message(query.text, media_type, *dataset)
        reply = await cancel_on_disconnect(request, pool.answer(message))
        if reply is None:
            return Response(status_code=503)  # nobody is there to read it
        head, body = reply
        if fault := head.get("fault"):
            reason = head["reason"]
            if fault == Fault.QUERY:
                reason = capitalize_first(explain_query_error(operation.query, ValueError(reason)))
            raise fault_refusal(Fault(fault), reason, pool.limits)
        return self.build_response(body, media_type)

    async def screen(self, text: str) -> ScreenedQuery:
        """Return a query that may be evaluated; raises Refusal for any other."""
        if len(text) <= SHORT_TEXT:
            return screen_query_cached(text, self.pool.limits)
        return await asyncio.to_thread(screen_query, text, self.pool.limits)

    def build_response(self, body: bytes, media_type: str) -> TimedResponse:
        """Return the response; raises Refusal where too much waits to be fetched already."""
        limits, size = self.pool.limits, len(body) if len(body) > SMALL_BODY else 0
        if size and self.held + size > limits.held:
            raise busy_refusal("Too many answers wait to be fetched", limits)
        self.held += size

        def release_bytes() -> None:
            self.held -= size

        return TimedResponse(body, media_type, NEGOTIATED, limits.delivery, release_bytes)


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
