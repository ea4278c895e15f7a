"""Keeps a link at work: begins it when the station has joined, and anew whenever it fails."""

from __future__ import annotations

import asyncio
import os
import random
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from onsite.clock import SystemClock, to_ms
from onsite.errors import OnsiteError
from onsite.sync import membership
from onsite.sync.state import LinkState, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from onsite.wiring import Site

LOOK_S = 1.0
FOREIGN_S = 0.25
"""How often it looks whether another process wrote to the store, in seconds."""
_PAUSE_S, _LONGEST_PAUSE_S = 0.5, 10.0


class Works(Protocol):
    """A link, as it is run here."""

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
        self._site = site
        self._make = make
        self._tell = tell
        self._report = report
        self._link: Works | None = None
        self._last = LinkState()
        self._pause = _PAUSE_S

    async def run(self) -> None:
        """Work until cancelled."""
        try:
            async with asyncio.TaskGroup() as tasks:
                for part in (self._keep_linked(), self._beat(), self._look_for_writers()):
                    tasks.create_task(part)
        finally:
            # Nobody keeps these news true from now on, so they are told as old at once.
            self._tell(self._last.model_copy(update={"at_ms": 0}))

    def wake(self) -> None:
        """Something was recorded here: it is sent at once."""
        if self._link is not None:
            self._link.wake()

    async def _keep_linked(self) -> None:
        while True:
            if await self._joined():
                await self._run_link()
                await asyncio.sleep(self._next_pause())
            else:
                self._say(Phase.ALONE)
                await asyncio.sleep(LOOK_S)

    async def _joined(self) -> bool:
        try:
            return await self._site.read(membership.trust) is not None
        except OnsiteError as error:
            self._report(error)
            return False

    async def _run_link(self) -> None:
        began = time.monotonic()
        try:
            self._link = self._make(self._heard)
            await self._link.run()
        except Exception as error:  # noqa: BLE001 - whatever it is, the link is begun anew
            self._report(error)
            self._say(Phase.SEARCHING, type(error).__name__)
        finally:
            self._link = None
        if time.monotonic() - began > _LONGEST_PAUSE_S:
            self._pause = _PAUSE_S

    def _next_pause(self) -> float:
        pause, self._pause = self._pause, min(self._pause * 2, _LONGEST_PAUSE_S)
        return pause * random.uniform(0.5, 1.5)  # noqa: S311 - only spreads

    async def _beat(self) -> None:
        while True:
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
                    self.wake()
                seen = version

    def _say(self, phase: Phase, detail: str = "") -> None:
        now_ms = to_ms(SystemClock().now())
        since_ms = (self._last.since_ms if phase is self._last.phase else 0) or now_ms
        told = {"phase": phase, "detail": detail, "process": os.getpid()}
        self._heard(self._last.model_copy(update={**told, "at_ms": now_ms, "since_ms": since_ms}))

    def _heard(self, news: LinkState) -> None:
        self._last = news
        self._tell(news)
