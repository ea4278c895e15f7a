"""A printer at a bare port: keeps what it is sent, and answers as it is told to."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager

HS = (
    "\x02030,%(out)d,%(pause)d,1245,%(formats)03d,%(full)d,0,0,000,0,%(cold)d,%(hot)d\x03\r\n"
    "\x02001,0,%(open)d,%(ribbon)d,1,2,6,0,%(labels)08d,1,000\x03\r\n"
    "\x021234,0\x03\r\n"
)
QUIET = dict.fromkeys(
    ("out", "pause", "formats", "full", "cold", "hot", "open", "ribbon", "labels"), 0
)


def hs(**flags) -> bytes:
    return (HS % {**QUIET, **flags}).encode()


class Sink:
    """`answers` maps a question to what is said to it, once for each; the last one stays."""

    def __init__(self, question: bytes = b"~HS", *answers: bytes) -> None:
        self.question, self.answers = question, list(answers)
        self.received = b""
        self.breaks_after: int | None = None
        self.port = 0

    async def _serve(self, reader, writer):
        asked = 0
        while more := await reader.read(65536):
            self.received += more
            if self.breaks_after is not None and len(self.received) > self.breaks_after:
                writer.transport.abort()
                return
            for _each in range(self.received.count(self.question) - asked):
                asked += 1
                if self.answers:
                    writer.write(self.answers[0] if len(self.answers) == 1 else self.answers.pop(0))
        writer.close()


@asynccontextmanager
async def listening(*answers: bytes, question: bytes = b"~HS"):
    sink = Sink(question, *answers)
    server = await asyncio.start_server(sink._serve, "127.0.0.1", 0)
    sink.port = server.sockets[0].getsockname()[1]
    async with server:
        yield sink
