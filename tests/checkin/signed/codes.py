"""Ticket codes as a shop signs them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

if TYPE_CHECKING:
    from datetime import datetime


class Shop:
    """A pretix event with a key of its own."""

    def __init__(self, seed: int) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
        self.public = base64.b64encode(self._key.public_key().public_bytes_raw()).decode()

    def code(
        self,
        seed: str,
        item: int = 0,
        variation: int = 0,
        subevent: int = 0,
        valid_from: datetime | None = None,
        valid_until: datetime | None = None,
    ) -> str:
        ends = [int(each.timestamp()) if each else 0 for each in (valid_from, valid_until)]
        numbers = (item, variation, subevent, *ends)
        payload = b"\x0a" + bytes([len(seed)]) + seed.encode()
        for field, value in enumerate(numbers, 2):
            payload += bytes([field << 3]) + _varint(value)
        return self.sealed(payload)

    def sealed(self, payload: bytes) -> str:
        """A code whose payload may be anything."""
        signature = self._key.sign(payload)
        head = b"\x01" + len(payload).to_bytes(2, "big") + len(signature).to_bytes(2, "big")
        return base64.b64encode(head + payload + signature).decode()[::-1]


def _varint(value: int) -> bytes:
    value &= 2**64 - 1
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])
