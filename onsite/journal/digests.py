"""A store's entries and rows as a few hashes, small enough to send to another station.

A table's hash is SHA-256 of its rows as one compact JSON array of arrays: in the order of the
primary key, columns in the model's order, values as SQLite has them, everything beyond ASCII
escaped, bytes as {"bytes": hexadecimal}. A station's is the same of [number, hash of the entry].
So it is the same on every machine and with every version of SQLite.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from itertools import groupby, islice
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from onsite.journal.differing import any_text, raw_rows
from onsite.journal.fold import folded_tables, table_of
from onsite.journal.tables import EntryRow
from onsite.store.migrations import HEAD

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_ENTRY = table_of(EntryRow)
_AT_ONCE = 500


@dataclass(frozen=True)
class Chain:
    """What a store has of one station's entries."""

    count: int
    last: int
    """The highest number."""
    held: tuple[tuple[int, int], ...]
    """The numbers that are there, as first and last of each run."""
    hash: str


@dataclass(frozen=True)
class Digest:
    """What two stores have in common when they hold the same."""

    form: str
    """The revision of the store's tables."""
    tables: dict[str, str]
    """Of each folded table, the hash of its rows."""
    entries: dict[str, Chain]
    """By station."""


def digest(rows: Connection) -> Digest:
    """The digest of a store; run inside `store.read`. It does not ask whether all is good."""
    with any_text(rows):
        tables = {table.name: _sha256(raw_rows(rows, table)) for table in folded_tables()}
        return Digest(HEAD, dict(sorted(tables.items())), _chains(rows))


def _chains(rows: Connection) -> dict[str, Chain]:
    found = raw_rows(rows, _ENTRY, ("station", "number", "hash"))
    return {
        str(station): _chain([tuple(row[1:]) for row in chain])
        for station, chain in groupby(found, key=itemgetter(0))
    }


def _chain(entries: list[tuple[Any, ...]]) -> Chain:
    numbers = [number for number, _hash in entries if isinstance(number, int)]
    held = tuple(_runs(numbers))
    return Chain(len(entries), numbers[-1] if numbers else 0, held, _sha256(entries))


def _runs(numbers: list[int]) -> Iterable[tuple[int, int]]:
    for _place, run in groupby(enumerate(numbers), key=lambda each: each[1] - each[0]):
        members = [number for _at, number in run]
        yield members[0], members[-1]


def _sha256(rows: Iterable[tuple[Any, ...]]) -> str:
    hashed = hashlib.sha256()
    turn = iter(rows)
    before = b"["
    while some := list(islice(turn, _AT_ONCE)):
        hashed.update(before + _encode(some)[1:-1].encode())
        before = b","
    hashed.update(b"]" if before == b"," else b"[]")
    return hashed.hexdigest()


def _as_hex(value: bytes) -> dict[str, str]:
    return {"bytes": value.hex()}


_encode = json.JSONEncoder(separators=(",", ":"), default=_as_hex).encode
