"""Threads in which pages are made: a few at once, a bounded line before them, a time limit."""

import asyncio
from collections.abc import Callable, Hashable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from fwgraph.web.http.failures import HttpError

TaskResult = TypeVar("TaskResult")
RETRY_HEADERS = {"Retry-After": "2"}


class ThreadPool:
    """So many threads, and so many tasks that may wait for one of them."""

    def __init__(self, name: str, threads: int, waiting: int, seconds: float) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._most = threads + waiting
        self._seconds = seconds
        self.open: set[Future[Any]] = set()
        self._keyed: dict[Hashable, Future[Any]] = {}

    async def run_task(self, task: Callable[[], TaskResult], key: Hashable = None) -> TaskResult:
        """Return what the task returns; Failure 503 where that is too much or takes too long.

        A task that takes too long goes on and keeps its thread until it ends: others are
        refused meanwhile, and nothing piles up. Tasks with the same ``key`` make the same,
        so it is done once for all who wait for it.
        """
        making = asyncio.wrap_future(self._keyed.get(key) or self._submit(task, key))
        making.add_done_callback(retrieve_exception)
        try:
            return await asyncio.wait_for(asyncio.shield(making), self._seconds)
        except TimeoutError:
            sentence = f"This took longer than {self._seconds:g} seconds, and was given up."
            raise HttpError(503, sentence, RETRY_HEADERS) from None
        except asyncio.CancelledError:
            raise HttpError(503, "The server is stopping.", RETRY_HEADERS) from None

    def _submit(self, task: Callable[[], TaskResult], key: Hashable) -> Future[TaskResult]:
        """Return a task that has got a thread, or a place in the line before them."""
        if len(self.open) >= self._most:
            raise HttpError(
                503, "Too many requests are waiting here. Try again in a moment.", RETRY_HEADERS
            )
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


def retrieve_exception(future: "asyncio.Future[Any]") -> None:
    """Look at how a task has ended, for those who wait no more: asyncio complains otherwise."""
    if not future.cancelled():
        future.exception()
