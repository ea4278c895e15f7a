"""`[signed_tickets]`: ticket codes that a desk can check without having heard of the ticket."""

from __future__ import annotations

import binascii
from base64 import b64decode
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    Strict,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from onsite.plan.values import CONFIG, Day, Id

if TYPE_CHECKING:
    from onsite.plan.model import Plan

_DER = bytes.fromhex("302a300506032b6570032100")
"""What stands before the 32 bytes of an Ed25519 key in a PEM."""
_KEY = 32
_PEM = "-----BEGIN PUBLIC KEY-----"
_DIGITS = 18


def _key(value: Any) -> Any:
    found = _raw_key(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("public_key", "not a key")
    return found.hex()


def _raw_key(text: str) -> bytes | None:
    """The 32 bytes, of a PEM, of its Base64 as pretix's API gives it, or of Base64 alone."""
    text = text.strip()
    if text.startswith(_PEM):
        text = "".join(line for line in text.splitlines() if not line.startswith("-----"))
    try:
        raw = b64decode("".join(text.split()), validate=True)
    except (ValueError, binascii.Error):
        return None
    if raw.startswith(_PEM.encode()):
        return _raw_key(raw.decode("ascii", "replace"))
    raw = raw.removeprefix(_DER) if len(raw) == len(_DER) + _KEY else raw
    return raw if len(raw) == _KEY else None


def _product(value: str) -> str:
    parts = value.split("-")
    figures = all(part.isascii() and part.isdigit() and len(part) <= _DIGITS for part in parts)
    if not figures or len(parts) > 2:  # noqa: PLR2004 - a product and its variation
        raise PydanticCustomError("product", "not a product")
    return value


PublicKey = Annotated[str, BeforeValidator(_key)]
"""An Ed25519 public key, as 64 hexadecimal digits once it is read."""
Product = Annotated[str, AfterValidator(_product)]
"""The shop's number of a product, or of product and variation, as `3` or `3-7`."""
Number = Annotated[int, Strict()]


class SignedTickets(BaseModel):
    """`[signed_tickets]`: whose signatures count, and what the codes stand for."""

    model_config = CONFIG

    keys: tuple[PublicKey, ...] = Field(min_length=1)
    products: dict[Product, Id] = Field(min_length=1)
    """To categories. A product that is not named admits nobody."""
    subevents: tuple[Annotated[Number, Field(ge=0, le=2**63 - 1)], ...] = ()
    """Of a series, the dates that are this event; empty for all."""
    first_day: Day | None = None
    """Tickets whose code names no beginning are good from this day on; so the next."""
    last_day: Day | None = None

    @field_validator("last_day")
    @classmethod
    def _in_order(cls, last: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("first_day")
        if last is not None and first is not None and last < first:
            raise PydanticCustomError("ends_before", "ends before it begins")
        return last

    def category(self, item: int, variation: int) -> str | None:
        """The id of the category of a product; None where it admits nobody."""
        both = self.products.get(f"{item}-{variation}") if variation else None
        return both or self.products.get(str(item))


def window(plan: Plan, signed: SignedTickets) -> tuple[datetime | None, datetime | None]:
    """From when until when tickets are good whose code does not say it; both in UTC.

    A day begins and ends at the hour at which the event's days end.
    """
    begin = _turn(plan, signed.first_day) if signed.first_day is not None else None
    last = signed.last_day
    return begin, _turn(plan, last + timedelta(days=1)) if last is not None else None


def _turn(plan: Plan, day: date) -> datetime:
    return datetime.combine(day, plan.event.day_ends, plan.zone).astimezone(UTC)
