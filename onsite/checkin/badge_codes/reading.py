"""A code that nobody on the roster has as a ticket: whether it is a badge of this event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.badges.bulk.boxes import boxed, thrown_away
from onsite.badges.codes import typed
from onsite.badges.codes.genuine import (
    Forged,
    Genuine,
    NotOurs,
    Old,
    Withdrawn,
    check,
)
from onsite.badges.codes.making import TICKET
from onsite.badges.codes.standing import newest, replaced
from onsite.badges.codes.tables import TRANSFERRED
from onsite.badges.jobs.reading import jobs_of
from onsite.badges.temporary import is_temporary
from onsite.checkin.facts import Reason
from onsite.checkin.people import Person, by_id, presence
from onsite.checkin.question import Ticket
from onsite.checkin.signed.reading import Met
from onsite.roster.acts.aliases import standing_for
from onsite.roster.facts import Record
from onsite.roster.signed.facts import AttendeeFromCode
from onsite.scanner.payload import candidates

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.badges.codes.genuine import Checked
    from onsite.badges.codes.standing import Replaced
    from onsite.checkin.signed.genuine import Objection
    from onsite.journal.entry import Signer
    from onsite.plan.model import Plan

UNTIL_BADGE = "until_badge"
HAS_BADGE = "has_badge"
"""Why a ticket counts no more: a badge was given out for it."""


def badge(rows: Connection, signer: Signer, text: str, *, by_hand: bool = False) -> Met | None:
    """The badge that a scanned or typed text is; None where it is none.

    An id counts only where somebody has typed it: everybody can make one, and print it as a code.

    Args:
        rows: the open transaction.
        signer: of this station, which opens the keys that it was given.
        text: as it was read; nobody on the roster has it as their code.
        by_hand: whether somebody has typed it.
    """
    for code in candidates(text):
        found = check(rows, signer, code)
        if found is not None and found.badge.typed and not by_hand:
            continue
        if found is not None:
            return _met(rows, code, found)
        mistyped = typed.read(code) if by_hand else None
        if isinstance(mistyped, typed.Mistyped):
            unknown = ("reason", Reason.UNKNOWN.value)
            return Met(code, (unknown, ("mistyped", mistyped.text)))
    return None


def is_badge(rows: Connection, signer: Signer, text: str) -> bool:
    """Whether it is a badge that somebody can be let in with, or refused for a reason of its own.

    What somebody typed is one only where it leads to a person on the roster.
    """
    for code in candidates(text):
        found = check(rows, signer, code)
        if found is not None:
            return not found.badge.typed or bool(by_id(rows, [found.badge.attendee]))
    return False


def ticket_spent(
    rows: Connection, plan: Plan, attendee: str, code: str, checkpoint: str
) -> Objection:
    """What there is against a ticket whose holder has a badge; empty where the plan takes both.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        attendee: whose ticket it is.
        code: of the ticket; that of a card stands for the badge and not for the ticket.
        checkpoint: where it is shown.
    """
    if plan.badges.tickets != UNTIL_BADGE or is_temporary(code):
        return ()
    if plan.badges.code == TICKET:
        return ()  # the badge itself bears it
    last = newest(rows, attendee)
    if not last or not _has_one(rows, plan, attendee, last, checkpoint):
        return ()
    return (("reason", Reason.REVOKED.value), ("why", HAS_BADGE))


def _has_one(rows: Connection, plan: Plan, attendee: str, last: int, checkpoint: str) -> bool:
    """Whether a badge is there, as far as is known: no job that may not even have begun."""
    void = replaced(rows, standing_for(rows, attendee), last)
    if void is not None and void.why == TRANSFERRED:
        return False  # it was the former holder's, and lets nobody in
    mine = [job for job in jobs_of(rows, attendee) if job.generation == last]
    if mine:
        return any(job.printed != "no" for job in mine)
    ahead = boxed(rows, attendee)
    if ahead is None:
        return not thrown_away(rows, attendee, last)
    if ahead.collected or ahead.outdated == "replaced":
        return True
    # What was printed ahead is taken out of its box when they come in, whether it is scanned or
    # not; one that is not right any more is left there.
    return ahead.lies and presence(rows, plan, attendee, checkpoint).entries > 0


def _met(rows: Connection, code: str, found: Checked) -> Met | None:
    if isinstance(found, Forged):
        return Met(code, (("reason", Reason.FORGED.value),))
    against = _against(found)
    people = tuple(by_id(rows, [found.badge.attendee]))
    if not people and found.badge.typed:
        return None
    if not people:
        return _of_a_stranger(code, found, against)
    news = found.met if isinstance(found, Genuine) else ()
    noted = (("changed", found.changed),) if isinstance(found, Genuine) and found.changed else ()
    return Met(code, (), people, news, replaced=against, noted=noted)


def _of_a_stranger(code: str, found: Checked, against: Objection) -> Met:
    """A badge whose registration this desk has not received."""
    if not isinstance(found, Genuine):
        return Met(code, against)
    fact = AttendeeFromCode(attendee=found.badge.attendee, code=code, record=Record(name=""))
    person = Person(Ticket(found.badge.attendee, ""), fact.record, listed=False)
    return Met(code, (), (person,), (fact, *found.met))


def _against(found: Genuine | Old | Withdrawn | NotOurs) -> Objection:
    match found:
        case Old():
            return _replaced(found.replaced)
        case Withdrawn():
            return (("reason", Reason.REPLACED.value), ("why", "key"), ("at", _iso(found.at)))
        case NotOurs():
            return _untold(found)
        case Genuine():
            return ()


def _replaced(why: Replaced) -> Objection:
    return (("reason", Reason.REPLACED.value), ("why", why.why), ("at", _iso(why.at)))


def _untold(found: NotOurs) -> Objection:
    which = "issued" if found.issued else "lacking" if found.lacks_key else "unknown"
    return (("reason", Reason.UNPROVEN.value), ("key", which))


def _iso(instant: datetime) -> str:
    return instant.isoformat()
