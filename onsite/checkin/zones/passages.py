"""Where somebody stands with a place's checkpoints: from their row, or scan by scan.

Scan by scan are looked at the few whose passages are spread over merged records, or bear times
beyond now, from a clock that was wrong. Such a time is put right as far as it is known, and where
nothing is, the passage counts as made when this station heard of it: see `checkout.reading`.
"""

from __future__ import annotations

import json
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, literal_column, select

from onsite.checkin.checkout.reading import made_at
from onsite.checkin.tables import PresenceRow, ScanRow, after, counts, nowhere, place
from onsite.checkin.zones.rules import NEVER_MS, Stand
from onsite.clock import from_ms, to_ms
from onsite.journal.facts import LATEST_MS
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import others_of
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy import ColumnElement, Connection

    from onsite.checkin.question import Question
    from onsite.store.prepared import Row
    from onsite.sync.clock.marks import Doubts

_PRESENCE = table_of(PresenceRow)
_SCAN = table_of(ScanRow)
_GIVEN = func.json_each(bindparam("given")).table_valued("value")
_STANDS = (
    _PRESENCE.c.attendee,
    _PRESENCE.c.checkpoint,
    _PRESENCE.c.inside,
    _PRESENCE.c.last_in_ms,
    _PRESENCE.c.order_ms,
)
_ROW: ColumnElement[int] = literal_column("presence.rowid")
_MORE = Prepared(
    select(_ROW.label("row"), *_STANDS)
    .select_from(_PRESENCE)
    .where(bindparam("after") < _ROW)
    .order_by(_ROW)
    .limit(bindparam("most"))
)
_SOME = Prepared(select(*_STANDS).where(_PRESENCE.c.attendee.in_(select(_GIVEN.c.value))))
_SCANS = Prepared(select(_SCAN).where(_SCAN.c.subject.in_(select(_GIVEN.c.value))))

_AT_ONCE = 1_000

Stands = dict[str, list[Stand]]
"""By attendee."""


def some_stands(
    rows: Connection, after: int
) -> tuple[int | None, list[tuple[str, tuple[Any, ...]]]]:
    """Where some people stand with a checkpoint each, of all who ever passed anywhere.

    Args:
        rows: the open transaction.
        after: as far as was read before; 0 at first.

    Returns:
        As far as was read now, None where that was all; and attendees with their stands, in the
        order of `Stand`.
    """
    # In the order in which they lie in the file: that of persons takes five times as long.
    found = _MORE.all(rows, {"after": after, "most": _AT_ONCE})
    stands = [(row["attendee"], _values(row)) for row in found]
    return found[-1]["row"] if len(found) == _AT_ONCE else None, stands


def of_some(rows: Connection, attendees: Iterable[str]) -> Stands:
    """The same of some of them; without those who never passed anywhere."""
    found: Stands = {}
    for row in _SOME.all(rows, {"given": json.dumps(list(attendees))}):
        found.setdefault(row["attendee"], []).append(Stand(*_values(row)))
    return found


def _values(row: Row) -> tuple[Any, ...]:
    return row["order_ms"], row["checkpoint"], row["inside"], row["last_in_ms"] or 0


def scan_by_scan(
    rows: Connection, records: Sequence[str], now_ms: int
) -> tuple[list[Stand], int | None]:
    """Where one person stands, over all their records.

    Returns:
        Where they stand; and from when on this is to be looked at anew, since one of the times
        that lay beyond now has come. None: nothing lies beyond now.
    """
    subjects = [attendee_subject(each) for each in records]
    scans = sorted(filter(counts, _SCANS.all(rows, {"given": json.dumps(subjects)})), key=place)
    ahead = [scan["order_ms"] for scan in scans if scan["order_ms"] > now_ms]
    by_checkpoint: dict[str, list[Row]] = {}
    for scan in _put_right(rows, doubts(rows), scans, now_ms):
        by_checkpoint.setdefault(scan["checkpoint"], []).append(scan)
    stands = [_stand(key, there, now_ms) for key, there in by_checkpoint.items()]
    return stands, min(ahead, default=None)


def _put_right(
    rows: Connection, clocks: Doubts, scans: Sequence[Row], now_ms: int
) -> Sequence[dict[str, Any]]:
    """The scans with times that can be, in the order that these give them.

    A desk that knew of a passage put its own behind it, so none is later than one behind it.
    """
    right: list[dict[str, Any]] = []
    next_ms: int | None = None
    for scan in reversed(scans):
        if scan["order_ms"] <= now_ms:
            right.append(scan)
            continue
        made_ms = to_ms(made_at(rows, scan, clocks, from_ms(now_ms)))
        next_ms = made_ms if next_ms is None else min(made_ms, next_ms)
        at_ms = scan["at_ms"] if scan["at_ms"] <= now_ms else next_ms
        right.append({**scan, "order_ms": next_ms, "at_ms": at_ms})
    # Those with the same time stay in the order in which the desks have put them.
    right.reverse()
    right.sort(key=itemgetter("order_ms"))
    return right


def _stand(checkpoint: str, scans: Sequence[Row], now_ms: int) -> Stand:
    presence = nowhere(scans[0])
    for scan in scans:
        presence = after(presence, scan)
    entered_ms = presence["last_in_ms"] or 0
    # Where this station's own clock is the wrong one, nobody can say when they came.
    known_ms = entered_ms if entered_ms <= now_ms else NEVER_MS
    return Stand(presence["order_ms"], checkpoint, presence["inside"], known_ms)


def behind(rows: Connection, question: Question, attendee: str | None) -> int:
    """What `ScanMade.not_before_ms` says of a scan: behind every passage that is known here.

    Of all checkpoints of its zone: whoever leaves by one door has left, though the clock of the
    desk at the other one, by which they came in, is ahead.

    Args:
        rows: the open transaction.
        question: of the scan.
        attendee: who was scanned; None for nobody known.
    """
    if attendee is None:
        return 0
    orders = [question.presence.order_ms]
    zone = question.rule.zone
    parts = question.plan.checkpoints.items()
    near = {key for key, part in parts if zone is not None and part.zone == zone}
    if near - {question.checkpoint}:
        stands = of_some(rows, (attendee, *others_of(rows, attendee)))
        found = (each for them in stands.values() for each in them)
        orders += [each.order_ms for each in found if each.checkpoint in near]
    return min(max(orders) + 1, LATEST_MS) if any(orders) else 0
