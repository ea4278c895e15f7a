"""Playbooks: their steps as tasks, with who does them and by when."""

from __future__ import annotations

import pytest

from onsite.errors import BadInputError
from onsite.incidents import parts, running
from onsite.incidents.playbooks import service
from onsite.incidents.playbooks.steps import next_due_ms, overdue
from onsite.plan.service import publish
from tests.incidents.conftest import meet
from tests.incidents.know import KNOWING, knowing

MINUTE_MS = 60_000


@pytest.fixture
def log(site, clock):
    return knowing(site, clock)


def tasks(log, incident):
    at_ms = log.one(incident).at_ms
    return [
        (each.text, each.role, each.owner, each.due_ms and (each.due_ms - at_ms) // MINUTE_MS)
        for each in log.one(incident).tasks
    ]


STEPS = [
    ("Send the medic", "medical", "lin", 5),
    ("Keep the way clear", "security", "", None),
    ("Look again", "", "", 30),
    ("Look again", "", "", 60),
]


def test_the_steps_of_the_types_playbook_are_tasks_of_whoever_is_on_duty(log):
    which = log.reported("fall", types=("medical",))
    assert log.site.read_now(service.offered, log.plan, log.one(which)) == ("fall",)

    assert log.do(service.begin, which).what == "took"

    assert tasks(log, which) == STEPS
    assert log.site.read_now(service.offered, log.plan, log.one(which)) == ()
    (begun,) = log.site.read_now(service.begun, which)
    assert (begun.playbook, begun.name, begun.operator) == ("fall", "Somebody fell", "Maria")
    assert log.do(service.begin, which).what == "nothing"
    assert len(tasks(log, which)) == len(STEPS)


def test_a_playbook_of_another_type_is_begun_by_its_name(log):
    which = log.reported("dark", types=("technical",))
    nothing = log.do(service.begin, which)
    assert (nothing.what, nothing.why) == ("nothing", "no-playbook")
    assert log.do(service.begin, which, "power").what == "took"
    assert [each[0] for each in tasks(log, which)] == ["Light the ways out"]
    with pytest.raises(BadInputError, match="no playbook “powr”") as wrong:
        log.do(service.begin, which, "powr")
    assert "power" in str(wrong.value)
    log.do(running.close, which, running.Ending())
    assert log.do(service.begin, which, "fall").why == "closed"


def test_two_laptops_that_begin_it_while_apart_have_its_steps_once(log, station):
    which = log.reported("fall", types=("medical",))
    meet(log.site, station.site)
    assert log.do(service.begin, which).what == "took"
    assert station.do(service.begin, which).what == "took"
    meet(log.site, station.site)
    assert sorted(each.id for each in log.one(which).tasks) == sorted(
        each.id for each in station.one(which).tasks
    )
    assert len(log.one(which).tasks) == len(STEPS)
    assert len(log.site.read_now(service.begun, which)) == 1


def test_what_was_begun_stays_as_it_was_when_the_plan_changes(log):
    which = log.reported("fall", types=("medical",))
    log.do(service.begin, which)
    before = log.site.read_now(service.begun, which)
    log.site.write_now(publish, KNOWING.replace("Send the medic", "Call 112"), "Maria")
    assert tasks(log, which) == STEPS
    assert log.site.read_now(service.begun, which) == before

    other = log.reported("fall again", types=("medical",))
    log.do(service.begin, other)
    assert tasks(log, other)[0][0] == "Call 112"
    assert log.site.read_now(service.begun, other)[0].edition != before[0].edition


def test_tasks_that_are_late_are_told_the_longest_first(log):
    which = log.reported("fall", types=("medical",))
    log.do(service.begin, which)
    at_ms = log.one(which).at_ms
    assert next_due_ms(log.one(which)) == at_ms + 5 * MINUTE_MS
    assert overdue(log.one(which), at_ms + 5 * MINUTE_MS - 1) == ()
    late = overdue(log.one(which), at_ms + 45 * MINUTE_MS)
    assert [each.text for each in late] == ["Send the medic", "Look again"]
    log.do(parts.set_task, which, late[0].id, done=True)
    assert next_due_ms(log.one(which)) == at_ms + 30 * MINUTE_MS
