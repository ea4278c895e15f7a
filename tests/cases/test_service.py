"""Cases opened, taken, worked on and resolved, and what they mean at the door."""

from __future__ import annotations

import pytest

from onsite.cases import acts, implied, listing, service
from onsite.cases.implied import ImpliedCase
from onsite.cases.types import type_of
from onsite.checkin.facts import Direction, Outcome, Reason
from onsite.checkin.roll import guests_by_id
from onsite.clock import to_ms
from onsite.errors import BadInputError, NotPossibleError
from tests.cases.conftest import Desk
from tests.journal.test_law_of_folds import START


def test_a_case_goes_from_its_opening_to_its_resolution(desk, roll, clock):
    ada = roll.add("Ada", "CODE-1", company="Analytical")
    case = desk.open("unpaid", ada, scan="k1", note=" Has \n a receipt ", checkpoint="door")
    clock.advance(minutes=1)
    desk.take(case)
    desk.step(case, "see_receipt")
    desk.note(case, "called the organisers")
    clock.advance(minutes=2)

    done = desk.resolve(case, "paid", "in cash")

    assert (done.name, done.company, done.kind, done.note) == (
        *("Ada", "Analytical", "unpaid", "Has a receipt"),
    )
    assert (done.owner, done.resolution, done.resolved_by) == ("Maria", "paid", "Maria")
    assert (done.resolved - done.since).total_seconds() == 180
    found = desk.whole(case)
    assert [(step.step, step.operator) for step in found.steps] == [
        ("see_receipt", "Maria"),
        ("take_payment", ""),
    ]
    assert [line.kind for line in found.log] == [
        *("case.opened", "case.taken", "case.step", "case.noted", "case.resolved"),
    ]


def test_an_open_case_whose_type_says_so_keeps_its_guest_out(desk, roll):
    ada = roll.add("Ada", "CODE-1")
    case = desk.open("unpaid", ada)

    refused = desk.scan("CODE-1").verdict
    listed = desk.site.read_now(guests_by_id, desk.plan, [ada], "door", desk.site.clock.now())
    desk.resolve(case, "paid")

    assert (refused.outcome, refused.reason) == (Outcome.REFUSE, Reason.CASE)
    assert refused.details == {"case": case}
    assert refused.overrule == ("problem-desk", "lead")
    assert [guest.state for guest in listed] == ["case"]
    assert desk.scan("CODE-1", "later").verdict.outcome is Outcome.ADMIT


def test_who_leaves_is_recorded_whatever_case_is_open(desk, roll):
    ada = roll.add("Ada", "CODE-1")
    desk.scan("CODE-1")
    desk.open("unpaid", ada)

    left = desk.scan("CODE-1", "out", direction=Direction.EXIT).verdict

    assert (left.outcome, left.reason, left.warning) == (Outcome.ADMIT, Reason.LEFT, Reason.CASE)


@pytest.mark.parametrize("kind", ["wrong-data", "language", "other", "vip"])
def test_a_case_whose_type_does_not_say_so_keeps_nobody_out(desk, roll, kind):
    desk.open(kind, roll.add("Ada", "CODE-1"))

    assert desk.scan("CODE-1").verdict.outcome is Outcome.ADMIT


def test_the_tickets_own_fault_is_told_before_the_case(desk, roll):
    desk.open("unpaid", roll.add("Ada", "CODE-1", status="cancelled"))

    assert desk.scan("CODE-1").verdict.reason is Reason.CANCELLED


def test_several_at_once_are_looked_at_as_each_alone(desk, roll):
    people = [roll.add(f"Guest {n}", f"CODE-{n}") for n in range(4)]
    for who in people[:2]:
        desk.open("document", who)
    desk.open("document", people[0])
    read = desk.site.read_now

    together = read(listing.all_stopping)

    alone = {who: read(service.stopping, desk.plan, who) for who in people}
    assert together == {who: case for who, case in alone.items() if case is not None}
    assert set(together) == set(people[:2])


def test_the_same_id_is_the_same_case(desk, roll):
    first = desk.open("unpaid", roll.add("Ada", "CODE-1"), id="c1")
    desk.resolve(first, "paid")

    assert desk.open("other", id="c1") == "c1"
    assert desk.one("c1").kind == "unpaid"
    assert desk.waiting() == []


def test_the_oldest_case_comes_first(desk, clock):
    cases = []
    for kind in ("other", "language", "vip"):
        cases.append(desk.open(kind))
        clock.advance(minutes=1)

    assert [case.id for case in desk.waiting()] == cases


