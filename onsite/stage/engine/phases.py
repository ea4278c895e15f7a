"""When the phases of a run begin, and telling each of them once."""

from __future__ import annotations

import math
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.timing import Phase, has_phases, phase_at

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.stage.engine.items import Item
    from onsite.stage.engine.show import Run


class Crossing(NamedTuple):
    """A phase begins."""

    phase: Phase
    at_ms: int
    """To come, if nothing is paused, added or ended until then."""
    item: str
    run: str
    nth: int
    """The how many-eth time that this run comes into this phase, from 1: added time may take it
    back into an earlier one."""


def changes(item: Item, run: Run) -> tuple[Crossing, ...]:
    """The phases of a run in order, those that are to come as well."""
    found: list[tuple[Phase, int]] = [(Phase.NORMAL, run.started_ms)]
    if has_phases(item):
        found = _crossings(item, run)
    times: Counter[Phase] = Counter()
    crossings = []
    for phase, at_ms in found:
        times[phase] += 1
        crossings.append(Crossing(phase, at_ms, run.item, run.id, times[phase]))
    return tuple(crossings)


def _crossings(item: Item, run: Run) -> list[tuple[Phase, int]]:
    found: list[tuple[Phase, int]] = []
    remaining_ms = run.length_ms
    if run.until_ms is not None:
        # One that began after its end has less than no time.
        remaining_ms = run.until_ms - run.added_ms - run.started_ms
    at_ms, going = run.started_ms, True
    for event_ms, by_ms, goes in [*_events(run), (math.inf, 0, False)]:
        over_ms = math.inf if run.ended_ms is None else run.ended_ms + 1
        until_ms = max(min(event_ms, over_ms), at_ms)
        _entered(found, phase_at(item, remaining_ms), at_ms)
        if going:
            for phase, threshold_ms in _thresholds(item):
                crossed_ms = at_ms + remaining_ms - threshold_ms
                if remaining_ms > threshold_ms and crossed_ms < until_ms:
                    _entered(found, phase, crossed_ms)
            remaining_ms -= 0 if until_ms == math.inf else int(until_ms) - at_ms
        if event_ms >= over_ms:
            break
        at_ms, going = int(until_ms), goes
        remaining_ms += by_ms
    return found


def _thresholds(item: Item) -> list[tuple[Phase, int]]:
    """Where phases begin, in the order in which they are reached."""
    danger_ms = max(0, item.danger_ms)
    thresholds = [(Phase.DANGER, danger_ms)] if danger_ms else []
    if item.warn_ms > danger_ms:
        thresholds.insert(0, (Phase.WARNING, item.warn_ms))
    return [*thresholds, (Phase.OVERTIME, 0)]


def _entered(found: list[tuple[Phase, int]], phase: Phase, at_ms: int) -> None:
    if not found or found[-1][0] is not phase:
        # What changes twice in one instant was never in the first.
        if found and found[-1][1] == at_ms:
            found.pop()
            _entered(found, phase, at_ms)
            return
        found.append((phase, at_ms))


def _events(run: Run) -> list[tuple[int, int, bool]]:
    """What changes how a run counts down: when, the time that is added, whether it goes on."""
    events = [(max(at_ms, run.started_ms), 0, by_ms) for at_ms, by_ms in run.added]
    if run.until_ms is None:
        events += [(from_ms, 1, 0) for from_ms, _until in run.pauses]
        events += [(until_ms, 2, 0) for _from, until_ms in run.pauses if until_ms is not None]
    going, found = True, []
    for at_ms, kind, by_ms in sorted(events):
        going = going if not kind else kind == 2  # noqa: PLR2004 - 1 stands still, 2 goes on
        found.append((at_ms, by_ms, going))
    return found


class Announcer:
    """Tells each phase of each run once, wherever the clock is set meanwhile."""

    def __init__(self) -> None:
        self._told: set[tuple[str, str, Phase, int]] = set()

    def due(self, crossings: Iterable[Crossing], now_ms: int) -> Crossing | None:
        """The phase that a run has come into and that is to be told now; None for nothing.

        Of several that came at once, as after a correction, only the last is told. No run's
        first phase is told unless it is more than `normal`.
        """
        latest = None
        for crossing in crossings:
            if crossing.at_ms > now_ms:
                break
            key = (crossing.item, crossing.run, crossing.phase, crossing.nth)
            latest = None if key in self._told else crossing
            self._told.add(key)
        return None if latest is None or latest.phase is Phase.NORMAL else latest
