"""A rundown at an instant: what runs, and what is expected of all the rest."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.stage.clock.steady import placed
from onsite.stage.engine.schedule import expected
from onsite.stage.engine.timing import standby, timer
from onsite.stage.reading import rundown, rundowns

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.clock.steady import Reading
    from onsite.stage.engine.items import Item
    from onsite.stage.engine.schedule import Schedule
    from onsite.stage.engine.show import Run, Show
    from onsite.stage.engine.timing import Timer
    from onsite.stage.reading import Kept


@dataclass(frozen=True, slots=True)
class Moment:
    """A rundown at an instant."""

    now_ms: int
    kept: Kept
    show: Show
    schedule: Schedule

    @property
    def item(self) -> Item | None:
        """What runs, or stands by, or is a timer behind the others."""
        sessions = self.show.sessions
        current = self.show.running or self.show.armed or (sessions[0] if sessions else "")
        return self.kept.rundown.by_id.get(current)

    @property
    def run(self) -> Run | None:
        """How `item` runs; None where it stands by."""
        run = self.show.run(self.item.id) if self.item is not None else None
        return run if run is not None and run.ended_ms is None else None

    @property
    def timer(self) -> Timer | None:
        """What the timer of `item` says."""
        item, run = self.item, self.run
        if item is None:
            return None
        if run is None:
            return standby(item, self.now_ms, self.show.added.get(item.id, 0))
        return timer(item, run, self.now_ms)


def at(kept: Kept, now: Reading) -> Moment:
    """A rundown at the present, as both clocks of this station have it."""
    kept = replace(kept, acts=placed(kept.acts, now))
    show = kept.show(now.at_ms)
    return Moment(now.at_ms, kept, show, expected(kept.rundown, show, now.at_ms))


def day_to_show(rows: Connection, plan: Plan, stage: str, now_ms: int) -> str:
    """The day whose rundown is wanted: today's, or the next that there is, or the last.

    A rundown of yesterday that still runs after the day has ended goes before today's.
    """
    today = plan.day_of(from_ms(now_ms)).isoformat()
    days = sorted(each.day for each in rundowns(rows) if each.stage == stage and each.items)
    before = [day for day in days if day < today]
    if before and rundown(rows, plan, stage, before[-1]).show(now_ms).running:
        return before[-1]
    return next((day for day in days if day >= today), today if not days else days[-1])
