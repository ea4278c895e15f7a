"""Levels of service by Fruin's tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.plan.zones.parts import CrowdPart, UsePart, ZonePart
from onsite.plan.zones.usual import M2_PER_FT2, SERVICE_SOURCE, source
from onsite.zones.capacity.service_levels import densest, level_of_service
from onsite.zones.capacity.uses import is_walked, use_of


@pytest.mark.parametrize(
    ("per_m2", "standing", "walking"),
    [
        (0, "A", "A"),
        (0.3, "A", "A"),
        (0.4, "A", "B"),
        (0.7, "A", "C"),
        (0.9, "B", "D"),
        (1.2, "C", "E"),
        (2, "D", "E"),
        (2.2, "D", "F"),
        (3.5, "D", "F"),
        (4, "E", "F"),
        (5.3, "E", "F"),
        (5.5, "F", "F"),
    ],
)
def test_the_level_of_a_density(per_m2, standing, walking):
    found = (level_of_service(per_m2), level_of_service(per_m2, walking=True))
    assert found == (standing, walking)


@pytest.mark.parametrize(
    ("walking", "feet"), [(False, (13, 10, 7, 3, 2)), (True, (35, 25, 15, 10, 5))]
)
def test_the_usual_tables_are_fruin_s_square_feet_for_each_person(walking, feet):
    found = densest(walking=walking)
    assert list(found) == ["A", "B", "C", "D", "E"]
    assert list(found.values()) == [round(1 / (each * M2_PER_FT2), 2) for each in feet]


def test_the_tables_of_the_plan_hold():
    crowd = CrowdPart(service_standing=(1, 2, 3, 4, 5), service_walking=(0.1, 0.2, 0.3, 0.4, 0.5))
    assert level_of_service(2.5, crowd=crowd) == "C"
    assert level_of_service(0.35, walking=True, crowd=crowd) == "D"
    assert (source(CrowdPart(), "service"), source(crowd, "service")) == (SERVICE_SOURCE, "")


@given(st.floats(0, 20), st.floats(0, 20), st.booleans())
def test_the_denser_the_worse(one, other, walking):
    less, more = sorted((one, other))
    assert level_of_service(less, walking=walking) <= level_of_service(more, walking=walking)


@given(st.floats(0, 20))
def test_who_walks_needs_more_room_than_who_stands(per_m2):
    assert level_of_service(per_m2, walking=True) >= level_of_service(per_m2)


def test_a_floor_is_walked_where_its_use_says_so():
    crowd = CrowdPart(uses={"ramp": UsePart(name="Ramp", m2_per_person=2, walking=True)})
    walked = {
        use: is_walked(ZonePart(name="Z", use=use), crowd)
        for use in ("ramp", "walking", "standing", None)
    }
    assert walked == {"ramp": True, "walking": True, "standing": False, None: False}
    assert use_of(ZonePart(name="Z", use="ramp"), crowd).m2_per_person == 2
