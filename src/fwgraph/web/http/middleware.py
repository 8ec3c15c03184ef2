"""What is done to every request and response: headers, the Host, the stop of the server."""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from fwgraph.web.http.links import DEFAULT_ADDRESS
from fwgraph.web.http.thread_pool import busy_error

if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.exceptions import HTTPException
    from starlette.responses import Response
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from fwgraph.web.http.origins import ReadPolicy

ABSOLUTE_FORM = re.compile(r"https?://([^/]*)", re.IGNORECASE)
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No inline script, no inline style, nothing from another host."""
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src 'self' data:", "img-src 'self' data:; font-src 'self' data:"
)
"""The same for the page with the query editor, which writes styles of its own."""

WRONG_HOST = "This server has no such name: say its public address with --base-url.\n"

SECURITY_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def preflight_headers(methods: str, headers: str) -> dict[str, str]:
    """Return what a browser is told before a script sends a request (Fetch, section 3.3.3).

    Whether that script's site may read the response is for the policy to say.
    """
    return {
        "Allow": methods,
        "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": headers,
        "Access-Control-Max-Age": "86400",
    }


def default_headers(app: ASGIApp, policy: ReadPolicy) -> ASGIApp:
    """Return the application with the headers added that a response has not set itself."""

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                origin = Headers(scope=scope).get("origin")
                add_default_headers(MutableHeaders(scope=message), policy, origin)
            await send(message)

        await app(scope, receive, send_with_headers)

    return respond


def add_default_headers(headers: MutableHeaders, policy: ReadPolicy, origin: str | None) -> None:
    """Add the headers that are not there yet; ``origin`` is the request's, if it names one."""
    is_page = headers.get("content-type", "").startswith("text/html")
    more = policy.response_headers(origin, is_page=is_page)
    for name, value in (SECURITY_HEADERS | more).items():
        headers.setdefault(name, value)
    if policy.depends_on_origin:
        headers.add_vary_header("Origin")


def check_host(app: ASGIApp, policy: ReadPolicy) -> ASGIApp:
    """Return the application for requests to a host that this server is; 421 for any other.

    The name of another site can be led to loopback after its page is loaded (DNS rebinding):
    that page is then of the server's own origin, and nothing but the host tells (RFC 9110,
    section 7.4).
    """

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        address = (scope.get("server") or DEFAULT_ADDRESS)[0]
        if scope["type"] != "http" or all(
            policy.accepts_host(host, address) for host in request_hosts(scope)
        ):
            await app(scope, receive, send)
        else:
            await PlainTextResponse(WRONG_HOST, 421)(scope, receive, send)

    return respond


def request_hosts(scope: Scope) -> list[str]:
    """Return the hosts that a request names: its Host header, and that of a whole address.

    HTTP/1.0 has no Host header; no browser speaks it.
    """
    absolute = ABSOLUTE_FORM.match(scope["path"])
    return Headers(scope=scope).getlist("host") + ([absolute[1]] if absolute else [])


def origin_form(app: ASGIApp) -> ASGIApp:
    """Return the application without the host in a path that is a whole address.

    Proxies write it so and a server has to understand it (RFC 9112, section 3.2.2); which
    host it is does not matter here.
    """

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (host := ABSOLUTE_FORM.match(scope["path"])):
            scope = {**scope, "path": scope["path"][host.end() :] or "/"}
        await app(scope, receive, send)

    return respond


def answer_when_stopped(
    app: ASGIApp, error_response: Callable[[Request, HTTPException], Response]
) -> ASGIApp:
    """Return the application with 503 for a request that is cancelled: the server stops.

    The work on it is cancelled before, as far as it can be: a query's process is ended. Of a
    response that has begun nothing more is sent, since the server has hung up.
    """

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await app(scope, receive, send)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if scope["type"] != "http" or task is None:
                raise
            task.uncancel()  # else every time limit in what follows would take it for its own
            response = error_response(Request(scope), busy_error("The server is stopping."))
            await response(scope, receive, send)

    return respond
