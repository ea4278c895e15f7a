"""What becomes of each act: it takes, or somebody was first, or there is nothing to do."""

from __future__ import annotations

import pytest

from onsite.stage.engine.acts import Added, Corrected, Ended, Paused, Resumed, Started
from onsite.stage.engine.replay import fate
from onsite.stage.engine.show import Fate, FateKind, Run
from tests.stage.engine.keeping import MINUTE, Keeper, at, pause, talk


@pytest.fixture
def keeper() -> Keeper:
    return Keeper(talk("a", "10:00", 30), talk("b", "10:30", 30), talk("c", "11:00", 30))


def test_go_begins_what_stands_by_and_next_ends_what_runs(keeper):
    keeper.arm("9:59", "a")
    go = keeper.go("10:00", "a")
    following = keeper.go("10:31", "b")
    show = keeper.show("10:40")
    assert (show.running, show.armed, show.last) == ("b", "", "b")
    assert show.runs["a"] == (
        Run("a", "1", at("10:00"), 30 * MINUTE, None, at("10:31"), (), (), False, go, following),
    )
    assert show.runs["b"][0].started_by == following


def test_a_double_press_is_one_press(keeper):
    first = keeper.go("10:00", "a")
    again = keeper.go("10:00:00.5", "b")
    assert keeper.show("10:01").running == "a"
    assert keeper.fate(again) == Fate(FateKind.SAME_PRESS, first)


def test_a_press_that_comes_later_is_another(keeper):
    keeper.go("10:00", "a")
    keeper.go("10:00:00.501", "b")
    assert keeper.show("10:01").running == "b"


def test_a_key_that_is_held_is_one_press_however_long(keeper):
    first = keeper.go("10:00", "a")
    fates = [keeper.fate(keeper.go(at("10:00") + ms, "b")) for ms in range(30, 3000, 30)]
    assert set(fates) == {Fate(FateKind.SAME_PRESS, first)}
    assert keeper.show("10:01").running == "a"


def test_whether_a_press_is_the_same_is_told_by_a_clock_that_nobody_sets(keeper):
    keeper.did(Started, "10:00", item="a", run="1", boot="x", boot_ms=1_000, before="")
    keeper.did(Started, "9:00", item="b", run="1", boot="x", boot_ms=1_400, before="a")
    keeper.did(Started, "10:00", item="c", run="1", boot="x", boot_ms=9_000, before="a")
    assert keeper.fates() == ["took", "same-press", "took"]


def test_a_key_that_pauses_and_goes_on_is_one_key(keeper):
    keeper.go("10:00", "a")
    keeper.pause("10:10", "a")
    keeper.resume("10:10:00.2", "a")
    assert keeper.run("a").paused


def test_a_minute_is_added_as_often_as_its_key_is_tapped_but_not_as_it_bounces(keeper):
    keeper.go("10:00", "a")
    for ms in (0, 150, 300, 340, 600):
        keeper.add(at("10:10") + ms, "a", 1)
    assert keeper.run("a").added_ms == 4 * MINUTE
    assert keeper.fates() == ["took"] * 4 + ["same-press", "took"]


def test_a_retry_of_a_press_is_the_same_press_however_late(keeper):
    keeper.go("10:00", "a")
    about = {"item": "a", "run": "1", "by_ms": MINUTE, "press": "p"}
    keeper.did(Added, "10:01", **about)
    keeper.did(Added, "10:05", **about)
    assert keeper.fates() == ["took", "took", "same-press"]


def test_two_consoles_that_press_together_give_one_start_and_both_are_told(keeper):
    keeper.go("10:00", "a")
    first = keeper.go("10:30", "b", before="a")
    second = keeper.go("10:30:00.1", "b", "two", before="a", run="1")
    third = keeper.go("10:30:02", "c", "two", before="a")
    show = keeper.show("10:31")
    assert [run.started_ms for run in show.runs["b"]] == [at("10:30")]
    assert show.running == "b"
    assert [show.fates[act] for act in (first, second, third)] == [
        Fate(FateKind.TOOK),
        Fate(FateKind.ALREADY, first),
        Fate(FateKind.ALREADY, first),
    ]


