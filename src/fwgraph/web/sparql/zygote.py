"""The zygote: a process that has the store open, and forks the others when it is told to."""

import asyncio
import json
import socket
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from fwgraph.errors import Unreadable
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.messages import MessageHead, receive_message_async

START_TIMEOUT = 60.0
"""Seconds within which the store has to be open."""


class Zygote:
    """Spawns processes on a store, one command at a time; ``graphs`` are its named graphs.

    It is started with the first command, and again where it has ended meanwhile.
    """

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store
        self.limits = limits
        self.graphs: tuple[str, ...] = ()
        self.popen: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.lock = asyncio.Lock()

    async def spawn(self) -> tuple[int, socket.socket]:
        """Return the number of a new process, and the socket for its queries.

        Raises Unreadable where the store does not open, and OSError where there is no room
        for one more.
        """
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        try:
            with theirs:
                async with self.lock:
                    head = await self.request(b"more", theirs.fileno())
        except BaseException:
            ours.close()
            raise
        return int(head["pid"]), ours

    async def reap(self, pid: int) -> int | None:
        """Return the exit code of a process, None while it is still there.

        Its number may belong to another process from then on.
        """
        async with self.lock:
            if self.control is None:
                return 0
            try:
                return (await self.request(b"%d" % pid))["code"]  # type: ignore[no-any-return]
            except OSError:
                return 0

    async def request(self, command: bytes, *sockets: int) -> MessageHead:
        """Return the reply to a command, with which the number of a socket may go."""
        control = self.control or await self.start()
        reply = None
        try:
            socket.send_fds(control, [command], sockets)
            reply = await receive_message_async(control)
        finally:
            if reply is None:
                self.close()
        if reply is None or "error" in reply[0]:
            raise OSError(reply[0]["error"] if reply else "the zygote has ended")
        return reply[0]

    async def start(self) -> socket.socket:
        """Return the socket of a new zygote, when it has opened the store."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        values = json.dumps(asdict(self.limits))
        command = [sys.executable, "-m", "fwgraph.web.sparql.worker", str(self.store), values]
        nowhere = subprocess.DEVNULL
        with theirs:
            self.popen = subprocess.Popen(  # noqa: S603 - our own program, no shell
                command, stdin=theirs.fileno(), stdout=nowhere, stderr=nowhere
            )
        self.control = ours
        head: MessageHead = {"error": "the process for queries does not start"}
        try:
            async with asyncio.timeout(START_TIMEOUT):
                head, _ = await receive_message_async(ours) or (head, b"")
        finally:
            if "error" in head:
                self.close()
        if "error" in head:
            raise Unreadable(self.store, f"the store does not open: {head['error']}")
        self.graphs = tuple(head["graphs"])
        return ours

    def close(self) -> None:
        """End the zygote, if there is one; the processes that it has spawned go on."""
        if self.popen:
            self.popen.kill()
            self.popen.wait()
        if self.control:
            self.control.close()
        self.popen = self.control = None
