"""The application: an address for each document, and the little that is no document."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fwgraph.errors import FwgraphError
from fwgraph.web.http.cache import Representation, Shelf, representation
from fwgraph.web.http.failures import Failure, failed
from fwgraph.web.http.headers import EDITOR_POLICY, PREFLIGHT, SafeHeaders, add
from fwgraph.web.http.links import Frame, mount
from fwgraph.web.http.media_types import HTML, Form
from fwgraph.web.http.requests import OriginForm, preferred, values
from fwgraph.web.http.responses import neighbours, respond
from fwgraph.web.http.thread_pool import Crew
from fwgraph.web.pages import assets, editor, not_found
from fwgraph.web.publication import Publication
from fwgraph.web.sparql.limits import Limits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping

    from starlette.requests import Request

    from fwgraph.graph import Graph
    from fwgraph.web.http.documents import Document
    from fwgraph.web.sparql.pool import Pool
    from fwgraph.web.sparql.pool_client import Pooled

LONGEST_PATH = 2_000
"""Characters of a path at most; no document has a longer one."""
ASKERS = 128
"""Threads that wait for answers to questions, where processes work them out."""
LOCAL = ("127.0.0.1", 80)
MOST_ADDRESSES = 16
"""Addresses at most by which the server is known; a machine may have any number of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the application answers: its public address, what pages and queries may cost."""

    public: str | None = None
    seconds: float = 10
    threads: int = 4
    waiting: int = 64
    limits: Limits = field(default_factory=Limits)


class Reception:
    """Takes each request to the document that it is for."""

    def __init__(self, graph: Graph, settings: Settings, asked: Pooled | None = None) -> None:
        graph.names.index()  # read before threads ask for it
        self.publication = Publication(graph, asked)
        self.settings = settings
        self.shelf = Shelf()
        self.addresses: set[tuple[str, int]] = set()
        threads, waiting = settings.threads, settings.waiting
        self.crew = Crew("pages", threads, waiting, settings.seconds)
        self.viewers = Crew("views", threads, waiting, settings.seconds)
        self.askers = (  # they wait for the pool, which has lines and time limits of its own
            Crew("questions", ASKERS, waiting, asked.patience)
            if asked
            else Crew("questions", threads, waiting, settings.seconds)
        )

    def frame(self, request: Request) -> Frame:
        """Return where pages stand: under the address that is set, or the socket's own.

        The Host header is never asked: it is whatever a client writes.
        """
        public = self.settings.public
        if public is None:
            host, port = self.own(request.scope.get("server") or LOCAL)
            public = f"{request.scope['scheme']}://{f'[{host}]' if ':' in host else host}:{port}/"
        return Frame(mount(public), public)

    def own(self, address: tuple[str, int]) -> tuple[str, int]:
        """Return a socket's address, or the lowest known one where there are too many of them."""
        if len(self.addresses) < MOST_ADDRESSES:
            self.addresses.add(address)
        return address if address in self.addresses else min(self.addresses)

    async def document(self, request: Request) -> Response:
        """Answer with a document in the form that is asked for."""
        path = request.path_params["path"]
        found = self.publication.find(path) if len(path) <= LONGEST_PATH else None
        if found is None:
            raise await self.missing(path, self.frame(request))
        document, form = found
        if document.ask and request.query_params:
            document = document.ask(values(request))
        return await self.answer(request, document, form)

    async def answer(self, request: Request, document: Document, form: Form | None) -> Response:
        """Answer with a form of a document, the one that the request prefers if none is named."""
        frame, headers = self.frame(request), {}
        if form is None:
            form = preferred(request, document, frame)
            if len(document.forms) > 1:
                headers = {"Vary": "Accept", "Content-Location": document.form_in(form, frame)}
        try:
            made = await self.make(document, form, frame)
        except FwgraphError as error:
            return await self.excused(document, form, frame, error)
        return respond(request, made, {**headers, "Link": neighbours(document, form, frame)})

    async def excused(
        self, document: Document, form: Form, frame: Frame, error: FwgraphError
    ) -> Response:
        """Answer that a document cannot be had like this: wrong values, or a form too small."""
        sentence, excuse = str(error), document.excuse
        if excuse is None:
            raise Failure(406, sentence, {"Vary": "Accept"}) from error
        if form is not HTML:
            raise Failure(400, sentence) from error
        body = await self.askers.make(lambda: excuse(sentence, frame))
        headers = {"Cache-Control": "no-store", "Vary": "Accept", "Content-Type": form.content_type}
        return Response(body, 400, headers)

    async def make(self, document: Document, form: Form, frame: Frame) -> Representation:
        """Return a form of a document, from the shelf or made now."""
        key = (document.path, document.query, form.ending, frame)
        if kept := self.shelf.get(key):
            return kept
        return await self.crew_for(document).make(
            lambda: self.written(key, document, form, frame), key
        )

    def crew_for(self, document: Document) -> Crew:
        """Return who makes a document: what is asked for does not hold up what is there."""
        if document.path.startswith("questions/"):
            return self.askers
        return self.viewers if document.query else self.crew

    def written(
        self, key: Hashable, document: Document, form: Form, frame: Frame
    ) -> Representation:
        """Return a form of a document, made now and put on the shelf."""
        made = representation(document.write(form, frame), form.content_type)
        self.shelf.put(key, made, for_good=self.publication.is_fixed(document))
        return made

    async def missing(self, path: str, frame: Frame) -> Failure:
        """Return the failure for a path without a document, with what may have been meant."""
        found = await self.crew.make(lambda: not_found.links(self.publication.library, path, frame))
        return Failure(404, not_found.sentence(path), near=found)

    async def asset(self, request: Request) -> Response:
        """Answer with a file that pages need."""
        name = request.path_params["name"]
        content = assets.assets().get(name)
        if content is None:
            raise Failure(404, f"There is no file static/{name}.")
        key = ("static", name)
        made = self.shelf.get(key) or representation(content, assets.content_type(name))
        self.shelf.put(key, made)
        return respond(request, made, {})

    async def health(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """Answer that the server is there, and how many triples it holds."""
        said = {"status": "ok", "triples": len(self.publication.graph)}
        headers = {"Cache-Control": "no-store", "Content-Type": "application/json"}
        return Response(json.dumps(said), headers=headers)

    def query_page(self, request: Request) -> Response:
        """Return the page on which people write queries."""
        frame = self.frame(request)
        made = self.shelf.get(("sparql", frame))
        if made is None:
            questions = self.publication.catalogue.names.values()
            limits = self.settings.limits
            body = editor.write(questions, limits.seconds, limits.rows, frame)
            made = representation(body, HTML.content_type)
            self.shelf.put(("sparql", frame), made)
        return respond(request, made, {"Vary": "Accept", "Content-Security-Policy": EDITOR_POLICY})

    def endpoint(self, request: Request) -> str:
        """Return the address of the SPARQL endpoint."""
        return self.frame(request).absolute("sparql")

    def fail(self, request: Request, error: Exception) -> Response:
        """Answer for a failure; one that nobody foresaw is written to the log by the server."""
        failure = error if isinstance(error, HTTPException) else HTTPException(500)
        response = failed(request, failure, self.frame(request))
        add(response.headers)  # an unforeseen one is answered outside of SafeHeaders
        return response


def application(
    graph: Graph, pool: Pool | None = None, settings: Settings | None = None
) -> Starlette:
    """Return the application for a graph; ``pool`` answers SPARQL, without it nobody does.

    The pool is started and stopped with the application.
    """
    asked = pooled(graph, pool) if pool else None
    reception = Reception(graph, settings or Settings(), asked)
    handlers: Mapping[object, Callable[[Request, Exception], Response]] = {
        HTTPException: reception.fail,
        Exception: reception.fail,
    }

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - Starlette's signature
        if pool and asked:
            await asked.start()
        try:
            yield
        finally:
            for crew in (reception.crew, reception.viewers, reception.askers):
                crew.leave()
            if pool:
                await pool.stop()

    return Starlette(
        routes=routes(reception, pool),
        middleware=[Middleware(SafeHeaders), Middleware(OriginForm)],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def pooled(graph: Graph, pool: Pool) -> Pooled:
    """Return the graph as the pool answers for it."""
    from fwgraph.web.sparql.pool_client import Pooled

    return Pooled(graph, pool)


def routes(reception: Reception, pool: Pool | None) -> list[BaseRoute]:
    """Return the routes: what is no document first, then every path."""
    queries: list[BaseRoute] = []
    if pool:
        from fwgraph.web import sparql

        queries = sparql.routes(pool, reception.query_page, reception.endpoint)
    return [
        reading("/health", reception.health),
        reading("/static/{name:path}", reception.asset),
        *queries,
        reading("/{path:path}", reception.document),
    ]


def reading(path: str, answer: Callable[[Request], Awaitable[Response]]) -> Route:
    """Return the route of what is only read, by scripts of other sites, too.

    A script's browser asks first where it accepts a profile, for example: a value with
    quotation marks is none that it sends unasked (Fetch, section 2.2.2).
    """

    async def respond(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT)
        return await answer(request)

    return Route(path, respond, methods=["GET", "HEAD", "OPTIONS"])
