"""Connections that do not wait for ever: for a request, or for a client to take an answer."""

import asyncio
import socket

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

MAX_CONNECTIONS = 512
"""Connections at once; one more takes the place of the one that has been idle for longest."""
STALL_TIMEOUT = 15.0
"""Seconds in which a client has to get one step further."""
SEND_BUFFER = 1 << 16
"""Bytes that the kernel may hold for a client: so many, about, it takes with each step."""


class Connection(H11Protocol):
    """A connection of HTTP/1.1 that is ended when its client gets nowhere.

    A step is a whole request, or so much of an answer taken that there is room for more. A
    client whose turn it is, and that does no step for ``stall_timeout`` seconds, is left: a new
    one in exactly that time, any other before twice that time has gone by.
    """

    stall_timeout = STALL_TIMEOUT
    max_connections = MAX_CONNECTIONS
    steps = 0
    steps_seen = 0
    since = 0.0
    timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request, in the place of an idle connection if there are many."""
        super().connection_made(transport)
        # The kernel grows the buffer to megabytes otherwise, and a step is a full one taken.
        connected = transport.get_extra_info("socket")
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)
        self.since = self.loop.time()
        self.timer = self.loop.call_later(self.stall_timeout, self.check_progress)
        if len(self.connections) > self.max_connections:
            self.close_oldest_idle()

    def close_oldest_idle(self) -> None:
        """End the connection that has been idle for longest, if another one is."""
        others = (other for other in self.connections if isinstance(other, Connection))
        idle = [other for other in others if other.is_idle() and other is not self]
        if idle:
            oldest = min(idle, key=lambda other: other.since)
            self.connections.discard(oldest)
            oldest.transport.abort()

    def is_idle(self) -> bool:
        """Tell whether no request is being answered."""
        return self.cycle is None or self.cycle.response_complete

    def is_unanswered(self) -> bool:
        """Tell whether there is a request of which no response has begun."""
        return self.cycle is not None and not self.cycle.response_started

    def is_waiting(self) -> bool:
        """Tell whether it is the client's turn: to ask, to end its request, or to take more."""
        is_asking = self.is_idle() or self.cycle.more_body
        return is_asking or self.flow.write_paused or self.transport.is_closing()

    def check_progress(self) -> None:
        """End the connection if its client got nowhere since the last look."""
        if self.is_waiting() and self.steps == self.steps_seen:
            self.transport.abort()
            return
        self.steps_seen = self.steps
        self.timer = self.loop.call_later(self.stall_timeout, self.check_progress)

    def on_response_complete(self) -> None:
        """Count a step, and wait for the next request."""
        self.steps += 1
        self.since = self.loop.time()
        super().on_response_complete()

    def resume_writing(self) -> None:
        """Count a step: the client has taken some of the answer."""
        self.steps += 1
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Look no more."""
        if self.timer:
            self.timer.cancel()
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:
        """Answer what is no HTTP; in the middle of an answer there is no room for another."""
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            if self.is_unanswered():
                self.cycle.disconnected = True  # its own answer comes too late to be sent
            super().send_400_response(msg)
        else:
            self.transport.abort()
