"""Threads in which pages are made: a few at once, a bounded line before them, a time limit."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from fwgraph.web.http.failures import Failure

Made = TypeVar("Made")
SOON = {"Retry-After": "2"}


class Crew:
    """So many threads, and so many tasks that may wait for one of them."""

    def __init__(self, name: str, threads: int, waiting: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads + waiting
        self._seconds = seconds
        self.open: set[Future[Any]] = set()
        self._keyed: dict[Hashable, Future[Any]] = {}

    async def make(self, task: Callable[[], Made], key: Hashable = None) -> Made:
        """Return what the task returns; Failure 503 where that is too much or takes too long.

        A task that takes too long goes on and keeps its thread until it ends: others are
        refused meanwhile, and nothing piles up. Tasks with the same ``key`` make the same,
        so it is done once for all who wait for it.
        """
        making = asyncio.wrap_future(self._keyed.get(key) or self._begun(task, key))
        making.add_done_callback(retrieved)
        try:
            return await asyncio.wait_for(asyncio.shield(making), self._seconds)
        except TimeoutError:
            sentence = f"This took longer than {self._seconds:g} seconds, and was given up."
            raise Failure(503, sentence, SOON) from None
        except asyncio.CancelledError:
            raise Failure(503, "The server is stopping.", SOON) from None

    def _begun(self, task: Callable[[], Made], key: Hashable) -> Future[Made]:
        """Return a task that has got a thread, or a place in the line before them."""
        if len(self.open) >= self._most:
            raise Failure(503, "Too many requests are waiting here. Try again in a moment.", SOON)
        future = self._threads.submit(task)
        self.open.add(future)
        if key is not None:
            self._keyed[key] = future

        def done(future: Future[Made]) -> None:
            self.open.discard(future)
            self._keyed.pop(key, None)

        future.add_done_callback(done)
        return future

    def leave(self) -> None:
        """Begin nothing new."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def retrieved(future: "asyncio.Future[Any]") -> None:
    """Look at how a task has ended, for those who wait no more: asyncio complains otherwise."""
    if not future.cancelled():
        future.exception()
