"""When everything is expected, from what is planned and what has come of it.

An overrun ripples through what follows, as far as no gap and no break takes it up. Nothing is
expected before its planned start but what may begin early; what should have begun and has not is
expected now. What is left out, and what the show went past, takes no time; sessions run beside.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.items import Kind, StartRule
from onsite.stage.engine.timing import timer

if TYPE_CHECKING:
    from onsite.stage.engine.items import Item, Rundown
    from onsite.stage.engine.show import Run, Show


class Status(StrEnum):
    """Where an item stands."""

    COMING = "coming"
    ARMED = "armed"
    RUNNING = "running"
    DONE = "done"
    SKIPPED = "skipped"
    PASSED = "passed"
    """The show went on behind it without it, or will once what stands by begins."""


class Times(NamedTuple):
    """The times of one item."""

    item: str
    status: Status
    planned_start_ms: int
    planned_end_ms: int
    expected_start_ms: int
    """As it was, once it has begun: the first run's. As planned where it is left out."""
    expected_end_ms: int
    """As it was, once it is over: the last run's. Its start where it is left out."""
    actual_start_ms: int | None = None
    """None: it has not begun."""
    actual_end_ms: int | None = None
    """None: it is not over."""
    conflict_ms: int = 0
    """By how much its hard start is missed, or was."""
    soaked_ms: int = 0
    """So much lateness it takes up by being shorter than planned."""
    gap_soaked_ms: int = 0
    """So much lateness the gap before it takes up."""

    @property
    def over_ms(self) -> int:
        """How much later than planned it begins; less than 0 for earlier."""
        return self.expected_start_ms - self.planned_start_ms

    @property
    def over_end_ms(self) -> int:
        """How much later than planned it is over; less than 0 for earlier."""
        return self.expected_end_ms - self.planned_end_ms


class Schedule(NamedTuple):
    """When everything is expected, as seen from a moment."""

    times: tuple[Times, ...]
    """Of every item, in the order of the rundown."""
    behind_ms: int
    """How late the show is now; less than 0 when it is ahead."""
    ends_ms: int | None
    """When the last item is expected to be over; None for a rundown without items."""
    current: str
    """What runs in the chain; empty for nothing."""
    next: str
    """What comes after it: what stands by, or what follows in order; empty for nothing."""
    over_end_ms: int = 0
    """How much later than planned the last item is over."""
    must_end_missed_ms: int = 0
    """By how much the end that must be kept is missed."""

    def of(self, item: str) -> Times | None:
        """The times of one item."""
        return next((times for times in self.times if times.item == item), None)


def expected(rundown: Rundown, show: Show, now_ms: int) -> Schedule:
    """When everything is expected."""
    chain = _Chain(rundown, show, now_ms)
    times = tuple([chain.times(number, item) for number, item in enumerate(rundown.items)])
    first, last = chain.first, chain.last
    over_end_ms = 0 if last is None else last.over_end_ms
    ends_ms = None if last is None else last.expected_end_ms
    late_ms = 0
    if rundown.must_end_ms is not None and ends_ms is not None:
        late_ms = max(0, ends_ms - rundown.must_end_ms)
    behind_ms = over_end_ms
    if chain.running is not None and not _open_ended(rundown, chain.running.item):
        behind_ms = chain.running.over_end_ms
    elif first is not None:
        behind_ms = first.over_ms
    current = "" if chain.running is None else chain.running.item
    following = "" if first is None else first.item
    return Schedule(times, behind_ms, ends_ms, current, following, over_end_ms, late_ms)


def _open_ended(rundown: Rundown, item: str) -> bool:
    """Whether nobody can say when it should be over; it is late only as far as what follows is."""
    known = rundown.by_id.get(item)
    return known is not None and known.kind is Kind.COUNT_UP and not known.length_ms


