"""The tickets that are booked besides another one, where a checkpoint is for them."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.asking.addon_rules import is_addon
from onsite.checkin.people import Person, person_of, presences
from onsite.checkin.rules import welcome
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import Status
from onsite.roster.tables import AttendeeRow
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from onsite.plan.model import Plan

_ATTENDEE = table_of(AttendeeRow)
_ORDERS = func.json_each(bindparam("orders")).table_valued("value")
_BOOKED = Prepared(
    select(_ATTENDEE)
    .where(_ATTENDEE.c.order.in_(select(_ORDERS.c.value)))
    .order_by(_ATTENDEE.c.name, _ATTENDEE.c.attendee)
)


def with_addons(
    rows: Connection,
    plan: Plan,
    checkpoint: str,
    people: Sequence[Person],
    *,
    leaving: bool = False,
) -> Sequence[Person]:
    """The people, each with their add-on in their place where the checkpoint is for that.

    Who leaves with one of several, leaves with the one that is inside.
    """
    instead = addons_of(rows, plan, checkpoint, people)
    if not instead:
        return people
    found: dict[str, Person] = {}
    for person in people:
        for each in instead.get(person.ticket.attendee, (person,)):
            ticket = replace(each.ticket, live=person.ticket.live)
            found.setdefault(ticket.attendee, replace(each, ticket=ticket))
    inside = presences(rows, plan, list(found), checkpoint) if leaving and len(found) > 1 else {}
    went_in = [found[who] for who, there in inside.items() if there.inside]
    return tuple(went_in) if len(went_in) == 1 else tuple(found.values())


def addons_of(
    rows: Connection, plan: Plan, checkpoint: str, people: Sequence[Person]
) -> dict[str, tuple[Person, ...]]:
    """By attendee: the add-ons that stand for them at the checkpoint; read in one go.

    Who may enter with a ticket of their own is left out, and so is who has no add-on. An add-on
    is somebody's whose position the list names with it; where it names none, it is of the one of
    that name in the booking, or else of everybody in it. Of several, those that were not
    cancelled count.
    """
    if not plan.checkpoints[checkpoint].addons:
        return {}
    asked = {
        person.ticket.attendee: person.record.order
        for person in people
        if person.record.order and not welcome(plan, checkpoint, person.ticket.category)
    }
    booked = _booked(rows, set(asked.values())) if asked else {}
    found = {}
    for attendee, order in asked.items():
        positions = booked.get(order, {})
        mine = _of(plan, checkpoint, attendee, positions)
        if mine:
            found[attendee] = mine
    return found


def _booked(rows: Connection, orders: Iterable[str]) -> dict[str, dict[str, tuple[str, Person]]]:
    """By booking: attendee to where the list has them, and the person."""
    booked: dict[str, dict[str, tuple[str, Person]]] = {}
    merged = aliases(rows)
    for row in _BOOKED.all(rows, {"orders": json.dumps(sorted(orders))}):
        if row["attendee"] in merged:
            continue
        place = f"{row['source']}:{row['source_key']}"
        booked.setdefault(row["order"], {})[row["attendee"]] = (place, person_of(row))
    return booked


def _of(
    plan: Plan, checkpoint: str, attendee: str, positions: Mapping[str, tuple[str, Person]]
) -> tuple[Person, ...]:
    if attendee not in positions:
        return ()
    place, person = positions[attendee]
    source = place.partition(":")[0]
    addons = [each for _, each in positions.values() if _fits(plan, checkpoint, each)]
    named = [each for each in addons if f"{source}:{each.record.addon_to}" == place]
    free = [each for each in addons if not each.record.addon_to]
    same = [each for each in free if _name(each) == _name(person)]
    mine = named or same or free
    good = [each for each in mine if _is_good(each)]
    return tuple(good or mine)


def _fits(plan: Plan, checkpoint: str, person: Person) -> bool:
    return is_addon(plan, checkpoint, person.ticket.category)


def _name(person: Person) -> str:
    return person.record.name.casefold()


def _is_good(person: Person) -> bool:
    return person.ticket.status is not Status.CANCELLED and not person.ticket.withdrawn
