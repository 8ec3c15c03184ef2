"""Clients that ask an endpoint as fast as it answers, over connections that stay open."""

import asyncio
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

ANSWER_TIMEOUT = 20.0
"""Seconds after which a client gives an answer up."""
ACCEPT = "application/sparql-results+json"


@dataclass
class ClientStats:
    """What clients of one kind saw: the seconds that each response took, and the statuses."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def percentile(self, part: float) -> float:
        """Return the seconds within which so many of a hundred answers came."""
        ordered = sorted(self.seconds) or [0.0]
        return ordered[min(len(ordered) - 1, int(len(ordered) * part / 100))]


@dataclass
class Client:
    """One client: what it asks next, and where it writes down what it saw."""

    port: int
    path: str
    queries: Iterator[str]
    seen: ClientStats
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None

    async def ask_until(self, deadline: float) -> None:
        """Ask one query after the other until the deadline; count those answered by then."""
        while time.monotonic() < deadline:
            began = time.monotonic()
            status = await self.ask(next(self.queries))
            self.seen.statuses[status] += 1
            self.seen.seconds.append(time.monotonic() - began)

    async def ask(self, query: str) -> str:
        """Return the status of the answer, or what went wrong."""
        try:
            async with asyncio.timeout(ANSWER_TIMEOUT):
                return await self.send_query(query)
        except TimeoutError:
            failure = "no answer"
        except (OSError, EOFError, ValueError):
            failure = "cut"
            await asyncio.sleep(0.05)
        self.close()
        return failure

    async def send_query(self, query: str) -> str:
        """Send a query and read its answer to the end."""
        if self.reader is None or self.writer is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        target = f"{self.path}?{urlencode({'query': query})}"
        head = f"GET {target} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: {ACCEPT}\r\n\r\n"
        self.writer.write(head.encode())
        response = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        await self.read_body(self.reader, response)
        if "connection: close" in response:
            self.close()
        return response[9:12]

    async def read_body(self, reader: asyncio.StreamReader, head: str) -> None:
        """Read the body that a head announces."""
        fields = dict(line.split(": ", 1) for line in head.split("\r\n")[1:] if ": " in line)
        if "content-length" in fields:
            await reader.readexactly(int(fields["content-length"]))
            return
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()

    def close(self) -> None:
        """Close the connection."""
        if self.writer:
            self.writer.close()
        self.reader = self.writer = None


def make_clients(
    port: int, path: str, count: int, queries: Callable[[int], Iterator[str]]
) -> tuple[ClientStats, list[Client]]:
    """Return clients that ask what their number says, and what they will have seen."""
    seen = ClientStats()
    return seen, [Client(port, path, queries(number), seen) for number in range(count)]


async def run_clients(clients: list[Client], seconds: float) -> None:
    """Let all clients ask for so many seconds."""
    deadline = time.monotonic() + seconds
    asking = [asyncio.create_task(client.ask_until(deadline)) for client in clients]
    _, late = await asyncio.wait(asking, timeout=seconds + 1)
    for task in late:
        task.cancel()
    await asyncio.gather(*asking, return_exceptions=True)
    for client in clients:
        client.close()
