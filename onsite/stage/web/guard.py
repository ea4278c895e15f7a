"""The server's side of a connection, which no caller can hold up, fill or keep for nothing."""

from __future__ import annotations

import socket
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

MOST_HEAD = 8_192
"""Bytes of a request, which has no body."""
_PART = 4_096
_SEND_BUFFER = 65_536


@dataclass(frozen=True, slots=True)
class Limits:
    """What a caller may take."""

    most: int = 300
    """So many connections at once: a viewer has one, and a second one for a moment."""
    of_a_host: int = 150
    """Half of them: a single computer does not shut all others out."""
    head_s: float = 8.0
    """A request must be whole within this, counted from the connection or its first byte."""
    slow_s: float = 15.0
    """A viewer that takes nothing of what is sent to it for so long is cut off."""
    unanswered_ms: int = 20_000
    """A viewer that has vanished is forgotten after so long without an answer to what was sent."""


class GuardedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, within limits."""

    limits: ClassVar[Limits] = Limits()
    of_host: ClassVar[Counter[str]] = Counter()
    """How many connections each host has."""

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._host = ""
        self._head: asyncio.TimerHandle | None = None
        self._slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it, unless there are too many."""
        super().connection_made(transport)
        self._host = self.client[0] if self.client else ""
        self.of_host[self._host] += 1
        many, of_host = len(self.connections), self.of_host[self._host]
        if many > self.limits.most or of_host > self.limits.of_a_host:
            transport.abort()
            return
        _limit(transport.get_extra_info("socket"), self.limits.unanswered_ms)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        self._stop()
        self.of_host[self._host] -= 1
        if not self.of_host[self._host]:
            del self.of_host[self._host]
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Bytes of a request; it must become whole in time."""
        # In parts: a head that comes all at once would not be measured.
        for at in range(0, len(data), _PART):
            if not self.transport.is_closing():
                super().data_received(data[at : at + _PART])
        if self.conn.their_state is not h11.IDLE:
            self._forget_head()
        elif self.conn.trailing_data[0] and self._head is None:
            self._await_head()

    def pause_writing(self) -> None:
        """The other side takes nothing any more."""
        super().pause_writing()
        if self._slow is None:
            self._slow = self.loop.call_later(self.limits.slow_s, self.transport.abort)

    def resume_writing(self) -> None:
        """It does after all."""
        super().resume_writing()
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _await_head(self) -> None:
        self._head = self.loop.call_later(self.limits.head_s, self.transport.abort)

    def _forget_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _stop(self) -> None:
        self._forget_head()
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None


def _limit(connected: socket.socket | None, unanswered_ms: int) -> None:
    """Little waits in the system for a viewer, and one that has vanished is noticed."""
    if connected is None:
        return
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, unanswered_ms)
