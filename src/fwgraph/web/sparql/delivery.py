"""Answers on their way: whole, with their length, and not for ever."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

CHUNK_SIZE = 1 << 16


class TimedResponse(Response):
    """An answer that is sent in pieces, each when the client has taken the one before.

    A client that takes longer than ``seconds`` is left: the server closes the connection of
    an answer that ends before its announced length, which no client takes for a whole one.
    ``done`` is called when the answer is out of our hands.
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
        """Send the answer."""
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(self.seconds):
                    await self.send_chunks(send)
        finally:
            self.done()

    async def send_chunks(self, send: Send) -> None:
        """Send the head and the body, piece by piece."""
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start", **start})
        body = memoryview(self.body)
        for position in range(0, max(len(body), 1), CHUNK_SIZE):
            piece = bytes(body[position : position + CHUNK_SIZE])
            more = position + CHUNK_SIZE < len(body)
            await send({"type": "http.response.body", "body": piece, "more_body": more})
