"""The processes that answer queries, and which query gets one when.

There are three kinds of places: for short queries, for medium and for long ones. Every
query begins in a short place. When it has used up what it may there, it goes on in the next
kind, at a lower priority, if a place is free; else its process is ended, and it begins anew
when it gets such a place. So a short query never waits for a long one, and what a long one
costs those before it is soon over. What was found to be long is remembered, and begins
there.

A process that was ended, or whose priority was lowered, is replaced by a new one.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

from fwgraph.errors import FwgraphError
from fwgraph.web.sparql.faults import Fault
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.messages import Head, Reply
from fwgraph.web.sparql.process import CAUSES, Process
from fwgraph.web.sparql.queues import Patience, lanes
from fwgraph.web.sparql.run import Run
from fwgraph.web.sparql.zygote import Nursery

REMEMBERED = 1000
OVER: Reply = {"fault": Fault.TIME, "reason": ""}, b""
log = logging.getLogger(__name__)


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
        self.ranks: OrderedDict[str, int] = OrderedDict()
        self.closing = False

    async def start(self) -> None:
        """Start all processes, and return when they are ready.

        Raises Unreadable where the store does not open.
        """
        self.closing = False
        self.nursery = Nursery(self.store, self.limits)
        self.idle: asyncio.Queue[Process] = asyncio.Queue()
        self.lanes = lanes(self.limits)
        try:
            for _ in range(self.limits.processes):
                await self.add()
        except BaseException:
            await self.stop()
            raise
        self.graphs = frozenset(self.nursery.graphs)

    async def stop(self) -> None:
        """End all processes, and return when they are gone."""
        self.closing = True
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(process.end() for process in self.processes))
        self.processes.clear()
        self.nursery.close()

    async def answer(self, asked: Head) -> Reply:
        """Return the reply of a process to a query; a fault stands in its head.

        Raises Refused where no process has time for it. Cancelled, it ends what it began.
        """
        rank, reply = self.ranks.get(asked["query"], 0), None
        patience = Patience(self.limits.patience)
        while reply is None:
            rank, reply = await self.run_from(rank, asked, patience)
            self.remember(asked["query"], rank)
        return reply

    async def run_from(
        self, rank: int, asked: Head, patience: Patience
    ) -> tuple[int, Reply | None]:
        """Return the rank that a query turns out to have, and the reply.

        It begins in a place of the given rank. Without a reply it has to begin anew.
        """
        async with AsyncExitStack() as place:
            await place.enter_async_context(self.lanes[rank].place(patience))
            async with self.running(asked) as run:
                run.process.demote(rank)
                while not await run.within(self.lanes[rank].budget):
                    rank += 1
                    if run.is_over() or rank == len(self.lanes):
                        return rank - 1, OVER
                    if not self.lanes[rank].is_free():
                        return rank, None
                    former = place.pop_all()
                    await place.enter_async_context(self.lanes[rank].place(patience))
                    await former.aclose()
                    run.process.demote(rank)
                return self.rank_of(run.used()), run.work.result()

    def rank_of(self, seconds: float) -> int:
        """Return the rank of queries that use so many seconds of a processor."""
        fits = (lane.rank for lane in self.lanes if seconds < lane.budget)
        return next(fits, self.lanes[-1].rank)

    @asynccontextmanager
    async def running(self, asked: Head) -> AsyncIterator[Run]:
        """Hold a process that works on a query; what it has not finished then is ended."""
        run = Run(await self.free(), asked, self.limits.seconds)
        try:
            yield run
        finally:
            if run.work.done() or run.process.rank:
                self.release(run)
            else:
                self.later(self.linger(run))

    async def free(self) -> Process:
        """Return a process that has nothing to do; one that ended meanwhile is replaced."""
        while not (process := await self.idle.get()).is_there():
            self.lost += 1
            self.later(self.replace(process))
        return process

    async def linger(self, run: Run) -> None:
        """Let a short query that nobody waits for any more come to its end, or end it."""
        await run.within(self.limits.quick)
        self.release(run)

    def release(self, run: Run) -> None:
        """Take a process back, or replace it where it cannot go on."""
        process = run.process
        if run.work.done() and process.ended is None and not process.rank and not self.closing:
            self.idle.put_nowait(process)
        else:
            self.lost += process.ended not in {None, *CAUSES}
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
        process = await Process.start(self.nursery)
        self.processes.add(process)
        self.idle.put_nowait(process)

    def later(self, work: Coroutine[None, None, None]) -> None:
        """Do some work beside everything else."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def remember(self, query: str, rank: int) -> None:
        """Keep in mind the rank of a query that is not short, and forget the oldest one."""
        self.ranks.pop(query, None)
        if rank:
            self.ranks[query] = rank
        if len(self.ranks) > REMEMBERED:
            self.ranks.popitem(last=False)
