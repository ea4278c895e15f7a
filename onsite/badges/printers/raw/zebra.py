"""The way to a label printer that speaks ZPL."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from onsite.badges.printers import saying
from onsite.badges.printers.channel import PrinterState, Progress, Sent, job_name
from onsite.badges.printers.drawn import drawn
from onsite.badges.printers.raw import zpl
from onsite.badges.printers.raw.jobless import Jobless
from onsite.badges.printers.raw.wire import SilentError, Wire, connected
from onsite.clock import to_ms

if TYPE_CHECKING:
    from onsite.badges.printers.channel import Output
    from onsite.clock import Clock
    from onsite.plan.printers import PrinterPart


class Zebra(Jobless):
    """One printer. It knows no jobs: only whether anything is left to print.

    So what it has once taken is neither found again nor taken back: `~JA` would clear the labels
    of other desks with ours.
    """

    def __init__(self, printer: PrinterPart, clock: Clock, status_s: float = 1.5) -> None:
        """`status_s`: how long an answer is waited for, in s."""
        super().__init__(printer, clock, status_s)

    async def submit(self, output: Output, name: str) -> Sent:
        """As in `Channel`.

        It is asked for its state before, since what it takes now it would print later, when the
        roll is changed; and after, since an answer then says that all was read.
        """
        data = await drawn(self._printer.name, partial(self._drawn, output, job_name(name)))
        at = to_ms(self._clock.now())
        try:
            async with connected(self._where) as wire:
                answers = await self._ready(wire)
                await self._hand_over(wire, data, answers)
        except SilentError as error:
            raise saying.unreachable(self._printer.name) from error
        return Sent(self._printer.address, name, "", at)

    def _drawn(self, output: Output, name: str) -> bytes:
        graphic: zpl.Graphic = "z64" if self._where.graphic == "z64" else "hex"
        return zpl.label(output.images(self._printer.dpi, True), name, graphic)

    async def _hand_over(self, wire: Wire, data: bytes, answers: bool) -> None:  # noqa: FBT001
        try:
            await wire.send(data)
            heard = not answers or await self._asked(wire) is not None
        except OSError as error:
            raise saying.nobody_knows(self._printer.name) from error
        if not heard:
            raise saying.nobody_knows(self._printer.name)

    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`: `DONE` means that nothing is left to print, whosever it was."""
        del sent
        state = await self.state()
        if state.kind in ("offline", "unknown"):
            return Progress.UNKNOWN, state.reasons
        if state.kind == "ready":
            return Progress.DONE, ("nothing-left",)
        if state.kind == "printing":
            return Progress.PRINTING, ()
        return (Progress.HELD if state.queued else Progress.UNKNOWN), state.reasons

    async def _asked(self, wire: Wire) -> PrinterState | None:
        await wire.send(zpl.STATUS)
        status = zpl.host_status(await wire.answer(zpl.is_whole, self._status_s))
        return zpl.state(status) if status is not None else None
