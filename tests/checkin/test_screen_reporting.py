"""Scans at a desk at which somebody reports an incident: neither waits for the other."""

from __future__ import annotations

from contextlib import asynccontextmanager

import pytest
from textual import events

from onsite.incidents.report.dialog import ReportDialog
from onsite.scanner.camera.told import Sighting
from onsite.ui.banner_line import BannerLine
from tests.checkin.desk_stage import NARROW, Hands, desk_app
from tests.snapshots import screen_text, settled


@pytest.fixture(autouse=True)
def _guests(roll):
    roll.add("Jane Doe", "JANE-001")
    roll.add("José García", "JOSE-001", "DUP-1")
    roll.add("Ada Long", "ADA-001", "DUP-1")


@asynccontextmanager
async def reporting(site):
    app = desk_app(site)
    async with app.run_test(size=NARROW) as pilot:
        await app.site_ready()
        hands = Hands(pilot)
        await hands.settle()
        await hands.press("ctrl+e")
        await hands.type("two men")
        yield hands, app
    assert app.reported == []


def told(app) -> list[tuple[str, str]]:
    lines = app.screen.query(BannerLine)
    return [(each.content.outcome, each.content.name) for each in lines]


async def test_a_scan_is_answered_and_the_report_stays_with_its_words(site):
    async with reporting(site) as (hands, app):
        hands.desk.show_waiting()
        assert told(app) == [("idle", "")]
        # The answer that is awaited takes the place of the word that it is.
        await hands.scan("JANE-001")
        assert isinstance(app.screen, ReportDialog)
        assert app.screen.line.value == "two men"
        assert told(app) == [("admit", "Jane Doe")]
        assert "[✓] WELCOME   Jane Doe" in screen_text(app)
        assert app.screen.query_one(BannerLine).outer_size.height == 1

        hands.desk.code_sighted(Sighting("NOBODY-9", site.clock.now(), 0))
        await hands.settle()
        hands.desk.work.ask(code="JOSE-001")
        await hands.type(" fight")
        assert app.screen.line.value == "two men fight"
        assert told(app) == [("admit", "José García"), ("refuse", ""), ("admit", "Jane Doe")]
        assert hands.desk.line.value == ""

        # Help above it is closed, as everywhere; the report is not.
        await hands.press("f1")
        await hands.scan("DUP-1")
        assert isinstance(app.screen, ReportDialog)
        assert [kind for kind, _name in told(app)] == ["ask", "admit", "refuse"]
        # Who is meant is chosen afterwards: a digit here is a word of the report.
        await hands.type(" 1")
        assert app.screen.line.value == "two men fight 1"
        await hands.press("escape")
        assert app.screen is hands.desk
        assert hands.desk.offer.why == "candidates"


async def test_an_empty_report_is_not_closed_by_the_camera(site):
    async with reporting(site) as (hands, app):
        app.screen.line.value = ""
        hands.desk.code_sighted(Sighting("JANE-001", site.clock.now(), 0))
        await hands.settle()
        assert isinstance(app.screen, ReportDialog)
        await hands.type("fire")
        assert (app.screen.line.value, hands.desk.line.value) == ("fire", "")
        assert told(app) == [("admit", "Jane Doe")]


def keys(app, text: str, gap: float) -> None:
    """Posted at once, with the times that a person or a scanner would give them."""
    keys.at += 1.0
    for character in text:
        keys.at += gap
        name = {"\r": "enter", "\x05": "ctrl+e", " ": "space"}.get(character, character)
        event = events.Key(name, character)
        event.time = keys.at
        app.post_message(event)


keys.at = 1000.0


@pytest.mark.parametrize("mode", ["cases", "stage"])
async def test_where_no_desk_lies_below_a_scan_is_no_word_of_the_report(site, mode):
    app = desk_app(site, start_mode=mode)
    async with app.run_test(size=NARROW) as pilot:
        await app.site_ready()
        await pilot.pause()
        # The first use of the line, in one go: nothing goes to the screen below.
        keys(app, "\x05", 0.0)
        keys(app, "zz top", 0.15)
        keys(app, "JANE-001\r", 0.008)
        for _look in range(200):
            if "That was a scan" in screen_text(app):
                break
            await pilot.pause(0.02)
        assert isinstance(app.screen, ReportDialog)
        assert app.screen.line.value == "zz top"
        await pilot.press("escape")
        await settled(pilot)
        assert not isinstance(app.screen, ReportDialog)
    assert app.reported == []
