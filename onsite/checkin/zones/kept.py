"""Who is in which place, kept from one look to the next: a look reads only what has changed.

Of 100,000 attendees it takes a second or two to read where all of them stand, and a screen looks
several times a second. So that no scan waits that long for the store, it can be read in pieces;
who passes meanwhile is looked at once more at the end. What is kept belongs to one connection to
the store. It is read anew where anything but new passages may have changed it: another plan, a
merge, what was found out of clocks, entries that were taken out of the journal again, work that
was rolled back, a clock that was set back.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from onsite.checkin.checkout.due import last_check_out
from onsite.checkin.zones.passages import of_some, scan_by_scan, some_stands
from onsite.checkin.zones.rules import NEVER_MS, inside, places
from onsite.checkin.zones.seen import Seen
from onsite.clock import from_ms, to_ms
from onsite.roster.acts.aliases import aliases
from onsite.sync.clock.marks import doubts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from onsite.checkin.zones.rules import Stand
    from onsite.plan.model import Plan

_CLOSELY_AT_ONCE = 20


class Kept:
    """What one look has found, or is finding: see `read_more`.

    Args:
        rows: the open transaction.
        plan: the plan in force.
        now_ms: the present.
    """

    def __init__(self, rows: Connection, plan: Plan, now_ms: int) -> None:
        self._places = places(plan)
        self._of_checkpoint: dict[str, list[str]] = defaultdict(list)
        for place, checkpoints in self._places.items():
            for checkpoint in checkpoints:
                self._of_checkpoint[checkpoint].append(place)
        self._out_ms = _checked_out(plan, self._of_checkpoint, now_ms)
        self._newest_ms = 0
        self._doubtful: dict[str, int | None] = {}
        """Who is looked at scan by scan; and from when on anew."""
        self.inside: dict[str, dict[str, tuple[str, int]]] = {place: {} for place in self._places}
        """By place, who is inside; by which checkpoint they came in, and when."""
        self._somewhere: set[str] = set()
        """Who is inside of any."""
        self._seen = Seen(rows)
        self._merged = aliases(rows)
        self._clocks = doubts(rows)
        self._records: dict[str, list[str]] = defaultdict(list)
        for other, stays in self._merged.items():
            self._records[stays].append(other)
        self._read_to: int | None = 0
        """As far as the rows were read; None once all of them were."""
        self._last: dict[str, dict[str, tuple[Any, ...]]] = {place: {} for place in self._places}
        """By place, the last stand of whoever was read and is not put there yet. Plain tuples:
        the collector of garbage would go through hundreds of thousands of objects."""
        self._to_look_at = set(self._records)
        """Who is to be looked at scan by scan."""

    def holds(self, rows: Connection, plan: Plan, now_ms: int) -> bool:
        """Whether it can be brought up to date by what has changed."""
        if now_ms < self._newest_ms or places(plan) != self._places:
            return False
        if aliases(rows) != self._merged or doubts(rows) != self._clocks:
            return False
        if not self._seen.stands(rows):
            return False
        out_ms = _checked_out(plan, self._of_checkpoint, now_ms)
        return out_ms.keys() == self._out_ms.keys() and all(
            each >= self._out_ms[checkpoint] for checkpoint, each in out_ms.items()
        )

    def bring_up(self, rows: Connection, plan: Plan, now_ms: int) -> None:
        """Look at who was checked out, and at whoever has passed, since the last look."""
        out_ms = _checked_out(plan, self._of_checkpoint, now_ms)
        if out_ms != self._out_ms:
            self._out_ms = out_ms
            self._check_out()
        changed = self._seen.changed(rows)
        changed = {self._merged.get(each, each) for each in changed}
        due = {who for who, at in self._doubtful.items() if at is not None and at <= now_ms}
        alone = {each for each in changed if each not in self._records} | due
        stands = of_some(rows, [each for each in alone if each not in self._records])
        for who in alone - self._records.keys():
            self._put(rows, who, stands.get(who, ()), now_ms)
        for who in (changed | due) & self._records.keys():
            self._look_closely(rows, who, now_ms)

    @property
    def whole(self) -> bool:
        """Whether everybody was read."""
        return self._read_to is None and not self._last and not self._to_look_at

    def read_more(self, rows: Connection, now_ms: int) -> None:
        """Read one piece, in a few hundredths of a second."""
        if self._read_to is not None:
            self._read_to, found = some_stands(rows, self._read_to)
            for who, stand in found:
                self._sort_in(who, stand, now_ms)
        elif self._last:
            self._fill(*self._last.popitem())
        else:
            for _ in range(min(_CLOSELY_AT_ONCE, len(self._to_look_at))):
                self._look_closely(rows, self._to_look_at.pop(), now_ms)

    def _sort_in(self, who: str, stand: tuple[Any, ...], now_ms: int) -> None:
        """Keep a stand where it is the last one of its place."""
        order_ms, checkpoint, *_more = stand
        if who in self._merged or who in self._records or checkpoint not in self._of_checkpoint:
            return
        if order_ms > now_ms:
            self._to_look_at.add(who)
            return
        self._newest_ms = max(self._newest_ms, order_ms)
        for place in self._of_checkpoint[checkpoint]:
            last = self._last[place]
            if who not in last or stand > last[who]:
                last[who] = stand

    def _fill(self, place: str, last: Mapping[str, tuple[Any, ...]]) -> None:
        """Put everybody into a place of whom only their last stand there is known."""
        for who, (_order_ms, checkpoint, is_inside, entered_ms) in last.items():
            if is_inside and entered_ms >= self._out_ms.get(checkpoint, NEVER_MS):
                self.inside[place][who] = checkpoint, entered_ms
        self._somewhere.update(self.inside[place])

    def _put(self, rows: Connection, who: str, stands: Sequence[Stand], now_ms: int) -> None:
        """Put somebody where they are, who has one record."""
        newest_ms = max(stands)[0] if stands else 0
        if newest_ms > now_ms:
            self._look_closely(rows, who, now_ms)
            return
        self._newest_ms = max(self._newest_ms, newest_ms)
        self._doubtful.pop(who, None)
        self._place(who, stands)

    def _look_closely(self, rows: Connection, who: str, now_ms: int) -> None:
        records = (who, *self._records.get(who, ()))
        stands, again_ms = scan_by_scan(rows, records, now_ms)
        self._doubtful[who] = again_ms
        newest_ms = max((each.order_ms for each in stands), default=0)
        self._newest_ms = max(self._newest_ms, min(newest_ms, now_ms))
        self._place(who, stands)

    def _place(self, who: str, stands: Iterable[Stand]) -> None:
        if who in self._somewhere:
            self._somewhere.discard(who)
            for people in self.inside.values():
                people.pop(who, None)
        at: dict[str, list[Stand]] = {}
        for stand in stands:
            for place in self._of_checkpoint.get(stand.checkpoint, ()):
                at.setdefault(place, []).append(stand)
        for place, theirs in at.items():
            there = inside(theirs, self._out_ms)
            if there is not None:
                self.inside[place][who] = there
                self._somewhere.add(who)

    def _check_out(self) -> None:
        for place, checkpoints in self._places.items():
            if not self._out_ms.keys() & set(checkpoints):
                continue
            self.inside[place] = {
                who: (checkpoint, entered_ms)
                for who, (checkpoint, entered_ms) in self.inside[place].items()
                if entered_ms >= self._out_ms.get(checkpoint, entered_ms)
            }


_KEPT: WeakKeyDictionary[Connection, Kept] = WeakKeyDictionary()


def looked(rows: Connection, plan: Plan, now: datetime) -> Mapping[str, Collection[str]]:
    """Who is inside at an aware instant, by place: a zone, or `rules.GATES`."""
    now_ms = to_ms(now)
    # Put back once it is whole again: what fails on the way leaves nothing half read.
    kept = _begun(rows, plan, now_ms)
    while not kept.whole:
        kept.read_more(rows, now_ms)
    kept.bring_up(rows, plan, now_ms)
    _KEPT[rows] = kept
    return kept.inside


def read_ahead(rows: Connection, plan: Plan, now: datetime) -> bool:
    """Read one piece of what `looked` needs; whether it needs no more than has changed since."""
    kept = _begun(rows, plan, to_ms(now))
    if not kept.whole:
        kept.read_more(rows, to_ms(now))
    _KEPT[rows] = kept
    return kept.whole


def _begun(rows: Connection, plan: Plan, now_ms: int) -> Kept:
    kept = _KEPT.pop(rows, None)
    return kept if kept is not None and kept.holds(rows, plan, now_ms) else Kept(rows, plan, now_ms)


def _checked_out(plan: Plan, checkpoints: Iterable[str], now_ms: int) -> dict[str, int]:
    """When each of the checkpoints that ever do so has checked everybody out last."""
    now = from_ms(now_ms)
    turns = {each: last_check_out(plan, each, now) for each in checkpoints}
    return {each: to_ms(turn) for each, turn in turns.items() if turn is not None}
