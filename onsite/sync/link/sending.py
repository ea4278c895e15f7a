"""Sending to the hub what its stream lacks.

What was sent counts as sent only once it has come back from the stream. An acknowledgement
steers the flow and no more: acknowledged messages can be lost with the hub's disk, and messages
in flight at a break can be lost while later ones get through.
"""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import aclosing, suppress
from typing import TYPE_CHECKING

from onsite.sync.link import ledger
from onsite.sync.link.cancelling import heed
from onsite.sync.pack import in_packs, message_id, packed
from onsite.sync.rules import missing_there, with_span, without_spans

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator

    from onsite.journal.entry import Entry
    from onsite.sync.link.session import Session

WINDOW = 16
"""So many messages may wait for their acknowledgements at once."""
ACK_S = 5.0
"""Longer than it takes to notice that the line is dead: what times out was not taken."""
_IDLE_S = 1.0
_PATIENCE = 2
_RETRY_S = 2.0
_LOADED = 1000
_FULL = (10077, 10047, 10023)
"""The server's codes for a stream, an account or a server without room."""


class Sender:
    """Sends this station's entries at once, and those of others when nobody else does."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._claimed: ledger.Held = {}
        self._acknowledged: list[tuple[int, str, int, int]] = []
        self._window = asyncio.Semaphore(WINDOW)
        self._tasks: set[asyncio.Task[None]] = set()
        self._foreign_since: float | None = None
        self._patience = session.relay_after_s * (1 + random.random())  # noqa: S311 - only spreads
        self._unanswered = 0

    async def run(self) -> None:
        """Send until the session ends."""
        session = self._session
        try:
            await session.may_send.wait()
            while True:
                session.something_to_send.clear()
                await session.look_here()
                if not await self._send_what_is_due():
                    heed()
                    await self._idle()
        finally:
            for task in self._tasks:
                task.cancel()

    async def _send_what_is_due(self) -> bool:
        """Whether there was anything; of a hub that is full only whether it has room is tried."""
        sent = False
        async with aclosing(self._due()) as packs:
            async for pack in packs:
                if sent and self._session.hub_full:
                    break
                sent = True
                await self._window.acquire()
                self._start(pack)
        if sent and self._session.hub_full:
            await asyncio.sleep(_RETRY_S)
        return sent

    async def _idle(self) -> None:
        with suppress(TimeoutError):
            # Python 3.11's `wait_for` may swallow a cancellation, and this would go on for ever.
            async with asyncio.timeout(_IDLE_S):
                await self._session.something_to_send.wait()
        self._look_for_lost()

    async def _due(self) -> AsyncGenerator[list[Entry]]:
        session = self._session
        missing = missing_there(session.here.spans, _joined(session.held, self._claimed))
        station = session.site.journal.station
        foreign = {key: spans for key, spans in missing.items() if key != station}
        # What does not follow from what others know of this station is of use to nobody.
        own = {} if session.forked else {station: missing.get(station, ())}
        for station, spans in {**own, **(foreign if self._relays(foreign) else {})}.items():
            for first, last in spans:
                async for pack in self._loaded(station, first, last):
                    yield pack

    def _relays(self, foreign: ledger.Held) -> bool:
        """Whether entries of others, that the stream lacks, have been waited for long enough.

        Every station sees the same lack, so each waits for a while of its own: most find that
        another has sent them by then.
        """
        if not foreign or not self._session.caught_up:
            self._foreign_since = None
            return False
        now = time.monotonic()
        if self._foreign_since is None:
            self._foreign_since = now
        return now - self._foreign_since >= self._patience

    async def _loaded(self, station: str, first: int, last: int) -> AsyncGenerator[list[Entry]]:
        at = first
        while at <= last:
            read = self._session.site.read
            entries = await read(ledger.span_of, station, at, last, _LOADED)
            if not entries:
                return
            at = entries[-1].number + 1
            for pack in in_packs(entries):
                if not self._in_stream(pack):
                    yield pack

    def _in_stream(self, pack: list[Entry]) -> bool:
        """Whether somebody else was quicker while this was being loaded."""
        station, run = pack[0].station, ((pack[0].number, pack[-1].number),)
        return not without_spans(run, self._session.held.get(station, ()))

    def _start(self, pack: list[Entry]) -> None:
        station, first, last = pack[0].station, pack[0].number, pack[-1].number
        self._claimed[station] = with_span(self._claimed.get(station, ()), first, last)
        task = asyncio.create_task(self._publish(pack))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _publish(self, pack: list[Entry]) -> None:
        from nats.errors import Error, MaxPayloadError
        from nats.js.errors import APIError

        session = self._session
        station, first, last = pack[0].station, pack[0].number, pack[-1].number
        try:
            answer = await session.connection.jetstream.publish(
                session.subject_for(station),
                packed(pack),
                timeout=ACK_S,
                stream=session.names.stream,
                headers={"Nats-Msg-Id": message_id(pack)},
            )
        except MaxPayloadError as error:
            session.trouble(f"{pack[0].kind}: {error}")
        except APIError as error:
            self._give_back(station, first, last)
            session.full(error.err_code in _FULL, str(error.description))
        except (Error, TimeoutError, OSError) as error:
            self._give_back(station, first, last)
            self._note_unanswered(error)
        else:
            self._unanswered = 0
            session.full(False, "")
            self._acknowledged.append((answer.seq, station, first, last))
        finally:
            self._window.release()

    def _note_unanswered(self, error: Exception) -> None:
        # A server whose disk is full answers nothing at all.
        self._unanswered += 1
        if self._unanswered >= _PATIENCE:
            self._session.full(True, f"no acknowledgement ({type(error).__name__})")

    def _look_for_lost(self) -> None:
        """Send again what was acknowledged and did not come when its place in the stream did."""
        at = self._session.cursor.sequence
        passed = [each for each in self._acknowledged if each[0] <= at]
        self._acknowledged = [each for each in self._acknowledged if each[0] > at]
        for _sequence, station, first, last in passed:
            if without_spans(((first, last),), self._session.held.get(station, ())):
                self._give_back(station, first, last)

    def _give_back(self, station: str, first: int, last: int) -> None:
        self._claimed[station] = without_spans(self._claimed.get(station, ()), ((first, last),))
        self._session.something_to_send.set()


def _joined(one: ledger.Held, other: ledger.Held) -> ledger.Held:
    both = dict(one)
    for station, spans in other.items():
        for first, last in spans:
            both[station] = with_span(both.get(station, ()), first, last)
    return both
