"""What a timer shows, from the anchors of its run."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.items import Kind

if TYPE_CHECKING:
    from onsite.stage.engine.items import Item
    from onsite.stage.engine.show import Run


class Phase(StrEnum):
    """How far an item's time has gone."""

    NORMAL = "normal"
    WARNING = "warning"
    DANGER = "danger"
    OVERTIME = "overtime"


class Qualifying(StrEnum):
    """How the speech of a contest stands."""

    SHORT = "short"
    QUALIFIED = "qualified"
    LONG = "long"


class Timer(NamedTuple):
    """A timer at a moment."""

    elapsed_ms: int
    """Without pauses."""
    remaining_ms: int
    """Less than 0 in overtime."""
    phase: Phase
    paused: bool
    length_ms: int
    """With what was added."""
    ends_ms: int
    """When its time is up if it goes on from now, be that past; when it was over, if it is."""
    ended: bool = False
    qualifying: Qualifying | None = None
    """None for all but contests."""


def timer(item: Item, run: Run, now_ms: int) -> Timer:
    """What the timer of a run shows at a moment.

    A run with a fixed end has until then, even while it stands still.
    """
    at_ms = now_ms if run.ended_ms is None else run.ended_ms
    still_ms = sum(
        max(0, (at_ms if until_ms is None else min(until_ms, at_ms)) - from_ms)
        for from_ms, until_ms in run.pauses
    )
    passed_ms = max(0, at_ms - run.started_ms)
    elapsed_ms = max(0, passed_ms - still_ms)
    length_ms = max(0, run.length_ms + run.added_ms)
    remaining_ms = length_ms - elapsed_ms
    ends_ms = run.started_ms + still_ms + length_ms
    if run.until_ms is not None:
        ends_ms = run.until_ms
        remaining_ms = ends_ms - max(at_ms, run.started_ms)
    return Timer(
        elapsed_ms=elapsed_ms,
        remaining_ms=remaining_ms,
        phase=phase_at(item, remaining_ms),
        paused=run.paused,
        length_ms=length_ms,
        ends_ms=ends_ms if run.ended_ms is None else run.ended_ms,
        ended=run.ended_ms is not None,
        qualifying=_qualifying(item, elapsed_ms),
    )


def standby(item: Item, now_ms: int, added_ms: int = 0) -> Timer:
    """What the timer of an item shows that stands by, as if it began now."""
    length_ms = max(0, item.length_ms + added_ms)
    late_ms = max(0, now_ms - item.start_ms)
    if item.kind is Kind.FIXED_END:
        length_ms = max(0, item.end_ms + added_ms - now_ms)
    else:
        length_ms = max(0, length_ms - min(late_ms, item.soaks_ms))
    return Timer(
        elapsed_ms=0,
        remaining_ms=length_ms,
        phase=phase_at(item, length_ms),
        paused=False,
        length_ms=length_ms,
        ends_ms=now_ms + length_ms,
        qualifying=_qualifying(item, 0),
    )


def phase_at(item: Item, remaining_ms: int) -> Phase:
    """The phase in which so much is left. What has no length has no phases."""
    if not has_phases(item):
        return Phase.NORMAL
    if remaining_ms <= 0:
        return Phase.OVERTIME
    if remaining_ms <= item.danger_ms:
        return Phase.DANGER
    return Phase.WARNING if remaining_ms <= item.warn_ms else Phase.NORMAL


def has_phases(item: Item) -> bool:
    """Whether there is an end to count down to."""
    return item.kind is not Kind.MILESTONE and bool(
        item.length_ms or item.kind is not Kind.COUNT_UP
    )


def _qualifying(item: Item, elapsed_ms: int) -> Qualifying | None:
    if item.qualify is None:
        return None
    from_ms, to_ms = item.qualify
    if elapsed_ms < from_ms:
        return Qualifying.SHORT
    return Qualifying.QUALIFIED if elapsed_ms <= to_ms else Qualifying.LONG
