"""A code that nobody on the roster has: a badge, or a ticket that the shop has signed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.checkin.asking.addons import with_addons
from onsite.checkin.badge_codes.reading import badge, ticket_spent
from onsite.checkin.facts import Direction
from onsite.checkin.signed.reading import meet

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from onsite.checkin.people import Person
    from onsite.checkin.service import Attempt
    from onsite.checkin.signed.genuine import Objection
    from onsite.checkin.signed.reading import Met
    from onsite.journal.entry import Signer
    from onsite.plan.model import Plan


def unlisted(rows: Connection, plan: Plan, signer: Signer, attempt: Attempt) -> Met | None:
    """What a code is that is nobody's ticket; None where it is nothing known, or there is none.

    Args:
        rows: the open transaction.
        plan: whose signatures count.
        signer: of this station, which opens the keys of badges that it was given.
        attempt: the code among it was looked up in vain.
    """
    if attempt.attendee:
        return None
    met = badge(rows, signer, attempt.code, by_hand=attempt.by_hand)
    if met is None:
        return meet(rows, plan, attempt.code)
    leaving = attempt.direction is Direction.EXIT
    people = with_addons(rows, plan, attempt.checkpoint, met.people, leaving=leaving)
    return replace(met, people=tuple(people))


def against_ticket(
    rows: Connection, plan: Plan, attempt: Attempt, code: str, one: Person | None
) -> Objection:
    """What there is against a ticket that is on the roster: its holder may have a badge by now.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        attempt: the scan.
        code: that somebody has, of all that the scanned text may stand for.
        one: who has it; None for nobody, or for several.
    """
    if one is None or not attempt.code or attempt.attendee:
        return ()
    return ticket_spent(rows, plan, one.ticket.attendee, code, attempt.checkpoint)
