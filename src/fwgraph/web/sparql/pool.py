"""The processes that answer queries, and which query gets one when.

Every query begins in a short slot. One that has used up what it may there is ended, and
begins anew at the lowest priority when it gets a long slot; its text is remembered, and
begins there the next time. So a short query never waits for a long one, and what a long one
costs those before it is soon over.

A process that was ended, or whose priority was lowered, is replaced by a new one.
"""

import asyncio
import logging
import math
from collections import OrderedDict
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from fwgraph.errors import FwgraphError
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.messages import Fault, Message, MessageHead, fault_message
from fwgraph.web.sparql.process import EXIT_CODE_FAULTS, WorkerProcess
from fwgraph.web.sparql.refusals import busy_refusal
from fwgraph.web.sparql.zygote import Zygote

MAX_REMEMBERED = 1000
TIMED_OUT = fault_message(Fault.TIME)
log = logging.getLogger(__name__)


@dataclass
class QueryQueue:
    """So many slots for queries of one kind; whoever comes first gets one first.

    A query may use ``budget`` seconds of a processor in a slot.
    """

    kind: str
    slots: asyncio.Semaphore
    budget: float
    limits: Limits
    waiting: int = field(default=0, init=False)

    @asynccontextmanager
    async def hold_slot(self, deadline: float) -> AsyncIterator[None]:
        """Hold a slot; raises Refusal where too many wait for one, or it takes too long.

        The deadline is one of the event loop's clock.
        """
        refusal = busy_refusal(f"Too many {self.kind} are asked at once", self.limits)
        if self.waiting >= self.limits.waiting and self.slots.locked():
            raise refusal
        self.waiting += 1
        try:
            async with asyncio.timeout_at(deadline):
                await self.slots.acquire()
        except TimeoutError:
            raise refusal from None
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self.slots.release()


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
        self.long_queries: OrderedDict[str, None] = OrderedDict()
        self.closing = False

    async def start(self) -> None:
        """Start all processes, and return when they are ready.

        Raises Unreadable where the store does not open.
        """
        self.closing = False
        self.zygote = Zygote(self.store, self.limits)
        self.idle: asyncio.Queue[WorkerProcess] = asyncio.Queue()
        limits, slots = self.limits, asyncio.Semaphore
        self.short = QueryQueue("queries", slots(limits.short), limits.quick, limits)
        self.long = QueryQueue("long queries", slots(limits.long), math.inf, limits)
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

    async def answer(self, message: MessageHead) -> Message:
        """Return the reply of a process to a query; a fault stands in its head.

        Raises Refusal where no process has time for it. Cancelled, it ends what it began.
        """
        deadline = asyncio.get_running_loop().time() + self.limits.wait_budget
        reply = None
        if message["query"] not in self.long_queries:
            reply = await self.run_query(message, self.short, deadline)
        return reply or await self.run_query(message, self.long, deadline) or TIMED_OUT

    async def run_query(
        self, message: MessageHead, queue: QueryQueue, deadline: float
    ) -> Message | None:
        """Return the reply; None where the query takes more than the queue allows."""
        async with queue.hold_slot(deadline), self.hold_worker() as process:
            if queue is self.long:
                process.demote()
            work = process.submit(message, self.limits.seconds)
            is_finished = await process.finishes_within(queue.budget)
            self.remember_cost(message["query"], process.cpu_seconds())
            if is_finished:
                return work.result()
            return TIMED_OUT if process.is_past_deadline() else None

    @asynccontextmanager
    async def hold_worker(self) -> AsyncIterator[WorkerProcess]:
        """Hold a process; what it has not finished then is ended."""
        process = await self.take_idle_worker()
        try:
            yield process
        finally:
            if process.is_demoted or process.is_idle():
                self.release_worker(process)
            else:
                self.run_in_background(self.drain(process))

    async def take_idle_worker(self) -> WorkerProcess:
        """Return a process that has nothing to do; one that ended meanwhile is replaced."""
        while not (process := await self.idle.get()).is_alive():
            self.lost += 1
            self.run_in_background(self.replace_worker(process))
        return process

    async def drain(self, process: WorkerProcess) -> None:
        """Let a short query whose client has left come to its end, or end it."""
        await process.finishes_within(self.limits.quick)
        self.release_worker(process)

    def release_worker(self, process: WorkerProcess) -> None:
        """Take a process back, or replace it where it cannot go on."""
        can_go_on = process.is_idle() and process.exit_code is None and not process.is_demoted
        if can_go_on and not self.closing:
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

    def remember_cost(self, query: str, seconds: float) -> None:
        """Remember whether a query is long, and forget the one that was found so longest ago."""
        self.long_queries.pop(query, None)
        if seconds >= self.limits.quick:
            self.long_queries[query] = None
        if len(self.long_queries) > MAX_REMEMBERED:
            self.long_queries.popitem(last=False)
