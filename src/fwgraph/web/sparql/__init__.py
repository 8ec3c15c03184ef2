"""The SPARQL endpoint: queries of strangers, answered by processes that can be ended.

This module stays light, as each of those processes imports it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.routing import BaseRoute

    from fwgraph.web.sparql.pool import Pool
    from fwgraph.web.sparql.protocol import Address, Page

__all__ = ["routes"]

PATH = "/sparql"


def routes(pool: Pool, page: Page | None = None, address: Address | None = None) -> list[BaseRoute]:
    """Return the routes of an endpoint that asks a pool, which others start and stop.

    ``page`` answers browsers that ask nothing; ``address`` tells the endpoint's IRI, which
    is the listening socket's address where it is not given.
    """
    from starlette.routing import Route

    from fwgraph.web.sparql.protocol import Endpoint

    endpoint = Endpoint(pool, page, address or socket_address)
    methods = ["GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"]
    return [Route(PATH, endpoint.respond, methods=methods)]


def socket_address(request: Request) -> str:
    """Return the address of the endpoint by the socket on which the request came in."""
    host, port = request.scope.get("server") or ("127.0.0.1", 80)
    name = f"[{host}]" if ":" in str(host) else host
    return f"{request.scope['scheme']}://{name}:{port}{PATH}"