def test_cases_past_the_target_of_their_type_are_late(desk, clock):
    unpaid, child, other = desk.open("unpaid"), desk.open("lost-child"), desk.open("other")
    clock.advance(minutes=4)

    late = desk.site.read_now(listing.late, desk.plan, clock.now())

    assert [case.id for case in late] == sorted([unpaid, child])
    assert other not in late


def test_another_operator_may_take_a_case_over_and_put_it_back(desk):
    case = desk.open()
    desk.take(case)
    other = Desk(desk.site, "Jon")

    assert other.take(case).owner == "Jon"
    assert other.put_back(case).owner == ""


def test_what_cannot_be_is_said(desk):
    case = desk.open("unpaid")
    for wrong in (
        lambda: desk.open("no-such-type"),
        lambda: desk.step(case, "no-such-step"),
        lambda: desk.resolve(case, "no-such-end"),
        lambda: desk.note(case, "  "),
    ):
        with pytest.raises(BadInputError):
            wrong()
    with pytest.raises(NotPossibleError, match="no case"):
        desk.take("nothing")
    desk.resolve(case, "paid")
    with pytest.raises(NotPossibleError, match="resolved by Maria"):
        desk.resolve(case, "paid")


def test_a_type_of_the_plan_has_its_own_steps_and_ends(desk):
    case = desk.open("lost-child")
    desk.step(case, "Call the lead")
    desk.step(case, "Call the lead", done=False)

    desk.resolve(case, "With the parents")

    assert [(step.step, step.operator) for step in desk.whole(case).steps] == [
        ("Ask for the name", ""),
        ("Call the lead", ""),
    ]
    assert type_of(desk.plan, "unpaid").target_min == 4
    assert type_of(desk.plan, "unpaid").stops


@pytest.fixture
def implied_case(monkeypatch):
    case = ImpliedCase("twice-1", "conflict", "", ("s1", "s2"), to_ms(START))
    monkeypatch.setattr(implied, "_PROVIDERS", {"test": lambda _rows, _plan: [case]})
    return case


def test_a_case_that_the_rows_imply_is_opened_by_whoever_first_acts_on_it(desk, implied_case):
    (found,) = desk.waiting()
    assert (found.id, found.implied, found.since, found.opened_by) == ("twice-1", True, START, "")
    assert desk.whole("twice-1").log == ()

    desk.take("twice-1")

    (taken,) = desk.waiting()
    assert (taken.id, taken.implied, taken.since, taken.scans) == (
        *("twice-1", False, START, ("s1", "s2")),
    )
    desk.resolve("twice-1", "same_person")
    assert desk.waiting() == []


def test_an_act_gives_a_case_of_nobody_its_person(desk, roll):
    case = desk.open("not-on-list", code="NEW-1")
    ada = roll.add("Ada", "CODE-1")
    write, details = desk.site.write_now, (("category", "Regular"),)
    write(service.record_act, desk.plan, case, "walk-in", details, "Maria", attendee=ada)

    assert (desk.one(case).name, desk.one(case).code) == ("Ada", "NEW-1")
    assert desk.whole(case).log[-1].details == (
        *(("act", "walk-in"), ("category", "Regular"), ("attendee", ada)),
    )


async def _nothing(_app, _case):
    return None


@pytest.fixture
def offered(monkeypatch):
    monkeypatch.setattr(acts, "_ACTS", {})
    acts.register(acts.Act("correct", "Correct", _nothing))
    acts.register(
        acts.Act(
            *("walk-in", "Register", _nothing, ("not-on-list",), ("problem-desk",)),
            needs_attendee=False,
        )
    )

    def keys(plan, case, roles=None):
        kind = type_of(plan, case.kind)
        return [act.key for act in acts.offered(kind, case, roles)]

    return keys


def test_acts_are_offered_by_type_role_and_person(desk, roll, offered):
    ada = roll.add("Ada", "CODE-1")
    somebody, nobody = desk.one(desk.open("unpaid", ada)), desk.one(desk.open("not-on-list"))

    assert offered(desk.plan, somebody) == ["correct"]
    assert offered(desk.plan, nobody) == ["walk-in"]
    assert offered(desk.plan, nobody, frozenset({"volunteer"})) == []
    assert offered(desk.plan, nobody, frozenset({"problem-desk"})) == ["walk-in"]
    assert offered(desk.plan, desk.resolve(nobody.id)) == []
