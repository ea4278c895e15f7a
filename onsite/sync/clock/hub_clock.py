"""The hub's time on this computer, whatever its own clock says.

The time of the event is what the hub says. Between two contacts it is carried on by a clock that
nobody can set: `ticks_ns`, which counts what passed since the computer was started, sleep too.
The link measures and writes `clock.json`; all processes of this installation read it.
"""

from __future__ import annotations

import math
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from onsite.sync.clock import file as clock_file
from onsite.sync.clock.anchor import JUMP_MS, Anchor, better, following
from onsite.sync.clock.file import Kept

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from onsite.clock import Clock

_LOOK_NS = _SECOND_NS = 1_000_000_000
_MS_NS = 1_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCKS = (time.get_clock_info("monotonic"), time.get_clock_info("time"))
_RESOLUTION_MS: float = 0.001 + 1000.0 * sum(float(clock.resolution) for clock in _CLOCKS)


# Python's monotonic clock stands still on these while the computer sleeps.
_NAMED = {"linux": "CLOCK_BOOTTIME", "darwin": "CLOCK_MONOTONIC_RAW"}
_TICKS: int | None = getattr(time, _NAMED.get(sys.platform, ""), None)


def ticks_ns() -> int:
    """Nanoseconds since the computer was started, sleep included; the same in every process."""
    return time.monotonic_ns() if _TICKS is None else time.clock_gettime_ns(_TICKS)


class Quality(StrEnum):
    """What the time rests on."""

    OWN = "own"
    """No hub was ever met: this computer's own clock."""
    MEASURED = "measured"
    """The hub's clock, known within `HubClock.error_ms`."""
    UNCERTAIN = "uncertain"
    """The computer was started again, or its clock was set, since a hub was last met."""


class Sample(NamedTuple):
    """One question to the hub for its time, and the answer."""

    sent_ns: int
    """By `ticks_ns`."""
    hub_ns: int
    """What the hub answered, in nanoseconds since 1970."""
    received_ns: int
    """By `ticks_ns`."""
    wall_ns: int
    """This computer's own clock when the answer came, in nanoseconds since 1970."""


@dataclass(frozen=True, slots=True)
class Offset:
    """What the hub's clock was found to be."""

    offset_ms: float
    """What must be added to this computer's own clock."""
    error_ms: float
    """How far that may be wrong."""
    wall_ns: int
    """This computer's own clock at that moment, in nanoseconds since 1970."""
    ticks_ns: int
    """The moment, by `ticks_ns`."""

    @property
    def base_ns(self) -> int:
        """What must be added to `ticks_ns` for nanoseconds since 1970 by the hub's clock."""
        return self.wall_ns + round(self.offset_ms * _MS_NS) - self.ticks_ns

    @property
    def anchor(self) -> Anchor:
        """The hub's time from that moment on."""
        return Anchor(self.base_ns, self.error_ms, self.ticks_ns)


def measure(samples: Iterable[Sample]) -> Offset:
    """The offset by the question that was answered soonest.

    The hub read its clock at some moment between question and answer; the middle is taken.

    Raises:
        ValueError: there is no sample.
    """
    best = min(samples, key=lambda each: each.received_ns - each.sent_ns)
    half_ns = max(0, best.received_ns - best.sent_ns) / 2
    offset_ms = (best.hub_ns - best.wall_ns + half_ns) / _MS_NS
    error_ms = half_ns / _MS_NS + _RESOLUTION_MS
    return Offset(offset_ms, error_ms, best.wall_ns, best.received_ns)


