"""Who came and who left by the minute: persons, not scans."""

from __future__ import annotations

import json
import math
from collections import Counter
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from sqlalchemy import bindparam, func, select

from onsite.checkin.checkout.due import check_out_after, last_check_out
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.tables import PresenceRow, ScanRow
from onsite.checkin.zones.seen import Seen
from onsite.clock import from_ms as instant
from onsite.clock import to_ms
from onsite.journal.fold import table_of
from onsite.roster.acts.aliases import aliases
from onsite.roster.facts import attendee_subject
from onsite.store.prepared import Prepared

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

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
_PASSED = Prepared(select(_SCAN.c.attendee).where(*_COUNT, _SCAN.c.at_ms >= bindparam("begin_ms")))
_PASSAGES = Prepared(
    select(_SCAN.c.attendee, _SCAN.c.checkpoint, _SCAN.c.direction, _SCAN.c.at_ms)
    .where(
        _SCAN.c.subject.in_(select(_THEM.c.value)),
        # Not the bare column: its index would lead to everybody who ever passed there.
        _SCAN.c.checkpoint.concat("").in_(select(_HERE.c.value)),
        *_COUNT[1:],
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
_PIECE = 300
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


def read_ahead(
    rows: Connection, plan: Plan, checkpoints: Sequence[str], from_ms: int, until_ms: int
) -> bool:
    """Read one piece of what `minutes` needs; whether it needs no more than has changed since."""
    flow = _begun(rows, plan, tuple(checkpoints), from_ms, until_ms)
    if flow.whole:
        flow.note_changes(rows)
    if not flow.whole:
        flow.read_more(rows)
    return flow.whole


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
        self._walk = _Walk(plan)
        self.crossings: dict[str, list[tuple[int, bool]]] = {}
        """When everybody came (True) or left (False) who has done so since."""
        self._to_read = _movers(rows, checkpoints, begin_ms, self._turns, self._stays)

    def holds(self, rows: Connection, plan: Plan, from_ms: int, until_ms: int) -> bool:
        """Whether it can be brought up to date by what has changed."""
        near = 0 <= from_ms - self._begin_ms <= _KEPT_MS
        same = plan is self._plan and aliases(rows) == self._stays
        turns = _turns(plan, self._checkpoints, self._begin_ms, until_ms)
        return near and same and turns == self._turns and self._seen.stands(rows)

    @property
    def whole(self) -> bool:
        """Whether everybody was read."""
        return not self._to_read

    def read_more(self, rows: Connection) -> None:
        """Read one piece, in a few hundredths of a second."""
        self._read(rows, self._to_read[-_PIECE:])
        del self._to_read[-_PIECE:]

    def note_changes(self, rows: Connection) -> None:
        """Read those again who have passed since the last look: of many, only who did so here."""
        them = {self._stays.get(each, each) for each in self._seen.changed(rows)}
        if len(them) > _PIECE:
            here = _movers(rows, self._checkpoints, self._begin_ms, self._turns, self._stays)
            them &= self.crossings.keys() | set(here)
        self._to_read += them

    def _read(self, rows: Connection, them: Collection[str]) -> None:
        passages = _passages(rows, self._checkpoints, them, self._stays)
        for who in them:
            self.crossings.pop(who, None)
            if who in passages:
                self.crossings[who] = self._walk.crossings(passages[who], self._begin_ms)


_Slot = tuple[tuple[str, ...], bool]
_FLOWS: WeakKeyDictionary[Connection, dict[_Slot, _Flow]] = WeakKeyDictionary()


def _slot(checkpoints: tuple[str, ...], from_ms: int, until_ms: int) -> _Slot:
    """Of a place two are kept: the list of zones shows a short span while a chart shows a day."""
    return checkpoints, until_ms - from_ms > _KEPT_MS


def _begun(
    rows: Connection, plan: Plan, checkpoints: tuple[str, ...], from_ms: int, until_ms: int
) -> _Flow:
    kept, slot = _FLOWS.setdefault(rows, {}), _slot(checkpoints, from_ms, until_ms)
    if slot not in kept or not kept[slot].holds(rows, plan, from_ms, until_ms):
        kept[slot] = _Flow(rows, plan, checkpoints, from_ms, until_ms)
    return kept[slot]


def _flow(
    rows: Connection, plan: Plan, checkpoints: tuple[str, ...], from_ms: int, until_ms: int
) -> _Flow:
    flow = _begun(rows, plan, checkpoints, from_ms, until_ms)
    # Put back once it is whole again: what fails on the way leaves nothing half read.
    kept, slot = _FLOWS[rows], _slot(checkpoints, from_ms, until_ms)
    del kept[slot]
    flow.note_changes(rows)
    while not flow.whole:
        flow.read_more(rows)
    kept[slot] = flow
    return flow


def _movers(
    rows: Connection,
    checkpoints: Sequence[str],
    begin_ms: int,
    turns: _Turns,
    stays: dict[str, str],
) -> list[str]:
    """Who has passed since, or was checked out."""
    ways = [direction.value for direction in Direction]
    here = {"checkpoints": json.dumps(checkpoints), "ways": json.dumps(ways)}
    who = {row["attendee"] for row in _PASSED.all(rows, {**here, "begin_ms": begin_ms})}
    for checkpoint, since_ms in turns.items():
        still = {"checkpoint": checkpoint, "since_ms": since_ms, "begin_ms": begin_ms}
        who.update(row["attendee"] for row in _STILL_IN.all(rows, still))
    return list({stays.get(each, each) for each in who})


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


def _passages(
    rows: Connection, checkpoints: Sequence[str], them: Collection[str], stays: dict[str, str]
) -> dict[str, list[Row]]:
    """All passages of some people there, over all their records, in order."""
    ways = json.dumps([direction.value for direction in Direction])
    asked = {"checkpoints": json.dumps(checkpoints), "ways": ways}
    them = set(them)
    records = sorted(them.union(other for other, who in stays.items() if who in them))
    found: dict[str, list[Row]] = {}
    for first in range(0, len(records), _AT_ONCE):
        subjects = [attendee_subject(each) for each in records[first : first + _AT_ONCE]]
        for row in _PASSAGES.all(rows, {**asked, "subjects": json.dumps(subjects)}):
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
