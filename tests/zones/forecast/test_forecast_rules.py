"""When a zone will be full, and how it came to what it holds."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onsite.zones.counting.views import Base, Minute
from onsite.zones.forecast.rules import HORIZON_MS, LEAST_CROSSINGS, MINUTE_MS, forecast, trend
from onsite.zones.forecast.views import Forecast

NOW = 1_000_000 * MINUTE_MS
WINDOW = 10 * MINUTE_MS
LEVELS = (80, 90, 100)


def minutes(*flows: tuple[int, int]) -> tuple[Minute, ...]:
    """One after the other, the last one just over."""
    first = NOW - len(flows) * MINUTE_MS
    return tuple(Minute(first + at * MINUTE_MS, *flow) for at, flow in enumerate(flows))


def told(*flows: tuple[int, int], people: int = 700, capacity: int | None = 1000) -> Forecast:
    return forecast(minutes(*flows), people, capacity, LEVELS, NOW, WINDOW)


def test_a_zone_that_fills_comes_to_each_level_in_its_time():
    found = told(*[(25, 5)] * 10)
    assert found == Forecast(
        "filling", 20.0, ((80, 5 * MINUTE_MS), (90, 10 * MINUTE_MS), (100, 15 * MINUTE_MS))
    )


def test_levels_that_are_passed_are_not_told_again():
    found = told(*[(25, 5)] * 10, people=860)
    assert [level for level, _ms in found.until] == [90, 100]


def test_its_capacity_is_told_though_it_is_no_level():
    found = forecast(minutes(*[(20, 0)] * 10), 700, 1000, (80, 95), NOW, WINDOW)
    assert [level for level, _ms in found.until] == [80, 95, 100]


@pytest.mark.parametrize(
    ("flows", "state", "rate"),
    [
        ([(5, 5)] * 10, "not-filling", 0),
        ([(5, 9)] * 10, "not-filling", -4),
        ([], "too-little", None),
        ([(50, 0)] * 3, "too-little", None),  # counted for two minutes after the first one
        ([(0, 0)] * 9 + [(4, 0)], "too-little", None),  # four people in ten minutes
        ([(50, 0)] * 4, "filling", 50),
    ],
)
def test_what_there_is_to_say(flows, state, rate):
    found = told(*flows)
    assert (found.state, found.per_min) == (state, rate)


def test_who_began_to_count_four_minutes_ago_is_not_measured_over_ten():
    assert told(*[(30, 0)] * 4).per_min == 30


def test_who_was_there_when_counting_began_sets_no_rate():
    assert told((500, 0), (2, 0), (2, 0), (2, 0)).per_min == 2
    assert told((500, 0), (0, 0), (0, 0), (0, 0)).state == "too-little"


def test_a_pause_within_the_window_counts_as_a_pause():
    assert told((20, 0), *[(0, 0)] * 9).per_min == 2
    only_those_with_taps = (Minute(NOW - 10 * MINUTE_MS, 20, 0),)
    assert forecast(only_those_with_taps, 0, 1000, LEVELS, NOW, WINDOW).per_min == 2


def test_what_is_older_than_the_window_sets_no_rate_but_shows_since_when_is_counted():
    old = Minute(NOW - 30 * MINUTE_MS, 500, 0)
    new = Minute(NOW - MINUTE_MS, 10, 0)
    assert forecast((old, new), 700, 1000, LEVELS, NOW, WINDOW).per_min == 1


def test_what_a_clock_that_is_ahead_has_tapped_is_left_out():
    ahead = Minute(NOW + 5 * MINUTE_MS, 900, 0)
    flows = minutes(*[(10, 0)] * 10)
    without = forecast(flows, 100, 1000, LEVELS, NOW, WINDOW)
    assert forecast((*flows, ahead), 100, 1000, LEVELS, NOW, WINDOW) == without


@pytest.mark.parametrize("people", [1000, 1200])
def test_a_full_zone_is_full_whatever_is_known(people):
    assert told(people=people) == Forecast("full")
    assert told(*[(25, 5)] * 10, people=people) == Forecast("full", 20.0)
    assert told(people=0, capacity=0) == Forecast("full")


def test_without_a_capacity_there_is_a_rate_and_no_time():
    assert told(*[(25, 5)] * 10, capacity=None) == Forecast("filling", 20.0)


def test_nothing_is_foretold_for_tomorrow():
    found = told(*[(1, 0)] * 10, people=700)
    assert found == Forecast("filling", 1.0, ((80, 100 * MINUTE_MS), (90, 200 * MINUTE_MS)))


FLOWS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=40)


@given(FLOWS, st.integers(-50, 2500), st.integers(0, 2000), st.randoms())
def test_what_holds_for_every_forecast(flows, people, capacity, shuffled):
    known = list(minutes(*flows))
    found = forecast(known, people, capacity, LEVELS, NOW, WINDOW)
    shuffled.shuffle(known)
    assert forecast(known, people, capacity, LEVELS, NOW, WINDOW) == found
    assert (found.state == "full") == (people >= capacity)
    assert (found.state == "filling") or not found.until
    assert list(found.until) == sorted(found.until, key=lambda each: each)
    assert all(0 < ms <= HORIZON_MS and people < capacity * at / 100 for at, ms in found.until)


@given(FLOWS, st.integers(0, 700), st.integers(1, 100))
def test_with_more_people_in_it_a_zone_is_never_full_later(flows, people, more):
    before = dict(told(*flows, people=people).until)
    after = dict(told(*flows, people=people + more).until)
    for level in before.keys() & after.keys():
        assert after[level] < before[level]


@given(st.integers(LEAST_CROSSINGS, 200), st.integers(0, 799))
def test_at_its_rate_a_zone_is_at_its_level_when_that_was_foretold(rate, people):
    found = dict(told(*[(rate, 0)] * 10, people=people).until)
    assume(80 in found)
    assert people + rate * found[80] / MINUTE_MS == pytest.approx(800, abs=0.01)


def base(cut_ms: int, people: int, expected: int) -> Base:
    return Base("h1", "k", "recount", cut_ms, people, expected, "Maria", "s", cut_ms)


def test_a_trend_goes_back_from_now():
    assert trend(minutes((5, 0), (0, 2), (7, 0)), 110, None, NOW - 1, 4) == (100, 105, 103, 110)


def test_a_recount_is_a_jump_in_the_trend():
    flows = minutes((5, 0), (5, 0), (4, 0), (6, 0))
    cut = NOW - 2 * MINUTE_MS  # at the end of the second minute
    found = trend(flows, 60, base(cut, 50, 80), NOW - 1, 5)
    assert found == (70, 75, 80, 54, 60)


def test_a_trend_knows_what_a_clock_that_is_ahead_has_tapped_only_later():
    ahead = Minute(NOW + 5 * MINUTE_MS, 40, 0)
    assert trend((ahead,), 140, None, NOW, 2) == (100, 100)


@given(FLOWS, st.integers(-100, 5000), st.integers(1, 60))
def test_a_trend_ends_now_and_its_steps_are_who_came_and_left(flows, people, many):
    known = minutes(*flows)
    found = trend(known, people, None, NOW, many)
    nets = {each.at_ms // MINUTE_MS: each.came - each.left for each in known}
    newest = NOW // MINUTE_MS
    assert len(found) == many
    assert found[-1] == people
    for back in range(1, many):
        assert found[-back] - found[-back - 1] == nets.get(newest - back + 1, 0)
