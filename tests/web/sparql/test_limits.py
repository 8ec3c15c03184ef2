"""What a query may use up, and that what it took is free again afterwards."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from tests.web.sparql.conftest import SMALL
from tests.web.sparql.serving import HEAVY, JSON, Answer, Served, is_running, serving, until

from fwgraph.errors import Unreadable
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.pool import Pool

QUICK = "ASK { ?s rdfs:label 'Flask' }"
SLACK = 2.0
"""Seconds that a loaded machine may add."""


def heavy(number: int) -> str:
    """Return a heavy query that nobody has asked before."""
    return HEAVY.replace("?i", f"?i{number}")


@pytest.fixture(autouse=True)
def _rested(small: Served) -> Iterator[None]:
    """Every test begins and ends with all processes there and none at work."""
    small.rest()
    yield
    small.rest()
    assert all(is_running(pid) for pid in small.pids())
    assert small.get(QUICK).status == 200


def test_a_query_past_its_time_is_stopped(small: Served) -> None:
    before = small.pids()
    began = time.monotonic()
    answer = small.query(heavy(1))
    assert time.monotonic() - began < SMALL.seconds + SLACK
    assert (answer.status, answer.text) == (
        503,
        "The query was stopped: it takes longer than 1 seconds, which is the limit here;"
        " ask for less at once.",
    )
    assert small.get(QUICK).status == 200
    small.rest()
    gone = before - small.pids()
    assert len(gone) == 2  # it began in a short slot, and anew in a long one
    assert not any(is_running(pid) for pid in gone)


HOGS = {
    "order": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a",
    "distinct": "SELECT (COUNT(DISTINCT *) AS ?n) { ?a ?b ?c . ?d ?e ?f }",
    "doubling": "SELECT (STRLEN(?x40) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
    + "".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1}) " for n in range(40))
    + "}",
    "replace": "SELECT (STRLEN(?x9) AS ?n) { BIND('aaaaaaaaaaaaaaaa' AS ?x0) "
    + "".join(f"BIND(REPLACE(?x{n}, 'a', '{'a' * 100}') AS ?x{n + 1}) " for n in range(9))
    + "}",
    "group": "SELECT (GROUP_CONCAT(?w) AS ?x) { ?a ?b ?c . ?d ?e ?f"
    + f" BIND('{'a' * 1000}' AS ?w) }}",
}


@pytest.mark.parametrize("name", HOGS)
def test_a_query_that_eats_memory_is_stopped(small: Served, name: str) -> None:
    answer = small.query(HOGS[name])
    assert answer.status == 503
    assert "more memory than the 64 MB" in answer.text or "takes longer" in answer.text


def test_memory_is_bounded_by_the_kernel(small: Served) -> None:
    for pid in small.pids():
        assert 0 <= room(pid) <= SMALL.memory


def room(pid: int) -> int:
    """Return how many bytes of its own a process may still take."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    limits = Path(f"/proc/{pid}/limits").read_text(encoding="ascii")
    data = next(line for line in status.splitlines() if line.startswith("VmData:"))
    most = next(line for line in limits.splitlines() if line.startswith("Max data size"))
    return int(most.split()[3]) - (int(data.split()[1]) << 10)


