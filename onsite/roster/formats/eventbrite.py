"""Eventbrite: the attendee summary report. The barcode of a ticket holds digits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.roster.facts import Payment, Status
from onsite.roster.formats.format import Cells, Format, words
from onsite.roster.names import joined

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def _matches(fields: AbstractSet[str]) -> bool:
    return {"order", "attendee", "code"} <= fields or {"order", "code", "status"} <= fields


def _adapted(cells: Cells) -> Cells:
    return cells | {
        "name": joined(cells.get("given", ""), cells.get("family", "")),
        "key": cells.get("attendee", "") or cells.get("code", ""),
    }


FORMAT = Format(
    name="eventbrite",
    source="eventbrite",
    title="Eventbrite attendee summary",
    columns={
        "order": words("Order #", "Order no.", "Order ID"),
        "attendee": words("Attendee #", "Attendee no."),
        "code": words("Barcode #", "Barcode", "Barcode no."),
        "given": words("First Name", "Attendee first name"),
        "family": words("Last Name", "Surname", "Attendee Surname", "Attendee last name"),
        "email": words("Email", "Email Address", "Attendee email"),
        "phone": words("Cell Phone", "Home Phone", "Work Phone", "Mobile Phone"),
        "company": words("Company", "Organization", "Organisation"),
        "position": words("Job Title"),
        "category": words("Ticket Type"),
        "status": words("Attendee Status"),
        "diet": words("Dietary needs", "Dietary requirements"),
        "notes": words("Notes", "Buyer notes"),
    },
    matches=_matches,
    adapt=_adapted,
    statuses={
        "attending": (Status.VALID, Payment.PAID),
        "checked in": (Status.VALID, Payment.PAID),
        "unpaid": (Status.VALID, Payment.UNPAID),
        "awaiting payment": (Status.VALID, Payment.UNPAID),
        "not attending": (Status.CANCELLED, Payment.PAID),
        "deleted": (Status.CANCELLED, Payment.PAID),
        "transferred": (Status.CANCELLED, Payment.PAID),
        "refunded": (Status.CANCELLED, Payment.UNPAID),
        "cancelled": (Status.CANCELLED, Payment.UNPAID),
        "canceled": (Status.CANCELLED, Payment.UNPAID),
    },
    ignored=words(
        *("Order Date", "Quantity", "Price Tier", "Group", "Order Type", "Currency"),
        *("Total Paid", "Fees Paid", "Eventbrite Fees", "Eventbrite Payment Processing"),
        *("Event name", "Event ID", "Ticket price", "Date Attending", "Device Name"),
        *("Check-In Date", "Discount Code"),
    ),
)
