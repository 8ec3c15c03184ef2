"""The application: an address for each resource, and the little that is no resource."""

from __future__ import annotations

import json
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fwgraph.errors import BadRequest, FwgraphError
from fwgraph.media_types import HTML, Format
from fwgraph.web.day_publications import DatedPublications
from fwgraph.web.http import middleware
from fwgraph.web.http.links import Links, RequestLinks
from fwgraph.web.http.origins import ReadPolicy
from fwgraph.web.http.requests import negotiate_format, query_parameters
from fwgraph.web.http.responses import CACHE_CONTROL, representation_response
from fwgraph.web.pages import assets, editor, search
from fwgraph.web.pages.errors import error_response
from fwgraph.web.pages.not_found import NotFound, find_moved_path, similar_links
from fwgraph.web.publication import Publication, link_header
from fwgraph.web.representations import RepresentationWriter
from fwgraph.web.sparql import sparql_routes
from fwgraph.web.sparql.dated_pools import DatedPools
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.pool_client import PoolClient

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from starlette.requests import Request

    from fwgraph.graph import Graph
    from fwgraph.web.http.resources import Resource
    from fwgraph.web.sparql.pool import Pool

PREFLIGHT_HEADERS = middleware.preflight_headers(
    "GET, HEAD, OPTIONS", "Accept, If-None-Match, X-Requested-With"
)
MAX_PATH_LENGTH = 2_000
"""Characters of a path at most; no resource has a longer one."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How the application answers: its public address, who may read, what it may cost."""

    public: str | None = None
    seconds: float = 10
    threads: int = 4
    waiting: int = 64
    limits: Limits = field(default_factory=Limits)
    policy: ReadPolicy = field(default_factory=ReadPolicy)


