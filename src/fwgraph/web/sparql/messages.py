"""What the server and its processes say to each other: a small JSON object and a body."""

import asyncio
import json
import socket
import struct
from typing import Any

LENGTHS = struct.Struct(">II")
"""Before each message: how many bytes its JSON and its body have."""
CHUNK_SIZE = 1 << 18

MessageHead = dict[str, Any]
Message = tuple[MessageHead, bytes]


def pack_message(head: MessageHead, body: bytes = b"") -> bytes:
    """Return a message as bytes."""
    written = json.dumps(head).encode()
    return LENGTHS.pack(len(written), len(body)) + written + body


def receive_message(connection: socket.socket) -> Message | None:
    """Return the next message of a blocking socket; None where the other end is gone."""
    lengths = receive_exactly(connection, LENGTHS.size)
    if lengths is None:
        return None
    head_size, body_size = LENGTHS.unpack(lengths)
    rest = receive_exactly(connection, head_size + body_size)
    return None if rest is None else (json.loads(rest[:head_size]), rest[head_size:])


def receive_exactly(connection: socket.socket, size: int) -> bytes | None:
    """Return so many bytes of a blocking socket; None where it ends before."""
    parts = []
    while size:
        part = connection.recv(min(size, CHUNK_SIZE))
        if not part:
            return None
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


async def receive_message_async(connection: socket.socket) -> Message | None:
    """Return the next message of a socket that does not block; None where it ends before."""
    lengths = await receive_exactly_async(connection, LENGTHS.size)
    if lengths is None:
        return None
    head_size, body_size = LENGTHS.unpack(lengths)
    rest = await receive_exactly_async(connection, head_size + body_size)
    return None if rest is None else (json.loads(rest[:head_size]), bytes(rest[head_size:]))


async def receive_exactly_async(connection: socket.socket, size: int) -> bytearray | None:
    """Return so many bytes of a socket that does not block; None where it ends before."""
    loop, whole = asyncio.get_running_loop(), bytearray()
    while len(whole) < size:
        part = await loop.sock_recv(connection, min(size - len(whole), CHUNK_SIZE))
        if not part:
            return None
        whole += part
    return whole
