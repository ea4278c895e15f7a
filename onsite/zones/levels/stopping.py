"""Whether anybody else may go into a zone: what the doors that lead there must know at once.

It is looked at as things are, not as they were recorded: a door stops people though no station
that runs incidents can be reached.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from onsite.zones.capacity.reading import capacity_of
from onsite.zones.capacity.rules import danger_per_m2, levels_of, usable_m2
from onsite.zones.evacuation.reading import begun
from onsite.zones.levels.reading import recorded
from onsite.zones.levels.rules import level_now, too_dense
from onsite.zones.rules import FULL, density, percent
from onsite.zones.surveying import people_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan


@dataclass(frozen=True, slots=True)
class Stop:
    """Nobody else may go in."""

    zone: str
    """The one that is full, or that is being emptied: perhaps one of which it is a part."""
    name: str
    why: Literal["full", "dense", "evacuation"]
    people: int = 0
    """In it; 0 of one that is being emptied."""
    capacity: int = 0
    """Of one that is full."""
    drill: bool = False


def stop_at(rows: Connection, plan: Plan, checkpoint: str, now: datetime) -> Stop | None:
    """Why nobody else may go in by a checkpoint, at an aware instant; None where people may.

    Where a zone is full, or dangerously dense, that is for those who come into it. Who goes on
    from there into a part of it, or to a gift counter, is in it already; only its being emptied is
    for them, too.

    Args:
        rows: the store.
        plan: the plan in force.
        checkpoint: its id; one that leads to no zone never stops anybody.
        now: aware.
    """
    part = plan.checkpoints.get(checkpoint)
    if part is None or part.zone not in plan.zones:
        return None
    emptied = begun(rows)
    there = [emptied[each][0] for each in _around(plan, part.zone) if each in emptied]
    if there:
        # An exercise is said to be one only where nothing is in earnest.
        one = min(there, key=lambda each: each.drill)
        return Stop(one.zone, plan.zones[one.zone].name, "evacuation", drill=one.drill)
    return _full(rows, plan, part.zone, now) if part.kind != "gift" else None


def _full(rows: Connection, plan: Plan, zone: str, now: datetime) -> Stop | None:
    part, crowd = plan.zones[zone], plan.crowd
    capacity = capacity_of(rows, plan, zone, now)
    people, last = people_in(rows, plan, zone, now), recorded(rows).get(zone)
    before, hysteresis = last.level if last is not None else 0, crowd.hysteresis_percent
    filled = percent(people, capacity.people)
    if level_now(filled, before, levels_of(part, crowd), hysteresis) >= FULL:
        return Stop(zone, part.name, "full", people, capacity.people or 0)
    per_m2 = density(people, usable_m2(part, crowd, capacity.blocked))
    if too_dense(per_m2, danger_per_m2(part, crowd), before, hysteresis):
        return Stop(zone, part.name, "dense", people)
    return None


def _around(plan: Plan, zone: str | None) -> Iterator[str]:
    """A zone and those that it is a part of."""
    while zone is not None:
        yield zone
        zone = plan.zones[zone].within
