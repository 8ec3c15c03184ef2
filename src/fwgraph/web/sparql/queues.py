"""Slots for queries that run at once, and a queue before them."""

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.refusals import busy_refusal


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


def short_and_long_queue(limits: Limits) -> tuple[QueryQueue, QueryQueue]:
    """Return the queue of all queries, and that of those which turn out to take long."""
    return (
        QueryQueue("queries", asyncio.Semaphore(limits.short), limits.quick, limits),
        QueryQueue("long queries", asyncio.Semaphore(limits.long), math.inf, limits),
    )
