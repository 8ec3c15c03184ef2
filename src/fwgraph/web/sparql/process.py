"""A worker process as the server sees it: started, asked, watched, ended."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

from fwgraph.errors import Unreadable
from fwgraph.web.sparql.faults import Fault
from fwgraph.web.sparql.frames import LENGTHS, PIECE, Head, packed
from fwgraph.web.sparql.limits import Limits

START = 60.0
"""Seconds within which a process has to be ready."""
CAUSES = {-signal.SIGABRT: Fault.MEMORY, -signal.SIGALRM: Fault.TIME}
"""What the signals mean that end a process: Rust aborts where it gets no memory."""
PROCESSOR_CLOCK = 2
"""In Linux the clock of a process's processor time has a number made of this and its id."""

Reply = tuple[Head, bytes]


class Process:
    """A process that answers one query at a time; ``graphs`` are the store's named ones."""

    def __init__(self, popen: subprocess.Popen[bytes], connection: socket.socket) -> None:
        self.popen = popen
        self.connection = connection
        self.graphs: tuple[str, ...] = ()
        self.demoted = False
        self.work: asyncio.Task[Reply] | None = None

    @classmethod
    async def start(cls, store: Path, limits: Limits) -> Self:
        """Return a new process that is ready; raises Unreadable where the store does not open."""
        ours, theirs = socket.socketpair()
        ours.setblocking(False)
        module = "fwgraph.web.sparql.worker"
        command = [sys.executable, "-m", module, str(store), json.dumps(limits.as_dict())]
        with theirs:
            nowhere = subprocess.DEVNULL
            popen = subprocess.Popen(  # noqa: S603 - our own program, no shell
                command, stdin=theirs.fileno(), stdout=nowhere, stderr=nowhere
            )
        process = cls(popen, ours)
        try:
            await process.ready(store)
        except BaseException:
            await process.end()
            raise
        return process

    async def ready(self, store: Path) -> None:
        """Wait until the process has opened the store and confined itself."""
        async with asyncio.timeout(START):
            hello = await self.reply()
        reason = (
            "the process for queries does not start" if hello is None else hello[0].get("error")
        )
        if hello is None or reason:
            raise Unreadable(store, f"the store does not open: {reason}")
        self.graphs = tuple(hello[0]["graphs"])

    @property
    def pid(self) -> int:
        """The number by which the kernel knows it."""
        return self.popen.pid

    def begin(self, asked: Head) -> asyncio.Task[Reply]:
        """Give it a query, and return what will be the reply."""
        self.work = asyncio.create_task(self.ask(asked))
        return self.work

    async def ask(self, asked: Head) -> Reply:
        """Return the reply to a query; a process that ends instead makes a fault of it."""
        loop = asyncio.get_running_loop()
        try:
            await loop.sock_sendall(self.connection, packed(asked))
            reply = await self.reply()
        except OSError:  # it ended while it was spoken to
            reply = None
        return reply or ({"fault": CAUSES.get(await self.code(), Fault.ENDED), "reason": ""}, b"")

    async def reply(self) -> Reply | None:
        """Return the next message; None where the process ended before it was whole."""
        lengths = await self.exactly(LENGTHS.size)
        if lengths is None:
            return None
        head, body = LENGTHS.unpack(lengths)
        rest = await self.exactly(head + body)
        return None if rest is None else (json.loads(rest[:head]), bytes(rest[head:]))

    async def exactly(self, size: int) -> bytearray | None:
        """Return so many bytes from the process; None where it ends before."""
        loop, whole = asyncio.get_running_loop(), bytearray()
        while len(whole) < size:
            part = await loop.sock_recv(self.connection, min(size - len(whole), PIECE))
            if not part:
                return None
            whole += part
        return whole

    def used(self) -> float:
        """Return the seconds of a processor that it has used; where none can tell, all."""
        try:
            return time.clock_gettime((~self.pid << 3) | PROCESSOR_CLOCK)
        except OSError:
            return time.monotonic()

    def demote(self) -> None:
        """Let it run only where a processor has nothing else to do, from now on."""
        self.demoted = True
        try:
            if sys.platform == "linux":
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.pid, 19)
        except ProcessLookupError:  # it has just ended
            return

    async def end(self) -> None:
        """End it now, whatever it does, and wait until it is gone."""
        self.popen.kill()
        if self.work and not self.work.done():
            self.work.cancel()
            await asyncio.wait({self.work})
        self.connection.close()
        await self.code()

    async def code(self) -> int:
        """Return the code that it ended with, once it has; below 0 the number of a signal."""
        while self.popen.poll() is None:
            await asyncio.sleep(0.002)
        return self.popen.returncode
