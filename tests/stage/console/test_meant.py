"""Keys where the cursor stands by itself: what they are about is what was meant."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from onsite.stage import cutting, editing
from onsite.stage.fields import ItemFields, Speaker
from tests.snapshots import screen_text, settled
from tests.stage.console.test_console import app_of, opened, pressed
from tests.stage.keeping import MINUTE_MS, NINE_MS, Keeper


@pytest.fixture
def keeper(site, clock) -> Keeper:
    found = Keeper(site, clock)
    found.program()
    found.at(0)
    return found


async def test_why_is_asked_of_what_ran_and_a_delay_is_of_what_comes(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "space")
        await settled(pilot)
        assert screen.item_at == "opening"
        await pressed(pilot, "d")
        await settled(pilot)
        shown = plain(app)
        assert "“Opening” runs: F8 gives it time." in shown
        assert "From “Talk – Ada”" in shown
        app.screen.query(Input).first().value = "abc"
        await pilot.press("enter")
        await settled(pilot)
        assert "“abc” is not a length of time." in screen_text(app)
        app.screen.query(Input).first().value = "10"
        await settled(pilot)
        assert "“abc”" not in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert keeper.kept.show(keeper.now_ms).delay_ms("talk") == 10 * MINUTE_MS
        keeper.at(12)
        await pressed(pilot, "x")
        await settled(pilot)
        assert screen.item_at == "talk"
        await pressed(pilot, "z")
        await settled(pilot)
        assert "Why was “Opening” late?" in screen_text(app)


async def test_why_is_asked_of_what_runs_late(site, keeper) -> None:
    keeper.do("go")
    keeper.at(11)
    keeper.do("go")
    keeper.at(12)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pressed(pilot, "down", "down", "z")
        await settled(pilot)
        assert "Why was “Talk – Ada” late?" in screen_text(app)


async def test_an_end_that_no_cut_keeps_pulls_nothing_forward(site, keeper) -> None:
    keeper.edit(
        lambda press: editing.changed(
            press, "closing", ItemFields(start_ms=NINE_MS + 90 * MINUTE_MS)
        ),
        lambda press: editing.changed(press, "break", ItemFields(shortest_ms=20 * MINUTE_MS)),
        lambda press: editing.changed(press, "talk", ItemFields(qa_ms=0)),
    )
    before = keeper.kept.rundown
    end_ms = NINE_MS + 30 * MINUTE_MS
    done = site.write_now(cutting.cut, keeper.plan, keeper.press(), "Thandi", end_ms)
    assert (done.what, done.why) == ("nothing", "no-change")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await backtimed(pilot, "09:30")
        assert screen.said.startswith("Nothing may be cut: all is over at ")
        assert keeper.kept.rundown == before
        await backtimed(pilot, "10:20")
        shown = plain(app)
        assert "1 item begins earlier than planned." in shown
        assert "10:30 → 10:05 15:00 Closing" in shown
        await pilot.press("escape")
        assert keeper.kept.rundown == before


async def test_cuts_are_told_as_what_they_are_of_several_items(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await backtimed(pilot, "10:06")
        await pilot.press("enter")
        await settled(pilot)
        assert screen.said == "3 changes."
        await pressed(pilot, "u")
        assert screen.said == "Undone: Item changed. 3 changes."


def plain(app) -> str:
    """The screen without its frames and line ends."""
    return " ".join(screen_text(app).replace("┃", " ").split())


async def backtimed(pilot, end: str) -> None:
    await pilot.press("t")
    await settled(pilot)
    pilot.app.screen.query(Input).first().value = end
    await pilot.press("enter")
    await settled(pilot)


async def test_a_paused_item_says_so_and_lateness_adds_up(site, keeper) -> None:
    keeper.at(0.7)
    keeper.do("go")
    keeper.at(14)
    keeper.do("go")
    keeper.do("pause")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        rows = [line.split() for line in screen_text(app).splitlines()]
        assert "p: it goes on" in screen_text(app)
        await pressed(pilot, "h")
        assert screen.said == "What runs needs no slot: it has begun."
    assert ["✓", "09:00", "09:00", "10:00", "over", "Opening"] in rows
    assert ["▶", "09:10", "09:14", "+4", "30:00", "paused", "Talk", "–", "Ada"] in rows


async def test_digits_that_are_the_time_of_day_say_so(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "TIME OF DAY" in screen_text(app)


async def test_a_long_lateness_is_shown_whole_beside_the_other_stages(site, keeper) -> None:
    keeper.at(1_440)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await screen.show_rundown("main", keeper.day)
        await pressed(pilot, "f9")
        await settled(pilot)
        assert "+1440 –" in screen_text(app)


async def test_speakers_of_another_item_are_shown_with_the_reason(site, keeper) -> None:
    bob = ItemFields(speakers=(Speaker(id="bob", name="Bob"),))
    keeper.edit(lambda press: editing.changed(press, "closing", bob))
    keeper.do("go")
    keeper.at(10)
    keeper.do("go")
    keeper.at(50)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert screen.item_at == "talk"
        await pressed(pilot, "v")
        await settled(pilot)
        assert "Somebody is lacking here. ← shows “Talk – Ada”." in screen_text(app)
        assert "Bob" in screen_text(app)
