"""The way to a Brother label printer on the network."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onsite.badges.printers import saying
from onsite.badges.printers.channel import PrinterState, Progress, Sent, job_name
from onsite.badges.printers.drawn import drawn
from onsite.badges.printers.raw import ql
from onsite.badges.printers.raw.jobless import Jobless
from onsite.badges.printers.raw.wire import SilentError, Wire, connected
from onsite.clock import to_ms

if TYPE_CHECKING:
    from onsite.badges.printers.channel import Output
    from onsite.clock import Clock
    from onsite.plan.printers import PrinterPart


class Brother(Jobless):
    """One printer; it knows no jobs, and forgets what it has printed."""

    def __init__(self, printer: PrinterPart, clock: Clock, status_s: float = 0.7) -> None:
        """`status_s`: how long an answer is waited for; most give none but at USB."""
        super().__init__(printer, clock, status_s)

    async def submit(self, output: Output, name: str) -> Sent:
        """As in `Channel`."""
        job_name(name)
        data = await drawn(self._printer.name, partial(self._drawn, output))
        at = to_ms(self._clock.now())
        try:
            async with connected(self._where) as wire:
                await self._ready(wire)
                await self._hand_over(wire, data)
        except SilentError as error:
            raise saying.unreachable(self._printer.name) from error
        return Sent(self._printer.address, name, "", at)

    def _drawn(self, output: Output) -> bytes:
        where = self._where
        images = output.images(ql.DPI, not self._printer.colour)
        try:
            return ql.raster(images, where.model, where.label)
        except ql.TooWideError as error:
            raise saying.too_wide(self._printer.name, error.width, error.head) from error

    async def _hand_over(self, wire: Wire, data: bytes) -> None:
        try:
            await wire.send(data)
            # A connection that was reset is noticed with the next word that is waited for.
            await wire.answer(ql.is_whole, self._status_s)
        except OSError as error:
            raise saying.nobody_knows(self._printer.name) from error

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`: it tells at most that it is at rest, which is taken for done."""
        del sent
        state = await self.state()
        if state.kind == "ready":
            return Progress.DONE, ("nothing-left",)
        if state.kind == "printing":
            return Progress.PRINTING, ()
        held = state.kind not in ("offline", "unknown")
        return (Progress.HELD if held else Progress.UNKNOWN), state.reasons

    async def _asked(self, wire: Wire) -> PrinterState | None:
        await wire.send(ql.STATUS)
        return ql.state(await wire.answer(ql.is_whole, self._status_s))
