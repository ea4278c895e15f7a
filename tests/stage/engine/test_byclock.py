"""Items that begin by themselves, and a rundown that follows the clock."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.stage.engine.acts import Started
from onsite.stage.engine.show import Fate, FateKind
from tests.stage.engine.keeping import MINUTE, Keeper, at, pause, talk


def same(show):
    """What is the same whether what the clock did is written down or not."""
    runs = {
        item: [run._replace(started_by=None, ended_by=None) for run in runs]
        for item, runs in show.runs.items()
    }
    return runs, show.running, show.last, show.follow, show.sessions


def written(keeper: Keeper, time: str):
    """Writing it down changes nothing, and leaves nothing to be written."""
    before = keeper.show(time)
    keeper.write_down(time)
    after = keeper.show(time)
    assert same(after) == same(before)
    assert after.owed == ()
    return after


@pytest.fixture
def keeper() -> Keeper:
    return Keeper(
        talk("a", "10:00", 30),
        talk("film", "10:30", 10, rule="auto"),
        talk("jingle", "10:40", 1, rule="auto"),
        talk("b", "10:45", 30),
    )


def test_what_begins_by_itself_does_when_its_start_has_come(keeper):
    keeper.go("10:00", "a")
    keeper.stop("10:25", "a")
    assert keeper.show("10:29:59").running == ""
    show = keeper.show("10:42")
    assert keeper.runs("film", "10:42") == [("10:30", "10:40")]
    assert keeper.runs("jingle", "10:42") == [("10:40", None)]
    assert tuple(step[:5] for step in show.owed) == (
        ("film", "1", at("10:30"), True, ""),
        ("jingle", "1", at("10:40"), True, "film"),
    )
    written(keeper, "10:42")
    assert keeper.run("film").by_clock


def test_it_waits_until_the_time_of_what_runs_is_up(keeper):
    keeper.go("10:05", "a")
    assert keeper.show("10:34").running == "a"
    assert keeper.runs("film", "10:36") == [("10:35", None)]
    keeper.add("10:34", "a", 3)
    assert keeper.show("10:37").running == "a"
    keeper.pause("10:37", "a")
    assert keeper.show("11:30").running == "a"
    keeper.resume("11:30", "a")
    assert keeper.runs("film", "11:31:30") == [("11:31", None)]
    written(keeper, "11:31:30")


def test_it_does_not_wait_for_a_talk_that_is_over_late(keeper):
    keeper.go("10:00", "a")
    keeper.add("10:20", "a", 20)
    keeper.stop("10:44", "a")
    assert keeper.runs("film", "10:45") == [("10:44", None)]


def test_the_first_item_begins_by_itself():
    keeper = Keeper(talk("film", "10:00", 10, rule="auto"))
    assert keeper.show("9:59").running == ""
    assert keeper.runs("film", "10:03") == [("10:00", None)]
    assert keeper.times("10:03") == {"film": "10:00-10:10"}


def test_nothing_begins_by_itself_after_what_nobody_began(keeper):
    assert keeper.show("10:35").runs == {}


def test_what_stands_by_instead_holds_it_back(keeper):
    keeper.go("10:00", "a")
    keeper.arm("10:20", "b")
    assert keeper.show("10:35").running == "a"
    keeper.arm("10:36", "film")
    assert keeper.runs("film", "10:37") == [("10:36", None)]


def test_what_is_skipped_does_not_begin(keeper):
    keeper.go("10:00", "a")
    keeper.skip("10:10", "film")
    assert keeper.runs("jingle", "10:41") == [("10:40", None)]


def test_what_may_begin_early_does_so_by_itself():
    change = talk("change", "10:30", 5, kind="changeover", early=True, rule="auto")
    keeper = Keeper(talk("a", "10:00", 30), change)
    keeper.go("10:00", "a")
    keeper.stop("10:20", "a")
    assert keeper.runs("change", "10:21") == [("10:20", None)]


def test_a_count_up_without_a_length_is_waited_for():
    keeper = Keeper(
        talk("open", "10:00", 0, kind="count-up"), talk("film", "10:30", 10, rule="auto")
    )
    keeper.go("10:00", "open")
    assert keeper.show("12:00").running == "open"
    keeper.stop("12:00", "open")
    assert keeper.runs("film", "12:01") == [("12:00", None)]


def test_a_start_by_the_clock_that_is_undone_does_not_come_again(keeper):
    keeper.go("10:00", "a")
    keeper.write_down("10:31")
    started = keeper.show("10:31").undo
    keeper.undo("10:32", started)
    assert keeper.show("10:40").running == "a"
    keeper.did(Started, "10:30", "two", item="film", run="1", before="a", by_clock=True)
    assert keeper.fates()[-1] == "nothing-to-do"
    keeper.go("10:41", "film")
    assert keeper.runs("film", "10:42")[0] == ("10:41", None)


def test_a_start_that_two_stations_write_down_is_one(keeper):
    keeper.go("10:00", "a")
    owed = keeper.show("10:31").owed[0]
    about = {"item": owed.item, "run": owed.run, "before": owed.before, "by_clock": True}
    first = keeper.did(Started, owed.at_ms, "one", **about)
    second = keeper.did(Started, owed.at_ms, "two", **about)
    assert keeper.fate(second) == Fate(FateKind.ALREADY, first)
    keeper.undo("10:32", first)
    assert keeper.show("10:33").running == "a"


def test_what_was_written_down_stays_whatever_is_planned_later(keeper):
    keeper.go("10:00", "a")
    keeper.write_down("10:31")
    keeper.plan(film={"start_ms": at("12:00"), "rule": keeper.rundown.items[0].rule})
    assert keeper.runs("film", "10:35") == [("10:30", None)]


def test_what_is_planned_only_now_did_not_begin_before(keeper):
    keeper.go("10:00", "a")
    keeper.stop("10:20", "a")
    keeper.plan(film={"start_ms": at("10:21")})
    keeper.rundown = type(keeper.rundown)("r", keeper.rundown.items, edited_ms=at("10:25"))
    assert keeper.runs("film", "10:26") == [("10:25", None)]


def test_a_milestone_that_the_clock_reaches_lets_what_runs_go_on():
    keeper = Keeper(
        talk("a", "10:00", 60),
        talk("live", "10:20", 0, kind="milestone"),
        talk("film", "11:00", 10, rule="auto"),
    )
    keeper.follow("10:00:01")
    keeper.write_down("10:25")
    keeper.follow("10:26", on=False)
    keeper.add("10:27", "a", 5)
    assert (keeper.show("10:30").running, keeper.show("10:30").last) == ("a", "live")
    assert keeper.times("10:30")["film"] == "11:05-11:15"
    assert keeper.runs("film", "11:04") == []
    assert keeper.runs("film", "11:06") == [("11:05", None)]


def test_a_laptop_whose_clock_is_ahead_holds_nothing_back(keeper):
    keeper.go("10:00", "a")
    keeper.add("11:00", "a", 1, "ahead")
    assert keeper.show("10:30").running == "a"
    assert keeper.runs("film", "10:31") == [("10:31", None)]


@pytest.fixture
def clocked() -> Keeper:
    return Keeper(
        talk("a", "10:00", 30),
        talk("b", "10:30", 20),
        talk("live", "11:00", 0, kind="milestone"),
        talk("c", "11:00", 30, rule="hard"),
        talk("hand", "11:30", 10, rule="manual"),
        pause("tea", "11:45", 15),
    )


def test_what_the_clock_says_is_on_begins_when_it_is_followed_and_is_over_as_planned(clocked):
    clocked.follow("10:12")
    assert clocked.runs("a", "10:12") == [("10:12", None)]
    assert clocked.timer("a", "10:12").remaining_ms == 18 * MINUTE
    assert clocked.runs("b", "10:40") == [("10:30", None)]
    assert clocked.runs("a", "10:40") == [("10:12", "10:30")]
    written(clocked, "10:40")


def test_what_is_taken_up_late_is_over_as_a_delay_plans_it_and_as_the_plan_says_then(clocked):
    clocked.delay("10:01", "a", 5)
    clocked.follow("10:12")
    clocked.write_down("10:12")
    assert clocked.timer("a", "10:12").remaining_ms == 23 * MINUTE
    clocked.apply("10:13", "a")
    clocked.plan(a={"start_ms": at("10:05")}, b={"start_ms": at("10:35")})
    assert clocked.timer("a", "10:15").remaining_ms == 20 * MINUTE
    assert clocked.runs("a", "10:40") == [("10:12", "10:35")]


def test_in_a_gap_nothing_runs(clocked):
    clocked.follow("9:00")
    assert clocked.show("9:30").running == ""
    assert clocked.show("10:55").running == ""
    assert clocked.runs("b", "10:55") == [("10:30", "10:50")]
    written(clocked, "10:55")
    clocked.write_down("11:05")
    assert clocked.runs("live", "11:05") == [("11:00", "11:00")]
    assert clocked.runs("c", "11:05") == [("11:00", None)]


def test_what_begins_by_hand_only_does_not_follow_the_clock(clocked):
    clocked.follow("9:00")
    assert clocked.show("11:35").running == ""
    assert clocked.runs("c", "11:35") == [("11:00", "11:30")]
    assert clocked.runs("tea", "11:50") == [("11:45", None)]


@pytest.mark.parametrize("written_at", [[], ["10:05"], ["10:05", "10:31", "10:52", "11:20"]])
def test_after_a_restart_all_is_as_if_the_app_had_been_there(clocked, written_at):
    clocked.follow("9:50")
    for time in written_at:
        clocked.write_down(time)
    assert {item: clocked.runs(item, "11:50") for item in ("a", "b", "c", "tea")} == {
        "a": [("10:00", "10:30")],
        "b": [("10:30", "10:50")],
        "c": [("11:00", "11:30")],
        "tea": [("11:45", None)],
    }
    written(clocked, "11:50")


def test_what_runs_already_and_should_is_left_alone(clocked):
    clocked.go("10:04", "a")
    clocked.follow("10:10")
    assert clocked.runs("a", "10:20") == [("10:04", None)]
    assert clocked.runs("b", "10:31") == [("10:30", None)]
    written(clocked, "10:31")


def test_what_runs_and_should_not_runs_on_until_its_time_is_up(clocked):
    clocked.go("10:02", "a")
    clocked.follow("10:31")
    assert clocked.runs("a", "10:31:59") == [("10:02", None)]
    assert clocked.runs("a", "10:41") == [("10:02", "10:32")]
    assert clocked.runs("b", "10:41") == [("10:32", None)]
    written(clocked, "10:41")
    assert clocked.runs("b", "10:51") == [("10:32", "10:50")]


def test_what_runs_makes_way_for_what_is_planned_to_begin_later(clocked):
    clocked.go("10:45", "b")
    clocked.follow("10:55")
    assert clocked.runs("b", "11:04") == [("10:45", "11:00")]
    assert clocked.runs("c", "11:04") == [("11:00", None)]


def test_what_is_over_its_time_makes_way_at_once(clocked):
    clocked.go("9:50", "a")
    clocked.follow("10:35")
    assert clocked.runs("a", "10:41") == [("9:50", "10:35")]
    assert clocked.runs("b", "10:41") == [("10:35", None)]
    written(clocked, "10:41")


def test_what_has_run_is_not_begun_again_by_following_the_clock(clocked):
    clocked.go("10:00", "a")
    clocked.stop("10:15", "a")
    clocked.follow("10:20")
    assert clocked.show("10:29").running == ""
    assert clocked.show("10:31").running == "b"


def test_what_is_planned_to_have_begun_before_an_edit_begins_with_it(clocked):
    clocked.follow("9:00")
    clocked.write_down("10:40")
    clocked.plan(b={"length_ms": 5 * MINUTE}, live={"start_ms": at("10:38")})
    clocked.rundown = replace(clocked.rundown, edited_ms=at("10:40"))
    assert clocked.runs("b", "10:45") == [("10:30", "10:40")]
    clocked.plan(c={"start_ms": at("10:43")})
    clocked.rundown = replace(clocked.rundown, edited_ms=at("10:50"))
    assert clocked.runs("c", "10:51") == [("10:50", None)]


def test_what_is_over_its_time_in_a_gap_is_over_when_the_clock_is_followed(clocked):
    clocked.go("10:25", "b")
    clocked.follow("10:55")
    assert clocked.runs("b", "10:56") == [("10:25", "10:55")]
    written(clocked, "10:56")
    assert clocked.runs("b", "10:59") == [("10:25", "10:55")]


def test_a_hand_on_go_pause_or_stop_takes_over(clocked):
    clocked.follow("10:00:01")
    clocked.write_down("10:05")
    clocked.pause("10:06", "a")
    show = clocked.show("10:40")
    assert (show.follow, show.running) == (False, "a")
    clocked.follow("10:41")
    clocked.write_down("10:41")
    assert clocked.show("10:50").running == "a"
    clocked.stop("10:51", "a")
    assert clocked.show("11:10").running == ""
    clocked.follow("11:11")
    clocked.write_down("11:11")
    clocked.go("11:12", "tea")
    assert clocked.show("11:50").running == "tea"


def test_time_is_added_while_the_clock_is_followed_and_ends_with_the_next(clocked):
    clocked.follow("10:30:01")
    clocked.write_down("10:31")
    clocked.add("10:35", "b", 5)
    assert clocked.runs("b", "10:57") == [("10:30:01", "10:55")]
    clocked.add("10:36", "b", 15)
    assert clocked.runs("b", "11:05") == [("10:30:01", "11:00")]


def test_time_that_is_removed_ends_nothing_before_it_was(clocked):
    clocked.go("10:31", "b")
    clocked.follow("10:35")
    clocked.add("10:45", "b", -10)
    assert clocked.runs("b", "10:46") == [("10:31", "10:45")]


def test_a_delay_moves_what_the_clock_says(clocked):
    clocked.follow("9:00")
    clocked.delay("9:30", "a", 5)
    assert clocked.runs("a", "10:07") == [("10:05", None)]
    assert clocked.runs("b", "10:36") == [("10:35", None)]
    assert clocked.runs("c", "11:01") == [("11:00", None)]


def test_a_start_of_the_clock_that_is_undone_leaves_a_gap(clocked):
    clocked.follow("9:00")
    clocked.write_down("10:01")
    clocked.undo("10:02", clocked.show("10:02").undo)
    assert clocked.show("10:10").running == ""
    assert clocked.show("10:31").running == "b"


def test_what_following_the_clock_did_at_once_is_undone_step_by_step(clocked):
    clocked.go("9:50", "a")
    clocked.follow("10:35")
    clocked.write_down("10:35")
    assert clocked.show("10:36").running == "b"
    for time in ("10:36", "10:37"):
        clocked.undo(time, clocked.show(time).undo)
        clocked.write_down(time)
        assert clocked.runs("a", time) == [("9:50", None)]
    assert not clocked.show("10:38").follow
    clocked.undo("10:39", clocked.show("10:39").redo)
    assert clocked.show("10:39").follow


def test_what_the_clock_ended_runs_on_once_that_is_undone(clocked):
    clocked.follow("10:31")
    clocked.write_down("10:52")
    clocked.undo("10:53", clocked.show("10:53").undo)
    assert clocked.runs("b", "10:59") == [("10:31", None)]
    assert clocked.runs("b", "11:01") == [("10:31", "11:00")]
