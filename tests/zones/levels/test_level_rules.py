"""Which level a zone stands at: each crossing once, nothing while it swings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.zones.levels.rules import below_gravest, cause, level_now

USUAL = (80, 90, 100)
LEVELS = st.sets(st.integers(1, 200), min_size=1, max_size=6).map(lambda each: tuple(sorted(each)))
HYSTERESIS = st.integers(0, 40)
PERCENTS = st.lists(st.integers(-50, 300), max_size=60)


def course(percents, levels, hysteresis, before=0):
    """The level after each of the percentages."""
    found = []
    for each in percents:
        before = level_now(each, before, levels, hysteresis)
        found.append(before)
    return found


@pytest.mark.parametrize(
    ("percent", "before", "level"),
    [
        (None, 90, 0),
        (-5, 0, 0),
        (79.9, 0, 0),
        (80, 0, 80),
        (89.9, 0, 80),
        (100, 0, 100),
        (240, 0, 100),
        (95, 100, 100),
        (94.9, 100, 90),
        (85, 90, 90),
        (84.9, 90, 80),
        (74.9, 80, 0),
        (75, 0, 0),
    ],
)
def test_a_level_is_left_further_down_than_it_is_passed(percent, before, level):
    assert level_now(percent, before, USUAL, 5) == level


def test_a_level_that_the_plan_has_no_more_holds_those_under_it():
    assert level_now(86, 95, USUAL, 5) == 90
    assert level_now(70, 95, USUAL, 5) == 0


@given(PERCENTS, LEVELS, HYSTERESIS)
def test_each_level_is_a_switch_of_its_own_and_the_highest_that_is_on_counts(
    percents, levels, hysteresis
):
    on = dict.fromkeys(levels, False)
    expected = []
    for percent in percents:
        for level in levels:
            on[level] = percent >= (level - hysteresis if on[level] else level)
        expected.append(max((level for level in levels if on[level]), default=0))
    assert course(percents, levels, hysteresis) == expected


@given(st.integers(0, 120), st.lists(st.integers(0, 120), max_size=40), LEVELS, HYSTERESIS)
def test_nothing_is_told_while_it_swings_within_the_hysteresis(first, others, levels, hysteresis):
    stands = level_now(first, 0, levels, hysteresis)
    least = stands - hysteresis if stands else -1
    most = min((each for each in levels if each > stands), default=1000)
    swings = [each for each in others if least <= each < most]
    assert set(course(swings, levels, hysteresis, stands)) <= {stands}


@given(PERCENTS, LEVELS, HYSTERESIS)
def test_a_rise_names_the_highest_level_that_is_reached(percents, levels, hysteresis):
    before = 0
    for percent in percents:
        level = level_now(percent, before, levels, hysteresis)
        if level > before:
            assert level == max(each for each in levels if each <= percent)
        before = level


@pytest.mark.parametrize(
    ("people", "was", "capacity", "why"),
    [
        (90, 100, 100, "people"),
        (90, 100, 95, "people"),
        (70, 100, 80, "capacity"),
        (70, None, 80, "capacity"),
        (70, 100, 0, "capacity"),
    ],
)
def test_the_capacity_is_the_cause_where_people_alone_would_not_have_been(
    people, was, capacity, why
):
    assert cause(people, was, capacity, 0, USUAL, 5) == why


@pytest.mark.parametrize(
    ("level", "levels", "below"),
    [
        (100, USUAL, 0),
        (90, USUAL, 1),
        (80, USUAL, 2),
        (120, (90, 100, 120), 0),
        (90, (80, 90), 1),
        (50, (50, 80, 90, 100), 3),
    ],
)
def test_full_is_the_gravest_and_each_level_under_it_one_less(level, levels, below):
    assert below_gravest(level, levels) == below
