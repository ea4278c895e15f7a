"""A code that nobody on the roster has: whether it is a genuine ticket all the same."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.checkin.people import Person
from onsite.checkin.question import Ticket
from onsite.checkin.signed.bars import bar_of
from onsite.checkin.signed.genuine import genuine, objection, registration
from onsite.scanner.payload import candidates

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.checkin.signed.genuine import Objection
    from onsite.journal.facts import Fact
    from onsite.plan.model import Plan
    from onsite.roster.signed.facts import AttendeeFromCode


@dataclass(frozen=True, slots=True)
class Met:
    """A genuine ticket of somebody who is not on the roster."""

    code: str
    against: Objection = ()
    """Why nobody is let in on it; then nobody is registered either."""
    people: tuple[Person, ...] = ()
    """The one whom it stands for; nobody where there is something against it."""
    registered: tuple[Fact, ...] = ()
    """Puts them on the roster, and says what else is news: to be appended with the scan."""
    replaced: Objection = ()
    """Of a badge that counts no more: why, although it is known who stands there."""
    noted: Objection = ()
    """What the operator is told although nothing is against it."""


def meet(rows: Connection, plan: Plan, text: str) -> Met | None:
    """The genuine ticket that a scanned text is; None where it is none, or the plan has no keys.

    Args:
        rows: the open transaction.
        plan: whose signatures count.
        text: as it was read; nobody on the roster has it as their code.
    """
    signed = plan.signed_tickets
    if signed is None:
        return None
    for code in candidates(text):
        ticket = genuine(signed, code)
        if ticket is None:
            continue
        against = objection(signed, ticket, bar_of(rows, code))
        return Met(code, against) if against else _met(registration(plan, signed, ticket))
    return None


def _met(fact: AttendeeFromCode) -> Met:
    record = fact.record
    ticket = Ticket(
        fact.attendee,
        record.category,
        valid_from=record.valid_from,
        valid_until=record.valid_until,
    )
    return Met(fact.code, (), (Person(ticket, record, listed=False),), (fact,))
