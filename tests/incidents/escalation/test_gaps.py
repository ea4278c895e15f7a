"""After a gap, with nobody on duty, and where people come and go."""

from __future__ import annotations

import pytest

from onsite.incidents.escalation.chain import Standing
from onsite.incidents.escalation.due import LATE_MS, TURN_MS, mine
from onsite.incidents.escalation.values import Turn
from tests.incidents.escalation.keeping import SECOND, THREE, Incident, at, policy, step, told

TWICE = policy(step("medical"), step("lead"), passes=2)


def test_everything_that_is_overdue_is_due_at_once_and_the_wait_counts_from_now():
    incident = Incident()
    incident.look("10:00")
    found = incident.look("10:12")
    assert [each.turn for each in found.steps] == [Turn(0, 1), Turn(0, 2)]
    assert [told(each.due_ms) for each in found.steps] == ["10:05", "10:10"]
    assert (found.late, found.alarm, told(found.next_ms)) == (True, False, "10:17")
    assert (incident.due("10:16:59").alarm, incident.due("10:17").alarm) == (False, True)


def test_what_was_not_due_by_then_is_not_due():
    incident = Incident()
    incident.look("10:00")
    found = incident.look("10:09")
    assert [each.turn for each in found.steps] == [Turn(0, 1)]
    assert told(found.next_ms) == "10:14"


def test_one_person_in_several_steps_and_roles_is_told_once():
    incident = Incident(TWICE)
    incident.duty["lead"] = ("ann", "cat", "ann")
    found = incident.look("11:00")
    assert [each.people for each in found.steps] == [("ann", "ben"), ("ann", "cat")] * 2
    assert found.people == ("ann", "ben", "cat")


def test_a_person_with_two_roles_of_a_step_is_told_once():
    incident = Incident(policy(step("medical", "lead")))
    incident.duty["lead"] = ("ben", "cat")
    assert incident.look("10:00").people == ("ann", "ben", "cat")


@pytest.mark.parametrize(("by_ms", "late"), [(LATE_MS, False), (LATE_MS + 1, True)])
def test_late_is_what_is_later_than_anybody_would_not_notice(by_ms, late):
    found = Incident().due(at("10:00") + by_ms)
    assert (found.late, found.due_ms) == (late, at("10:00"))


def test_each_step_is_late_or_not_by_itself():
    incident = Incident()
    incident.look("10:00")
    found = incident.look("10:10:10")
    assert [each.late for each in found.steps] == [True, False]
    assert [told.late for told in incident.chain.told] == [False, True, False]


def test_an_acknowledgement_in_force_is_not_overdue_after_a_gap():
    incident = Incident(policy(step("medical"), step("lead"), expires=15))
    incident.look("10:00")
    incident.ack("10:01")
    assert told(incident.due("10:15").next_ms) == "10:16"
    # It expired at 10:16; four minutes of the wait were left.
    found = incident.look("10:30")
    assert [told(each.due_ms) for each in found.steps] == ["10:20"]
    assert found.late


def test_a_clock_that_is_set_back_unfires_nothing_and_fires_nothing_twice():
    incident = Incident()
    incident.run("10:06")
    for time in ("09:00", "09:59:59", "10:00", "10:05", "10:06"):
        assert incident.due(time).steps == ()
    assert incident.steps == [(0, 0, "ann", "ben"), (0, 1, "cat")]


# Nobody.


def test_where_nobody_is_on_duty_the_next_step_is_due_at_once():
    incident = Incident(policy(step("medical"), step("night"), step("lead")))
    found = incident.run("10:30")
    assert found == [
        ("10:00", 0, 0, "ann", "ben"),
        ("10:05", 0, 1),
        ("10:05", 0, 2, "cat"),
    ]


def test_nobody_in_the_last_step_is_the_next_pass_at_once():
    incident = Incident(policy(step("medical"), step("night"), passes=2))
    assert incident.run("11:00") == [
        ("10:00", 0, 0, "ann", "ben"),
        ("10:05", 0, 1),
        ("10:05", 1, 0, "ann", "ben"),
        ("10:10", 1, 1),
    ]
    assert incident.due("10:10").alarm


def test_nobody_for_any_step_of_the_policy_is_an_alarm_at_once():
    incident = Incident(policy(step("night"), step("night"), passes=2))
    found = incident.look("10:00")
    assert [each.turn for each in found.steps] == [(0, 0), (0, 1), (1, 0), (1, 1)]
    assert (found.people, found.alarm, found.next_ms) == ((), True, None)
    assert incident.due("10:00").alarm


def test_a_role_that_nobody_knows_has_nobody():
    assert Incident(policy(step("plumber"))).look("10:00").alarm


def test_who_is_on_duty_is_asked_when_the_step_is_due():
    incident = Incident(TWICE)
    incident.run("10:04")
    incident.duty["lead"] = ("eve",)
    incident.duty["medical"] = ("fay",)
    assert incident.run("10:10", "10:04") == [
        ("10:05", 0, 1, "eve"),
        ("10:10", 1, 0, "fay"),
    ]


def test_all_of_a_step_are_those_who_were_told_even_if_they_have_gone_home():
    incident = Incident(policy(step("medical", need="all"), step("lead"), passes=2))
    incident.run("10:04")
    incident.duty["medical"] = ("fay",)
    incident.ack("10:04", "ann")
    assert incident.chain.missing == ("ben",)
    incident.run("10:10", "10:04")
    assert incident.chain.missing == ("fay",)
    incident.ack("10:11", "fay")
    assert incident.chain.standing is Standing.HELD


# Whose turn it is.


def test_the_first_console_acts_at_once_and_each_other_if_those_before_it_do_not():
    due_ms = at("10:05")
    assert mine(0, due_ms, due_ms)
    assert not mine(0, due_ms, due_ms - 1)
    assert not mine(1, due_ms, due_ms + TURN_MS - 1)
    assert mine(1, due_ms, due_ms + TURN_MS)
    assert not mine(2, due_ms, due_ms + TURN_MS)
    assert mine(2, due_ms, due_ms + 2 * TURN_MS)


def test_who_has_only_just_come_to_know_of_it_lets_the_others_act_first():
    due_ms, seen_ms = at("10:05"), at("11:00")
    assert not mine(1, due_ms, seen_ms, seen_ms)
    assert mine(1, due_ms, seen_ms + TURN_MS, seen_ms)
    assert mine(0, due_ms, seen_ms, seen_ms)


def test_a_step_is_told_by_the_second():
    """The wait of a step is to the second, whatever the pace at which a console looks."""
    incident = Incident(policy(step("medical", wait=0.5), *THREE.steps[1:]))
    incident.look("10:00")
    assert incident.due(at("10:00:30") - 1).steps == ()
    assert incident.due(at("10:00:30") - 1).next_ms == at("10:00:30")
    assert incident.due("10:00:30").people == ("cat",)
    assert at("10:00:30") - at("10:00") == 30 * SECOND
