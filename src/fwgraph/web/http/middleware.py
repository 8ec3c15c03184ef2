"""What is done to every request and answer: headers, and paths that are whole addresses."""

import re

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ABSOLUTE_FORM = re.compile(r"https?://[^/]*", re.IGNORECASE)
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No inline script, no inline style, nothing from another host."""
EDITOR_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'").replace(
    "img-src 'self' data:", "img-src 'self' data:; font-src 'self' data:"
)
"""The same for the page with the query editor, which writes styles of its own."""

SECURITY_HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
CORS_HEADERS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "Content-Location, ETag, Link, Retry-After",
}
"""All data is public: scripts of other sites may read it, without credentials."""
PREFLIGHT_HEADERS = {
    **CORS_HEADERS,
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, If-None-Match, X-Requested-With",
    "Access-Control-Max-Age": "86400",
}
"""What a browser is told that asks whether a script of another site may read."""


def default_headers(app: ASGIApp) -> ASGIApp:
    """Return the application with the headers added that an answer has not set itself."""

    async def respond(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                add_default_headers(MutableHeaders(scope=message))
            await send(message)

        await app(scope, receive, send_with_headers)

    return respond


def add_default_headers(headers: MutableHeaders) -> None:
    """Add the headers that are not there yet."""
    is_page = headers.get("content-type", "").startswith("text/html")
    for name, value in (SECURITY_HEADERS if is_page else SECURITY_HEADERS | CORS_HEADERS).items():
        headers.setdefault(name, value)


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
