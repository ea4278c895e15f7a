"""Catches scans before a dialog that is typed in, such as the question why of an undo.

Keys are held for as long as a scanner takes between two of them, too short to be felt. A burst
that ends in a scan never reaches the dialog; everything else does, in its order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from onsite.scanner.hand.burst import LINE_ENDS, USUAL, Burst, Kind, Rhythm, Said
from onsite.scanner.hand.heard import Heard, heard
from onsite.scanner.hand.line_ends import LINE_END_KEYS, hold_s, pasted_codes

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


class ScanGate:
    """Held keys, until it is known whose they are.

    Args:
        scanned: is given a scan.
        release: lets a held key go where it was going.
        later: asks to be called back after so many seconds, in the app's own order of events.
        typed: whether the dialog takes such a text as typed, however fast it came.
    """

    def __init__(
        self,
        scanned: Callable[[Heard], None],
        release: Callable[[events.Event], Awaitable[None]],
        later: Callable[[float, Callable[[], Awaitable[None]]], None],
        typed: Callable[[str], bool] = lambda _text: False,
    ) -> None:
        self._scanned = scanned
        self._release = release
        self._later = later
        self._typed = typed
        self._held: list[events.Key] = []
        self._round = 0
        self._burst = Burst()
        self.tune(USUAL)

    def tune(self, rhythm: Rhythm) -> None:
        """Expect a scanner of this rhythm from now on."""
        self._burst.tune(rhythm)
        self._hold_s = hold_s(rhythm)
        self._stall_s = rhythm.stall_ms / 1000

    async def take(self, event: events.Event) -> bool:
        """Whether the event is kept here; if not, it may go on."""
        if isinstance(event, events.Paste):
            return await self._take_paste(event)
        if not isinstance(event, events.Key):
            return False
        character = LINE_END_KEYS.get(event.key, event.character)
        if character in LINE_ENDS:
            await self._take_end(event, character or "")
            return True
        if character is not None and event.is_printable:
            self._burst.feed(character, event.time)
            self._hold(event)
            return True
        code = self._burst.running(event.time) if character is not None else ""
        if code and not self._typed(code):
            return True  # a control character inside a code, such as GS
        self._burst.broken()
        await self.let_go()
        return False

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

        async def expire() -> None:
            if turn == self._round:
                await self.let_go()

        self._later(self._stall_s if self._burst.pending() else self._hold_s, expire)

    async def _take_end(self, event: events.Key, ending: str) -> None:
        said = self._burst.feed(ending, event.time)
        if said is None or said.kind is Kind.ECHO:
            return
        if said.kind is Kind.TYPED or self._typed(said.text):
            self._hold(event)  # some scanners send a line end before the code as well
            return
        self._drop(said)
        await self.let_go()
        if said.kind is Kind.SCAN:
            self._scanned(heard(said))

    def _drop(self, said: Said) -> None:
        """Forget the keys of a scan, and the line end that the scanner sent before it."""
        first = self._held[-len(said.text) :][0] if self._held else None
        del self._held[-len(said.text) :]
        before = self._held[-1] if self._held else None
        if first is None or before is None or before.key not in LINE_END_KEYS:
            return
        if first.time - before.time < self._hold_s:
            del self._held[-1]

    async def _take_paste(self, event: events.Paste) -> bool:
        await self.let_go()
        codes = [] if self._typed(event.text) else pasted_codes(event.text)
        for code in codes:
            self._scanned(code)
        return bool(codes)
