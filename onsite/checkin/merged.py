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
from onsite.checkin.tables import PresenceRow, ScanRow, after, counts, is_conflict, nowhere, place
from onsite.journal.fold import Row, table_of
from onsite.roster.acts.aliases import aliases, others_of
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SCAN = table_of(ScanRow)
_PRESENCE = table_of(PresenceRow)
_WHO = func.json_each(bindparam("attendees")).table_valued("value")
_OF_ALL = Prepared(
    select(_SCAN).where(
        _SCAN.c.attendee.in_(select(_WHO.c.value)),
        # By the subject's index: that of the checkpoint leads to everybody who passed there.
        _SCAN.c.subject.in_(select(("attendee:" + _WHO.c.value).label("subject"))),
        _SCAN.c.checkpoint.concat("") == bindparam("checkpoint"),
    )
)
_COUNTED = Prepared(
    select(_PRESENCE.c.entries, _PRESENCE.c.inside).where(
        _PRESENCE.c.attendee.in_(select(_WHO.c.value)),
        _PRESENCE.c.checkpoint == bindparam("checkpoint"),
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
    return _together(rows, attendee, others, checkpoint) if others else None


def counted_twice(rows: Connection, checkpoint: str) -> tuple[int, int]:
    """By how many the presences of records exceed people: who was ever in, who is inside."""
    people: dict[str, list[str]] = {}
    for other, attendee in aliases(rows).items():
        people.setdefault(attendee, []).append(other)
    ever = inside = 0
    for attendee, others in people.items():
        asked = {"attendees": json.dumps([attendee, *others]), "checkpoint": checkpoint}
        counted = _COUNTED.all(rows, asked)
        if not counted:
            continue
        stands = _together(rows, attendee, others, checkpoint).presence or {}
        ever += sum(row["entries"] > 0 for row in counted) - bool(stands.get("entries"))
        inside += sum(row["inside"] for row in counted) - bool(stands.get("inside"))
    return ever, inside


def _together(
    rows: Connection, attendee: str, others: list[str] | tuple[str, ...], checkpoint: str
) -> Together:
    asked = {"attendees": json.dumps([attendee, *others]), "checkpoint": checkpoint}
    presence: Row | None = None
    entries: list[Row] = []
    for scan in sorted(filter(counts, _OF_ALL.all(rows, asked)), key=place):
        presence = presence or nowhere({**scan, "attendee": attendee})
        if scan["direction"] == Direction.ENTRY and not is_conflict(presence, scan):
            entries.append(scan)
        presence = after(presence, scan)
    return Together(presence, tuple(entries))
