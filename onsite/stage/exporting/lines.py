"""What is given away of a rundown: its items with all that is said of them and their times."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.stage import reading
from onsite.stage.engine.schedule import expected
from onsite.stage.importing.placing import folded, names

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.stage.clock.steady import Reading as Clocks
    from onsite.stage.engine.items import Item
    from onsite.stage.engine.schedule import Schedule, Times
    from onsite.stage.fields import ItemFields
    from onsite.stage.reading import Kept


@dataclass(frozen=True, slots=True)
class Line:
    """An item."""

    number: int
    """In its rundown, from 1."""
    stage: str
    day: str
    room: str
    """What programmes call the stage: the item's own room, or the stage's name."""
    item: Item
    fields: ItemFields
    times: Times


@dataclass(frozen=True, slots=True)
class Sheet:
    """A rundown."""

    stage: str
    name: str
    day: str
    lines: tuple[Line, ...]
    schedule: Schedule
    must_end_ms: int | None


def sheets(
    rows: Connection, plan: Plan, now: Clocks, stage: str = "", day: str = ""
) -> list[Sheet]:
    """The rundowns in which something stands, by day and stage.

    Args:
        rows: the store.
        plan: the plan in force.
        now: both clocks of the station, for what is expected.
        stage: only of this one, by its id; empty for all.
        day: only on this one, as ISO date; empty for all.

    Raises:
        NotPossibleError: there are none.
    """
    wanted = [
        each
        for each in reading.rundowns(rows)
        if each.items and stage in ("", each.stage) and day in ("", each.day)
    ]
    if not wanted:
        raise NotPossibleError(
            _("There is no such rundown."),
            _("“onsite stage rundowns” lists them; “onsite stage import FILE” makes some."),
        )
    kept = [reading.rundown(rows, plan, each.stage, each.day, now) for each in wanted]
    return [sheet(plan, each, now.at_ms) for each in kept]


def sheet(plan: Plan, kept: Kept, now_ms: int) -> Sheet:
    """A rundown as seen from a moment."""
    schedule = expected(kept.rundown, kept.show(now_ms), now_ms)
    name = plan.stages[kept.stage].name if kept.stage in plan.stages else kept.stage
    known = names(plan)
    lines = []
    for number, times in enumerate(schedule.times, 1):
        item, fields = kept.rundown.by_id[times.item], kept.fields[times.item]
        own = fields.room or ""
        room = own if known.get(folded(own)) == kept.stage else name
        lines.append(Line(number, kept.stage, kept.day, room, item, fields, times))
    return Sheet(kept.stage, name, kept.day, tuple(lines), schedule, kept.rundown.must_end_ms)


def people(fields: ItemFields) -> str:
    """Who speaks, by their names."""
    return ", ".join(each.name for each in fields.speakers or ())
