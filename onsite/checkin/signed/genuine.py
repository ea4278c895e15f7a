"""Whether a shop has signed a code, and what its ticket is good for; by values alone."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from onsite.checkin.facts import Reason
from onsite.plan.signed import window
from onsite.roster.facts import Record
from onsite.roster.signed.facts import AttendeeFromCode, Bar
from onsite.roster.signed.layout import Said, attendee_of, said, unsealed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.plan.model import Plan
    from onsite.plan.signed import SignedTickets

Objection = tuple[tuple[str, str], ...]
"""The details of a refusal, the `reason` among them."""


@dataclass(frozen=True, slots=True)
class Genuine:
    """A code that bears a signature that counts here."""

    code: str
    attendee: str
    said: Said


def genuine(signed: SignedTickets, code: str) -> Genuine | None:
    """What a code says, if one of the plan's keys has signed it; None for any other text.

    The signature is looked at before anything of what was signed is read. Never raises.
    """
    sealed = unsealed(code)
    if sealed is None or not _is_signed(signed.keys, sealed.payload, sealed.signature):
        return None
    told, attendee = said(sealed.payload), attendee_of(code)
    return Genuine(code, attendee, told) if told is not None and attendee is not None else None


def objection(signed: SignedTickets, ticket: Genuine, bar: str) -> Objection:
    """What there is against a genuine code of somebody who is not on the list; empty if nothing.

    Args:
        signed: the plan's section.
        ticket: what the code says.
        bar: what the shop has said of the code since, a `Bar`; empty where nothing.
    """
    if bar == Bar.REVOKED:
        return (("reason", Reason.REVOKED.value), ("barred", bar))
    if bar == Bar.BLOCKED:
        return (("reason", Reason.BLOCKED.value),)
    told = ticket.said
    if signed.subevents and told.subevent not in signed.subevents:
        return (("reason", Reason.OTHER_EVENT.value), ("subevent", str(told.subevent)))
    if signed.category(told.item, told.variation) is None:
        return (("reason", Reason.OTHER_EVENT.value), ("product", _product(told)))
    return ()


def registration(plan: Plan, signed: SignedTickets, ticket: Genuine) -> AttendeeFromCode:
    """The person whom a genuine code stands for, of whom nothing else is known.

    Args:
        plan: gives the name of the category, and the window of tickets that name none.
        signed: its section.
        ticket: one against which there is no `objection`.
    """
    told = ticket.said
    category = signed.category(told.item, told.variation) or ""
    begin, end = window(plan, signed)
    record = Record(
        name="",
        category=plan.categories[category].name if category in plan.categories else category,
        valid_from=told.valid_from or begin,
        valid_until=told.valid_until or end,
        codes=(ticket.code,),
    )
    return AttendeeFromCode(attendee=ticket.attendee, code=ticket.code, record=record)


def _product(told: Said) -> str:
    return f"{told.item}-{told.variation}" if told.variation else str(told.item)


def _is_signed(keys: Sequence[str], payload: bytes, signature: bytes) -> bool:
    for key in keys:
        try:
            _key(key).verify(signature, payload)
        except InvalidSignature:
            continue
        return True
    return False


@lru_cache(maxsize=32)
def _key(text: str) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
