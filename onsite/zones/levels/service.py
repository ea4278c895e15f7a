"""What is recorded of levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.clock import from_ms
from onsite.zones.capacity.rules import danger_per_m2, levels_of
from onsite.zones.levels import opening, rules
from onsite.zones.levels.facts import LevelPassed
from onsite.zones.levels.views import Crossing
from onsite.zones.rules import FULL
from onsite.zones.surveying import survey

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.sync.clock.moments import Moment
    from onsite.zones.levels.views import Recorded
    from onsite.zones.views import Survey, ZoneView


def record(
    journal: Journal, rows: Connection, plan: Plan, moment: Moment, was: Mapping[str, int | None]
) -> tuple[Crossing, ...]:
    """Record every zone that stands at another level than was recorded of it, and tell of it.

    Args:
        journal: of this station, which runs incidents.
        rows: the store.
        plan: the plan in force.
        moment: the present of this station.
        was: by zone, its capacity when this station looked last.

    Returns:
        What was recorded; nothing where another one has recorded it meanwhile.
    """
    found = crossings(survey(rows, plan, from_ms(moment.at_ms)), plan, was)
    for each in found:
        incident = opening.tell(journal, rows, plan, moment, each)
        passed = LevelPassed(
            zone=each.view.id,
            turn=each.turn,
            level=each.level,
            people=each.view.people,
            capacity=each.view.capacity.people or 0,
            cause=each.cause,
            incident=incident,
            at_ms=moment.at_ms,
        )
        journal.append(rows, passed, operator="")
    return found


def crossings(seen: Survey, plan: Plan, was: Mapping[str, int | None]) -> tuple[Crossing, ...]:
    """The zones that stand at another level than was recorded of them.

    Args:
        seen: every zone, now.
        plan: the plan in force.
        was: as for `record`.
    """
    found = (_crossing(view, plan, was) for view in seen.zones)
    return tuple(each for each in found if each.level != each.before)


def stands_at(view: ZoneView, plan: Plan, before: int) -> int:
    """The level at which a zone stands, in percent: what is dangerously dense is full.

    A zone that may hold nobody is full; while nobody is there, that warns nobody.

    Args:
        view: the zone, now.
        plan: the plan in force.
        before: the level at which it stood.
    """
    danger, hysteresis = (
        danger_per_m2(plan.zones[view.id], plan.crowd),
        plan.crowd.hysteresis_percent,
    )
    if rules.too_dense(view.per_m2, danger, before, hysteresis):
        return max(view.level, FULL)
    return view.level if view.people > 0 else min(view.level, before)


def _crossing(view: ZoneView, plan: Plan, was: Mapping[str, int | None]) -> Crossing:
    last, capacity, part = view.recorded, view.capacity.people, plan.zones[view.id]
    before = last.level if last is not None else 0
    known = was[view.id] if view.id in was else _recorded_capacity(last, capacity)
    levels, hysteresis = tuple(sorted(levels_of(part, plan.crowd))), plan.crowd.hysteresis_percent
    level = stands_at(view, plan, before)
    return Crossing(
        view=view,
        turn=last.turn if last is not None else 0,
        before=before,
        level=level,
        levels=levels,
        cause=rules.cause(view.people, known, capacity, before, levels, hysteresis),
        was=known,
        dense=danger_per_m2(part, plan.crowd) if level > view.level else None,
        incident=last.incident if last is not None else "",
    )


def _recorded_capacity(last: Recorded | None, now: int | None) -> int | None:
    """The last that is known of a capacity where this station has not looked before."""
    if last is None:
        return now
    # Where nobody may be in a zone it is full; at no level, 0 says that nothing limits it.
    return last.capacity if last.level else last.capacity or None
