"""Who is told once types or severity have changed: nobody less, whichever way it went."""

from __future__ import annotations

import pytest

from onsite.clock import to_ms
from onsite.errors import BadInputError
from onsite.incidents import parts, reading, running, service
from onsite.incidents.paging.facts import FrozenPolicy
from onsite.incidents.rules import frozen_policy, joined
from onsite.plan.service import publish
from onsite.staff import access
from tests.incidents.conftest import PLAN

GUARDS = """
[policies.guards]
steps = [{ roles = ["security"], wait_min = 1 }]
ack_expires_min = 7
[incident_types.security]
policy = { minor = "guards" }
"""


def policy(log, incident) -> FrozenPolicy:
    return FrozenPolicy.model_validate_json(log.one(incident).policy)


@pytest.fixture
def guarded(log):
    log.site.write_now(publish, PLAN + GUARDS, "Maria")
    return log


def test_a_type_added_after_a_lowering_drops_nobody_who_was_told(guarded):
    incident = guarded.reported("fall", types=("medical",), severity="critical")
    guarded.do(running.set_severity, incident, "minor", "only a bruise")
    guarded.do(running.set_types, incident, ("security",))

    found = policy(guarded, incident)
    assert found.id == "guards+medics+usual"
    assert [step.roles for step in found.steps] == [
        ("security", "coordinator", "medical"),
        ("coordinator", "lead"),
        ("lead", "management"),
    ]
    assert (found.ends_on, found.ack_expires_ms, found.passes) == ("on-scene", 7 * 60_000, 2)


def test_a_raise_to_less_than_it_once_was_drops_nobody_either(guarded):
    incident = guarded.reported("fire", types=("medical",), severity="critical")
    guarded.do(running.set_types, incident, ("fire",), ("medical",))
    guarded.do(running.set_severity, incident, "minor", "a cigarette")
    guarded.do(running.set_severity, incident, "serious")

    assert guarded.one(incident).severity == "serious"
    assert policy(guarded, incident).id == "medics+usual"


def test_a_raise_of_what_was_never_graver_has_the_policy_of_the_plan_alone(guarded):
    incident = guarded.reported("row", types=("security",), severity="minor")
    assert policy(guarded, incident).id == "guards"
    guarded.do(running.set_severity, incident, "serious")
    assert policy(guarded, incident).id == "usual"


def test_policies_joined_are_the_same_in_whatever_order(guarded):
    response = guarded.plan.response
    one = frozen_policy(response, ("medical",), "critical")
    other = frozen_policy(response, ("security",), "minor")
    both = joined((one, other))

    assert joined((one,)) == one
    assert joined((both, one)) == both
    assert {each.id for each in (both, joined((other, one)))} == {"guards+medics"}
    assert [{*step.roles} for step in joined((other, one)).steps] == [
        {*step.roles} for step in both.steps
    ]


def test_what_is_closed_gets_no_task_and_no_graver_before_it_is_opened_again(log):
    incident = log.reported("loud")
    task = log.task(incident)
    log.do(parts.set_task, incident, task, done=True)
    assert log.close(incident).what == "took"

    assert log.do(parts.add_task, incident, "Look again").why == "closed"
    assert log.do(parts.set_task, incident, task, done=False).why == "closed"
    assert log.do(running.set_severity, incident, "critical").why == "closed"
    assert log.do(running.set_state, incident, "new", "again").what == "took"
    assert log.do(running.set_severity, incident, "critical").what == "took"


def test_what_a_duplicate_hides_is_hidden_in_what_it_goes_on_in(log):
    one, other = log.reported("crowd"), log.reported("a boy is lost, says his mother")
    log.merge(other, one)
    assert log.do(parts.restrict, other, on=True).what == "took"

    for found in (log.one(one), *log.site.read_now(reading.all_of_them, log.plan)):
        assert found.restricted
    log.site.write_now(access.set_pin, log.plan, "ana", access.hashed("4071"), "ana")
    assert log.do(service.look, one).why == "veiled"
    log.operator = "ana"
    assert log.do(parts.restrict, one, "his mother wants it", on=False).what == "took"
    assert [log.one(each).restricted for each in (one, other)] == [False, False]

    log.do(parts.restrict, other, on=True)
    log.do(running.set_types, one, ("lost-child",))
    log.unmerge(other)
    assert [log.one(each).restricted for each in (one, other)] == [True, True]


