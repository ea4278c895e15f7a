"""What printers at port 9100 share: they know no jobs, and forget what they have printed."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import TYPE_CHECKING

from onsite.badges.printers import saying
from onsite.badges.printers.channel import Cancelled, PrinterState, Progress, Sent
from onsite.badges.printers.raw.wire import SilentError, Wire, connected

if TYPE_CHECKING:
    from onsite.clock import Clock
    from onsite.plan.printers import PrinterPart

_MUTE = PrinterState("unknown", ("no-status",))
"""Of a printer that takes what is sent and never answers, as print servers do."""


class Jobless(ABC):
    """One printer, which tells at most how it stands: what it has taken is not found again."""

    def __init__(self, printer: PrinterPart, clock: Clock, status_s: float) -> None:
        """`status_s`: how long an answer is waited for, in s."""
        self._printer, self._clock, self._status_s = printer, clock, status_s
        self._where = printer.where

    async def state(self) -> PrinterState:
        """As in `Channel`."""
        try:
            async with connected(self._where) as wire:
                return await self._asked(wire) or _MUTE
        except SilentError:
            return PrinterState("offline", ("unreachable",), accepting=False)
        except OSError:
            return PrinterState("offline", ("connection-lost",), accepting=False)

    async def cancel(self, sent: Sent) -> Cancelled:
        """As in `Channel`."""
        progress, _reasons = await self.follow(sent)
        return "too_late" if progress is Progress.DONE else "unknown"

    async def find(self, name: str, after_ms: int) -> Sent | None:
        """As in `Channel`: it knows no names."""
        del name, after_ms
        return None

    @abstractmethod
    async def follow(self, sent: Sent) -> tuple[Progress, tuple[str, ...]]:
        """As in `Channel`: what its state lets one conclude of a job."""

    @abstractmethod
    async def _asked(self, wire: Wire) -> PrinterState | None:
        """How it stands; None where it does not answer."""

    async def _ready(self, wire: Wire) -> bool:
        """Whether it answers; nothing to be printed has been sent so far.

        Raises:
            NotSent: it says that it does not print now, or the connection broke.
        """
        try:
            state = await self._asked(wire)
        except OSError as error:
            raise saying.unreachable(self._printer.name) from error
        if state is not None and not state.prints:
            raise saying.not_ready(self._printer.name, ", ".join(state.reasons))
        return state is not None
