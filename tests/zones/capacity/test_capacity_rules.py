"""How many a zone may hold: by example, and what holds for every zone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onsite.plan.zones import usual
from onsite.plan.zones.parts import AislePart, CrowdPart, ExitPart, UsePart, ZonePart
from onsite.zones.capacity.rules import (
    LimitOfDay,
    OnTheDay,
    aisles_m2,
    capacity,
    coordinators,
    danger_per_m2,
    evacuation_estimate,
    levels_of,
    lost_m2,
    managers_needed,
    usable_m2,
    ways_out,
)
from onsite.zones.capacity.views import Blocked

CROWD = CrowdPart()
HALL = ZonePart(
    name="Great hall",
    area_m2=1000,
    unusable_m2=100,
    use="standing",
    seats=2000,
    exits={
        "north": ExitPart(name="North", width_m=3),
        "south": ExitPart(name="South", width_m=2),
        "stairs": ExitPart(name="Stairs", width_m=1, stairs=True),
    },
    aisles={
        "middle": AislePart(name="Middle", area_m2=80, serves_m2=200),
        "side": AislePart(name="Side", area_m2=60),
    },
    capacity=1500,
    capacity_source="Permit 7",
    supervised=True,
)


def shut(*ways: str) -> tuple[Blocked, ...]:
    return tuple(Blocked("hall", way, "exit", 0, "Maria", "") for way in ways)


def figures(part: ZonePart = HALL, crowd: CrowdPart = CROWD, **now) -> dict[str, int]:
    found = capacity("hall", part, crowd, OnTheDay(**{"managers": 9, **now}))
    assert [each.people for each in found.limits] == sorted(each.people for each in found.limits)
    return {each.rule: each.people for each in found.limits}


def test_every_rule_has_its_figure_and_the_least_is_the_capacity():
    assert figures() == {
        "fixed": 1500,
        "floor": 1652,  # (1000 - 100 - 140) / 0.46
        "exits": 1840,  # (2 × 82 + 1 × 66) × 8: without the north doors
        "seats": 2000,
        "supervision": 2250,
    }
    hall = capacity("hall", HALL, CROWD, OnTheDay(managers=9, signed_on=12))
    assert (hall.people, hall.decisive.source) == (1500, "Permit 7")
    assert (hall.managers, hall.signed_on) == (9, 12)


def test_a_zone_of_which_the_plan_says_nothing_has_no_limit():
    nothing = capacity("yard", ZonePart(name="Yard"), CROWD, OnTheDay())
    assert (nothing.limits, nothing.people, nothing.decisive) == ((), None, None)


def test_a_figure_comes_with_what_it_is_made_of_and_who_says_so():
    limits = {each.rule: each for each in capacity("h", HALL, CROWD, OnTheDay()).limits}
    assert limits["floor"].basis == {
        "area_m2": "1000",
        "unusable_m2": "100",
        "aisles_m2": "140",
        "blocked_m2": "0",
        "usable_m2": "760",
        "use": "standing",
        "m2_per_person": "0.46",
    }
    assert limits["floor"].source == "IBC 2021, table 1004.5: 5 ft² net"
    assert limits["exits"].basis == {
        "width_m": "3",
        "per_min": "230",
        "minutes": "8",
        "exits": "3",
        "blocked": "0",
        "discounted": "north",
    }
    assert limits["exits"].source == usual.EXITS_SOURCE
    assert limits["supervision"].source == usual.MANAGERS_SOURCE


@pytest.mark.parametrize(
    ("part", "crowd", "aisles"),
    [
        (HALL, CROWD, 140),
        (HALL.model_copy(update={"aisles": {}}), CROWD, 100),
        (HALL, CrowdPart(aisles_percent=20), 200),
        (HALL.model_copy(update={"aisles_percent": 30.0}), CROWD, 300),
        (HALL.model_copy(update={"aisles_percent": 0.0, "aisles": {}}), CROWD, 0),
    ],
)
def test_aisles_take_what_is_listed_and_at_least_their_part_of_the_floor(part, crowd, aisles):
    assert aisles_m2(part, crowd) == aisles
    assert usable_m2(part, crowd) == 900 - aisles


def test_while_an_aisle_is_blocked_the_seats_that_it_served_are_lost():
    aisle = AislePart(name="Cross", area_m2=9, serves_seats=700)
    part = ZonePart(name="Arena", seats=900, aisles={"a": aisle, "b": aisle})
    assert figures(part) == {"seats": 900}
    assert figures(part, blocked=shut("a")) == {"seats": 200}
    assert figures(part, blocked=shut("a", "b")) == {"seats": 0}


def test_while_an_aisle_is_blocked_the_floor_that_it_served_is_lost():
    assert lost_m2(HALL, shut("middle")) == 200
    assert lost_m2(HALL, shut("side")) == 60
    assert figures(blocked=shut("middle", "side"))["floor"] == int(500 / 0.46)
    assert usable_m2(ZonePart(name="Yard"), CROWD) is None


@pytest.mark.parametrize(
    ("blocked", "people"),
    [
        ((), 1840),
        (("north",), 528),  # the south doors count as lost now
        (("south",), 528),
        (("stairs",), 1312),
        (("north", "south"), 49),
        (("south", "stairs"), 49),
        (("north", "south", "stairs"), 0),
    ],
)
def test_blocked_exits_count_no_more_and_of_the_others_the_widest_may_be_lost(blocked, people):
    assert figures(blocked=shut(*blocked))["exits"] == people


def test_the_widest_exit_counts_where_the_plan_says_so():
    crowd = CrowdPart(discount_widest=False)
    assert figures(crowd=crowd)["exits"] == 8 * (5 * 82 + 66)
    assert figures(crowd=crowd, blocked=shut("south", "stairs"))["exits"] == 8 * 3 * 82


def test_a_zone_with_one_exit_in_the_plan_has_that_one():
    part = ZonePart(name="Booth", exits={"door": ExitPart(name="Door", width_m=1)})
    assert figures(part)["exits"] == 656
    assert figures(part, blocked=shut("door"))["exits"] == 0


def test_one_exit_that_is_left_is_for_as_many_as_a_room_with_one_exit():
    left = capacity("hall", HALL, CROWD, OnTheDay(blocked=shut("north", "south"), managers=9))
    assert left.decisive.basis["one_exit_people"] == "49"
    assert left.decisive.source == usual.ONE_EXIT_SOURCE


def test_a_limit_of_the_day_tells_who_has_set_it():
    limit = LimitOfDay(300, "wind", "Bo", 5)
    found = capacity("hall", HALL, CROWD, OnTheDay(limit_set=limit, managers=9)).decisive
    assert (found.rule, found.people, found.source) == ("set", 300, "Bo")
    assert found.basis == {"why": "wind", "at_ms": "5"}


@pytest.mark.parametrize(("managers", "people"), [(0, 0), (1, 250), (4, 1000)])
def test_a_supervised_zone_holds_so_many_for_each_crowd_manager(managers, people):
    assert figures(managers=managers)["supervision"] == people


@pytest.mark.parametrize(("people", "managers"), [(0, 0), (1, 1), (250, 1), (251, 2), (1000, 4)])
def test_one_manager_for_250_people_or_part_of_them(people, managers):
    assert managers_needed(people, CROWD) == managers


@pytest.mark.parametrize(("there", "found"), [(3, "few"), (4, "right"), (6, "right"), (7, "many")])
def test_four_to_six_coordinators_for_a_zone(there, found):
    assert coordinators(there, CROWD) == found


def test_the_estimate_is_people_by_what_gets_out_in_a_minute():
    found = evacuation_estimate(HALL, CROWD, (), 1150)
    assert (found.width_m, found.per_min, found.seconds, found.allowed_s) == (3, 230, 300, 480)
    assert evacuation_estimate(HALL, CROWD, shut("north", "south", "stairs"), 9).seconds is None
    assert evacuation_estimate(HALL, CROWD, (), -4).seconds == 0
    quick = HALL.model_copy(update={"evacuation_min": 2.5})
    assert evacuation_estimate(quick, CROWD, (), 0).allowed_s == 150


def test_what_a_zone_does_not_say_is_as_for_all():
    assert (levels_of(HALL, CROWD), danger_per_m2(HALL, CROWD)) == ((80, 90, 100), 4)
    own = HALL.model_copy(update={"levels": (50, 100), "danger_per_m2": 3.0})
    assert (levels_of(own, CROWD), danger_per_m2(own, CROWD)) == ((50, 100), 3)


IDS = ("a", "b", "c", "d", "e")
METRES = st.floats(0.01, 50)
AREAS = st.floats(0.01, 5000)


@st.composite
def zones(draw) -> ZonePart:
    exits = draw(st.dictionaries(st.sampled_from(IDS), st.tuples(METRES, st.booleans())))
    aisles = draw(st.dictionaries(st.sampled_from(IDS), st.tuples(AREAS, st.none() | AREAS)))
    return ZonePart(
        name="Zone",
        area_m2=draw(st.none() | AREAS),
        unusable_m2=draw(st.floats(0, 1000)),
        aisles_percent=draw(st.none() | st.floats(0, 100)),
        use=draw(st.sampled_from((None, *usual.USES))),
        seats=draw(st.none() | st.integers(1, 5000)),
        exits={
            key: ExitPart(name=key, width_m=width, stairs=stairs)
            for key, (width, stairs) in exits.items()
        },
        aisles={
            f"aisle-{key}": AislePart(
                name=key, area_m2=area, serves_m2=serves, serves_seats=int(area)
            )
            for key, (area, serves) in aisles.items()
        },
        evacuation_min=draw(st.none() | st.floats(0.1, 60)),
        capacity=draw(st.none() | st.integers(1, 5000)),
        supervised=draw(st.booleans()),
    )


CROWDS = st.builds(
    CrowdPart,
    aisles_percent=st.floats(10, 90),
    discount_widest=st.booleans(),
    one_exit_people=st.integers(1, 100),
    uses=st.just({"standing": UsePart(name="Standing", m2_per_person=0.5)}) | st.just({}),
)
WAYS = st.sets(st.sampled_from((*IDS, *(f"aisle-{key}" for key in IDS), "gone")))


def everybody(found: int | None) -> float:
    return float("inf") if found is None else found


@given(zones(), CROWDS, WAYS, WAYS, st.integers(0, 20))
def test_a_blocked_way_never_raises_any_limit(part, crowd, before, more, managers):
    fewer = OnTheDay(blocked=shut(*sorted(before)), managers=managers)
    now = replace(fewer, blocked=shut(*sorted(before | more)))
    old = {each.rule: each.people for each in capacity("z", part, crowd, fewer).limits}
    new = {each.rule: each.people for each in capacity("z", part, crowd, now).limits}
    assert new.keys() == old.keys()
    assert all(new[rule] <= old[rule] for rule in old)


@given(zones(), CROWDS, WAYS, WAYS, st.integers(0, 10_000))
def test_a_blocked_way_never_makes_an_evacuation_quicker(part, crowd, before, more, people):
    old = evacuation_estimate(part, crowd, shut(*before), people)
    new = evacuation_estimate(part, crowd, shut(*(before | more)), people)
    assert everybody(new.seconds) >= everybody(old.seconds)


@given(zones(), CROWDS, WAYS, st.integers(0, 20), st.integers(0, 20))
def test_more_managers_never_lower_it(part, crowd, ways, managers, more):
    fewer = OnTheDay(blocked=shut(*ways), managers=managers)
    some = replace(fewer, managers=managers + more)
    old, new = (capacity("z", part, crowd, each).people for each in (fewer, some))
    assert everybody(new) >= everybody(old)


@given(zones(), CROWDS, WAYS, st.none() | st.integers(0, 9000), st.integers(0, 20))
def test_it_is_the_least_of_its_limits_and_never_below_nobody(part, crowd, ways, limit, managers):
    day = LimitOfDay(limit) if limit is not None else None
    found = capacity("z", part, crowd, OnTheDay(shut(*ways), day, managers))
    people = [each.people for each in found.limits]
    assert people == sorted(people)
    assert found.people == min(people, default=None)
    assert all(each >= 0 for each in people)
    assert len({each.rule for each in found.limits}) == len(people)
    assert ("set" in {each.rule for each in found.limits}) is (limit is not None)


@given(zones(), CROWDS, st.floats(0, 500), st.floats(0, 500))
def test_more_that_stands_around_never_leaves_more_floor(part, crowd, less, more):
    old = part.model_copy(update={"unusable_m2": less})
    new = part.model_copy(update={"unusable_m2": less + more})
    assert (usable_m2(new, crowd) or 0) <= (usable_m2(old, crowd) or 0)
    assert 0 <= (usable_m2(new, crowd) or 0) <= (part.area_m2 or 0)


@given(zones(), CROWDS, WAYS)
def test_only_open_exits_count_and_one_of_several_less(part, crowd, ways):
    out = ways_out(part, crowd, shut(*ways))
    free = [each for key, each in part.exits.items() if key not in ways]
    assert out.discounted not in ways
    assert 0 <= out.width_m <= sum(each.width_m for each in free) + 1e-9 or out.one_left
    if crowd.discount_widest and len(free) > 1:
        assert out.discounted in part.exits
