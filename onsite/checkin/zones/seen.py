"""How far the journal was read, and whose passages were added to it since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import bindparam, literal_column, or_, select

from onsite.checkin.facts import ScanMade, ScanUndone
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow, StationRow
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection

_ENTRY = table_of(EntryRow)
_STATION = table_of(StationRow)
_ROW: ColumnElement[int] = literal_column("journal_entry.rowid")
"""SQLite's own number of an entry: one that comes later has a higher one."""
_LAST = Prepared(
    select(_ROW.label("row"), _ENTRY.c.hash).select_from(_ENTRY).order_by(_ROW.desc()).limit(1)
)
_AT = Prepared(select(_ENTRY.c.hash).where(bindparam("row") == _ROW))
# Not distinct ones: for that, SQLite goes through the index of subjects, and so every entry.
_SINCE = Prepared(
    select(_ENTRY.c.subject).where(
        bindparam("row") < _ROW,
        or_(_ENTRY.c.kind == ScanMade.kind, _ENTRY.c.kind == ScanUndone.kind),
    )
)
_HEADS = Prepared(select(_STATION.c.station, _STATION.c.last_number, _STATION.c.last_hash))
_HASH = Prepared(
    select(_ENTRY.c.hash).where(
        _ENTRY.c.station == bindparam("station"), _ENTRY.c.number == bindparam("number")
    )
)
_ATTENDEE = attendee_subject("")


class Seen:
    """What was there when the journal was read last.

    Args:
        rows: the open transaction.
    """

    def __init__(self, rows: Connection) -> None:
        self._heads: dict[str, tuple[int, str]] = {}
        self._row = 0
        self._hash = ""
        self._note(rows)

    def stands(self, rows: Connection) -> bool:
        """Whether all of it is still there: work may be rolled back, and chains be cut."""
        if self._row:
            at = _AT.first(rows, {"row": self._row})
            if at is None or at["hash"] != self._hash:
                return False
        now = _heads(rows)
        for station, (number, hashed) in self._heads.items():
            if now.get(station) == (number, hashed) or not number:
                continue
            entry = _HASH.first(rows, {"station": station, "number": number})
            if entry is None or entry["hash"] != hashed:
                return False
        return True

    def changed(self, rows: Connection) -> set[str]:
        """The attendees of whom passages were added or taken back since; each is told once."""
        found = _SINCE.all(rows, {"row": self._row})
        self._note(rows)
        subjects = (row["subject"] for row in found)
        return {each.removeprefix(_ATTENDEE) for each in subjects if each.startswith(_ATTENDEE)}

    def _note(self, rows: Connection) -> None:
        self._heads = _heads(rows)
        last = _LAST.first(rows, {})
        self._row, self._hash = (last["row"], last["hash"]) if last is not None else (0, "")


def _heads(rows: Connection) -> dict[str, tuple[int, str]]:
    return {row["station"]: (row["last_number"], row["last_hash"]) for row in _HEADS.all(rows, {})}
