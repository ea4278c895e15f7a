"""Who came and who left by the minute: persons, not scans."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, func, select

from onsite.checkin.checkout.due import check_out_after, last_check_out
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.tables import PresenceRow, ScanRow
from onsite.checkin.zones.seen import Seen
from onsite.clock import from_ms as instant
from onsite.clock import to_ms
from onsite.journal.facts import LATEST_MS
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
    .where(*_COUNT, _SCAN.c.at_ms >= bindparam("begin_ms"))
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
_PRESENCE = table_of(PresenceRow)
_STILL_IN = Prepared(
    select(_PRESENCE.c.attendee).where(
        _PRESENCE.c.checkpoint == bindparam("checkpoint"),
        _PRESENCE.c.inside.is_(True),
        _PRESENCE.c.last_in_ms >= bindparam("since_ms"),
        _PRESENCE.c.last_in_ms < bindparam("begin_ms"),
    )
)
"""Who came in there before a span, and whom it checks out within: they need not pass anywhere."""
_AT_ONCE = 10_000
_KEPT_MS = 3_600_000
"""What is kept of a place is read anew once it begins so long before what is asked for."""


def minutes(
    rows: Connection, plan: Plan, checkpoints: Sequence[str], from_ms: int, until_ms: int
) -> tuple[tuple[int, int, int], ...]:
    """The minutes of a place in which somebody came or left, the oldest first.

    Who comes by a second door while inside has not come again, and an exit of somebody who is
    outside is none. Whom a checkpoint has checked out has left in that minute.

    Args:
        rows: the open transaction.
        plan: says when checkpoints check everybody out.
        checkpoints: of the place.
        from_ms: the beginning, milliseconds since 1970, UTC.
        until_ms: the end, not included; no later than now.
    """
    flow = _flow(rows, plan, tuple(checkpoints), from_ms, until_ms)
    changes: Counter[tuple[int, bool]] = Counter()
    for crossings in flow.crossings.values():
        for at_ms, came in crossings:
            if from_ms <= at_ms < until_ms:
                changes[at_ms // _MINUTE_MS * _MINUTE_MS, came] += 1
    at = sorted({at_ms for at_ms, _came in changes})
    return tuple((at_ms, changes[at_ms, True], changes[at_ms, False]) for at_ms in at)


def is_at_hand(
    rows: Connection, plan: Plan, checkpoints: Sequence[str], from_ms: int, until_ms: int
) -> bool:
    """Whether `minutes` needs to read no more than what has changed since it was read last."""
    flow = _FLOWS.get(rows, {}).get(_slot(tuple(checkpoints), from_ms, until_ms))
    return flow is not None and flow.holds(rows, plan, from_ms, until_ms)


class _Flow:
    """Who came and who left at a place since an instant, kept from one look to the next."""

    def __init__(
        self,
        rows: Connection,
        plan: Plan,
        checkpoints: tuple[str, ...],
        begin_ms: int,
        until_ms: int,
    ) -> None:
        self._plan, self._checkpoints, self._begin_ms = plan, checkpoints, begin_ms
        self._seen, self._stays = Seen(rows), aliases(rows)
        self._turns = _turns(plan, checkpoints, begin_ms, until_ms)
        self.crossings = _crossings(rows, plan, checkpoints, begin_ms, self._turns)

    def holds(self, rows: Connection, plan: Plan, from_ms: int, until_ms: int) -> bool:
        """Whether it can be brought up to date by what has changed."""
        near = 0 <= from_ms - self._begin_ms <= _KEPT_MS
        same = plan is self._plan and aliases(rows) == self._stays
        turns = _turns(plan, self._checkpoints, self._begin_ms, until_ms)
        return near and same and turns == self._turns and self._seen.stands(rows)

    def bring_up(self, rows: Connection) -> None:
        """Look at those who have passed somewhere since the last look."""
        changed = self._seen.changed(rows)
        if not changed:
            return
        asked = _asked(self._checkpoints, LATEST_MS)
        passages = _of_some(rows, asked, changed, self._stays)
        walk = _Walk(self._plan)
        for who in {self._stays.get(each, each) for each in changed}:
            self.crossings.pop(who, None)
            if who in passages:
                self.crossings[who] = walk.crossings(passages[who], self._begin_ms)


_Slot = tuple[tuple[str, ...], bool]
_FLOWS: WeakKeyDictionary[Connection, dict[_Slot, _Flow]] = WeakKeyDictionary()


def _slot(checkpoints: tuple[str, ...], from_ms: int, until_ms: int) -> _Slot:
    """Of a place two are kept: the list of zones shows a short span while a chart shows a day."""
    return checkpoints, until_ms - from_ms > _KEPT_MS


def _flow(
    rows: Connection, plan: Plan, checkpoints: tuple[str, ...], from_ms: int, until_ms: int
) -> _Flow:
    kept, slot = _FLOWS.setdefault(rows, {}), _slot(checkpoints, from_ms, until_ms)
    # Put back once it is whole again: what fails on the way leaves nothing half read.
    flow = kept.pop(slot, None)
    if flow is not None and flow.holds(rows, plan, from_ms, until_ms):
        flow.bring_up(rows)
    else:
        flow = _Flow(rows, plan, checkpoints, from_ms, until_ms)
    kept[slot] = flow
    return flow


def _asked(checkpoints: Iterable[str], begin_ms: int) -> dict[str, Any]:
    return {
        "checkpoints": json.dumps(list(checkpoints)),
        "ways": json.dumps([direction.value for direction in Direction]),
        "begin_ms": begin_ms,
    }


def _crossings(
    rows: Connection, plan: Plan, checkpoints: Iterable[str], begin_ms: int, turns: _Turns
) -> dict[str, list[tuple[int, bool]]]:
    """When everybody came (True) or left (False) who has done so since."""
    asked = _asked(checkpoints, begin_ms)
    found, stays = _PASSAGES.all(rows, asked), aliases(rows)
    who = {row["attendee"] for row in found}
    for checkpoint, since_ms in turns.items():
        still = {"checkpoint": checkpoint, "since_ms": since_ms, "begin_ms": begin_ms}
        who.update(row["attendee"] for row in _STILL_IN.all(rows, still))
    before = _of_some(rows, asked, who, stays)
    theirs = {who: passages[-1:] for who, passages in before.items()}
    for row in found:
        theirs.setdefault(_whose(row, stays), []).append(row)
    walk = _Walk(plan)
    return {who: walk.crossings(passages, begin_ms) for who, passages in theirs.items()}


_Turns = dict[str, int]
"""By checkpoint that checks everybody out within a span, when it has done so last before it; 0
where it never has."""


def _turns(plan: Plan, checkpoints: Iterable[str], begin_ms: int, until_ms: int) -> _Turns:
    found = {}
    for checkpoint in checkpoints:
        turn = last_check_out(plan, checkpoint, instant(until_ms - 1))
        if turn is not None and to_ms(turn) >= begin_ms:
            before = last_check_out(plan, checkpoint, instant(begin_ms - 1))
            found[checkpoint] = to_ms(before) if before is not None else 0
    return found


def _of_some(
    rows: Connection, asked: dict[str, Any], attendees: set[str], stays: dict[str, str]
) -> dict[str, list[Row]]:
    """The passages of some before an instant, over all their records, in order."""
    them = {stays.get(each, each) for each in attendees}
    records = sorted(them.union(other for other, who in stays.items() if who in them))
    found: dict[str, list[Row]] = {}
    for first in range(0, len(records), _AT_ONCE):
        subjects = [attendee_subject(each) for each in records[first : first + _AT_ONCE]]
        for row in _BEFORE.all(rows, {**asked, "subjects": json.dumps(subjects)}):
            found.setdefault(_whose(row, stays), []).append(row)
    return found


def _whose(row: Row, stays: dict[str, str]) -> str:
    who: str = row["attendee"]
    return stays.get(who, who)


class _Walk:
    """Follows one person after the other through their passages."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._spans: dict[str, tuple[float, float]] = {}
        """By checkpoint, between which two turns the last entry was."""

    def crossings(self, passages: Iterable[Row], begin_ms: int) -> list[tuple[int, bool]]:
        """When they came (True) or left (False) since; before all passages they are outside.

        Where a checkpoint will check them out, that is told too, though it is still to come.
        """
        inside, out_ms = False, math.inf
        found: list[tuple[int, bool]] = []
        for row in passages:
            at_ms = row["at_ms"]
            if inside and out_ms <= at_ms:
                inside = False
                found.append((int(out_ms), False))
            came = row["direction"] == Direction.ENTRY
            if came != inside:
                inside = came
                found.append((at_ms, came))
            if came:
                out_ms = self._turn(row["checkpoint"], at_ms)
        if inside and out_ms < math.inf:
            found.append((int(out_ms), False))
        return [each for each in found if each[0] >= begin_ms]

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