def test_a_start_after_somebody_elses_stop_is_a_start(keeper):
    keeper.go("10:00", "a")
    keeper.stop("10:29", "a", "two")
    keeper.go("10:29:01", "b", before="a")
    assert keeper.show("10:30").running == "b"


def test_a_run_that_has_been_does_not_begin_again_because_somebody_was_late(keeper):
    first = keeper.go("10:00", "a")
    keeper.stop("10:20", "a")
    late = keeper.go("10:21", "a", "two", run="1", before="")
    assert keeper.fate(late) == Fate(FateKind.ALREADY, first)
    assert keeper.runs("a") == [("10:00", "10:20")]


def test_an_item_that_is_stopped_and_begun_again_has_two_runs(keeper):
    keeper.go("10:00", "a")
    keeper.stop("10:05", "a")
    keeper.go("10:10", "a")
    assert keeper.runs("a") == [("10:00", "10:05"), ("10:10", None)]
    assert keeper.timer("a", "10:12").elapsed_ms == 2 * MINUTE


def test_what_was_done_already_is_told_with_who_did_it(keeper):
    keeper.go("10:00", "a")
    paused = keeper.pause("10:10", "a")
    assert keeper.fate(keeper.pause("10:10", "a", "two")) == Fate(FateKind.ALREADY, paused)
    resumed = keeper.resume("10:12", "a")
    assert keeper.fate(keeper.resume("10:12", "a", "two")) == Fate(FateKind.ALREADY, resumed)
    stopped = keeper.stop("10:20", "a")
    assert keeper.fate(keeper.stop("10:20", "a", "two")) == Fate(FateKind.ALREADY, stopped)
    skipped = keeper.skip("10:21", "b")
    assert keeper.fate(keeper.skip("10:21", "b", "two")) == Fate(FateKind.ALREADY, skipped)
    armed = keeper.arm("10:22", "c")
    assert keeper.fate(keeper.arm("10:22", "c", "two")) == Fate(FateKind.ALREADY, armed)
    followed = keeper.follow("10:23")
    again = keeper.follow("10:23", station="two")
    assert keeper.fate(again) == Fate(FateKind.ALREADY, followed)


def test_where_there_is_nothing_to_do_nothing_is_done(keeper):
    keeper.did(Paused, "10:00", item="a", run="1")
    keeper.did(Ended, "10:01", item="a", run="1")
    keeper.did(Added, "10:02", item="a", by_ms=MINUTE)
    keeper.did(Corrected, "10:03", item="a", run="1", started_ms=at("10:00"))
    keeper.go("10:04", "a")
    keeper.did(Resumed, "10:05", item="a", run="1")
    keeper.did(Added, "10:06", item="a", run="1", by_ms=0)
    keeper.skip("10:07", "a")
    keeper.arm("10:08", "a")
    keeper.arm("10:09", "nobody")
    keeper.apply("10:10", "b")
    keeper.delay("10:11", "a", 5)
    assert keeper.fates() == ["nothing-to-do"] * 4 + ["took"] + ["nothing-to-do"] * 7


def test_a_late_go_is_corrected_with_the_end_of_what_ran_before(keeper):
    keeper.go("10:00", "a")
    keeper.go("10:32", "b")
    keeper.correct("10:33", "b", "10:30:30")
    assert keeper.runs("a") == [("10:00", "10:30:30")]
    assert keeper.timer("b", "10:33").elapsed_ms == 2.5 * MINUTE
    assert keeper.run("b").pressed_ms == at("10:32")


def test_a_correction_keeps_what_has_been_in_order(keeper):
    keeper.go("10:00", "a")
    keeper.pause("10:10", "a")
    keeper.correct("10:15", "a", "10:11")
    keeper.correct("10:15:01", "a", "10:10")
    keeper.correct("10:15:02", "a", "10:20")
    assert keeper.fates() == ["took", "took", "nothing-to-do", "took", "nothing-to-do"]
    keeper.resume("10:20", "a")
    keeper.go("10:40", "b")
    keeper.correct("10:41", "b", "10:15")
    # What was paused until 10:20 was not over before.
    assert keeper.runs("a") == [("10:10", "10:20")]


