"""The application: an address for each document, and the little that is no document."""

import json
from collections.abc import AsyncIterator, Callable, Hashable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from fwgraph.errors import FwgraphError
from fwgraph.graph import Graph
from fwgraph.web import assets, editor, near
from fwgraph.web.accept import best
from fwgraph.web.crew import Crew
from fwgraph.web.documents import Document
from fwgraph.web.failures import Failure, failed
from fwgraph.web.forms import HTML, Form
from fwgraph.web.frame import Frame, mount
from fwgraph.web.headers import EDITOR_POLICY, SafeHeaders, add
from fwgraph.web.publication import Publication
from fwgraph.web.responses import neighbours, respond
from fwgraph.web.shelf import Representation, Shelf
from fwgraph.web.sparql.limits import Limits

if TYPE_CHECKING:
    from fwgraph.web.sparql.pool import Pool

LONGEST_PATH = 2_000
"""Characters of a path at most; no document has a longer one."""
MOST_VALUES, LONGEST_VALUE = 20, 500
"""Parameters of a question at most, and characters of each."""


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

    def __init__(self, graph: Graph, settings: Settings) -> None:
        graph.names.index()  # read before threads ask for it
        self.publication = Publication(graph)
        self.settings = settings
        self.shelf = Shelf()
        self.crew = Crew("pages", settings.threads, settings.waiting, settings.seconds)
        self.askers = Crew("questions", settings.threads, settings.waiting, settings.seconds)

    def frame(self, request: Request) -> Frame:
        """Return where pages stand: under the address that is set, or the socket's own.

        The Host header is never asked: it is whatever a client writes.
        """
        public = self.settings.public
        if public is None:
            host, port = request.scope.get("server") or ("127.0.0.1", 80)
            public = f"{request.scope['scheme']}://{f'[{host}]' if ':' in host else host}:{port}/"
        return Frame(mount(public), public)

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
        crew = self.askers if document.query else self.crew
        return await crew.make(lambda: self.written(key, document, form, frame))

    def written(
        self, key: Hashable, document: Document, form: Form, frame: Frame
    ) -> Representation:
        """Return a form of a document, made now and put on the shelf."""
        made = Representation(document.write(form, frame), form.content_type)
        _ = made.tag, made.gzipped  # made here, not where others wait
        self.shelf.put(key, made, for_good=self.publication.is_fixed(document))
        return made

    async def missing(self, path: str, frame: Frame) -> Failure:
        """Return the failure for a path without a document, with what may have been meant."""
        found = await self.crew.make(lambda: near.links(self.publication.library, path, frame))
        return Failure(404, near.sentence(path), near=found)

    async def asset(self, request: Request) -> Response:
        """Answer with a file that pages need."""
        name = request.path_params["name"]
        content = assets.assets().get(name)
        if content is None:
            raise Failure(404, f"There is no file static/{name}.")
        key = ("static", name)
        made = self.shelf.get(key) or Representation(content, assets.content_type(name))
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
            made = Representation(body, HTML.content_type)
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


def values(request: Request) -> dict[str, str]:
    """Return the values of a request's parameters; Failure 400 for too many, or one twice."""
    pairs = request.query_params.multi_items()
    found = dict(pairs)
    if len(pairs) > MOST_VALUES or any(len(value) > LONGEST_VALUE for value in found.values()):
        raise Failure(400, f"At most {MOST_VALUES} parameters, of {LONGEST_VALUE} characters each.")
    twice = [name for name in found if request.query_params.getlist(name)[1:]]
    if twice:
        raise Failure(400, f"{twice[0]}= is given twice: say one of them.")
    return found


def preferred(request: Request, document: Document, frame: Frame) -> Form:
    """Return the form that a request prefers; Failure 406 with all forms if none will do."""
    offers = {media_type: form for form in document.forms for media_type in form.media_types}
    chosen = best(request.headers.get("Accept"), list(offers))
    if chosen is None:
        forms = ", ".join(f"{form.media_types[0]} (.{form.ending})" for form in document.forms)
        raise Failure(
            406, f"{frame.page(document.path)} can be had as {forms}.", {"Vary": "Accept"}
        )
    return offers[chosen]


def application(
    graph: Graph, pool: "Pool | None" = None, settings: Settings | None = None
) -> Starlette:
    """Return the application for a graph; ``pool`` answers SPARQL, without it nobody does.

    The pool is started and stopped with the application.
    """
    reception = Reception(graph, settings or Settings())
    handlers: Mapping[object, Callable[[Request, Exception], Response]] = {
        HTTPException: reception.fail,
        Exception: reception.fail,
    }

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:  # noqa: ARG001 - Starlette's signature
        if pool:
            await pool.start()
        try:
            yield
        finally:
            reception.crew.leave()
            reception.askers.leave()
            if pool:
                await pool.stop()

    return Starlette(
        routes=routes(reception, pool),
        middleware=[Middleware(SafeHeaders)],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def routes(reception: Reception, pool: "Pool | None") -> list[BaseRoute]:
    """Return the routes: what is no document first, then every path."""
    queries: list[BaseRoute] = []
    if pool:
        from fwgraph.web import sparql

        queries = sparql.routes(pool, reception.query_page, reception.endpoint)
    return [
        Route("/health", reception.health),
        Route("/static/{name:path}", reception.asset),
        *queries,
        Route("/{path:path}", reception.document),
    ]