class HubClock:
    """The time of the event. Cheap to ask, from any thread.

    Args:
        base: this computer's own clock.
        data: the folder of `clock.json`.
        ticks: a clock that nobody can set, in nanoseconds, the same in every process.
        boot: what tells this start of the computer from others; empty where nothing does.
    """

    def __init__(
        self,
        base: Clock,
        data: Path,
        *,
        ticks: Callable[[], int] = ticks_ns,
        boot: str | None = None,
    ) -> None:
        self._base = base
        self._data = data
        self._ticks = ticks
        self._boot = clock_file.boot() if boot is None else boot
        self._anchor: Anchor | None = None
        self._jumped = False
        self._start()

    def now(self) -> datetime:
        """The present instant of the event, aware, in UTC."""
        ticks = self._ticks()
        if ticks >= self._look_at:
            self._look(ticks)
        anchor = self._anchor
        if anchor is None:
            return self._base.now()
        ns = anchor.base_ns + ticks
        return datetime.fromtimestamp(max(ns, anchor.floor_ns) / _SECOND_NS, UTC)

    def now_ns(self) -> int:
        """As `now`, in nanoseconds since 1970: what a hub answers that is asked for its time."""
        anchor = self._anchor
        return self.raw_ns() if anchor is None else anchor.at(self._ticks())

    def raw(self) -> datetime:
        """This computer's own clock."""
        return self._base.now()

    def raw_ns(self) -> int:
        """This computer's own clock, in nanoseconds since 1970."""
        return _ns(self._base.now())

    def ticks(self) -> int:
        """The clock that nobody can set, in nanoseconds."""
        return self._ticks()

    def sampled(self, sent_ns: int, hub_ns: int) -> Sample:
        """A question that was sent at `sent_ns` of `ticks` and has been answered just now."""
        return Sample(sent_ns, hub_ns, self._ticks(), self.raw_ns())

    def correct(self, found: Offset) -> float:
        """Go by a measurement from now on, here and in all processes of this folder.

        Answers what was added to the computer's own clock until now, in milliseconds. A time
        that is wrong by more than `JUMP_MS` is put right at once; by less, it never runs back.
        """
        ticks = self._ticks()
        self._look(ticks)
        was_ms = self.offset_ms
        new = better(None if self._jumped else self._anchor, found.anchor, ticks)
        if new is not None and new.is_sane(ticks):
            self._take(new, ticks)
            clock_file.write(self._data, self._kept(found))
            self._seen = clock_file.stamp(self._data)
        return was_ms

    def restore(self, offset_ms: float, error_ms: float) -> None:
        """Go by an offset that was kept elsewhere."""
        self._carry_over(offset_ms, error_ms)

    @property
    def offset_ms(self) -> float:
        """What is added to the computer's own clock at this moment."""
        return (self.now_ns() - self.raw_ns()) / _MS_NS

    @property
    def error_ms(self) -> float:
        """How far the time may be from the hub's; infinite where no hub was ever met."""
        anchor = self._anchor
        return math.inf if anchor is None else anchor.error_at(self._ticks())

    @property
    def quality(self) -> Quality:
        """What the time rests on."""
        anchor = self._anchor
        if anchor is None:
            return Quality.OWN
        return Quality.MEASURED if anchor.certain and not self._jumped else Quality.UNCERTAIN

    @property
    def met(self) -> bool:
        """Whether a hub's clock is known at all, be it from an earlier day."""
        return self._anchor is not None

    @property
    def jumped(self) -> bool:
        """Whether the computer's own clock was set since the hub's was last measured."""
        return self._jumped

    def _start(self) -> None:
        ticks = self._ticks()
        self._gap_ns = self.raw_ns() - ticks
        self._look_at = ticks + _LOOK_NS
        self._seen = clock_file.stamp(self._data)
        kept = clock_file.read(self._data)
        if kept is None:
            return
        if self._same_boot(kept) and _anchor(kept).is_sane(ticks):
            self._anchor = _anchor(kept)
        else:
            self._carry_over(kept.offset_ms, kept.error_ms)

    def _same_boot(self, kept: Kept) -> bool:
        """Whether its ticks are ours. Where nothing tells, clocks that go alike must do."""
        if self._boot or kept.boot:
            return kept.boot == self._boot
        return abs(kept.at_ms - kept.boot_ms - self._gap_ns / _MS_NS) <= JUMP_MS

    def _carry_over(self, offset_ms: float, error_ms: float) -> None:
        ticks = self._ticks()
        base_ns = self.raw_ns() + round(offset_ms * _MS_NS) - ticks
        anchor = Anchor(base_ns, error_ms, ticks, certain=False)
        if anchor.is_sane(ticks):
            self._anchor = anchor

    def _look(self, ticks: int) -> None:
        """See, once a second, whether the link has measured and whether somebody set the clock."""
        self._look_at = ticks + _LOOK_NS
        if abs(self.raw_ns() - ticks - self._gap_ns) > JUMP_MS * _MS_NS:
            self._jumped = True
        stamp = clock_file.stamp(self._data)
        if stamp == self._seen:
            return
        self._seen = stamp
        kept = clock_file.read(self._data)
        # What was written while this process runs was written since this start of the computer.
        if kept is not None and kept.boot == self._boot and _anchor(kept).is_sane(ticks):
            self._take(_anchor(kept), ticks)

    def _take(self, anchor: Anchor, ticks: int) -> None:
        before = self._anchor
        shown_ns = self.raw_ns() if before is None else before.at(ticks)
        self._anchor = following(shown_ns, anchor, ticks)
        self._gap_ns = self.raw_ns() - ticks
        self._jumped = False

    def _kept(self, found: Offset) -> Kept:
        return Kept(
            offset_ms=found.offset_ms,
            error_ms=found.error_ms,
            at_ms=found.wall_ns / _MS_NS,
            boot_ms=found.ticks_ns / _MS_NS,
            boot=self._boot,
        )


def _anchor(kept: Kept) -> Anchor:
    ticks_ns = round(kept.boot_ms * _MS_NS)
    base_ns = round((kept.at_ms + kept.offset_ms) * _MS_NS) - ticks_ns
    return Anchor(base_ns, kept.error_ms, ticks_ns)


def _ns(instant: datetime) -> int:
    # Not by `timestamp`, whose floating point has no room for them.
    since = instant - _EPOCH
    return (since.days * 86_400 + since.seconds) * _SECOND_NS + since.microseconds * 1000
