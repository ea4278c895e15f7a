"""The engine beside a naive simulator, through anything that a timekeeper may do.

Midnight, a leap day and the changes of summer time lie within the shows; items are planned by the
local clock of the event.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from onsite.stage.engine.acts import ActId, Corrected
from onsite.stage.engine.items import Item, Kind, Rundown, StartRule
from onsite.stage.engine.schedule import Status
from onsite.stage.engine.show import FateKind
from onsite.stage.engine.timing import timer
from tests.stage.engine.keeping import Keeper
from tests.stage.engine.simulator import Deed, Stage, foreseen, played

BERLIN = ZoneInfo("Europe/Berlin")
EVENINGS = {
    "an afternoon": datetime(2026, 11, 24, 14, 0, tzinfo=BERLIN),
    "midnight": datetime(2026, 11, 24, 23, 59, 0, tzinfo=BERLIN),
    "the end of summer time": datetime(2026, 10, 25, 2, 59, 0, tzinfo=BERLIN),
    "its beginning": datetime(2026, 3, 29, 1, 59, 0, tzinfo=BERLIN),
    "a leap day": datetime(2028, 2, 28, 23, 59, 0, tzinfo=BERLIN),
    "the end of a year": datetime(2026, 12, 31, 23, 59, 0, tzinfo=BERLIN),
}
HORIZON = 4000


@st.composite
def rundowns(draw, clocked: bool):
    """Few short items from a local time on, with gaps and overlaps."""
    start = draw(st.sampled_from(sorted(EVENINGS.values())))
    items = []
    kinds = [*Kind, *[Kind.TALK] * 3, *[Kind.BREAK] * 2]
    rules = [*StartRule, StartRule.AUTO] if clocked else [*StartRule][:3]
    second = draw(st.sampled_from((0, 5, 20)))
    for number in range(draw(st.integers(2, 5))):
        kind, length = draw(st.sampled_from(kinds)), draw(st.integers(0, 40))
        if kind is Kind.MILESTONE:
            length = 0
        planned = start.astimezone(ZoneInfo("UTC")) + timedelta(seconds=second)
        shortest = draw(st.none() | st.integers(0, length))
        items.append(
            Item(
                f"i{number}",
                kind=kind,
                # By the local clock: the same instant, whatever that shows.
                start_ms=int(planned.astimezone(BERLIN).timestamp()) * 1000,
                length_ms=length * 1000,
                rule=draw(st.sampled_from(rules)),
                shortest_ms=None if shortest is None else shortest * 1000,
                early=kind is Kind.CHANGEOVER or draw(st.integers(0, 5)) == 0,
                skipped=draw(st.integers(0, 9)) == 0,
            )
        )
        second += length + draw(st.sampled_from((0, 0, 0, 7, 15, -3)))
    return int(start.timestamp()) * 1000, items


class Beside(RuleBasedStateMachine):
    """What is done is done to both."""

    clocked = False

    def __init__(self) -> None:
        super().__init__()
        self.now = 0
        self.deeds: dict[ActId, Deed] = {}
        """By the act."""
        self.undone: list[tuple[ActId, dict[ActId, Deed]]] = []

    @initialize(drawn=st.data())
    def begin(self, drawn) -> None:
        self.base, items = drawn.draw(rundowns(self.clocked))
        self.keeper = Keeper()
        self.keeper.rundown = Rundown("r", tuple(items))

    @property
    def at_ms(self) -> int:
        return self.base + self.now * 1000

    @property
    def sim(self) -> Stage:
        deeds = sorted(self.deeds.values(), key=lambda deed: deed.at)
        return played(list(self.keeper.rundown.items), self.base, deeds, self.now)

    @property
    def show(self):
        return self.keeper.show(self.at_ms)

    def acting(self) -> None:
        """A second later, with what the clock has done by then in the journal."""
        self.now += 1
        self.keeper.write_down(self.at_ms)

    def did(self, act: ActId, name: str, item: str = "", by: int = 0) -> None:
        self.deeds[act] = Deed(self.now, name, item, by)

    def item(self, drawn) -> str:
        return drawn.draw(st.sampled_from(self.keeper.rundown.items)).id

    @rule(seconds=st.integers(1, 30))
    def wait(self, seconds) -> None:
        self.now += seconds

    @rule()
    def go_on(self) -> None:
        """The key that is pressed most: what stands by, or what follows."""
        self.acting()
        following = self.keeper.schedule_at(self.at_ms).next
        if following:
            self._go(following)

    @rule(drawn=st.data())
    def go(self, drawn) -> None:
        self.acting()
        self._go(self.item(drawn))

    def _go(self, item: str) -> None:
        if self.show.run(item) is not None and self.show.run(item).ended_ms is None:
            return
        clocks = self.is_just_begun_by_the_clock(item)
        act = self.keeper.go(self.at_ms, item)
        if clocks:
            assert self.show.fates[act].kind is FateKind.ALREADY
            return
        self.did(act, "go", item)
        # The other console had the same thought.
        self.keeper.go(
            self.at_ms, item, "two", before=self.keeper.acts[-1].before,
            run=self.keeper.acts[-1].run,
        )  # fmt: skip

    def is_just_begun_by_the_clock(self, item: str) -> bool:
        """Whether the clock was quicker than the hand that was about to press for another item."""
        running = self.show.run(self.show.running)
        chained = self.keeper.rundown.by_id[item].chained
        if running is None or not chained:
            return False
        return running.by_clock and running.started_ms == self.at_ms

    @rule(drawn=st.data(), by=st.integers(-15, 20).filter(bool), armed=st.booleans())
    def add(self, drawn, by, armed) -> None:
        self.acting()
        item = self.show.armed if armed else self.show.running
        if item:
            act = self.keeper.add(self.at_ms, item, by / 60)
            self.did(act, "add", item, by)

    @rule(drawn=st.data())
    def pause_or_go_on(self, drawn) -> None:
        self.acting()
        running = [*self.show.sessions, *filter(None, [self.show.running])]
        if running:
            item = drawn.draw(st.sampled_from(running))
            paused = self.show.run(item).paused
            act = (self.keeper.resume if paused else self.keeper.pause)(self.at_ms, item)
            self.did(act, "resume" if paused else "pause", item)

    @rule(drawn=st.data())
    def stop(self, drawn) -> None:
        self.acting()
        running = [*self.show.sessions, *filter(None, [self.show.running])]
        if running:
            item = drawn.draw(st.sampled_from(running))
            self.did(self.keeper.stop(self.at_ms, item), "stop", item)

    @rule(drawn=st.data())
    def arm(self, drawn) -> None:
        self.acting()
        item = self.item(drawn)
        self.did(self.keeper.arm(self.at_ms, item), "arm", item)

    @precondition(lambda self: not self.clocked)
    @rule(drawn=st.data(), by=st.integers(-10, 20).filter(bool))
    def delay(self, drawn, by) -> None:
        self.acting()
        item = self.item(drawn)
        if self.keeper.rundown.by_id[item].chained:
            act = self.keeper.delay(self.at_ms, item, by / 60)
            self.did(act, "delay", item, by)

    @rule(drawn=st.data())
    def skip_or_not(self, drawn) -> None:
        self.acting()
        item = self.item(drawn)
        out = item in self.show.skipped
        if out and self.show.follow:
            return
        act = (self.keeper.unskip if out else self.keeper.skip)(self.at_ms, item)
        self.did(act, "unskip" if out else "skip", item)

    @precondition(lambda self: self.clocked)
    @rule()
    def follow(self) -> None:
        self.acting()
        if not self.show.follow:
            self.did(self.keeper.follow(self.at_ms), "follow")
            self.keeper.write_down(self.at_ms)

    @precondition(lambda self: self.clocked)
    @rule()
    def write_down(self) -> None:
        self.keeper.write_down(self.at_ms)

    @precondition(lambda self: not self.clocked)
    @rule(drawn=st.data(), ago=st.integers(1, 25))
    def correct(self, drawn, ago) -> None:
        """It began so many seconds before the key was pressed."""
        self.acting()
        running = self.show.run(self.show.running)
        if running is None or running.pauses or running.pressed_ms is not None:
            return
        start = (running.started_ms - self.base) // 1000
        others = [deed.at for deed in self.deeds.values() if deed.at < start]
        if start - ago <= max(others, default=0):
            return
        act = self.keeper.did(
            Corrected, self.at_ms,
            item=running.item, run=running.id, started_ms=running.started_ms - ago * 1000,
        )  # fmt: skip
        self.deeds[running.started_by] = Deed(start - ago, "go", running.item)
        self.deeds[act] = Deed(-1, "corrected")

    @precondition(lambda self: not self.clocked)
    @rule()
    def undo(self) -> None:
        self.acting()
        act = self.show.undo
        if act is None or self.deeds.get(act, Deed(-1, "corrected")).name == "corrected":
            return
        if any(deed.name == "corrected" for deed in self.deeds.values()):
            return
        # Those who were told that this one was first go with it.
        fates = self.show.fates
        gone = {
            each: self.deeds.pop(each)
            for each in list(self.deeds)
            if each == act or fates[each].first == act
        }
        self.undone.append((self.keeper.undo(self.at_ms, act), gone))

    @precondition(lambda self: not self.clocked)
    @rule()
    def redo(self) -> None:
        self.acting()
        redo = self.show.redo
        for undone, gone in self.undone:
            if undone == redo:
                self.keeper.undo(self.at_ms, redo)
                self.deeds |= gone

    @invariant()
    def both_tell_the_same(self) -> None:
        stage = self.sim
        self.timers_show_what_the_stopwatches_do(stage)
        self.everything_is_expected_when_it_comes(stage)

    def timers_show_what_the_stopwatches_do(self, sim: Stage) -> None:
        show = self.show
        runs = [run for runs in show.runs.values() for run in runs]
        assert len(runs) == len(sim.runs)
        order: dict[str, int] = {}
        for each in sim.runs:
            order[each.item.id] = nth = order.get(each.item.id, -1) + 1
            run = show.runs[each.item.id][nth]
            assert run.started_ms == self.base + each.start * 1000, each
            now = timer(each.item, run, self.at_ms)
            end_ms = None if each.end is None else self.base + each.end * 1000
            assert (run.ended_ms, run.added_ms) == (end_ms, each.added * 1000), each
            assert (now.elapsed_ms, now.paused) == (
                each.stopwatch * 1000, each.still and each.end is None,
            ), each  # fmt: skip
            if each.item.kind not in (Kind.FIXED_END, Kind.MILESTONE):
                left = max(0, each.length + each.added) - each.stopwatch
                assert now.remaining_ms == left * 1000, each

    def everything_is_expected_when_it_comes(self, sim: Stage) -> None:
        now = self.now
        schedule = self.keeper.schedule_at(self.at_ms)
        coming = foreseen(sim, now + HORIZON)
        found = {
            times.item: (
                (times.expected_start_ms - self.base) // 1000,
                (times.expected_end_ms - self.base) // 1000,
            )
            for times in schedule.times
            if times.status in (Status.COMING, Status.ARMED, Status.RUNNING)
            and self.keeper.rundown.by_id[times.item].chained
        }
        first = {}
        for run in sim.chain():
            first.setdefault(run.item.id, run.start)
        running = {run.item.id for run in sim.chain() if run.end is None}
        expected = {
            item: (first[item] if item in running else start, end)
            for item, (start, end) in coming.items()
        }
        assert found == expected


class BesideByClock(Beside):
    clocked = True


@pytest.mark.parametrize("machine", [Beside, BesideByClock])
def test_the_engine_does_what_somebody_with_a_stopwatch_would(machine):
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=40, stateful_step_count=15, report_multiple_bugs=False, derandomize=True
        ),
    )
