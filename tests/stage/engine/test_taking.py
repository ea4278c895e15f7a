"""What would be lost if the clock were followed, told before it is."""

from __future__ import annotations

import pytest

from onsite.stage.engine.taking import Taking, taking
from tests.stage.engine.keeping import MINUTE, Keeper, at, talk


@pytest.fixture
def keeper() -> Keeper:
    return Keeper(
        talk("a", "10:00", 30),
        talk("b", "10:30", 20),
        talk("c", "11:00", 30),
        talk("d", "11:30", 30),
    )


def told(keeper: Keeper, time: str) -> Taking:
    return taking(keeper.rundown, keeper.acts, at(time))


def test_what_keeps_its_time_loses_nothing(keeper):
    assert not told(keeper, "9:00").takes
    keeper.go("10:00", "a")
    assert told(keeper, "10:10") == Taking("b", at("10:30"))
    keeper.follow("10:11")
    assert told(keeper, "10:12") == Taking()


def test_what_is_late_is_cut_by_what_comes(keeper):
    keeper.go("10:05", "a")
    found = told(keeper, "10:10")
    assert found == Taking("b", at("10:30"), "a", at("10:30"), 5 * MINUTE)
    assert found.takes


def test_what_is_in_overtime_is_over_at_once(keeper):
    keeper.go("9:50", "a")
    assert told(keeper, "10:25") == Taking("b", at("10:30"), "a", at("10:25"), 0)


def test_what_the_show_goes_past_is_named(keeper):
    keeper.go("10:00", "a")
    assert told(keeper, "11:35") == Taking("d", at("11:35"), "a", at("11:35"), 0, passed=("b", "c"))
    keeper.skip("11:36", "b")
    assert told(keeper, "11:37").passed == ("c",)


def test_what_stands_still_is_over_when_something_else_begins(keeper):
    keeper.go("10:00", "a")
    keeper.pause("10:10", "a")
    assert told(keeper, "10:20") == Taking("b", at("10:30"), "a", at("10:30"), 10 * MINUTE)


def test_a_thing_that_the_clock_has_begun_by_now_is_what_runs():
    keeper = Keeper(talk("a", "10:00", 30), talk("film", "10:30", 20, rule="auto"))
    keeper.go("10:00", "a")
    assert told(keeper, "10:35") == Taking()
