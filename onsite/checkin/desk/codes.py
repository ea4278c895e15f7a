"""Whose codes the texts are that the desk has before it; nothing is recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.checkin.badge_codes.reading import badge, is_badge
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
    from onsite.journal.entry import Signer
    from onsite.plan.model import Plan


def is_code(rows: Connection, plan: Plan, signer: Signer, text: str) -> bool:
    """Whether it is somebody's code, or a genuine one of somebody who is not on the list."""
    if _holders(rows, text) or is_badge(rows, signer, text):
        return True
    return meet(rows, plan, text) is not None


def beside(
    rows: Connection,
    plan: Plan,
    signer: Signer,
    seen: Sequence[str],
    checkpoint: str,
    now: datetime,
) -> list[Beside]:
    """Whose the other texts are that are in view; those that nobody has are left out.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        signer: of this station, which opens the keys of badges that it was given.
        seen: the text that was scanned, then those beside it.
        checkpoint: where the desk stands.
        now: aware.
    """
    scanned = {each.ticket.attendee for each in _people(rows, signer, seen[0])}
    found = []
    for text in seen[1:]:
        people = _people(rows, signer, text)
        strangers = [each for each in people if each.ticket.attendee not in scanned]
        if people:
            found.append(Beside(text, guests(rows, plan, strangers, checkpoint, now)))
    return found


def _people(rows: Connection, signer: Signer, text: str) -> Sequence[Person]:
    """The same, with whoever has it as their badge."""
    people = _holders(rows, text)
    met = badge(rows, signer, text) if not people else None
    return met.people if met is not None else people


def _holders(rows: Connection, text: str) -> Sequence[Person]:
    """Everybody for whom a scanned text stands or once stood."""
    found = (by_code(rows, code) for code in candidates(text))
    return next((people for people in found if people), ())
