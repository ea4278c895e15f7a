"""Two consoles that do not see each other, and what comes of it when they do."""

from __future__ import annotations

import itertools
import random

import pytest

from onsite.incidents.escalation.chain import Standing
from onsite.incidents.escalation.replay import state
from tests.incidents.escalation.keeping import THREE, Incident, at, policy, step, told


def test_both_have_told_people_and_both_are_shown():
    incident = Incident()
    incident.look("10:00")
    incident.fired("10:05", 1, "cat")
    incident.fired("10:05:20", 1, "eve", station="two")
    chain = incident.chain
    assert [each.people for each in chain.told] == [("ann", "ben"), ("cat", "eve")]
    assert [entry.station for entry in chain.told[1].fired] == ["one", "two"]
    # What the second one does is no reason to wait longer.
    assert told(incident.due("10:06").next_ms) == "10:10"


def test_who_found_nobody_is_put_right_by_who_found_somebody():
    incident = Incident()
    incident.look("10:00")
    incident.fired("10:05", 1)
    assert incident.due("10:05:01").people == ("dan",)
    incident.fired("10:05:01", 1, "cat", station="two")
    assert told(incident.due("10:06").next_ms) == "10:10"


def test_all_of_a_step_are_all_whom_either_has_told():
    incident = Incident(policy(step("medical", need="all")))
    incident.fired("10:00", 0, "ann")
    incident.fired("10:00:05", 0, "ben", station="two")
    incident.ack("10:01", "ann")
    assert incident.chain.standing is Standing.RUNNING
    incident.ack("10:02", "ben")
    assert incident.chain.standing is Standing.HELD


def test_the_one_that_is_further_is_where_it_stands():
    incident = Incident()
    incident.look("10:00")
    incident.fired("10:05", 1, "cat")
    incident.fired("10:05:30", 1, "cat", station="two")
    incident.fired("10:10:30", 2, "dan", station="two")
    assert incident.run("10:12", "10:10:31") == []
    assert told(incident.due("10:12").next_ms) == "10:15:30"


def test_an_acknowledgement_that_arrives_late_holds_from_when_it_was_made():
    incident = Incident(policy(*THREE.steps, expires=15))
    incident.run("10:06")
    incident.ack("10:03", "ann", station="two", stamp=at("10:03") * 1000)
    # The lead was told meanwhile, and so the chain is beyond that step, but it is held.
    assert incident.chain.standing is Standing.HELD
    assert incident.steps == [(0, 0, "ann", "ben"), (0, 1, "cat")]
    assert told(incident.due("10:06").next_ms) == "10:18"
    # And goes on with the whole wait of the step that was told last.
    assert incident.run("10:30", "10:07") == [("10:23", 0, 2, "dan")]


def test_a_step_fired_elsewhere_does_not_end_an_acknowledgement_by_whom_it_names():
    incident = Incident()
    incident.run("10:03")
    incident.ack("10:03", "zoe")
    incident.fired("10:05", 1, "zoe", "cat", station="two")
    assert incident.chain.standing is Standing.HELD
    incident = Incident(policy(step("medical"), step("lead", need="all")))
    incident.run("10:03")
    incident.ack("10:03", "zoe")
    incident.fired("10:05", 1, "zoe", "cat", station="two")
    assert incident.chain.standing is Standing.HELD


def test_what_arrives_late_may_bring_what_is_due_forward():
    incident = Incident()
    incident.look("10:00")
    incident.fired("10:05:20", 1, "cat")
    incident.fired("10:05", 1, "cat", station="two", stamp=at("10:05") * 1000)
    assert told(incident.due("10:06").next_ms) == "10:10"


def test_a_raise_that_arrives_late_has_been_all_along():
    incident = Incident()
    incident.run("10:06")
    grave = policy(step("management"), name="grave")
    incident.raised("10:03", 3, grave, station="two", stamp=at("10:03") * 1000)
    found = incident.look("10:07")
    assert (found.people, found.late) == (("dan",), True)


def test_a_fired_step_says_that_an_acknowledgement_had_expired_even_if_the_clocks_do_not():
    incident = Incident(policy(*THREE.steps, expires=15))
    incident.run("10:03")
    ack = incident.ack("10:03", "ann")
    # By its own clock, which nobody can set, a quarter of an hour was over.
    incident.fired("10:04", 1, "cat", expired=ack)
    assert incident.chain.standing is Standing.RUNNING
    assert incident.chain.acks == ()
    assert told(incident.due("10:05").next_ms) == "10:09"


def test_but_not_where_there_was_progress_that_it_did_not_know_of():
    incident = Incident(policy(*THREE.steps, expires=15))
    incident.run("10:03")
    ack = incident.ack("10:03", "ann")
    incident.progress("10:10", station="two")
    incident.fired("10:18", 1, "cat", expired=ack)
    assert incident.chain.standing is Standing.HELD
    assert told(incident.due("10:19").next_ms) == "10:25"


def test_what_follows_another_entry_was_not_before_it():
    """The clock of the second station is an hour behind."""
    incident = Incident(policy(*THREE.steps, expires=15))
    incident.run("10:06")
    incident.ack("09:06", "ann", station="two", stamp=at("10:06") * 1000 + 1)
    assert incident.chain.standing is Standing.HELD
    assert told(incident.due("10:07").next_ms) == "10:20"


def test_a_step_that_the_policy_does_not_have_is_none():
    incident = Incident()
    before = incident.chain
    incident.fired("10:00", 3, "ann")
    incident.fired("10:00", 0, "ann", armed_by=("elsewhere", 1))
    assert incident.chain == before


@pytest.fixture(scope="module")
def eventful() -> Incident:
    """All that can happen, by two stations."""
    incident = Incident(policy(*THREE.steps, expires=15))
    first = incident.fired("10:00", 0, "ann", "ben")
    incident.begun("10:00", "ann", first)
    incident.handed("10:00")
    incident.begun("10:00", "ben", first, page="p2", station="two")
    incident.failed("10:01", page="p2", station="two")
    incident.ack("10:02", "zoe", station="two")
    incident.progress("10:03")
    incident.fired("10:05", 1, "cat", station="two")
    incident.becomes("10:10", "on-scene", station="two")
    incident.raised("10:11", 3, policy(step("lead"), step("management"), name="grave"))
    incident.lowered("10:12", 1, station="two")
    incident.escalated("10:13", 1)
    incident.fired("10:13", 1, "dan", station="two")
    incident.merged("10:14")
    incident.unmerged("10:15", station="two")
    incident.becomes("10:16", "closed")
    incident.reopened("10:17", station="two")
    incident.retyped("10:18", THREE)
    incident.fired("10:18", 0, "ann", "ben")
    incident.ack("10:19", "ann", station="two")
    return incident


def test_in_whatever_order_the_entries_arrive_the_chain_is_the_same(eventful):
    chance = random.Random(8)
    for _try in range(50):
        shuffled = [*eventful.entries, *chance.choices(eventful.entries, k=5)]
        chance.shuffle(shuffled)
        assert state(shuffled) == eventful.chain


def test_after_each_part_of_it_there_is_a_chain(eventful):
    """Whatever has arrived, in the order of one station or the other."""
    by_station = [
        [entry for entry in eventful.entries if entry.station == station]
        for station in ("one", "two")
    ]
    for ones, twos in itertools.product(*(range(len(own) + 1) for own in by_station)):
        entries = [*by_station[0][:ones], *by_station[1][:twos]]
        standing = state(entries).standing
        assert (standing is Standing.UNKNOWN) is (ones == 0)
