"""The chains of entries walked: numbers, links, hashes, signatures, and their ends.

This station's own chain is here from its first entry to its last. Another station's entries
come in any order, so what its chain lacks below its highest number is only awaited. A chain of
another station that was cut off at its end, its head with it, is as it was before those entries
came: nothing here can tell, and they come again from the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from onsite.journal.entry import ENTRY_FIELDS, NO_PREVIOUS, Entry
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow, StationRow
from onsite.language import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import Connection

_ENTRY = table_of(EntryRow)
_STATION = table_of(StationRow)
_CHAINS = select(*(_ENTRY.c[name] for name in ENTRY_FIELDS), _ENTRY.c.hash).order_by(
    _ENTRY.c.station, _ENTRY.c.number
)
_AWAITED = (
    select(_ENTRY.c.station, func.max(_ENTRY.c.number) - func.count())
    .group_by(_ENTRY.c.station)
    .having(func.max(_ENTRY.c.number) > func.count())
    .order_by(_ENTRY.c.station)
)
_AT_ONCE = 1000


@dataclass(frozen=True)
class BadEntry:
    """The first entry that is not as its station wrote it, or that is missing."""

    station: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class _Last:
    """The entry before the one at hand; at the beginning, what stands for it."""

    number: int = 0
    hash: str = NO_PREVIOUS
    time: int = -1


def first_bad_entry(rows: Connection, step: Callable[[], None] = lambda: None) -> BadEntry | None:
    """The first entry, by station and number, that is altered, lost or out of place."""
    heads = {row.station: row for row in rows.execute(select(_STATION)).all()}
    found = rows.execute(_CHAINS, execution_options={"yield_per": _AT_ONCE})
    for station, chain in groupby(found, key=attrgetter("station")):
        bad = _walk(station, chain, heads.pop(station, None), step)
        if bad is not None:
            return bad
    for station, head in sorted(heads.items()):
        if head.last_number:
            return BadEntry(station, 1, _missing(1, head.last_number))
    return None


def awaited(rows: Connection) -> dict[str, int]:
    """How many entries below the highest number known here have not arrived, by station."""
    return dict(map(tuple, rows.execute(_AWAITED)))


def _walk(
    station: str, chain: Iterable[Any], head: Any, step: Callable[[], None]
) -> BadEntry | None:
    last = _Last()
    for row in chain:
        step()
        entry = Entry(*row[:-1])
        number = entry.number if isinstance(entry.number, int) else last.number + 1
        if head is not None and head.own and number > last.number + 1:
            return BadEntry(station, last.number + 1, _missing(last.number + 1, number - 1))
        what = _wrong_with(entry, row.hash, last)
        if what:
            return BadEntry(station, number, what)
        last = _Last(number, row.hash, entry.time)
    return _wrong_end(station, head, last)


def _wrong_end(station: str, head: Any, last: _Last) -> BadEntry | None:
    if head is None or not isinstance(head.last_number, int) or head.last_number < last.number:
        what = _("the station's record of its last entry was altered")
        return BadEntry(station, last.number, what)
    if head.last_number > last.number:
        return BadEntry(station, last.number + 1, _missing(last.number + 1, head.last_number))
    if head.last_hash != last.hash:
        what = _("it is not the entry that the station ended with")
        return BadEntry(station, last.number, what)
    return None


def _wrong_with(entry: Entry, stored_hash: str, last: _Last) -> str:
    if _hash(entry) != stored_hash:
        return _("its content was altered: it does not match its hash")
    if not entry.is_signed():
        return _("its signature is not this station's")
    if entry.number == last.number + 1 and entry.previous != last.hash:
        return _("it does not link to the entry before it")
    if entry.time <= last.time:
        return _("it is not later than the entry before it")
    return ""


def _hash(entry: Entry) -> str:
    try:
        return entry.hash
    except (TypeError, ValueError):  # a part of it is no longer of its type
        return ""


def _missing(first: int, last: int) -> str:
    if first >= last:
        return _("it is missing")
    return _("the entries {first} to {last} are missing").format(first=first, last=last)
