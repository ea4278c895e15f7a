"""Entries as they travel: packed, in messages, in files and in the quarantine.

A pack is a zlib stream of a JSON array of entries, each an array of its parts in the order of
`entry.ENTRY_FIELDS`, the signature as hexadecimal digits. Nothing is added and nothing is left
out, so an entry that was passed on by others is the very entry that its station wrote.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from typing import TYPE_CHECKING

from onsite.journal.entry import ENTRY_FIELDS, Entry

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST_ENTRIES = 100
MOST_BYTES = 200_000
"""Of the entries in a pack before they are compressed; one entry alone may be larger."""
_LARGEST = 8_000_000
"""No pack grows beyond this when it is opened, in bytes. As objects it takes 20 times as much."""
_TYPES = (str, int, int, str, str, str, int, str, str, str)


def packed(entries: Sequence[Entry]) -> bytes:
    """The entries as one message."""
    parts = [
        [*(getattr(each, name) for name in ENTRY_FIELDS[:-1]), each.signature.hex()]
        for each in entries
    ]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(text.encode(), level=1)


def unpacked(message: bytes) -> list[Entry]:
    """The entries of a message; whether they are genuine is not looked at.

    Raises:
        ValueError: it is no pack.
    """
    opener = zlib.decompressobj()
    try:
        text = opener.decompress(message, _LARGEST)
        parts = json.loads(text) if opener.eof else None
    except (zlib.error, RecursionError) as error:
        raise ValueError("not a pack") from error
    if not isinstance(parts, list):
        raise ValueError("not a pack")  # noqa: TRY004 - to whoever sent it, it is no pack
    return [_entry(each) for each in parts]


def message_id(entries: Sequence[Entry]) -> str:
    """The same for the same entries of one station, whoever packs them."""
    first, last = entries[0], entries[-1]
    signed = hashlib.sha256(b"".join(each.signature for each in entries)).hexdigest()[:8]
    return f"{first.station[:16]}:{first.number}-{last.number}:{signed}"


def in_packs(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    """Entries of one station, in order, as packs that are cut at the same numbers by everybody."""
    pack: list[Entry] = []
    size = 0
    for entry in entries:
        weight = len(entry.payload)
        follows = bool(pack) and entry.number == pack[-1].number + 1
        fresh = (entry.number - 1) % MOST_ENTRIES == 0
        if pack and (not follows or fresh or size + weight > MOST_BYTES):
            yield pack
            pack, size = [], 0
        pack.append(entry)
        size += weight
    if pack:
        yield pack


def _entry(parts: object) -> Entry:
    if not isinstance(parts, list) or len(parts) != len(ENTRY_FIELDS):
        raise ValueError("not an entry")
    if tuple(map(type, parts)) != _TYPES:
        raise ValueError("not an entry")
    entry = Entry(*[*parts[:-1], bytes.fromhex(parts[-1])])
    if not entry.is_sound():
        # Nobody holds such a thing, and no store takes it, not even to show it.
        raise ValueError("not an entry")
    return entry
