"""A signed ticket at the desk's screen, and an admission that should not have been."""

from __future__ import annotations

import pytest

from onsite.plan.service import current, publish
from onsite.roster.facts import AttendeeListed, Record, Status
from onsite.ui.line_list import LineList
from onsite.wiring import open_site
from tests.checkin.apart import admit, meet
from tests.checkin.conftest import PLAN
from tests.checkin.desk_stage import NARROW, Hands, desk_app
from tests.conftest import START, ManualClock
from tests.roster.signed.samples import CODES, PUBLIC_KEY_PEM, TAMPERED
from tests.snapshots import screen_text

SECTION = f"\n[signed_tickets]\nkeys = ['''{PUBLIC_KEY_PEM}''']\nproducts.3 = 'regular'\n"


@pytest.fixture
def signed(site):
    site.write_now(publish, PLAN + SECTION, "Maria")
    return site


def shown(hands):
    return " ".join(screen_text(hands.pilot.app).split())


async def test_it_comes_in_is_marked_and_its_history_says_why(signed):
    async with desk_app(signed).run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await hands.scan(CODES[0])
        assert hands.desk.answer.verdict.reason.value == "admitted"
        assert "Unassigned ticket NOT ON THE LIST" in shown(hands)
        assert "in 1 of 1 · inside 1" in shown(hands)
        await hands.press("f4")
        assert "Signed ticket, not on the list" in shown(hands)
        await hands.press("escape")
        await hands.scan(TAMPERED)
        assert hands.desk.answer.verdict.reason.value == "unknown"
        await hands.type(CODES[1])
        await hands.press("enter")
        assert hands.desk.answer.verdict.reason.value == "admitted"


async def test_an_admission_after_the_cancellation_is_told_in_the_list_and_the_figures(
    signed, tmp_path
):
    def listed(status):
        record = Record(name="Mia Klein", category="Regular", codes=("MIA001",), status=status)
        fact = AttendeeListed(attendee="mia", source="test", source_key="1", record=record)
        signed.store.write_now(lambda rows: signed.journal.append(rows, fact, operator="Import"))

    listed(Status.VALID)
    there = open_site(tmp_path / "there", operator="Tom", clock=ManualClock(START))
    meet(signed, there)
    listed(Status.CANCELLED)
    there.clock.advance(minutes=1)
    admit(there, "there", "MIA001")
    meet(signed, there)
    there.close()
    assert signed.read_now(current) is not None

    async with desk_app(signed).run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        (line,) = hands.desk.query_one("#scans", LineList).lines
        assert line.cells == ("09:31", "!", "Mia Klein", "in, but cancelled")
        assert "! 1 cancelled" in shown(hands)