def test_what_goes_on_in_a_restricted_one_is_restricted_as_long_as_it_does(log):
    one, other = log.reported("a boy is lost"), log.reported("a boy is crying")
    third = log.reported("a loud boy")
    log.merge(other, one)
    log.merge(third, one)
    assert log.do(parts.restrict, one, on=True).what == "took"

    for each in (one, other, third):
        assert log.one(each).restricted
    assert log.do(parts.restrict, other, "his mother wants it", on=False).why == "duplicate"
    log.unmerge(other)
    assert [log.one(each).restricted for each in (one, other, third)] == [True, False, True]
    log.do(parts.restrict, one, "he is found", on=False)
    assert not log.one(third).restricted


def test_what_was_done_before_it_was_typed_has_both_times_and_is_marked_late(log):
    incident = log.reported("fall", types=("medical",), severity="critical")
    log.clock.advance(minutes=20)
    now_ms = to_ms(log.clock.now())
    press = log.by(happened_ms=now_ms - 15 * 60_000)
    assert log.do(running.set_state, incident, "on-scene", by=press).what == "took"
    press = log.by(happened_ms=now_ms - 19 * 60_000)
    assert log.do(service.acknowledge, incident, "lin", by=press).what == "took"
    log.entry(incident, "he can walk")

    told = [(each.kind, each.late) for each in log.timeline(incident)][2:]
    assert told == [
        ("incident.acked", True),
        ("incident.state", True),
        ("incident.entry", False),
    ]
    ahead = log.by(happened_ms=now_ms + 3_600_000)
    with pytest.raises(BadInputError, match="still to come"):
        log.do(running.set_state, incident, "on-hold", "waits", by=ahead)


def test_a_raise_tells_people_from_now_on_whenever_it_was_seen(log):
    incident = log.reported("fall", types=("medical",), severity="minor")
    log.clock.advance(minutes=20)
    press = log.by(happened_ms=to_ms(log.clock.now()) - 15 * 60_000)
    log.do(running.set_severity, incident, "critical", by=press)

    lines = {each.kind: each for each in log.timeline(incident) if each.at_ms == press.moment.at_ms}
    assert lines["incident.severity"].happened_ms == press.happened_ms
    assert lines["incident.policy"].happened_ms == press.moment.at_ms


def test_taken_apart_it_takes_its_type_and_its_restriction_along(log):
    one = log.reported("row", types=("security",))
    child = log.reported("a girl, six", types=("lost-child",))
    hurt = log.reported("a girl fell", types=("lost-child", "medical"))
    for each in (child, hurt):
        log.merge(each, one)
    assert set(log.one(one).types) == {"lost-child", "medical", "security"}
    log.unmerge(child)
    assert "lost-child" in log.one(one).types
    assert log.one(one).restricted

    log.unmerge(hurt)
    assert (log.one(one).types, log.one(one).restricted) == (("security",), False)
    assert [log.one(each).restricted for each in (child, hurt)] == [True, True]


def test_what_a_person_has_set_since_stays_when_it_is_taken_apart(log):
    one = log.reported("row", types=("security",))
    child = log.reported("a girl, six", types=("lost-child", "medical"))
    log.merge(child, one)
    log.do(running.set_types, one, (), ("medical",))
    log.do(running.set_types, one, ("medical",))
    log.do(parts.restrict, one, "all know", on=False)
    log.do(parts.restrict, one, on=True)
    log.unmerge(child)
    assert log.one(one).types == ("medical", "security")
    assert log.one(one).restricted


def test_what_went_along_through_another_one_is_given_back_there_too(log):
    one, other = log.reported("row", types=("security",)), log.reported("row", types=("crowd",))
    child = log.reported("a girl, six", types=("lost-child",))
    log.merge(child, other)
    log.merge(other, one)
    assert set(log.one(one).types) == {"crowd", "lost-child", "security"}
    log.unmerge(child)
    assert log.one(one).types == ("crowd", "security")
    assert [log.one(each).restricted for each in (one, other, child)] == [False, False, True]


def test_who_may_not_see_restricted_ones_opens_none_by_taking_them_apart(log):
    one = log.reported("row", types=("security",))
    child = log.reported("a girl, six", types=("lost-child",))
    log.merge(child, one)
    log.site.write_now(access.set_pin, log.plan, "bo", access.hashed("4071"), "bo")
    assert log.unmerge(child).what == "took"
    assert log.one(one).restricted
    assert log.one(one).types == ("security",)
