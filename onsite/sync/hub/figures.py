"""What the hub counts and measures while it runs, and the room it gives to the stream."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.sync.hub.admin import lost
from onsite.sync.hub.folder import LEAST_FREE
from onsite.sync.hub.overview import Rates, Speakers, entries_in, heard
from onsite.sync.hub.stream import keep_stream, room
from onsite.sync.link.cancelling import heed

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from nats.aio.msg import Msg
    from nats.js import JetStreamContext

    from onsite.sync.hub.admin import Admin
    from onsite.sync.hub.options import HubOptions
    from onsite.sync.link.state import Peer
    from onsite.sync.subjects import Subjects
    from onsite.wiring import Site

EVERY_S = 2.0
_ALMOST = 0.98
_OTHERS_S = 1.0
"""Others, without whom there is no stream, may not be there yet: then nothing answers at all."""
_SHORT = 50_000_000
"""With so few bytes free on its disk, the server may have failed to write."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The figures of the server and of its disk."""

    messages: int = 0
    stream_bytes: int = 0
    stream_limit: int = 0
    disk_free: int = 0
    memory: int = 0
    connections: int = 0

    @property
    def full(self) -> bool:
        """Whether the stream takes hardly anything more."""
        return self.stream_limit > 0 and self.stream_bytes >= self.stream_limit * _ALMOST


class Figures:
    """Heartbeats, rates and measurements.

    Args:
        site: the hub's own station.
        subjects: of the event.
        options: with the limit of the stream.
        folder: of the server's store.
        free: tells what is free on the disk of a folder, in bytes.
    """

    def __init__(
        self,
        site: Site,
        subjects: Subjects,
        options: HubOptions,
        folder: Path,
        free: Callable[[Path], int],
    ) -> None:
        self._site = site
        self._subjects = subjects
        self._options = options
        self._folder = folder
        self._free = free
        self.measured = Measured()
        self.peers: dict[str, Peer] = {}
        self.speakers = Speakers()
        self.rates = Rates()
        self._was_full = False
        self._was_short = False

    async def begin(self, admin: Admin) -> None:
        """Listen to the stations from now on, as long as the connections hold."""
        await admin.event.client.subscribe(self._subjects.heartbeat("*"), cb=self._hear)

    async def open_stream(self, admin: Admin) -> None:
        """Make the stream where there is none, and count what comes in.

        Raises:
            ConnectionLost: the server does not do it, or cannot yet.
        """
        from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

        count = ConsumerConfig(
            deliver_policy=DeliverPolicy.NEW,
            ack_policy=AckPolicy.NONE,
            headers_only=True,
            mem_storage=True,
            num_replicas=1,
        )
        others = self._options.nodes or self._options.leaf_of
        streams = admin.event.streams(_OTHERS_S) if others else admin.jetstream
        with lost():
            await self._give_room(streams)
            await streams.subscribe(
                f"on.{self._subjects.token}.>",
                stream=self._subjects.stream,
                config=count,
                cb=self._came,
                manual_ack=True,
            )

    async def run(
        self, admin: Admin, server: Callable[[], str], told: Callable[[], Awaitable[None]]
    ) -> None:
        """Measure every two seconds.

        Args:
            admin: the connections.
            server: what the server calls itself.
            told: awaited after each time.

        Raises:
            ConnectionLost: the server does not answer any more.
        """
        while True:
            with lost():
                said = await admin.figures(server())
                await self._give_room(admin.jetstream, said)
            await told()
            heed()
            await asyncio.sleep(EVERY_S)

    def became_full(self) -> bool:
        """Whether the stream is full and was not when this was asked before."""
        before, self._was_full = self._was_full, self.measured.full
        return self._was_full and not before

    def disk_recovered(self) -> bool:
        """Whether there is room on the disk again, after it had almost none."""
        free, before = self.measured.disk_free, self._was_short
        self._was_short = free < _SHORT or (before and free < LEAST_FREE)
        return before and not self._was_short

    async def _give_room(
        self, streams: JetStreamContext, said: dict[str, object] | None = None
    ) -> None:
        free = await asyncio.to_thread(self._free, self._folder)
        used = self.measured.stream_bytes
        options = self._options
        if options.leaf_of:
            info = await streams.stream_info(self._subjects.stream)
        else:
            most = room(options.limit_bytes, used, free)
            info = await keep_stream(streams, self._subjects, most, options.replicas, options.venue)
        figures = said or {}
        self.measured = Measured(
            messages=info.state.messages,
            stream_bytes=info.state.bytes,
            stream_limit=info.config.max_bytes or 0,
            disk_free=free,
            memory=int(str(figures.get("mem", 0))),
            connections=int(str(figures.get("connections", 0))),
        )

    async def _hear(self, message: Msg) -> None:
        now_ms = to_ms(self._site.clock.now())
        peer = heard(message.data, message.subject, now_ms)
        if peer is not None:
            self.peers[peer.station] = peer
            self.speakers.note(peer)

    async def _came(self, message: Msg) -> None:
        entries = entries_in((message.headers or {}).get("Nats-Msg-Id", ""))
        self.rates.note(time.monotonic(), message.subject.rpartition(".")[2], entries)
