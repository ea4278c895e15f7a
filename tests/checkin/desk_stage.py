"""The desk in an app of its own, and hands that scan and type with a rhythm."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events
from textual.worker import WorkerCancelled

from onsite.app import OnsiteApp

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from onsite.checkin.screen import DeskScreen

NARROW = (80, 24)
WIDE = (120, 40)
SCANNER_S = 0.008
PERSON_S = 0.150
_LINE_ENDS = {"\r": "enter", "\n": "ctrl+j", "\t": "tab"}


def desk_app(site: Any, language: str = "en", **options: Any) -> OnsiteApp:
    """The app, with the desk in front."""
    return OnsiteApp(lambda: site, language_code=language, clock=site.clock, **options)


class Hands:
    """Sends keys with the times that a scanner or a person would give them."""

    def __init__(self, pilot: Pilot[int]) -> None:
        self.pilot = pilot
        self._at = 1000.0

    @property
    def desk(self) -> DeskScreen:
        """The desk screen, whatever stands over it."""
        return next(each for each in self.pilot.app.screen_stack if hasattr(each, "work"))

    async def scan(self, code: str, suffix: str = "\r") -> None:
        """A hand scanner's burst."""
        self._at += 1.0
        self._keys(code + suffix, SCANNER_S)
        await self.settle()

    async def type(self, text: str) -> None:
        """A person's typing."""
        self._at += 1.0
        self._keys(text, PERSON_S)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Keys that are not text."""
        self._at += 1.0
        await self.pilot.press(*keys)
        await self.settle()

    async def settle(self) -> None:
        """Let everything that follows from it happen."""
        await self._handled()
        await self.pilot.pause(0.06)
        await self._handled()
        await self.desk.work.answered()
        passing = [each for each in self.pilot.app.workers if each.group in ("search", "party")]
        for each in passing:
            with suppress(WorkerCancelled):  # the next one does its work
                await each.wait()
        await self.pilot.pause(0.08)

    async def _handled(self) -> None:
        """All that was sent has gone from the app to the line, and from there to the desk."""
        for pump in (self.pilot.app, self.desk.line, self.desk):
            handled = asyncio.Event()
            pump.call_later(handled.set)
            await handled.wait()

    def _keys(self, characters: str, gap: float) -> None:
        for character in characters:
            self._at += gap
            name = _LINE_ENDS.get(character)
            event = events.Key(name, character) if name else events.Key(character, character)
            event.time = self._at
            self.pilot.app.post_message(event)
