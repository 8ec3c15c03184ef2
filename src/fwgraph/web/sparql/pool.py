"""The processes that answer queries, and which query gets one when.

A query begins in one of the short places. When it has used up what a short one may, it
goes on at the lowest priority in one of the few long places, if one is free; else its
process is ended, and the query begins anew when it gets a long place. So short queries
never wait for long ones, and a long one costs those before it a blink. What was found to be
long is remembered, and goes to the long places at once.

Every process that was ended, or demoted, is replaced by a new one, started beforehand.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from fwgraph.errors import FwgraphError
from fwgraph.web.sparql.faults import Fault
from fwgraph.web.sparql.frames import Head
from fwgraph.web.sparql.lanes import Lane
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.process import CAUSES, Process, Reply

REMEMBERED = 1000
PATIENCE_FACTOR = 5
"""How much longer than its own work a short query may take while others work, too."""
log = logging.getLogger(__name__)


class Run:
    """A query that a process works on."""

    def __init__(self, process: Process, asked: Head) -> None:
        self.process = process
        self.began = time.monotonic()
        self.used = process.used()
        self.work: asyncio.Task[Reply] = process.begin(asked)

    async def within(self, seconds: float) -> bool:
        """Tell whether it is done within so many seconds on the wall, from its beginning on."""
        left = self.began + seconds - time.monotonic()
        await asyncio.wait({self.work}, timeout=max(left, 0))
        return self.work.done()

    async def quickly(self, seconds: float) -> bool:
        """Tell whether it is done before it has used so many seconds of a processor."""
        wall = seconds
        while not await self.within(wall):
            used = self.process.used() - self.used
            if used >= 0.9 * seconds or wall >= PATIENCE_FACTOR * seconds:
                return False
            wall += max(seconds - used, 0.1 * seconds)
        return True


class Pool:
    """Processes on a store on disk.

    Once it has started, ``graphs`` are the store's named graphs; ``lost`` counts processes
    that ended without a reason that we know: by a fault of the engine, or from outside.
    """

    def __init__(self, store: Path, limits: Limits | None = None) -> None:
        self.store = store
        self.limits = limits or Limits()
        self.graphs: frozenset[str] = frozenset()
        self.processes: set[Process] = set()
        self.lost = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.long_ones: OrderedDict[str, None] = OrderedDict()
        self.closing = False

    async def start(self) -> None:
        """Start all processes, and return when they are ready.

        Raises Unreadable where the store does not open.
        """
        self.closing = False
        self.idle: asyncio.Queue[Process] = asyncio.Queue()
        busy = "All places for queries are taken"
        self.short = Lane(self.limits.short, self.limits, busy)
        self.long = Lane(self.limits.long, self.limits, "All places for long queries are taken")
        try:
            await asyncio.gather(*(self.add() for _ in range(self.limits.processes)))
        except BaseException:
            await self.stop()
            raise
        self.graphs = frozenset(next(iter(self.processes)).graphs)

    async def stop(self) -> None:
        """End all processes, and return when they are gone."""
        self.closing = True
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(process.end() for process in self.processes))
        self.processes.clear()

    async def answer(self, asked: Head) -> Reply:
        """Return the reply of a process to a query; a fault stands in its head.

        Raises Refused where no process has time for it. Cancelled, it ends what it began.
        """
        if asked["query"] in self.long_ones:
            return await self.at_length(asked)
        async with AsyncExitStack() as short:
            await short.enter_async_context(self.short.place())
            async with self.running(asked) as run:
                if await run.quickly(self.limits.quick):
                    return run.work.result()
                self.remember(asked["query"])
                if self.long.is_free():
                    async with self.long.place():
                        await short.aclose()
                        return await self.to_the_end(run)
        return await self.at_length(asked)

    async def at_length(self, asked: Head) -> Reply:
        """Return the reply to a query in a long place."""
        async with self.long.place(), self.running(asked) as run:
            reply = await self.to_the_end(run)
            if time.monotonic() - run.began < self.limits.quick:
                self.long_ones.pop(asked["query"], None)
            return reply

    async def to_the_end(self, run: Run) -> Reply:
        """Return the reply to a long query, or that its time is over."""
        run.process.demote()
        if await run.within(self.limits.seconds):
            return run.work.result()
        return {"fault": Fault.TIME, "reason": ""}, b""

    @asynccontextmanager
    async def running(self, asked: Head) -> AsyncIterator[Run]:
        """Hold a process that works on a query; what it has not finished then is ended."""
        run = Run(await self.free(), asked)
        try:
            yield run
        finally:
            if run.process.demoted or run.work.done():
                self.release(run)
            else:
                self.later(self.linger(run))

    async def free(self) -> Process:
        """Return a process that has nothing to do; one that ended meanwhile is replaced."""
        while (process := await self.idle.get()).popen.poll() is not None:
            self.lost += 1
            self.later(self.replace(process))
        return process

    async def linger(self, run: Run) -> None:
        """Let a query that nobody waits for any more use up its short time, then end it.

        To end a process and to start another costs as much as a short query.
        """
        await run.quickly(self.limits.quick)
        self.release(run)

    def release(self, run: Run) -> None:
        """Take a process back, or replace it where it cannot go on."""
        process = run.process
        intact = run.work.done() and process.popen.poll() is None
        if intact and not process.demoted and not self.closing:
            self.idle.put_nowait(process)
        else:
            self.lost += process.popen.poll() not in {None, *CAUSES}
            self.later(self.replace(process))

    async def replace(self, process: Process) -> None:
        """End a process and start another, again and again if need be."""
        await process.end()
        self.processes.discard(process)
        while True:
            try:
                await self.add()
            except (FwgraphError, OSError, TimeoutError):
                log.exception("a process for queries does not start")
                await asyncio.sleep(1)
            else:
                return

    async def add(self) -> None:
        """Start one more process."""
        process = await Process.start(self.store, self.limits)
        self.processes.add(process)
        self.idle.put_nowait(process)

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Do some work beside everything else."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def remember(self, query: str) -> None:
        """Keep in mind that a query is long, and forget the oldest one."""
        self.long_ones[query] = None
        if len(self.long_ones) > REMEMBERED:
            self.long_ones.popitem(last=False)
