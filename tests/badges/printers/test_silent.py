"""Printers that take a connection and then say nothing, or nothing that can be understood."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

import pytest

from onsite.badges.printers.channel import NotSent, PrinterState, Progress, Sent
from onsite.badges.printers.ipp.queue import IppQueue
from onsite.clock import SystemClock
from onsite.plan.printers import PrinterPart
from tests.badges.printers.badge import Badge

NO_BODY = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 100\r\n\r\n"
NONSENSE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
BROKEN = b"HTTP/1.1 500 \r\nContent-Length: 2\r\n\r\n\xff\xfe"
NOT_THERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
TLS = b"HTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.2\r\nContent-Length: 0\r\n\r\n"


@asynccontextmanager
async def saying(answer: bytes):
    """The way to a server that gives this answer to everything, and keeps the connection."""
    over = asyncio.Event()

    async def serve(reader, writer):
        await reader.read(65536)
        writer.write(answer)
        await over.wait()
        writer.close()
        await writer.wait_closed()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        address = f"ipp://127.0.0.1:{server.sockets[0].getsockname()[1]}/ipp/print"
        part = PrinterPart(name="Left", address=address)
        yield IppQueue(part, SystemClock(), patience=0.03)
        over.set()


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (b"", ("offline", "no-answer"), "does not answer"),
        (NO_BODY, ("offline", "no-answer"), "does not answer"),
        (NONSENSE, ("offline", "no-answer"), "does not answer"),
        (BROKEN, ("offline", "no-answer"), "does not answer"),
        (NOT_THERE, ("unknown", "no-such-queue"), "no printer at the address"),
        (TLS, ("unknown", "refused-101aa"), "encrypted connections only"),
    ],
)
async def test_a_printer_that_says_nothing_of_use_gets_nothing(answer, state, said):
    kind, reason = state
    async with saying(answer) as way:
        assert await way.state() == PrinterState(kind, (reason,), accepting=False)
        with pytest.raises(NotSent, match=said):
            await way.submit(Badge(), "onsite-1")
        sent = Sent("", "onsite-1", "7", 0)
        assert await way.follow(sent) == (Progress.UNKNOWN, ("no-answer",))
        assert await way.cancel(sent) == "unknown"
        assert await way.find("onsite-1", 0) is None
