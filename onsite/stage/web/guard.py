"""The server's side of a connection, which no caller can hold up, fill or keep for nothing."""

from __future__ import annotations

import socket
from collections import Counter
from typing import TYPE_CHECKING, Any, ClassVar, cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

if TYPE_CHECKING:
    import asyncio

MOST = 300
"""So many connections at once: a viewer has one, and a second one for a moment."""
MOST_OF_A_HOST = 150
"""Half of them: a single computer does not shut all others out."""
HEAD_S = 8.0
"""A request must be whole within this, counted from the connection or its first byte."""
SLOW_S = 15.0
"""A viewer that takes nothing of what is sent to it for so long is cut off."""
MOST_HEAD = 8_192
"""Bytes of a request, which has no body."""
_UNANSWERED_MS = 20_000
"""A viewer that has vanished is forgotten after so long without an answer to what was sent."""
_SEND_BUFFER = 65_536


class GuardedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, within limits."""

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
        if len(self.connections) > MOST or self.of_host[self._host] > MOST_OF_A_HOST:
            transport.abort()
            return
        _limit(cast("socket.socket | None", transport.get_extra_info("socket")))
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
        super().data_received(data)
        if self.conn.their_state is not h11.IDLE:
            self._forget_head()
        elif self.conn.trailing_data[0] and self._head is None:
            self._await_head()

    def pause_writing(self) -> None:
        """The other side takes nothing any more."""
        super().pause_writing()
        if self._slow is None:
            self._slow = self.loop.call_later(SLOW_S, self.transport.abort)

    def resume_writing(self) -> None:
        """It does after all."""
        super().resume_writing()
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None

    def _await_head(self) -> None:
        self._head = self.loop.call_later(HEAD_S, self.transport.abort)

    def _forget_head(self) -> None:
        if self._head is not None:
            self._head.cancel()
            self._head = None

    def _stop(self) -> None:
        self._forget_head()
        if self._slow is not None:
            self._slow.cancel()
            self._slow = None


def _limit(connected: socket.socket | None) -> None:
    """Little waits in the system for a viewer, and one that has vanished is noticed."""
    if connected is None:
        return
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _UNANSWERED_MS)
