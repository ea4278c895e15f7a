"""The event's key: who holds it decides who belongs to the event.

It is made when an event is opened to several stations, lies in the data folder of the laptops
that have run the hub, and travels in the journal sealed under a recovery code, so that any
laptop of the event can take the hub's place for whoever knows the code.
"""

from __future__ import annotations

import base64
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import BadInputError, StoreError
from onsite.journal.entry import Signer
from onsite.language import _
from onsite.sync.keys.secrets import derived
from onsite.sync.placing import placed_for_owner

if TYPE_CHECKING:
    from pathlib import Path

    from nacl.public import PrivateKey

    from onsite.sync.facts import Certified

KEY_FILE = "event.key"
_SEAL = b"onsite recovery"
_BOX = b"onsite event box"
_CODE_BYTES = 16
_SEED_BYTES = 32
GROUP = 4
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's: no I, L, O and U. Source: https://www.crockford.com/base32.html"""


@dataclass(frozen=True)
class Keyring:
    """The event's secret key and what follows from it."""

    signer: Signer

    @property
    def event(self) -> str:
        """The event's public key: its identity."""
        return self.signer.station

    @property
    def seed(self) -> bytes:
        """The 32 secret bytes."""
        return self.signer.seed()

    def box(self) -> PrivateKey:
        """The key that opens what was sealed for the lead."""
        from nacl.public import PrivateKey

        return PrivateKey(derived(self.seed, _BOX))

    def certified(self, fact: Certified) -> Certified:
        """The fact with the event's signature."""
        signature = self.signer.sign(fact.statement()).hex()
        return fact.model_copy(update={"signature": signature})

    def sealed(self, code: str) -> str:
        """The key under a recovery code, as text."""
        from nacl.secret import SecretBox

        return base64.b64encode(SecretBox(_code_key(code)).encrypt(self.seed)).decode()


def new_keyring() -> Keyring:
    """The key of a new event."""
    return Keyring(Signer.generate())


def new_recovery_code() -> str:
    """128 random bits, in groups that can be written down."""
    return grouped(in_letters(secrets.token_bytes(_CODE_BYTES)))


def recovered(sealed: str, code: str) -> Keyring:
    """The event's key out of its sealed form.

    Raises:
        BadInputError: the code is not this event's.
    """
    from nacl.exceptions import CryptoError
    from nacl.secret import SecretBox

    try:
        seed = SecretBox(_code_key(code)).decrypt(base64.b64decode(sealed))
    except (CryptoError, ValueError) as error:
        raise BadInputError(
            _("This is not the recovery code of this event."),
            _("It was shown when the first hub was opened; compare every letter."),
        ) from error
    return Keyring(Signer.from_seed(seed))


def load(data: Path) -> Keyring | None:
    """The key that lies in a data folder, or None.

    Raises:
        StoreError: the file is there and cannot be read.
    """
    try:
        seed = bytes.fromhex((data / KEY_FILE).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise _unreadable(data) from error
    if len(seed) != _SEED_BYTES:
        raise _unreadable(data)
    return Keyring(Signer.from_seed(seed))


def keep(data: Path, keyring: Keyring) -> None:
    """Put the key into a data folder, readable for this user alone; at once or not at all.

    Raises:
        StoreError: it cannot be written.
    """
    path = data / KEY_FILE
    try:
        with placed_for_owner(path) as file:
            file.write(f"{keyring.seed.hex()}\n".encode())
    except OSError as error:
        raise StoreError(
            _("The event's key cannot be written: {file}").format(file=path),
            _("Check the permissions of the data folder and the room on its disk."),
        ) from error


def in_letters(secret: bytes) -> str:
    """Bytes in 32 letters and digits that are hard to confuse, the last padded with zero bits."""
    bits = len(secret) * 8
    digits = -(-bits // 5)
    number = int.from_bytes(secret, "big") << (digits * 5 - bits)
    return "".join(ALPHABET[number >> (5 * at) & 31] for at in reversed(range(digits)))


def from_letters(text: str, many: int) -> bytes:
    """The bytes that were written in letters, as somebody may have typed them.

    Raises:
        ValueError: it holds another sign, or is too short or too long for `many` bytes.
    """
    typed = text.upper().translate(str.maketrans("ILO", "110", " -\u2010\u2013\t"))
    digits = -(-many * 8 // 5)
    if len(typed) != digits:
        raise ValueError(text)
    number = 0
    for letter in typed:
        number = number * 32 + ALPHABET.index(letter)
    return (number >> (digits * 5 - many * 8)).to_bytes(many, "big")


def grouped(letters: str) -> str:
    """Letters in groups of four, for people."""
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def _code_key(code: str) -> bytes:
    return derived(from_letters(code, _CODE_BYTES), _SEAL)


def _unreadable(data: Path) -> StoreError:
    return StoreError(
        _("The event's key cannot be read: {file}").format(file=data / KEY_FILE),
        _("Put it back from a copy, or open the hub with the recovery code."),
    )
