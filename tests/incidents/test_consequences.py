"""Who is told once types or severity have changed: nobody less, whichever way it went."""

from __future__ import annotations

import pytest

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
