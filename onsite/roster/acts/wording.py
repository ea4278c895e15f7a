"""What was done on site, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.language import N_, _
from onsite.roster.acts.facts import (
    MARKS,
    AttendeeCorrected,
    AttendeeRegistered,
    AttendeeTransferred,
    CredentialIssued,
    CredentialRevoked,
    PaymentAccepted,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.roster.acts.facts import Act, Change

FACTS = {
    "attendee.registered": N_("Registered on site"),
    "attendee.unregistered": N_("Registration taken back"),
    "attendee.corrected": N_("Corrected"),
    "attendee.transferred": N_("Ticket transferred"),
    "attendee.merged": N_("Records merged"),
    "attendee.parted": N_("Merge taken back"),
    "attendee.blocked": N_("Blocked"),
    "attendee.block_lifted": N_("Block lifted"),
    "attendee.payment_accepted": N_("Payment accepted"),
    "attendee.payment_returned": N_("Payment taken back"),
    "credential.issued": N_("New code"),
    "credential.revoked": N_("Code taken away"),
}
"""What is called how; see `fact_words`."""
_STATES = {"live": N_("live"), "revoked": N_("revoked"), "lost": N_("lost")}
_WHY = {
    "email": N_("same e-mail"),
    "name": N_("same name"),
    "similar": N_("similar name"),
}

FIELDS = {
    "name": N_("name"),
    "given": N_("given name"),
    "family": N_("family name"),
    "code": N_("code"),
    "codes": N_("codes"),
    "company": N_("company"),
    "position": N_("position"),
    "email": N_("e-mail"),
    "phone": N_("phone"),
    "category": N_("ticket type"),
    "variant": N_("variant"),
    "order": N_("order"),
    "status": N_("status"),
    "payment": N_("payment"),
    "paid": N_("paid"),
    "blocked": N_("blocked"),
    "vip": N_("VIP"),
    "speaker": N_("speaker"),
    "attention": N_("attention"),
    "valid_from": N_("valid from"),
    "valid_until": N_("valid until"),
    "diet": N_("diet"),
    "notes": N_("notes"),
    "seat": N_("seat"),
    "country": N_("country"),
    "extra": N_("other columns"),
    "tags": N_("tags"),
    "key": N_("ID"),
    "withdrawn": N_("withdrawn"),
}
"""Field of a record, or of a mapping, to its name."""
LINES = {
    **FIELDS,
    "note": N_("note"),
    "receipt": N_("receipt number"),
    "amount": N_("amount"),
}
"""What is asked for in a dialog to its name."""


def said(fact: Act) -> str:
    """What was done, with what was before and what is after."""
    title = _(FACTS[fact.kind]) if fact.kind in FACTS else fact.kind
    answered = _("answered for by {name}").format(name=fact.by) if fact.by else ""
    more = _("; ").join(each for each in (_details(fact), fact.note, answered) if each)
    return _("{title}: {details}").format(title=title, details=more) if more else title


def changes(made: Iterable[Change]) -> str:
    """Each field, before and after."""
    return _("; ").join(
        _("{field}: {before} → {after}").format(
            field=_(FIELDS[change.field.value]),
            before=_text(change, change.before),
            after=_text(change, change.after),
        )
        for change in made
    )


def _text(change: Change, text: str) -> str:
    if change.field in MARKS:
        return _("yes") if text else _("no")
    return text or "–"


def _details(fact: Act) -> str:
    match fact:
        case AttendeeCorrected() | AttendeeTransferred():
            return changes(fact.changes)
        case AttendeeRegistered():
            parts = (fact.record.name, fact.record.company, fact.record.category)
            return " · ".join(part for part in parts if part)
        case PaymentAccepted():
            receipt = _("receipt {number}").format(number=fact.receipt)
            return " · ".join(part for part in (receipt, fact.amount) if part)
        case CredentialIssued():
            return fact.code
        case CredentialRevoked():
            return f"{fact.code} ({state(fact.state)})"
    return ""


def state(code_state: str) -> str:
    """What became of a code, in a word."""
    return _(_STATES[code_state]) if code_state in _STATES else code_state


def why(code: str) -> str:
    """Why somebody may be the same person."""
    return _(_WHY[code])
