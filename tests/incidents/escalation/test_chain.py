"""Steps, waits and passes; what an acknowledgement holds, and what ends a chain."""

from __future__ import annotations

import pytest

from onsite.incidents.escalation.chain import Standing
from onsite.incidents.escalation.due import NOTHING, due
from onsite.incidents.escalation.replay import state
from onsite.incidents.escalation.values import Turn
from tests.incidents.escalation.keeping import (
    MINUTE,
    THREE,
    Incident,
    at,
    policy,
    step,
    told,
)


def next_at(incident: Incident, time: str) -> str | None:
    return told(incident.due(time).next_ms)


def test_the_first_step_is_due_with_the_report_and_each_when_the_wait_before_is_over():
    assert Incident().run("11:00") == [
        ("10:00", 0, 0, "ann", "ben"),
        ("10:05", 0, 1, "cat"),
        ("10:10", 0, 2, "dan"),
    ]


def test_the_alarm_stands_once_the_last_wait_is_over():
    incident = Incident()
    incident.run("10:14:59")
    assert (incident.due("10:14:59").alarm, next_at(incident, "10:14:59")) == (False, "10:15")
    assert incident.chain.next is None
    for time in ("10:15", "10:16", "23:00"):
        found = incident.due(time)
        assert (found.alarm, found.next_ms, found.steps) == (True, None, ())


def test_another_pass_goes_through_all_steps_again():
    incident = Incident(policy(step("medical"), step("lead", wait=2), passes=2))
    assert incident.run("10:30") == [
        ("10:00", 0, 0, "ann", "ben"),
        ("10:05", 0, 1, "cat"),
        ("10:07", 1, 0, "ann", "ben"),
        ("10:12", 1, 1, "cat"),
    ]
    assert told(incident.chain.since_ms + incident.chain.wait_ms) == "10:14"


def test_a_step_without_a_wait_goes_with_the_next_one():
    incident = Incident(policy(step("medical", wait=0), step("lead")))
    assert incident.look("10:00").people == ("ann", "ben", "cat")


def test_a_policy_without_steps_is_an_alarm_at_once():
    found = Incident(policy()).due("10:00")
    assert (found.alarm, found.steps, found.next_ms) == (True, (), None)


def test_nothing_is_due_before_the_report_has_arrived():
    incident = Incident()
    incident.ack("10:01")
    chain = state(incident.entries[1:])
    assert chain.standing is Standing.UNKNOWN
    assert due(chain, at("10:05"), incident.on_duty) == NOTHING
    assert state(()).standing is Standing.UNKNOWN


# Acknowledgements.


def test_one_of_its_people_is_enough():
    incident = Incident()
    incident.run("10:02")
    incident.ack("10:02", "ben")
    assert incident.chain.standing is Standing.HELD
    assert incident.chain.acks == ("ben",)
    assert incident.due("23:00") == NOTHING


def test_all_of_its_people_are_asked_for():
    incident = Incident(policy(step("medical", need="all"), step("lead")))
    incident.run("10:02")
    incident.ack("10:02", "ben")
    assert incident.chain.missing == ("ann",)
    assert incident.chain.standing is Standing.RUNNING
    incident.ack("10:03", "ann")
    assert incident.chain.standing is Standing.HELD
    assert incident.run("11:00", "10:03") == []


def test_who_is_told_later_may_take_it_off_all_of_an_earlier_step():
    incident = Incident(policy(step("medical", need="all"), step("lead")))
    incident.run("10:06")
    incident.ack("10:06", "ben")
    assert incident.chain.standing is Standing.RUNNING
    incident.ack("10:07", "cat")
    assert incident.chain.standing is Standing.HELD


def test_who_was_told_before_is_enough_after_the_next_step_too():
    incident = Incident()
    incident.run("10:06")
    incident.ack("10:07", "ann")
    assert incident.chain.standing is Standing.HELD


def test_all_of_nobody_have_not_acknowledged():
    incident = Incident(policy(step("night", need="all"), step("lead", need="all")))
    incident.run("10:01")
    incident.ack("10:01", "zoe")
    assert incident.chain.standing is Standing.RUNNING


@pytest.mark.parametrize(("need", "holds"), [("any", True), ("all", False)])
def test_somebody_from_outside_is_one_of_several_but_never_all(need, holds):
    incident = Incident(policy(step("medical", need=need), step("lead", need=need)))
    incident.run("10:06")
    incident.ack("10:06", "zoe")
    assert (incident.chain.standing is Standing.HELD) is holds


