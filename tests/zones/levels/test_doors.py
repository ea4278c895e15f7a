"""What the doors of a full zone say, and who is let in all the same."""

from __future__ import annotations

import pytest

from onsite.checkin.desk.figures import StopLine
from onsite.checkin.facts import Direction, Outcome
from onsite.checkin.roll import last_scans
from onsite.checkin.service import Attempt, scan
from onsite.plan.service import publish
from onsite.zones.levels.stopping import Stop
from tests.checkin.conftest import Roll
from tests.checkin.desk_stage import NARROW, WIDE, Hands, desk_app
from tests.zones.levels.conftest import PLAN, dense

FULL = Stop("hall", "Hall A", "full", people=200, capacity=200)


@pytest.fixture
def guests(site, venue) -> Roll:
    roll = Roll(site)
    for each in ("Jane", "Karl", "Lena"):
        roll.add(each, each.upper())
    return roll


def let_in(venue, code: str, checkpoint: str = "hall-door", direction=Direction.ENTRY):
    venue.clock.advance(seconds=1)
    attempt = Attempt(code + direction, checkpoint, "Maria", direction, code=code)
    return venue.site.write_now(scan, venue.plan, attempt)


@pytest.mark.parametrize(("people", "stop"), [(199, None), (200, FULL), (0, None), (-3, None)])
def test_a_door_stops_people_once_its_zone_is_full(venue, people, stop):
    venue.until(people)
    assert venue.stop("hall-door") == stop


def test_only_the_doors_that_lead_there_do(venue):
    venue.count(200)
    assert [venue.stop(each) for each in ("door", "front-gate", "nowhere")] == [None] * 3


def test_a_gift_counter_in_a_full_zone_lets_nobody_in_and_is_told_that_it_is_emptied(site, venue):
    gifts = '[checkpoints.gifts]\nname = "Gifts"\nkind = "gift"\nzone = "hall"\n'
    site.write_now(publish, PLAN + gifts, "Maria")
    venue.count(200)
    assert venue.stop("gifts") is None
    venue.evacuate()
    assert venue.stop("gifts").why == "evacuation"


def test_a_full_zone_stays_so_within_the_hysteresis_of_what_was_recorded(venue):
    venue.count(200)
    venue.record()
    venue.count(-9)
    assert venue.stop("hall-door").people == 191
    venue.count(-2)
    assert venue.stop("hall-door") is None


def test_it_needs_no_record(venue):
    venue.count(250)
    assert venue.recorded() is None
    assert venue.stop("hall-door").people == 250


def test_a_lower_limit_stops_people_too(venue):
    venue.count(150)
    venue.set_limit(150)
    assert venue.stop("hall-door") == Stop("hall", "Hall A", "full", 150, 150)


def test_a_zone_that_is_too_dense_stops_people(site, venue):
    dense(site)
    venue.count(99)
    assert venue.stop("hall-door") is None
    venue.count(1)
    assert venue.stop("hall-door") == Stop("hall", "Hall A", "dense", people=100)


def test_a_zone_that_is_emptied_stops_people_and_so_do_its_parts(venue):
    venue.evacuate()
    for checkpoint in ("hall-door", "front-gate"):
        assert venue.stop(checkpoint).why == "evacuation"
    assert venue.stop("door") is None
    venue.evacuated()
    assert venue.stop("hall-door") is None


def test_an_exercise_is_said_to_be_one(venue):
    venue.evacuate("front", drill=True)
    assert venue.stop("front-gate").drill
    assert venue.stop("hall-door") is None
    venue.evacuate("hall")
    assert not venue.stop("front-gate").drill


def test_a_part_that_the_plan_has_only_since_is_emptied_with_its_zone_and_in_earnest(site, venue):
    front, foyer = PLAN.index("[zones.front]"), PLAN.index("[zones.foyer]")
    without = (PLAN[:front] + PLAN[foyer:]).replace('zone = "front"\n', "")
    site.write_now(publish, without, "Maria")
    venue.evacuate("hall")
    site.write_now(publish, PLAN, "Maria")
    assert (venue.stop("front-gate").zone, venue.stop("front-gate").drill) == ("hall", False)
    venue.evacuate("front", drill=True)
    assert (venue.stop("front-gate").zone, venue.stop("front-gate").drill) == ("hall", False)


