"""Threads in which pages are made: a few at once, a bounded line before them, a time limit."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from fwgraph.web.failures import Failure

Made = TypeVar("Made")
SOON = {"Retry-After": "2"}


class Crew:
    """So many threads, and so many tasks that may wait for one of them."""

    def __init__(self, name: str, threads: int, waiting: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads + waiting
        self._seconds = seconds
        self.open: set[Future[object]] = set()

    async def make(self, task: Callable[[], Made]) -> Made:
        """Return what the task returns; Failure 503 where that is too much or takes too long.

        A task that takes too long goes on and keeps its thread until it ends: others are
        refused meanwhile, and nothing piles up.
        """
        if len(self.open) >= self._most:
            raise Failure(503, "Too many requests are waiting here. Try again in a moment.", SOON)
        future = self._threads.submit(task)
        self.open.add(future)  # type: ignore[arg-type]
        future.add_done_callback(self.open.discard)
        try:
            return await asyncio.wait_for(
                asyncio.shield(asyncio.wrap_future(future)), self._seconds
            )
        except TimeoutError:
            future.cancel()
            sentence = f"This took longer than {self._seconds:g} seconds, and was given up."
            raise Failure(503, sentence, SOON) from None

    def leave(self) -> None:
        """Begin nothing new."""
        self._threads.shutdown(wait=False, cancel_futures=True)
