"""Work that has to be done by a moment, whatever it waits for."""

import time
from collections.abc import Callable
from concurrent.futures import Future
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def call_in_time(function: Callable[[], Result], seconds: float) -> Result:
    """Return what a function returns; raises what it raises, or TimeoutError when time is over.

    Libraries bound each read of a connection, not their number, and not the look-up of a
    name. So a thread works, and is left behind when the time is over: it ends when its server
    has.
    """
    outcome: Future[Result] = Future()

    def work() -> None:
        try:
            outcome.set_result(function())
        except Exception as error:  # noqa: BLE001 - it is raised below, where it can be seen
            outcome.set_exception(error)

    Thread(target=work, daemon=True).start()
    return outcome.result(seconds)


def seconds_until(deadline: float) -> float:
    """Return the seconds left until a moment of the monotonic clock, a few at the least."""
    return max(deadline - time.monotonic(), 0.001)
