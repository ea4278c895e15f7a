"""Ticks that are entered afterwards: admissions at the time that stands on paper."""

from __future__ import annotations

from datetime import date, time

import pytest
from argon2 import PasswordHasher

from onsite.checkin.facts import Reason, ScanMade
from onsite.checkin.history import history
from onsite.checkin.paper import times
from onsite.checkin.people import presence
from onsite.checkin.roll import conflicts
from onsite.errors import BadInputError, NotPossibleError
from onsite.journal.folding import fact_of
from onsite.journal.folding import history as entries_about
from onsite.plan.service import current, publish
from onsite.roster.facts import attendee_subject
from onsite.staff.access import set_pin
from onsite.wiring import open_site
from tests.checkin.apart import admit, meet
from tests.checkin.conftest import PLAN
from tests.checkin.paper.conftest import LABEL


async def enter(desk, who, when):
    found, _sure = await desk.find(who)
    return await desk.enter(found[0], desk.instant(when))


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("1005", time(10, 5)),
        ("905", time(9, 5)),
        ("10:05", time(10, 5)),
        (" 9.05 ", time(9, 5)),
        ("10：05", time(10, 5)),
        ("24:00", None),
        ("1060", None),
        ("5", None),
        ("noon", None),
        ("", None),
        ("１００５", None),
    ],
)
def test_a_time_is_read_as_it_is_typed(text, at):
    assert times.read(text) == at


def test_after_midnight_the_evening_goes_on(plan):
    at = times.on_day(plan, date(2026, 11, 24), time(1, 30))
    assert at.isoformat() == "2026-11-25T00:30:00+00:00"


async def test_a_tick_is_an_admission_when_the_paper_says(site, plan, desk, listed):
    desk.by = "Ben"
    done = await enter(desk, "1", "0945")
    assert (done.outcome, done.tick.whom.name, done.warning) == ("entered", "Jane Doe", None)
    there = site.read_now(presence, plan, listed[0], "door")
    assert there.inside
    assert there.last_in.isoformat() == "2026-11-24T08:45:00+00:00"
    (entry,) = [
        each
        for each in site.read_now(entries_about, attendee_subject(listed[0]))
        if each.kind == ScanMade.kind
    ]
    said = fact_of(entry).paper
    assert (said.list, said.number, said.by, entry.operator) == (LABEL, 1, "Ben", "Maria")
    assert site.read_now(history, listed[0])[-1].facts["paper"] == LABEL
    assert (desk.many, desk.ticks[0].name) == (1, "Jane Doe")


@pytest.mark.parametrize(
    ("who", "name", "sure"),
    [
        ("2", "Max Muster", True),
        ("#2", "Max Muster", True),
        ("HS-MAX01-2345X", "Max Muster", True),
        ("hs-max01-2345x", "Max Muster", True),
        ("wangxm", "王小明", True),
        ("jane", "Jane Doe", True),
    ],
)
async def test_a_number_a_code_or_letters_say_who(desk, who, name, sure):
    found, only = await desk.find(who)
    assert ([each.name for each in found], only) == ([name], sure)


async def test_who_is_not_on_the_list_has_no_number(desk, roll):
    roll.add("Late Comer", "LATE1")
    found, _sure = await desk.find("late")
    assert [each.number for each in found] == [0]


async def test_a_tick_that_was_entered_before_is_said_and_not_added(desk):
    await enter(desk, "1", "0945")
    done = await enter(desk, "jane", "0950")
    assert (done.outcome, done.before.isoformat()) == ("duplicate", "2026-11-24T08:45:00+00:00")
    assert desk.many == 1


async def test_what_stands_against_the_ticket_is_said(desk):
    assert (await enter(desk, "3", "0945")).warning is Reason.UNPAID


@pytest.mark.parametrize(
    ("when", "why"), [("1031", "has not come yet"), ("0929", "had not been made")]
)
async def test_a_time_that_nobody_can_have_written_is_refused(desk, when, why):
    with pytest.raises(NotPossibleError, match=why):
        await enter(desk, "1", when)
    assert desk.many == 0


async def test_a_text_that_is_no_time_is_refused(desk):
    with pytest.raises(BadInputError, match="is not a time"):
        await enter(desk, "1", "ten")


async def test_the_next_time_is_a_minute_later_and_never_in_the_future(desk, clock):
    assert desk.offered() is None
    await enter(desk, "1", "1028")
    assert [desk.offered().strftime("%H:%M"), desk.instant("").strftime("%H:%M")] == [
        "09:29",
        "09:28",
    ]
    await enter(desk, "2", "1030")
    assert desk.offered().strftime("%H:%M") == "09:30"


async def test_the_last_tick_is_taken_back_and_can_be_entered_anew(desk):
    await enter(desk, "1", "0945")
    await enter(desk, "2", "0946")
    assert (await desk.undo()).name == "Max Muster"
    assert desk.many == 1
    assert (await enter(desk, "2", "0947")).outcome == "entered"
    assert desk.many == 2
    assert [(await desk.undo()).name, (await desk.undo()).name] == ["Max Muster", "Jane Doe"]
    assert await desk.undo() is None


async def test_who_was_let_in_at_a_desk_as_well_is_a_conflict_by_time(desk, site, plan):
    admit(site, "scan", "HS-JANE1-2345X")
    done = await enter(desk, "1", "0945")
    assert (done.outcome, done.before) == ("twice", site.clock.now())
    (found,) = site.read_now(conflicts)
    assert (found.key, found.first.at.strftime("%H:%M")) == ("scan", "08:45")


async def test_two_stations_that_enter_the_same_paper_enter_it_once(
    desk, site, listed, tmp_path, clock, plan
):
    other = open_site(tmp_path / "other", operator="Ben", clock=clock)
    try:
        meet(site, other)
        from onsite.checkin.paper.desk import TickDesk

        theirs = TickDesk(other)
        await theirs.open()
        await enter(desk, "1", "0945")
        await enter(theirs, "1", "0945")
        meet(site, other)
        for each in (site, other):
            assert each.read_now(presence, plan, listed[0], "door").entries == 1
            assert each.read_now(conflicts) == []
    finally:
        other.close()


async def test_after_a_restart_it_goes_on_where_it_was(desk, site):
    await enter(desk, "1", "0945")
    from onsite.checkin.paper.desk import TickDesk

    again = TickDesk(site)
    await again.open()
    assert (again.of.label, again.many, again.offered().strftime("%H:%M")) == (LABEL, 1, "08:46")


async def test_who_may_not_leaf_through_the_list_needs_some_letters(desk, site):
    text = PLAN + '[roles.volunteer]\nsearch_min = 4\n\n[operators.ben]\nname = "Ben"\n'
    text += '\n[operators.ana]\nname = "Ana"\nroles = ["lead"]\n'
    site.write_now(publish, text, "Maria")
    plan = site.read_now(current)
    site.write_now(set_pin, plan, "ana", PasswordHasher(1, 8, 1).hash("7319"), "Maria")
    object.__setattr__(site, "operator", "ben")
    await desk.open()
    with pytest.raises(BadInputError, match="Nobody is shown for so few letters"):
        await desk.find("jan")
    assert [each.name for each in (await desk.find("jane"))[0]] == ["Jane Doe"]
    assert [each.name for each in (await desk.find("1"))[0]] == ["Jane Doe"]
