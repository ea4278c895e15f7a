"""What the problem desk takes from the other features."""

from __future__ import annotations

from onsite.cases import acts, sights
from onsite.checkin.cases.admitting import last_refusal
from onsite.plan.service import publish
from onsite.wiring import open_site
from tests.cases.conftest import OWN_TYPES, Desk
from tests.checkin.apart import meet
from tests.checkin.conftest import PLAN, Roll


def test_who_was_let_in_twice_is_a_case_on_every_laptop(site, desk, roll, tmp_path, clock):
    ada = roll.add("Ada", "CODE-1")
    other = open_site(tmp_path / "other", operator="Jon", clock=clock)
    other.write_now(publish, PLAN + OWN_TYPES, "Jon")
    Roll(other).add("Ada", "CODE-1")
    there = Desk(other, "Jon")
    desk.scan("CODE-1", "first")
    clock.advance(minutes=1)
    there.scan("CODE-1", "second")
    assert desk.waiting() == there.waiting() == []

    meet(site, other)

    (here,), (case,) = desk.waiting(), there.waiting()
    assert here == case
    assert (case.kind, case.name, case.attendee, case.implied) == ("conflict", "Ada", ada, True)
    assert case.since == clock.now()
    told = site.read_now(sights.lines, desk.plan, case, clock.now(), {})
    assert any("Maria" in line and "Jon" in line for line in told)

    desk.take(case.id)
    there.resolve(case.id, "same_person")
    meet(site, other)
    assert desk.waiting() == there.waiting() == []
    assert desk.one(case.id) == there.one(case.id)
    assert desk.one(case.id).resolved_by == "Jon"
    other.close()


def test_the_acts_of_the_plan_are_all_offered_by_somebody(site):
    from typing import get_args

    from onsite.plan.case_types import Action

    keys = {act.key for act in acts.registered()}
    assert set(get_args(Action)) <= keys


def test_only_somebody_whose_last_scan_was_refused_is_let_in_all_the_same(site, desk, roll):
    ada = roll.add("Ada", "CODE-1", payment="unpaid")
    assert site.read_now(last_refusal, ada) is None
    desk.scan("CODE-1", "k1")
    assert site.read_now(last_refusal, ada) == "k1"
