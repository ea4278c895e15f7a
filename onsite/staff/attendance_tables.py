"""Who was where, from when to when, and its fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.journal.fold import Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.staff.facts import ShiftSignedOff, ShiftSignedOn
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class AttendanceRow(StoredRow, table=True):
    """One stay of one operator at one place."""

    __tablename__ = "attendance"

    station: str = Field(primary_key=True)
    """Of the entry that says that they signed on."""
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    operator: str
    shift: str
    post: str
    on_ms: int
    off_ms: int | None
    """None as long as they are there."""


@folds(ShiftSignedOn, ShiftSignedOff, into=(AttendanceRow,))
def fold_attendance(sheet: Sheet, entry: Entry, fact: ShiftSignedOn | ShiftSignedOff) -> None:
    """Nobody is at two places: who signs on elsewhere has left where they were."""
    at_ms = ms_of(entry.time)
    open_stays = [row for row in sheet.all(AttendanceRow, fact.subject) if row["off_ms"] is None]
    if isinstance(fact, ShiftSignedOn):
        if any((row["shift"], row["post"]) == (fact.shift, fact.post) for row in open_stays):
            return
        sheet.put(
            AttendanceRow,
            {
                "station": entry.station,
                "number": entry.number,
                "subject": fact.subject,
                "operator": fact.operator,
                "shift": fact.shift,
                "post": fact.post,
                "on_ms": at_ms,
                "off_ms": None,
            },
        )
    for row in open_stays:
        sheet.put(AttendanceRow, {**row, "off_ms": at_ms})
