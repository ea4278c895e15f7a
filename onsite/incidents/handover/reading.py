"""Handovers as they stand, and whom they let be told besides."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, cast

from sqlalchemy import select

from onsite.incidents import reading
from onsite.incidents.handover.tables import IncidentHandoverRow
from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

_HANDOVER = table_of(IncidentHandoverRow)
_ALL = Prepared(select(_HANDOVER).order_by(_HANDOVER.c.time, _HANDOVER.c.handover))
_WAITING = Prepared(select(_HANDOVER).where(_HANDOVER.c.state == "offered"))
_OF_RESTRICTED = ("incident", "number", "drill", "zone", "state")
State = Literal["offered", "accepted", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Handover:
    """A handover."""

    id: str
    outgoing: str
    incoming: str
    roles: tuple[str, ...]
    sheet: Mapping[str, Any]
    """As `sheets.made` makes it; people read what `as_shown` makes of it."""
    sha256: str
    operator: str
    """Who offered it, and when."""
    offered_ms: int
    state: State
    ended_by: str
    ended_ms: int
    reason: str
    told: Mapping[str, Mapping[str, Any]]
    """By page channel, the last attempt to tell who takes over: at_ms, why it failed, tries."""


def handovers(rows: Connection) -> tuple[Handover, ...]:
    """All of them, in the order in which they were offered."""
    return tuple(
        Handover(
            id=row["handover"],
            outgoing=row["outgoing"],
            incoming=row["incoming"],
            roles=tuple(json.loads(row["roles"])),
            sheet=json.loads(row["sheet"]),
            sha256=row["sha256"],
            operator=row["operator"],
            offered_ms=row["offered_ms"],
            state=cast("State", row["state"]),
            ended_by=row["ended_by"],
            ended_ms=row["ended_ms"],
            reason=row["reason"],
            told=json.loads(row["told"]),
        )
        for row in _ALL.all(rows, {})
    )


def as_shown(rows: Connection, plan: Plan, found: Handover) -> Handover:
    """A handover without what has been restricted since its sheet was made.

    The sheet itself stays as it was, and so does its hash.
    """
    hidden = {each.number for each in reading.all_of_them(rows, plan) if each.restricted}
    open_ones = [
        _veiled(each) if each["number"] in hidden else each for each in found.sheet["open"]
    ]
    tasks = [each for each in found.sheet["tasks"] if each["number"] not in hidden]
    timers = [_untold(each) if each["number"] in hidden else each for each in found.sheet["timers"]]
    shown = {**found.sheet, "open": open_ones, "tasks": tasks, "timers": timers}
    return replace(found, sheet=shown)


def _untold(one: Mapping[str, Any]) -> dict[str, Any]:
    """When something comes, without who is told: that says of what kind it is."""
    return {**one, "people": [], "restricted": True}


def _veiled(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: one[name] for name in _OF_RESTRICTED}, "restricted": True}


def both_are_told(rows: Connection, plan: Plan, now: datetime) -> Iterator[tuple[str, str]]:
    """Role and person of who hands over and who takes over, until it is taken."""
    del plan, now
    for row in _WAITING.all(rows, {}):
        for role in json.loads(row["roles"]):
            yield role, row["outgoing"]
            yield role, row["incoming"]
