"""Who comes together: the people of one booking, and all whom a leader leads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.checkin.party.tables import LedRow
from onsite.checkin.people import by_id, of_order
from onsite.checkin.roll import guests
from onsite.journal.fold import table_of
from onsite.plan.vips import same

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.people import Person
    from onsite.checkin.views import Guest
    from onsite.plan.model import Plan
    from onsite.roster.facts import Record

MOST = 1000
"""So many of one group are shown."""
_LED = table_of(LedRow)
_LED_BY = (
    select(_LED.c.attendee)
    .where(_LED.c.leader.in_(bindparam("leaders", expanding=True)))
    .order_by(_LED.c.attendee)
    .limit(MOST)
)


def members(
    rows: Connection, plan: Plan, attendee: str, checkpoint: str, now: datetime
) -> tuple[Guest, ...]:
    """Everybody who comes with the attendee, by name, and they themselves among them.

    Those are the people of the same booking, and of all bookings that they lead.
    """
    own = by_id(rows, [attendee])
    found = {each.ticket.attendee: each for each in own}
    for one in own:
        for each in _with(rows, plan, one.record):
            found.setdefault(each.ticket.attendee, each)
    together = sorted(found.values(), key=lambda each: (each.record.name, each.ticket.attendee))
    return guests(rows, plan, together[:MOST], checkpoint, now)


def leads(plan: Plan, record: Record) -> tuple[str, ...]:
    """The orders of the plan's groups that somebody leads."""
    known = _known_as(record)
    groups = (group for group in plan.groups.values() if same(group.leader) in known)
    return tuple(order for group in groups for order in group.orders)


def _with(rows: Connection, plan: Plan, record: Record) -> Iterator[Person]:
    orders = dict.fromkeys([record.order, *leads(plan, record)])
    for order in filter(None, orders):
        yield from of_order(rows, order)
    led = rows.execute(_LED_BY, {"leaders": sorted(_known_as(record))}).scalars().all()
    yield from by_id(rows, led) if led else ()


def _known_as(record: Record) -> set[str]:
    texts = (record.name, record.email, *record.codes)
    return {same(text) for text in texts} - {""}
