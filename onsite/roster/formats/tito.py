"""Tito: the tickets' export. The buyer of an unassigned ticket is not its attendee."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.roster.facts import Payment, Status
from onsite.roster.formats.format import Cells, Format, words
from onsite.roster.names import whole

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def _matches(fields: AbstractSet[str]) -> bool:
    return {"code", "name", "order"} <= fields


def _adapted(cells: Cells) -> Cells:
    return cells | {
        "name": whole(cells.get("name", ""), cells.get("given", ""), cells.get("family", "")),
        "key": cells.get("code", ""),
        # The QR of a ticket holds the last part of its address.
        "second_code": cells.get("url", "").rstrip("/").rpartition("/")[2],
    }


FORMAT = Format(
    name="tito",
    source="tito",
    title="Tito tickets",
    columns={
        "code": words("Ticket Reference"),
        "order": words("Order Reference"),
        "name": words("Ticket Full Name"),
        "given": words("Ticket First Name"),
        "family": words("Ticket Last Name"),
        "email": words("Ticket Email"),
        "company": words("Ticket Company Name"),
        "position": words("Ticket Job Title"),
        "phone": words("Ticket Phone Number"),
        "category": words("Ticket"),
        "status": words("Void Status"),
        "tags": words("Tags"),
        "url": words("Unique Ticket URL"),
    },
    matches=_matches,
    adapt=_adapted,
    statuses={
        "voided": (Status.CANCELLED, Payment.PAID),
        "void": (Status.CANCELLED, Payment.PAID),
    },
    ignored=words(
        *("Number", "Ticket Created Date", "Ticket Last Updated Date", "Event", "Price"),
        *("Unique Order URL", "Order Name", "Order Email", "Order Company Name"),
        *("Order Phone Number", "Order Discount Code", "Order IP", "Order Created Date"),
    ),
)
