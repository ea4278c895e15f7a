"""Operators, shifts and limits of roles in the plan: what may stand there, and what is said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from onsite.plan.agreement import USUAL_ROLES
from onsite.plan.reading import PlanError, read
from onsite.plan.roles import DEFAULT_ROLES

GOOD = """[event]
name = "Summit"
zone = "Europe/Berlin"
days = [2026-11-24]
[checkpoints.main]
name = "Main"
[operators.ana]
name = "Ana"
badge = "B-1"
[shifts.night]
post = "Door"
day = 2026-11-24
begin = "22:00"
end = "02:00"
operators = ["ana"]
"""


def test_a_shift_may_end_the_next_morning():
    plan = read(GOOD)
    shift = plan.shifts["night"]
    assert shift.begins(plan.zone) == datetime(2026, 11, 24, 21, tzinfo=UTC)
    assert shift.ends(plan.zone) == datetime(2026, 11, 25, 1, tzinfo=UTC)


def test_who_has_no_role_is_a_volunteer_and_nothing_locks():
    plan = read(GOOD)
    assert plan.operators["ana"].roles == ("volunteer",)
    assert plan.staff.lock_after_min == 0


def test_a_usual_role_may_be_changed_in_part():
    plan = read(f"{GOOD}[roles.volunteer]\nsearch_min = 3\nsees_contact = false\n")
    volunteer = plan.roles["volunteer"]
    assert (volunteer.name, volunteer.search_min, volunteer.sees_contact) == ("Volunteer", 3, False)
    assert plan.roles["lead"].overrules


def test_the_usual_roles_are_known_where_the_parts_are_compared():
    assert {*USUAL_ROLES} == {*DEFAULT_ROLES}


@pytest.mark.parametrize(
    ("old", "new", "line", "key", "wrong"),
    [
        ('badge = "B-1"', 'roles = ["boss"]', 9, "operators.ana.roles[1]",
         ("“boss” is not a role. Known here: volunteer, problem-desk, timekeeper, coordinator, "
          "spokesperson, "
          "lead.")),
        ('badge = "B-1"', "roles = []", 9, "operators.ana.roles",
         "this is empty; at least one is needed."),
        ('badge = "B-1"', 'badge = "B-1"\n[operators.ben]\nname = "Ben"\nbadge = "B-1"', 12,
         "operators.ben.badge", "“B-1” is the badge of “ana” already."),
        ('badge = "B-1"', 'pin = "4711"', 9, "operators.ana.pin",
         "there is no such key here. Known here: name, roles, badge."),
        ('["ana"]', '["anna"]', 15, "shifts.night.operators[1]",
         "“anna” does not stand under [operators]. Did you mean “ana”?"),
        ('post = "Door"', 'post = "Door"\ndesk = "one"', 12, "shifts.night.desk",
         "“one” does not stand under [desks]."),
        ("day = 2026-11-24\n", "day = 2026-11-26\n", 12, "shifts.night.day",
         "2026-11-26 is not a day of the event (2026-11-24)."),
        ("[shifts.night]", "[staff]\nlock_after_min = -1\n[shifts.night]", 11,
         "staff.lock_after_min", "-1 is less than 0."),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_key(old, new, line, key, wrong):
    with pytest.raises(PlanError) as caught:
        read(GOOD.replace(old, new, 1))
    (problem,) = caught.value.problems
    assert (problem.line, problem.key, problem.wrong) == (line, key, wrong)
