"""A visitor who gets nowhere is left; the others do not notice."""

import socket
import time
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from tests.web.serving import Served, in_thread

from fwgraph.web.http.connections import Connection
from fwgraph.web.http.responses import body_response

HEAD = b"GET /health HTTP/1.1\r\nHost: here\r\n\r\n"
MUCH = b"much " * 4_000_000


class Hasty(Connection):
    """A connection that is soon given up, of which there are few."""

    stall_timeout = 0.4
    max_connections = 8


def much(request: Request) -> Response:
    """Return more than fits on the way."""
    return body_response(MUCH, {"Content-Type": "text/plain"})


async def posted(request: Request) -> Response:
    """Return what was sent, whole."""
    return Response(await request.body())


@pytest.fixture(scope="module")
def hasty() -> Iterator[Served]:
    """A server without patience."""
    routes = (Route("/much", much), Route("/posted", posted, methods=["POST"]))
    with in_thread(*routes, http=Hasty) as running:
        yield running


def connected(served: Served, room: int = 4096) -> socket.socket:
    """Return a connection that takes so many bytes before they are read."""
    place = urlsplit(served.address)
    found = socket.socket()
    found.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
    found.settimeout(10)
    found.connect((place.hostname, place.port))
    return found


def ended(connection: socket.socket, drip: bytes = b"") -> float:
    """Return the seconds after which a connection is ended, however much drips into it."""
    began = time.monotonic()
    connection.settimeout(0.05)
    while time.monotonic() - began < 10:
        try:
            connection.sendall(drip)
            if not connection.recv(1 << 16):
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - began


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET / HTTP/1.1\r\nX: ",
        b"POST /posted HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n",
        b"POST /health HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n",
        HEAD + b"GET / HTTP/1.1\r\nX: ",
    ],
    ids=["nothing", "a head", "a body", "a body that nobody wants", "a second head"],
)
def test_what_drips_in_is_not_waited_for(hasty: Served, sent: bytes) -> None:
    with connected(hasty) as connection:
        connection.sendall(sent)
        assert ended(connection, b"x" if sent else b"") < 2


def test_an_answer_that_nobody_takes_is_taken_back(hasty: Served) -> None:
    with connected(hasty) as connection:
        connection.sendall(b"GET /much HTTP/1.1\r\nHost: here\r\n\r\n")
        time.sleep(1.5)
        taken = 0
        try:
            while part := connection.recv(1 << 20):
                taken += len(part)
        except OSError:
            pass
        assert taken < len(MUCH)


def test_who_takes_an_answer_slowly_but_steadily_gets_it(hasty: Served) -> None:
    with connected(hasty, 1 << 17) as connection:
        connection.sendall(b"GET /much HTTP/1.1\r\nHost: here\r\n\r\n")
        began, taken = time.monotonic(), 0
        while taken < len(MUCH) and (part := connection.recv(1 << 16)):
            taken += len(part)
            time.sleep(0.003)
        assert taken > len(MUCH)
        assert time.monotonic() - began > 2 * Hasty.stall_timeout


def test_idle_connections_make_room(hasty: Served) -> None:
    idle = [connected(hasty) for _ in range(40)]
    for _ in range(3):
        assert hasty.get("/health").status == 200
    for connection in idle:
        connection.close()


def test_requests_in_one_go_are_answered_in_their_order(hasty: Served) -> None:
    with connected(hasty) as connection:
        connection.sendall(HEAD * 3)
        said = b""
        while said.count(b'"status": "ok"') < 3:
            said += connection.recv(1 << 16)
        assert said.count(b"HTTP/1.1 200 OK") == 3


def test_nonsense_in_the_middle_of_an_answer_ends_it(
    hasty: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with connected(hasty) as connection:
        head = b"POST /much HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head.replace(b"POST", b"GET"))
        time.sleep(0.1)
        connection.sendall(b"no chunk\r\n")
        assert ended(connection) < 2
    assert "Traceback" not in caplog.text
    assert hasty.get("/health").status == 200
