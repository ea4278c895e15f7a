"""Whose codes the texts are that the desk has before it; nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.people import by_code
from onsite.checkin.roll import guests
from onsite.checkin.signed.reading import meet
from onsite.checkin.views import Beside
from onsite.scanner.payload import candidates

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.people import Person
    from onsite.plan.model import Plan


def is_code(rows: Connection, plan: Plan, text: str) -> bool:
    """Whether it is somebody's code, or a genuine one of somebody who is not on the list."""
    return bool(_holders(rows, text)) or meet(rows, plan, text) is not None


def beside(
    rows: Connection,
    plan: Plan,
    taken: str,
    others: Sequence[str],
    checkpoint: str,
    now: datetime,
) -> list[Beside]:
    """Whose the other texts are that are in view; those that nobody has are left out.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        taken: the text that was scanned.
        others: those beside it.
        checkpoint: where the desk stands.
        now: aware.
    """
    scanned = {each.ticket.attendee for each in _holders(rows, taken)}
    found = []
    for text in others:
        people = _holders(rows, text)
        strangers = [each for each in people if each.ticket.attendee not in scanned]
        if people:
            found.append(Beside(text, guests(rows, plan, strangers, checkpoint, now)))
    return found


def _holders(rows: Connection, text: str) -> Sequence[Person]:
    """Everybody for whom a scanned text stands or once stood."""
    found = (by_code(rows, code) for code in candidates(text))
    return next((people for people in found if people), ())
