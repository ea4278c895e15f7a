"""A rundown of another day than today's: it says so, and is not begun unasked."""

from __future__ import annotations

import pytest

from onsite.stage.console.days import in_words
from onsite.stage.console.showing import span
from tests.snapshots import screen_text, settled
from tests.stage.console.test_console import app_of, opened, pressed, until
from tests.stage.keeping import DAY, MINUTE_MS, NINE_MS, Keeper

DAY_MS = 24 * 60 * MINUTE_MS
TOMORROW = "2026-11-25"


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (DAY, "today"),
        (TOMORROW, "tomorrow, 25 Nov"),
        ("2026-11-23", "yesterday, 23 Nov"),
        ("2026-12-01", "1 Dec"),
        ("nonsense", "today"),
    ],
)
def test_a_day_as_people_say_it(site, clock, day, told) -> None:
    assert in_words(day, Keeper(site, clock).plan, NINE_MS) == told


def test_after_midnight_it_is_still_the_day_before(site, clock) -> None:
    assert in_words(DAY, Keeper(site, clock).plan, NINE_MS + 17 * 60 * MINUTE_MS) == "today"


@pytest.mark.parametrize(
    ("minutes", "told"),
    [
        (0, "0 min"),
        (21.9, "21 min"),
        (173, "2 h 53 min"),
        (480, "8 h"),
        (-3, "−3 min"),
        (-0.5, "0 min"),
    ],
)
def test_a_length_cannot_be_taken_for_an_hour(minutes, told) -> None:
    assert span(round(minutes * MINUTE_MS)) == told


@pytest.fixture
def keeper(site, clock) -> Keeper:
    """Both days have a rundown; it is the first day."""
    Keeper(site, clock).program()
    later = Keeper(site, clock, day=TOMORROW, nine_ms=NINE_MS + DAY_MS)
    later.program()
    Keeper(site, clock).at(0)
    return later


async def chosen_tomorrow(pilot) -> None:
    await pilot.press("f4")
    await settled(pilot)
    shown = screen_text(pilot.app)
    assert "tomorrow, 25 Nov Main stage" in shown
    assert "today            Main stage" in shown
    await pilot.press("down", "down", "enter")
    await settled(pilot)
    await until(pilot, lambda: pilot.app.screen.board.day == TOMORROW)


async def test_tomorrow_is_begun_only_by_who_says_so_once(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await opened(pilot)
        assert screen_text(app).startswith(" Main stage · today · ")
        await chosen_tomorrow(pilot)
        assert screen_text(app).startswith(" Main stage · tomorrow, 25 Nov · ")
        assert screen.query_one("#figures").has_class("-other-day")
        for key in ("space", "n", "o"):
            await pressed(pilot, key)
            await until(pilot, lambda: "another day: tomorrow, 25 Nov." in screen_text(app))
            await pilot.press("enter")
            await until(pilot, lambda: screen.said.startswith("Nothing was begun."))
            screen.tell("")
        assert keeper.kept.acts == ()
        await pressed(pilot, "space")
        await settled(pilot)
        await pilot.press("y")
        await until(pilot, lambda: keeper.kept.show(keeper.now_ms).running == "opening")
        await pressed(pilot, "space")
        await until(pilot, lambda: keeper.kept.show(keeper.now_ms).running == "talk")


async def test_what_runs_on_after_its_day_is_not_asked_about(site, keeper) -> None:
    today = Keeper(site, keeper.clock)
    today.do("go")
    today.clock.advance(milliseconds=DAY_MS)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "yesterday, 24 Nov" in screen_text(app)
        await pressed(pilot, "space")
        await until(pilot, lambda: today.kept.show(today.now_ms).running == "talk")
