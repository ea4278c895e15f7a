"""How many each zone may hold now, read from the store and the plan."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from onsite.journal.fold import table_of
from onsite.staff.attendance_tables import AttendanceRow
from onsite.staff.service import operators
from onsite.store.prepared import Prepared
from onsite.zones.capacity import rules
from onsite.zones.capacity.rules import LimitOfDay, OnTheDay
from onsite.zones.capacity.tables import ZoneLimitRow, ZoneWayRow
from onsite.zones.capacity.views import Blocked

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.plan.zones.parts import ZonePart
    from onsite.zones.capacity.views import Capacity

_WAY, _LIMIT = table_of(ZoneWayRow), table_of(ZoneLimitRow)
_STAY = table_of(AttendanceRow)
_BLOCKED = Prepared(select(_WAY).where(_WAY.c.blocked.is_(True)).order_by(_WAY.c.at_ms))
_SET = Prepared(select(_LIMIT).where(_LIMIT.c.people.is_not(None)))
_THERE = Prepared(
    select(_STAY.c.operator, _STAY.c.shift).where(_STAY.c.off_ms.is_(None), _STAY.c.shift != "")
)
FORGOTTEN = timedelta(hours=4)
"""Whoever is still signed on so long after the end of their shift has gone without a word."""


def capacities(rows: Connection, plan: Plan, now: datetime) -> dict[str, Capacity]:
    """How many each zone of the plan may hold, at an aware instant."""
    blocked, limits = _blocked(rows, plan), _limits(rows)
    there = signed_on(rows, plan, now)
    managers = managing(rows, plan)
    return {
        zone: rules.capacity(
            zone,
            part,
            plan.crowd,
            OnTheDay(
                blocked.get(zone, ()),
                limits.get(zone),
                len(there[zone] & managers),
                len(there[zone]),
            ),
        )
        for zone, part in plan.zones.items()
    }


def capacity_of(rows: Connection, plan: Plan, zone: str, now: datetime) -> Capacity:
    """How many a zone of the plan may hold, at an aware instant."""
    return capacities(rows, plan, now)[zone]


def signed_on(rows: Connection, plan: Plan, now: datetime) -> Mapping[str, frozenset[str]]:
    """By zone, the operators who are signed on for a shift there, or in a part of it.

    Not those whose shift is over for hours: a sign-off that somebody forgot must not let more
    people in.
    """
    found: dict[str, set[str]] = {zone: set() for zone in plan.zones}
    for row in _THERE.all(rows, {}):
        shift = plan.shifts.get(row["shift"])
        if shift is None or now >= shift.ends(plan.zone) + FORGOTTEN:
            continue
        for zone in around(plan.zones, shift.zone):
            found[zone].add(row["operator"])
    return {zone: frozenset(people) for zone, people in found.items()}


def managing(rows: Connection, plan: Plan) -> frozenset[str]:
    """The operators who are crowd managers wherever they are signed on."""
    wanted = {*plan.crowd.manager_roles}
    return frozenset(
        each.id
        for each in operators(rows, plan)
        if each.active and (not wanted or not wanted.isdisjoint(each.roles))
    )


def around(zones: Mapping[str, ZonePart], zone: str | None) -> tuple[str, ...]:
    """A zone and those that it is a part of."""
    found: list[str] = []
    while zone is not None and zone in zones and zone not in found:
        found.append(zone)
        zone = zones[zone].within
    return tuple(found)


def _blocked(rows: Connection, plan: Plan) -> Mapping[str, tuple[Blocked, ...]]:
    found: dict[str, tuple[Blocked, ...]] = {}
    for row in _BLOCKED.all(rows, {}):
        part = plan.zones.get(row["zone"])
        if part is None or row["way"] not in (*part.exits, *part.aisles):
            continue
        one = Blocked(
            row["zone"],
            row["way"],
            "exit" if row["way"] in part.exits else "aisle",
            row["at_ms"],
            row["operator"],
            row["why"],
        )
        found[one.zone] = (*found.get(one.zone, ()), one)
    return found


def _limits(rows: Connection) -> Mapping[str, LimitOfDay]:
    return {
        row["zone"]: LimitOfDay(row["people"], row["why"], row["operator"], row["at_ms"])
        for row in _SET.all(rows, {})
    }
