"""Whether an entry fits into its station's chain as far as that is known here.

A station never contradicts itself, unless its store was put back from a copy or it lies. Then
`standing` says what counts, the same for whoever knows the same entries.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.errors import JournalError, NotPossibleError
from onsite.journal.entry import NO_PREVIOUS
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow, StationRow
from onsite.language import _
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.journal.entry import Entry

_ENTRY = table_of(EntryRow)
_STATION = table_of(StationRow)
_TOP = Prepared(select(_STATION.c.last_number).where(_STATION.c.station == bindparam("station")))
_LINKS = select(*(_ENTRY.c[name] for name in ("number", "hash", "previous", "time"))).where(
    _ENTRY.c.station == bindparam("station")
)
_AT = Prepared(_LINKS.where(_ENTRY.c.number == bindparam("number")))
_BELOW = Prepared(
    _LINKS.where(_ENTRY.c.number < bindparam("number")).order_by(_ENTRY.c.number.desc()).limit(1)
)
_ABOVE = Prepared(
    _LINKS.where(_ENTRY.c.number > bindparam("number")).order_by(_ENTRY.c.number).limit(1)
)


@dataclass(frozen=True, slots=True)
class Link:
    """An entry as its neighbours in the chain see it."""

    number: int
    hash: str
    previous: str
    time: int


@dataclass(frozen=True, slots=True)
class Fit:
    """How an entry fits: it is known, or something speaks against it, or it is to be taken."""

    known: bool = False
    why: str = ""
    ousts: bool = False
    """Whether only what stands behind it in the order of `standing` speaks against it."""


_TAKEN, _KNOWN = Fit(), Fit(known=True)
_BEGINNING = Link(0, NO_PREVIOUS, "", -1)


class Chains:
    """The chains as they are known here, and what a batch adds to them.

    Args:
        rows: the open transaction.
    """

    def __init__(self, rows: Connection) -> None:
        self._rows = rows
        self._added: dict[str, dict[int, Link]] = {}
        self._numbers: dict[str, list[int]] = {}
        self._tops: dict[str, int] = {}

    def fit(self, entry: Entry) -> Fit:
        """Whether a signed entry of any station is taken; if so, it belongs to its chain now."""
        new = _link_of(entry)
        here = self._at(entry.station, entry.number)
        if here is not None and here.hash == new.hash:
            return _KNOWN
        before, after = self._before(entry.station, new), self._after(entry.station, new)
        if not _follows(new, before):
            return Fit(why=_("it does not link to its neighbours in the chain"))
        if here is not None:
            sooner = _rank(new) < _rank(here)
            return Fit(why=_("another entry already stands under this number"), ousts=sooner)
        if after is not None and not _follows(after, new):
            return Fit(why=_("it does not link to its neighbours in the chain"), ousts=True)
        self._added.setdefault(entry.station, {})[new.number] = new
        insort(self._numbers.setdefault(entry.station, []), new.number)
        return _TAKEN

    def _at(self, station: str, number: int) -> Link | None:
        added = self._added.get(station, {}).get(number)
        if added is not None or number > self._top(station):
            return added
        return self._asked(_AT, station, number)

    def _before(self, station: str, new: Link) -> Link:
        numbers = self._numbers.get(station, [])
        at = bisect_left(numbers, new.number)
        added = self._added[station][numbers[at - 1]] if at else _BEGINNING
        if added.number == new.number - 1 or not self._top(station):
            return added
        kept = self._asked(_BELOW, station, new.number) or _BEGINNING
        return max(added, kept, key=lambda link: link.number)

    def _after(self, station: str, new: Link) -> Link | None:
        numbers = self._numbers.get(station, [])
        at = bisect_left(numbers, new.number + 1)
        found = [self._added[station][numbers[at]]] if at < len(numbers) else []
        adjacent = found and found[0].number == new.number + 1
        if not adjacent and new.number < self._top(station):
            kept = self._asked(_ABOVE, station, new.number)
            found += [kept] if kept is not None else []
        return min(found, key=lambda link: link.number, default=None)

    def _top(self, station: str) -> int:
        """The highest number that the store has of a station: most of what comes lies above."""
        if station not in self._tops:
            row = _TOP.first(self._rows, {"station": station})
            self._tops[station] = row["last_number"] if row is not None else 0
        return self._tops[station]

    def _asked(self, which: Prepared, station: str, number: int) -> Link | None:
        row = which.first(self._rows, {"station": station, "number": number})
        return Link(**row) if row is not None else None


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """What counts of one station's entries, where some contradict each other; by number.

    Each stands if nothing that stands before it speaks against it: lower numbers first, and
    under one number the earlier entry. What does not stand changes nothing, so whoever knows all
    that stands comes to the same, whatever else is known to whom.
    """
    links = ((_link_of(entry), entry) for entry in entries)
    last, stand = _BEGINNING, []
    for link, entry in sorted(links, key=lambda each: _rank(each[0])):
        if link.number > last.number and _follows(link, last):
            last = link
            stand.append(entry)
    return stand


def stands(rows: Connection, entry: Entry) -> bool:
    """Whether it is this entry that stands under its number here."""
    row = _AT.first(rows, {"station": entry.station, "number": entry.number})
    return row is not None and row["hash"] == entry.hash


def chain_gone() -> JournalError:
    """The error for a store in which this station's chain is not, or no longer: it was erased."""
    return JournalError(
        _("The store no longer holds this station's own entries: nothing was recorded."),
        _("Close Onsite and open it again; it then says why."),
    )


def renewed() -> NotPossibleError:
    """The error for a process that was opened under an identity which the store has given up."""
    return NotPossibleError(
        _("This computer has joined again and has a new identity since: nothing was recorded."),
        _("Close Onsite and open it again, then do it once more."),
    )


def _link_of(entry: Entry) -> Link:
    return Link(entry.number, entry.hash, entry.previous, entry.time)


def _rank(link: Link) -> tuple[int, int, str]:
    return (link.number, link.time, link.hash)


def _follows(later: Link, earlier: Link) -> bool:
    adjacent = later.number == earlier.number + 1
    return later.time > earlier.time and (later.previous == earlier.hash or not adjacent)
