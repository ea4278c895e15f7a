"""What the console knows: the rundown before the timekeeper, the other stages, the displays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.plan.stage import walk_ms
from onsite.stage.console.clashes import Slot, clashes
from onsite.stage.display.messages import Told
from onsite.stage.display.service import told
from onsite.stage.engine.schedule import Status
from onsite.stage.reading import rundown, rundowns
from onsite.stage.rights import may_run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.console.clashes import Clash
    from onsite.stage.moment import Moment
    from onsite.stage.reading import Kept, Listed


@dataclass(frozen=True, slots=True)
class Board:
    """What the store says."""

    plan: Plan
    stage: str
    """The id of the stage before the timekeeper; empty where the plan has none."""
    day: str
    """Of its rundown, as ISO date."""
    kept: Mapping[str, Kept] = field(default_factory=dict)
    """The rundowns of that day, by stage: of every stage of the plan."""
    listed: tuple[Listed, ...] = ()
    """Every rundown that there is."""
    told: Told = field(default_factory=Told)
    """What the displays of the stage are told."""
    may: bool = False
    """Whether whoever works here may run a stage."""

    @property
    def own(self) -> Kept:
        """The rundown before the timekeeper."""
        return self.kept[self.stage]

    @property
    def name(self) -> str:
        """Of the stage."""
        return self.plan.stages[self.stage].name


def board(rows: Connection, plan: Plan, stage: str, day: str, operator: str) -> Board:
    """Read what the console shows.

    Args:
        rows: the store.
        plan: the plan in force.
        stage: its id; one that the plan does not have is its first.
        day: of the event, as ISO date.
        operator: who works here.
    """
    listed = rundowns(rows)
    shown = stage if stage in plan.stages else next(iter(plan.stages), "")
    if not shown:
        return Board(plan, "", day, listed=listed)
    kept = {each: rundown(rows, plan, each, day) for each in plan.stages}
    may = may_run(rows, plan, operator)
    return Board(plan, shown, day, kept, listed, told(rows, shown), may)


def double_booked(board: Board, moments: Mapping[str, Moment], now_ms: int) -> tuple[Clash, ...]:
    """Who is expected on two stages at once, or too soon to walk, by the expected times."""
    slots: dict[str, list[Slot]] = {}
    for stage, moment in moments.items():
        for times in moment.schedule.times:
            item = moment.kept.rundown.by_id[times.item]
            if times.status in (Status.SKIPPED, Status.PASSED, Status.DONE):
                continue
            slot = Slot(stage, item.id, times.expected_start_ms, times.expected_end_ms)
            for speaker in item.speakers if item.chained else ():
                slots.setdefault(speaker, []).append(slot)
    rules, stages = board.plan.stage, board.plan.stages
    return clashes(slots, lambda start, end: walk_ms(rules, stages, start, end), now_ms)
