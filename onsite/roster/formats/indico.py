"""Indico: the list of registrations. Names are written "Family, Given".

The QR code of an Indico ticket holds a secret that the list does not have unless somebody adds
a column with it; the registration's number in the list is another one than in the QR code.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.roster.facts import Payment, Status
from onsite.roster.formats.format import Cells, Format, words
from onsite.roster.names import turned

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def _matches(fields: AbstractSet[str]) -> bool:
    return {"code", "name", "status"} <= fields


def _adapted(cells: Cells) -> Cells:
    name, given, family = turned(cells.get("name", ""))
    parts = {"name": name, "given": given, "family": family}
    return cells | parts | {"key": cells.get("code", "")}


FORMAT = Format(
    name="indico",
    source="indico",
    title="Indico registrations",
    columns={
        "code": words("ID", "Registration ID"),
        "second_code": words("Ticket secret", "Check-in secret", "Ticket UUID", "UUID"),
        "name": words("Name"),
        "status": words("Registration state", "État de l'inscription", "Estado de la inscripción"),
        "company": words("Affiliation"),
        "position": words("Position"),
        "email": words("Email Address", "E-mail Address", "Email"),
        "phone": words("Phone Number", "Phone"),
        "country": words("Country"),
        "category": words("Registration type", "Ticket type"),
        "tags": words("Tags"),
        "notes": words("Comments", "Comment"),
    },
    matches=_matches,
    scanned="second_code",
    adapt=_adapted,
    statuses={
        "completed": (Status.VALID, Payment.PAID),
        "complete": (Status.VALID, Payment.PAID),
        "awaiting payment": (Status.VALID, Payment.UNPAID),
        "unpaid": (Status.VALID, Payment.UNPAID),
        "pending": (Status.PENDING, Payment.PAID),
        "awaiting moderation": (Status.PENDING, Payment.PAID),
        "rejected": (Status.CANCELLED, Payment.PAID),
        "withdrawn": (Status.CANCELLED, Payment.PAID),
    },
    ignored=words("Registration date", "Checked in", "Check-in date", "Price"),
)
