"""Catches scans while something stands over the desk, such as the question why of an undo.

Keys are held for as long as a scanner takes between two of them, too short to be felt. A burst
that ends in a scan never reaches what stands over the desk; everything else does, in its order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from onsite.checkin.desk_burst import LINE_ENDS, SHORTEST, STALL_S, Burst, Kind
from onsite.checkin.desk_line import HOLD_S, LINE_END_KEYS, pasted_codes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class ScanGate:
    """Held keys, until it is known whose they are.

    Args:
        scanned: is given the code of a scan.
        release: lets a held key go where it was going.
        later: asks to be called back after so many seconds, in the app's own order of events.
    """

    def __init__(
        self,
        scanned: Callable[[str], None],
        release: Callable[[events.Event], Awaitable[None]],
        later: Callable[[float, Callable[[], Awaitable[None]]], None],
    ) -> None:
        self._scanned = scanned
        self._release = release
        self._later = later
        self._burst = Burst()
        self._held: list[events.Key] = []
        self._round = 0

    async def take(self, event: events.Event) -> bool:
        """Whether the event is kept here; if not, it may go on."""
        if isinstance(event, events.Paste):
            return await self._take_paste(event)
        if not isinstance(event, events.Key):
            return False
        character = LINE_END_KEYS.get(event.key, event.character)
        if character is None or not (event.is_printable or character in LINE_ENDS):
            await self.let_go()
            return False
        if character in LINE_ENDS:
            return await self._take_end(event, character)
        self._burst.feed(character, event.time)
        self._hold(event)
        return True

    async def let_go(self) -> None:
        """Send every held key on its way."""
        self._round += 1
        held, self._held = self._held, []
        for key in held:
            await self._release(key)

    def _hold(self, event: events.Key) -> None:
        self._held.append(event)
        self._round += 1
        turn = self._round
        surely = len(self._burst.running(event.time)) >= SHORTEST

        async def expire() -> None:
            if turn == self._round:
                self._burst.broken()
                await self.let_go()

        self._later(STALL_S if surely else HOLD_S, expire)

    async def _take_end(self, event: events.Key, ending: str) -> bool:
        said = self._burst.feed(ending, event.time)
        if said is None or said.kind is Kind.ECHO:
            return True
        if said.kind is Kind.SCAN:
            self._held = self._held[: max(0, len(self._held) - len(said.text))]
            await self.let_go()
            self._scanned(said.text)
            return True
        await self.let_go()
        return False

    async def _take_paste(self, event: events.Paste) -> bool:
        await self.let_go()
        codes = pasted_codes(event.text)
        for code in codes:
            self._scanned(code)
        return bool(codes)
