"""A process that answers queries, as the server sees it: given a query, watched, ended."""

import asyncio
import logging
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from typing import Self

from fwgraph.web.sparql.messages import (
    Fault,
    Message,
    MessageHead,
    fault_message,
    pack_message,
    receive_message_async,
)
from fwgraph.web.sparql.zygote import Zygote

log = logging.getLogger(__name__)
EXIT_CODE_FAULTS = {-signal.SIGABRT: Fault.MEMORY, -signal.SIGALRM: Fault.TIME}
"""What the signals mean that end a process: Rust aborts where it gets no memory."""
CPU_CLOCK = 2
"""In Linux the clock of a process's processor time has a number made of this and its id."""
LOWEST_PRIORITY = 19
POLL_INTERVAL = 0.005
"""Seconds between two looks at what a process has used, where it gets little."""


class WorkerProcess:
    """A process that answers one query at a time."""

    def __init__(self, zygote: Zygote, pid: int, connection: socket.socket) -> None:
        self.zygote = zygote
        self.pid = pid
        self.connection = connection
        self.is_demoted = self.is_killed = False
        self.work: asyncio.Task[Message] | None = None
        self.deadline = self.cpu_before = 0.0
        self.exit_code: int | None = None

    @classmethod
    async def start(cls, zygote: Zygote) -> Self:
        """Return a new process that is ready.

        Raises Unreadable where the store does not open, and OSError where it does not start.
        """
        process = cls(zygote, *await zygote.spawn())
        try:
            hello = await receive_message_async(process.connection)
        except BaseException:
            await process.kill()
            raise
        if hello is None:
            await process.kill()
            raise OSError("a new process has ended at once")
        return process

    def submit(self, message: MessageHead, seconds: float) -> asyncio.Task[Message]:
        """Give it a query, which may take so many seconds on the wall; return its work on it."""
        self.cpu_before = self.cpu_clock()
        self.deadline = time.monotonic() + seconds
        self.work = asyncio.create_task(self.request(message))
        return self.work

    def is_idle(self) -> bool:
        """Tell whether it has no query to work on."""
        return self.work is None or self.work.done()

    async def finishes_within(self, budget: float) -> bool:
        """Tell whether its query is done before it has used so many seconds of a processor."""
        while (
            self.work
            and not self.work.done()
            and not self.is_past_deadline()
            and (left := budget - self.cpu_seconds()) > 0
        ):
            wait = min(max(left, POLL_INTERVAL), max(self.deadline - time.monotonic(), 0))
            await asyncio.wait({self.work}, timeout=wait)
        return self.is_idle()

    def is_past_deadline(self) -> bool:
        """Tell whether the time of its query on the wall is over."""
        return time.monotonic() >= self.deadline

    def cpu_seconds(self) -> float:
        """Return the seconds of a processor that its query has used until now."""
        return self.cpu_clock() - self.cpu_before

    async def request(self, message: MessageHead) -> Message:
        """Return the reply to a query; a process that ends instead makes a fault of it."""
        reply, loop = None, asyncio.get_running_loop()
        with suppress(OSError):  # it ended while it was spoken to
            await loop.sock_sendall(self.connection, pack_message(message))
            reply = await receive_message_async(self.connection)
        if reply is not None:
            return reply
        code = await self.wait_for_exit()
        if code not in EXIT_CODE_FAULTS and not self.is_killed:
            log.error("process %d ended with code %d while it worked on a query", self.pid, code)
        return fault_message(EXIT_CODE_FAULTS.get(code, Fault.ENDED))

    def is_alive(self) -> bool:
        """Tell whether an idle process has not ended."""
        try:
            return bool(self.connection.recv(1, socket.MSG_PEEK))
        except BlockingIOError:
            return True
        except OSError:
            return False

    def cpu_clock(self) -> float:
        """Return the seconds of a processor that it has used; where none can tell, a clock's."""
        try:
            return time.clock_gettime((~self.pid << 3) | CPU_CLOCK)
        except OSError:
            return time.monotonic()

    def demote(self) -> None:
        """Let it run where a processor has nothing else to do; there is no way back up."""
        self.is_demoted = True
        with suppress(ProcessLookupError):  # it has just ended
            if sys.platform == "linux":
                os.sched_setscheduler(self.pid, os.SCHED_IDLE, os.sched_param(0))
            else:
                os.setpriority(os.PRIO_PROCESS, self.pid, LOWEST_PRIORITY)

    async def kill(self) -> None:
        """End it now, whatever it does, and wait until it is gone."""
        self.is_killed = True
        if self.exit_code is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
        if self.work:  # it comes to its end with the process, and learns why from the zygote
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
