"""Processes that answer queries as of other days than the server's."""

from __future__ import annotations

import asyncio
import shutil
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

from fwgraph.errors import BadRequest
from fwgraph.graph import Graph
from fwgraph.store.on_disk import build_store
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.pool import Pool
from fwgraph.web.sparql.refusals import Refusal, busy_refusal, capitalize_first

MAX_DAYS = 2
"""Days that have processes at once; on each day fewer queries are answered than on the server's."""
GraphOfDay = Callable[[str], Awaitable[Graph]]


@dataclass
class DatedPool:
    """The processes of a day; ``users`` counts the queries that they are asked."""

    pool: Pool
    users: int = 0


class DatedPools:
    """Pools on the graph as of the days that are asked for; those of the last few are kept.

    ``graph_on`` returns the graph of a day; it raises BadRequest for what is no day.
    """

    def __init__(self, graph_on: GraphOfDay, limits: Limits) -> None:
        self.graph_on = graph_on
        self.limits = replace(limits, short=min(limits.short, 2), long=1)
        self.kept: OrderedDict[str, DatedPool] = OrderedDict()
        self.lock = asyncio.Lock()

    @asynccontextmanager
    async def hold_pool(self, day: str) -> AsyncIterator[Pool]:
        """Hold the pool of a day; raises Refusal for what is none, and for too many at once."""
        try:
            graph = await self.graph_on(day)
        except BadRequest as error:
            raise Refusal(400, f"{capitalize_first(str(error))}.") from error
        dated = await self.take_pool(graph)
        try:
            yield dated.pool
        finally:
            dated.users -= 1

    async def take_pool(self, graph: Graph) -> DatedPool:
        """Return the pool of a graph's day, with one user more; raises Refusal after a while."""
        try:
            async with asyncio.timeout(self.limits.wait_budget):
                await self.lock.acquire()  # one at a time: a new pool takes a processor
        except TimeoutError:
            raise busy_refusal("Too many queries are asked as of other days", self.limits) from None
        try:
            dated = await self.find_or_start(graph)
            dated.users += 1
            return dated
        finally:
            self.lock.release()

    async def find_or_start(self, graph: Graph) -> DatedPool:
        """Return the pool of a graph's day, where need be in the place of one that is idle."""
        day = graph.day or ""
        if day not in self.kept:
            while len(self.kept) >= MAX_DAYS:
                await self.stop_idle()
            self.kept[day] = DatedPool(await start_pool(graph, self.limits))
        self.kept.move_to_end(day)
        return self.kept[day]

    async def stop_idle(self) -> None:
        """End the pool that was idle for longest; raises Refusal where none is."""
        idle = next((day for day, dated in self.kept.items() if not dated.users), None)
        if idle is None:
            raise busy_refusal("Queries are asked as of too many days at once", self.limits)
        await stop_pool(self.kept.pop(idle).pool)

    async def stop(self) -> None:
        """End all processes, and remove their stores."""
        while self.kept:
            await stop_pool(self.kept.popitem()[1].pool)


async def start_pool(graph: Graph, limits: Limits) -> Pool:
    """Return a pool on a new store with a graph's triples."""
    folder = Path(mkdtemp(prefix="fwgraph-"))
    pool = Pool(folder / "store", limits)
    try:
        await asyncio.to_thread(build_store, graph, pool.store)
        await pool.start()
    except BaseException:
        shutil.rmtree(folder)
        raise
    return pool


async def stop_pool(pool: Pool) -> None:
    """End a pool's processes, and remove its store."""
    await pool.stop()
    await asyncio.to_thread(shutil.rmtree, pool.store.parent)
