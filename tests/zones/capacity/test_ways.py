"""Ways that are blocked and free again, and limits of the day, at stations with a store."""

from __future__ import annotations

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.plan.service import current, publish
from onsite.zones.acting import by
from onsite.zones.capacity import reading, service

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]

[checkpoints.door]
name = "Main door"

[zones.hall]
name = "Great hall"
area_m2 = 1000
unusable_m2 = 100
use = "standing"
supervised = false

[zones.hall.exits.north]
name = "North doors"
width_m = 3

[zones.hall.exits.south]
name = "South doors"
width_m = 2

[zones.hall.aisles.middle]
name = "Middle aisle"
area_m2 = 80
serves_m2 = 200
"""


@pytest.fixture
def act(site, clock):
    site.write_now(publish, PLAN, "Maria")
    plan = site.read_now(current)

    def do(service_of, *arguments, **more):
        clock.advance(seconds=5)
        return site.write_now(service_of, plan, by(clock, "Maria"), *arguments, **more)

    do.capacity = lambda: site.read_now(reading.capacity_of, plan, "hall", clock.now())
    do.now_ms = lambda: to_ms(clock.now())
    return do


def test_a_blocked_aisle_and_a_blocked_exit_lower_the_capacity_at_once(act):
    assert {each.rule: each.people for each in act.capacity().limits} == {
        "floor": 1739,
        "exits": 1312,
    }
    aisle = act(service.block, "hall", "Middle aisle", "stacked chairs")
    assert (aisle.before.people, aisle.after.people) == (1312, 1304)
    exits = act(service.block, "Great hall", "north")
    assert (exits.after.people, exits.after.decisive.rule) == (49, "exits")
    assert act(service.clear, "hall", "north").after == aisle.after


def test_unknown_names_are_told_with_what_is_near(act):
    with pytest.raises(BadInputError, match="Nearest: north"):
        act(service.block, "hall", "nort")
    with pytest.raises(BadInputError, match=r"no zone “hal”\. Nearest: hall"):
        act(service.block, "hal", "north")


def test_a_limit_of_the_day_counts_as_every_other_one(act):
    assert act(service.set_limit, "hall", 300, "fire officer").after.people == 300
    assert act.capacity().decisive.source == "Maria"
    assert act(service.set_limit, "hall", None).after.people == 1312
