"""The keys that a station derives from its own secret, each for one purpose.

The hub lets a station in after it has signed a text that the hub chose. Were that the key that
signs entries, a hub could have an entry signed; so the link and the sealed files have keys of
their own, derived by HKDF (RFC 5869) with a purpose that keeps them apart.
"""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nacl.public import PrivateKey

    from onsite.journal.entry import Signer

_LINK = b"onsite link"
_BOX = b"onsite box"
_TOKEN_DIGITS = 12
_NKEY_BYTES = 35


@dataclass(frozen=True, slots=True)
class LinkKey:
    """An NKey: what a NATS server knows a client by."""

    public: str
    """As `U…`."""
    seed: str
    """As `SU…`; secret."""


def link_key(signer: Signer) -> LinkKey:
    """The NKey of a station."""
    return nkey(derived(signer.seed(), _LINK))


def box_key(signer: Signer) -> PrivateKey:
    """The X25519 key with which a station opens what was sealed to it."""
    from nacl.public import PrivateKey

    return PrivateKey(derived(signer.seed(), _BOX))


def nkey(secret: bytes) -> LinkKey:
    """The NKey of a user, from 32 secret bytes."""
    import nkeys

    seed = nkeys.encode_seed(secret, nkeys.PREFIX_BYTE_USER)
    pair = nkeys.from_seed(bytearray(seed))
    return LinkKey(pair.public_key.decode(), bytes(seed).decode())


def is_link(public: str) -> bool:
    """Whether a server takes that for the NKey of a user; one that is none stops it for all."""
    import nkeys

    try:
        raw = base64.b32decode(public)
    except ValueError:
        return False
    head, check = raw[:-2], raw[-2:]
    return len(raw) == _NKEY_BYTES and raw[0] == nkeys.PREFIX_BYTE_USER and _crc(head) == check


def is_box(public: str) -> bool:
    """Whether something can be sealed to that X25519 key; to some points of the curve it cannot."""
    from nacl.exceptions import CryptoError
    from nacl.public import PublicKey, SealedBox

    try:
        SealedBox(PublicKey(bytes.fromhex(public))).encrypt(b"")
    except (CryptoError, TypeError, ValueError):
        return False
    return True


def derived(secret: bytes, purpose: bytes) -> bytes:
    """32 bytes from a secret, for one purpose."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), 32, None, purpose).derive(secret)


def _crc(head: bytes) -> bytes:
    import nkeys

    found: bytes = nkeys.crc16_checksum(head)
    return found


def event_token(event: str) -> str:
    """The event in the names of subjects and of its stream: 12 hexadecimal digits."""
    return hashlib.sha256(bytes.fromhex(event)).hexdigest()[:_TOKEN_DIGITS]
