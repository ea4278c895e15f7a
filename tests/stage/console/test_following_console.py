"""The key that lets a rundown follow the clock: what would be lost is said before."""

from __future__ import annotations

import pytest

from onsite.ui.dialogs import Confirm
from tests.snapshots import screen_text
from tests.stage.console.test_console import app_of, opened, pressed, until
from tests.stage.keeping import Keeper


@pytest.fixture
def keeper(site, clock) -> Keeper:
    found = Keeper(site, clock)
    found.program()
    found.at(0)
    return found


def follows(keeper: Keeper) -> bool:
    return keeper.kept.show(keeper.now_ms).follow


async def test_what_would_be_lost_is_said_before_the_clock_is_followed(site, keeper) -> None:
    keeper.did("go")
    keeper.at(41)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pressed(pilot, "o")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        seen = " ".join(screen_text(app).split())
        assert "“Opening” is over at once." in seen
        assert "1 item is passed over: “Talk”" in seen
        assert "“Break” begins at 09:41:0" in seen
        await pressed(pilot, "enter")  # no, unless another button is chosen
        assert not follows(keeper)
        assert keeper.kept.show(keeper.now_ms).running == "opening"

        await pressed(pilot, "o")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await pressed(pilot, "y")
        await until(pilot, lambda: follows(keeper))
        assert keeper.kept.show(keeper.now_ms).running == "break"


async def test_where_nothing_would_be_lost_nobody_is_asked(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "o")
        await until(pilot, lambda: screen.said == "The rundown follows the clock.")
        await until(pilot, lambda: screen.moment.show.follow)
        await pressed(pilot, "o")
        await until(pilot, lambda: not follows(keeper))