@pytest.mark.parametrize(("need", "holds"), [("any", True), ("all", False)])
def test_it_may_be_acknowledged_before_anybody_was_told(need, holds):
    incident = Incident(policy(step("medical", need=need), step("lead")))
    incident.ack("10:00", "zoe")
    assert (incident.chain.standing is Standing.HELD) is holds
    assert bool(incident.due("10:00").steps) is not holds


def test_who_is_named_by_one_step_does_not_take_another_off_all_of_it():
    incident = Incident(policy(step("lead"), step("medical", need="all"), step("management")))
    incident.run("10:06")
    incident.ack("10:06", "ann")
    assert incident.chain.standing is Standing.RUNNING
    assert incident.run("10:11", "10:06") == [("10:10", 0, 2, "dan")]


def test_who_has_acknowledged_is_not_asked_a_second_time():
    shared = policy(step("medical", need="all"), step("medical", "lead", need="all"), step("lead"))
    incident = Incident(shared)
    incident.run("10:01")
    incident.ack("10:01", "ann")
    found = incident.look("10:05")
    assert found.steps[0].people == ("ann", "ben", "cat")
    assert found.people == ("ben", "cat")
    incident.ack("10:06", "ben")
    # Both have acknowledged what the first step asked for.
    assert incident.chain.standing is Standing.HELD


def test_a_step_of_people_who_have_acknowledged_holds_the_chain_when_it_comes():
    incident = Incident(policy(step("medical", need="all"), step("first aid"), step("lead")))
    incident.duty["first aid"] = ("ann",)
    incident.run("10:01")
    incident.ack("10:01", "ann")
    found = incident.look("10:20")
    assert ([each.turn for each in found.steps], found.people) == ([Turn(0, 1)], ())
    assert (found.next_ms, found.alarm) == (None, False)
    assert incident.chain.standing is Standing.HELD


def test_to_acknowledge_twice_is_to_acknowledge():
    incident = Incident()
    incident.run("10:01")
    incident.ack("10:01", "ann")
    incident.ack("10:02", "ann")
    assert incident.chain.acks == ("ann",)


def test_progress_before_an_acknowledgement_is_none_of_it():
    incident = Incident(EXPIRES)
    incident.look("10:00")
    progress = incident.progress("10:01")
    assert incident.chain.renewed_by is None
    ack = incident.ack("10:02")
    assert ack != progress
    assert (incident.chain.renewed_by, told(incident.chain.lapses_ms)) == (ack, "10:17")


# They expire.

EXPIRES = policy(step("medical"), step("lead"), expires=15)


def test_an_acknowledgement_expires_and_the_chain_goes_on_where_it_stood():
    incident = Incident(EXPIRES)
    incident.run("10:02")
    incident.ack("10:02")
    assert next_at(incident, "10:02") == next_at(incident, "10:16:59") == "10:17"
    # Three minutes of the wait were left.
    assert next_at(incident, "10:17") == "10:20"
    assert incident.run("10:30", "10:02") == [("10:20", 0, 1, "cat")]
    assert incident.entries[-1].expired == incident.entries[2].id
    assert incident.chain.acks == ()


def test_progress_keeps_it_in_force():
    incident = Incident(EXPIRES)
    incident.run("10:02")
    incident.ack("10:02")
    incident.progress("10:10")
    incident.becomes("10:20", "on-hold")
    assert next_at(incident, "10:20") == "10:35"
    assert incident.run("11:00", "10:02") == [("10:38", 0, 1, "cat")]


@pytest.mark.parametrize("what", ["lowered", "page"])
def test_what_is_no_progress_does_not(what):
    incident = Incident(EXPIRES)
    incident.run("10:02")
    incident.ack("10:02")
    if what == "lowered":
        incident.lowered("10:10", 1)
    else:
        incident.handed("10:10")
    assert next_at(incident, "10:10") == "10:17"


def test_progress_without_an_acknowledgement_holds_nothing():
    incident = Incident(EXPIRES)
    incident.progress("10:00")
    incident.becomes("10:01", "acknowledged")
    assert [time for time, *_ in incident.run("10:30")] == ["10:00", "10:05"]


