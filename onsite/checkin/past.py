"""When people came in at a checkpoint before: what conditions count."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.checkout.reading import made_at
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.merged import together
from onsite.checkin.tables import ScanRow
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.store.prepared import Row

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
    rows: Connection, attendees: Sequence[str], checkpoint: str, now: datetime | None = None
) -> dict[str, tuple[datetime, ...]]:
    """Every entry that counts, by attendee, in order, in UTC; read in one go.

    What was taken back does not count, nor do conflicts. Of a station whose clock is known to
    have been off, the times are put right; see `checkout_reading.made_at` for those beyond now.
    """
    subjects = json.dumps([attendee_subject(attendee) for attendee in attendees])
    found = _ENTRIES.all(rows, {"subjects": subjects, "checkpoint": checkpoint})
    several = set(aliases(rows).values()).intersection(attendees)
    if not found and not several:
        return {}
    passed: dict[str, list[Row]] = {}
    for row in found:
        passed.setdefault(row["attendee"], []).append(row)
    for attendee in several:
        merged = together(rows, attendee, checkpoint)
        passed[attendee] = list(merged.entries) if merged is not None else []
    clocks = doubts(rows)
    return {
        who: tuple(made_at(rows, row, clocks, now) for row in there)
        for who, there in passed.items()
    }
