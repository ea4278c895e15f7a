"""When people came in at a checkpoint before: what conditions count."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.tables import ScanRow
from onsite.clock import from_ms
from onsite.journal.facts import LATEST_MS
from onsite.journal.fold import table_of
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

_LATEST_MS = LATEST_MS - 2 * 86_400_000
"""The last instant that has a day in every time zone."""
_SCAN = table_of(ScanRow)
_SUBJECTS = func.json_each(bindparam("subjects")).table_valued("value")
_ENTRIES = Prepared(
    select(_SCAN.c.attendee, _SCAN.c.at_ms, _SCAN.c.station, _SCAN.c.number)
    .where(
        _SCAN.c.subject.in_(select(_SUBJECTS.c.value)),
        # Not the bare column: its index would lead to everybody who ever passed there.
        _SCAN.c.checkpoint.concat("") == bindparam("checkpoint"),
        _SCAN.c.direction == Direction.ENTRY.value,
        _SCAN.c.outcome == Outcome.ADMIT.value,
        _SCAN.c.undone.is_(False),
        _SCAN.c.conflict.is_(False),
    )
    .order_by(_SCAN.c.order_ms, _SCAN.c.station, _SCAN.c.key)
)


def entries(
    rows: Connection, attendees: Sequence[str], checkpoint: str
) -> dict[str, tuple[datetime, ...]]:
    """Every entry that counts, by attendee, in order, in UTC; read in one go.

    What was taken back does not count, nor do conflicts. Of a station whose clock is known to
    have been off, the times are put right.
    """
    subjects = json.dumps([attendee_subject(attendee) for attendee in attendees])
    found = _ENTRIES.all(rows, {"subjects": subjects, "checkpoint": checkpoint})
    if not found:
        return {}
    clocks = doubts(rows)
    before: dict[str, list[datetime]] = {}
    for row in found:
        ahead_ms = clocks.of(row["station"], row["number"]) or 0
        at = from_ms(min(max(row["at_ms"] - ahead_ms, 0), _LATEST_MS))
        before.setdefault(row["attendee"], []).append(at)
    return {attendee: tuple(times) for attendee, times in before.items()}
