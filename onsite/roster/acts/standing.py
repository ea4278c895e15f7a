"""What was done on site beside what the list says: what holds of the two, field by field.

A correction stands over the list's field until the list itself says the same; from then on the
list is believed again. A block, lifted or made, likewise. A code that was given or taken on site
keeps its state whatever a list says, and money that was taken stays taken. Only whether a ticket
was cancelled, approved or withdrawn is for the list alone.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from onsite.roster.acts.facts import (
    MARKS,
    YES,
    AttendeeBlocked,
    AttendeeCorrected,
    AttendeeTransferred,
    BlockLifted,
    CredentialIssued,
    CredentialRevoked,
    Field,
    PaymentAccepted,
    PaymentReturned,
)
from onsite.roster.facts import Payment, Record

if TYPE_CHECKING:
    from onsite.roster.acts.facts import Act

_PERSON = (Field.NAME, Field.GIVEN, Field.FAMILY)
"""They say one thing together, so they are believed together."""
LIVE = "live"


@dataclass(frozen=True, slots=True)
class OnSite:
    """What was done on site for one attendee."""

    said: dict[str, str] = field(default_factory=dict)
    """Field to what it was set to."""
    blocked: bool | None = None
    """None where nobody on site has blocked or lifted."""
    receipt: str | None = None
    """Of the money that was taken; None where none was."""
    codes: dict[str, str] = field(default_factory=dict)
    """Code to `live`, `revoked` or `lost`, as somebody on site decided."""


def text_of(record: Record, name: Field) -> str:
    """A field as it is written in a `Change`."""
    value = getattr(record, name.value)
    if name in MARKS:
        return YES if value else ""
    return str(value)


def done_after(done: OnSite, fact: Act, listed: Record | None) -> OnSite:
    """What was done on site, this act too; what the list says anyway is not kept."""
    match fact:
        case AttendeeCorrected() | AttendeeTransferred():
            said = {change.field.value: change.after for change in fact.changes}
            done = replace(done, said={**done.said, **said})
        case AttendeeBlocked() | BlockLifted():
            done = replace(done, blocked=isinstance(fact, AttendeeBlocked))
        case PaymentAccepted():
            done = replace(done, receipt=fact.receipt)
        case PaymentReturned():
            done = replace(done, receipt=None)
        case CredentialIssued():
            done = replace(done, codes={**done.codes, fact.code: LIVE})
        case CredentialRevoked():
            done = replace(done, codes={**done.codes, fact.code: fact.state})
    return caught_up(done, listed) if listed is not None else done


def caught_up(done: OnSite, listed: Record) -> OnSite:
    """Without what the list itself says by now."""
    said = {
        name: value for name, value in done.said.items() if text_of(listed, Field(name)) != value
    }
    if Field.NAME.value in done.said and Field.NAME.value not in said:
        said = {name: value for name, value in said.items() if name not in _PERSON}
    blocked = None if done.blocked == listed.blocked else done.blocked
    return replace(done, said=said, blocked=blocked)


def in_force(listed: Record, done: OnSite) -> Record:
    """The record that holds."""
    changed: dict[str, Any] = {
        name: value == YES if Field(name) in MARKS else value for name, value in done.said.items()
    }
    if done.blocked is not None:
        changed["blocked"] = done.blocked
    if done.receipt is not None:
        changed["payment"] = Payment.PAID
    if done.codes:
        named = dict.fromkeys((*listed.codes, *done.codes))
        changed["codes"] = tuple(code for code in named if done.codes.get(code, LIVE) == LIVE)
    return listed.model_copy(update=changed) if changed else listed


def overruled(listed: Record, done: OnSite) -> dict[str, tuple[Any, Any]]:
    """The fields in which what holds is not what the list says: the list's value, and that."""
    holds = in_force(listed, done)
    return {
        name: (getattr(listed, name), getattr(holds, name))
        for name in Record.model_fields
        if getattr(listed, name) != getattr(holds, name)
    }
