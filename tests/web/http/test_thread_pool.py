"""So many tasks at once, so many in line, and none for ever."""

import asyncio
from threading import Event

import pytest
from starlette.exceptions import HTTPException

from fwgraph.web.http.thread_pool import ThreadPool


def test_a_task_is_done() -> None:
    pool = ThreadPool("test", threads=1, waiting=0, seconds=5)
    assert asyncio.run(pool.run_task(lambda: "made")) == "made"
    pool.shut_down()


def test_a_fault_of_a_task_is_the_callers() -> None:
    def broken() -> None:
        raise LookupError("reason")

    pool = ThreadPool("test", threads=1, waiting=0, seconds=5)
    with pytest.raises(LookupError, match="reason"):
        asyncio.run(pool.run_task(broken))
    pool.shut_down()


def test_who_finds_the_line_full_is_sent_away() -> None:
    pool, gate = ThreadPool("test", threads=1, waiting=1, seconds=5), Event()

    async def crowd() -> list[object]:
        tasks = [asyncio.create_task(pool.run_task(gate.wait)) for _ in range(3)]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        gate.set()
        return await asyncio.gather(*tasks, return_exceptions=True)

    done = asyncio.run(crowd())
    assert done[:2] == [True, True]
    assert isinstance(done[2], HTTPException)
    assert (done[2].status_code, done[2].headers) == (503, {"Retry-After": "2"})
    pool.shut_down()


def test_what_takes_too_long_is_given_up_but_keeps_its_place() -> None:
    pool, gate = ThreadPool("test", threads=1, waiting=0, seconds=0.05), Event()

    async def impatient() -> None:
        with pytest.raises(HTTPException, match=r"longer than 0\.05 seconds"):
            await pool.run_task(gate.wait)
        with pytest.raises(HTTPException, match="Too many"):
            await pool.run_task(str)
        gate.set()
        while pool.open:
            await asyncio.sleep(0.01)
        assert await pool.run_task(str) == ""

    asyncio.run(impatient())
    pool.shut_down()


def test_what_several_wait_for_is_made_once() -> None:
    pool, gate, made = ThreadPool("test", threads=4, waiting=0, seconds=5), Event(), []

    def task() -> int:
        gate.wait()
        made.append(1)
        return len(made)

    async def crowd() -> list[int]:
        tasks = [asyncio.create_task(pool.run_task(task, "key")) for _ in range(20)]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(*tasks)

    assert asyncio.run(crowd()) == [1] * 20
    assert asyncio.run(pool.run_task(task, "key")) == 2
    pool.shut_down()
