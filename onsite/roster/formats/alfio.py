"""alf.io: the attendees' export. A ticket's code is its UUID; its QR holds `uuid/hmac`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.roster.facts import Payment, Status
from onsite.roster.formats.format import Cells, Format, words
from onsite.roster.names import whole

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def _matches(fields: AbstractSet[str]) -> bool:
    return {"code", "order", "name", "status"} <= fields


def _adapted(cells: Cells) -> Cells:
    return cells | {
        "name": whole(cells.get("name", ""), cells.get("given", ""), cells.get("family", "")),
        "key": cells.get("code", ""),
    }


FORMAT = Format(
    name="alfio",
    source="alfio",
    title="alf.io attendees",
    columns={
        "code": words("ID"),
        "order": words("ReservationID", "Reservation ID"),
        "name": words("Full Name"),
        "given": words("First Name"),
        "family": words("Last Name"),
        "email": words("E-Mail"),
        "company": words("Billing Address", "Company"),
        "country": words("Country Code"),
        "category": words("Category"),
        "status": words("Status"),
        "notes": words("Notes"),
    },
    matches=_matches,
    adapt=_adapted,
    statuses={
        "acquired": (Status.VALID, Payment.PAID),
        "checked_in": (Status.VALID, Payment.PAID),
        "to_be_paid": (Status.VALID, Payment.UNPAID),
        "pending": (Status.PENDING, Payment.UNPAID),
        "pre_reserved": (Status.PENDING, Payment.UNPAID),
        "free": (Status.CANCELLED, Payment.UNPAID),
        "cancelled": (Status.CANCELLED, Payment.UNPAID),
        "released": (Status.CANCELLED, Payment.UNPAID),
        "expired": (Status.CANCELLED, Payment.UNPAID),
        "invalidated": (Status.CANCELLED, Payment.UNPAID),
    },
    ignored=words(
        *("Event", "OriginalPrice", "PaidPrice", "Discount", "VAT", "Locked", "Language"),
        *("Confirmation", "Payment ID", "Payment Method"),
    ),
)
