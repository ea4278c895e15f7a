"""Who is left in a zone that is being emptied, by whoever knows of it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from onsite.zones.counting.views import Base, Standing
from onsite.zones.evacuation.rules import going_on
from onsite.zones.evacuation.views import Begun

BEGAN = 50_000
COUNTS = st.integers(-500, 5000)


def begun(people: int, by_hand: int) -> Begun:
    return Begun("h1", "k", BEGAN, people, by_hand, "Ana", "smoke", drill=False)


def hand(total: int, cut_ms: int | None = None, how: str = "recount") -> Standing:
    base = None
    if cut_ms is not None:
        base = Base("h1", "r", how, cut_ms, total, 0, "Bo", "s", cut_ms)
    return Standing("h1", total, 0, 0, base, None)


@given(COUNTS, COUNTS)
def test_where_the_counters_count_those_are_left_whom_their_count_has(people, now):
    found = going_on(begun(people, people), hand(now))
    assert (found.people, found.left) == (people, now)


def test_who_comes_in_all_the_same_is_not_gone():
    assert going_on(begun(100, 100), hand(103)).gone == -3


def test_at_the_doors_of_badges_the_counters_see_who_is_not_scanned():
    assert going_on(begun(300, 20), hand(-100), by_badges=290).gone == 120


def test_whoever_was_scanned_and_tapped_is_gone_once():
    assert going_on(begun(300, 0), hand(-50), by_badges=240).left == 240


def test_a_recount_settles_who_is_left():
    after = hand(12, BEGAN + 1)
    assert going_on(begun(300, 0), after, by_badges=290).left == 12


def test_a_recount_from_before_settles_nothing():
    assert going_on(begun(300, 30), hand(30, BEGAN), by_badges=290).left == 290


def test_the_close_of_a_day_is_no_recount():
    assert going_on(begun(300, 30), hand(0, BEGAN + 1, "day"), by_badges=290).left == 270


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_never_are_fewer_said_to_be_left_than_one_of_them_knows_of(people, by_hand, now, badges):
    found = going_on(begun(people, by_hand), hand(now), badges)
    seen_by_one = max(people - badges, by_hand - now)
    assert found.gone == seen_by_one
    assert found.left >= people - max(people - badges, 0) - max(by_hand - now, 0)
