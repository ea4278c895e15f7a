"""The present of a station by both of its clocks; of one set by hand, by that one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import SystemClock, to_ms
from onsite.stage.clock.steady import Gap, Reading, SteadyClock
from onsite.sync.clock.hub_clock import HubClock

if TYPE_CHECKING:
    from onsite.clock import Clock


class Present:
    """Made once, and read as often as somebody looks.

    Args:
        clock: the station's.
        station: its id.
    """

    def __init__(self, clock: Clock, station: str) -> None:
        self._clock = clock
        self._station = station
        by_both = isinstance(clock, HubClock | SystemClock)
        self._steady = SteadyClock(clock, station) if by_both else None

    def read(self) -> Reading:
        """The present."""
        if self._steady is not None:
            return self._steady.read()
        return Reading(to_ms(self._clock.now()), self._station, "", 0)

    def gap(self) -> Gap:
        """What happened since this was asked last; see `SteadyClock.gap`."""
        return self._steady.gap() if self._steady is not None else Gap()
