"""What begins and ends by the clock: items that begin by themselves, a rundown that follows it.

It is derived from the plan and the acts, so it is the same on all stations, and after a restart.
So that a later change of the plan does not change what has been, it is owed to the journal:
whoever appends an act or an edit appends first what has come by then.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from onsite.stage.engine.delays import shifted
from onsite.stage.engine.items import Kind, StartRule
from onsite.stage.engine.show import Owed, Run
from onsite.stage.engine.standing import basis, begin, end, settled

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Set as AbstractSet

    from onsite.stage.engine.delays import Planned
    from onsite.stage.engine.items import Item, Rundown
    from onsite.stage.engine.standing import Standing

_FIRST = (0, -1)
"""Before all that is planned."""


class Moment(NamedTuple):
    """What else decides what comes by the clock."""

    now_ms: int
    """Until when."""
    last_ms: int
    """The last act: what came before it is in the journal."""
    refused: AbstractSet[str]
    """The items that the clock began once, which was undone: it does not begin them again."""
    let_run: AbstractSet[str]
    """The items that the clock ended once, which was undone: their time ends them no more."""
    begun: Mapping[str, int]
    """The highest run of each item that any act names."""

    def known_ms(self, at_ms: int) -> int:
        """An instant of the journal; now, if it comes from a laptop whose clock is ahead."""
        return min(at_ms, self.now_ms)


def came(rundown: Rundown, on: Standing, moment: Moment) -> tuple[Owed, ...]:
    """What has come by the clock since the last act, in order; it stands there then."""
    if on.get("follow"):
        return _Following(rundown, on, moment).came()
    owed: list[Owed] = []
    later = planned_later(rundown, on)
    while (step := _by_itself(rundown, on, moment, later)) is not None:
        _do(rundown, on, step)
        owed.append(step)
    return tuple(owed)


def time_up_ms(run: Run) -> int | None:
    """When the time of a run that is settled is up; None as long as it stands still."""
    if run.until_ms is not None:
        return run.until_ms
    if run.paused:
        return None
    still = sum((until_ms or from_ms) - from_ms for from_ms, until_ms in run.pauses)
    return run.started_ms + max(0, run.length_ms + run.added_ms) + still


def following_in_order(rundown: Rundown, on: Standing) -> Item | None:
    """The next item in order that has not run and is not left out."""
    for item in rundown.items[rundown.after(on.get("last", "")) :]:
        out = on.get(("skip", item.id), item.skipped)
        if item.chained and not out and not on.runs(item.id):
            return item
    return None


def _by_itself(
    rundown: Rundown, on: Standing, moment: Moment, later: Mapping[str, Planned]
) -> Owed | None:
    item = following_in_order(rundown, on)
    if item is None or item.rule is not StartRule.AUTO:
        return None
    if on.get("armed", "") not in ("", item.id) or item.id in moment.refused:
        return None
    # A milestone that the clock reached is the last, and what ran before it runs on.
    last = on.running or on.get("last", "")
    due_ms = item.start_ms + _delay_ms(on, item.id)
    at_ms = due_ms
    if (before := rundown.known(last)) is not None:
        over_ms = _over_ms(rundown, on, before, later)
        if over_ms is None:
            return None
        gap_ms = max(0, item.start_ms - before.end_ms)
        at_ms = min(due_ms, over_ms + gap_ms) if item.comes_early else due_ms
        reached_ms = on.runs(on.get("last"))[-1].ended_ms if on.get("last") else None
        at_ms = max(at_ms, over_ms, reached_ms or 0)
    at_ms = max(at_ms, moment.known_ms(moment.last_ms), moment.known_ms(rundown.edited_ms))
    if at_ms > moment.now_ms:
        return None
    run = str(moment.begun.get(item.id, 0) + 1)
    return Owed(item.id, run, at_ms, True, on.running, basis(on, item.id))


def _over_ms(
    rundown: Rundown, on: Standing, item: Item, later: Mapping[str, Planned]
) -> int | None:
    """When an item was over, or its time is up; None where nobody can tell yet."""
    run = on.runs(item.id)[-1]
    if run.ended_ms is not None:
        return run.ended_ms
    if item.kind is Kind.COUNT_UP and not item.length_ms:
        return None
    return time_up_ms(settled(rundown, run, later))


def planned_later(rundown: Rundown, on: Standing) -> dict[str, Planned]:
    """The items that open delays plan otherwise; empty without any."""
    delays = Counter[str]()
    for delay in on.get("delays", ()):
        delays[delay.item] += delay.by_ms
    if not delays:
        return {}
    skipped = {item.id for item in rundown.items if on.get(("skip", item.id), item.skipped)}
    return shifted(rundown, skipped, delays)


def _delay_ms(on: Standing, item: str) -> int:
    return sum(delay.by_ms for delay in on.get("delays", ()) if delay.item == item)


def _do(rundown: Rundown, on: Standing, step: Owed) -> None:
    if not step.start:
        end(on, step.item, step.at_ms, None)
        return
    item = rundown.by_id[step.item]
    if on.running and item.kind is not Kind.MILESTONE:
        end(on, on.running, step.at_ms, None)
    rolled = bool(on.get("follow"))
    begin(on, item, Run(step.item, step.run, step.at_ms, 0, by_clock=True, rolled=rolled))


class _Following:
    """A rundown that follows the clock, from where the journal leaves it.

    What has been is in the journal: nothing begins or is over before the last act or edit, nor
    before the clock was followed. What runs then runs on until its time is up, or until the
    planned start of something else has come.
    """

    def __init__(self, rundown: Rundown, on: Standing, moment: Moment) -> None:
        self._rundown = rundown
        self._on = on
        self._moment = moment
        self._owed: list[Owed] = []
        # No step of the clock changes a delay.
        self._later = planned_later(rundown, on)
        self._planned = self._when()
        self._agenda = sorted(
            (self._planned[item.id][0], number)
            for number, item in enumerate(rundown.items)
            if item.id in self._planned and item.rule is not StartRule.MANUAL
        )
        known = (moment.known_ms(moment.last_ms), moment.known_ms(rundown.edited_ms))
        self._floor_ms = max(on.get("followed"), *known)

    def _when(self) -> dict[str, tuple[int, int]]:
        """The start and the end that are planned of what takes its turn, with all delays."""
        planned = {}
        for item in self._rundown.items:
            if item.chained and not self._on.get(("skip", item.id), item.skipped):
                _id, start_ms, length_ms = self._later.get(
                    item.id, (item.id, item.start_ms, item.length_ms)
                )
                planned[item.id] = (start_ms, start_ms + length_ms)
        return planned

    def came(self) -> tuple[Owed, ...]:
        """What the clock has done since."""
        point: tuple[int, int] | None = self._on.get("clock")
        after = max(point or _FIRST, (self._on.get("followed"), len(self._rundown.items)))
        idle = point is None and not self._on.running
        self._taken_up(self._floor_ms, _FIRST if idle else after)
        for start_ms, number in self._agenda:
            if start_ms > self._moment.now_ms:
                break
            if start_ms >= self._floor_ms and (start_ms, number) > after:
                self._ended_until(start_ms - 1)
                self._start(start_ms, number)
        self._ended_until(self._moment.now_ms)
        return tuple(self._owed)

    def _taken_up(self, at_ms: int, after: tuple[int, int]) -> bool:
        """What is planned to run at a moment begins then; nothing that has run before.

        Args:
            at_ms: the moment.
            after: of what was planned to begin no later than that nothing does any more.
        """
        covering = [
            number
            for start_ms, number in self._agenda
            if (start_ms, number) > after
            and start_ms <= at_ms < self._planned[self._rundown.items[number].id][1]
            and not self._on.runs(self._rundown.items[number].id)
        ]
        return bool(covering) and self._start(at_ms, covering[-1])

    def _start(self, at_ms: int, number: int) -> bool:
        item = self._rundown.items[number].id
        if self._on.running == item or item in self._moment.refused:
            return False
        run = str(self._moment.begun.get(item, 0) + 1)
        on = self._on
        self._step(Owed(item, run, at_ms, True, on.running, basis(on, item)))
        return True

    def _ended_until(self, until_ms: int) -> None:
        """What runs is over when its time is up, be nothing there to follow it."""
        running = self._rundown.known(self._on.running)
        if running is None or running.id in self._moment.let_run:
            return
        over_ms = _over_ms(self._rundown, self._on, running, self._later)
        if over_ms is None:
            return
        # Time that was removed only later, or before anybody followed the clock, ends nothing then.
        over_ms = max(over_ms, self._floor_ms)
        if over_ms > until_ms:
            return
        ran_before = self._on.get("clock") is None and not self._owed
        if ran_before and self._taken_up(over_ms, _FIRST):
            self._ended_until(until_ms)
        else:
            run = self._on.runs(running.id)[-1].id
            on = self._on
            self._step(Owed(running.id, run, over_ms, False, basis=basis(on, running.id)))

    def _step(self, step: Owed) -> None:
        _do(self._rundown, self._on, step)
        self._owed.append(step)
