"""Luma: the guests' export. A guest's QR holds an address whose `pk` is the code."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from onsite.roster.facts import Payment, Status
from onsite.roster.formats.format import Cells, Format, words
from onsite.roster.names import whole

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def _matches(fields: AbstractSet[str]) -> bool:
    return {"key", "status"} <= fields and bool(fields & {"url", "name"})


def _adapted(cells: Cells) -> Cells:
    return cells | {
        "name": whole(cells.get("name", ""), cells.get("given", ""), cells.get("family", "")),
        "code": _pk(cells.get("url", "")),
    }


def _pk(address: str) -> str:
    try:
        return parse_qs(urlsplit(address).query).get("pk", [""])[0]
    except ValueError:
        return ""


FORMAT = Format(
    name="luma",
    source="luma",
    title="Luma guests",
    columns={
        "key": words("api_id", "guest_api_id"),
        "name": words("name"),
        "given": words("first_name"),
        "family": words("last_name"),
        "email": words("email"),
        "phone": words("phone_number"),
        "status": words("approval_status"),
        "url": words("qr_code_url"),
        "category": words("ticket_name"),
    },
    matches=_matches,
    adapt=_adapted,
    statuses={
        "approved": (Status.VALID, Payment.PAID),
        "going": (Status.VALID, Payment.PAID),
        "pending_approval": (Status.PENDING, Payment.PAID),
        "waitlist": (Status.PENDING, Payment.PAID),
        "invited": (Status.PENDING, Payment.PAID),
        "session": (Status.PENDING, Payment.PAID),
        "declined": (Status.CANCELLED, Payment.PAID),
    },
    ignored=words(
        *("created_at", "checked_in_at", "custom_source", "amount", "amount_tax"),
        *("amount_discount", "currency", "coupon_code", "ticket_type_id", "eth_address"),
        *("solana_address", "utm_source"),
    ),
)