def test_an_item_that_is_skipped_cannot_stand_by_but_can_be_begun(keeper):
    keeper.arm("9:50", "b")
    keeper.skip("9:51", "b")
    assert keeper.show("9:52").armed == ""
    assert keeper.fate(keeper.arm("9:52", "b")).kind is FateKind.NOTHING
    keeper.go("10:00", "b")
    show = keeper.show("10:01")
    assert (show.running, show.skipped) == ("b", frozenset())


def test_what_is_skipped_in_the_plan_can_be_taken_in_again():
    keeper = Keeper(talk("a", "10:00", 30, skipped=True))
    assert keeper.show("9:00").skipped == {"a"}
    keeper.unskip("9:01", "a")
    assert keeper.show("9:02").skipped == frozenset()


def test_what_was_added_to_an_item_that_stands_by_waits_for_its_start(keeper):
    keeper.arm("9:50", "b")
    keeper.add("9:51", "b", 5)
    keeper.arm("9:52", "a")
    assert keeper.show("9:53").added == {"b": 5 * MINUTE}
    keeper.go("10:00", "b")
    assert keeper.show("10:01").added == {}
    assert keeper.run("b").added_ms == 5 * MINUTE


def test_time_meant_for_who_stands_by_is_for_who_began_meanwhile(keeper):
    keeper.arm("9:59", "a")
    keeper.go("10:00", "a")
    keeper.did(Added, "10:00", "two", item="a", by_ms=MINUTE)
    assert keeper.run("a").added_ms == MINUTE


def test_a_session_runs_behind_the_others():
    keeper = Keeper(
        talk("track", "10:00", 120, kind="session"), talk("a", "10:00", 30), pause("p", "10:30", 30)
    )
    keeper.go("10:00", "a")
    keeper.go("10:00", "track")
    keeper.go("10:30", "p")
    show = keeper.show("10:40")
    assert (show.running, show.sessions, show.last) == ("p", ("track",), "p")
    keeper.stop("11:30", "track")
    assert keeper.show("11:31").sessions == ()
    assert keeper.runs("track") == [("10:00", "11:30")]
    assert keeper.show("11:31").running == "p"


def test_a_milestone_is_reached_and_over_at_once(keeper):
    keeper = Keeper(talk("doors", "9:00", 0, kind="milestone"), talk("a", "10:00", 30))
    keeper.go("9:02", "doors")
    assert keeper.runs("doors") == [("9:02", "9:02")]
    assert keeper.show("9:03").running == ""
    keeper.correct("9:04", "doors", "9:01")
    assert keeper.runs("doors") == [("9:01", "9:01")]


def test_an_item_over_midnight_and_one_over_a_whole_day():
    keeper = Keeper(talk("late", "23:30", 60), talk("vigil", "24:30", 30 * 60))
    keeper.go("23:30", "late")
    keeper.pause("23:55", "late")
    keeper.resume("24:05", "late")
    assert keeper.timer("late", "24:20").elapsed_ms == 40 * MINUTE
    keeper.go("24:40", "vigil")
    assert keeper.timer("vigil", "54:00").remaining_ms == 40 * MINUTE


def test_a_removed_item_that_runs_goes_on_in_the_record(keeper):
    keeper.go("10:00", "a")
    keeper.rundown = type(keeper.rundown)("r", keeper.rundown.items[1:])
    show = keeper.show("10:10")
    assert show.running == "a"
    keeper.go("10:30", "b")
    assert keeper.runs("a") == [("10:00", "10:30")]
    assert keeper.schedule("10:31").current == "b"


def test_what_would_become_of_an_act_is_told_before_it_is_done(keeper):
    keeper.go("10:00", "a")
    pressed = Paused(stamp=9, station="two", number=1, at_ms=at("10:10"), item="a", run="1")
    assert fate(keeper.rundown, keeper.acts, pressed) == Fate(FateKind.TOOK)
    paused = keeper.pause("10:10", "a")
    assert fate(keeper.rundown, keeper.acts, pressed) == Fate(FateKind.ALREADY, paused)


def test_stations_whose_clocks_differ_make_no_pause_of_less_than_nothing(keeper):
    keeper.go("10:00", "a")
    keeper.pause("9:58", "a", "two")
    keeper.resume("9:59", "a", "two")
    keeper.stop("9:57", "a", "two")
    run = keeper.run("a")
    assert (run.pauses, run.ended_ms) == (((at("10:00"), at("10:00")),), at("10:00"))
