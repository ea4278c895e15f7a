"""Keeps a link at work: begins it when the station has joined, and anew whenever it fails."""

from __future__ import annotations

import asyncio
import os
import random
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Protocol

from onsite.clock import SystemClock, to_ms
from onsite.errors import OnsiteError
from onsite.journal.journal import only_chain
from onsite.sync import membership
from onsite.sync.erasing import erasing
from onsite.sync.link.state import LinkState, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Connection

    from onsite.sync.erasing.erased import Erased
    from onsite.wiring import Site

LOOK_S = 1.0
FOREIGN_S = 0.25
"""How often it looks whether another process wrote to the store, in seconds."""
ERASE_S = 60.0
"""How often it looks whether the data of this station has to go, in seconds."""
_TRIES = 60
"""How often it tries to end an erasing that another process is in the way of."""
_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 10.0


class Works(Protocol):
    """A link, as it is run here."""

    revoked: bytes | None
    """Once a hub has said so: what proves that this station was revoked."""

    async def run(self) -> None:
        """Work until cancelled; ends by itself where there is nothing more to do."""
        ...

    def wake(self) -> None:
        """Something was recorded here."""
        ...

    def beat(self) -> None:
        """Say again how it stands."""
        ...


class Attendant:
    """Keeps a link at work on an open site, and tells how it stands, at least once a second.

    Args:
        site: the open store; nobody else uses this connection.
        make: makes a link that tells its news to the function it is given.
        tell: puts the news where others read them.
        report: told of every error; none of them ends the work.
    """

    def __init__(
        self,
        site: Site,
        make: Callable[[Callable[[LinkState], None]], Works],
        tell: Callable[[LinkState], None],
        report: Callable[[BaseException], None],
    ) -> None:
        self.erased = False
        """Whether the data of this station is gone, and with it all there was to do."""
        self._site = site
        self._make = make
        self._tell = tell
        self._report = report
        self._link: Works | None = None
        self._last = LinkState()
        self._pause = _PAUSE_S
        self._someone_wrote = asyncio.Event()

    async def run(self) -> None:
        """Work until cancelled, or until this process can do no more on this store."""
        work = (self._keep_linked(), self._beat(), self._look_for_writers(), self._keep_legal())
        parts = [asyncio.create_task(part) for part in work]
        try:
            done, _others = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            for part in done:
                part.result()
        finally:
            await _ended(*parts)
            if not self.erased:
                # Nobody keeps these news true from now on, so they are told as old at once.
                self._tell(self._last.model_copy(update={"at_ms": 0}))

    def wake(self) -> None:
        """Something was recorded here: it is sent at once."""
        if self._link is not None:
            self._link.wake()

    async def _keep_linked(self) -> None:
        """Ends when the store has got another identity, which this process does not have."""
        while True:
            who = await self._who()
            if who is None:
                self._say(Phase.ALONE)
                await asyncio.sleep(LOOK_S)
            elif who[0] != self._site.journal.station:
                return
            else:
                await self._run_link(who)
                await asyncio.sleep(self._next_pause())

    async def _run_link(self, who: tuple[str, ...]) -> None:
        """Run a link until it ends, fails, or the station has joined anew."""
        began = time.monotonic()
        self._link = link = self._make(self._heard)
        parts = [asyncio.create_task(link.run()), asyncio.create_task(self._other_than(who))]
        try:
            await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
            if parts[0].done():
                parts[0].result()
        except Exception as error:  # noqa: BLE001 - whatever it is, the link is begun anew
            self._report(error)
            self._say(Phase.SEARCHING, type(error).__name__)
        finally:
            self._link = None
            await _ended(*parts)
        proof = link.revoked
        if proof is not None:
            await self._erase(lambda site: erasing.learned(site, proof))
        if time.monotonic() - began > _LONGEST_PAUSE_S:
            self._pause = _PAUSE_S

    async def _other_than(self, who: tuple[str, ...]) -> None:
        while True:
            await self._someone_wrote.wait()
            self._someone_wrote.clear()
            if await self._who() not in (who, None):
                return

    async def _who(self) -> tuple[str, ...] | None:
        try:
            return await self._site.read(_who)
        except OnsiteError as error:
            self._report(error)
            return None

    async def _keep_legal(self) -> None:
        """Ends when the data was erased."""
        act: Callable[[Site], Erased | None] = partial(erasing.check, away=False)
        while not self.erased:
            await self._erase(act)
            act = erasing.check
            await asyncio.sleep(0 if self.erased else ERASE_S)

    async def _erase(self, act: Callable[[Site], Erased | None]) -> None:
        try:
            found = await asyncio.to_thread(act, self._site)
            for _again in range(_TRIES):
                if found is None or found.done:
                    break
                await asyncio.sleep(LOOK_S)  # another process is reading
                found = await asyncio.to_thread(erasing.check, self._site)
            self.erased = found is not None
        except OnsiteError as error:
            self._report(error)

    def _next_pause(self) -> float:
        pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE_S)
        return pause * random.uniform(0.5, 1.5)  # noqa: S311 - only spreads

    async def _beat(self) -> None:
        while not self.erased:
            await asyncio.sleep(LOOK_S)
            if self._link is not None:
                self._link.beat()
            else:
                self._say(self._last.phase, self._last.detail)

    async def _look_for_writers(self) -> None:
        seen = None
        while True:
            await asyncio.sleep(FOREIGN_S if self._link is not None else LOOK_S)
            with suppress(OnsiteError):
                version = await self._site.store.foreign_version()
                if version != seen:
                    self._someone_wrote.set()
                    self.wake()
                seen = version

    def _say(self, phase: Phase, detail: str = "") -> None:
        now_ms = to_ms(SystemClock().now())
        since_ms = (self._last.since_ms if phase is self._last.phase else 0) or now_ms
        told = {"phase": phase, "detail": detail, "process": os.getpid()}
        self._heard(self._last.model_copy(update={**told, "at_ms": now_ms, "since_ms": since_ms}))

    def _heard(self, news: LinkState) -> None:
        self._last = news
        if not self.erased:
            self._tell(news)


def _who(rows: Connection) -> tuple[str, ...] | None:
    """This station, its event, and when it joined; None while it works alone."""
    trust = membership.trust(rows)
    return (only_chain(rows), trust.event, str(trust.joined_ms)) if trust is not None else None


async def _ended(*parts: asyncio.Task[None]) -> None:
    for part in parts:
        part.cancel()
    await asyncio.gather(*parts, return_exceptions=True)
