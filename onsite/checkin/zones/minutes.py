"""Who came and who left by the minute: persons, not scans."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, func, select

from onsite.checkin.checkout.due import check_out_after, last_check_out
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.tables import ScanRow
from onsite.clock import from_ms as instant
from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection

    from onsite.plan.model import Plan
    from onsite.store.prepared import Row

_MINUTE_MS = 60_000
_SCAN = table_of(ScanRow)
_HERE = func.json_each(bindparam("checkpoints")).table_valued("value", name="here")
_WAYS = func.json_each(bindparam("ways")).table_valued("value", name="way")
_THEM = func.json_each(bindparam("subjects")).table_valued("value", name="them")
_COUNT = (
    # Each of them, so that the index of passages is used.
    _SCAN.c.checkpoint.in_(select(_HERE.c.value)),
    _SCAN.c.outcome == Outcome.ADMIT.value,
    _SCAN.c.direction.in_(select(_WAYS.c.value)),
    _SCAN.c.undone.is_(False),
    _SCAN.c.attendee.is_not(None),
)
_PASSAGES = Prepared(
    select(_SCAN.c.attendee, _SCAN.c.checkpoint, _SCAN.c.direction, _SCAN.c.at_ms)
    .where(*_COUNT, _SCAN.c.at_ms >= bindparam("begin_ms"), _SCAN.c.at_ms < bindparam("end_ms"))
    .order_by(_SCAN.c.order_ms, _SCAN.c.checkpoint, _SCAN.c.station, _SCAN.c.key)
)
_BEFORE = Prepared(
    select(_SCAN.c.attendee, _SCAN.c.checkpoint, _SCAN.c.direction, _SCAN.c.at_ms)
    .where(
        _SCAN.c.subject.in_(select(_THEM.c.value)),
        # Not the bare column: its index would lead to everybody who ever passed there.
        _SCAN.c.checkpoint.concat("").in_(select(_HERE.c.value)),
        *_COUNT[1:],
        _SCAN.c.at_ms < bindparam("begin_ms"),
    )
    .order_by(_SCAN.c.order_ms, _SCAN.c.checkpoint, _SCAN.c.station, _SCAN.c.key)
)
_AT_ONCE = 10_000


def minutes(
    rows: Connection, plan: Plan, checkpoints: Sequence[str], from_ms: int, until_ms: int
) -> tuple[tuple[int, int, int], ...]:
    """The minutes of a place in which somebody came or left, the oldest first.

    Who comes by a second door while inside has not come again, and an exit of somebody who is
    outside is none. Whom a checkpoint has checked out has left in that minute: a span in which
    it does so takes as long to read as a whole day.

    Args:
        rows: the open transaction.
        plan: says when checkpoints check everybody out.
        checkpoints: of the place.
        from_ms: the beginning, milliseconds since 1970, UTC.
        until_ms: the end, not included; no later than now.
    """
    begin_ms = _begin(plan, checkpoints, from_ms, until_ms)
    asked = {
        "checkpoints": json.dumps(list(checkpoints)),
        "ways": json.dumps([direction.value for direction in Direction]),
        "begin_ms": begin_ms,
    }
    found = _PASSAGES.all(rows, {**asked, "end_ms": until_ms})
    stays = aliases(rows)
    before = _before(rows, asked, {row["attendee"] for row in found}, stays)
    theirs: dict[str, list[Row]] = {who: [row] for who, row in before.items()}
    for row in found:
        theirs.setdefault(_whose(row, stays), []).append(row)
    walk = _Walk(plan, until_ms)
    changes: Counter[tuple[int, bool]] = Counter()
    for passages in theirs.values():
        for at_ms, came in walk.crossings(passages):
            if from_ms <= at_ms < until_ms:
                changes[at_ms // _MINUTE_MS * _MINUTE_MS, came] += 1
    at = sorted({at_ms for at_ms, _came in changes})
    return tuple((at_ms, changes[at_ms, True], changes[at_ms, False]) for at_ms in at)


def _begin(plan: Plan, checkpoints: Iterable[str], from_ms: int, until_ms: int) -> int:
    """From when on passages are read: from the turn before one that lies in the span."""
    begin_ms = from_ms
    for checkpoint in checkpoints:
        turn = last_check_out(plan, checkpoint, instant(until_ms - 1))
        if turn is not None and to_ms(turn) >= from_ms:
            before = last_check_out(plan, checkpoint, instant(from_ms - 1))
            begin_ms = min(begin_ms, to_ms(before)) if before is not None else 0
    return begin_ms


def _before(
    rows: Connection, asked: dict[str, Any], attendees: set[str], stays: dict[str, str]
) -> dict[str, Row]:
    """The last passage of each of them before the span, where there is one."""
    them = {stays.get(each, each) for each in attendees}
    records = sorted(them.union(other for other, who in stays.items() if who in them))
    last: dict[str, Row] = {}
    for first in range(0, len(records), _AT_ONCE):
        subjects = [attendee_subject(each) for each in records[first : first + _AT_ONCE]]
        for row in _BEFORE.all(rows, {**asked, "subjects": json.dumps(subjects)}):
            last[_whose(row, stays)] = row
    return last


def _whose(row: Row, stays: dict[str, str]) -> str:
    who: str = row["attendee"]
    return stays.get(who, who)


class _Walk:
    """Follows one person after the other through their passages."""

    def __init__(self, plan: Plan, until_ms: int) -> None:
        self._plan = plan
        self._until_ms = until_ms
        self._spans: dict[str, tuple[float, float]] = {}
        """By checkpoint, between which two turns the last entry was."""

    def crossings(self, passages: Iterable[Row]) -> Iterator[tuple[int, bool]]:
        """When they came (True) or left (False); before the first passage they are outside."""
        inside, out_ms = False, math.inf
        for row in passages:
            at_ms = row["at_ms"]
            if inside and out_ms <= at_ms:
                inside = False
                yield int(out_ms), False
            came = row["direction"] == Direction.ENTRY
            if came != inside:
                inside = came
                yield at_ms, came
            if came:
                out_ms = self._turn(row["checkpoint"], at_ms)
        if inside and out_ms < self._until_ms:
            yield int(out_ms), False

    def _turn(self, checkpoint: str, entered_ms: int) -> float:
        """When the checkpoint checks out whoever came in then."""
        after_ms, turn_ms = self._spans.get(checkpoint, (math.inf, math.inf))
        if after_ms <= entered_ms < turn_ms:
            return turn_ms
        entered = instant(entered_ms)
        before = last_check_out(self._plan, checkpoint, entered)
        turn = check_out_after(self._plan, checkpoint, entered)
        span = (
            to_ms(before) if before is not None else -math.inf,
            to_ms(turn) if turn is not None else math.inf,
        )
        self._spans[checkpoint] = span
        return span[1]
