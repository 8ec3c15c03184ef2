"""The endpoint: requests of the SPARQL 1.1 Protocol to answers."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import TypeVar

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from fwgraph.sparql.errors import explained
from fwgraph.web.http.accept import best
from fwgraph.web.sparql import description
from fwgraph.web.sparql.datasets import dataset
from fwgraph.web.sparql.delivery import Delivery
from fwgraph.web.sparql.faults import Fault
from fwgraph.web.sparql.forms import OFFERED, TRIPLES
from fwgraph.web.sparql.messages import Head
from fwgraph.web.sparql.operation import Operation, operation
from fwgraph.web.sparql.pool import Pool
from fwgraph.web.sparql.refusals import OPEN, Refused, busy, refusal
from fwgraph.web.sparql.screening import Screened, screened

ALLOWED = "GET, HEAD, POST, OPTIONS"
PREFLIGHT = {
    **OPEN,
    "Allow": ALLOWED,
    "Access-Control-Allow-Methods": ALLOWED,
    "Access-Control-Allow-Headers": "Accept, Content-Type, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}
SHORT_TEXT = 5_000
"""Characters of a query that is screened in no time; a longer one does not hold up others."""
screened_once = lru_cache(256)(screened)
"""The same for short queries, which many ask again and again."""
SMALL = 1 << 16
"""Bytes of an answer that is sent in any case."""
Result = TypeVar("Result")

Page = Callable[[Request], Response | Awaitable[Response]]
Address = Callable[[Request], str]


class Endpoint:
    """Answers queries with a pool's processes.

    Browsers that ask nothing get the ``page``; ``address`` tells the endpoint's own IRI.
    """

    def __init__(self, pool: Pool, page: Page | None, address: Address) -> None:
        self.pool = pool
        self.page = page
        self.address = address
        self.held = 0

    async def respond(self, request: Request) -> Response:
        """Answer a request; raises Refused, which is an answer, too."""
        match request.method:
            case "OPTIONS":
                return Response(status_code=204, headers=PREFLIGHT)
            case "GET" | "HEAD" if not request.scope.get("query_string"):
                return await self.introduce(request)
            case "GET" | "HEAD" | "POST":
                return await self.query(request)
            case _:
                sentence = f"Queries are asked with GET or POST, not with {request.method}."
                raise Refused(405, sentence, {"Allow": ALLOWED})

    async def introduce(self, request: Request) -> Response:
        """Answer who asks nothing: with the page for browsers, or with the description."""
        accept = request.headers.get("Accept")
        offered = [*TRIPLES, "text/html"] if self.page else list(TRIPLES)
        media_type = best(accept, offered)
        if media_type is None:
            raise Refused(400, "There is no query here: give it as the parameter query=….")
        if media_type == "text/html" and self.page:
            found = self.page(request)
            return await found if isinstance(found, Awaitable) else found
        body = await description.described(self.pool, self.address(request), media_type)
        return Response(body, media_type=media_type, headers=OPEN)

    async def query(self, request: Request) -> Response:
        """Answer a query."""
        try:
            asked = await operation(request, self.pool.limits)
        except ClientDisconnect:
            return Response(status_code=400)
        query = await self.screened(asked.query)
        offered = OFFERED[query.form]
        media_type = best(request.headers.get("Accept"), offered)
        if media_type is None:
            raise Refused(406, f"This can be had as {', '.join(offered)}.")
        head = self.message(asked, query, media_type)
        reply = await unless_gone(request, self.pool.answer(head))
        if reply is None:
            return Response(status_code=503)  # nobody is there to read it
        if fault := reply[0].get("fault"):
            raise self.failed(asked.query, Fault(fault), reply[0]["reason"])
        return self.delivery(reply[1], media_type)

    async def screened(self, text: str) -> Screened:
        """Return a query that may be evaluated; raises Refused for any other."""
        if len(text) <= SHORT_TEXT:
            return screened_once(text, self.pool.limits)
        return await asyncio.to_thread(screened, text, self.pool.limits)

    def message(self, asked: Operation, query: Screened, media_type: str) -> Head:
        """Return what a process is asked."""
        graphs = dataset(query, asked.default, asked.named, self.pool.graphs)
        return {
            "query": query.text,
            "type": media_type,
            "default": graphs.default,
            "named": graphs.named,
        }

    def failed(self, text: str, fault: Fault, reason: str) -> Refused:
        """Return what the client is told of a fault."""
        if fault is Fault.QUERY:
            sentence = explained(text, ValueError(reason))
            reason = f"{sentence[:1].upper()}{sentence[1:]}"
        return refusal(fault, reason, self.pool.limits)

    def delivery(self, body: bytes, media_type: str) -> Delivery:
        """Return the answer; raises Refused where too much waits to be fetched already."""
        size = len(body) if len(body) > SMALL else 0
        if size and self.held + size > self.pool.limits.held:
            raise busy("Too many answers wait to be fetched", self.pool.limits)
        self.held += size

        def done() -> None:
            self.held -= size

        return Delivery(body, media_type, OPEN, self.pool.limits.delivery, done)


async def unless_gone(request: Request, work: Awaitable[Result]) -> Result | None:
    """Return the result of some work; None where the client has left, which cancels it."""
    working = asyncio.ensure_future(work)
    leaving = asyncio.create_task(left(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.wait({working, leaving})


async def left(request: Request) -> None:
    """Return when the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        continue
