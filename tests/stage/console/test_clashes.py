"""Who is expected in two places at once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.stage.console.clashes import Clash, Slot, clashes

MIN = 60_000
STAGES = ("red", "blue")


def walk(start: str, end: str) -> int:
    return 0 if start == end else 5 * MIN


def slot(stage: str, starts: int, ends: int) -> Slot:
    return Slot(stage, f"{stage}{starts}", starts * MIN, ends * MIN)


@pytest.mark.parametrize(
    ("first", "second", "missing"),
    [
        pytest.param(slot("red", 0, 30), slot("blue", 20, 40), 15, id="at once"),
        pytest.param(slot("red", 0, 30), slot("blue", 33, 40), 2, id="too soon to walk"),
        pytest.param(slot("red", 0, 30), slot("blue", 35, 40), None, id="just in time"),
        pytest.param(slot("red", 0, 30), slot("red", 30, 40), None, id="stays where they are"),
        pytest.param(slot("red", 0, 30), slot("red", 29, 40), 1, id="twice on one stage"),
    ],
)
def test_two_slots_of_one_speaker(first, second, missing) -> None:
    found = clashes({"ada": [second, first]}, walk, 0)
    expected = () if missing is None else (Clash("ada", first, second, missing * MIN),)
    assert found == expected


def test_what_is_over_clashes_with_nothing() -> None:
    slots = {"ada": [slot("red", 0, 30), slot("blue", 20, 40)]}
    assert clashes(slots, walk, 30 * MIN) == ()


def test_two_people_do_not_clash() -> None:
    assert clashes({"a": [slot("red", 0, 9)], "b": [slot("blue", 0, 9)]}, walk, 0) == ()


def test_the_soonest_comes_first() -> None:
    slots = {
        "late": [slot("red", 50, 60), slot("blue", 55, 70)],
        "soon": [slot("red", 0, 30), slot("blue", 20, 40)],
    }
    assert [each.speaker for each in clashes(slots, walk, 0)] == ["soon", "late"]


@given(
    st.lists(
        st.builds(
            lambda stage, starts, long: slot(stage, starts, starts + long),
            st.sampled_from(STAGES),
            st.integers(0, 60),
            st.integers(1, 30),
        ),
        max_size=5,
        unique_by=lambda each: each.item,
    ),
    st.integers(0, 60),
)
def test_no_clash_means_that_every_way_can_be_walked(slots, now) -> None:
    found = {(each.first, each.second) for each in clashes({"ada": slots}, walk, now * MIN)}
    coming = [each for each in slots if each.ends_ms > now * MIN]
    for one in coming:
        for other in coming:
            before = (one.starts_ms, one.ends_ms, one.stage, one.item) < (
                other.starts_ms,
                other.ends_ms,
                other.stage,
                other.item,
            )
            there = one.ends_ms + walk(one.stage, other.stage) > other.starts_ms
            assert ((one, other) in found) == (before and there)
