"""A second badge comes out at the desk that has asked for it, and is handed over there."""

from __future__ import annotations

import pytest

from onsite.badges.again.acts import Anew, issue_again
from onsite.badges.bulk.boxes import take_out
from onsite.badges.bulk.collecting import collect
from onsite.badges.jobs.states import State
from onsite.badges.service import cancel
from onsite.checkin.badges.printing import fresh
from onsite.checkin.badges.views import badge_seen
from onsite.checkin.badges.words import line, offered
from onsite.checkin.queue.desks import sit_at
from onsite.checkin.service import Attempt, scan, undo
from onsite.roster.acts.doing import Doer
from onsite.roster.acts.facts import Field
from onsite.roster.acts.service import transfer
from tests.checkin.badges.test_badges_ahead import in_box
from tests.checkin.badges.test_desk import Stage, told, wait_for
from tests.checkin.badges.test_printing import ADMISSION, code_of
from tests.checkin.desk_stage import NARROW, desk_app

REQUEST = ADMISSION.replace("on_admission", "on_request")
DESKS = """
[printer_pools.hall]
printers = ["right"]

[desks.one]
name = "Desk 1"
checkpoint = "door"
pool = "hall"
"""


@pytest.mark.parametrize(
    "ahead", [pytest.param(True, id="of a box"), pytest.param(False, id="of a printer")]
)
async def test_another_badge_is_printed_and_handed_over_where_it_is_asked_for(site, ahead) -> None:
    stage = Stage(site, ADMISSION + DESKS)
    if ahead:
        in_box(site, stage.jane)
    else:
        stage.press.done(stage.press.ask(stage.jane, checkpoint="workshop", pool="door"))
    site.write_now(sit_at, stage.plan, "door", "one")
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        hands = await stage.open(app, pilot)
        await hands.scan("JANE001")
        await told(hands, "Jane Doe: ✓")
        await hands.press("ctrl+k")
        await hands.press("down", *(() if ahead else ("down",)), "enter")
        await hands.press("enter")
        assert await wait_for(
            hands, lambda: getattr(stage.job_of(stage.jane), "generation", 1) == 2
        )
    job = stage.job_of(stage.jane)
    assert (job.checkpoint, job.pool) == ("door", "hall")
    stage.press.done(job.job, "right")
    assert site.write_now(
        fresh, stage.plan, "door", code_of(site, stage.plan, stage.jane, 2), "Maria"
    )
    assert stage.job_of(stage.jane).state is State.HANDED_OVER


def test_whom_a_ticket_is_transferred_to_has_not_the_badge_that_was_fetched(site) -> None:
    stage = Stage(site, REQUEST)
    in_box(site, stage.jane)
    site.write_now(collect, stage.jane, "Maria")
    site.write_now(transfer, stage.jane, {Field.NAME: "Zoe Young"}, Doer("Maria"))
    seen = site.read_now(badge_seen, stage.plan, stage.jane, "door", site.clock.now())
    assert line(seen)[0] == "Zoe Young: no badge yet: Ctrl+K prints it"


def test_a_second_badge_that_was_cancelled_does_not_bring_the_first_one_back(site) -> None:
    stage = Stage(site, REQUEST)
    in_box(site, stage.jane)
    site.write_now(collect, stage.jane, "Maria")
    job = site.write_now(issue_again, stage.plan, Anew(stage.jane, "wrong"), Doer("Maria"))
    site.write_now(cancel, job, "", "Maria")
    seen = site.read_now(badge_seen, stage.plan, stage.jane, "door", site.clock.now())
    assert "badge cancelled" in line(seen)[0]
    assert "print" in offered(seen)


def test_what_was_asked_for_at_no_door_is_handed_over_by_its_scan(site) -> None:
    stage = Stage(site, REQUEST)
    in_box(site, stage.jane)
    site.write_now(scan, stage.plan, Attempt("key", "door", "Maria", code="JANE001"))
    anew = Anew(stage.jane, "lost it", lost=True)
    stage.press.done(site.write_now(issue_again, stage.plan, anew, Doer("Maria")))
    code = code_of(site, stage.plan, stage.jane, 2)
    assert site.write_now(fresh, stage.plan, "workshop", code, "Maria") is None, "not in there"
    assert site.write_now(fresh, stage.plan, "door", code, "Maria").name == "Jane Doe"
    assert stage.job_of(stage.jane).state is State.HANDED_OVER


def test_who_comes_in_with_a_badge_that_was_thrown_away_has_it(site) -> None:
    stage = Stage(site, REQUEST)
    in_box(site, stage.jane)
    site.write_now(take_out, "3", "Maria")
    code = code_of(site, stage.plan, stage.jane)
    site.write_now(scan, stage.plan, Attempt("key", "door", "Maria", code=code))
    seen = site.read_now(badge_seen, stage.plan, stage.jane, "door", site.clock.now())
    assert line(seen)[0] == "Jane Doe: ✓ has the badge"
    assert "print" not in offered(seen)
    site.write_now(undo, stage.plan, "key", "wrong_person", "Maria")
    seen = site.read_now(badge_seen, stage.plan, stage.jane, "door", site.clock.now())
    assert not seen.box, "it lies in none"
