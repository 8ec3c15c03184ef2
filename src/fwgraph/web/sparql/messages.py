"""Messages between the server and its processes: a small JSON object and a body."""

import asyncio
import json
import socket
import struct
from collections.abc import Sequence
from enum import StrEnum
from typing import Any

LENGTHS = struct.Struct(">II")
"""Before each message: how many bytes its JSON and its body have."""
CHUNK_SIZE = 1 << 18

MessageHead = dict[str, Any]
Message = tuple[MessageHead, bytes]
GraphIris = Sequence[str] | None


class Fault(StrEnum):
    """What went wrong with a query: in itself, in its result, or in what it used up."""

    QUERY = "query"
    FORMAT = "format"
    ROWS = "rows"
    SIZE = "size"
    MEMORY = "memory"
    TIME = "time"
    ENDED = "ended"
    FAILED = "failed"


def query_message(
    query: str, media_type: str, default: GraphIris = None, named: GraphIris = None
) -> MessageHead:
    """Return the message with a query, the media type of its result, and its dataset.

    The graphs are None for those that the store itself has; an empty IRI stands for the
    store's default graph.
    """
    return {"query": query, "type": media_type, "default": default, "named": named}


def fault_message(fault: Fault, reason: str = "") -> Message:
    """Return the reply that says why there is no result."""
    return {"fault": fault, "reason": reason}, b""


def pack_message(head: MessageHead, body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    packed = json.dumps(head).encode()
    return LENGTHS.pack(len(packed), len(body)) + packed + body


def receive_message(connection: socket.socket) -> Message | None:
    """Return the next message of a blocking socket; None where the other end is gone."""
    lengths = connection.recv(LENGTHS.size, socket.MSG_WAITALL)
    if len(lengths) < LENGTHS.size:
        return None
    head_size, body_size = LENGTHS.unpack(lengths)
    rest = connection.recv(head_size + body_size, socket.MSG_WAITALL)
    complete = len(rest) == head_size + body_size
    return (json.loads(rest[:head_size]), rest[head_size:]) if complete else None


async def receive_message_async(connection: socket.socket) -> Message | None:
    """Return the next message of a socket that does not block; None where it ends before."""
    lengths = await receive_exactly(connection, LENGTHS.size)
    if lengths is None:
        return None
    head_size, body_size = LENGTHS.unpack(lengths)
    rest = await receive_exactly(connection, head_size + body_size)
    return None if rest is None else (json.loads(rest[:head_size]), bytes(rest[head_size:]))


async def receive_exactly(connection: socket.socket, size: int) -> bytearray | None:
    """Return so many bytes of a socket that does not block; None where it ends before."""
    loop, received = asyncio.get_running_loop(), bytearray()
    while len(received) < size:
        part = await loop.sock_recv(connection, min(size - len(received), CHUNK_SIZE))
        if not part:
            return None
        received += part
    return received
