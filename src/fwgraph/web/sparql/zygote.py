"""Where processes come from: one that has the store open and divides when it is told to."""

import asyncio
import json
import socket
import subprocess
import sys
from pathlib import Path

from fwgraph.errors import Unreadable
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.messages import MessageHead, receive_message_async

START_TIMEOUT = 60.0
"""Seconds within which the store has to be open."""


class Zygote:
    """Brings up processes on a store, one order at a time; ``graphs`` are its named graphs.

    It is started with the first order, and again where it has ended meanwhile.
    """

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store
        self.limits = limits
        self.graphs: tuple[str, ...] = ()
        self.popen: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.order = asyncio.Lock()

    async def spawn(self) -> tuple[int, socket.socket]:
        """Return the number of a new process, and the socket on which it is asked.

        Raises Unreadable where the store does not open, and OSError where there is no room
        for one more.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                async with self.order:
                    head = await self.request(b"more", theirs.fileno())
        except BaseException:
            ours.close()
            raise
        return int(head["pid"]), ours

    async def reap(self, pid: int) -> int | None:
        """Return the code that a process ended with, None while it is still there.

        Its number may belong to another process from then on.
        """
        async with self.order:
            if self.control is None:
                return 0
            try:
                return (await self.request(b"%d" % pid))["code"]  # type: ignore[no-any-return]
            except OSError:
                return 0

    async def request(self, order: bytes, number: int | None = None) -> MessageHead:
        """Return what is said to an order, with which the number of a socket may go."""
        control = self.control or await self.start()
        answer = None
        try:
            socket.send_fds(control, [order], [] if number is None else [number])
            answer = await receive_message_async(control)
        finally:
            if answer is None:
                self.close()
        if answer is None or "error" in answer[0]:
            raise OSError(answer[0]["error"] if answer else "the process that divides has ended")
        return answer[0]

    async def start(self) -> socket.socket:
        """Return the socket of a new process that divides, when it has opened the store."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        values = json.dumps(self.limits.as_dict())
        command = [sys.executable, "-m", "fwgraph.web.sparql.worker", str(self.store), values]
        nowhere = subprocess.DEVNULL
        with theirs:
            self.popen = subprocess.Popen(  # noqa: S603 - our own program, no shell
                command, stdin=theirs.fileno(), stdout=nowhere, stderr=nowhere
            )
        self.control = ours
        hello = None
        try:
            async with asyncio.timeout(START_TIMEOUT):
                hello = await receive_message_async(ours)
        finally:
            if hello is None or "error" in hello[0]:
                self.close()
        if hello is None or "error" in hello[0]:
            reason = hello[0]["error"] if hello else "the process for queries does not start"
            raise Unreadable(self.store, f"the store does not open: {reason}")
        self.graphs = tuple(hello[0]["graphs"])
        return ours

    def close(self) -> None:
        """End the process that divides, if there is one; those that it brought up go on."""
        if self.popen:
            self.popen.kill()
            self.popen.wait()
        if self.control:
            self.control.close()
        self.popen = self.control = None
