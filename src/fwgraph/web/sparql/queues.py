"""Places for queries that run at once, and a queue before them."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.refusals import busy_refusal


@dataclass
class WaitBudget:
    """How many seconds a query may still wait for places, all in all."""

    seconds_left: float

    @asynccontextmanager
    async def spend(self) -> AsyncIterator[None]:
        """Raise TimeoutError where waiting takes longer than it may."""
        began = time.monotonic()
        try:
            async with asyncio.timeout(max(self.seconds_left, 0)):
                yield
        finally:
            self.seconds_left -= time.monotonic() - began


class QueryQueue:
    """So many places for queries of one kind; whoever comes first gets one first.

    A query may use ``budget`` seconds of a processor in it. The lower the ``rank``, the
    more willingly processors work for it.
    """

    def __init__(self, rank: int, places: int, budget: float, limits: Limits) -> None:
        self.rank = rank
        self.budget = budget
        self.limits = limits
        self.waiting = 0
        self.places = asyncio.Semaphore(places)

    def has_free_slot(self) -> bool:
        """Tell whether a place can be had without waiting."""
        return not self.places.locked()

    @asynccontextmanager
    async def hold_slot(self, patience: WaitBudget) -> AsyncIterator[None]:
        """Hold a place; raises Refused where too many wait for one, or it takes too long."""
        if self.waiting >= self.limits.waiting and not self.has_free_slot():
            raise self.full_refusal()
        self.waiting += 1
        try:
            async with patience.spend():
                await self.places.acquire()
        except TimeoutError:
            raise self.full_refusal() from None
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self.places.release()

    def full_refusal(self) -> Exception:
        """Return the refusal of one that gets no place."""
        kind = ("", "longer ", "long ")[self.rank]
        return busy_refusal(f"All places for {kind}queries are taken", self.limits)


def queues_by_cost(limits: Limits) -> tuple[QueryQueue, ...]:
    """Return the places that there are, those for the smallest queries first."""
    return (
        QueryQueue(0, limits.short, limits.quick, limits),
        QueryQueue(1, limits.medium, limits.moderate, limits),
        QueryQueue(2, limits.long, limits.seconds, limits),
    )
