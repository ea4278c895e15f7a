"""A conflict as the desk shows it: in the list, in the figures, in the details, once as news."""

from __future__ import annotations

import pytest

from onsite.ui.line_list import LineList
from onsite.wiring import open_site
from tests.checkin.apart import admit, meet, take_back
from tests.checkin.desk_stage import NARROW, WIDE, Hands, desk_app
from tests.conftest import START, ManualClock
from tests.snapshots import settled

SIZES = [pytest.param(NARROW, id="80x24"), pytest.param(WIDE, id="120x40")]
DESK_2 = "Desk 2"


@pytest.fixture
def there(site, roll, tmp_path):
    roll.add("Mia Klein", "MIA001", company="Klein & Co.")
    roll.add("Jane Doe", "JANE001")
    opened = open_site(tmp_path / "there", operator="Tom", clock=ManualClock(START))
    meet(site, opened)
    yield opened
    opened.close()


async def apart(hands, site, there, clock):
    """Both desks let Mia in; then they meet."""
    hands.desk.work.names = {there.journal.station: DESK_2}
    await hands.scan("JANE001")
    there.clock.advance(minutes=1)
    admit(there, "there", "MIA001")
    clock.advance(minutes=2)
    await hands.scan("MIA001")
    meet_again(hands, site, there)
    await hands.settle()


def meet_again(hands, site, there):
    meet(site, there)
    hands.pilot.app.store_written()


def told(hands):
    return [each.message for each in hands.pilot.app._notifications]


def last_scans(hands):
    return [(line.cells, line.tone) for line in hands.desk.query_one("#scans", LineList).lines]


async def test_the_desk_tells_it_once_and_waits_for_nobody(site, there, clock):
    async with desk_app(site).run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await apart(hands, site, there, clock)
        meet_again(hands, site, there)
        await hands.settle()

        assert told(hands) == [
            "Mia Klein was admitted twice: 09:32 here, 09:31 at Desk 2. Tell the lead."
        ]
        assert last_scans(hands)[0] == (("09:32", "!", "Mia Klein", "let in twice"), "warning")
        assert pilot.app.screen is hands.desk
        assert pilot.app.focused is hands.desk.line
        await hands.scan("MIA001")
        assert hands.desk.answer.verdict.reason.value == "already_in"


async def test_the_mark_goes_with_an_undo_at_the_other_desk(site, there, clock):
    async with desk_app(site).run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await apart(hands, site, there, clock)
        take_back(there, "there")
        meet_again(hands, site, there)
        await hands.settle()

        here, other = last_scans(hands)[0], last_scans(hands)[1]
        assert here == (("09:32", "✓", "Mia Klein", "Come in"), "good")
        assert other == (("09:31", "✓", "Mia Klein", "taken back"), "muted")


async def test_what_was_there_before_the_desk_opened_is_no_news(site, there, clock):
    admit(there, "there", "MIA001")
    clock.advance(minutes=2)
    admit(site, "here", "MIA001")
    meet(site, there)
    async with desk_app(site).run_test(size=NARROW) as pilot:
        hands = Hands(pilot)
        await hands.settle()

        assert told(hands) == []
        assert last_scans(hands)[0][0] == ("09:32", "!", "Mia Klein", "let in twice")


async def seen_in_the_list(hands): ...


async def seen_in_the_details(hands):
    await hands.press("f4")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("moment", [seen_in_the_list, seen_in_the_details], ids=["list", "details"])
async def test_how_it_looks(site, there, clock, same_screen, request, moment, size):
    async with desk_app(site).run_test(size=size) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await apart(hands, site, there, clock)
        await moment(hands)
        name = moment.__name__.removeprefix("seen_in_the_")
        await same_screen(pilot.app, f"admitted_twice_{name}-{size[0]}x{size[1]}-en")


@pytest.mark.parametrize("size", SIZES)
async def test_how_the_news_looks(site, there, clock, same_screen, size):
    async with desk_app(site).run_test(size=size, notifications=True) as pilot:
        hands = Hands(pilot)
        await hands.settle()
        await apart(hands, site, there, clock)
        await settled(pilot)
        await same_screen(pilot.app, f"admitted_twice_news-{size[0]}x{size[1]}-en")
