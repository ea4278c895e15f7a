"""The instant at which a cue is due, from the anchors of its item's run. Pure.

All instants are milliseconds UTC since 1970, all lengths milliseconds.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.stage.engine.items import Kind
from onsite.stage.engine.phases import changes
from onsite.stage.engine.timing import Phase

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.stage.cues.cue import Cue
    from onsite.stage.engine.items import Item
    from onsite.stage.engine.phases import Crossing
    from onsite.stage.engine.show import Run

_PHASES = {"warning": Phase.WARNING, "danger": Phase.DANGER, "overtime": Phase.OVERTIME}


def due(cue: Cue, item: Item, run: Run, crossings: Sequence[Crossing]) -> int | None:
    """When a cue is due in a run, be that past or to come.

    What is to come moves with the time that is added, and with pauses: it is due when the timer
    says so, and a timer that stands still comes to nothing. After the end there is no timer: what
    comes after it goes by the clock.

    Args:
        cue: the cue.
        item: its item.
        run: the running.
        crossings: `phases.changes` of both.

    Returns:
        None where a key decides it, where that cannot be told as long as the timer stands still,
        and where the item was over before.
    """
    if cue.anchor == "manual":
        return None
    if cue.anchor == "start":
        if item.kind is Kind.MILESTONE:
            return run.started_ms + cue.offset_ms  # it is over as soon as it has begun
        return _within(run, _later(run, run.started_ms, cue.offset_ms))
    if cue.anchor == "end":
        return _by_end(cue.offset_ms, item, run)
    return _by_phase(cue, item, run, crossings)


def _by_end(offset_ms: int, item: Item, run: Run) -> int | None:
    if offset_ms < 0:
        return _left(item, run, -offset_ms)
    up_ms = _left(item, run, 0)
    if up_ms is None:
        up_ms = run.ended_ms
    return _counted(run, up_ms, offset_ms) if up_ms is not None else None


def _by_phase(cue: Cue, item: Item, run: Run, crossings: Sequence[Crossing]) -> int | None:
    phase = _PHASES[cue.anchor]
    if cue.offset_ms >= 0:
        found = [each.at_ms for each in crossings if each.phase is phase]
        return _within(run, _counted(run, found[-1], cue.offset_ms)) if found else None
    danger_ms = max(0, item.danger_ms)
    if phase is Phase.OVERTIME:
        return _left(item, run, -cue.offset_ms)
    begins_ms = danger_ms if phase is Phase.DANGER else item.warn_ms
    there_is_one = begins_ms > (0 if phase is Phase.DANGER else danger_ms)
    return _left(item, run, begins_ms - cue.offset_ms) if there_is_one else None


def _within(run: Run, at_ms: int | None) -> int | None:
    """That instant; None where the run was over before."""
    over = at_ms is not None and run.ended_ms is not None and at_ms > run.ended_ms
    return None if over else at_ms


def _counted(run: Run, from_ms: int, by_ms: int) -> int | None:
    """So long after, as the timer counts down: one with a fixed end goes on while it is paused."""
    return from_ms + by_ms if run.until_ms is not None else _later(run, from_ms, by_ms)


def _later(run: Run, from_ms: int, by_ms: int) -> int | None:
    """So long after, without pauses; None as long as it stands still before that."""
    at_ms, left_ms = from_ms, by_ms
    for still_ms, until_ms in run.pauses:
        goes_on_ms = run.ended_ms if until_ms is None else until_ms
        if goes_on_ms is not None and goes_on_ms <= at_ms:
            continue
        before_ms = max(still_ms - at_ms, 0)
        if before_ms >= left_ms:
            break
        if goes_on_ms is None:
            return None
        at_ms, left_ms = goes_on_ms, left_ms - before_ms
    return at_ms + left_ms


def _left(item: Item, run: Run, left_ms: int) -> int | None:
    """When so little is left, or less, for the last time; None where it never comes to that."""
    asked = replace(item, warn_ms=left_ms, danger_ms=0)
    found = changes(asked, run)
    if found[-1].phase is Phase.NORMAL:
        return None
    first = len(found) - 1
    while first and found[first - 1].phase is not Phase.NORMAL:
        first -= 1
    return found[first].at_ms
