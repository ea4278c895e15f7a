"""Printers that say nothing, nothing that can be understood, or what nobody should be shown."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest

from onsite.badges.printers.channel import NotSent, PrinterState, Progress, Sent
from onsite.badges.printers.ipp.queue import IppQueue
from onsite.badges.printers.ipp.queues import Queue, queues
from onsite.clock import SystemClock
from onsite.plan.printers import PrinterPart
from tests.badges.printers.badge import Badge
from tests.badges.printers.talk import INTEGER, JOB, KEYWORD, NAME, PRINTER, answer, serving

NO_BODY = b"HTTP/1.1 200 OK\r\nContent-Type: application/ipp\r\nContent-Length: 100\r\n\r\n"
NONSENSE = b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
BROKEN = b"HTTP/1.1 500 \r\nContent-Length: 2\r\n\r\n\xff\xfe"
NOT_THERE = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"
TLS = b"HTTP/1.1 426 Upgrade Required\r\nUpgrade: TLS/1.2\r\nContent-Length: 0\r\n\r\n"


STEERING = "media-empty\x1b[2J\x1b]0;mine\x07\x9b31m\u202e-error"
HOSTILE = {
    "printer-state": (INTEGER, 3),
    "printer-state-reasons": (KEYWORD, STEERING),
    "job-id": (INTEGER, 7),
    "job-name": (NAME, "onsite-1"),
    "job-state": (INTEGER, 6),
    "job-state-reasons": (KEYWORD, STEERING + "!" * 9_000),
    "printer-name": (NAME, "left\x1b[2J"),
    "printer-info": (NAME, "Left\r\nprinter\x1b]52;c;bWluZQ==\x07"),
}


@asynccontextmanager
async def saying(answer: bytes):
    """The way to a server that gives this answer to everything."""
    async with serving(answer) as port:
        yield way_to(port)


def way_to(port: int) -> IppQueue:
    part = PrinterPart(name="Left", address=f"ipp://127.0.0.1:{port}/ipp/print")
    return IppQueue(part, SystemClock(), patience=0.03)


@pytest.mark.parametrize(
    ("answer", "state", "said"),
    [
        (b"", ("offline", "no-answer"), "does not answer"),
        (NO_BODY, ("offline", "no-answer"), "does not answer"),
        (NONSENSE, ("offline", "no-answer"), "does not answer"),
        (BROKEN, ("offline", "no-answer"), "does not answer"),
        (NOT_THERE, ("stopped", "no-such-queue"), "no printer at the address"),
        (TLS, ("stopped", "refused-101aa"), "encrypted connections only"),
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


async def test_what_a_printer_says_cannot_steer_the_terminal():
    async with serving(answer(PRINTER, HOSTILE)) as port:
        assert (await way_to(port).state()).reasons == ("media-empty-error",)
        assert await queues("127.0.0.1", port) == (
            Queue("left", "Left printer", f"ipp://127.0.0.1:{port}/printers/left"),
        )
    async with saying(answer(JOB, HOSTILE)) as way:
        progress, (reason,) = await way.follow(Sent("", "onsite-1", "7", 0))
        assert (progress, reason[:18]) == (Progress.HELD, "media-empty-error!")
        assert len(reason) < 256
