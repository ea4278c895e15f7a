"""All that is known of every zone at one instant, read from the store."""

from __future__ import annotations

import itertools

import pytest

from onsite.checkin import service as checkin
from onsite.checkin.facts import Direction
from onsite.clock import to_ms
from onsite.plan.service import publish
from onsite.zones.capacity import service as capacity
from onsite.zones.counting import service as counting
from onsite.zones.forecast.views import Forecast
from onsite.zones.levels.facts import LevelPassed
from onsite.zones.surveying import TREND, people_in, survey
from tests.checkin.conftest import Roll
from tests.zones.conftest import Counter

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[categories.regular]
name = "Regular"

[checkpoints.door]
name = "Main door"

[checkpoints.lab]
name = "Door of the lab"
zone = "lab"
kind = "other"
entries = "multiple"

[zones.foyer]
name = "Foyer"

[zones.front]
name = "Front of stage"
within = "hall"
area_m2 = 20
aisles_percent = 0
danger_per_m2 = 3

[zones.hall]
name = "Hall"
capacity = 100
area_m2 = 100
exits.north = { name = "North", width_m = 2 }
exits.south = { name = "South", width_m = 2 }

[zones.lab]
name = "Lab"
counted_by = "badges"
capacity = 10
"""


@pytest.fixture
def counter(site, clock) -> Counter:
    site.write_now(publish, PLAN, "Maria")
    return Counter(site, clock)


@pytest.fixture
def look(counter):
    def now():
        return counter.site.read_now(survey, counter.plan, counter.clock.now())

    return now


@pytest.fixture
def scan(counter):
    """Somebody passes the door of the lab."""
    roll, keys = Roll(counter.site), itertools.count()
    for name in ("Ada", "Bo", "Cem"):
        roll.add(name, name.upper())

    def passes(name, direction=Direction.ENTRY):
        attempt = checkin.Attempt(f"s{next(keys)}", "lab", "Maria", direction, code=name.upper())
        counter.site.write_now(checkin.scan, counter.plan, attempt)

    return passes


def minute_by_minute(counter, zone, *changes):
    for people in changes:
        if people:
            counter.count(zone, people)
        counter.clock.advance(minutes=1)


def test_zones_stand_in_the_plans_order_and_parts_behind_theirs(look):
    assert [(each.id, each.within) for each in look().zones] == [
        ("foyer", ""),
        ("hall", ""),
        ("front", "hall"),
        ("lab", ""),
    ]


def test_the_total_is_of_the_zones_that_are_within_no_other(counter, look):
    counter.count("hall", 40)
    counter.count("front", 15)
    counter.count("foyer", -3)
    assert look().total == 37


def test_without_zones_there_is_nothing_to_survey(site, clock, counter):
    plan = counter.plan.model_copy(update={"zones": {}})
    found = site.read_now(survey, plan, clock.now())
    assert (found.zones, found.total, found.incomplete, found.balance) == ((), 0, False, None)


def test_how_full_and_how_dense_a_zone_is(counter, look):
    counter.count("hall", 81)
    hall = look().zone("hall")
    # Ten percent of the floor are aisles.
    assert (hall.percent, hall.level, hall.per_m2, hall.danger) == (81, 80, 0.9, False)
    assert (hall.service, hall.stop_entry, hall.estimate.people) == ("B", False, 81)


def test_a_zone_that_is_full_stops_entry_until_it_is_well_below(counter, look):
    counter.count("hall", 100)
    assert look().zone("hall").stop_entry
    recorded = {"zone": "hall", "turn": 0, "level": 100, "people": 100, "capacity": 100}
    full = LevelPassed(**recorded, cause="people", at_ms=counter.now_ms)
    counter.site.write_now(lambda journal, rows: journal.append(rows, full, operator="Maria"))
    counter.count("hall", -5)
    assert look().zone("hall").stop_entry
    counter.count("hall", -1)
    assert (look().zone("hall").level, look().zone("hall").stop_entry) == (90, False)


def test_the_floor_in_front_of_the_stage_has_a_danger_of_its_own(counter, look):
    counter.count("hall", 60)
    counter.count("front", 60)
    found = look()
    assert found.zone("front").danger
    assert not found.zone("hall").danger


def test_what_was_too_dense_stops_entry_until_it_is_well_below(counter, look):
    counter.count("front", 60)
    recorded = {"zone": "front", "turn": 0, "level": 100, "people": 60, "capacity": 0}
    full = LevelPassed(**recorded, cause="people", at_ms=counter.now_ms)
    counter.site.write_now(lambda journal, rows: journal.append(rows, full, operator="Maria"))
    counter.count("front", -3)
    front = look().zone("front")
    assert (front.danger, front.stop_entry) == (False, True)
    counter.count("front", -1)
    assert not look().zone("front").stop_entry


def test_a_blocked_exit_lowers_the_capacity_at_once(counter, look):
    counter.count("hall", 45)
    assert look().zone("hall").level == 0
    counter.do(capacity.block, "hall", "north", "Fire hose")
    hall = look().zone("hall")
    assert hall.capacity.people == 49
    assert hall.level == 90


def test_a_deficit_is_shown_as_one(counter, look):
    counter.count("hall", -4)
    hall = look().zone("hall")
    assert (hall.people, hall.percent, hall.level, hall.per_m2) == (-4, -4, 0, None)


def test_what_fills_is_foretold(counter, look):
    minute_by_minute(counter, "hall", *[6] * 10)
    hall = look().zone("hall")
    assert hall.forecast == Forecast("filling", 6.0, ((80, 200_000), (90, 300_000), (100, 400_000)))
    assert hall.trend[-11:] == (6, 12, 18, 24, 30, 36, 42, 48, 54, 60, 60)
    assert len(hall.trend) == TREND


def test_a_recount_sets_no_rate(counter, look):
    minute_by_minute(counter, "hall", *[6] * 10)
    counter.recount("hall", 90)
    hall = look().zone("hall")
    assert (hall.people, hall.forecast.per_min) == (90, 6)
    assert hall.trend[-2:] == (60, 90)


def test_a_count_of_which_nothing_is_heard_is_stale_and_the_total_incomplete(counter, look):
    for zone in ("hall", "foyer"):
        counter.count(zone, 50)
    counter.clock.advance(minutes=5)
    counter.count("foyer", 1)
    assert look().zone("hall").stale_ms is None
    counter.clock.advance(milliseconds=1)
    found = look()
    assert found.zone("hall").stale_ms == 5 * 60_000 + 1
    assert found.zone("foyer").stale_ms is None
    assert found.incomplete
    assert found.total == 101  # what is known goes on


def test_levels_go_on_with_what_is_known_of_a_stale_count_and_no_forecast_does(counter, look):
    minute_by_minute(counter, "hall", *[9] * 10)
    assert look().zone("hall").forecast.state == "filling"
    counter.clock.advance(minutes=6)
    hall = look().zone("hall")
    assert hall.stale_ms is not None
    assert (hall.level, hall.forecast.state) == (90, "too-little")


def test_a_zone_that_nobody_has_counted_makes_the_total_incomplete_if_it_is_limited(
    counter, look, scan
):
    counter.count("hall", 1)
    assert look().incomplete  # the lab
    scan("Ada")
    assert not look().incomplete  # the foyer is a mere place


def test_a_place_that_nobody_counts_though_a_part_of_it_is_makes_the_total_incomplete(
    counter, look, scan
):
    text = PLAN + '[zones.bar]\nname = "Bar"\nwithin = "foyer"\n'
    text += '[zones.till]\nname = "Till"\nwithin = "bar"\n'
    counter.site.write_now(publish, text, "Maria")
    scan("Ada")
    counter.count("hall", 1)
    assert not look().incomplete
    counter.count("till", 50)
    found = look()
    assert (found.total, found.incomplete) == (2, True)
    counter.count("foyer", 60)
    assert (look().total, look().incomplete) == (62, False)


def test_a_recount_is_heard_as_well(counter, look):
    counter.recount("hall", 50)
    hall = look().zone("hall")
    assert (hall.counted, hall.last_ms) == (True, to_ms(counter.clock.now()))


def test_badges_count_where_the_plan_says_so_and_hands_beside_them(counter, look, scan):
    scan("Ada")
    scan("Bo")
    counter.count("lab", 5)
    lab = look().zone("lab")
    assert (lab.people, lab.counted_by, lab.by_hand.total, lab.percent) == (2, "badges", 5, 20)
    scan("Bo", Direction.EXIT)
    assert look().zone("lab").people == 1


def test_where_no_badge_was_ever_scanned_the_hands_count(counter, look):
    counter.count("lab", 5)
    lab = look().zone("lab")
    assert (lab.people, lab.counted_by, lab.by_badges.people) == (5, "hand", 0)


def test_badges_have_a_trend(counter, look, scan):
    scan("Ada")
    counter.clock.advance(minutes=2)
    scan("Bo")
    assert look().zone("lab").trend[-4:] == (0, 1, 1, 2)


def test_who_leaves_the_lab_unscanned_is_counted_out_by_hand(counter, look, scan):
    from onsite.zones.evacuation import service as evacuation

    for name in ("Ada", "Bo", "Cem"):
        scan(name)
    counter.do(evacuation.begin, "lab", "Smoke")
    counter.clock.advance(seconds=5)
    counter.count("lab", -1, -1)
    assert look().zone("lab").evacuation.left == 1


def test_the_day_after_its_close_nothing_is_stale_until_somebody_counts(counter, look):
    counter.count("hall", 3)
    counter.clock.advance(seconds=1)
    counter.do(counting.close_day, "hall", "drift", 0, "")
    counter.clock.advance(hours=8)
    assert look().zone("hall").stale_ms is None
    counter.count("foyer", 1)
    assert look().zone("hall").stale_ms is not None


def test_zones_and_gates_are_compared_once_both_count(counter, look):
    assert look().balance is None
    counter.count("hall", 30)
    assert look().balance is None
    Roll(counter.site).add("Dee", "DEE")
    for way in (Direction.ENTRY, Direction.EXIT):
        attempt = checkin.Attempt(f"Dee {way}", "door", "Maria", way, code="DEE")
        counter.site.write_now(checkin.scan, counter.plan, attempt)
    balance = look().balance
    assert (balance.in_zones, balance.by_gates, balance.alarms) == (30, 0, True)


@pytest.mark.parametrize("zone", ["foyer", "hall", "front", "lab"])
def test_one_zone_alone_is_as_all_of_them_say(counter, look, scan, zone):
    scan("Ada")
    counter.count(zone, 7)
    alone = counter.site.read_now(people_in, counter.plan, zone, counter.clock.now())
    assert alone == look().zone(zone).people
