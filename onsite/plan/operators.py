"""Who works at the event: `[operators.ID]`, `[shifts.ID]` and `[staff]` of the plan."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, Field, Strict

from onsite.plan.shapes import items_of, table_of, tables_of
from onsite.plan.values import CONFIG, Clock, Day, Id, Name, Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zoneinfo import ZoneInfo

Found = tuple[tuple[str | int, ...], str, dict[str, str]]
"""A disagreement: its place, its code, its details."""


class OperatorPart(BaseModel):
    """`[operators.ID]`: somebody who works at a station, known there by a PIN.

    The PIN is never in the plan: it is set with `onsite staff pin`.
    """

    model_config = CONFIG

    name: Name
    roles: Annotated[tuple[Id, ...], Field(min_length=1)] = ("volunteer",)
    badge: Words = ""
    """The code on their staff badge; empty for none."""


class ShiftPart(BaseModel):
    """`[shifts.ID]`: who is to be where, from when to when, in the event's zone."""

    model_config = CONFIG

    post: Name
    """What is done, as `Door` or `Cloakroom`."""
    desk: Id | None = None
    zone: Id | None = None
    day: Day
    begin: Clock
    end: Clock
    """Not later than `begin`: the next morning."""
    operators: tuple[Id, ...] = ()

    def begins(self, zone: ZoneInfo) -> datetime:
        """When it begins, aware."""
        return _at(self.day, self.begin, zone)

    def ends(self, zone: ZoneInfo) -> datetime:
        """When it ends, aware."""
        later = self.day + timedelta(days=int(self.end <= self.begin))
        return _at(later, self.end, zone)

    @property
    def where(self) -> tuple[str, str, str]:
        """Shifts with the same one relieve each other."""
        return (self.post, self.desk or "", self.zone or "")


class StaffPart(BaseModel):
    """`[staff]`: what holds for everybody who works here."""

    model_config = CONFIG

    lock_after_min: Annotated[int, Strict()] = Field(default=0, ge=0, le=240)
    """A screen locks after so many minutes without a key; 0 for never."""


def disagreements(data: dict[str, Any], roles: tuple[str, ...]) -> Iterator[Found]:
    """What does not fit in the sections of this module; data may have any shape.

    Args:
        data: the whole plan.
        roles: the ids that are there without being written down.
    """
    known = (*roles, *table_of(data, "roles"))
    yield from _roles(data, known)
    yield from _badges(data)
    for key, shift in tables_of(data, "shifts"):
        yield from _references(data, key, shift)


def _roles(data: dict[str, Any], known: tuple[str, ...]) -> Iterator[Found]:
    for key, operator in tables_of(data, "operators"):
        for number, role in enumerate(items_of(operator.get("roles"))):
            if isinstance(role, str) and role not in known:
                listed = {"roles": ", ".join(dict.fromkeys(known))}
                yield ("operators", key, "roles", number), "unknown_role", listed


def _badges(data: dict[str, Any]) -> Iterator[Found]:
    owners: dict[str, str] = {}
    for key, operator in tables_of(data, "operators"):
        badge = operator.get("badge")
        if isinstance(badge, str) and badge.strip():
            owner = owners.setdefault(badge.strip(), key)
            if owner != key:
                yield ("operators", key, "badge"), "badge_twice", {"owner": owner}


def _references(data: dict[str, Any], key: str, shift: dict[str, Any]) -> Iterator[Found]:
    named: list[tuple[tuple[str | int, ...], str, Any]] = [
        (("desk",), "desks", shift.get("desk")),
        (("zone",), "zones", shift.get("zone")),
    ]
    for number, operator in enumerate(items_of(shift.get("operators"))):
        named.append((("operators", number), "operators", operator))
    for place, section, value in named:
        if isinstance(value, str) and value not in table_of(data, section):
            yield ("shifts", key, *place), "unknown_reference", {"section": section}


def _at(day: date, clock: time, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, clock, tzinfo=zone)
