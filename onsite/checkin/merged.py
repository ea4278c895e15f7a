"""Where somebody stands with a checkpoint whose scans are spread over merged records.

The fold of scans knows one attendee at a time. Who was merged has passages under each of their
records; here they are put in one line, in the order that the fold would have given them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.facts import Direction
from onsite.checkin.tables import ScanRow, after, counts, is_conflict, nowhere, place
from onsite.journal.fold import Row, table_of
from onsite.roster.acts.aliases import others_of
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SCAN = table_of(ScanRow)
_SUBJECTS = func.json_each(bindparam("subjects")).table_valued("value")
_OF_ALL = Prepared(
    select(_SCAN).where(
        _SCAN.c.subject.in_(select(_SUBJECTS.c.value)),
        # Not the bare column: its index would lead to everybody who ever passed there.
        _SCAN.c.checkpoint.concat("") == bindparam("checkpoint"),
    )
)


@dataclass(frozen=True, slots=True)
class Together:
    """The passages of all records of one person at a checkpoint, as if of one record."""

    presence: Row | None
    """A row as of `PresenceRow`; None where they were never there."""
    entries: tuple[Row, ...] = ()
    """Every `ScanRow` of an entry that counts, in order."""


def together(rows: Connection, attendee: str, checkpoint: str) -> Together | None:
    """Where somebody stands who has several records; None for whoever has only one."""
    others = others_of(rows, attendee)
    if not others:
        return None
    subjects = json.dumps([attendee_subject(each) for each in (attendee, *others)])
    asked = {"subjects": subjects, "checkpoint": checkpoint}
    presence: Row | None = None
    entries: list[Row] = []
    for scan in sorted(filter(counts, _OF_ALL.all(rows, asked)), key=place):
        presence = presence or nowhere({**scan, "attendee": attendee})
        if scan["direction"] == Direction.ENTRY and not is_conflict(presence, scan):
            entries.append(scan)
        presence = after(presence, scan)
    return Together(presence, tuple(entries))