class _Chain:
    """The items one after the other, each beginning when what is before it lets it."""

    def __init__(self, rundown: Rundown, show: Show, now_ms: int) -> None:
        self._show = show
        self._now_ms = now_ms
        self._delays = {delay.item: show.delay_ms(delay.item) for delay in show.delays}
        armed = rundown.by_id.get(show.armed)
        self._armed = show.armed if armed is not None and armed.chained else ""
        self._place = rundown.place[self._armed] if self._armed else rundown.after(show.last)
        """From there on comes what has not run yet."""
        # A milestone that the clock reached is the last, and what ran before it runs on.
        last = rundown.known(show.running) or rundown.known(show.last)
        self._over_ms = None if last is None else _over_ms(last, show.runs[last.id], now_ms)
        """When what is before the next item is over; None where nothing was."""
        self._planned_end_ms = 0 if last is None else last.end_ms
        self._were: tuple[int, int] | None = None
        """When the item above, of those that have run, was over and should have been."""
        self.first: Times | None = None
        """What comes next."""
        self.running: Times | None = None
        self.last: Times | None = None
        """What is, or was, the last of all."""

    def times(self, number: int, item: Item) -> Times:
        """The times of an item, which follows those that were asked for before."""
        show = self._show
        runs = show.runs.get(item.id)
        if item.kind is Kind.SESSION:
            return self._beside(item, runs)
        out = item.id in show.skipped
        if number >= self._place and not out and (runs is None or item.id == self._armed):
            return self._coming(item, runs)
        if runs is not None:
            return self._run(item, runs)
        status = Status.SKIPPED if out else Status.PASSED
        return Times(item.id, status, item.start_ms, item.end_ms, item.start_ms, item.start_ms)

    def _coming(self, item: Item, runs: tuple[Run, ...] | None) -> Times:
        over_ms, planned_ms = self._over_ms, item.start_ms
        due_ms = planned_ms + self._delays.get(item.id, 0)
        start_ms = begins_ms(item, due_ms, over_ms, self._planned_end_ms)
        start_ms = max(start_ms, self._now_ms)
        end_ms = lasts_until_ms(item, start_ms, self._show.added.get(item.id, 0))
        gap_ms = 0
        if over_ms is not None and planned_ms > self._planned_end_ms:
            gap_ms = over_ms - self._planned_end_ms - max(0, start_ms - planned_ms)
        times = Times(
            item.id,
            Status.ARMED if item.id == self._armed else Status.COMING,
            planned_ms,
            item.end_ms,
            start_ms,
            end_ms,
            None if runs is None else runs[0].started_ms,
            None if runs is None else runs[-1].ended_ms,
            max(0, start_ms - due_ms) if item.rule is StartRule.HARD else 0,
            _soaked_ms(item, start_ms),
            max(0, gap_ms),
        )
        self._over_ms, self._planned_end_ms = end_ms, item.end_ms
        if self.first is None:
            self.first = times
        self.last = times
        return times

    def _run(self, item: Item, runs: tuple[Run, ...]) -> Times:
        start_ms, end_ms = runs[0].started_ms, _over_ms(item, runs, self._now_ms)
        over = runs[-1].ended_ms is not None
        late_ms = max(0, start_ms - item.start_ms)
        soaked_ms = late_ms - max(0, end_ms - item.end_ms)
        if not over:
            soaked_ms = item.length_ms - runs[-1].length_ms
        gap_ms = 0
        if self._were is not None and item.start_ms > self._were[1]:
            gap_ms = self._were[0] - self._were[1] - late_ms
        times = Times(
            item.id,
            Status.DONE if over else Status.RUNNING,
            item.start_ms,
            item.end_ms,
            start_ms,
            end_ms,
            start_ms,
            end_ms if over else None,
            late_ms if item.rule is StartRule.HARD else 0,
            max(0, soaked_ms),
            max(0, gap_ms),
        )
        self._were = (end_ms, item.end_ms)
        if not over:
            self.running = times
        if self.first is None and (self.last is None or self.last.expected_end_ms <= end_ms):
            self.last = times
        return times

    def _beside(self, item: Item, runs: tuple[Run, ...] | None) -> Times:
        """A timer behind the others."""
        if runs is None:
            out = item.id in self._show.skipped
            start_ms = end_ms = item.start_ms
            if not out:
                start_ms = max(start_ms + self._delays.get(item.id, 0), self._now_ms)
                end_ms = start_ms + item.length_ms
            status = Status.SKIPPED if out else Status.COMING
            if item.id == self._show.armed:
                status = Status.ARMED
            return Times(item.id, status, item.start_ms, item.end_ms, start_ms, end_ms)
        start_ms, end_ms = runs[0].started_ms, _over_ms(item, runs, self._now_ms)
        over = runs[-1].ended_ms is not None
        return Times(
            item.id,
            Status.DONE if over else Status.RUNNING,
            item.start_ms,
            item.end_ms,
            start_ms,
            end_ms,
            start_ms,
            end_ms if over else None,
        )


def _over_ms(item: Item, runs: tuple[Run, ...], now_ms: int) -> int:
    """When the last run of an item was over, or is expected to be."""
    run = runs[-1]
    if run.ended_ms is not None:
        return run.ended_ms
    return max(now_ms, timer(item, run, now_ms).ends_ms)


def begins_ms(item: Item, due_ms: int, over_ms: int | None, planned_ms: int) -> int:
    """When an item begins by the rules.

    Args:
        item: the item.
        due_ms: its planned start, with open delays.
        over_ms: when the one before it is over; None where nothing is.
        planned_ms: when that was planned to be over.
    """
    if over_ms is None:
        return due_ms
    if item.comes_early:
        # It follows at once, or after the gap that is planned between them.
        due_ms = min(due_ms, over_ms + max(0, item.start_ms - planned_ms))
    return max(due_ms, over_ms)


def lasts_until_ms(item: Item, start_ms: int, added_ms: int) -> int:
    """When an item is over that begins then."""
    if item.kind is Kind.MILESTONE:
        return start_ms
    if item.kind is Kind.FIXED_END:
        return max(start_ms, item.end_ms + added_ms)
    soaked_ms = _soaked_ms(item, start_ms) if item.soaks_ms else 0
    return start_ms + max(0, item.length_ms - soaked_ms + added_ms)


def _soaked_ms(item: Item, start_ms: int) -> int:
    """How much lateness an item that begins then takes up."""
    most_ms = item.length_ms if item.kind is Kind.FIXED_END else item.soaks_ms
    return min(max(0, start_ms - item.start_ms), most_ms)
