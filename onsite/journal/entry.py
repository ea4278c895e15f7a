"""One entry of the journal: what is signed, how it is hashed, how it is verified.

The signed body is a JSON array, UTF-8, without spaces, of: format, station, number, time,
operator, subject, kind, version, payload (as a string, byte for byte as its writer made it),
and the hash of the station's previous entry. The signature is Ed25519 (RFC 8032) over the body;
the hash of an entry is SHA-256 of its body and its signature. So a signature vouches for every
entry before it that is linked to it, down to the last byte.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, fields
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from nacl.bindings import crypto_sign_BYTES, crypto_sign_open, crypto_sign_PUBLICKEYBYTES
from nacl.exceptions import BadSignatureError
from pydantic_core import to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMAT = 1
_TOO_LARGE = 2**63 - 1
"""From here on a number, or the one after it, does not fit into a column of SQLite."""
NO_PREVIOUS = "0" * 64
"""Stands for the hash of the previous entry in a station's first."""


@dataclass(frozen=True)
class Entry:
    """One fact as one station recorded it. Known everywhere by `(station, number)`."""

    station: str
    """The station's Ed25519 public key, as 64 hexadecimal digits."""
    number: int
    """From 1, without gaps, per station."""
    time: int
    """A stamp of `journal.hlc`."""
    operator: str
    subject: str
    kind: str
    version: int
    payload: str
    previous: str
    """SHA-256 of the station's previous entry, as 64 hexadecimal digits."""
    signature: bytes = b""

    @property
    def order(self) -> tuple[int, str, int]:
        """The place of the entry among all entries, the same on every station."""
        return (self.time, self.station, self.number)

    @cached_property
    def body(self) -> bytes:
        """The bytes that are signed."""
        parts = (
            FORMAT,
            self.station,
            self.number,
            self.time,
            self.operator,
            self.subject,
            self.kind,
            self.version,
            self.payload,
            self.previous,
        )
        return to_json(parts)

    @cached_property
    def hash(self) -> str:
        """SHA-256 of the body and the signature, as 64 hexadecimal digits."""
        return hashlib.sha256(self.body + self.signature).hexdigest()

    def is_sound(self) -> bool:
        """Whether it is well formed, so that a store can hold it."""
        try:
            if not all(0 <= each < _TOO_LARGE for each in (self.number, self.time, self.version)):
                return False
            return self.number > 0 and len(self.hash) > 0
        except (TypeError, ValueError):
            return False

    def is_signed(self) -> bool:
        """Whether it is well formed and the signature is the station's own over this body."""
        return self.is_sound() and is_signed_by(self.station, self.signature, self.body)

    def follows(self, earlier: Entry) -> bool:
        """Whether it names this very entry as the one before it."""
        return (
            self.station == earlier.station
            and self.number == earlier.number + 1
            and self.previous == earlier.hash
        )


ENTRY_FIELDS = tuple(field.name for field in fields(Entry))
"""The names of an entry's parts, in their order; the journal's columns are called the same."""


def genuine(entries: Sequence[Entry]) -> list[bool]:
    """Of each entry, whether its station wrote it.

    Either its own signature says so, or that of a later one which is linked to it: of entries
    that come one after another only the last one's signature is looked at, if that is good.
    """
    found = [False] * len(entries)
    for at in range(len(entries) - 1, -1, -1):
        entry = entries[at]
        linked = at + 1 < len(entries) and found[at + 1] and entries[at + 1].follows(entry)
        found[at] = entry.is_sound() if linked else entry.is_signed()
    return found


@lru_cache(maxsize=1024)
def _public_key(station: str) -> bytes:
    key = bytes.fromhex(station)
    if key.hex() != station or len(key) != crypto_sign_PUBLICKEYBYTES:
        raise ValueError(station)
    return key


def is_signed_by(key: str, signature: bytes, body: bytes) -> bool:
    """Whether the signature over these bytes is that of a public key of 64 hexadecimal digits."""
    # libsodium takes half the time of OpenSSL, and most of what a new station does is this.
    try:
        crypto_sign_open(signature + body, _public_key(key))
    except (BadSignatureError, TypeError, ValueError):
        return False
    return len(signature) == crypto_sign_BYTES


class Signer:
    """The private half of a station's identity."""

    def __init__(self, key: Ed25519PrivateKey) -> None:
        self._key = key
        self.station = key.public_key().public_bytes_raw().hex()

    @classmethod
    def generate(cls) -> Signer:
        """A new identity."""
        return cls(Ed25519PrivateKey.generate())

    @classmethod
    def from_seed(cls, seed: bytes) -> Signer:
        """The identity kept as its 32 secret bytes."""
        return cls(Ed25519PrivateKey.from_private_bytes(seed))

    def seed(self) -> bytes:
        """The 32 secret bytes. Whoever holds them is this station."""
        return self._key.private_bytes_raw()

    def sign(self, body: bytes) -> bytes:
        """The 64 bytes of the signature."""
        return self._key.sign(body)
