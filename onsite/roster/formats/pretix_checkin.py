"""pretix: the check-in list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.roster.formats import pretix_words as pretix
from onsite.roster.formats.format import Cells, Format
from onsite.roster.names import whole

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet


def _matches(fields: AbstractSet[str]) -> bool:
    return {"order", "name"} <= fields


def adapted(cells: Cells) -> Cells:
    """A row of either of pretix's lists in the meaning of `Record`."""
    said = (cells.get("comment", ""), cells.get("checkin_text", ""))
    return cells | {
        "name": whole(cells.get("name", ""), cells.get("given", ""), cells.get("family", "")),
        "email": cells.get("email", "") or cells.get("order_email", ""),
        "company": cells.get("company", "") or cells.get("invoice_company", ""),
        "notes": " · ".join(text for text in said if text),
        "key": _key(cells),
        "addon_to": _addon_to(cells),
    }


def _key(cells: Cells) -> str:
    # A position keeps its number when its secret is renewed; the check-in list has no numbers.
    if cells.get("position_id"):
        return f"{cells['order']}-{cells['position_id']}"
    return cells.get("code", "")


def _addon_to(cells: Cells) -> str:
    position = cells.get("addon_to", "")
    return f"{cells['order']}-{position}" if position else ""


FIELDS = {
    "order": pretix.ORDER,
    "name": pretix.NAME,
    "given": pretix.GIVEN,
    "family": pretix.FAMILY,
    "category": pretix.PRODUCT,
    "variant": pretix.VARIATION,
    "code": pretix.SECRET,
    "email": pretix.ATTENDEE_EMAIL,
    "order_email": pretix.EMAIL,
    "phone": pretix.PHONE,
    "company": pretix.ATTENDEE_COMPANY,
    "invoice_company": pretix.COMPANY,
    "attention": pretix.ATTENTION,
    "comment": pretix.COMMENT,
    "checkin_text": pretix.CHECKIN_TEXT,
    "paid": pretix.PAID,
    "status": pretix.STATUS,
    "seat": pretix.SEAT,
    "blocked": pretix.BLOCKED,
    "valid_from": pretix.VALID_FROM,
    "valid_until": pretix.VALID_UNTIL,
    "country": pretix.COUNTRY,
}
"""What both of pretix's lists have."""

FORMAT = Format(
    name="pretix-checkin",
    source="pretix",
    title="pretix check-in list",
    columns=FIELDS,
    matches=_matches,
    adapt=adapted,
    statuses=pretix.STATUSES,
    ignored=pretix.IGNORED,
)
