"""A process that answers queries, as the server sees it: asked, watched, ended."""

import asyncio
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Self

from fwgraph.web.sparql.faults import Fault
from fwgraph.web.sparql.messages import Head, Reply, packed, reply
from fwgraph.web.sparql.zygote import Nursery

CAUSES = {-signal.SIGABRT: Fault.MEMORY, -signal.SIGALRM: Fault.TIME}
"""What the signals mean that end a process: Rust aborts where it gets no memory."""
PROCESSOR_CLOCK = 2
"""In Linux the clock of a process's processor time has a number made of this and its id."""
LAST = 2
NICE = {1: 15, LAST: 19}
"""How much processes of the lower ranks stand back."""


class Process:
    """A process that answers one query at a time."""

    def __init__(self, nursery: Nursery, pid: int, connection: socket.socket) -> None:
        self.nursery = nursery
        self.pid = pid
        self.connection = connection
        self.rank = 0
        self.work: asyncio.Task[Reply] | None = None
        self.ended: int | None = None

    @classmethod
    async def start(cls, nursery: Nursery) -> Self:
        """Return a new process that is ready.

        Raises Unreadable where the store does not open, and OSError where it does not start.
        """
        process = cls(nursery, *await nursery.bear())
        try:
            hello = await reply(process.connection)
        except BaseException:
            await process.end()
            raise
        if hello is None:
            await process.end()
            raise OSError("a new process has ended at once")
        return process

    def begin(self, asked: Head) -> asyncio.Task[Reply]:
        """Give it a query, and return what will be the reply."""
        self.work = asyncio.create_task(self.ask(asked))
        return self.work

    async def ask(self, asked: Head) -> Reply:
        """Return the reply to a query; a process that ends instead makes a fault of it."""
        found = None
        with suppress(OSError):  # it ended while it was spoken to
            await asyncio.get_running_loop().sock_sendall(self.connection, packed(asked))
            found = await reply(self.connection)
        return found or ({"fault": CAUSES.get(await self.code(), Fault.ENDED), "reason": ""}, b"")

    def is_there(self) -> bool:
        """Tell whether it has not ended; only what has nothing to do is asked that."""
        try:
            return bool(self.connection.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def used(self) -> float:
        """Return the seconds of a processor that it has used; where none can tell, all."""
        try:
            return time.clock_gettime((~self.pid << 3) | PROCESSOR_CLOCK)
        except OSError:
            return time.monotonic()

    def demote(self, rank: int) -> None:
        """Lower its priority to that of a rank: 1 for what takes longer, 2 for what takes long.

        Of the last rank, processes run where a processor has nothing else to do. There is no
        way back up.
        """
        if rank <= self.rank:
            return
        self.rank = rank
        with suppress(ProcessLookupError):  # it has just ended
            if rank == LAST and sys.platform == "linux":
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.pid, NICE[rank])

    async def end(self) -> None:
        """End it now, whatever it does, and wait until it is gone."""
        if self.ended is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        if self.work and not self.work.done():
            self.work.cancel()
            await asyncio.wait({self.work})
        self.connection.close()
        await self.code()

    async def code(self) -> int:
        """Return the code that it ended with, once it has; below 0 the number of a signal."""
        while self.ended is None:
            self.ended = await self.nursery.buried(self.pid)
            if self.ended is None:
                await asyncio.sleep(0.002)
        return self.ended