BOMBS = {
    "open": "ASK " + "{" * 40_000,
    "braces": "ASK " + "{" * 5000 + "}" * 5000,
    "not": "ASK { FILTER(" + "!" * 40_000 + "true) }",
    "or": "ASK { FILTER(?x" + "||?x" * 12_000 + ") }",
    "plus": "ASK { FILTER(1" + "+1" * 20_000 + ") }",
    "union": "ASK { {}" + "UNION{}" * 6000 + " }",
    "minus": "ASK { ?s ?p ?o " + "MINUS{?s ?p 1}" * 3000 + "}",
    "optional": "ASK { " + "OPTIONAL{?s ?p 1}" * 2500 + "}",
    "path": "ASK { ?s <a:a>" + "/<a:a>" * 8000 + " ?o }",
    "triples": "ASK { " + "?s ?p ?o ." * 4000 + "}",
    "columns": "SELECT " + "".join(f"(1 AS ?x{n})" for n in range(2500)) + "{}",
    "deep": "ASK { " + "FILTER EXISTS { ?s ?p ?o " * 49 + "}" * 49 + " }",
    "stars": "ASK { ?s " + "(" * 49 + "<a:a>" + ")*" * 49 + " ?o }",
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_of_syntax_ends_no_process(small: Served, name: str) -> None:
    lost = small.pool.lost
    answer = small.query(BOMBS[name])
    assert answer.status in {200, 400, 503}, answer.text
    assert small.pool.lost == lost


@pytest.mark.parametrize(
    "accept", [JSON, "application/sparql-results+xml", "text/csv", "text/tab-separated-values"]
)
def test_an_answer_has_so_many_rows_and_no_more(small: Served, accept: str) -> None:
    text = r"'a\n\"b},{\"c' AS ?t"
    query = f"SELECT ?s ({text}) {{ ?s ?p ?o }} LIMIT %d"
    assert small.query(query % SMALL.rows, accept).status == 200
    answer = small.query(query % (SMALL.rows + 1), accept)
    assert answer.status == 422
    assert answer.text.startswith("The answer has more than 2,000 rows, which is the limit here;")


def test_a_graph_has_so_many_triples_and_no_more(small: Served) -> None:
    assert small.query("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2000", "text/turtle").status == 200
    assert small.query("CONSTRUCT WHERE { ?s ?p ?o } LIMIT 2001", "text/turtle").status == 422


@pytest.mark.parametrize(
    ("query", "accept"),
    [
        (f"SELECT ?s ('{'a' * 1000}' AS ?t) {{ ?s ?p ?o }} LIMIT 1500", JSON),
        (
            f"CONSTRUCT {{ ?s ?p '{'a' * 1000}' }} {{ ?s ?p ?o }} LIMIT 1900",
            "application/n-triples",
        ),
    ],
)
def test_an_answer_has_so_many_bytes_and_no_more(small: Served, query: str, accept: str) -> None:
    answer = small.query(query, accept)
    assert answer.status == 422
    assert answer.text.startswith("The answer is larger than 1 MB, which is the limit here;")


def test_a_client_that_leaves_frees_its_process(small: Served) -> None:
    before = small.pids()
    small.hang_up(heavy(2), 0.3)
    until(lambda: small.pids() != before, SMALL.seconds)
    small.rest()


def test_clients_that_leave_at_once_cost_no_process(small: Served) -> None:
    before = small.pids()
    for _ in range(5):
        small.hang_up(QUICK, 0)
    small.rest()
    assert small.pids() == before


def test_a_process_killed_at_work_is_said_and_replaced(small: Served) -> None:
    before, lost = small.pids(), small.pool.lost
    with ThreadPoolExecutor() as threads:
        waiting = threads.submit(small.query, heavy(3))
        until(lambda: bool(at_work(small)))
        os.kill(at_work(small)[0], signal.SIGKILL)
        answer = waiting.result()
    assert (answer.status, answer.text) == (
        500, "The process that worked on this query ended unexpectedly."
    )  # fmt: skip
    small.rest()
    assert len(small.pids()) == len(before)
    assert small.pool.lost == lost + 1


def test_processes_killed_at_rest_are_replaced_unnoticed(small: Served) -> None:
    for pid in small.pids():
        os.kill(pid, signal.SIGKILL)
    until(lambda: not any(each.is_alive() for each in small.pool.processes))
    assert small.get(QUICK).status == 200


def test_the_zygote_is_replaced_when_it_is_killed(small: Served) -> None:
    zygote = small.pool.zygote.popen
    assert zygote
    os.kill(zygote.pid, signal.SIGKILL)
    for pid in small.pids():
        os.kill(pid, signal.SIGKILL)
    until(lambda: not any(each.is_alive() for each in small.pool.processes))
    assert small.get(QUICK).status == 200
    small.rest()
    assert small.pool.zygote.popen is not zygote


def at_work(served: Served) -> list[int]:
    return [each.pid for each in list(served.pool.processes) if each.work and not each.work.done()]


def test_more_long_queries_than_places_wait_and_small_ones_pass(small: Served) -> None:
    with ThreadPoolExecutor(12) as threads:
        waiting = [threads.submit(small.query, heavy(10 + number)) for number in range(11)]
        until(lambda: are_past_short_slots(small, waiting))
        times = [timed(small) for _ in range(20)]
        answers = [each.result() for each in waiting]
    assert {answer.status for answer in answers} == {503}
    refused = [answer for answer in answers if answer.text.startswith("Too many ")]
    assert refused
    assert all(int(answer.headers["retry-after"]) >= 1 for answer in refused)
    assert sorted(times)[len(times) // 2] < SMALL.seconds / 2


def are_past_short_slots(served: Served, answers: list[Future[Answer]]) -> bool:
    """Tell whether of all queries each was refused, waits for a long slot or has one."""
    done = sum(answer.done() for answer in answers)
    return done + served.pool.long.waiting + SMALL.long >= len(answers)


def timed(served: Served) -> float:
    began = time.monotonic()
    assert served.get(QUICK).status == 200
    return time.monotonic() - began


def test_more_queries_than_may_wait_are_refused_at_once(store: Path) -> None:
    limits = replace(SMALL, short=1, long=1, waiting=1, quick=0.5, seconds=2)
    with serving(store, limits) as served, ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(served.query, [heavy(number) for number in range(8)]))
    refused = [each for each in answers if each.text.startswith("Too many queries are asked")]
    assert len(refused) >= 4
    assert all(each.headers["retry-after"] == "1" for each in refused)


def test_answers_that_nobody_fetches_do_not_pile_up(
    store: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    limits = replace(SMALL, held=12 * SMALL.size, size=10 * SMALL.size, delivery=1)
    query = f"SELECT ?s ('{'a' * 8000}' AS ?t) {{ ?s ?p ?o }} LIMIT 1000"
    with serving(store, limits) as served, unread(served, query) as slow:
        until(lambda: served.query(query).status == 503)
        until(lambda: served.query(query).status == 200)
        assert cut_off(slow)
    assert "Traceback" not in capfd.readouterr().err


def unread(served: Served, query: str) -> socket.socket:
    """Ask, and read nothing of the answer."""
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    connection.connect(("127.0.0.1", served.port))
    typed = "Content-Type: application/sparql-query\r\n"
    head = f"POST /sparql HTTP/1.1\r\nHost: here\r\n{typed}Content-Length: {len(query)}\r\n\r\n"
    connection.sendall((head + query).encode())
    return connection


def cut_off(connection: socket.socket) -> bool:
    """Tell whether an answer ends before the length that it has announced."""
    found = b"".join(iter(lambda: connection.recv(1 << 16), b""))
    head, _, body = found.partition(b"\r\n\r\n")
    length = next(
        line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length")
    )
    return len(body) < int(length.partition(b":")[2])


def test_a_store_that_does_not_open_is_said(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="the store does not open"):
        asyncio.run(Pool(tmp_path / "none").start())


def test_stopping_ends_all_processes(store: Path) -> None:
    with serving(store, SMALL) as served:
        served.hang_up(HEAVY, 0.1)
        pids = served.pids()
    assert pids
    assert not any(is_running(pid) for pid in pids)


SERVER = """
import asyncio, sys
from pathlib import Path
from fwgraph.web.sparql.limits import Limits
from fwgraph.web.sparql.pool import Pool

async def main():
    pool = Pool(Path(sys.argv[1]), Limits(short=1, long=1))
    await pool.start()
    head = {"query": sys.argv[2], "type": "text/csv", "default": None, "named": None}
    work = asyncio.create_task(pool.answer(head))
    await asyncio.sleep(0.3)
    print(*(process.pid for process in pool.processes), flush=True)
    await work

asyncio.run(main())
"""


def test_no_process_outlives_a_server_that_is_killed(store: Path) -> None:
    command = [sys.executable, "-c", SERVER, str(store), HEAVY]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout
        pids = [int(pid) for pid in server.stdout.readline().split()]
        assert len(pids) == Limits(short=1, long=1).processes
        server.kill()
    until(lambda: not any(runs(pid) for pid in pids), 5)


def runs(pid: int) -> bool:
    """Tell whether a process runs; one that waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"
