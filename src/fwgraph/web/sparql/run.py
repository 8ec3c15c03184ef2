"""A query that a process works on, and how much of its time is gone."""

import asyncio
import time

from fwgraph.web.sparql.messages import Head, Reply
from fwgraph.web.sparql.process import Process

TICK = 0.005
"""Seconds between two looks at what a process has used, where it gets little."""


class Run:
    """The work of a process on a query; it ends after so many seconds on the wall."""

    def __init__(self, process: Process, asked: Head, seconds: float) -> None:
        self.process = process
        self.before = process.used()
        self.deadline = time.monotonic() + seconds
        self.work: asyncio.Task[Reply] = process.begin(asked)

    async def within(self, budget: float) -> bool:
        """Tell whether it is done before it has used so many seconds of a processor."""
        while not self.work.done() and not self.is_over() and (left := budget - self.used()) > 0:
            wait = min(max(left, TICK), max(self.deadline - time.monotonic(), 0))
            await asyncio.wait({self.work}, timeout=wait)
        return self.work.done()

    def used(self) -> float:
        """Return the seconds of a processor that it has used until now."""
        return self.process.used() - self.before

    def is_over(self) -> bool:
        """Tell whether its time on the wall is over."""
        return time.monotonic() >= self.deadline
