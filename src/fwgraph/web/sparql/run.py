"""A query that a process works on, and how much of its time is gone."""

import asyncio
import time

from fwgraph.web.sparql.messages import Message, MessageHead
from fwgraph.web.sparql.process import WorkerProcess

POLL_INTERVAL = 0.005
"""Seconds between two looks at what a process has used, where it gets little."""


class QueryRun:
    """The work of a process on a query; it ends after so many seconds on the wall."""

    def __init__(self, process: WorkerProcess, asked: MessageHead, seconds: float) -> None:
        self.process = process
        self.before = process.cpu_seconds()
        self.deadline = time.monotonic() + seconds
        self.work: asyncio.Task[Message] = process.submit(asked)

    async def finishes_within(self, budget: float) -> bool:
        """Tell whether it is done before it has used so many seconds of a processor."""
        while (
            not self.work.done()
            and not self.is_past_deadline()
            and (left := budget - self.cpu_seconds()) > 0
        ):
            wait = min(max(left, POLL_INTERVAL), max(self.deadline - time.monotonic(), 0))
            await asyncio.wait({self.work}, timeout=wait)
        return self.work.done()

    def cpu_seconds(self) -> float:
        """Return the seconds of a processor that it has used until now."""
        return self.process.cpu_seconds() - self.before

    def is_past_deadline(self) -> bool:
        """Tell whether its time on the wall is over."""
        return time.monotonic() >= self.deadline
