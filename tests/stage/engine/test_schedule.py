"""When everything is expected: what ripples, what soaks it up, what is never moved."""

from __future__ import annotations

from dataclasses import replace

import pytest

from onsite.stage.engine.schedule import Schedule, Status, Times
from tests.stage.engine.keeping import MINUTE, Keeper, at, pause, talk


def day() -> Keeper:
    """Two linked talks, a gap, a talk, an elastic break, a talk."""
    return Keeper(
        talk("a", "10:00", 30),
        talk("b", "10:30", 30),
        talk("c", "11:05", 25),
        pause("tea", "11:30", 30, shortest=20),
        talk("d", "12:00", 30),
    )


def test_before_its_start_everything_is_expected_as_planned():
    assert day().times("9:00") == {
        "a": "10:00-10:30",
        "b": "10:30-11:00",
        "c": "11:05-11:30",
        "tea": "11:30-12:00",
        "d": "12:00-12:30",
    }


def test_an_overrun_ripples_and_is_soaked_up_by_a_gap_and_a_break():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.add("10:20", "a", 17)
    assert keeper.times("10:30") == {
        "a": "10:00-10:47",
        "b": "10:47-11:17",
        "c": "11:17-11:42",
        "tea": "11:42-12:02",
        "d": "12:02-12:32",
    }
    soaked = {
        times.item: (times.over_ms // MINUTE, times.gap_soaked_ms // MINUTE, times.soaked_ms)
        for times in keeper.schedule("10:30").times
    }
    assert soaked == {
        "a": (0, 0, 0),
        "b": (17, 0, 0),
        "c": (12, 5, 0),
        "tea": (12, 0, 10 * MINUTE),
        "d": (2, 0, 0),
    }


def test_what_runs_over_its_time_ends_now_at_the_soonest():
    keeper = day()
    keeper.go("10:00", "a")
    assert keeper.times("10:33")["b"] == "10:33-11:03"
    assert keeper.schedule("10:33").behind_ms == 3 * MINUTE


def test_what_stands_still_is_expected_later_and_later():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.pause("10:10", "a")
    assert keeper.times("10:12")["a"] == "10:00-10:32"
    assert keeper.times("10:20")["b"] == "10:40-11:10"


def test_what_should_have_begun_is_expected_now():
    assert day().times("10:04")["a"] == "10:04-10:34"
    assert day().schedule("10:04").behind_ms == 4 * MINUTE
    keeper = day()
    keeper.go("10:00", "a")
    keeper.stop("10:25", "a")
    assert keeper.times("10:28")["b"] == "10:30-11:00"
    assert keeper.times("10:31")["b"] == "10:31-11:01"


def test_later_talks_are_never_pulled_forward():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.go("10:20", "b")
    assert keeper.times("10:21")["b"] == "10:20-10:50"
    assert keeper.times("10:21")["c"] == "11:05-11:30"
    assert keeper.schedule("10:21").behind_ms == -10 * MINUTE


def test_a_changeover_may_begin_early_and_what_follows_it_may_not():
    change = talk("change", "10:30", 5, kind="changeover", early=True)
    keeper = Keeper(talk("a", "10:00", 30), change, talk("b", "10:35", 30))
    keeper.go("10:00", "a")
    keeper.add("10:10", "a", -8)
    assert keeper.times("10:11") == {
        "a": "10:00-10:22",
        "change": "10:22-10:27",
        "b": "10:35-11:05",
    }


def test_what_begins_early_keeps_the_gap_before_it():
    change = talk("change", "13:55", 5, kind="changeover", early=True)
    keeper = Keeper(talk("a", "10:00", 30), change)
    keeper.go("10:00", "a")
    keeper.stop("10:20", "a")
    assert keeper.times("10:21")["change"] == "13:45-13:50"


def test_a_hard_start_is_never_earlier_and_tells_by_how_much_it_is_missed():
    keeper = Keeper(talk("a", "10:00", 30), talk("hard", "10:30", 30, rule="hard", early=True))
    keeper.go("10:00", "a")
    assert keeper.schedule("10:10").times[1].conflict_ms == 0
    keeper.add("10:10", "a", 7)
    hard = keeper.schedule("10:11").times[1]
    assert (hard.conflict_ms, hard.expected_start_ms) == (7 * MINUTE, at("10:37"))
    keeper.go("10:38", "hard")
    assert keeper.schedule("10:39").times[1].conflict_ms == 8 * MINUTE


def test_a_hard_start_does_not_begin_early_even_where_it_might():
    keeper = Keeper(talk("a", "10:00", 30), talk("hard", "10:30", 30, rule="hard", early=True))
    keeper.go("10:00", "a")
    keeper.stop("10:20", "a")
    assert keeper.times("10:21")["hard"] == "10:30-11:00"


def test_a_fixed_end_takes_up_what_it_begins_later():
    keeper = Keeper(
        talk("a", "10:00", 30), talk("open", "10:30", 60, kind="fixed-end"), talk("b", "11:30", 30)
    )
    keeper.go("10:00", "a")
    keeper.add("10:10", "a", 20)
    assert keeper.times("10:11") == {
        "a": "10:00-10:50",
        "open": "10:50-11:30",
        "b": "11:30-12:00",
    }
    assert keeper.schedule("10:11").times[1].soaked_ms == 20 * MINUTE
    keeper.go("10:50", "open")
    keeper.pause("10:55", "open")
    assert keeper.times("11:00")["open"] == "10:50-11:30"


def test_what_is_skipped_takes_no_time_and_its_slot_is_a_gap():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.skip("10:01", "b")
    keeper.add("10:10", "a", 20)
    schedule = keeper.schedule("10:11")
    assert keeper.times("10:11")["c"] == "11:05-11:30"
    assert schedule.times[1].status is Status.SKIPPED
    assert schedule.times[2].gap_soaked_ms == 20 * MINUTE
    assert schedule.next == "c"


def test_what_the_show_went_past_takes_no_time():
    keeper = day()
    keeper.go("10:00", "b")
    schedule = keeper.schedule("10:05")
    assert [times.status.value for times in schedule.times] == [
        "passed", "running", "coming", "coming", "coming",
    ]  # fmt: skip
    assert (schedule.current, schedule.next) == ("b", "c")


def test_what_stands_by_is_next_wherever_it_is():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.arm("10:01", "c")
    schedule = keeper.schedule("10:05")
    assert [times.status.value for times in schedule.times] == [
        "running", "passed", "armed", "coming", "coming",
    ]  # fmt: skip
    assert schedule.next == "c"
    keeper.go("10:30", "d")
    assert keeper.schedule("10:31").next == "c"
    assert keeper.times("10:31")["c"] == "11:05-11:30"


def test_what_was_stopped_and_stands_by_again_is_to_come():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.stop("10:10", "a")
    keeper.arm("10:11", "a")
    again = keeper.schedule("10:12").times[0]
    assert (again.status, again.expected_start_ms) == (Status.ARMED, at("10:12"))
    assert (again.actual_start_ms, again.actual_end_ms) == (at("10:00"), at("10:10"))


def test_what_was_added_to_who_stands_by_is_expected_of_it():
    keeper = day()
    keeper.arm("9:59", "a")
    keeper.add("9:59", "a", 5)
    assert keeper.times("9:59")["a"] == "10:00-10:35"


def test_a_session_runs_beside_and_moves_nothing():
    keeper = Keeper(
        talk("track", "10:00", 120, kind="session"), talk("a", "10:00", 30), talk("b", "10:30", 30)
    )
    assert keeper.times("10:05")["track"] == "10:05-12:05"
    keeper.go("10:06", "track")
    keeper.go("10:06:30", "a")
    assert keeper.times("10:07") == {
        "track": "10:06-12:06",
        "a": "10:06:30-10:36:30",
        "b": "10:36:30-11:06:30",
    }
    schedule = keeper.schedule("10:07")
    assert (schedule.current, schedule.ends_ms) == ("a", at("11:06:30"))


def test_of_several_runs_the_first_start_and_the_last_end_count():
    keeper = day()
    keeper.go("10:02", "a")
    keeper.stop("10:10", "a")
    keeper.go("10:15", "a")
    keeper.stop("10:40", "a")
    times = keeper.schedule("10:41").times[0]
    assert times == Times(
        "a", Status.DONE, at("10:00"), at("10:30"), at("10:02"), at("10:40"),
        at("10:02"), at("10:40"),
    )  # fmt: skip
    assert (times.over_ms, times.over_end_ms) == (2 * MINUTE, 10 * MINUTE)


def test_who_took_up_lateness_is_told_of_what_has_been_too():
    keeper = day()
    keeper.go("10:00", "a")
    keeper.go("10:47", "b")
    keeper.go("11:17", "c")
    keeper.go("11:42", "tea")
    assert keeper.schedule("11:50").times[3].soaked_ms == 10 * MINUTE
    keeper.go("12:01", "d")
    soaked = [
        (times.soaked_ms // MINUTE, times.gap_soaked_ms // MINUTE)
        for times in keeper.schedule("12:10").times
    ]
    assert soaked == [(0, 0), (0, 0), (0, 5), (11, 0), (0, 0)]


def test_the_end_of_all_beside_its_plan_and_what_must_be():
    keeper = Keeper(talk("a", "10:00", 30), talk("b", "10:30", 30), must_end="11:05")
    keeper.go("10:00", "a")
    keeper.add("10:10", "a", 8)
    schedule = keeper.schedule("10:11")
    assert (schedule.ends_ms, schedule.over_end_ms) == (at("11:08"), 8 * MINUTE)
    assert (schedule.must_end_missed_ms, schedule.behind_ms) == (3 * MINUTE, 8 * MINUTE)


def test_when_all_is_over_it_tells_how_it_ended():
    keeper = Keeper(talk("a", "10:00", 30))
    keeper.go("10:00", "a")
    keeper.stop("10:36", "a")
    assert keeper.schedule("12:00")[1:] == (6 * MINUTE, at("10:36"), "", "", 6 * MINUTE, 0)


def test_a_rundown_without_items():
    assert Keeper().schedule("10:00") == Schedule((), 0, None, "", "", 0, 0)


def test_a_milestone_takes_no_time():
    keeper = Keeper(
        talk("a", "10:00", 30), talk("live", "10:30", 0, kind="milestone"), talk("b", "10:30", 30)
    )
    keeper.go("10:00", "a")
    assert keeper.times("10:31")["live"] == "10:31-10:31"
    keeper.go("10:33", "live")
    assert keeper.times("10:34") == {
        "a": "10:00-10:33", "live": "10:33-10:33", "b": "10:34-11:04",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("day", "start"),
    [
        ("2026-10-25T00:30:00+00:00", "summer time ends at 01:00 UTC"),
        ("2026-03-29T00:30:00+00:00", "it begins"),
        ("2028-02-28T23:30:00+00:00", "a leap day comes"),
        ("2026-12-31T23:30:00+00:00", "a year ends"),
    ],
)
def test_what_the_calendar_does_is_nothing_to_a_rundown(day, start):
    from dataclasses import replace
    from datetime import datetime

    shift = int(datetime.fromisoformat(day).timestamp() * 1000) - at("10:00")
    plain, moved = Keeper(talk("a", "10:00", 60), talk("b", "11:00", 25 * 60)), Keeper()
    plain.go("10:00", "a")
    plain.pause("10:10", "a")
    plain.resume("10:45", "a")
    items = [replace(item, start_ms=item.start_ms + shift) for item in plain.rundown.items]
    moved.rundown = replace(plain.rundown, items=tuple(items))
    moved.acts = [replace(act, at_ms=act.at_ms + shift) for act in plain.acts]
    for time in ("10:20", "11:30", "36:00"):
        show = moved.show(at(time) + shift)
        from onsite.stage.engine.schedule import expected

        there = expected(moved.rundown, show, at(time) + shift)
        assert [times.over_ms for times in there.times] == [
            times.over_ms for times in plain.schedule(time).times
        ]


def test_a_count_up_without_end_is_late_only_as_far_as_what_follows_is():
    keeper = Keeper(talk("a", "10:00", 0, kind="count-up"), talk("b", "10:30", 30))
    keeper.go("10:00", "a")

    assert keeper.schedule("10:10").behind_ms == 0
    assert keeper.schedule("10:35").behind_ms == 5 * MINUTE


def test_a_removed_item_that_runs_is_what_the_next_one_waits_for():
    keeper = Keeper(talk("a", "10:00", 30), talk("b", "10:30", 30))
    keeper.go("10:00", "a")
    keeper.add("10:01", "a", 20)
    first, second = keeper.rundown.items
    keeper.rundown = replace(keeper.rundown, items=(second,), removed=((0, first),))

    seen = keeper.schedule("10:20")

    assert (seen.current, seen.next, seen.behind_ms) == ("", "b", 20 * MINUTE)
