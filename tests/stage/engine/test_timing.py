"""What a timer shows: elapsed without pauses, remaining, phases, the qualifying range."""

from __future__ import annotations

import pytest

from onsite.stage.engine.timing import Phase, Qualifying, Timer, standby
from tests.stage.engine.keeping import MINUTE, SECOND, Keeper, at, pause, talk


def test_a_timer_counts_from_its_start_to_its_end():
    keeper = Keeper(talk("a", "10:00", 30, warn=5, danger=1))
    keeper.go("10:02", "a")
    assert keeper.timer("a", "10:12") == Timer(
        elapsed_ms=10 * MINUTE,
        remaining_ms=20 * MINUTE,
        phase=Phase.NORMAL,
        paused=False,
        length_ms=30 * MINUTE,
        ends_ms=at("10:32"),
    )


@pytest.mark.parametrize(
    ("time", "phase"),
    [
        ("10:00", Phase.NORMAL),
        ("10:24:59.999", Phase.NORMAL),
        ("10:25", Phase.WARNING),
        ("10:28:59.999", Phase.WARNING),
        ("10:29", Phase.DANGER),
        ("10:29:59.999", Phase.DANGER),
        ("10:30", Phase.OVERTIME),
        ("10:41", Phase.OVERTIME),
    ],
)
def test_phases_begin_when_so_much_is_left(time, phase):
    keeper = Keeper(talk("a", "10:00", 30, warn=5, danger=1))
    keeper.go("10:00", "a")
    assert keeper.timer("a", time).phase is phase


def test_overtime_is_less_than_nothing_left():
    keeper = Keeper(talk("a", "10:00", 30))
    keeper.go("10:00", "a")
    assert keeper.timer("a", "10:31:30").remaining_ms == -90 * SECOND


def test_a_pause_is_no_elapsed_time_and_moves_the_end():
    keeper = Keeper(talk("a", "10:00", 30))
    keeper.go("10:00", "a")
    keeper.pause("10:10", "a")
    paused = keeper.timer("a", "10:14")
    assert (paused.elapsed_ms, paused.paused, paused.ends_ms) == (10 * MINUTE, True, at("10:34"))
    keeper.resume("10:15", "a")
    going = keeper.timer("a", "10:20")
    assert (going.elapsed_ms, going.paused, going.ends_ms) == (15 * MINUTE, False, at("10:35"))


def test_time_is_added_and_removed_standing_by_running_paused_and_in_overtime():
    keeper = Keeper(talk("a", "10:00", 30))
    keeper.arm("9:58", "a")
    keeper.add("9:59", "a", 5)
    assert standby(keeper.rundown.items[0], at("9:59"), 5 * MINUTE).length_ms == 35 * MINUTE
    keeper.go("10:00", "a")
    assert keeper.timer("a", "10:00").remaining_ms == 35 * MINUTE
    keeper.add("10:10", "a", -10)
    keeper.pause("10:11", "a")
    keeper.add("10:12", "a", 1)
    keeper.resume("10:13", "a")
    # 26 minutes and 2 of pause.
    assert keeper.timer("a", "10:13").ends_ms == at("10:28")
    assert keeper.timer("a", "10:29").phase is Phase.OVERTIME
    keeper.add("10:29", "a", 5)
    assert keeper.timer("a", "10:29").remaining_ms == 4 * MINUTE
    assert keeper.fates() == ["took"] * 8


def test_more_time_is_removed_than_there_is():
    keeper = Keeper(talk("a", "10:00", 10))
    keeper.go("10:00", "a")
    keeper.add("10:01", "a", -15)
    assert keeper.timer("a", "10:02").length_ms == 0
    assert keeper.timer("a", "10:02").remaining_ms == -2 * MINUTE


def test_a_timer_that_is_over_shows_what_it_was():
    keeper = Keeper(talk("a", "10:00", 30))
    keeper.go("10:00", "a")
    keeper.pause("10:20", "a")
    keeper.stop("10:25", "a")
    over = keeper.timer("a", "12:00")
    assert (over.elapsed_ms, over.remaining_ms) == (20 * MINUTE, 10 * MINUTE)
    assert (over.ended, over.paused, over.ends_ms) == (True, False, at("10:25"))


def test_a_fixed_end_is_when_planned_whatever_its_start_and_its_pauses():
    keeper = Keeper(talk("a", "10:00", 30, kind="fixed-end"))
    keeper.go("10:12", "a")
    keeper.pause("10:15", "a")
    timer = keeper.timer("a", "10:20")
    assert (timer.length_ms, timer.remaining_ms) == (18 * MINUTE, 10 * MINUTE)
    assert (timer.elapsed_ms, timer.ends_ms) == (3 * MINUTE, at("10:30"))
    keeper.add("10:21", "a", 5)
    assert keeper.timer("a", "10:22").remaining_ms == 13 * MINUTE


def test_a_count_up_without_a_length_has_no_phases():
    keeper = Keeper(talk("a", "10:00", 0, kind="count-up"))
    keeper.go("10:00", "a")
    timer = keeper.timer("a", "11:00")
    assert (timer.elapsed_ms, timer.phase) == (60 * MINUTE, Phase.NORMAL)


def test_a_break_that_begins_late_is_shorter_down_to_its_minimum():
    tea = pause("tea", "10:00", 30, shortest=20)
    for start, minutes in (("9:55", 30), ("10:04", 26), ("10:25", 20)):
        keeper = Keeper(tea)
        keeper.go(start, "tea")
        assert keeper.timer("tea", start).length_ms == minutes * MINUTE
    assert standby(tea, at("10:04")).length_ms == 26 * MINUTE


def test_a_talk_with_a_minimum_is_not_cut_by_beginning_late():
    keeper = Keeper(talk("a", "10:00", 30, shortest=20))
    keeper.go("10:10", "a")
    assert keeper.timer("a", "10:10").length_ms == 30 * MINUTE


@pytest.mark.parametrize(
    ("time", "stands"),
    [
        ("10:04:29", Qualifying.SHORT),
        ("10:04:30", Qualifying.QUALIFIED),
        ("10:07:30", Qualifying.QUALIFIED),
        ("10:07:30.001", Qualifying.LONG),
    ],
)
def test_the_speech_of_a_contest_qualifies_within_its_range(time, stands):
    keeper = Keeper(talk("a", "10:00", 7, qualify=(270 * SECOND, 450 * SECOND)))
    keeper.go("10:00", "a")
    assert keeper.timer("a", time).qualifying is stands


def test_a_station_whose_clock_is_behind_sees_nothing_elapsed_rather_than_less():
    keeper = Keeper(talk("a", "10:00", 30))
    keeper.go("10:00", "a")
    assert keeper.timer("a", "9:59").elapsed_ms == 0


def test_a_plan_that_is_edited_changes_what_is_left_of_what_runs():
    keeper = Keeper(talk("a", "10:00", 30))
    keeper.go("10:00", "a")
    keeper.add("10:05", "a", 1)
    keeper.plan(a={"length_ms": 20 * MINUTE})
    assert keeper.timer("a", "10:10").remaining_ms == 11 * MINUTE
    assert keeper.run("a").added_ms == MINUTE
