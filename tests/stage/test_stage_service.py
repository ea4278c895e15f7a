"""The acts of a timekeeper on a real store: what each does, says, and refuses."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from onsite.errors import BadInputError
from onsite.journal.audit import audit
from onsite.journal.journal import size
from onsite.staff.access import set_pin
from onsite.stage import cutting, editing, reading, service
from onsite.stage.clock.steady import Reading
from onsite.stage.engine.acts import ActId, Started, Undone
from onsite.stage.engine.timing import timer
from onsite.stage.fields import ItemFields
from onsite.stage.wording import outcome
from tests.stage.keeping import DAY, EARLY, MINUTE_MS, NINE_MS, Keeper


@pytest.fixture
def keeper(site, clock):
    clock.set(EARLY)
    keeper = Keeper(site, clock)
    keeper.program()
    keeper.at(0)
    return keeper


def test_a_whole_programme(keeper):
    did = keeper.did
    assert did("arm", "opening") == "took opening"
    assert did("go") == "took opening"
    keeper.at(3)
    assert did("pause") == "took opening"
    keeper.at(5)
    assert did("resume") == "took opening"
    assert did("add", 2 * MINUTE_MS) == "took opening"
    assert keeper.times()["opening"] == (0.02, 14.02)
    keeper.at(14)
    assert did("go") == "took talk"
    keeper.at(15)
    assert did("correct", NINE_MS + 13 * MINUTE_MS) == "took talk"
    assert keeper.times() == {
        "opening": (0.02, 13.0),
        "talk": (13.0, 43.0),
        "break": (43.0, 60.0),
        "closing": (60.0, 75.0),
    }
    assert did("delay", 10 * MINUTE_MS, "closing") == "took closing"
    assert did("apply_delay") == "took closing"
    assert keeper.kept.fields["closing"].start_ms == NINE_MS + 70 * MINUTE_MS
    assert did("skip", "break") == "took break"
    assert did("next_") == "took closing"
    assert did("unskip", "break") == "took break"
    assert did("stop") == "took closing"
    assert keeper.site.read_now(audit).good


def test_nothing_began_before_what_ran_before_it(keeper):
    keeper.did("go")
    keeper.at(14)
    keeper.did("go")
    with pytest.raises(BadInputError, match="“Opening” was before it, and began at 09:00:00"):
        keeper.do("correct", NINE_MS - 1)
    assert keeper.times()["talk"] == (14.0, 44.0)
    keeper.did("correct", NINE_MS + 1000)
    assert keeper.did("correct", NINE_MS - MINUTE_MS, "opening") == "took opening"
    assert keeper.did("correct", NINE_MS, "talk") == "took talk"


def test_what_can_not_be_done_says_why(keeper):
    did = keeper.did
    assert did("pause") == did("resume").replace("paused", "runs") == "nothing nothing-runs"
    assert did("stop") == did("add", 1000) == did("correct", NINE_MS) == "nothing nothing-runs"
    assert did("arm", "") == "nothing nothing-armed"
    assert did("apply_delay") == "nothing no-delay"
    said = keeper.do("undo")  # the edits of this station: its rundown, made half an hour ago
    assert did("undo", said.id) == "took opening"
    assert did("go") == "nothing no-items"
    assert did("undo") == "nothing nothing-to-undo"


def test_of_a_press_nothing_is_recorded_that_has_no_effect(keeper):
    keeper.do("go")
    before = keeper.site.read_now(size)

    keeper.clock.advance(milliseconds=300)
    again = keeper.do("go")
    keeper.clock.advance(seconds=5)
    other = keeper.do("go", "opening")

    assert (again.what, again.item) == ("same-press", "opening")
    assert (other.what, other.own) == ("already", True)
    assert keeper.site.read_now(size) == before


def test_a_press_that_is_tried_again_is_done_once(keeper):
    press = keeper.press()
    first = keeper.do("go", at=press)
    keeper.clock.advance(minutes=1)

    again = keeper.do("go", at=press)

    assert (again.what, again.id) == ("took", first.id)
    assert [act.item for act in keeper.kept.acts] == ["opening"]


def test_who_saw_something_else_run_is_told_who_was_first(keeper):
    keeper.do("go", "opening")
    keeper.at(10)
    keeper.do("go", "talk")
    keeper.clock.advance(seconds=2)

    late = keeper.do("go", at=keeper.press(seen="opening"))

    assert (late.what, late.item, late.operator) == ("already", "talk", "Thandi")
    said = outcome(late, keeper.plan, {})
    assert said == "It is so already, since 09:10:00. “Talk”"


def test_what_the_clock_has_done_is_recorded_before_the_next_act(keeper):
    keeper.did("follow", on=True)
    keeper.at(50)
    assert (keeper.kept.show(keeper.now_ms).running, len(keeper.kept.acts)) == ("break", 1)

    keeper.do("add", MINUTE_MS)

    kinds = [(type(act).__name__, getattr(act, "item", "")) for act in keeper.kept.acts]
    assert kinds[1] == ("Started", "opening")
    assert kinds[-1] == ("Added", "break")
    assert ("Started", "talk") in kinds
    assert keeper.site.write_now(service.settle, keeper.plan, keeper.press(), "Thandi") == 0


def test_acts_are_undone_and_done_again(keeper):
    keeper.did("go")
    keeper.did("add", MINUTE_MS)
    assert keeper.did("undo") == "took opening"
    assert keeper.times()["opening"][1] == pytest.approx(10, abs=0.1)
    undone = keeper.kept.acts[-1]

    assert keeper.did("undo", undone.id) == "took opening"
    assert keeper.times()["opening"][1] == pytest.approx(11, abs=0.1)
    assert keeper.did("undo") == keeper.did("undo") == "took opening"
    assert keeper.kept.show(keeper.now_ms).running == ""
    with pytest.raises(BadInputError, match="no act"):
        keeper.do("undo", ActId("nobody", 1))


def test_a_delay_that_is_the_plan_is_taken_back_with_its_edits(keeper):
    keeper.did("delay", 10 * MINUTE_MS, "talk")
    keeper.did("apply_delay", "talk")
    assert keeper.kept.fields["talk"].start_ms == NINE_MS + 20 * MINUTE_MS
    assert keeper.kept.fields["break"].length_ms == 10 * MINUTE_MS

    keeper.did("undo")

    assert keeper.kept.fields["talk"].start_ms == NINE_MS + 10 * MINUTE_MS
    assert keeper.kept.fields["break"].length_ms == 20 * MINUTE_MS
    assert keeper.kept.show(keeper.now_ms).delay_ms("talk") == 10 * MINUTE_MS


def test_what_is_to_come_is_cut_with_its_delays_by_one_press(keeper):
    keeper.did("go")
    keeper.did("delay", 10 * MINUTE_MS, "talk")
    keeper.did("delay", 5 * MINUTE_MS, "closing")
    before = keeper.kept.rundown
    end_ms = NINE_MS + 60 * MINUTE_MS

    done = keeper.site.write_now(cutting.cut, keeper.plan, keeper.press(), "Thandi", end_ms)

    assert (done.what, done.deed, done.changes) == ("took", "edit", 3)
    assert keeper.times()["closing"][1] == pytest.approx(60, abs=0.02)
    assert keeper.kept.show(keeper.now_ms).delays == ()
    keeper.clock.advance(seconds=1)
    assert keeper.do("undo").what == "took"
    assert keeper.kept.rundown == before


def test_only_who_may_runs_a_stage_once_somebody_has_a_pin(keeper):
    plan = keeper.site.read_now(reading.rundowns)
    assert [(each.stage, each.day, each.items) for each in plan] == [("main", DAY, 4)]
    _operators(keeper)

    refused = keeper.do("go")
    allowed = keeper.site.write_now(service.go, keeper.plan, keeper.press(), "tk")

    assert (refused.what, refused.roles) == ("refused", ("timekeeper", "lead"))
    assert outcome(refused, keeper.plan, {}) == "To run a stage is for: Timekeeper, Lead."
    assert (allowed.what, allowed.item) == ("took", "opening")


def test_a_stage_that_the_plan_does_not_have(keeper):
    keeper.stage = "green"
    with pytest.raises(BadInputError, match="Choose one of: main, blue"):
        keeper.do("go")
    keeper.stage = "main"
    with pytest.raises(BadInputError, match="no item “x”"):
        keeper.do("go", "x")


def _operators(keeper) -> None:
    from onsite.staff.service import NewOperator, add

    keeper.site.write_now(add, keeper.plan, NewOperator("tk", "Tove", ("timekeeper",)), "Maria")
    hashed = "$argon2id$v=19$m=8,t=1,p=1$c29tZXNhbHQ$aGFzaA"
    keeper.site.write_now(set_pin, keeper.plan, "tk", hashed, "Maria")


def test_a_clock_that_is_set_while_a_timer_runs_takes_nothing_from_it(keeper):
    """Both clocks go with each press; the one that nobody can set decides."""

    def press(boot_ms):
        return replace(keeper.press(), boot="one start", boot_ms=boot_ms)

    keeper.do("go", at=press(1_000_000))
    keeper.clock.advance(hours=1)  # the clock is set, two minutes later
    keeper.do("pause", at=press(1_120_000))

    now = Reading(keeper.now_ms, keeper.site.journal.station, "one start", 1_120_000)
    kept = keeper.site.read_now(reading.rundown, keeper.plan, "main", DAY, now)
    run = kept.show(keeper.now_ms).run("opening")
    assert timer(kept.rundown.by_id["opening"], run, keeper.now_ms).elapsed_ms == 120_000
    assert [act.at_ms for act in keeper.kept.acts] == [act.at_ms for act in kept.acts]


def test_who_presses_go_for_the_last_item_too_is_told_who_was_first(keeper):
    keeper.do("go", "closing")
    keeper.clock.advance(seconds=1)
    press = replace(keeper.press(seen=""), boot="x")

    late = keeper.do("go", at=press)
    at_once = keeper.do("next_")
    keeper.clock.advance(minutes=1)
    later = keeper.do("go")

    assert (late.what, late.item, late.operator) == ("already", "closing", "Thandi")
    assert (at_once.what, at_once.item) == ("already", "closing")
    assert (later.what, later.why) == ("nothing", "nothing-next")
    assert len(keeper.kept.acts) == 1


@pytest.mark.parametrize("act", ["pause", "resume", "stop"])
def test_an_act_about_a_run_names_what_does_not_run(keeper, act):
    keeper.do("go")
    keeper.clock.advance(seconds=5)
    said = keeper.do(act, "talk")
    assert (said.what, said.item) == ("nothing", "talk")
    assert said.why == ("nothing-paused" if act == "resume" else "nothing-runs")


def test_undoing_a_cut_gives_back_every_delay_that_it_took_in(keeper):
    keeper.did("go")
    keeper.did("delay", 10 * MINUTE_MS, "talk")
    keeper.did("delay", 5 * MINUTE_MS, "closing")
    before = whole(keeper)
    keeper.site.write_now(
        cutting.cut, keeper.plan, keeper.press(), "Maria", NINE_MS + 60 * MINUTE_MS
    )
    assert whole(keeper) != before

    keeper.clock.advance(seconds=1)
    keeper.did("undo")
    assert whole(keeper) == before

    keeper.clock.advance(seconds=1)
    undone = [act for act in keeper.kept.acts if isinstance(act, Undone)]
    keeper.did("undo", undone[-1].id)
    assert keeper.kept.show(keeper.now_ms).delays == ()


def test_what_began_by_itself_before_a_cut_is_written_down_once(keeper):
    keeper.edit(by_itself("talk"))
    keeper.did("go")
    keeper.did("delay", 5 * MINUTE_MS, "break")
    keeper.did("delay", 5 * MINUTE_MS, "closing")
    keeper.at(12)
    keeper.site.write_now(
        cutting.cut, keeper.plan, keeper.press(), "Maria", NINE_MS + 60 * MINUTE_MS
    )

    begun = [act for act in keeper.kept.acts if isinstance(act, Started) and act.item == "talk"]

    assert len(begun) == 1


def test_next_passes_by_what_has_run(keeper):
    keeper.did("go", "talk")
    keeper.at(5)
    keeper.did("go", "opening")
    keeper.at(10)

    assert keeper.did("next_") == "took break"


def test_what_begins_by_itself_stands_by_the_steady_clock_too(keeper):
    for item in ("talk", "break", "closing"):
        keeper.edit(by_itself(item))
    steady = Steady(keeper)
    keeper.did("go", at=steady.press())
    steady.advance(minutes=5)
    keeper.clock.advance(hours=1)  # somebody sets the clock
    steady.advance(minutes=5, seconds=1)

    keeper.site.write_now(service.settle, keeper.plan, steady.press(), "Maria")

    steady.advance(minutes=5)
    keeper.clock.advance(hours=1)
    show = steady.kept.show(keeper.now_ms)
    assert show.running == "talk"
    shown = timer(steady.kept.rundown.by_id["talk"], show.run("talk"), keeper.now_ms)
    assert shown.elapsed_ms == 5 * MINUTE_MS + 1_000


class Steady:
    """A computer that counts from its start, whatever its clock is set to."""

    def __init__(self, keeper):
        self.keeper, self.boot_ms = keeper, 1_000_000

    def advance(self, **time):
        self.keeper.clock.advance(**time)
        self.boot_ms += round(timedelta(**time).total_seconds() * 1000)

    def press(self):
        return replace(self.keeper.press(), boot="b", boot_ms=self.boot_ms)

    @property
    def kept(self):
        keeper = self.keeper
        now = Reading(keeper.now_ms, keeper.site.journal.station, "b", self.boot_ms)
        return keeper.site.read_now(reading.rundown, keeper.plan, "main", keeper.day, now)


def by_itself(item):
    return partial(editing.changed, item=item, changes=ItemFields(rule="auto"))


def whole(keeper):
    kept = keeper.kept
    return kept.rundown, kept.fields, kept.show(keeper.now_ms).delays


def test_a_key_pressed_once_too_often_undoes_nothing_of_longer_ago(keeper):
    keeper.did("go")
    keeper.at(6)

    said = keeper.do("undo")

    assert (said.what, said.why, said.title) == ("nothing", "old", "Opening")
    assert outcome(said, keeper.plan, {}) == ("Nothing was undone: that was at 09:00. GO “Opening”")
    assert keeper.kept.show(keeper.now_ms).running == "opening"
    assert keeper.did("undo", said.id) == "took opening"
    assert not keeper.kept.show(keeper.now_ms).running


def test_the_programme_itself_is_not_undone_by_a_key(keeper):
    keeper.did("go")
    keeper.clock.advance(seconds=1)
    keeper.did("undo")

    said = keeper.do("undo")

    assert (said.what, said.why, said.undone) == ("nothing", "old", "stage.item_added")
