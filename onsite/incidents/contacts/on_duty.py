"""Who is on duty for a response role: the word of the coordinator, the plan, the shifts.

Whoever may be there is told: who is planned now and has not signed on is, too, for not everybody
signs on; only who has left is not. Somebody of whom neither plan nor shifts say when they work
always is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sqlalchemy import bindparam, or_, select

from onsite.clock import to_ms
from onsite.incidents.contacts.resolving import person_of
from onsite.incidents.contacts.tables import IncidentDutyRow
from onsite.journal.fold import table_of
from onsite.staff.attendance_tables import AttendanceRow
from onsite.staff.service import operators
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

    Also = Callable[[Connection, Plan, datetime], Iterable[tuple[str, str]]]
    """Role and person of who is told besides, at an aware instant."""

_DUTY = table_of(IncidentDutyRow)
_STAYS = table_of(AttendanceRow)
_SAID = Prepared(select(_DUTY))
_THERE = Prepared(
    select(_STAYS.c.operator, _STAYS.c.shift, _STAYS.c.off_ms).where(
        or_(_STAYS.c.off_ms.is_(None), _STAYS.c.off_ms >= bindparam("since"))
    )
)
_LONGEST_SHIFT_MS = 24 * 3_600_000
Why = Literal["said", "planned", "deputy"]
_ALSO: dict[str, Also] = {}


def register(name: str, also: Also) -> None:
    """Let a part of incidents add people who are told besides, as until a handover is accepted."""
    _ALSO[name] = also


@dataclass(frozen=True, slots=True)
class Said:
    """The word of the coordinator about a role."""

    people: tuple[str, ...]
    until_ms: int | None
    reason: str
    operator: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Who is on duty, for all roles, at a moment."""

    people: Mapping[str, tuple[str, ...]]
    """By role, in the order in which they are told."""
    why: Mapping[str, Why]
    """By role that has people, why they are."""
    said: Mapping[str, Said]
    """By role, what was said of it, as long as it holds."""
    names: Mapping[str, str]
    """Of all operators, by id."""
    next_ms: int | None = None
    """When somebody may begin or end by the plan, or by what was said; None for never."""
    mistakes: tuple[Exception, ...] = ()
    """What went wrong in a part that adds people: without them, all others are told."""

    def of(self, role: str) -> tuple[str, ...]:
        """The people who have a role."""
        return self.people.get(role, ())


def duty(rows: Connection, plan: Plan, now: datetime) -> Duty:
    """Who is on duty.

    Args:
        rows: the store.
        plan: the plan in force.
        now: the moment, aware.
    """
    there = _There(rows, plan, now)
    said = _said(rows, to_ms(now))
    people: dict[str, tuple[str, ...]] = {}
    why: dict[str, Why] = {}
    for key, role in plan.response.roles.items():
        people[key], why[key] = (), "said"
        if key in said:
            people[key] = _each(person_of(plan, each) for each in said[key].people)
            continue
        of_staff = there.with_roles(role.staff_roles)
        people[key], why[key] = there.of((*role.people, *of_staff)), "planned"
        if not people[key]:
            people[key], why[key] = there.of(role.deputies), "deputy"
    mistakes: list[Exception] = []
    for also in _ALSO.values():
        try:
            more = tuple(also(rows, plan, now))
        except Exception as error:  # noqa: BLE001 - whatever it was, the others are told
            mistakes.append(error)
            continue
        for key, person in more:
            people[key] = _each((*people.get(key, ()), person_of(plan, person)))
            why.setdefault(key, "said")
    found = {key: each for key, each in why.items() if people[key]}
    moments = [each.until_ms for each in said.values() if each.until_ms is not None]
    next_ms = min([*moments, *there.moments], default=None)
    return Duty(people, found, said, there.names, next_ms, tuple(mistakes))


class _There:
    """Who is there, by plan, shifts and attendance."""

    def __init__(self, rows: Connection, plan: Plan, now: datetime) -> None:
        self._plan = plan
        everybody = operators(rows, plan)
        self.names = {each.id: each.name for each in everybody}
        self._active = {each.id: each.roles for each in everybody if each.active}
        stays = _THERE.all(rows, {"since": to_ms(now) - _LONGEST_SHIFT_MS})
        self._present = {row["operator"] for row in stays if row["off_ms"] is None}
        left = {(row["operator"], row["shift"]) for row in stays if row["off_ms"] is not None}
        self._bound: set[str] = {row["operator"] for row in stays}
        self._planned: set[str] = set()
        self.moments: list[int] = []
        for key, shift in plan.shifts.items():
            begins, ends = shift.begins(plan.zone), shift.ends(plan.zone)
            self._bound.update(shift.operators)
            self.moments += [to_ms(each) for each in (begins, ends) if each > now]
            if begins <= now < ends:
                self._planned.update(each for each in shift.operators if (each, key) not in left)

    def of(self, people: Iterable[str]) -> tuple[str, ...]:
        """Those of them who are there, each once."""
        return _each(person_of(self._plan, each) for each in people if self._is_there(each))

    def with_roles(self, roles: Iterable[str]) -> tuple[str, ...]:
        """The operators who have one of them, by name."""
        wanted = {*roles}
        return tuple(key for key, theirs in self._active.items() if not wanted.isdisjoint(theirs))

    def _is_there(self, person: str) -> bool:
        contact = self._plan.contacts.get(person)
        operator = person if contact is None else contact.operator
        if operator is None:
            # A post that somebody always answers for.
            return True
        if operator not in self._active:
            return False
        return operator in self._present or operator in self._planned or operator not in self._bound


def _said(rows: Connection, now_ms: int) -> dict[str, Said]:
    return {
        row["role"]: Said(
            tuple(json.loads(row["people"])),
            row["until_ms"],
            row["reason"],
            row["operator"],
            row["at_ms"],
        )
        for row in _SAID.all(rows, {})
        if row["people"] != "[]" and (row["until_ms"] is None or row["until_ms"] > now_ms)
    }


def _each(people: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(people))