class RequestHandler:
    """Answers each request with the resource that it is for."""

    def __init__(self, graph: Graph, settings: Settings, client: PoolClient | None) -> None:
        graph.names.index()  # read before threads ask for it
        self.limits, self.policy = settings.limits, settings.policy
        self.links = RequestLinks(settings.public)
        self.publication = Publication(graph, client)
        self.dated = DatedPublications(graph)
        self.writer = RepresentationWriter(
            self.publication,
            settings.threads,
            settings.waiting,
            settings.seconds,
            client.timeout if client else None,
        )

    async def serve_resource(self, request: Request) -> Response:
        """Answer with a resource in the form that is asked for."""
        path = request.path_params["path"]
        values = query_parameters(request) if request.query_params else {}
        day = values.pop("on", "") or None
        publication = await self.publication_on(day)
        links = replace(self.links.of(request), day=day or publication.graph.day, on=day)
        match = publication.find_resource(path) if len(path) <= MAX_PATH_LENGTH else None
        if match is None:
            return await self.answer_elsewhere(request, publication, path, links)
        resource, form = match
        if resource.with_values and values:
            resource = resource.with_values(values)
        return await self.send_resource(request, resource, form, links)

    async def answer_elsewhere(
        self, request: Request, publication: Publication, path: str, links: Links
    ) -> Response:
        """Answer where a thing is whose name is written otherwise; raises NotFound for others."""
        lookups, run_task = publication.lookups, self.writer.page_threads.run_task
        if moved := await run_task(lambda: find_moved_path(lookups, path)):
            query = request.scope["query_string"].decode("latin-1")
            place = links.file_href(moved) + (f"?{query}" if query else "")
            headers = {"Location": place, "Cache-Control": CACHE_CONTROL}
            return Response(status_code=301, headers=headers)
        raise NotFound(path, await run_task(lambda: similar_links(lookups, path, links)))

    async def serve_search(self, request: Request) -> Response:
        """Lead to the thing of a name, or answer with what it may have been meant for."""
        values = query_parameters(request)
        day = values.pop("on", "") or None
        lookups = (await self.publication_on(day)).lookups
        links = replace(self.links.of(request), day=day or lookups.graph.day, on=day)
        words = values.get("q", "")
        run = self.writer.page_threads.run_task
        result = await run(lambda: search.find_things(lookups, words))
        if len(result.exact) == 1 and (path := lookups.page_path(result.exact[0])):
            href = links.page_href(path)
            return Response(
                status_code=303, headers={"Location": href, "Cache-Control": "no-store"}
            )
        body = await run(lambda: search.result_page(lookups, result, links))
        headers = {"Cache-Control": "no-store", "Content-Type": HTML.content_type}
        return Response(body, headers=headers)

    async def publication_on(self, day: str | None) -> Publication:
        """Return the publication of a day, or the graph's own; HTTPException 400 for no day."""
        if day is None:
            return self.publication
        try:
            return await self.writer.page_threads.run_task(lambda: self.dated.publication_on(day))
        except BadRequest as error:
            raise HTTPException(400, f"{error}.") from error

    async def send_resource(
        self, request: Request, resource: Resource, form: Format | None, links: Links
    ) -> Response:
        """Answer with a form of a resource, the one that the request prefers if none is named."""
        headers = {}
        if form is None:
            form = negotiate_format(request, resource, links)
            if len(resource.formats) > 1:
                headers = {"Vary": "Accept", "Content-Location": resource.format_href(form, links)}
        try:
            representation = await self.writer.write(resource, form, links)
        except FwgraphError as error:
            return await self.send_error(resource, form, links, error)
        headers["Link"] = link_header(resource, form, links)
        return representation_response(request, representation, headers)

    async def send_error(
        self, resource: Resource, form: Format, links: Links, error: FwgraphError
    ) -> Response:
        """Answer that a resource cannot be had like this: wrong values, or a form too small."""
        sentence, error_page = str(error), resource.error_page
        if error_page is None:
            raise HTTPException(406, sentence, {"Vary": "Accept"}) from error
        if form is not HTML:
            raise HTTPException(400, sentence) from error
        body = await self.writer.question_threads.run_task(lambda: error_page(sentence, links))
        headers = {"Cache-Control": "no-store", "Vary": "Accept", "Content-Type": form.content_type}
        return Response(body, 400, headers)

    async def serve_asset(self, request: Request) -> Response:
        """Answer with a file that pages need."""
        name = request.path_params.get("name", assets.FAVICON)
        content = assets.read_assets().get(name)
        if content is None:
            raise HTTPException(404, f"There is no file static/{name}.")
        representation = self.writer.write_once(
            ("static", name), lambda: content, assets.asset_content_type(name)
        )
        return representation_response(request, representation, {})

    async def serve_health(self, request: Request) -> Response:  # noqa: ARG002 - Starlette's signature
        """Answer that the server is there, and how many triples it holds."""
        state = {"status": "ok", "triples": len(self.publication.graph)}
        headers = {"Cache-Control": "no-store", "Content-Type": "application/json"}
        return Response(json.dumps(state), headers=headers)

    async def graph_on(self, day: str) -> Graph:
        """Return the graph of a day; raises BadRequest for no day, and for a large graph."""
        run = self.writer.page_threads.run_task
        return (await run(lambda: self.dated.publication_on(day))).graph

    async def serve_editor(self, request: Request) -> Response:
        """Return the page on which people write queries."""
        day = query_parameters(request).get("on") or None
        graph = (await self.publication_on(day)).graph
        links = replace(self.links.of(request), day=day or graph.day, on=day)
        questions = self.publication.catalogue.questions.values()
        representation = self.writer.write_once(
            ("sparql", links),
            lambda: editor.editor_page(questions, self.limits.seconds, self.limits.rows, links),
            HTML.content_type,
        )
        headers = {"Vary": "Accept", "Content-Security-Policy": middleware.EDITOR_POLICY}
        return representation_response(request, representation, headers)

    def endpoint_url(self, request: Request) -> str:
        """Return the address of the SPARQL endpoint."""
        return self.links.of(request).file_url("sparql")

    def handle_error(self, request: Request, error: Exception) -> Response:
        """Answer for an error; one that nobody foresaw is written to the log by the server."""
        known = error if isinstance(error, HTTPException) else HTTPException(500)
        response = error_response(request, known, self.links.of(request))
        # Starlette answers for an unforeseen one outside of all middleware.
        origin = request.headers.get("origin")
        middleware.add_default_headers(response.headers, self.policy, origin)
        return response


def application(
    graph: Graph, pool: Pool | None = None, settings: Settings | None = None
) -> Starlette:
    """Return the application for a graph; ``pool`` answers SPARQL, without it nobody does.

    The pool is started and stopped with the application.
    """
    client = PoolClient(graph, pool) if pool else None
    handler = RequestHandler(graph, settings or Settings(), client)
    dated = DatedPools(handler.graph_on, pool.limits) if pool else None

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - Starlette's signature
        if client:
            await client.start()
        try:
            yield
        finally:
            handler.writer.shut_down()
            if dated:
                await dated.stop()
            if pool:
                await pool.stop()

    return Starlette(
        routes=application_routes(handler, pool, dated),
        middleware=[
            Middleware(middleware.default_headers, handler.policy),
            Middleware(middleware.check_host, handler.policy),
            Middleware(middleware.origin_form),
            Middleware(middleware.answer_when_stopped, handler.handle_error),
        ],
        exception_handlers=dict.fromkeys((HTTPException, Exception), handler.handle_error),
        lifespan=lifespan,
    )


def application_routes(
    handler: RequestHandler, pool: Pool | None, dated: DatedPools | None
) -> list[BaseRoute]:
    """Return the routes: what is no resource first, then every path."""
    pages = {"text/html": handler.serve_editor}
    return [
        read_only_route("/health", handler.serve_health),
        read_only_route("/static/{name:path}", handler.serve_asset),
        read_only_route(f"/{assets.FAVICON}", handler.serve_asset),
        read_only_route("/search", handler.serve_search),
        *(sparql_routes(pool, pages, handler.endpoint_url, dated) if pool else ()),
        read_only_route("/{path:path}", handler.serve_resource),
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
