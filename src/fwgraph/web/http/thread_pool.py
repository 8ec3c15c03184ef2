"""Threads in which pages are written: a few at once, a bounded queue, a time limit."""

from __future__ import annotations

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any, TypeVar

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

TaskResult = TypeVar("TaskResult")


class ThreadPool:
    """So many threads, and so many tasks that may wait for one of them."""

    def __init__(self, name: str, threads: int, waiting: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads + waiting
        self._seconds = seconds
        self.open: set[Future[Any]] = set()
        self._keyed: dict[Hashable, Future[Any]] = {}

    async def run_task(self, task: Callable[[], TaskResult], key: Hashable = None) -> TaskResult:
        """Return what the task returns; HTTPException 503 where that is too much or too slow.

        A task that takes too long goes on and keeps its thread until it ends: others are
        refused meanwhile, and nothing piles up. Tasks with the same ``key`` do the same,
        so it is done once for all who wait for it.
        """
        future = asyncio.wrap_future(self._keyed.get(key) or self._submit(task, key))
        # asyncio complains of an exception that nobody has looked at, and some wait no more.
        future.add_done_callback(lambda done: done.cancelled() or done.exception())
        try:
            return await asyncio.wait_for(asyncio.shield(future), self._seconds)
        except TimeoutError:
            sentence = f"This took longer than {self._seconds:g} seconds, and was given up."
            raise busy_error(sentence) from None

    def _submit(self, task: Callable[[], TaskResult], key: Hashable) -> Future[TaskResult]:
        """Return a task that has got a thread, or a place in the queue before them."""
        if len(self.open) >= self._most:
            raise busy_error("Too many requests are waiting here. Try again in a moment.")
        future = self._threads.submit(task)
        self.open.add(future)
        if key is not None:
            self._keyed[key] = future

        def forget_task(future: Future[TaskResult]) -> None:
            self.open.discard(future)
            self._keyed.pop(key, None)

        future.add_done_callback(forget_task)
        return future

    def shut_down(self) -> None:
        """Begin nothing new."""
        self._threads.shutdown(wait=False, cancel_futures=True)


def busy_error(sentence: str) -> HTTPException:
    """Return the error of a moment in which there is too much to do."""
    return HTTPException(503, sentence, {"Retry-After": "2"})
