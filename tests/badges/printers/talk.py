"""Answers of an IPP printer, made by hand (RFC 8010)."""

from __future__ import annotations

import asyncio
import struct
from contextlib import asynccontextmanager

INTEGER, KEYWORD, NAME, NO_VALUE, MIME = 0x21, 0x44, 0x42, 0x13, 0x49
OPERATION, JOB, PRINTER = 0x01, 0x02, 0x04


def answer(group: int, told: dict[str, tuple[int, object]]) -> bytes:
    """Attributes of a job or of a printer, with all that HTTP has around them."""
    said = struct.pack(">bbhib", 2, 0, 0, 1, OPERATION)
    said += _attribute("attributes-charset", 0x47, "utf-8") + bytes([group])
    for name, (tag, value) in told.items():
        said += _attribute(name, tag, value)
    said += b"\x03"
    head = (
        f"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: {len(said)}\r\n\r\n"
    )
    return head.encode() + said


def _attribute(name: str, tag: int, value: object) -> bytes:
    data = struct.pack(">i", value) if isinstance(value, int) else str(value).encode()
    return struct.pack(f">bh{len(name)}sh", tag, len(name), name.encode(), len(data)) + data


@asynccontextmanager
async def serving(answer: bytes):
    """A server that gives this answer to everything, and keeps the connection; its port."""
    over = asyncio.Event()

    async def serve(reader, writer):
        await reader.read(65536)
        writer.write(answer)
        await over.wait()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield server.sockets[0].getsockname()[1]
        over.set()
