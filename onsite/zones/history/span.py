"""Which part of a day a chart shows, and where its ticks are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from onsite.clock import from_ms, to_ms

if TYPE_CHECKING:
    from onsite.plan.model import Plan

_MINUTE_MS = 60_000
_HOUR_MS = 60 * _MINUTE_MS
HOURS = (1, 3, 6, 12, 24)
"""So much of time may be shown at once."""
USUAL = 6
_TICKS = (10, 15, 30, 60, 120, 180, 240, 360)
"""So many minutes may lie between two ticks."""
_TICK_CELLS = 12
"""A tick and the blanks beside it."""
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, in milliseconds UTC since 1970."""

    from_ms: int
    until_ms: int


def span(now_ms: int, hours: int, back: int) -> Span:
    """The last so many hours, or as many times half of that before them.

    The span ends with a whole minute, so that a chart does not creep with each second.
    """
    end = (now_ms // _MINUTE_MS + 1) * _MINUTE_MS
    until = end - back * hours * _HOUR_MS // 2
    return Span(until - hours * _HOUR_MS, until)


def step_ms(shown: Span, cells: int) -> int:
    """How far apart the points of a line are that is so many cells wide: whole minutes."""
    minutes = -(-(shown.until_ms - shown.from_ms) // (_MINUTE_MS * max(cells, 1)))
    return max(minutes, 1) * _MINUTE_MS


def ticks(plan: Plan, shown: Span, cells: int) -> list[tuple[int, str]]:
    """The instants of the ticks, round by the event's clock, and what each is called.

    Where the clocks are put forward or back within the span, its ticks are still round.
    """
    room = max(cells // _TICK_CELLS, 1)
    minutes = (shown.until_ms - shown.from_ms) // _MINUTE_MS
    apart = next((each for each in _TICKS if minutes <= each * room), _TICKS[-1])
    found: dict[int, str] = {}
    at = from_ms(shown.from_ms)
    first = plan.local(at).replace(minute=0, second=0, microsecond=0)
    midnight = first.replace(hour=0, tzinfo=None)
    place = (first.hour * 60) // apart * apart
    while True:
        local = midnight + timedelta(minutes=place)
        instant = to_ms(_aware(plan, local))
        if instant > shown.until_ms:
            return sorted(found.items())
        if instant >= shown.from_ms:
            found[instant] = f"{local:%H:%M}"
        place += apart


def round_step(range_of: int, most: int) -> int:
    """The least round number of which no more than so many are in a range."""
    power = 1
    while True:
        for each in _STEPS:
            if range_of <= each * power * most:
                return each * power
        power *= 10


def _aware(plan: Plan, local: datetime) -> datetime:
    return local.replace(tzinfo=plan.zone)
