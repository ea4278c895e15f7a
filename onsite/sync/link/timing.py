"""The hub's clock as this station measures it, again and again while it is connected."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.sync.clock import marks as clocks
from onsite.sync.clock.hub_clock import HubClock, Offset, measure
from onsite.sync.link.cancelling import heed

if TYPE_CHECKING:
    from onsite.sync.clock.hub_clock import Sample
    from onsite.sync.link.session import Session

EVERY_S = 10.0
_ROUNDS = 8
_ANSWER_S = 1.0


class Timekeeping:
    """Asks the hub for its time, goes by the quickest answer, and records a clock that was off."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.offset: Offset | None = None
        self.round_trip_ms: float | None = None

    async def run(self) -> None:
        """Measure until the session ends. A hub that tells no time does no harm."""
        clock = self._session.site.clock
        if not isinstance(clock, HubClock):
            return
        while True:
            samples = await self._samples(clock)
            heed()
            if samples:
                await self._take(clock, samples)
            await asyncio.sleep(EVERY_S)

    async def _samples(self, clock: HubClock) -> list[Sample]:
        from nats.errors import Error

        session, samples = self._session, []
        for _round in range(_ROUNDS):
            sent = clock.ticks()
            try:
                answer = await session.connection.client.request(
                    session.names.time, b"", timeout=_ANSWER_S
                )
                samples.append(clock.sampled(sent, int(answer.data)))
            except (Error, TimeoutError, OSError, ValueError):
                break
        return samples

    async def _take(self, clock: HubClock, samples: list[Sample]) -> None:
        found = measure(samples)
        self.round_trip_ms = min(each.received_ns - each.sent_ns for each in samples) / 1e6
        was_ms = clock.correct(found)
        self.offset = found
        await self._session.site.write(clocks.note_clock, found, was_ms)
        self._session.told(self._session)
