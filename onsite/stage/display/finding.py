"""What a display reads of the store: the stages there are, and what happens on its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.plan.service import current
from onsite.stage.display.anchoring import Scene
from onsite.stage.display.facts import MessageSeen
from onsite.stage.display.service import told
from onsite.stage.moment import day_to_show
from onsite.stage.reading import rundown, rundowns
from onsite.sync.permission import may

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.reading import Kept


@dataclass(frozen=True, slots=True)
class Found:
    """What there is for a display."""

    event: str
    """Its name; empty before a plan was published."""
    stages: Mapping[str, str]
    """The names of all stages, by their ids."""
    stage: str
    """The one that is shown: the asked one, or the only one; empty where it must be chosen."""
    scene: Scene | None
    """What happens there; None where there is no such stage."""
    may_see: bool
    """Whether this station may record that a message was seen."""

    @property
    def must_choose(self) -> bool:
        """Whether there are several stages, and none was asked for."""
        return not self.stage and len(self.stages) > 1


def find(rows: Connection, asked: str, station: str, now_ms: int) -> Found:
    """Read what a display shows.

    Args:
        rows: the store.
        asked: the id of a stage; empty for the only one that there is.
        station: this one.
        now_ms: the instant.
    """
    plan = current(rows)
    may_see = may(rows, station, MessageSeen)
    if plan is None:
        return Found("", {}, asked, None, may_see)
    names = {key: part.name for key, part in plan.stages.items()}
    stage = asked or (next(iter(names)) if len(names) == 1 else "")
    scene = scene_of(rows, plan, stage, now_ms) if stage in names else None
    return Found(plan.event.name, names, stage, scene, may_see)


def scene_of(rows: Connection, plan: Plan, stage: str, now_ms: int) -> Scene:
    """What happens on a stage at an instant.

    That is the rundown that the console shows of itself; or another one, as of a rehearsal, if
    something of it runs and nothing of that one does.
    """
    kept = rundown(rows, plan, stage, day_to_show(rows, plan, stage, now_ms))
    if not _runs(kept, now_ms):
        others = (
            rundown(rows, plan, stage, each.day)
            for each in rundowns(rows)
            if each.stage == stage and each.day != kept.day and each.items
        )
        running = [each for each in others if _runs(each, now_ms)]
        kept = max(running, key=lambda each: each.acts[-1].order, default=kept)
    return Scene(plan.stages[stage].name, plan.event.zone, kept, told(rows, stage))


def _runs(kept: Kept, now_ms: int) -> bool:
    if not kept.acts:
        return False
    show = kept.show(now_ms)
    return bool(show.running or show.sessions)
