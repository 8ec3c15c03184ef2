"""The SPARQL endpoint: queries from the web, answered by processes that can be ended.

This module stays light, as each of those processes imports it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from fwgraph.web.sparql.dated_pools import DatedPools
    from fwgraph.web.sparql.pool import Pool
    from fwgraph.web.sparql.protocol import Pages, UrlFunction

__all__ = ["sparql_routes"]

SPARQL_PATH = "/sparql"


def sparql_routes(
    pool: Pool,
    pages: Pages | None = None,
    address: UrlFunction | None = None,
    dated: DatedPools | None = None,
) -> list[BaseRoute]:
    """Return the routes of an endpoint on a pool, which others start and stop.

    ``pages`` are representations, by media type, of an endpoint that is asked no query,
    beside its description; ``address`` tells the endpoint's IRI, which is the listening
    socket's address where it is not given; ``dated`` answers as of other days, for ``on=``.
    """
    from starlette.routing import Route

    from fwgraph.web.sparql.protocol import SparqlHandler

    endpoint = SparqlHandler(pool, pages or {}, address or endpoint_url_of, dated)
    methods = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]
    return [Route(SPARQL_PATH, endpoint.respond, methods=methods)]


def endpoint_url_of(request: Request) -> str:
    """Return the address of the endpoint by the socket on which the request came in."""
    host, port = request.scope.get("server") or ("127.0.0.1", 80)
    name = f"[{host}]" if ":" in str(host) else host
    return f"{request.scope['scheme']}://{name}:{port}{SPARQL_PATH}"
