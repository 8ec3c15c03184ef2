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
from fwgraph.web.sparql.messages import Message, MessageHead, pack_message, receive_message_async
from fwgraph.web.sparql.zygote import Zygote

EXIT_CODE_FAULTS = {-signal.SIGABRT: Fault.MEMORY, -signal.SIGALRM: Fault.TIME}
"""What the signals mean that end a process: Rust aborts where it gets no memory."""
CPU_CLOCK = 2
"""In Linux the clock of a process's processor time has a number made of this and its id."""
LAST_RANK = 2
NICENESS_BY_RANK = {1: 15, LAST_RANK: 19}
"""How much processes of the lower ranks stand back."""


class WorkerProcess:
    """A process that answers one query at a time."""

    def __init__(self, nursery: Zygote, pid: int, connection: socket.socket) -> None:
        self.zygote = nursery
        self.pid = pid
        self.connection = connection
        self.rank = 0
        self.work: asyncio.Task[Message] | None = None
        self.exit_code: int | None = None

    @classmethod
    async def start(cls, nursery: Zygote) -> Self:
        """Return a new process that is ready.

        Raises Unreadable where the store does not open, and OSError where it does not start.
        """
        process = cls(nursery, *await nursery.spawn())
        try:
            hello = await receive_message_async(process.connection)
        except BaseException:
            await process.kill()
            raise
        if hello is None:
            await process.kill()
            raise OSError("a new process has ended at once")
        return process

    def submit(self, asked: MessageHead) -> asyncio.Task[Message]:
        """Give it a query, and return what will be the reply."""
        self.work = asyncio.create_task(self.request(asked))
        return self.work

    async def request(self, asked: MessageHead) -> Message:
        """Return the reply to a query; a process that ends instead makes a fault of it."""
        found = None
        with suppress(OSError):  # it ended while it was spoken to
            await asyncio.get_running_loop().sock_sendall(self.connection, pack_message(asked))
            found = await receive_message_async(self.connection)
        return found or (
            {"fault": EXIT_CODE_FAULTS.get(await self.wait_for_exit(), Fault.ENDED), "reason": ""},
            b"",
        )

    def is_alive(self) -> bool:
        """Tell whether it has not ended; only what has nothing to do is asked that."""
        try:
            return bool(self.connection.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def cpu_seconds(self) -> float:
        """Return the seconds of a processor that it has used; where none can tell, all."""
        try:
            return time.clock_gettime((~self.pid << 3) | CPU_CLOCK)
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
            if rank == LAST_RANK and sys.platform == "linux":
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.pid, NICENESS_BY_RANK[rank])

    async def kill(self) -> None:
        """End it now, whatever it does, and wait until it is gone."""
        if self.exit_code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        if self.work and not self.work.done():
            self.work.cancel()
            await asyncio.wait({self.work})
        self.connection.close()
        await self.wait_for_exit()

    async def wait_for_exit(self) -> int:
        """Return the code that it ended with, once it has; below 0 the number of a signal."""
        while self.exit_code is None:
            self.exit_code = await self.zygote.reap(self.pid)
            if self.exit_code is None:
                await asyncio.sleep(0.002)
        return self.exit_code
