"""Zones and gates that differ are recorded once, and told once at each station."""

from __future__ import annotations

import pytest

from onsite.checkin import service as checkin
from onsite.checkin.facts import Direction
from onsite.plan.service import publish
from onsite.sync.link.state import LinkState, Phase
from onsite.zones.presence import reading
from onsite.zones.presence.agent import LASTS_MS, LOOKS_S, GatesAgent
from onsite.zones.presence.wording import alarm
from tests.checkin.conftest import Roll
from tests.sync.laptops import Laptops
from tests.zones.conftest import PLAN, Counter

TOLERANCE = 20
LASTS_S = LASTS_MS / 1000


@pytest.fixture
def told():
    return []


@pytest.fixture
def agent(site, told):
    return GatesAgent(site, lambda: (Phase.ALONE, LinkState()), changed=told.append)


def goes_through_the_gate(site, plan, name="Ada", *ways):
    """Who is let in by the main door, or leaves by it."""
    Roll(site).add(name, name.upper())
    for way in ways or (Direction.ENTRY, Direction.EXIT):
        attempt = checkin.Attempt(f"{name} {way}", "door", "Maria", way, code=name.upper())
        site.write_now(checkin.scan, plan, attempt)


@pytest.fixture(autouse=True)
def in_use(site, counter):
    """Somebody has come and has left again: gates that nobody uses count nobody."""
    goes_through_the_gate(site, counter.plan)


async def test_gates_through_which_nobody_has_gone_are_no_alarm(tmp_path, clock, told):
    laptops = Laptops(tmp_path, clock)
    laptops.lead.write_now(publish, PLAN, "Maria")
    agent = GatesAgent(laptops.lead, lambda: (Phase.ALONE, LinkState()), changed=told.append)
    Counter(laptops.lead, clock).count("h1", TOLERANCE + 1)
    for _look in range(20):
        await agent.round()
        clock.advance(seconds=LOOKS_S)
    assert told == []
    laptops.close()


async def test_a_difference_that_lasts_is_recorded_and_told_once(agent, counter, told, site, clock):
    counter.count("h1", TOLERANCE + 1)
    await agent.round()
    clock.advance(seconds=LASTS_S - 1)
    await agent.round()
    assert told == []

    clock.advance(seconds=1)
    for _ in range(3):
        await agent.round()
        clock.advance(seconds=10)

    (recorded,) = told
    assert (recorded.alarm, recorded.in_zones, recorded.by_gates) == (True, TOLERANCE + 1, 0)
    assert site.read_now(reading.recorded) == recorded
    assert alarm(recorded) == (
        "Zones and gates DIFFER. 21 in the zones, 0 inside by the gates: +21; 20 allowed. "
        "Recount the zone that strays most."
    )


async def test_a_station_of_an_event_of_several_records_it_as_well(tmp_path, clock, told):
    laptops = Laptops(tmp_path, clock)
    laptops.lead.write_now(publish, PLAN, "Maria")
    agent = GatesAgent(laptops.lead, lambda: (Phase.ALONE, LinkState()), changed=told.append)
    counter = Counter(laptops.lead, clock)
    counter.count("h1", TOLERANCE + 1)
    goes_through_the_gate(laptops.lead, counter.plan)
    for _look in range(20):
        await agent.round()
        # No look is as punctual as it is to be.
        clock.advance(seconds=LOOKS_S + 0.05)
    assert [each.alarm for each in told] == [True]
    laptops.close()


async def test_people_on_their_way_are_no_alarm(agent, counter, told, clock):
    counter.count("h1", TOLERANCE + 1)
    await agent.round()
    clock.advance(seconds=LASTS_S / 2)
    counter.count("h1", -1)
    await agent.round()
    counter.count("h1", 1)
    clock.advance(seconds=LASTS_S / 2 + 1)
    await agent.round()

    assert told == []


async def test_its_end_is_recorded_too(agent, counter, told, site, clock):
    await _differ(agent, counter, clock)
    counter.count("h1", -TOLERANCE)
    await agent.round()
    clock.advance(seconds=LASTS_S)
    await agent.round()

    assert [each.alarm for each in told] == [True, False]
    assert [each.turn for each in site.read_now(reading.compared, 0, 2**60)] == [1, 2]


async def test_an_app_that_starts_during_an_alarm_tells_of_it(agent, counter, site, clock):
    await _differ(agent, counter, clock)
    later = []
    other = GatesAgent(site, lambda: (Phase.ALONE, LinkState()), changed=later.append)

    await other.round()
    await other.round()

    assert [each.alarm for each in later] == [True]


async def test_it_tells_what_is_so_now_and_of_nothing_that_is_so_no_more(
    agent, counter, told, site, clock
):
    await _differ(agent, counter, clock)
    for came, expected in ((1, 1), (-3, 0)):
        counter.count("h1", came)
        later = []
        other = GatesAgent(site, lambda: (Phase.ALONE, LinkState()), changed=later.append)
        await other.round()
        await other.round()
        assert len(later) == expected
        assert all(each.in_zones == told[0].in_zones + 1 for each in later)


async def test_who_comes_through_a_gate_is_compared_with_who_is_in_a_zone(
    agent, counter, site, clock
):
    await _differ(agent, counter, clock)
    for number in range(TOLERANCE):
        goes_through_the_gate(site, counter.plan, f"a{number}", Direction.ENTRY)
    await agent.round()
    clock.advance(seconds=LASTS_S)
    await agent.round()

    recorded = site.read_now(reading.recorded)
    assert (recorded.alarm, recorded.difference, recorded.by_gates) == (False, 1, TOLERANCE)


async def _differ(agent, counter, clock):
    counter.count("h1", TOLERANCE + 1)
    await agent.round()
    clock.advance(seconds=LASTS_S)
    await agent.round()
