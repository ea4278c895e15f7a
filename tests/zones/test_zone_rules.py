"""How full, how dense, how old, in which order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.plan.zones.parts import ZonePart
from onsite.zones import rules

NOW, LIMIT = 1_000_000, 300_000


@pytest.mark.parametrize(
    ("people", "capacity", "percent"),
    [(80, 100, 80), (-5, 100, -5), (130, 100, 130), (7, None, None), (0, 0, 100), (3, 0, 300)],
)
def test_how_full_a_zone_is(people, capacity, percent):
    assert rules.percent(people, capacity) == percent


def test_a_zone_that_may_hold_nobody_is_full_even_with_a_deficit():
    assert rules.percent(-3, 0) == 100


@pytest.mark.parametrize(
    ("people", "usable", "density"),
    [(90, 45.0, 2), (0, 10.0, 0), (-4, 10.0, None), (9, None, None), (9, 0.0, None)],
)
def test_how_dense_it_is(people, usable, density):
    assert rules.density(people, usable) == density


@pytest.mark.parametrize(
    ("people", "last_ms", "others_ms", "stale"),
    [
        (10, NOW - LIMIT, None, None),  # just old enough to be good
        (10, NOW - LIMIT - 1, None, LIMIT + 1),  # somebody is in it
        (-2, NOW - LIMIT - 1, None, LIMIT + 1),  # a deficit is no empty zone
        (0, NOW - LIMIT - 1, None, None),  # empty, and nobody counts: night
        (0, NOW - LIMIT - 1, NOW - 10, LIMIT + 1),  # others count: nobody stands at that door
        (0, NOW - LIMIT - 1, NOW - LIMIT - 1, None),
        (10, None, NOW, None),  # never counted is another thing
        (10, NOW + 50_000, NOW, None),  # a clock that is ahead
    ],
)
def test_when_a_count_is_stale(people, last_ms, others_ms, stale):
    assert rules.stale_ms(people, last_ms, others_ms, NOW, LIMIT) == stale


def zones(**within: str | None) -> dict[str, ZonePart]:
    return {zone: ZonePart(name=zone, within=outer) for zone, outer in within.items()}


def test_a_sub_zone_stands_behind_its_own():
    found = zones(pit="front", h1=None, h2=None, front="h1", left="h1")
    assert rules.in_order(found) == ("h1", "front", "pit", "left", "h2")
    assert rules.parts_of(found, "h1") == ("h1", "front", "left", "pit")
    assert rules.parts_of(found, "h2") == ("h2",)
    assert rules.outermost(found, "pit", {"h1", "front"}) == "h1"
    assert rules.outermost(found, "pit", {"front", "h2"}) == "front"
    assert rules.outermost(found, "pit", {"pit"}) == "pit"


@given(st.lists(st.integers(-1, 30), max_size=12))
def test_every_zone_stands_once_and_behind_its_own(outer):
    ids = [f"z{at}" for at in range(len(outer))]
    # Within one before it only, so that there is no circle: the plan allows none.
    within = {
        key: ids[of % at] if at and of >= 0 else None
        for at, (key, of) in enumerate(zip(ids, outer, strict=True))
    }
    order = rules.in_order(zones(**within))
    assert sorted(order) == sorted(ids)
    for key, of in within.items():
        assert of is None or order.index(of) < order.index(key)