def test_a_person_who_is_let_in_all_the_same_is_inside(venue, guests):
    venue.count(200)
    answer = let_in(venue, "JANE")
    assert answer.verdict.outcome is Outcome.ADMIT
    assert venue.survey().zone("hall").by_badges.people == 1


def test_where_the_checkpoints_count_one_more_than_full_is_counted(site, venue, guests):
    text = PLAN.replace("capacity = 200", 'counted_by = "badges"\ncapacity = 2')
    site.write_now(publish, text, "Maria")
    for code in ("JANE", "KARL", "LENA"):
        let_in(venue, code)
    assert venue.stop("hall-door") == Stop("hall", "Hall A", "full", 3, 2)
    let_in(venue, "KARL", direction=Direction.EXIT)
    let_in(venue, "LENA", direction=Direction.EXIT)
    assert venue.stop("hall-door") is None


class Desk:
    """The desk at a checkpoint."""

    def __init__(self, site, checkpoint: str, size=NARROW, language: str = "en") -> None:
        app = desk_app(site, language, checkpoint=checkpoint)
        self._running = app.run_test(size=size)

    async def __aenter__(self) -> Hands:
        hands = Hands(await self._running.__aenter__())
        await hands.settle()
        return hands

    async def __aexit__(self, *raised) -> None:
        await self._running.__aexit__(*raised)


def said(hands: Hands) -> str:
    line = hands.desk.query_one(StopLine)
    return str(line.content) if line.display else ""


async def until(hands: Hands, text: str) -> None:
    for _look in range(100):
        if said(hands) == text:
            return
        await hands.pilot.pause(0.05)
    assert said(hands) == text


STOPPED = "✗ STOP ENTRY: Hall A is full, 200 of 200. Whoever is let in counts."


async def test_the_desk_says_stop_and_lets_in_whoever_it_is_told_to(site, venue, guests):
    venue.count(200)
    async with Desk(site, "hall-door") as hands:
        await until(hands, STOPPED)
        await hands.scan("JANE")
        (logged,) = site.read_now(last_scans, "hall-door", 5)
        assert (logged.name, logged.verdict.outcome) == ("Jane", Outcome.ADMIT)
        assert said(hands) == STOPPED
    assert venue.survey().zone("hall").by_badges.people == 1


async def test_it_says_so_once_the_zone_fills_and_no_more_once_there_is_room(site, venue, guests):
    venue.count(199)
    async with Desk(site, "hall-door") as hands:
        assert said(hands) == ""
        venue.count(1)
        hands.pilot.app.store_written()
        await until(hands, STOPPED)
        venue.until(150)
        hands.pilot.app.store_written()
        await until(hands, "")


async def test_whoever_leaves_is_not_stopped_but_told_of_an_evacuation(site, venue, guests):
    venue.count(200)
    async with Desk(site, "hall-door") as hands:
        await until(hands, STOPPED)
        await hands.press("f5")
        assert said(hands) == ""
        await hands.press("f5")
        assert said(hands) == STOPPED
        venue.evacuate()
        hands.pilot.app.store_written()
        text = "✗ EVACUATION: Hall A is being emptied. STOP ENTRY. Scan whoever leaves."
        await until(hands, text)
        await hands.press("f5")
        assert said(hands) == text


async def test_another_door_says_nothing(site, venue, guests):
    venue.count(200)
    async with Desk(site, "door") as hands:
        assert said(hands) == ""


@pytest.mark.parametrize("size", [NARROW, WIDE], ids=["80x24", "120x40"])
async def test_how_it_looks(site, venue, guests, same_screen, size):
    venue.count(204)
    async with Desk(site, "hall-door", size) as hands:
        await until(hands, STOPPED.replace("200 of", "204 of"))
        await hands.scan("JANE")
        await same_screen(hands.pilot.app, f"full-{size[0]}x{size[1]}-en")
