"""Responses with their length, sent within a time limit."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from fwgraph.web.http.responses import body_chunks


class TimedResponse(Response):
    """A response that is sent in pieces, each when the client has taken the one before.

    A client that takes longer than ``seconds`` is left: the server closes the connection of
    a response that ends before its announced length, which no client takes for a whole one.
    ``done`` is called when nothing of it is held any more.
    """

    def __init__(
        self,
        content: bytes,
        media_type: str,
        headers: Mapping[str, str],
        seconds: float,
        done: Callable[[], None],
    ) -> None:
        super().__init__(content, media_type=media_type, headers=headers)
        self.seconds = seconds
        self.done = done

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - as ASGI has it
        """Send the head and the body, piece by piece."""
        start = {"status": self.status_code, "headers": self.raw_headers}
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.seconds):
                    await send({"type": "http.response.start", **start})
                    async for chunk in body_chunks(bytes(self.body)):
                        await send({"type": "http.response.body", "body": chunk, "more_body": True})
                    await send({"type": "http.response.body", "body": b""})
        finally:
            self.done()
