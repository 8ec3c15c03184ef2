"""So many tasks at once, so many in line, and none for ever."""

import asyncio
from threading import Event

import pytest

from fwgraph.web.http.failures import HttpError
from fwgraph.web.http.thread_pool import ThreadPool


def test_a_task_is_done() -> None:
    crew = ThreadPool("test", threads=1, waiting=0, seconds=5)
    assert asyncio.run(crew.run_task(lambda: "made")) == "made"
    crew.shut_down()


def test_a_fault_of_a_task_is_the_callers() -> None:
    def broken() -> None:
        raise LookupError("reason")

    crew = ThreadPool("test", threads=1, waiting=0, seconds=5)
    with pytest.raises(LookupError, match="reason"):
        asyncio.run(crew.run_task(broken))
    crew.shut_down()


def test_who_finds_the_line_full_is_sent_away() -> None:
    crew, gate = ThreadPool("test", threads=1, waiting=1, seconds=5), Event()

    async def crowd() -> list[object]:
        asked = [asyncio.create_task(crew.run_task(gate.wait)) for _ in range(3)]
        await asyncio.wait(asked, return_when=asyncio.FIRST_COMPLETED)
        gate.set()
        return await asyncio.gather(*asked, return_exceptions=True)

    done = asyncio.run(crowd())
    assert done[:2] == [True, True]
    assert isinstance(done[2], HttpError)
    assert (done[2].status_code, done[2].headers) == (503, {"Retry-After": "2"})
    crew.shut_down()


def test_what_takes_too_long_is_given_up_but_keeps_its_place() -> None:
    crew, gate = ThreadPool("test", threads=1, waiting=0, seconds=0.05), Event()

    async def impatient() -> None:
        with pytest.raises(HttpError, match=r"longer than 0\.05 seconds"):
            await crew.run_task(gate.wait)
        with pytest.raises(HttpError, match="Too many"):
            await crew.run_task(str)
        gate.set()
        while crew.open:
            await asyncio.sleep(0.01)
        assert await crew.run_task(str) == ""

    asyncio.run(impatient())
    crew.shut_down()


def test_what_several_wait_for_is_made_once() -> None:
    crew, gate, made = ThreadPool("test", threads=4, waiting=0, seconds=5), Event(), []

    def task() -> int:
        gate.wait()
        made.append(1)
        return len(made)

    async def crowd() -> list[int]:
        asked = [asyncio.create_task(crew.run_task(task, "key")) for _ in range(20)]
        await asyncio.sleep(0.05)
        gate.set()
        return await asyncio.gather(*asked)

    assert asyncio.run(crowd()) == [1] * 20
    assert asyncio.run(crew.run_task(task, "key")) == 2
    crew.shut_down()
