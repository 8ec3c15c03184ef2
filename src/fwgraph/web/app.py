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
from fwgraph.web.http.cache import Representation, RepresentationCache, build_representation
from fwgraph.web.http.failures import HttpError, error_response
from fwgraph.web.http.headers import (
    EDITOR_POLICY,
    PREFLIGHT_HEADERS,
    HeadersMiddleware,
    add_default_headers,
)
from fwgraph.web.http.links import Links, mount_path
from fwgraph.web.http.media_types import HTML, Format
from fwgraph.web.http.requests import OriginFormMiddleware, negotiate_format, query_parameters
from fwgraph.web.http.responses import link_header, representation_response
from fwgraph.web.http.thread_pool import ThreadPool
from fwgraph.web.pages import assets, editor, not_found
from fwgraph.web.publication import Publication
from fwgraph.web.sparql.limits import Limits

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Hashable, Mapping

    from starlette.requests import Request

    from fwgraph.graph import Graph
    from fwgraph.web.http.documents import Resource
    from fwgraph.web.sparql.pool import Pool
    from fwgraph.web.sparql.pool_client import PoolClient

MAX_PATH_LENGTH = 2_000
"""Characters of a path at most; no document has a longer one."""
QUESTION_THREADS = 128
"""Threads that wait for answers to questions, where processes work them out."""
DEFAULT_ADDRESS = ("127.0.0.1", 80)
MAX_ADDRESSES = 16
"""Addresses at most by which the server is known; a machine may have any number of them."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the application answers: its public address, what pages and queries may cost."""

    public: str | None = None
    seconds: float = 10
    threads: int = 4
    waiting: int = 64
    limits: Limits = field(default_factory=Limits)


