"""A key that badges of the event are made with. Pure; where keys live is in `keys`."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

if TYPE_CHECKING:
    from collections.abc import Container

CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
"""What codes are written with; see `code`."""
SECRET_BYTES = 32
_ID_BYTES = 32
_PURPOSE = b"onsite badge"


class Scheme(StrEnum):
    """How a code proves that it is genuine; as the plan's `[badges] code` names it."""

    MAC = "mac"
    """Whoever can tell a forgery can make a badge: every desk has the same secret key."""
    ED25519 = "ed25519"
    """Desks have the public key alone: they tell a forgery, and cannot make a badge."""


PROOF_BYTES = {Scheme.MAC: 8, Scheme.ED25519: 64}


@dataclass(frozen=True, slots=True)
class Key:
    """One key. What it is known by follows from what it is, so nobody can pass off another."""

    id: str
    """64 hexadecimal digits."""
    scheme: Scheme
    secret: bytes = field(default=b"", repr=False)
    """Empty where this station can only tell forgeries."""
    public: bytes = b""
    """Of a signing key."""

    @property
    def character(self) -> str:
        """What codes name it by; two keys may come to share one."""
        return character_of(self.id)

    def proof(self, said: bytes) -> bytes:
        """What stands in a code behind what it says.

        Raises:
            ValueError: the secret is not here.
        """
        if not self.secret:
            raise ValueError(self.id)
        if self.scheme is Scheme.ED25519:
            return _signer(self.secret).sign(_PURPOSE + said)
        return _mac(self.secret, said)

    def proves(self, said: bytes, proof: bytes) -> bool:
        """Whether the proof was made with this key over what is said. Never raises."""
        if self.scheme is Scheme.MAC:
            return bool(self.secret) and hmac.compare_digest(_mac(self.secret, said), proof)
        try:
            _verifier(self.public).verify(proof, _PURPOSE + said)
        except (InvalidSignature, ValueError):
            return False
        return True


def new_key(scheme: Scheme, taken: Container[str] = ()) -> Key:
    """A key at random.

    Args:
        scheme: what it is for.
        taken: characters of other keys, which it will not have; not all of `CHARACTERS`.
    """
    while True:
        key = key_of(scheme, secrets.token_bytes(SECRET_BYTES))
        if key.character not in taken:
            return key


def key_of(scheme: Scheme, secret: bytes) -> Key:
    """The key that 32 secret bytes are."""
    if scheme is Scheme.ED25519:
        public = _signer(secret).public_key().public_bytes_raw()
        return Key(id_of(scheme, public), scheme, secret, public)
    return Key(id_of(scheme, secret), scheme, secret)


def verifier(public: bytes) -> Key:
    """The key that only tells forgeries."""
    return Key(id_of(Scheme.ED25519, public), Scheme.ED25519, public=public)


def id_of(scheme: Scheme, whole: bytes) -> str:
    """What a key is known by.

    Args:
        scheme: the key's.
        whole: the secret of a MAC, else the public key. It cannot be had back from the id.
    """
    named = scheme.value.encode() + b"\0" + whole
    return hashlib.blake2b(named, digest_size=_ID_BYTES, person=_PURPOSE).hexdigest()


def character_of(key: str) -> str:
    """What codes name the key with that id by."""
    return CHARACTERS[int(key, 16) % len(CHARACTERS)]


def _mac(secret: bytes, said: bytes) -> bytes:
    # BLAKE2 is made for keys and for short outputs (RFC 7693), and needs one pass.
    size = PROOF_BYTES[Scheme.MAC]
    return hashlib.blake2b(said, digest_size=size, key=secret, person=_PURPOSE).digest()


@lru_cache(maxsize=8)
def _signer(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret)


@lru_cache(maxsize=64)
def _verifier(public: bytes) -> Ed25519PublicKey:
    return Ed25519PublicKey.from_public_bytes(public)
