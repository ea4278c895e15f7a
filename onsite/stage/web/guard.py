"""The server's side of a connection, which no caller can hold up, fill or keep for nothing."""

from __future__ import annotations

import socket
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from onsite.stage.web.address import is_word, split

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
    """So many connections of viewers at once: one each, and a second one for a moment."""
    of_a_host: int = 150
    """Half of them: a single computer does not shut all others out."""
    strangers: int = 100
    """So many that have not shown the word of the address; of more, the oldest is cut off."""
    head_s: float = 8.0
    """A request must be whole within this, counted from the connection or its first byte."""
    slow_s: float = 15.0
    """A viewer that takes nothing of what is sent to it for so long is cut off."""
    unanswered_ms: int = 20_000
    """A viewer that has vanished is forgotten after so long without an answer to what was sent."""


@dataclass(slots=True)
class Door:
    """Who is connected to a server.

    Whoever does not know the word keeps nobody out who does.
    """

    word: str
    limits: Limits
    strangers: dict[GuardedProtocol, None] = field(default_factory=dict)
    """Who has not shown the word, the oldest first."""
    viewers: dict[GuardedProtocol, None] = field(default_factory=dict)
    of_host: Counter[str] = field(default_factory=Counter)
    """How many viewers each host has."""

    def come(self, caller: GuardedProtocol) -> None:
        """Somebody has connected."""
        self.strangers[caller] = None
        if len(self.strangers) > self.limits.strangers:
            oldest = next(iter(self.strangers))
            del self.strangers[oldest]
            oldest.transport.abort()

    def ask(self, caller: GuardedProtocol, path: str) -> bool:
        """Somebody asks for a path; answers whether they may, as far as there is room."""
        if caller not in self.strangers or not is_word(split(path)[0], self.word):
            return True
        del self.strangers[caller]
        if len(self.viewers) >= self.limits.most:
            return False
        if self.of_host[caller.host] >= self.limits.of_a_host:
            return False
        self.viewers[caller] = None
        self.of_host[caller.host] += 1
        return True

    def go(self, caller: GuardedProtocol) -> None:
        """Somebody is connected no more."""
        self.strangers.pop(caller, None)
        if caller in self.viewers:
            del self.viewers[caller]
            self.of_host[caller.host] -= 1
            if not self.of_host[caller.host]:
                del self.of_host[caller.host]


class GuardedProtocol(H11Protocol):
    """HTTP/1.1 as uvicorn speaks it, within limits; served is a class that `guarded` makes."""

    limits: ClassVar[Limits] = Limits()
    door: ClassVar[Door]

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self.host = ""
        """Of the caller."""
        self._head: asyncio.TimerHandle | None = None
        self._slow: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take it; whoever has waited longest without the word makes room."""
        super().connection_made(transport)
        self.host = self.client[0] if self.client else ""
        self.door.come(self)
        _limit(transport.get_extra_info("socket"), self.limits.unanswered_ms)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Count it no more."""
        self._stop()
        self.door.go(self)
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Take what was asked, unless there are too many who ask."""
        super().handle_events()
        if self.scope is not None and not self.door.ask(self, self.scope["path"]):
            self.transport.abort()

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


def guarded(protocol: type[GuardedProtocol], word: str) -> type[GuardedProtocol]:
    """The protocol of one server, whose address has that word."""
    return type(protocol.__name__, (protocol,), {"door": Door(word, protocol.limits)})


def _limit(connected: socket.socket | None, unanswered_ms: int) -> None:
    """Little waits in the system for a viewer, and one that has vanished is noticed."""
    if connected is None:
        return
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, unanswered_ms)
