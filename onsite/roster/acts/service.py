"""The acts of the problem desk on the roster: each one transaction, each with its undo."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import NotPossibleError
from onsite.language import _
from onsite.roster.acts.codes import free_code, live_codes
from onsite.roster.acts.doing import found, good, value, written
from onsite.roster.acts.facts import (
    ON_SITE,
    AttendeeCorrected,
    AttendeeRegistered,
    AttendeeTransferred,
    AttendeeUnregistered,
    Change,
    CredentialIssued,
    CredentialRevoked,
    Field,
)
from onsite.roster.acts.standing import text_of
from onsite.roster.facts import Payment, Record
from onsite.roster.listing import short_hash
from onsite.roster.names import compared

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal
    from onsite.plan.model import Plan
    from onsite.roster.acts.doing import Doer

PERSON = (
    *(Field.NAME, Field.GIVEN, Field.FAMILY, Field.COMPANY),
    *(Field.POSITION, Field.EMAIL, Field.PHONE),
)
"""The fields that say who somebody is, and change hands with a ticket."""


@dataclass(frozen=True, slots=True)
class NewGuest:
    """Somebody who is not on the list, as the desk has typed them."""

    name: str
    category: str = ""
    company: str = ""
    email: str = ""
    note: str = ""
    paid: bool = True
    key: str = ""
    """Made before the attempt; the same key again is the same guest."""


@dataclass(frozen=True, slots=True)
class Given:
    """Whom an act concerned, and the code that it gave them."""

    attendee: str
    code: str
    """Empty where they keep the codes they had."""


def register(
    journal: Journal, rows: Connection, plan: Plan | None, guest: NewGuest, doer: Doer
) -> Given:
    """Put somebody on the roster who is on no list: a walk-in.

    Raises:
        BadInputError: there is no name, or the plan has no such category.
    """
    return _registered(journal, rows, plan, guest, doer, {})


def add_companion(
    journal: Journal, rows: Connection, plan: Plan | None, host: str, guest: NewGuest, doer: Doer
) -> Given:
    """Put somebody on the roster who came with an attendee: of one party with them.

    A host without a booking gets one of their own, that the two are a party.

    Raises:
        BadInputError: there is no name, or the plan has no such category.
        NotPossibleError: there is no such host, or the list has cancelled their ticket.
    """
    known = good(rows, host)
    order = known.record.order
    if not order:
        # From the host alone, so that two desks that are apart make the same party.
        order = f"party-{short_hash('party', known.attendee)}"
        _change(journal, rows, known.attendee, known.record, {Field.ORDER: order}, doer)
    party = {"order": order, "companion_of": known.attendee}
    return _registered(journal, rows, plan, guest, doer, party)


def unregister(journal: Journal, rows: Connection, attendee: str, doer: Doer) -> None:
    """Take the registration of a walk-in or a companion back; the record keeps both.

    Raises:
        NotPossibleError: a list has named them, so they are no walk-in, or it was taken back.
    """
    known = found(rows, attendee)
    if known.source != ON_SITE:
        raise NotPossibleError(
            _("{name} is on the list, and was not registered on site.").format(
                name=known.record.name
            ),
            _("Block the ticket, if nobody may come in on it."),
        )
    if known.withdrawn:
        raise NotPossibleError(_("This was taken back already."))
    fact = AttendeeUnregistered(attendee=known.attendee, **doer.said)
    journal.append(rows, fact, operator=doer.operator)


def correct(
    journal: Journal,
    rows: Connection,
    plan: Plan | None,
    attendee: str,
    values: Mapping[Field, str],
    doer: Doer,
) -> tuple[Change, ...]:
    """Set right what the roster says of somebody; answers what has changed.

    It stands over the lists that are imported later, until one says the same.

    Raises:
        BadInputError: a value cannot be one of its field.
        NotPossibleError: there is no such attendee, or nothing would change.
    """
    known = found(rows, attendee)
    wanted = {field: value(plan, field, text) for field, text in values.items()}
    return _change(journal, rows, known.attendee, known.record, wanted, doer)


def transfer(
    journal: Journal,
    rows: Connection,
    attendee: str,
    person: Mapping[Field, str],
    doer: Doer,
    *,
    revoke: bool = True,
) -> Given:
    """Give a ticket to another person: what is not said of them is empty.

    Args:
        person: of the fields of `PERSON`.
        revoke: the codes stand for the ticket no more, and there is a new one.

    Raises:
        BadInputError: there is no name.
        NotPossibleError: it is nobody's, cancelled, or that person's already.
    """
    known = good(rows, attendee)
    who, record = known.attendee, known.record
    after = {field: value(None, field, person.get(field, "")) for field in PERSON}
    if compared(after[Field.NAME]) == compared(record.name):
        raise NotPossibleError(
            _("The ticket is {name}'s already.").format(name=record.name),
            _("To set company or e-mail right, correct the record."),
        )
    changes = _changes(record, after)
    code = free_code(rows) if revoke else ""
    old = live_codes(rows, who).items() if revoke else ()
    journal.append(
        rows,
        AttendeeTransferred(attendee=who, changes=changes, **doer.said),
        *(CredentialRevoked(attendee=each, code=one, by=doer.by) for one, each in old),
        *([CredentialIssued(attendee=who, code=code, by=doer.by)] if code else []),
        operator=doer.operator,
    )
    return Given(who, code)


def _registered(
    journal: Journal,
    rows: Connection,
    plan: Plan | None,
    guest: NewGuest,
    doer: Doer,
    party: Mapping[str, str],
) -> Given:
    attendee = short_hash(ON_SITE, guest.key or uuid.uuid4().hex)
    if guest.key and (codes := live_codes(rows, attendee)):
        return Given(attendee, next(iter(codes)))
    code = free_code(rows)
    record = Record(
        name=value(plan, Field.NAME, guest.name),
        category=value(plan, Field.CATEGORY, guest.category),
        company=written(guest.company),
        email=value(plan, Field.EMAIL, guest.email),
        notes=written(guest.note),
        order=party.get("order", ""),
        payment=Payment.PAID if guest.paid else Payment.UNPAID,
        codes=(code,),
    )
    host = party.get("companion_of", "")
    fact = AttendeeRegistered(attendee=attendee, record=record, companion_of=host, **doer.said)
    journal.append(rows, fact, operator=doer.operator)
    return Given(attendee, code)


def _change(
    journal: Journal,
    rows: Connection,
    attendee: str,
    record: Record,
    wanted: Mapping[Field, str],
    doer: Doer,
) -> tuple[Change, ...]:
    changes = _changes(record, _whole_name(record, wanted))
    if not changes:
        raise NotPossibleError(
            _("Nothing would change: the roster says so already."),
            _("Write what is right in the field that is wrong."),
        )
    fact = AttendeeCorrected(attendee=attendee, changes=changes, **doer.said)
    journal.append(rows, fact, operator=doer.operator)
    return changes


def _whole_name(record: Record, wanted: Mapping[Field, str]) -> dict[Field, str]:
    """Given and family name follow a new name: whatever of them is not in it, is no more."""
    name = wanted.get(Field.NAME)
    if name is None or name == record.name:
        return dict(wanted)
    parts = {Field.GIVEN: record.given, Field.FAMILY: record.family}
    return {field: part if part in name else "" for field, part in parts.items()} | dict(wanted)


def _changes(record: Record, after: Mapping[Field, str]) -> tuple[Change, ...]:
    return tuple(
        Change(field=field, before=text_of(record, field), after=text)
        for field, text in after.items()
        if text_of(record, field) != text
    )