def test_progress_after_it_has_expired_comes_too_late():
    incident = Incident(EXPIRES)
    incident.run("10:02")
    incident.ack("10:02")
    incident.progress("10:18")
    assert incident.run("10:30", "10:18") == [("10:20", 0, 1, "cat")]


def test_the_alarm_is_silent_while_somebody_has_it_and_back_once_they_do_not():
    incident = Incident(EXPIRES)
    incident.run("10:20")
    assert incident.due("10:20").alarm
    incident.ack("10:20")
    assert not incident.due("10:34:59").alarm
    assert next_at(incident, "10:34:59") == "10:35"
    assert incident.due("10:35").alarm


def test_part_of_all_expires_too():
    incident = Incident(policy(step("medical", need="all", wait=60), expires=15))
    incident.run("10:01")
    incident.ack("10:01", "ann")
    incident.ack("10:17", "ben")
    assert incident.chain.acks == ("ben",)
    incident.ack("10:20", "ann")
    assert incident.chain.standing is Standing.HELD


def test_a_chain_that_was_acknowledged_before_its_first_step_begins_when_that_expires():
    incident = Incident(EXPIRES)
    incident.ack("10:00", "zoe")
    assert incident.run("10:30") == [
        ("10:15", 0, 0, "ann", "ben"),
        ("10:20", 0, 1, "cat"),
    ]


# What ends it.


@pytest.mark.parametrize("ends", ["acknowledged", "on-scene"])
def test_who_comes_to_the_scene_ends_it_for_good(ends):
    incident = Incident(policy(step("medical"), step("lead"), ends=ends, expires=15))
    incident.run("10:02")
    incident.ack("10:02")
    incident.becomes("10:09", "on-scene")
    assert incident.chain.standing is Standing.ENDED
    assert incident.due("23:00") == NOTHING


def test_on_the_scene_nothing_expires():
    incident = Incident(EXPIRES)
    incident.run("10:02")
    incident.ack("10:02")
    incident.becomes("10:09", "on-scene")
    # Much later the state is put right: who has it has it still.
    incident.becomes("11:00", "acknowledged")
    assert incident.chain.standing is Standing.HELD
    assert next_at(incident, "11:00") == "11:15"


def test_without_an_acknowledgement_too():
    incident = Incident()
    incident.run("10:02")
    incident.becomes("10:02", "on-scene")
    assert incident.chain.standing is Standing.ENDED


def test_where_only_closing_ends_it_those_on_the_scene_must_tell_of_progress():
    incident = Incident(policy(step("medical"), step("lead"), ends="closed", expires=15))
    incident.run("10:02")
    incident.ack("10:02")
    incident.becomes("10:10", "on-scene")
    assert next_at(incident, "10:10") == "10:25"
    incident.progress("10:20")
    assert incident.run("11:00", "10:20") == [("10:38", 0, 1, "cat")]
    incident.becomes("11:01", "closed")
    assert incident.chain.standing is Standing.CLOSED
    assert incident.due("23:00") == NOTHING


@pytest.mark.parametrize("state", ["on-hold", "on-backup"])
def test_to_wait_or_to_run_on_a_backup_silences_nothing(state):
    incident = Incident()
    incident.run("10:02")
    incident.becomes("10:02", state)
    assert incident.run("10:06", "10:02") == [("10:05", 0, 1, "cat")]


@pytest.mark.parametrize("state", ["on-hold", "on-backup"])
def test_but_those_who_have_come_have_come(state):
    incident = Incident(policy(step("medical"), ends="on-scene"))
    incident.becomes("10:02", "on-scene")
    incident.becomes("10:03", state)
    assert incident.chain.standing is Standing.ENDED


def test_a_state_that_was_wrong_is_put_right_and_the_chain_goes_on_where_it_stood():
    incident = Incident()
    incident.run("10:02")
    incident.becomes("10:02", "on-scene")
    incident.becomes("10:10", "acknowledged")
    assert incident.chain.wait_ms == 3 * MINUTE
    assert incident.run("10:14", "10:10") == [("10:13", 0, 1, "cat")]


def test_held_all_the_same_where_somebody_had_acknowledged():
    incident = Incident(THREE)
    incident.run("10:01")
    incident.ack("10:01")
    incident.becomes("10:02", "on-scene")
    incident.becomes("10:10", "acknowledged")
    assert incident.chain.standing is Standing.HELD
