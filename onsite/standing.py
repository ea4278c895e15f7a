"""How the station stands: the few figures that every screen shows about the store and the link."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from onsite.errors import OnsiteError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.wiring import Site

LEAD = "lead"
"""The role of those whom cases that wait for too long are told."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """The cases at the problem desk, and who is told when one waits for too long."""

    deadlines: tuple[datetime, ...] = ()
    """For each open case, when it will have waited for too long; aware, in order."""
    leads: frozenset[str] = frozenset()
    """The ids of the operators who lead the event."""
    hub: bool = False
    """Whether this laptop is the hub."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is in the store."""

    event: str
    """The event's name; empty before a plan was published."""
    zone: str
    """IANA name of the event's time zone."""
    anyone: bool
    """Whether anybody can come in: there is an attendee, or signed codes tell who may."""
    entries: int
    imported: datetime | None
    """When the last list was imported, in UTC."""
    joined: bool
    """Whether this station belongs to an event of several stations."""
    name: str
    """Of this station; empty while it has none."""
    names: Mapping[str, str]
    """Of all stations of the event, by their ids."""
    revoked: bool
    """Whether this station was revoked, as far as is known here."""
    operators: Mapping[str, str] = field(default_factory=dict)
    """The names of those who work here, by their ids."""
    pins: frozenset[str] = frozenset()
    """The ids of those who have a PIN."""
    lock_after_min: int = 0
    """A screen locks after so many minutes; 0 for never."""
    waiting: Waiting = Waiting()
    """What there is at the problem desk."""

    @property
    def bare(self) -> bool:
        """Whether there is nothing to work with yet."""
        return not (self.event and self.anyone)


def standing(rows: Connection, own: str) -> Standing:
    """Read the figures; quick enough to be read after every change.

    Args:
        rows: the store.
        own: the id of this station.
    """
    from sqlalchemy import func, select

    from onsite.checkin.roll import anybody
    from onsite.clock import from_ms
    from onsite.journal.fold import table_of
    from onsite.journal.tables import StationRow
    from onsite.plan.service import current
    from onsite.roster.tables import ImportRow
    from onsite.staff.service import operators
    from onsite.sync import membership

    plan = current(rows)
    staff = [each for each in operators(rows, plan) if each.active]
    last = rows.execute(select(func.max(table_of(ImportRow).c.at_ms))).scalar()
    entries = rows.execute(select(func.sum(table_of(StationRow).c.last_number))).scalar()
    trust = membership.trust(rows)
    members = {each.station: each for each in membership.stations(rows) if each.name}
    return Standing(
        event=plan.event.name if plan is not None else "",
        zone=plan.event.zone if plan is not None else "UTC",
        anyone=anybody(rows) or (plan is not None and plan.signed_tickets is not None),
        entries=int(entries or 0),
        imported=from_ms(last) if last is not None else None,
        joined=trust is not None,
        name=members[own].name if own in members else trust.name if trust is not None else "",
        names={station: each.name for station, each in members.items()},
        revoked=own in members and members[own].revoked,
        operators={each.id: each.name for each in staff},
        pins=frozenset(each.id for each in staff if each.has_pin),
        lock_after_min=plan.staff.lock_after_min if plan is not None else 0,
        waiting=_waiting(rows, own),
    )


def _waiting(rows: Connection, own: str) -> Waiting:
    from onsite.cases.alert import deadlines
    from onsite.plan.service import current
    from onsite.staff.service import operators
    from onsite.sync import membership
    from onsite.sync.rules import hub_of

    plan = current(rows)
    if plan is None:
        return Waiting()
    return Waiting(
        deadlines(rows, plan),
        frozenset(each.id for each in operators(rows, plan) if each.active and LEAD in each.roles),
        hub_of(membership.hubs(rows), own) is not None,
    )


async def foreign_version(site: Site) -> int | None:
    """A number that changes when another process has written; None while it cannot be had."""
    try:
        return await site.store.foreign_version()
    except OnsiteError:
        return None
