"""PINs as argon2id hashes. The one place that knows the library."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argon2 import PasswordHasher

_LONGEST_TRIED = 64


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher
    from argon2.profiles import RFC_9106_LOW_MEMORY

    # A tenth of a second on a laptop, and 64 MB, for each guess of somebody with the store.
    return PasswordHasher.from_parameters(RFC_9106_LOW_MEMORY)


def hash_of(pin: str) -> str:
    """The hash of a PIN, with its parameters and a salt of its own."""
    return _hasher().hash(pin)


def is_right(hashed: str, pin: str) -> bool:
    """Whether the hash is of that PIN. A hash that cannot be read is of none."""
    from argon2.exceptions import Argon2Error, InvalidHashError

    if len(pin) > _LONGEST_TRIED:
        return False
    try:
        return _hasher().verify(hashed, pin)
    except (Argon2Error, InvalidHashError, ValueError):
        return False
