"""The text in a badge's QR code: two marks, the key's character, and a number in base 36.

The number is the attendee's id (63 bits), the generation (7) and the proof, in that order: 64
bits of MAC make a code of 29 characters, which is all that version 2 holds at error correction Q
(ISO/IEC 18004, table 7); an Ed25519 signature makes 116, which version 5 holds at M.

Of the 45 characters of a QR code's alphanumeric mode only the letters and digits are used. Base
45 (RFC 9285) would be no shorter here, 17 bytes taking 26 characters as well, and its signs
`$%*+-./:` are what keyboard scanners get wrong: on other layouts they become dead keys, which
swallow the character behind them. Letters and digits become other ones, which can be undone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.badges.codes import typed
from onsite.badges.codes.ids import attendee_of, number_of
from onsite.badges.codes.key import CHARACTERS, PROOF_BYTES, Scheme

if TYPE_CHECKING:
    from onsite.badges.codes.key import Key

MARKS = {Scheme.MAC: "B1", Scheme.ED25519: "B2"}
"""What each scheme's codes begin with; the figure is the version of the format."""
SIGNS = {Scheme.MAC: 29, Scheme.ED25519: 116}
"""Characters of a whole code."""
_SCHEMES = {mark: scheme for scheme, mark in MARKS.items()}
_SHAPE = re.compile(r"B[12][0-9A-Z]+", re.IGNORECASE | re.ASCII)
_HEAD = 3
_SAID_BYTES = 9
_BASE = len(CHARACTERS)


@dataclass(frozen=True, slots=True)
class BadgeCode:
    """What is printed on a badge to be read again."""

    attendee: str
    generation: int
    text: str
    """In the QR code."""
    typed: str
    """Under it, for people."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a code says. It proves nothing before `is_by` has been asked."""

    attendee: str
    generation: int
    scheme: Scheme
    character: str
    """Of the key that it names."""
    proof: bytes

    def is_by(self, key: Key) -> bool:
        """Whether that key has made it. Never raises."""
        if (key.scheme, key.character) != (self.scheme, self.character):
            return False
        return key.proves(_said(self.attendee, self.generation), self.proof)


def issue(key: Key, attendee: str, generation: int) -> BadgeCode:
    """The code of a badge.

    Args:
        key: with its secret.
        attendee: an id of the roster.
        generation: 1 for the first badge, one more after each that was replaced.

    Raises:
        ValueError: it is no id of the roster, there are no so many generations, or the secret
            is not here.
    """
    said = _said(attendee, generation)
    proof = key.proof(said)
    number = int.from_bytes(said + proof, "big")
    head = MARKS[key.scheme] + key.character
    text = head + _written(number, SIGNS[key.scheme] - _HEAD)
    return BadgeCode(attendee, generation, text, typed.written(attendee, generation))


def read(text: str) -> Read | None:
    """What a text says, if it has the form of a badge's code; None otherwise. Never raises.

    Small letters are read as capitals: the scanner's Caps Lock may be on.
    """
    if not SIGNS[Scheme.MAC] <= len(text) <= SIGNS[Scheme.ED25519] or not _SHAPE.fullmatch(text):
        return None
    scheme = _SCHEMES[text[:2].upper()]
    if len(text) != SIGNS[scheme]:
        return None
    number, length = int(text[_HEAD:], _BASE), PROOF_BYTES[scheme]
    proof = (number & ((1 << 8 * length) - 1)).to_bytes(length, "big")
    found = attendee_of(number >> 8 * length)
    return Read(*found, scheme, text[2].upper(), proof) if found is not None else None


def _said(attendee: str, generation: int) -> bytes:
    return number_of(attendee, generation).to_bytes(_SAID_BYTES, "big")


def _written(number: int, signs: int) -> str:
    found = []
    for _place in range(signs):
        number, at = divmod(number, _BASE)
        found.append(CHARACTERS[at])
    return "".join(reversed(found))
