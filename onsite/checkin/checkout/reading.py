"""Where somebody is by now: whom the checkpoint has checked out, and whose entry has no good time.

An entry that bears a time beyond now was made by a clock that was wrong. What is known of that
clock puts it right. Where nothing is, the entry counts as made when this desk heard of it: it
cannot have been later. And where this desk's own clock was the wrong one, it counts as made before
the last time that everybody was checked out. So no such entry keeps anybody in, or out, until a
day that is to come.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from onsite.checkin.checkout.due import check_out_after, last_check_out
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.tables import ScanRow
from onsite.clock import from_ms, to_ms
from onsite.journal.facts import LATEST_MS
from onsite.journal.fold import table_of
from onsite.journal.tables import EntryRow
from onsite.roster.acts.aliases import others_of
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.question import Presence
    from onsite.plan.model import Plan
    from onsite.store.prepared import Row
    from onsite.sync.clock.marks import Doubts

_SCAN = table_of(ScanRow)
_ENTRY = table_of(EntryRow)
_SUBJECTS = func.json_each(bindparam("subjects")).table_valued("value")
_ENTERED = Prepared(
    select(_SCAN.c.at_ms, _SCAN.c.station, _SCAN.c.number)
    .where(
        _SCAN.c.subject.in_(select(_SUBJECTS.c.value)),
        # Not the bare column: its index would lead to everybody who ever passed there.
        _SCAN.c.checkpoint.concat("") == bindparam("checkpoint"),
        _SCAN.c.at_ms == bindparam("at_ms"),
        _SCAN.c.direction == Direction.ENTRY.value,
        _SCAN.c.outcome == Outcome.ADMIT.value,
        _SCAN.c.undone.is_(False),
    )
    .order_by(_SCAN.c.order_ms, _SCAN.c.station, _SCAN.c.key)
)
_RECEIVED = Prepared(
    select(_ENTRY.c.received_ms).where(
        _ENTRY.c.station == bindparam("station"), _ENTRY.c.number == bindparam("number")
    )
)
_LATEST_MS = LATEST_MS - 2 * 86_400_000
"""The last instant that has a day in every time zone."""


def seen(
    rows: Connection, plan: Plan, attendee: str, checkpoint: str, there: Presence, now: datetime
) -> Presence:
    """A presence as it is at an aware instant, from one as the scans say it."""
    if not there.inside or there.last_in is None:
        return there
    entered: datetime | None = there.last_in
    if there.last_in > now:
        entered = _entered(rows, attendee, checkpoint, there.last_in, now)
        if entered and there.last_out is not None and entered < there.last_out <= now:
            return replace(there, inside=False)
    turn = last_check_out(plan, checkpoint, now)
    if turn is None or (entered is not None and entered >= turn):
        return there
    left = (check_out_after(plan, checkpoint, entered) if entered else None) or turn
    return replace(there, inside=False, last_out=left, checked_out=True)


def made_at(rows: Connection, scan: Row, clocks: Doubts, now: datetime | None) -> datetime:
    """When a scan was made, as well as this desk knows; in UTC.

    Args:
        rows: the open transaction.
        scan: gives `at_ms`, `station` and `number`.
        clocks: what is known against the times of entries.
        now: aware. What lies beyond it counts as made when this desk heard of it; where that
            lies beyond now too, its own clock was wrong, and nothing better is known.
    """
    ahead_ms = clocks.of(scan["station"], scan["number"]) or 0
    at = from_ms(min(max(scan["at_ms"] - ahead_ms, 0), _LATEST_MS))
    if now is None or at <= now:
        return at
    which = {"station": scan["station"], "number": scan["number"]}
    entry = _RECEIVED.first(rows, which)
    return min(at, from_ms(entry["received_ms"])) if entry is not None else at


def _entered(
    rows: Connection, attendee: str, checkpoint: str, entered: datetime, now: datetime
) -> datetime | None:
    """When an entry was made whose own time lies beyond now; None where nobody can say."""
    whose = (attendee, *others_of(rows, attendee))
    asked = {
        "subjects": json.dumps([attendee_subject(each) for each in whose]),
        "checkpoint": checkpoint,
        "at_ms": to_ms(entered),
    }
    scan = _ENTERED.first(rows, asked)
    at = made_at(rows, scan, doubts(rows), now) if scan is not None else None
    return at if at is not None and at <= now else None
