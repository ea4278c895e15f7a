"""What a signed ticket code is made of: pretix's scheme `pretix_sig1`.

The text is the Base64, read backwards, of: a byte 1, the lengths of payload and signature in two
bytes each (the high one first), the payload, and the Ed25519 signature over it. The payload is a
protobuf message of one text and five numbers. They are read by hand: the library for it is larger
than all that Onsite reads with it, and nothing comes here that the shop's key has not signed.
"""

from __future__ import annotations

import binascii
from base64 import b32encode, b64decode, b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEME = "pretix_sig1"
_SHORTEST, _LONGEST = 92, 800
"""Characters of a code: with nothing in it but the signature, and with a long seed."""
_VERSION = 1
_HEAD = 5
_SIGNATURE = 64
_VARINT, _FIXED64, _TEXT, _FIXED32 = 0, 1, 2, 5
_LONGEST_NUMBER = 10
"""Bytes, of seven bits each."""
_ITEM, _VARIATION, _SUBEVENT, _FROM, _UNTIL = range(2, 7)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LAST_SECOND = 253_402_214_400
"""The beginning of the last day there is: a later time is none."""

_Fields: TypeAlias = dict[int, int]


@dataclass(frozen=True, slots=True)
class Sealed:
    """A code taken apart; nobody has looked at its signature yet."""

    payload: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Said:
    """What a code says of its ticket. Instants are in UTC."""

    item: int
    """The shop's number of the product."""
    variation: int = 0
    """0 where the product has none; so the next."""
    subevent: int = 0
    valid_from: datetime | None = None
    valid_until: datetime | None = None


def unsealed(code: str) -> Sealed | None:
    """The parts of a code; None for a text of any other form. Never raises.

    The same parts have one code only: another spelling of the same Base64 is no code.
    """
    raw = _bytes_of(code)
    if raw is None or raw[0] != _VERSION:
        return None
    payload_ends = _HEAD + int.from_bytes(raw[1:3], "big")
    signature = int.from_bytes(raw[3:_HEAD], "big")
    if signature != _SIGNATURE or payload_ends + signature != len(raw):
        return None
    return Sealed(raw[_HEAD:payload_ends], raw[payload_ends:])


def attendee_of(code: str) -> str | None:
    """The id of the one attendee whom a signed code stands for; None for another text.

    It follows from the code alone: desks that never met, and the import of a list that names the
    code, come to the same person.
    """
    if unsealed(code) is None:
        return None
    digest = sha256(f"{SCHEME}\0{code}".encode()).digest()
    return b32encode(digest).decode().lower()[:12]


def said(payload: bytes) -> Said | None:
    """What a payload says; None where it is no message of the scheme. Never raises."""
    fields = _fields(payload)
    if fields is None:
        return None
    try:
        return Said(
            item=fields.get(_ITEM, 0),
            variation=fields.get(_VARIATION, 0),
            subevent=fields.get(_SUBEVENT, 0),
            valid_from=_instant(fields.get(_FROM, 0)),
            valid_until=_instant(fields.get(_UNTIL, 0)),
        )
    except ValueError:
        return None


def _bytes_of(code: str) -> bytes | None:
    if not _SHORTEST <= len(code) <= _LONGEST or not code.isascii():
        return None
    text = code[::-1]
    try:
        raw = b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        return None
    return raw if b64encode(raw).decode() == text else None


def _fields(payload: bytes) -> _Fields | None:
    """The numbers of a message, by field; the last of each counts, as in any protobuf."""
    try:
        return dict(_numbers(payload))
    except (IndexError, ValueError):
        return None


def _numbers(payload: bytes) -> Iterator[tuple[int, int]]:
    at = 0
    while at < len(payload):
        tag, at = _number(payload, at)
        field, kind = tag >> 3, tag & 7
        if kind == _VARINT:
            value, at = _number(payload, at)
            yield field, value - (1 << 64) if value >> 63 else value
        elif kind == _TEXT:
            length, at = _number(payload, at)
            at += length
        elif kind in (_FIXED64, _FIXED32):
            at += 8 if kind == _FIXED64 else 4
        else:
            raise ValueError(kind)
        if field == 0 or (_ITEM <= field <= _UNTIL and kind != _VARINT):
            raise ValueError(field)
    if at != len(payload):
        raise ValueError(at)


def _number(payload: bytes, at: int) -> tuple[int, int]:
    """A number of seven bits a byte, and where the next thing begins."""
    value = 0
    for place in range(_LONGEST_NUMBER):
        byte = payload[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:  # noqa: PLR2004 - the last byte has no eighth bit
            return value & (2**64 - 1), at + place + 1
    raise ValueError(at)


def _instant(seconds: int) -> datetime | None:
    if not 0 <= seconds < _LAST_SECOND:
        raise ValueError(seconds)
    return _EPOCH + timedelta(seconds=seconds) if seconds else None
