"""What this station has read of a hub's stream, and what that stream still lacks."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, delete, func, select, text
from sqlalchemy.dialects.sqlite import insert

from onsite.journal.entry import ENTRY_FIELDS, Entry
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow
from onsite.store.prepared import Prepared
from onsite.sync.rules import Spans, with_span
from onsite.sync.tables import CursorRow, HeldRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from onsite.journal.journal import Journal

_CURSOR = table_of(CursorRow)
_HELD = table_of(HeldRow)
_ENTRY = table_of(EntryRow)

_THE_CURSOR = select(_CURSOR.c.stream, _CURSOR.c.sequence, _CURSOR.c.message).where(
    _CURSOR.c.link == bindparam("link")
)
_PUT_CURSOR = insert(_CURSOR)
_MOVE_CURSOR = Prepared(
    _PUT_CURSOR.on_conflict_do_update(
        index_elements=["link"],
        set_={name: _PUT_CURSOR.excluded[name] for name in ("stream", "sequence", "message")},
    ),
    into=_CURSOR,
)
_FORGET_HELD = delete(_HELD).where(_HELD.c.link == bindparam("which"))
_ALL_HELD = (
    select(_HELD.c.station, _HELD.c.first, _HELD.c.last)
    .where(_HELD.c.link == bindparam("link"))
    .order_by(_HELD.c.station, _HELD.c.first)
)
_DROP_SPAN = Prepared(
    delete(_HELD).where(
        _HELD.c.link == bindparam("which"),
        _HELD.c.station == bindparam("whose"),
        _HELD.c.first == bindparam("low"),
    )
)
_OF_CHAIN = _HELD.c.station == bindparam("station")
_DROP_ABOVE = delete(_HELD).where(_OF_CHAIN, _HELD.c.first >= bindparam("first"))
_CUT_SHORT = text(
    'UPDATE sync_held SET "last" = :first - 1 WHERE station = :station AND "last" >= :first'
)
_PUT_HELD = insert(_HELD)
_PUT_SPAN = Prepared(
    _PUT_HELD.on_conflict_do_update(
        index_elements=["link", "station", "first"], set_={"last": _PUT_HELD.excluded.last}
    ),
    into=_HELD,
)
_RUN = _ENTRY.c.number - func.row_number().over(
    partition_by=_ENTRY.c.station, order_by=_ENTRY.c.number
)
_NUMBERED = select(_ENTRY.c.station, _ENTRY.c.number, _RUN.label("run")).subquery()
_HERE = (
    select(_NUMBERED.c.station, func.min(_NUMBERED.c.number), func.max(_NUMBERED.c.number))
    .group_by(_NUMBERED.c.station, _NUMBERED.c.run)
    .order_by(_NUMBERED.c.station, func.min(_NUMBERED.c.number))
)
_NEWEST = text("SELECT rowid, station, number FROM journal_entry ORDER BY rowid DESC LIMIT 1")
_AT_ROW = text("SELECT station, number FROM journal_entry WHERE rowid = :row")
_NEWER = text(
    "SELECT rowid, station, number FROM journal_entry WHERE rowid > :after ORDER BY rowid"
)
_RANGE = (
    select(*(_ENTRY.c[name] for name in ENTRY_FIELDS))
    .where(
        _ENTRY.c.station == bindparam("station"),
        _ENTRY.c.number >= bindparam("first"),
        _ENTRY.c.number <= bindparam("last"),
    )
    .order_by(_ENTRY.c.number)
    .limit(bindparam("many"))
)

Held = dict[str, Spans]
"""Runs of entry numbers by station."""


@dataclass(frozen=True, slots=True)
class Cursor:
    """How far a stream was read."""

    stream: str
    sequence: int
    message: str


def cursor(rows: Connection, link: str) -> Cursor | None:
    """How far this link has read; None before it read anything."""
    row = rows.execute(_THE_CURSOR, {"link": link}).first()
    return Cursor(*row) if row is not None else None


def held(rows: Connection, link: str) -> Held:
    """What was seen in the stream."""
    found: Held = {}
    for station, first, last in rows.execute(_ALL_HELD, {"link": link}):
        found[station] = (*found.get(station, ()), (first, last))
    return found


@dataclass(frozen=True, slots=True)
class Here:
    """What the journal holds."""

    spans: Held
    row: int
    """The place in the table of the newest entry that is counted in."""
    newest: tuple[str, int] | None
    """That entry, by its station and number."""

    @property
    def entries(self) -> int:
        """How many they are."""
        return count(self.spans)


def here(rows: Connection) -> Here:
    """What the journal holds. Looks at every entry: 0.1 s for 300,000."""
    found: Held = {}
    row, *newest = rows.execute(_NEWEST).first() or (0,)
    for station, first, last in rows.execute(_HERE):
        found[station] = (*found.get(station, ()), (first, last))
    return Here(found, row, tuple(newest) or None)


def here_since(rows: Connection, before: Here) -> Here:
    """What the journal holds, looked for only behind what was known of it before.

    What was taken out of its middle since then is still named. Where its newest entries were
    taken out, their places are given to others, so everything is looked at again.
    """
    at = rows.execute(_AT_ROW, {"row": before.row}).first()
    if (tuple(at) if at is not None else None) != before.newest:
        return here(rows)
    spans, row, newest = dict(before.spans), before.row, before.newest
    for row, station, number in rows.execute(_NEWER, {"after": before.row}):  # noqa: B007 - the last one counts
        newest = (station, number)
        spans[station] = with_span(spans.get(station, ()), number, number)
    return Here(spans, row, newest)


def count(spans: Held) -> int:
    """How many entries there are in the runs."""
    return sum(last - first + 1 for each in spans.values() for first, last in each)


def rewind(_journal: Journal, rows: Connection, link: str, stream: str) -> None:
    """Read a stream from its beginning: it is not the one that was read before."""
    rows.execute(_FORGET_HELD, {"which": link})
    at = {"link": link, "stream": stream, "sequence": 0, "message": ""}
    _MOVE_CURSOR.run(rows, at)


def advance(rows: Connection, link: str, at: Cursor) -> None:
    """Move the cursor, in the transaction of what it was moved by."""
    where = {"stream": at.stream, "sequence": at.sequence, "message": at.message}
    _MOVE_CURSOR.run(rows, {"link": link, **where})


def note_held(rows: Connection, link: str, known: Held, entries: Iterable[Entry]) -> Held:
    """Keep that these entries stand in the stream; answers all that do.

    Args:
        known: what is kept so far for this link.
    """
    now = dict(known)
    for station, first, last in _runs(entries):
        before = now.get(station, ())
        after = with_span(before, first, last)
        for low, _high in set(before) - set(after):
            _DROP_SPAN.run(rows, {"which": link, "whose": station, "low": low})
        for low, high in set(after) - set(before):
            _PUT_SPAN.run(rows, {"link": link, "station": station, "first": low, "last": high})
        now[station] = after
    return now


def forget_held(rows: Connection, station: str, first: int) -> None:
    """Other entries stand under a station's numbers from `first` on: streams may lack them."""
    asked = {"station": station, "first": first}
    rows.execute(_DROP_ABOVE, asked)
    rows.execute(_CUT_SHORT, asked)


def span_of(rows: Connection, station: str, first: int, last: int, many: int) -> list[Entry]:
    """At most `many` entries of a station between two numbers, in their order."""
    asked = {"station": station, "first": first, "last": last, "many": many}
    return [Entry(*row) for row in rows.execute(_RANGE, asked)]


def _runs(entries: Iterable[Entry]) -> list[tuple[str, int, int]]:
    runs: list[tuple[str, int, int]] = []
    for station, number in sorted({(entry.station, entry.number) for entry in entries}):
        if runs and runs[-1][0] == station and runs[-1][2] == number - 1:
            runs[-1] = (station, runs[-1][1], number)
        else:
            runs.append((station, number, number))
    return runs
