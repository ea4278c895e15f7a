"""A case opened at the check-in desk: one key and a number, and the next scan waits for nobody."""

from __future__ import annotations

import pytest

from onsite.cases import listing
from onsite.cases.dialogs import ChooseType
from onsite.ui.banner import Banner
from onsite.ui.line_list import LineList
from tests.checkin.desk_stage import NARROW, Hands, desk_app
from tests.snapshots import settled

SIZES = [NARROW, (120, 40)]


@pytest.fixture
def opened(site, plan):
    """The desk's own cases, newest first."""
    return lambda: site.read_now(listing.of_station, site.journal.station)


def banner(app) -> str:
    content = app.screen_stack[0].query_one(Banner).content
    return f"{content.word} · {content.sentence} · {content.name}"


@pytest.mark.parametrize("size", SIZES, ids="{0[0]}x{0[1]}".format)
async def test_one_key_and_a_number_open_a_case_about_the_guest(
    site, roll, opened, same_screen, size
):
    ada = roll.add("Ada Lovelace", "CODE-1", payment="unpaid")
    app = desk_app(site)
    async with app.run_test(size=size) as pilot:
        hands = Hands(pilot)
        await app.site_ready()
        await hands.scan("CODE-1")
        await hands.press("ctrl+o")
        await settled(pilot)
        await same_screen(app, "choose_type-{}x{}".format(*size))
        await hands.press("1")
        await pilot.pause(0.3)
        await settled(pilot)
        await same_screen(app, "sent-{}x{}".format(*size))
        await hands.scan("CODE-1")
        assert banner(app).startswith("STOP · A case is open – The problem desk")
    (case,) = opened()
    assert (case.kind, case.attendee, case.checkpoint) == ("unpaid", ada, "door")
    assert app.reported == []


async def test_a_scan_closes_the_question_and_is_answered(site, roll, opened):
    roll.add("Bob", "CODE-2")
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await app.site_ready()
        await hands.scan("NOBODYS-123")
        await hands.press("ctrl+o")
        assert isinstance(app.screen, ChooseType)
        await hands.scan("CODE-2")
        assert app.screen is hands.desk
        assert "Bob" in banner(app)
    assert opened() == []


async def test_the_desk_sees_how_its_cases_stand(site, desk, roll, opened):
    roll.add("Bob", "CODE-2")
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await app.site_ready()
        await hands.scan("NOBODYS-123")
        await hands.press("ctrl+o", "enter")
        await pilot.pause(0.2)
        (case,) = opened()
        assert (case.kind, case.code) == ("not-on-list", "NOBODYS-123")
        assert hands.desk.scans_title() == "Last scans · 1 case of this desk open"
        desk.resolve(case.id, "found")
        app.store_written()
        await pilot.pause(0.3)
        said = [each.message for each in app._notifications]
        assert said == ["Case resolved: Code: NOBODYS-123 – Found after all."]
        assert hands.desk.scans_title() == "Last scans"
        await hands.press("escape", "ctrl+o")
        await pilot.pause(0.1)
        assert "Found after all" in "".join(app.screen.query_one(LineList).lines[0].cells)
    assert app.reported == []
