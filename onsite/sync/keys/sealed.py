"""A secret that one station alone can open, wherever it travels."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from onsite.sync.keys.secrets import box_key

if TYPE_CHECKING:
    from onsite.journal.entry import Signer


def sealed_for(box: str, secret: bytes) -> str:
    """The secret as a text that only the holder of the box's key can open.

    Args:
        box: an X25519 public key as hexadecimal digits; see `secrets.is_box`.
        secret: any bytes.
    """
    from nacl.public import PublicKey, SealedBox

    return base64.b64encode(SealedBox(PublicKey(bytes.fromhex(box))).encrypt(secret)).decode()


def opened(signer: Signer, sealed: str) -> bytes | None:
    """The secret that was sealed for that station; None where it was not. Never raises."""
    from nacl.exceptions import CryptoError
    from nacl.public import SealedBox

    try:
        return SealedBox(box_key(signer)).decrypt(base64.b64decode(sealed))
    except (CryptoError, TypeError, ValueError):
        return None


def own_box(signer: Signer) -> str:
    """The box of a station itself."""
    return box_key(signer).public_key.encode().hex()
