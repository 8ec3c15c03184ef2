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
from fwgraph.web.sparql.messages import Message, MessageHead
from fwgraph.web.sparql.process import EXIT_CODE_FAULTS, WorkerProcess
from fwgraph.web.sparql.queues import WaitBudget, queues_by_cost
from fwgraph.web.sparql.run import QueryRun
from fwgraph.web.sparql.zygote import Zygote

MAX_REMEMBERED = 1000
TIMED_OUT: Message = {"fault": Fault.TIME, "reason": ""}, b""
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
        self.processes: set[WorkerProcess] = set()
        self.lost = 0
        self.tasks: set[asyncio.Task[None]] = set()
        self.ranks: OrderedDict[str, int] = OrderedDict()
        self.closing = False

    async def start(self) -> None:
        """Start all processes, and return when they are ready.

        Raises Unreadable where the store does not open.
        """
        self.closing = False
        self.zygote = Zygote(self.store, self.limits)
        self.idle: asyncio.Queue[WorkerProcess] = asyncio.Queue()
        self.queues = queues_by_cost(self.limits)
        try:
            for _ in range(self.limits.processes):
                await self.add_worker()
        except BaseException:
            await self.stop()
            raise
        self.graphs = frozenset(self.zygote.graphs)

    async def stop(self) -> None:
        """End all processes, and return when they are gone."""
        self.closing = True
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)
        await asyncio.gather(*(process.kill() for process in self.processes))
        self.processes.clear()
        self.zygote.close()

    async def answer(self, asked: MessageHead) -> Message:
        """Return the reply of a process to a query; a fault stands in its head.

        Raises Refused where no process has time for it. Cancelled, it ends what it began.
        """
        rank, reply = self.ranks.get(asked["query"], 0), None
        patience = WaitBudget(self.limits.wait_budget)
        while reply is None:
            rank, reply = await self.run_query(rank, asked, patience)
            self.remember_rank(asked["query"], rank)
        return reply

    async def run_query(
        self, rank: int, asked: MessageHead, patience: WaitBudget
    ) -> tuple[int, Message | None]:
        """Return the rank that a query turns out to have, and the reply.

        It begins in a place of the given rank. Without a reply it has to begin anew.
        """
        async with AsyncExitStack() as place:
            await place.enter_async_context(self.queues[rank].hold_slot(patience))
            async with self.hold_worker(asked) as run:
                run.process.demote(rank)
                while not await run.finishes_within(self.queues[rank].budget):
                    rank += 1
                    if run.is_past_deadline() or rank == len(self.queues):
                        return rank - 1, TIMED_OUT
                    if not self.queues[rank].has_free_slot():
                        return rank, None
                    former = place.pop_all()
                    await place.enter_async_context(self.queues[rank].hold_slot(patience))
                    await former.aclose()
                    run.process.demote(rank)
                return self.rank_of(run.cpu_seconds()), run.work.result()

    def rank_of(self, seconds: float) -> int:
        """Return the rank of queries that use so many seconds of a processor."""
        fits = (lane.rank for lane in self.queues if seconds < lane.budget)
        return next(fits, self.queues[-1].rank)

    @asynccontextmanager
    async def hold_worker(self, asked: MessageHead) -> AsyncIterator[QueryRun]:
        """Hold a process that works on a query; what it has not finished then is ended."""
        run = QueryRun(await self.take_idle_worker(), asked, self.limits.seconds)
        try:
            yield run
        finally:
            if run.work.done() or run.process.rank:
                self.release_worker(run)
            else:
                self.run_in_background(self.drain(run))

    async def take_idle_worker(self) -> WorkerProcess:
        """Return a process that has nothing to do; one that ended meanwhile is replaced."""
        while not (process := await self.idle.get()).is_alive():
            self.lost += 1
            self.run_in_background(self.replace_worker(process))
        return process

    async def drain(self, run: QueryRun) -> None:
        """Let a short query that nobody waits for any more come to its end, or end it."""
        await run.finishes_within(self.limits.quick)
        self.release_worker(run)

    def release_worker(self, run: QueryRun) -> None:
        """Take a process back, or replace it where it cannot go on."""
        process = run.process
        if run.work.done() and process.exit_code is None and not process.rank and not self.closing:
            self.idle.put_nowait(process)
        else:
            self.lost += process.exit_code not in {None, *EXIT_CODE_FAULTS}
            self.run_in_background(self.replace_worker(process))

    async def replace_worker(self, process: WorkerProcess) -> None:
        """End a process and start another, again and again if need be."""
        await process.kill()
        self.processes.discard(process)
        while True:
            try:
                await self.add_worker()
            except (FwgraphError, OSError, TimeoutError):
                log.exception("a process for queries does not start")
                await asyncio.sleep(1)
            else:
                return

    async def add_worker(self) -> None:
        """Start one more process."""
        process = await WorkerProcess.start(self.zygote)
        self.processes.add(process)
        self.idle.put_nowait(process)

    def run_in_background(self, work: Coroutine[None, None, None]) -> None:
        """Do some work beside everything else."""
        task = asyncio.create_task(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    def remember_rank(self, query: str, rank: int) -> None:
        """Keep in mind the rank of a query that is not short, and forget the oldest one."""
        self.ranks.pop(query, None)
        if rank:
            self.ranks[query] = rank
        if len(self.ranks) > MAX_REMEMBERED:
            self.ranks.popitem(last=False)
