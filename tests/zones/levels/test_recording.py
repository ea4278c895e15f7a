"""Levels recorded, and what the incident is told of them."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onsite.incidents import outcomes, running
from onsite.incidents.running import Ending
from onsite.plan.service import publish
from onsite.sync.clock import moments
from onsite.zones.levels.wording import risen
from tests.zones.levels.conftest import PLAN, dense


def test_a_level_is_recorded_once(venue):
    venue.count(160)
    assert [(each.view.id, each.before, each.level) for each in venue.record()] == [("hall", 0, 80)]
    assert venue.record() == ()
    one = venue.recorded()
    assert (one.turn, one.level, one.people, one.capacity, one.cause) == (1, 80, 160, 200, "people")


def test_the_highest_that_is_passed_is_named(venue):
    venue.count(230)
    venue.record()
    assert venue.levels() == [100]
    (incident,) = venue.incidents()
    assert (incident.types, incident.severity, incident.zone) == (("crowd",), "critical", "hall")


def test_each_level_makes_the_open_incident_graver(venue):
    for people, severity in ((160, "minor"), (180, "serious"), (200, "critical")):
        venue.until(people)
        venue.record()
        (incident,) = venue.incidents()
        assert incident.severity == severity
    assert venue.levels() == [80, 90, 100]
    assert len(venue.texts(incident)) == 3


def test_the_incident_says_density_forecast_and_what_is_blocked(venue):
    venue.block("north")
    for _minute in range(5):
        venue.clock.advance(minutes=1)
        venue.count(32)
    venue.clock.advance(seconds=30)
    venue.record()
    (incident,) = venue.incidents()
    (text,) = venue.texts(incident)
    said = text.split(" · ")
    assert said[:3] == ["≥ 80 %", "Hall A 160/200 (80 %)", "0.71/m² LOS A"]
    assert re.fullmatch(r"\+3\d(\.\d)?/min \(90 %: <1 min, 100 %: 1 min\)", said[3])
    assert said[4:] == ["[x] North exit"]


def test_too_little_is_known_for_a_forecast(venue):
    venue.count(180)
    venue.record()
    (incident,) = venue.incidents()
    assert venue.texts(incident)[0].endswith(" · ?/min")


def test_an_old_count_says_how_old_it_is(venue):
    venue.count(150)
    venue.clock.advance(minutes=7)
    venue.set_limit(160)
    venue.record()
    (incident,) = venue.incidents()
    assert venue.texts(incident)[0].endswith(" · [?] 7 min")


def test_a_lower_capacity_alerts_too(venue):
    venue.count(150)
    assert venue.record() == ()
    venue.set_limit(160)
    (done,) = venue.record()
    assert (done.level, done.cause, done.was) == (90, "capacity", 200)
    (incident,) = venue.incidents()
    assert venue.texts(incident)[0].startswith("≥ 90 % · Hall A 150/160 (93.7 %; 200 → 160)")


def test_a_blocked_exit_alerts_too(site, clock, venue):
    site.write_now(publish, PLAN.replace("capacity = 200\n", ""), "Maria")
    venue.count(190)
    venue.block("north")
    assert venue.record() == ()
    venue.block("south")
    (done,) = venue.record()
    assert (done.level, done.cause) == (100, "capacity")


def test_falling_back_is_written_down_and_closes_nothing(venue):
    venue.until(200)
    venue.record()
    venue.until(149)
    (done,) = venue.record()
    assert (done.before, done.level, done.rises) == (100, 0, False)
    (incident,) = venue.incidents()
    assert incident.state == "new"
    assert incident.severity == "critical"
    assert venue.texts(incident)[-1].startswith("< 80 % · Hall A 149/200 (74.5 %)")
    assert venue.recorded().incident == incident.id


@pytest.mark.parametrize(
    ("people", "levels", "said"),
    [(185, "70, 100", "< 90 %"), (165, "90, 100", "< 90 %"), (185, "70, 80, 100", "< 90 %")],
)
def test_with_other_levels_only_one_that_was_passed_is_left(venue, people, levels, said):
    venue.until(185)
    venue.record()
    venue.until(people)
    text = PLAN.replace("capacity = 200", f"capacity = 200\nlevels = [{levels}]")
    venue.site.write_now(publish, text, "Maria")
    (done,) = venue.record()
    assert not done.rises
    (incident,) = venue.incidents()
    assert venue.texts(incident)[-1].split(" · ")[0] == said


def test_what_people_have_made_less_grave_stays_so_as_the_zone_empties(venue):
    venue.until(200)
    venue.record()
    (incident,) = venue.incidents()
    by = outcomes.By("Maria", moments.now(venue.clock))
    acting = (venue.plan, by, incident.id, "minor", "Seats")
    venue.site.write_now(running.set_severity, *acting)
    venue.until(185)
    venue.record()
    assert [each.severity for each in venue.incidents()] == ["minor"]
    venue.until(200)
    venue.record()
    assert [each.severity for each in venue.incidents()] == ["critical"]


def test_once_it_is_closed_the_next_rise_opens_another(venue):
    venue.until(165)
    venue.record()
    (first,) = venue.incidents()
    by = outcomes.By("Maria", moments.now(venue.clock))
    ending = Ending("Emptied", "Maria")
    venue.site.write_now(running.close, venue.plan, by, first.id, ending)
    venue.until(100)
    venue.record()
    assert venue.recorded().incident == ""
    venue.until(170)
    venue.record()
    assert [each.id == first.id for each in venue.incidents()] == [True, False]


def test_the_incident_says_many_people_in_full(venue):
    for _time in range(3):
        venue.count(1_000_000)
    venue.record()
    (incident,) = venue.incidents()
    assert " · Hall A 3000000/200 (1500000 %) · " in venue.texts(incident)[0]


def test_zones_have_incidents_of_their_own(venue):
    venue.count(160)
    venue.count(50, "front")
    venue.record()
    assert {each.zone: each.severity for each in venue.incidents()} == {
        "hall": "minor",
        "front": "critical",
    }


def test_a_zone_that_nothing_limits_warns_nobody(venue):
    venue.count(100_000, "foyer")
    assert venue.record() == ()


def test_what_is_dangerously_dense_is_full_whatever_its_capacity(site, venue):
    dense(site)
    venue.until(99)
    assert venue.record() == ()
    assert not venue.survey().zone("hall").stop_entry
    venue.until(100)
    assert [each.level for each in venue.record()] == [100]
    assert venue.survey().zone("hall").stop_entry
    (incident,) = venue.incidents()
    assert incident.severity == "critical"
    (text,) = venue.texts(incident)
    assert text.startswith("≥ 1/m² · Hall A 100/")
    assert " · [!] 1.00/m² LOS " in text
    assert risen(venue.survey().zone("hall")) == "Hall A is too dense, 100 people. Stop entry."


def test_a_dense_zone_is_open_again_only_further_down(site, venue):
    dense(site)
    for people, level in ((100, 100), (96, 100), (101, 100), (95, 100), (94, 0)):
        venue.until(people)
        venue.record()
        assert venue.recorded().level == level
    assert venue.levels() == [100, 0]


def test_where_nobody_may_be_somebody_is_too_many_and_nobody_is_not(venue):
    venue.set_limit(0)
    assert venue.survey().zone("hall").stop_entry
    assert venue.record() == ()
    venue.count(1)
    (done,) = venue.record()
    assert done.level == 100


def test_a_limit_that_is_taken_back_leaves_the_levels(venue):
    venue.set_limit(100)
    venue.count(95)
    venue.record()
    venue.set_limit(None)
    (done,) = venue.record()
    assert (done.level, done.cause) == (0, "capacity")


def test_a_limit_where_there_was_none_is_the_cause_also_after_a_restart(site, venue):
    exits = PLAN.index("[zones.hall.exits.north]")
    unlimited = PLAN[:exits] + PLAN[PLAN.index("[zones.front]") :]
    unlimited = unlimited.replace("capacity = 200\n", "").replace('use = "standing"\n', "")
    venue.until(200)
    venue.record()
    site.write_now(publish, unlimited, "Maria")
    (fell,) = venue.record()
    assert (fell.level, fell.was) == (0, 200)
    site.write_now(publish, PLAN, "Maria")
    venue.was = {}
    (rose,) = venue.record()
    assert (rose.level, rose.cause, rose.was) == (100, "capacity", None)


@pytest.mark.parametrize("gone", ["hall", "front"])
def test_a_zone_that_the_plan_has_no_more_is_left_as_it_was(venue, gone):
    venue.count(50, "front")
    venue.record()
    at = PLAN.index(f"[zones.{gone}]")
    ends = PLAN.index("[zones.front]" if gone == "hall" else "[zones.foyer]")
    text = (PLAN[:at] + PLAN[ends:]).replace('within = "hall"\n', "")
    venue.site.write_now(publish, text.replace(f'zone = "{gone}"\n', ""), "Maria")
    assert venue.record() == ()
    assert venue.recorded("front").level == 100


PEOPLE = st.tuples(st.just("people"), st.integers(0, 240))
LIMIT = st.tuples(st.just("limit"), st.integers(1, 200))


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(PEOPLE | LIMIT, max_size=12))
def test_of_any_course_each_crossing_is_recorded_once_and_one_incident_tells_of_all(venue, course):
    venue.until(0)
    venue.set_limit(200)
    venue.record()
    before = len(venue.levels())
    people, limit, level, expected = 0, 200, 0, []
    for what, many in course:
        if what == "people":
            venue.until(people := many)
        else:
            venue.set_limit(limit := many)
        said = venue.record()
        assert venue.record() == ()
        on = [
            each for each in (80, 90, 100) if people * 100 >= limit * (each - 5 * (each <= level))
        ]
        if (now := max(on, default=0)) != level:
            expected.append(now)
            level = now
            assert [each.cause for each in said] == ["people" if what == "people" else "capacity"]
    assert venue.levels()[before:] == expected
    assert len(venue.incidents()) == (1 if venue.levels() else 0)
