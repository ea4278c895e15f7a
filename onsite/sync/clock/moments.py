"""The present of a station, as every fact of an incident carries it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from onsite.clock import SystemClock, to_ms
from onsite.sync.clock import file as clock_file
from onsite.sync.clock.hub_clock import HubClock, ticks_ns

if TYPE_CHECKING:
    from onsite.clock import Clock

_MS_NS = 1_000_000


class Moment(NamedTuple):
    """An instant, by the clock of the event and by one that nobody can set."""

    at_ms: int
    """In milliseconds UTC since 1970."""
    boot: str = ""
    """Which running of the computer that was; empty where nothing tells."""
    boot_ms: int = 0
    """How long it ran by then, in milliseconds, its sleep included."""

    @property
    def steady_ms(self) -> int:
        """By what tells it best how long something takes, in milliseconds.

        A clock that is set by hand, as in tests, is the only one there is.
        """
        return self.boot_ms if self.boot else self.at_ms


def now(clock: Clock) -> Moment:
    """The present; of a clock that is set by hand, as in tests, by that one alone."""
    at_ms = to_ms(clock.now())
    if not isinstance(clock, HubClock | SystemClock):
        return Moment(at_ms)
    boot = clock_file.boot()
    return Moment(at_ms, boot, ticks_ns() // _MS_NS) if boot else Moment(at_ms)
