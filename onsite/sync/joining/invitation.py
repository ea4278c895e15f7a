"""The join code: what a new station needs to find the hub, trust it and be known to it.

As a QR code it reads `ONSITE1:DESK:<letters>:192.168.1.10/192.168.1.11:4333`; to be typed there
are only the letters, as `8K3D-…`: the fingerprint of the event's key, a one-time secret, and a
check letter. The fingerprint finds the hub among those on the network and proves it; the
secret opens the hub's gate once.
"""

from __future__ import annotations

import hashlib
import re
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from onsite.errors import BadInputError
from onsite.language import N_, _
from onsite.sync.keys.keyring import ALPHABET, GROUP, from_letters, grouped, in_letters
from onsite.sync.keys.secrets import derived, nkey

if TYPE_CHECKING:
    from collections.abc import Sequence

    from onsite.sync.keys.secrets import LinkKey

PORT = 4222
"""Of a hub, where nobody says otherwise."""
MOST_ADDRESSES = 3
_MARK = "ONSITE"
_VERSION = "1"
_BYTES = 10
_LETTERS = 2 * _BYTES * 8 // 5
_QUIET = 4
"""Squares of white around a QR code; half of it is enough for every reader that was tried."""
_MOST_LINES = 22
_BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
_PLAIN = "\x1b[0m"
_PURPOSE = b"onsite join"
_HOW = N_("Ask the lead for one: “onsite stations invite” shows it on the laptop of the hub.")

_COMPARE = N_("Compare it group by group with the screen of the lead.")
_MOST_IN_QR = 154
"""Signs that a QR code of version 5 and level L holds. Source: ISO/IEC 18004, table 7."""
_ROLES = ("lead", "desk", "stage", "display", "control", "counter")
_IN_QR = re.compile(r"[0-9A-Z.-]+(?::[0-9]+)?")
_SPACES = str.maketrans("", "", " -\u2010\u2011\u2012\u2013\u2014\u00a0\t\r\n")
_ALIKE = str.maketrans("ILO", "110")
_WIDE = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)})
"""Full-width letters, as an input method for Chinese may leave them."""


@dataclass(frozen=True, slots=True)
class JoinCode:
    """What the lead gives to a new station."""

    fingerprint: bytes
    """Of the event's key; see `fingerprint_of`."""
    secret: bytes
    """One-time; as long as the fingerprint."""
    role: str = ""
    """Empty where only the letters were typed: the hub knows it."""
    addresses: tuple[str, ...] = ()

    @property
    def token(self) -> str:
        """The event in subjects, as `secrets.event_token`."""
        return self.fingerprint[:6].hex()

    @property
    def key(self) -> LinkKey:
        """The NKey that opens the gate once."""
        return nkey(derived(self.secret, _PURPOSE))

    @property
    def letters(self) -> str:
        """The code to type, in groups of four and the check letter."""
        letters = in_letters(self.fingerprint + self.secret)
        return grouped(letters + _check_letter(letters))

    @property
    def text(self) -> str:
        """The code as it stands in the QR code, with as many of the addresses as fit."""
        begin = f"{_MARK}{_VERSION}:{self.role.upper()}:{self.letters.replace('-', '')}:"
        named = [each for each in map(_short, self.addresses) if _IN_QR.fullmatch(each)]
        for many in range(min(len(named), MOST_ADDRESSES), -1, -1):
            whole = begin + "/".join(named[:many])
            if len(whole) <= _MOST_IN_QR:
                return whole
        return begin


def new_code(event: str, role: str, addresses: Sequence[str]) -> JoinCode:
    """A code for one station, with a fresh secret.

    Args:
        event: the event's public key.
        role: what the station is to be.
        addresses: the hub's, as `192.168.1.10:4222`, the likeliest first.
    """
    secret = secrets.token_bytes(_BYTES)
    return JoinCode(fingerprint_of(event), secret, role, tuple(addresses[:MOST_ADDRESSES]))


def fingerprint_of(event: str) -> bytes:
    """The first 10 bytes of the SHA-256 of the event's public key."""
    return hashlib.sha256(bytes.fromhex(event)).digest()[:_BYTES]


def token_of(public: str) -> str:
    """A one-time key in the name of the subject where it asks."""
    return hashlib.sha256(public.encode()).hexdigest()[:16]


def parsed(text: str) -> JoinCode:
    """The code in a text as it was typed, pasted or scanned.

    Raises:
        BadInputError: it is none, or is mistyped; says where.
    """
    bare = text.translate(_WIDE).translate(_SPACES).upper()
    if not bare:
        raise BadInputError(_("No join code was given."), _(_HOW))
    if ":" not in bare and not bare.startswith(_MARK):
        return _from_letters(bare)
    parts = bare.split(":", 3)
    if not parts[0].startswith(_MARK):
        raise BadInputError(_("This is not a join code."), _(_HOW))
    if parts[0] != _MARK + _VERSION:
        raise BadInputError(
            _("This join code was made by another version of Onsite."),
            _("Install the same version on both computers."),
        )
    if len(parts) < len(("mark", "role", "letters")):
        raise BadInputError(_("This join code is not complete."), _(_HOW))
    role = parts[1].lower()
    # The hyphens of an address are needed, so it is taken from the text as it was.
    tail = re.sub(r"\s", "", text.translate(_WIDE)).upper().split(":", 3)[3:]
    code = _from_letters(parts[2])
    named = tuple(full_address(each) for each in "".join(tail).split("/") if each)
    return JoinCode(code.fingerprint, code.secret, role if role in _ROLES else "", named)