class RequestHandler:
    """Takes each request to the document that it is for."""

    def __init__(self, graph: Graph, settings: Settings, asked: PoolClient | None = None) -> None:
        graph.names.index()  # read before threads ask for it
        self.publication = Publication(graph, asked)
        self.settings = settings
        self.cache = RepresentationCache()
        self.addresses: set[tuple[str, int]] = set()
        threads, waiting = settings.threads, settings.waiting
        self.page_threads = ThreadPool("pages", threads, waiting, settings.seconds)
        self.view_threads = ThreadPool("views", threads, waiting, settings.seconds)
        self.question_threads = (  # they wait for the pool, which has queues and time limits
            ThreadPool("questions", QUESTION_THREADS, waiting, asked.timeout)
            if asked
            else ThreadPool("questions", threads, waiting, settings.seconds)
        )

    def links_for(self, request: Request) -> Links:
        """Return where pages stand: under the address that is set, or the socket's own.

        The Host header is never asked: it is whatever a client writes.
        """
        public = self.settings.public
        if public is None:
            host, port = self.known_address(request.scope.get("server") or DEFAULT_ADDRESS)
            public = f"{request.scope['scheme']}://{f'[{host}]' if ':' in host else host}:{port}/"
        return Links(mount_path(public), public)

    def known_address(self, address: tuple[str, int]) -> tuple[str, int]:
        """Return a socket's address, or the lowest known one where there are too many of them."""
        if len(self.addresses) < MAX_ADDRESSES:
            self.addresses.add(address)
        return address if address in self.addresses else min(self.addresses)

    async def serve_resource(self, request: Request) -> Response:
        """Answer with a document in the form that is asked for."""
        path = request.path_params["path"]
        found = self.publication.find_resource(path) if len(path) <= MAX_PATH_LENGTH else None
        if found is None:
            raise await self.not_found_error(path, self.links_for(request))
        document, form = found
        if document.with_values and request.query_params:
            document = document.with_values(query_parameters(request))
        return await self.send_resource(request, document, form)

    async def send_resource(
        self, request: Request, document: Resource, form: Format | None
    ) -> Response:
        """Answer with a form of a document, the one that the request prefers if none is named."""
        frame, headers = self.links_for(request), {}
        if form is None:
            form = negotiate_format(request, document, frame)
            if len(document.formats) > 1:
                headers = {"Vary": "Accept", "Content-Location": document.format_href(form, frame)}
        try:
            made = await self.get_representation(document, form, frame)
        except FwgraphError as error:
            return await self.error_response(document, form, frame, error)
        return representation_response(
            request, made, {**headers, "Link": link_header(document, form, frame)}
        )

    async def error_response(
        self, document: Resource, form: Format, frame: Links, error: FwgraphError
    ) -> Response:
        """Answer that a document cannot be had like this: wrong values, or a form too small."""
        sentence, excuse = str(error), document.error_page
        if excuse is None:
            raise HttpError(406, sentence, {"Vary": "Accept"}) from error
        if form is not HTML:
            raise HttpError(400, sentence) from error
        body = await self.question_threads.run_task(lambda: excuse(sentence, frame))
        headers = {"Cache-Control": "no-store", "Vary": "Accept", "Content-Type": form.content_type}
        return Response(body, 400, headers)

    async def get_representation(
        self, document: Resource, form: Format, frame: Links
    ) -> Representation:
        """Return a form of a document, from the shelf or made now."""
        key = (document.path, document.query, form.ending, frame)
        if kept := self.cache.get(key):
            return kept
        return await self.threads_for(document).run_task(
            lambda: self.write_representation(key, document, form, frame), key
        )

    def threads_for(self, document: Resource) -> ThreadPool:
        """Return who makes a document: what is asked for does not hold up what is there."""
        if document.path.startswith("questions/"):
            return self.question_threads
        return self.view_threads if document.query else self.page_threads

    def write_representation(
        self, key: Hashable, document: Resource, form: Format, frame: Links
    ) -> Representation:
        """Return a form of a document, made now and put on the shelf."""
        made = build_representation(document.write(form, frame), form.content_type)
        self.cache.store(key, made, for_good=self.publication.is_fixed(document))
        return made

    async def not_found_error(self, path: str, frame: Links) -> HttpError:
        """Return the failure for a path without a document, with what may have been meant."""
        found = await self.page_threads.run_task(
            lambda: not_found.similar_links(self.publication.library, path, frame)
        )
        return HttpError(404, not_found.not_found_message(path), near=found)

    async def serve_asset(self, request: Request) -> Response:
        """Answer with a file that pages need."""
        name = request.path_params["name"]
        content = assets.read_assets().get(name)
        if content is None:
            raise HttpError(404, f"There is no file static/{name}.")
        key = ("static", name)
        made = self.cache.get(key) or build_representation(content, assets.asset_content_type(name))
        self.cache.store(key, made)
        return representation_response(request, made, {})

    async def serve_health(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """Answer that the server is there, and how many triples it holds."""
        said = {"status": "ok", "triples": len(self.publication.graph)}
        headers = {"Cache-Control": "no-store", "Content-Type": "application/json"}
        return Response(json.dumps(said), headers=headers)

    def serve_editor(self, request: Request) -> Response:
        """Return the page on which people write queries."""
        frame = self.links_for(request)
        made = self.cache.get(("sparql", frame))
        if made is None:
            questions = self.publication.catalogue.questions.values()
            limits = self.settings.limits
            body = editor.editor_page(questions, limits.seconds, limits.rows, frame)
            made = build_representation(body, HTML.content_type)
            self.cache.store(("sparql", frame), made)
        return representation_response(
            request, made, {"Vary": "Accept", "Content-Security-Policy": EDITOR_POLICY}
        )

    def endpoint_url(self, request: Request) -> str:
        """Return the address of the SPARQL endpoint."""
        return self.links_for(request).file_url("sparql")

    def handle_error(self, request: Request, error: Exception) -> Response:
        """Answer for a failure; one that nobody foresaw is written to the log by the server."""
        failure = error if isinstance(error, HTTPException) else HTTPException(500)
        response = error_response(request, failure, self.links_for(request))
        add_default_headers(
            response.headers
        )  # an unforeseen one is answered outside of SafeHeaders
        return response


def application(
    graph: Graph, pool: Pool | None = None, settings: Settings | None = None
) -> Starlette:
    """Return the application for a graph; ``pool`` answers SPARQL, without it nobody does.

    The pool is started and stopped with the application.
    """
    asked = make_pool_client(graph, pool) if pool else None
    reception = RequestHandler(graph, settings or Settings(), asked)
    handlers: Mapping[object, Callable[[Request, Exception], Response]] = {
        HTTPException: reception.handle_error,
        Exception: reception.handle_error,
    }

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - Starlette's signature
        if pool and asked:
            await asked.start()
        try:
            yield
        finally:
            for crew in (
                reception.page_threads,
                reception.view_threads,
                reception.question_threads,
            ):
                crew.shut_down()
            if pool:
                await pool.stop()

    return Starlette(
        routes=application_routes(reception, pool),
        middleware=[Middleware(HeadersMiddleware), Middleware(OriginFormMiddleware)],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def make_pool_client(graph: Graph, pool: Pool) -> PoolClient:
    """Return the graph as the pool answers for it."""
    from fwgraph.web.sparql.pool_client import PoolClient

    return PoolClient(graph, pool)


def application_routes(reception: RequestHandler, pool: Pool | None) -> list[BaseRoute]:
    """Return the routes: what is no document first, then every path."""
    queries: list[BaseRoute] = []
    if pool:
        from fwgraph.web import sparql

        pages = {"text/html": reception.serve_editor}
        queries = sparql.sparql_routes(pool, pages, reception.endpoint_url)
    return [
        read_only_route("/health", reception.serve_health),
        read_only_route("/static/{name:path}", reception.serve_asset),
        *queries,
        read_only_route("/{path:path}", reception.serve_resource),
    ]


def read_only_route(path: str, answer: Callable[[Request], Awaitable[Response]]) -> Route:
    """Return the route of what is only read, by scripts of other sites, too.

    A script's browser asks first where it accepts a profile, for example: a value with
    quotation marks is none that it sends unasked (Fetch, section 2.2.2).
    """

    async def respond(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers=PREFLIGHT_HEADERS)
        return await answer(request)

    return Route(path, respond, methods=["GET", "HEAD", "OPTIONS"])
