"""The demo's store: what is in it, and what its door says to the guests of the video."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from onsite.checkin import roll
from onsite.checkin.service import Attempt, scan
from onsite.clock import to_ms
from onsite.demo.days import days_from
from onsite.demo.filling import DOOR, DemoClock, fill
from onsite.plan.service import current
from onsite.roster.service import size
from onsite.stage.engine.schedule import expected
from onsite.stage.reading import rundown
from onsite.stage.speakers import links
from onsite.wiring import open_site
from onsite.zones.capacity.reading import capacities
from tests.conftest import START, ManualClock


class Filled:
    """A filled store."""

    def __init__(self, folder, now: datetime, zone: str) -> None:
        self.real = ManualClock(now)
        self.clock = DemoClock(self.real)
        self.site = open_site(folder, operator="Maria", clock=self.clock)
        self.crowd = fill(self.site, self.clock, days_from(now, zone))
        self.plan = self.site.read_now(current)

    def answer(self, guest) -> str:
        attempt = Attempt(f"test-{guest.code}", DOOR, "Maria", code=guest.code)
        return self.site.write_now(scan, self.plan, attempt).verdict.reason.value


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    store = Filled(tmp_path_factory.mktemp("demo"), START, "Europe/Berlin")
    yield store
    store.site.close()


def test_everybody_is_on_the_list(filled):
    withdrawn = sum(person.withdrawn for person in filled.crowd.people)

    assert filled.site.read_now(size).current == 800 - withdrawn == 791


def test_those_who_came_before_are_inside(filled):
    counters = filled.site.read_now(roll.counters, filled.plan, DOOR, START)

    came = sum(person.inside for person in filled.crowd.people)
    assert (counters.admitted, counters.inside) == (came, came)
    assert 700 <= counters.expected <= 720
    assert counters.per_minute > 0


def test_nobody_came_in_the_future_or_before_the_list_was_there(filled):
    scans = filled.site.read_now(roll.last_scans, DOOR, 500)

    times = [each.at for each in scans]
    assert START - timedelta(minutes=95) <= min(times) <= max(times) < START
    assert {each.operator for each in scans} == {"Mei", "Jonas", "Thandi"}


def test_the_clock_runs_again_afterwards(filled):
    filled.real.set(START + timedelta(seconds=5))

    assert filled.clock.now() == START + timedelta(seconds=5)


def test_the_door_says_to_each_guest_of_the_video_what_is_meant(filled):
    answers = {guest.name: filled.answer(guest) for guest in filled.crowd.guests}

    assert answers == {guest.name: guest.answer for guest in filled.crowd.guests}


@pytest.mark.parametrize(
    ("now", "zone"),
    [
        (datetime(2026, 11, 24, 3, 0, 30, tzinfo=UTC), "Europe/Berlin"),
        (datetime(2026, 11, 25, 2, 59, tzinfo=UTC), "Europe/Berlin"),
        (datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "Europe/Berlin"),
    ],
    ids=["the day has just begun", "late at night", "the clocks are put forward"],
)
def test_it_is_the_same_at_any_hour(tmp_path, now, zone):
    store = Filled(tmp_path, now, zone)
    try:
        answers = [store.answer(guest) for guest in store.crowd.guests]
        inside = store.site.read_now(roll.counters, store.plan, DOOR, now).inside
        holds = store.site.read_now(capacities, store.plan, now)
    finally:
        store.site.close()

    assert {zone: each.people for zone, each in holds.items()} == {
        "foyer": 478,
        "hall": 850,
        "front": 195,
        "workshops": 144,
        "gala": 380,
    }
    assert (holds["front"].managers, holds["hall"].signed_on) == (1, 4)
    assert answers == [guest.answer for guest in store.crowd.guests]
    assert inside == 208 + answers.count("admitted")


def test_filling_it_twice_changes_nothing(tmp_path):
    store = Filled(tmp_path, START, "Europe/Berlin")
    before = store.site.read_now(roll.counters, store.plan, DOOR, START)

    fill(store.site, store.clock, days_from(START, "Europe/Berlin"))

    after = store.site.read_now(roll.counters, store.plan, DOOR, START)
    store.site.close()
    assert after == before


def test_one_stage_is_in_the_middle_of_its_programme_and_one_begins_soon(filled):
    day = START.date().isoformat()
    read = [filled.site.read_now(rundown, filled.plan, each, day) for each in filled.plan.stages]
    now_ms = to_ms(START)
    shows = [kept.show(now_ms) for kept in read]

    harbour, lighthouse = (expected(k.rundown, s, now_ms) for k, s in zip(read, shows, strict=True))
    titles = [{item.id: item.title for item in kept.rundown.items} for kept in read]
    assert titles[0][harbour.current] == "Signals that nobody reads"
    assert [each.status.value for each in harbour.times[:6]] == ["done"] * 4 + ["running", "coming"]
    assert (lighthouse.current, titles[1][lighthouse.next]) == (
        "",
        "Workshop: knots for data",
    )


def test_every_speaker_of_the_programme_is_on_the_list(filled):
    day = START.date().isoformat()
    read = [filled.site.read_now(rundown, filled.plan, each, day) for each in filled.plan.stages]
    said = [each for kept in read for one in kept.fields.values() for each in one.speakers]

    found = filled.site.read_now(links, said)

    assert len(found) == 12
    assert {key: link.how for key, link in found.items()} == dict.fromkeys(found, "name")
