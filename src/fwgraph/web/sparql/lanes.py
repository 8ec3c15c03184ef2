"""Places for queries that run at once, and a queue before them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.refusals import busy


class Lane:
    """So many places; whoever comes first gets one first."""

    def __init__(self, places: int, limits: Limits, full: str) -> None:
        self.limits = limits
        self.full = full
        self.waiting = 0
        self.places = asyncio.Semaphore(places)

    def is_free(self) -> bool:
        """Tell whether a place can be had without waiting."""
        return not self.places.locked()

    @asynccontextmanager
    async def place(self) -> AsyncIterator[None]:
        """Hold a place; raises Refused where too many wait for one, or it takes too long."""
        if self.waiting >= self.limits.waiting and not self.is_free():
            raise busy(self.full, self.limits)
        self.waiting += 1
        try:
            async with asyncio.timeout(self.limits.patience):
                await self.places.acquire()
        except TimeoutError:
            raise busy(self.full, self.limits) from None
        finally:
            self.waiting -= 1
        try:
            yield
        finally:
            self.places.release()
