"""Who is in a zone by their badges, as the desks' own services leave it."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from onsite.checkin import service
from onsite.checkin.asking.overruling import Overruling
from onsite.checkin.facts import Direction
from onsite.checkin.zones import desks
from onsite.clock import to_ms
from onsite.plan.service import current, publish
from onsite.roster.acts.facts import AttendeesMerged
from onsite.sync.facts import ClockFound
from tests.conftest import START

PLAN = """
[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24, 2026-11-25]

[categories.regular]
name = "Regular"

[checkpoints.door]
name = "Main door"

[checkpoints.north]
name = "North door"
zone = "hall"
kind = "other"
entries = "multiple"

[checkpoints.south]
name = "South door"
zone = "hall"
kind = "other"
checks_out_at = "10:30"

[checkpoints.lab]
name = "Lab"
zone = "lab"
kind = "workshop"

[checkpoints.gift]
name = "Gift counter"
kind = "gift"
zone = "hall"

[zones.hall]
name = "Hall"
[zones.lab]
name = "Lab"
"""
MINUTE = 60_000


class Event:
    def __init__(self, site, roll, clock) -> None:
        self._site, self._clock = site, clock
        self._keys = itertools.count()
        self._roll = roll
        self.publish(PLAN)
        self.people = {name: roll.add(name, name.upper()) for name in ("Ada", "Bo", "Cem")}

    def publish(self, text):
        self._site.write_now(publish, text, "Maria")
        self.plan = self._site.read_now(current)

    def scan(self, name, where, direction=Direction.ENTRY):
        self._clock.advance(seconds=10)
        key = f"k{next(self._keys)}"
        attempt = service.Attempt(key, where, "Maria", direction, code=name.upper())
        return self._site.write_now(service.scan, self.plan, attempt)

    def leave(self, name, where):
        return self.scan(name, where, Direction.EXIT)

    @property
    def inside(self):
        found = self._site.read_now(desks.in_zones, self.plan, self._clock.now())
        return {zone: each.people for zone, each in found.items()}

    @property
    def by_gates(self):
        return self._site.read_now(desks.by_gates, self.plan, self._clock.now())

    def minutes(self, from_ms, until_ms):
        return self._site.read_now(desks.minutes, self.plan, "hall", from_ms, until_ms)


@pytest.fixture
def event(site, roll, clock):
    return Event(site, roll, clock)


def test_one_person_at_two_checkpoints_of_a_zone_is_one(event):
    event.scan("Ada", "north")
    event.scan("Ada", "south")
    event.scan("Bo", "south")

    assert event.inside == {"hall": 2, "lab": 0}


def test_an_exit_by_any_checkpoint_leaves_the_zone_and_no_other(event):
    event.scan("Ada", "north")
    event.scan("Ada", "lab")
    event.leave("Ada", "south")

    assert event.inside == {"hall": 0, "lab": 1}


def test_an_exit_of_somebody_who_never_came_in_leaves_nobody_less_than_none(event):
    event.leave("Ada", "north")

    assert event.inside == {"hall": 0, "lab": 0}


def test_who_is_given_something_in_a_zone_does_not_come_in_by_it(event):
    event.scan("Ada", "gift")

    assert event.inside == {"hall": 0, "lab": 0}


def test_a_passage_that_is_taken_back_was_none(event, site):
    event.scan("Ada", "north")
    out = event.leave("Ada", "south")
    assert event.inside["hall"] == 0

    site.write_now(service.undo, event.plan, out.key, "the wrong badge", "Maria")

    assert event.inside["hall"] == 1


def test_who_was_let_in_all_the_same_is_counted(event, site):
    event.scan("Ada", "south")
    refused = event.scan("Ada", "south")
    event.leave("Ada", "north")
    decided = Overruling(refused.key, "Maria", "their badge was stolen")
    site.write_now(service.overrule, event.plan, decided, "Maria")

    assert event.inside["hall"] == 1


def test_a_checkpoint_checks_out_those_who_came_in_by_it_and_nobody_else(event, clock):
    event.scan("Ada", "south")
    event.scan("Bo", "north")
    event.scan("Cem", "south")
    event.scan("Cem", "north")
    assert event.inside["hall"] == 3

    clock.set(START + timedelta(hours=1))  # 10:30 in Berlin
    assert event.inside["hall"] == 2

    event.scan("Ada", "south")
    assert event.inside["hall"] == 3


def test_merged_records_are_one_person(event, site, clock):
    event.scan("Ada", "north")
    event.scan("Bo", "south")
    assert event.inside["hall"] == 2
    merged = AttendeesMerged(attendee=event.people["Ada"], other=event.people["Bo"])
    journal = site.journal
    site.store.write_now(lambda rows: journal.append(rows, merged, operator="Maria"))
    assert event.inside["hall"] == 1

    event.leave("Bo", "north")

    assert event.inside["hall"] == 0


def test_what_is_rolled_back_has_not_been(event, site, clock):
    event.scan("Ada", "north")

    def undone(rows):
        attempt = service.Attempt("gone", "north", "Maria", code="BO")
        service.scan(site.journal, rows, event.plan, attempt)
        assert desks.in_zones(rows, event.plan, clock.now())["hall"].people == 2
        raise LookupError

    with pytest.raises(LookupError):
        site.store.write_now(undone)

    assert event.inside["hall"] == 1
    event.scan("Cem", "south")
    assert event.inside["hall"] == 2


def test_another_plan_that_leads_a_checkpoint_elsewhere_holds_for_those_who_are_in(event):
    event.scan("Ada", "lab")
    event.publish(PLAN.replace('zone = "lab"\nkind', 'zone = "hall"\nkind'))

    assert event.inside == {"hall": 1}


def test_gates_are_the_doors_that_lead_into_no_zone(event):
    event.scan("Ada", "door")
    event.scan("Bo", "door")
    event.leave("Ada", "north")
    assert event.by_gates == 2

    event.publish(PLAN + '[crowd]\ngates = ["north"]\n')
    assert event.by_gates == 0


def test_where_each_door_leads_into_a_zone_all_are_gates(event):
    into = '[checkpoints.door]\nname = "Main door"\nzone = "lab"'
    event.publish(PLAN.replace('[checkpoints.door]\nname = "Main door"', into))
    event.scan("Ada", "door")

    assert event.by_gates == 1


def test_gates_that_record_no_exits_count_nobody(event):
    event.publish(PLAN.replace('name = "Main door"', 'name = "Main door"\ndirection = "entry"'))

    assert event.by_gates is None


def test_the_newest_passage_is_known(event, site, clock):
    event.scan("Ada", "north")
    event.leave("Ada", "south")

    found = site.read_now(desks.in_zones, event.plan, clock.now())

    assert found["hall"].last_ms == to_ms(START + timedelta(seconds=20))
    assert found["lab"].last_ms is None


def test_minutes_tell_persons_and_not_scans(event, clock):
    from_ms = to_ms(START)
    event.scan("Ada", "north")
    event.scan("Ada", "south")
    event.scan("Bo", "north")
    clock.advance(minutes=1)
    event.leave("Ada", "north")
    event.leave("Ada", "south")
    event.leave("Cem", "south")

    found = event.minutes(from_ms, to_ms(clock.now()) + 1)
    assert found == ((from_ms, 2, 0), (from_ms + MINUTE, 0, 1))
    later = event.minutes(from_ms + MINUTE, to_ms(clock.now()) + 1)
    assert later == ((from_ms + MINUTE, 0, 1),)


def test_minutes_tell_whom_a_checkpoint_has_checked_out(event, clock):
    event.scan("Ada", "south")
    event.scan("Bo", "north")
    turn = START + timedelta(hours=1)
    clock.set(turn + timedelta(minutes=5))
    event.scan("Ada", "south")

    found = event.minutes(to_ms(turn) - MINUTE, to_ms(clock.now()) + 1)

    assert found == ((to_ms(turn), 0, 1), (to_ms(turn) + 5 * MINUTE, 1, 0))


def test_an_exit_counts_though_the_clock_of_the_other_door_is_ahead(event, clock):
    clock.advance(minutes=20)
    event.scan("Ada", "north")
    clock.advance(minutes=-15)
    event.leave("Ada", "south")
    assert event.inside["hall"] == 0

    clock.advance(hours=1)
    assert event.inside["hall"] == 0


def test_who_came_in_at_a_time_that_is_to_come_is_inside_until_they_leave(event, clock):
    clock.advance(hours=2)
    event.scan("Ada", "north")
    event.scan("Bo", "north")
    clock.advance(hours=-2)
    assert event.inside["hall"] == 2
    event.leave("Ada", "south")
    assert event.inside["hall"] == 1

    clock.advance(hours=3)
    assert event.inside["hall"] == 1


def test_who_came_in_at_a_time_that_is_to_come_is_checked_out_with_the_others(event, clock):
    clock.advance(hours=3)
    event.scan("Ada", "south")
    clock.set(START + timedelta(minutes=30))
    clock.advance(hours=1)

    assert event.inside["hall"] == 0


def test_a_passage_of_a_clock_that_was_ahead_is_put_right_by_what_is_known_of_it(
    event, site, clock
):
    clock.advance(hours=2)
    event.scan("Ada", "south")
    clock.set(START + timedelta(minutes=65))  # after the checkpoint has checked everybody out
    assert event.inside["hall"] == 0
    found = ClockFound(
        station=site.journal.station, after=0, offset_ms=0, was_ms=3_600_000, error_ms=1
    )
    write = site.journal.append
    site.store.write_now(lambda rows: write(rows, found, operator=""))

    assert event.inside["hall"] == 1


def test_a_clock_that_is_set_back_is_looked_at_anew(event, clock):
    event.scan("Ada", "south")
    clock.set(START + timedelta(hours=2))
    assert event.inside["hall"] == 0

    clock.set(START + timedelta(minutes=30))

    assert event.inside["hall"] == 1
