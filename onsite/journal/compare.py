"""Whether two stores hold the same entries and the same rows, and where they do not.

What is a store's own does not count: when it wrote an entry down, whether it could read it, and
every table that is not folded.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from onsite.journal.differing import Difference, any_text, differences
from onsite.journal.digests import Chain, Digest
from onsite.journal.entry import ENTRY_FIELDS
from onsite.journal.fold import folded_tables, table_of
from onsite.journal.tables import EntryRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

_ENTRY = table_of(EntryRow)
_PARTS = (*ENTRY_FIELDS, "hash")
_SAYS = select(_ENTRY.c.kind, _ENTRY.c.operator, _ENTRY.c.time).where(
    _ENTRY.c.station == bindparam("station"), _ENTRY.c.number == bindparam("number")
)
_NOTHING = Chain(0, 0, (), "")


@dataclass(frozen=True)
class Recorded:
    """What an entry says of itself, as far as people need it to find it."""

    kind: str
    operator: str
    time: int
    """A stamp of `journal.hlc`."""


@dataclass(frozen=True)
class Comparison:
    """What came of a comparison of a store (here) with another (there)."""

    here_lacks: dict[str, int]
    """How many entries of each station are there but not here."""
    there_lacks: dict[str, int]
    conflicting: tuple[str, ...] = ()
    """Stations of which an entry has the same number on both sides and is not the same."""
    entry: Difference | None = None
    """The first of these, where both sides are stores."""
    tables: tuple[str, ...] = ()
    """The folded tables that differ."""
    row: Difference | None = None
    """The first row that differs, where both sides are stores."""
    recorded: tuple[Recorded, Recorded] | None = None
    """The two entries of which `entry` names the parts that differ: here, and there."""

    @property
    def same_entries(self) -> bool:
        """Whether the entries are the same; only then must the rows be."""
        return not (self.here_lacks or self.there_lacks or self.conflicting)

    @property
    def equal(self) -> bool:
        """Whether both hold the same entries and the same rows."""
        return self.same_entries and not self.tables


def compare_stores(here: Connection, there: Connection) -> Comparison:
    """Compare two open stores of the same form, value by value; each in a transaction."""
    here_lacks: Counter[str] = Counter()
    there_lacks: Counter[str] = Counter()
    conflicts: dict[str, Difference] = {}
    for found in differences(here, there, _ENTRY, _PARTS):
        station = str(found.key[0])
        if found.here is None:
            here_lacks[station] += 1
        elif found.there is None:
            there_lacks[station] += 1
        else:
            conflicts.setdefault(station, found)
    rows = _first_rows(here, there)
    first = next(iter(conflicts.values()), None)
    return Comparison(
        dict(here_lacks),
        dict(there_lacks),
        tuple(conflicts),
        first,
        tuple(row.table for row in rows),
        rows[0] if rows else None,
        (_recorded(here, first), _recorded(there, first)) if first is not None else None,
    )


def compare_digests(here: Digest, there: Digest) -> Comparison:
    """Compare by hashes alone; they must be of the same form.

    An entry that is not the same is noticed where both sides hold the same numbers.
    """
    stations = sorted({*here.entries, *there.entries})
    chains = [
        (station, here.entries.get(station, _NOTHING), there.entries.get(station, _NOTHING))
        for station in stations
    ]
    conflicting = [
        station
        for station, mine, theirs in chains
        if mine.held == theirs.held and mine.hash != theirs.hash
    ]
    return Comparison(
        _lacks((station, mine, theirs) for station, mine, theirs in chains),
        _lacks((station, theirs, mine) for station, mine, theirs in chains),
        tuple(conflicting),
        tables=tuple(
            name
            for name in sorted({*here.tables, *there.tables})
            if here.tables.get(name) != there.tables.get(name)
        ),
    )


def _recorded(rows: Connection, found: Difference) -> Recorded:
    station, number = found.key
    with any_text(rows):
        row = rows.execute(_SAYS, {"station": station, "number": number}).one()
    # Whoever altered an entry may have written anything.
    return Recorded(str(row[0]), str(row[1]), row[2] if isinstance(row[2], int) else 0)


def _first_rows(here: Connection, there: Connection) -> list[Difference]:
    tables = sorted(folded_tables(), key=lambda table: table.name)
    firsts = (next(differences(here, there, table), None) for table in tables)
    return [first for first in firsts if first is not None]


def _lacks(chains: Iterable[tuple[str, Chain, Chain]]) -> dict[str, int]:
    lacking = {station: theirs.count - _common(mine, theirs) for station, mine, theirs in chains}
    return {station: count for station, count in lacking.items() if count > 0}


def _common(mine: Chain, theirs: Chain) -> int:
    """How many numbers both hold."""
    ours, others, common = list(mine.held), list(theirs.held), 0
    while ours and others:
        (first, last), (start, end) = ours[-1], others[-1]
        common += max(0, min(last, end) - max(first, start) + 1)
        (ours if first >= start else others).pop()
    return common
