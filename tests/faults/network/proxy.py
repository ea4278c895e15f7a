"""A line between stations and a hub that can be made bad in all the ways a venue's Wi-Fi is.

It carries bytes, and TLS passes through it untouched. So it cannot bring messages in another
order or twice: TCP would not let it, and TLS would end the connection. Late and repeated
messages are made by sending packs again; see `Rig.send_again`.
"""

from __future__ import annotations

import asyncio
import random
import socket
import struct
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable

_CHUNK = 65_536
_RESET = struct.pack("ii", 1, 0)


class Way(Enum):
    """What happens to the bytes of one direction."""

    PASS = auto()
    HOLD = auto()
    """Nothing arrives while this lasts; all of it arrives, late, when it ends."""
    SWALLOW = auto()
    """Nothing arrives, ever. Who lost bytes is cut off when this ends, as by a router."""


@dataclass(eq=False)
class _Wire:
    """One connection through the proxy."""

    station: asyncio.StreamWriter
    hub: asyncio.StreamWriter
    lost: bool = False
    pumps: list[asyncio.Task[None]] = field(default_factory=list)


class TcpProxy:
    """Listens on a port of its own and passes everything on to `target`, which may be moved.

    Args:
        target: host and port of the hub.
        changed: called after every change of the line; see `whole`.
    """

    def __init__(self, target: tuple[str, int], changed: Callable[[], None] = lambda: None) -> None:
        self.target = target
        self.port = 0
        self.up = Way.PASS
        """From the stations to the hub."""
        self.down = Way.PASS
        """From the hub to the stations."""
        self.delay_ms = 0.0
        self.jitter_ms = 0.0
        self.bytes_per_s = 0
        """0 for as many as come."""
        self.carried = 0
        """Bytes from the stations to the hub, until now."""
        self._changed = changed
        self._chance = random.Random(0)
        self._cut_at: int | None = None
        self._moved = asyncio.Event()
        self._server: asyncio.Server | None = None
        self._wires: set[_Wire] = set()
        self._carrying: set[asyncio.Task[None]] = set()

    @property
    def address(self) -> str:
        """Where stations go."""
        return f"127.0.0.1:{self.port}"

    @property
    def whole(self) -> bool:
        """Whether everything that is sent arrives, by and by."""
        return self._server is not None and (self.up, self.down) == (Way.PASS, Way.PASS)

    async def __aenter__(self) -> Self:
        await self.accept()
        return self

    async def __aexit__(self, *_why: object) -> None:
        await self.refuse()
        self.ways(Way.PASS, Way.PASS)
        await asyncio.gather(*self._carrying)

    async def accept(self) -> None:
        """Let stations in, at the same port as before."""
        if self._server is None:
            self._server = await asyncio.start_server(self._let_in, "127.0.0.1", self.port)
            self.port = self._server.sockets[0].getsockname()[1]
            self._changed()

    async def refuse(self) -> None:
        """Break all connections, and let nobody in."""
        server, self._server = self._server, None
        if server is not None:
            server.close()
            self.reset()
            self._changed()

    def ways(self, up: Way, down: Way) -> None:
        """What happens from now on, to the connections that are open too."""
        self.up, self.down = up, down
        for wire in self._wires:
            if wire.lost:
                _abort(wire)
        self._moved.set()
        self._moved = asyncio.Event()
        self._changed()

    def slow(self, delay_ms: float, jitter_ms: float = 0.0, bytes_per_s: int = 0) -> None:
        """Let everything take its time."""
        self.delay_ms, self.jitter_ms, self.bytes_per_s = delay_ms, jitter_ms, bytes_per_s

    def reset(self) -> None:
        """Break all open connections hard, as a router does that was switched off and on."""
        for wire in self._wires:
            _abort(wire)

    def half_close(self) -> None:
        """End the direction to the hub of all open connections, and leave the other one open."""
        for wire in self._wires:
            with suppress(OSError, RuntimeError):
                wire.hub.write_eof()

    def cut_after(self, more: int) -> None:
        """Break the connections after so many more bytes to the hub, in the midst of a message."""
        self._cut_at = self.carried + more

    async def heal(self) -> None:
        """Nothing is bad any more."""
        self._cut_at = None
        self.slow(0)
        self.ways(Way.PASS, Way.PASS)
        await self.accept()

    def _let_in(self, station_in: asyncio.StreamReader, station: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._carry(station_in, station))
        self._carrying.add(task)
        task.add_done_callback(self._carrying.discard)

    async def _carry(self, station_in: asyncio.StreamReader, station: asyncio.StreamWriter) -> None:
        try:
            hub_in, hub = await asyncio.open_connection(*self.target)
        except OSError:
            station.transport.abort()
            return
        wire = _Wire(station, hub)
        self._wires.add(wire)
        wire.pumps = [
            asyncio.create_task(self._pump(wire, station_in, hub, lambda: self.up)),
            asyncio.create_task(self._pump(wire, hub_in, station, lambda: self.down)),
        ]
        try:
            await asyncio.gather(*wire.pumps)
        finally:
            _abort(wire)
            self._wires.discard(wire)

    async def _pump(
        self,
        wire: _Wire,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        way: Callable[[], Way],
    ) -> None:
        with suppress(OSError, RuntimeError):
            while part := await source.read(_CHUNK):
                await self._wait(len(part))
                while way() is Way.HOLD and not sink.is_closing():
                    await self._moved.wait()
                if way() is Way.SWALLOW:
                    wire.lost = True
                elif sink is wire.hub and not self._counted(wire, part):
                    return
                else:
                    sink.write(part)
                    await sink.drain()
            sink.write_eof()

    def _counted(self, wire: _Wire, part: bytes) -> bool:
        """Whether the bytes may go on to the hub; where the line is cut, a part of them does."""
        before, self.carried = self.carried, self.carried + len(part)
        if self._cut_at is None or self.carried <= self._cut_at:
            return True
        wire.hub.write(part[: max(0, self._cut_at - before)])
        self._cut_at = None
        _abort(wire)
        return False

    async def _wait(self, size: int) -> None:
        wait_s = (self.delay_ms + self._chance.uniform(0, self.jitter_ms)) / 1000
        if self.bytes_per_s:
            wait_s += size / self.bytes_per_s
        if wait_s:
            await asyncio.sleep(wait_s)


def _abort(wire: _Wire) -> None:
    for writer in (wire.station, wire.hub):
        held = writer.get_extra_info("socket")
        with suppress(OSError):
            held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
        writer.transport.abort()
