"""The screen for ticks: what a person and a scanner type, and what it says."""

from __future__ import annotations

import pytest
from textual.widgets import Input, Static

from onsite.app import OnsiteApp
from onsite.checkin.paper.lists import ticks
from tests.checkin.paper.conftest import LABEL
from tests.snapshots import settled


@pytest.fixture
def app(site):
    return OnsiteApp(lambda: site, start_mode="ticks", language_code="en", clock=site.clock)


class Keys:
    def __init__(self, pilot, site) -> None:
        self.pilot, self.site = pilot, site

    async def line(self, text: str) -> None:
        await self.pilot.press(*text, "enter")
        await settled(self.pilot)

    def said(self) -> str:
        return str(self.pilot.app.screen.query_one("#said", Static).render())

    def focus(self) -> str:
        return self.pilot.app.screen.focused.id

    def entered(self):
        found = self.site.read_now(ticks, LABEL)
        return [(each.name, each.at.strftime("%H:%M"), each.undone) for each in reversed(found)]


async def test_ticks_are_entered_line_by_line(app, site, listed, same_screen):
    async with app.run_test(size=(80, 24)) as pilot:
        keys = Keys(pilot, site)
        await settled(pilot)
        await keys.line("1")
        assert keys.focus() == "when"
        await keys.line("0945")
        assert keys.focus() == "who"
        assert "✓ ENTERED · Jane Doe, 09:45" in keys.said()
        await keys.line("max")
        assert pilot.app.screen.query_one("#when", Input).value == "09:46"
        await pilot.press("enter")
        await settled(pilot)
        # The scanner goes on into the field of the time, which is then the offered one.
        await keys.line("HS-WANG1-2345X")
        await keys.line("HS-JANE1-2345X")
        assert "? " not in keys.said()
        assert keys.entered() == [
            ("Jane Doe", "08:45", False),
            ("Max Muster", "08:46", False),
            ("王小明", "08:47", False),
        ]
        await pilot.press("enter")
        await settled(pilot)
        assert "= ALREADY ENTERED · Jane Doe, 09:45" in keys.said()
        await keys.line("nobody")
        assert "✗ Nobody is found by “nobody”." in keys.said()
        await pilot.press("f8")
        await settled(pilot)
        assert "↶ TAKEN BACK · 王小明, 09:47" in keys.said()
        assert [each[2] for each in keys.entered()] == [False, False, True]
        await keys.line("2")
        await same_screen(pilot.app, "ticks")


async def test_what_cannot_be_is_refused_and_may_be_typed_again(app, site, listed):
    async with app.run_test(size=(80, 24)) as pilot:
        keys = Keys(pilot, site)
        await settled(pilot)
        await keys.line("1")
        await keys.line("2359")
        assert "23:59 has not come yet." in keys.said()
        assert keys.focus() == "when"
        await keys.line("0950")
        assert keys.entered() == [("Jane Doe", "08:50", False)]


async def test_who_is_meant_is_chosen(app, site, listed, roll):
    roll.add("Jane Dough", "D1")
    async with app.run_test(size=(80, 24)) as pilot:
        keys = Keys(pilot, site)
        await settled(pilot)
        await keys.line("jane")
        assert "Who is meant?" in keys.said()
        await pilot.press("down", "enter")
        await settled(pilot)
        await keys.line("0950")
        assert keys.entered() == [("Jane Dough", "08:50", False)]


async def test_without_a_list_it_says_how_one_is_made(app, site, people, same_screen):
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await same_screen(pilot.app, "ticks-bare")


async def test_a_code_that_is_scanned_before_the_first_time_is_said_to_be_lost(app, site, listed):
    async with app.run_test(size=(80, 24)) as pilot:
        keys = Keys(pilot, site)
        await settled(pilot)
        await keys.line("1")
        await keys.line("HS-WANG1-2345X")
        assert "First the time beside Jane Doe." in keys.said()
        await keys.line("")
        assert "The time is missing." in keys.said()
        assert keys.focus() == "when"
        await keys.line("0945")
        assert keys.entered() == [("Jane Doe", "08:45", False)]