def with_address(words: Sequence[str]) -> tuple[str, str | None]:
    """The code and the hub's address in what was typed, the code perhaps in several words."""
    joined, *rest = words
    while rest and not _is_whole(joined):
        joined += rest.pop(0)
    if len(rest) > 1:
        raise BadInputError(
            _("After the join code only the address of the hub may follow."),
            _("Write it as 192.168.1.10 or 192.168.1.10:{port}.").format(port=PORT),
        )
    return joined, rest[0] if rest else None


def full_address(text: str, otherwise: int = PORT) -> str:
    """A hub's address with its port, as somebody typed it.

    Args:
        text: as `192.168.1.10` or `192.168.1.10:4222`.
        otherwise: the port where none was typed.

    Raises:
        BadInputError: it is none.
    """
    bare = text.strip().translate(_WIDE).lower()
    bare = bare.partition("://")[2] or bare
    host, colon, port = bare.rstrip("/").rpartition(":")
    if not colon or (":" in host and not host.startswith("[")):
        host, port = bare.rstrip("/"), str(otherwise)
    if ":" in host and not host.startswith("["):
        host = f"[{host}]"
    good = re.fullmatch(r"[0-9a-z.\-]+|\[[0-9a-f:.%a-z]+\]", host) and re.fullmatch("[0-9]+", port)
    if not good or not 0 < int(port) <= 65_535:  # noqa: PLR2004 - the last port there is
        raise BadInputError(
            _("“{address}” is no address of a hub.").format(address=text),
            _("Write it as 192.168.1.10 or 192.168.1.10:{port}.").format(port=PORT),
        )
    return f"{host}:{port}"


def drawn(code: JoinCode) -> str:
    """The QR code for a terminal, at most 22 lines, black on white whatever its theme is.

    It holds escape sequences for the colours.
    """
    return "\n".join(f"{_BLACK_ON_WHITE}{line}{_PLAIN}" for line in half_blocks(code))


def half_blocks(code: JoinCode) -> list[str]:
    """The lines of the QR code, two squares in each sign; to be shown black on white."""
    return in_half_blocks(code.text)


def in_half_blocks(text: str) -> list[str]:
    """The same for any text of digits, capitals and the signs `$%*+-./:`."""
    from qrcode.constants import ERROR_CORRECT_L
    from qrcode.main import QRCode
    from qrcode.util import MODE_ALPHA_NUM, QRData

    picture = QRCode(error_correction=ERROR_CORRECT_L, border=_QUIET)
    picture.add_data(QRData(text, mode=MODE_ALPHA_NUM))
    picture.make(fit=True)
    if picture.modules_count + 2 * _QUIET > 2 * _MOST_LINES:
        picture.border = _QUIET // 2
    squares = picture.get_matrix()
    squares += [[False] * len(squares[0])] * (len(squares) % 2)
    pairs = zip(squares[::2], squares[1::2], strict=True)
    return ["".join(map(_half_block, above, below)) for above, below in pairs]


def _half_block(above: bool, below: bool) -> str:  # noqa: FBT001 - two squares of the picture
    return " ▄▀█"[2 * above + below]


def _from_letters(bare: str) -> JoinCode:
    letters = bare.translate(_ALIKE)
    for at, sign in enumerate(letters):
        if sign not in ALPHABET:
            raise BadInputError(
                _("No join code has “{sign}” in it; here it stands in group {number}.").format(
                    sign=bare[at], number=at // GROUP + 1
                ),
                _(_COMPARE),
            )
    if len(letters) != _LETTERS + 1:
        raise BadInputError(
            _("A join code has {all} letters and digits; this one has {number}.").format(
                all=_LETTERS + 1, number=len(letters)
            ),
            _(_COMPARE),
        )
    if _weighed(letters):
        raise BadInputError(
            _("A letter of this join code is mistyped, or two have changed places."), _(_COMPARE)
        )
    both = from_letters(letters[:-1], 2 * _BYTES)
    return JoinCode(both[:_BYTES], both[_BYTES:])


def _is_whole(typed: str) -> bool:
    bare = typed.translate(_SPACES).upper()
    return len(bare) > _LETTERS or ":" in bare


def _short(address: str) -> str:
    return address.upper().removesuffix(f":{PORT}")


def _check_letter(letters: str) -> str:
    return next(sign for sign in ALPHABET if not _weighed(letters + sign))


def _weighed(letters: str) -> int:
    # A sum in the field of 32 elements, every place with a weight of its own: a single wrong
    # letter always shows, and so do two that have changed places, but for the 31st from each.
    total = 0
    for sign in letters:
        total = total << 1 ^ ((total >> 4) * 0b100101)
        total ^= ALPHABET.index(sign)
    return total
