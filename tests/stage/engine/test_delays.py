"""A delay before an item: what it moves, and what it makes of the plan."""

from __future__ import annotations

from onsite.stage.engine.delays import Planned, applied
from tests.stage.engine.keeping import MINUTE, Keeper, at, pause, talk


def keeper() -> Keeper:
    return Keeper(
        talk("a", "10:00", 30),
        talk("b", "10:30", 30),
        talk("c", "11:05", 25),
        pause("tea", "11:30", 30, shortest=25),
        talk("d", "12:00", 30),
        talk("hard", "12:30", 30, rule="hard"),
        talk("e", "13:00", 30),
    )


def test_a_delay_is_over_the_plan_until_it_is_applied():
    day = keeper()
    day.delay("9:00", "b", 15)
    times = day.schedule("9:01").times[1]
    assert (times.planned_start_ms, times.over_ms) == (at("10:30"), 15 * MINUTE)
    assert day.times("9:01") == {
        "a": "10:00-10:30",
        "b": "10:45-11:15",
        "c": "11:15-11:40",
        "tea": "11:40-12:05",
        "d": "12:05-12:35",
        "hard": "12:35-13:05",
        "e": "13:05-13:35",
    }


def test_delays_before_one_item_add_up():
    day = keeper()
    day.delay("9:00", "b", 15)
    day.delay("9:01", "b", -5)
    assert day.times("9:01")["b"] == "10:40-11:10"


def test_an_applied_delay_is_the_plan_but_for_hard_starts():
    day = keeper()
    day.delay("9:00", "b", 15)
    planned = applied(day.rundown, day.show("9:01"), "b")
    assert planned == (
        Planned("b", at("10:45"), 30 * MINUTE),
        Planned("c", at("11:15"), 25 * MINUTE),
        Planned("tea", at("11:40"), 25 * MINUTE),
        Planned("d", at("12:05"), 30 * MINUTE),
    )
    before = day.times("9:02")
    day.apply("9:02", "b")
    day.plan(**{line.item: {"start_ms": line.start_ms, "length_ms": line.length_ms}
                for line in planned})  # fmt: skip
    assert day.times("9:02") == before
    overs = [times.over_ms // MINUTE for times in day.schedule("9:02").times]
    assert overs == [0, 0, 0, 0, 0, 5, 5]


def test_a_delay_before_a_hard_start_moves_it():
    day = keeper()
    day.delay("9:00", "hard", 10)
    hard = day.schedule("9:01").times[5]
    assert (hard.expected_start_ms, hard.conflict_ms) == (at("12:40"), 0)
    assert [line.item for line in applied(day.rundown, day.show("9:01"), "hard")] == ["hard", "e"]


def test_what_is_brought_forward_brings_nothing_else_forward():
    day = keeper()
    day.delay("9:00", "c", -5)
    assert day.times("9:01")["c"] == "11:00-11:25"
    assert day.times("9:01")["tea"] == "11:30-12:00"
    assert applied(day.rundown, day.show("9:01"), "c") == (Planned("c", at("11:00"), 25 * MINUTE),)


def test_nothing_is_applied_where_no_delay_is_open():
    day = keeper()
    assert applied(day.rundown, day.show("9:00"), "b") == ()


def test_a_fixed_end_takes_up_a_delay():
    day = Keeper(talk("a", "10:00", 60, kind="fixed-end"), talk("b", "11:00", 30))
    day.delay("9:00", "a", 20)
    assert applied(day.rundown, day.show("9:00"), "a") == (Planned("a", at("10:20"), 40 * MINUTE),)
    assert day.times("9:00") == {"a": "10:20-11:00", "b": "11:00-11:30"}
