"""From what is kept of a rundown, what a viewer needs in order to count by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from onsite.clock import from_ms
from onsite.journal.facts import LATEST_MS
from onsite.stage.display.shown import Anchors, Count, Slot, State
from onsite.stage.engine.items import Kind
from onsite.stage.engine.phases import changes
from onsite.stage.engine.schedule import Schedule, Status, Times
from onsite.stage.engine.timing import standby, timer
from onsite.stage.hours import days_later

if TYPE_CHECKING:
    from onsite.stage.display.messages import Told
    from onsite.stage.display.shown import Phase
    from onsite.stage.engine import timing as engine
    from onsite.stage.engine.items import Item
    from onsite.stage.engine.show import Run, Show
    from onsite.stage.moment import Moment
    from onsite.stage.reading import Kept

MOST_COMING = 60
"""So many items that come are told at most: as many as the largest display has rows for."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the anchors of a display are made of, as the store has it."""

    name: str
    """Of the stage."""
    zone: str
    """IANA name of the event's time zone."""
    kept: Kept
    told: Told

    @property
    def source(self) -> str:
        """The station whose timekeeper acted last; empty for none."""
        return self.kept.acts[-1].station if self.kept.acts else ""


def anchors(scene: Scene, moment: Moment) -> Anchors:
    """What is known at this instant, for any viewer to count from.

    Args:
        scene: what the store has.
        moment: its rundown at this instant.
    """
    kept, told, now_ms = moment.kept, scene.told, moment.now_ms
    found = Anchors(
        stage=scene.name,
        zone=scene.zone,
        state="none",
        made_ms=now_ms,
        message=told.message,
        blackout=told.blackout,
        flashed_ms=told.flashed_ms,
        source=scene.source,
    )
    if not kept.rundown.items:
        return found
    show, schedule = moment.show, moment.schedule
    current = show.running or show.armed or next(iter(show.sessions), "")
    times = schedule.of(current)
    return replace(
        _timed(found, kept, show, current, now_ms),
        now=_slot(scene, times) if times is not None else None,
        coming=_coming(scene, schedule, current),
        behind_ms=schedule.behind_ms,
    )


def _timed(found: Anchors, kept: Kept, show: Show, current: str, now_ms: int) -> Anchors:
    item, run = kept.rundown.by_id.get(current), show.run(current)
    if item is None:
        return replace(found, state="idle")
    if run is None or run.ended_ms is not None:
        ready = standby(item, now_ms, show.added.get(current, 0))
        up = item.kind is Kind.COUNT_UP
        held = ready.elapsed_ms if up else ready.remaining_ms
        return replace(found, state="armed", count=Count(up, 0, held, ready.length_ms, ()))
    state: State = "paused" if run.paused else "running"
    return replace(found, state=state, count=_count(item, run, now_ms))


def _count(item: Item, run: Run, now_ms: int) -> Count:
    told = timer(item, run, now_ms)
    up = item.kind is Kind.COUNT_UP
    # A fixed end comes nearer however long the run stands still.
    stands = told.paused and run.until_ms is None
    held = (told.elapsed_ms if up else told.remaining_ms) if stands else None
    zero = now_ms - told.elapsed_ms if up else now_ms + told.remaining_ms
    found = tuple((_phase(each.phase), each.at_ms) for each in changes(item, run))
    return Count(up, zero, held, told.length_ms, found, _phase(told.phase), item.qualify)


def _phase(phase: engine.Phase) -> Phase:
    return phase.value


def _coming(scene: Scene, schedule: Schedule, current: str) -> tuple[Slot, ...]:
    waiting = (Status.COMING, Status.ARMED)
    found = [
        times
        for times in schedule.times
        if times.status in waiting
        and times.item != current
        and scene.kept.rundown.by_id[times.item].chained
    ]
    return tuple(_slot(scene, times) for times in found[:MOST_COMING])


def _slot(scene: Scene, times: Times) -> Slot:
    kept = scene.kept
    item, said = kept.rundown.by_id[times.item], kept.fields.get(times.item)
    speakers = (said.speakers or ()) if said is not None else ()
    return Slot(
        item=item.id,
        kind=item.kind.value,
        title=item.title,
        speakers=tuple(each.name for each in speakers),
        planned_ms=times.planned_start_ms,
        expected_ms=times.expected_start_ms,
        planned_days=_days(scene, times.planned_start_ms),
        expected_days=_days(scene, times.expected_start_ms),
    )


def _days(scene: Scene, ms: int) -> int:
    if not 0 <= ms <= LATEST_MS:
        return 0
    return days_later(from_ms(ms).astimezone(ZoneInfo(scene.zone)).date(), scene.kept.day)
