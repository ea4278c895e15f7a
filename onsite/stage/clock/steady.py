"""Where an act stands in time, whatever becomes of the computer's clock.

Every act carries when it was done twice: by the clock of the event, and by one that counts from
the start of the computer, its sleep included, and that nobody can set. Between two acts of one
start of one computer the second one decides; and between such an act and now. So the timer of a
station goes on as it must when its clock is stepped, when it sleeps, and when the app is started
again meanwhile. Of another computer, or an earlier start of this one, there is only the first;
but acts of another computer that disagree with each other are put right by its last one.

What one day, one zone or one summer has to do with it: nothing. All is UTC.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from onsite.clock import to_ms
from onsite.stage.engine.acts import Act, Corrected
from onsite.sync.clock.file import boot as boot_of_this_computer
from onsite.sync.clock.hub_clock import ticks_ns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from onsite.clock import Clock

AGREE_MS = 50
"""Two clocks that differ by no more than this agree: a start that was recorded stays the same
instant on all stations, rather than move with every correction of a clock by a trifle."""
NOTICED_MS = 1_000
"""A sleep, or a step of the clock, that people are told of is longer than this."""
_QUICK_MS = 2
_TRIES = 3
_MS_NS = 1_000_000


class Anchor(NamedTuple):
    """An instant as an act carries it."""

    at_ms: int
    boot: str
    """Empty where only `at_ms` is known, as for an instant before the computer was started."""
    boot_ms: int


class Reading(NamedTuple):
    """The present, by both clocks of a station."""

    at_ms: int
    station: str
    boot: str
    """Empty where nothing tells one start of the computer from another."""
    boot_ms: int

    @property
    def base_ms(self) -> int:
        """By how much the two clocks are apart.

        Where that changes by more than `AGREE_MS`, acts of this station have other instants.
        """
        return self.at_ms - self.boot_ms

    def anchor(self, at_ms: int | None = None) -> Anchor:
        """The anchor of an act that is done now, or that was at an instant of this clock."""
        at_ms = self.at_ms if at_ms is None else at_ms
        boot_ms = self.boot_ms - self.at_ms + at_ms
        if not self.boot or boot_ms < 0:
            return Anchor(at_ms, "", 0)
        return Anchor(at_ms, self.boot, boot_ms)


class Gap(NamedTuple):
    """What happened to the computer between two looks at its clocks."""

    slept_ms: int = 0
    stepped_ms: int = 0
    """Less than 0: the clock was set back."""


class SteadyClock:
    """Both clocks of a station.

    Args:
        clock: tells the time of the event.
        station: whose acts it anchors.
        ticks: nanoseconds since the computer was started, sleep included.
        awake: nanoseconds without its sleep.
        boot: tells this start of the computer from others; empty where nothing does.
    """

    def __init__(
        self,
        clock: Clock,
        station: str,
        *,
        ticks: Callable[[], int] = ticks_ns,
        awake: Callable[[], int] = time.monotonic_ns,
        boot: str | None = None,
    ) -> None:
        self._clock = clock
        self._station = station
        self._ticks = ticks
        self._awake = awake
        self._boot = boot_of_this_computer() if boot is None else boot
        self._seen = self._look()

    def read(self) -> Reading:
        """The present."""
        at_ms, boot_ms, _awake_ms = self._look()
        return Reading(at_ms, self._station, self._boot, boot_ms)

    def gap(self) -> Gap:
        """What happened since this was asked last: the computer slept, or its clock was set.

        Each is 0 as long as there is nothing to tell.
        """
        before, self._seen = self._seen, self._look()
        wall_ms, ticks_ms, awake_ms = (
            now - then for now, then in zip(self._seen, before, strict=True)
        )
        return Gap(_noticed(ticks_ms - awake_ms), _noticed(wall_ms - ticks_ms))

    def _look(self) -> tuple[int, int, int]:
        """The time of the event, of the computer, and awake; of one moment."""
        for _try in range(_TRIES):
            before_ns = self._ticks()
            at_ms, awake_ns = to_ms(self._clock.now()), self._awake()
            after_ns = self._ticks()
            if after_ns - before_ns <= _QUICK_MS * _MS_NS:
                break
        return at_ms, (before_ns + after_ns) // (2 * _MS_NS), awake_ns // _MS_NS


def _noticed(ms: int) -> int:
    return ms if abs(ms) > NOTICED_MS else 0


def placed(acts: Iterable[Act], reading: Reading | None = None) -> tuple[Act, ...]:
    """The acts at the instants at which they were done, by the clock as it goes now.

    Args:
        acts: as recorded, in any order.
        reading: the present of this station; None where its own clock is not asked.
    """
    acts = tuple(acts)
    bases: dict[tuple[str, str], tuple[tuple[int, str, int], int]] = {}
    for act in acts:
        if act.boot:
            clock = (act.station, act.boot)
            if clock not in bases or bases[clock][0] < act.order:
                bases[clock] = (act.order, act.at_ms - act.boot_ms)
    own = None if reading is None else (reading.station, reading.boot)
    if reading is not None and own in bases:
        bases[own] = (bases[own][0], reading.base_ms)
    return tuple([_at(act, bases) for act in acts])


def _at(act: Act, bases: dict[tuple[str, str], tuple[tuple[int, str, int], int]]) -> Act:
    if not act.boot:
        return act
    by_ms = bases[act.station, act.boot][1] - (act.at_ms - act.boot_ms)
    if abs(by_ms) <= AGREE_MS:
        return act
    if isinstance(act, Corrected):
        return replace(act, at_ms=act.at_ms + by_ms, started_ms=act.started_ms + by_ms)
    return replace(act, at_ms=act.at_ms + by_ms)
