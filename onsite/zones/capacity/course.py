"""How many a zone could hold in the course of a day, as ways and limits were then."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from sqlalchemy import bindparam, or_, select

from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.journal.folding import fact_of, history
from onsite.staff.attendance_tables import AttendanceRow
from onsite.store.prepared import Prepared
from onsite.zones.capacity import rules
from onsite.zones.capacity.facts import LimitSet, WayBlocked, WayCleared
from onsite.zones.capacity.reading import FORGOTTEN, around, managing
from onsite.zones.capacity.rules import LimitOfDay, OnTheDay
from onsite.zones.capacity.views import Blocked

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.plan.model import Plan

_STAY = table_of(AttendanceRow)
_STAYS = Prepared(
    select(_STAY.c.operator, _STAY.c.shift, _STAY.c.on_ms, _STAY.c.off_ms).where(
        _STAY.c.on_ms < bindparam("until_ms"),
        or_(_STAY.c.off_ms.is_(None), _STAY.c.off_ms > bindparam("from_ms")),
    )
)
What = Literal["exit", "aisle"]
Step = tuple[int, int | None]
"""From an instant on, how many; None where nothing limits it."""


def course(
    rows: Connection, plan: Plan, zone: str, from_ms: int, until_ms: int
) -> tuple[Step, ...]:
    """How many a zone could hold from each instant on at which that changed.

    By the plan in force now: of an earlier one nobody asks what it would have said.

    Args:
        rows: the store.
        plan: the plan in force.
        zone: one of its zones.
        from_ms: the first step is at this instant, in milliseconds UTC since 1970.
        until_ms: none is at this one or later.
    """
    said = _said(rows, zone)
    stays = _stays(rows, plan, zone, from_ms, until_ms)
    moments = {fact.at_ms for fact, _operator in said}
    moments.update(each for _operator, *ends in stays for each in ends)
    managers = managing(rows, plan)
    found: list[Step] = []
    for at_ms in sorted({from_ms, *(each for each in moments if from_ms < each < until_ms)}):
        there = {operator for operator, on_ms, off_ms in stays if on_ms <= at_ms < off_ms}
        now = OnTheDay(
            _blocked(plan, zone, said, at_ms),
            _limit(said, at_ms),
            len(there & managers),
            len(there),
        )
        people = rules.capacity(zone, plan.zones[zone], plan.crowd, now).people
        if not found or found[-1][1] != people:
            found.append((at_ms, people))
    return tuple(found)


_Said = list[tuple[WayBlocked | WayCleared | LimitSet, str]]
"""What was said of the ways and the limit of a zone, and by whom, in its order."""


def _said(rows: Connection, zone: str) -> _Said:
    found: _Said = []
    for entry in history(rows, f"zone-ways:{zone}"):
        fact = fact_of(entry)
        if isinstance(fact, WayBlocked | WayCleared | LimitSet):
            found.append((fact, entry.operator))
    return found


def _blocked(plan: Plan, zone: str, said: _Said, at_ms: int) -> tuple[Blocked, ...]:
    part = plan.zones[zone]
    shut: dict[str, Blocked] = {}
    for fact, operator in said:
        if fact.at_ms > at_ms or isinstance(fact, LimitSet):
            continue
        if isinstance(fact, WayCleared):
            shut.pop(fact.way, None)
        elif fact.way in (*part.exits, *part.aisles):
            what: What = "exit" if fact.way in part.exits else "aisle"
            shut[fact.way] = Blocked(zone, fact.way, what, fact.at_ms, operator, fact.why)
    return tuple(shut.values())


def _limit(said: _Said, at_ms: int) -> LimitOfDay | None:
    limits = [
        (fact, operator)
        for fact, operator in said
        if isinstance(fact, LimitSet) and fact.at_ms <= at_ms
    ]
    if not limits or limits[-1][0].people is None:
        return None
    fact, operator = limits[-1]
    return LimitOfDay(fact.people or 0, fact.why, operator, fact.at_ms)


def _stays(
    rows: Connection, plan: Plan, zone: str, from_ms: int, until_ms: int
) -> list[tuple[str, int, int]]:
    """Who was signed on there, or in a part of it: the operator, from when until when."""
    found = []
    for row in _STAYS.all(rows, {"from_ms": from_ms, "until_ms": until_ms}):
        shift = plan.shifts.get(row["shift"])
        if shift is not None and zone in around(plan.zones, shift.zone):
            forgotten_ms = to_ms(shift.ends(plan.zone) + FORGOTTEN)
            off_ms = forgotten_ms if row["off_ms"] is None else min(row["off_ms"], forgotten_ms)
            found.append((row["operator"], row["on_ms"], off_ms))
    return found
