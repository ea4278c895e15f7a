"""Screens as plain text, compared with files beside the tests.

`pytest --update-screens` writes the files instead of comparing; read the diff before committing.
"""

from __future__ import annotations

import asyncio
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from onsite.incidents.log.numbers import candidates

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from textual.app import App
    from textual.pilot import Pilot

STATION = "st-001"
"""Stands for the station's id, which is another one in every store."""

PREFIX = "KRT"
"""Stands for that of the numbers of its incidents, in every store another one, too."""

STEADY = 4
"""How many looks in a row must show the same."""

PATIENCE = 250
"""How many looks a screen has to become the stored one: 5 s."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update-screens`."""
    parser.addoption("--update-screens", action="store_true", help="rewrite the stored screens")


def screen_text(app: App[Any]) -> str:
    """What the terminal shows, one line for each row, without trailing spaces."""
    strips = app.screen._compositor.render_strips(app.size)
    shown = "\n".join(strip.text.rstrip() for strip in strips) + "\n"
    site = getattr(app, "_site", None)
    if site is None:
        return shown
    own = site.journal.station
    shown = shown.replace(own[: len(STATION)], STATION)
    return shown.replace(f"{next(candidates(own))}-", f"{PREFIX}-")


async def settled(pilot: Pilot[Any]) -> None:
    """Wait until the screen does not change any more."""
    before, same = "", 0
    while same < STEADY:
        await pilot.pause(0.02)
        now = screen_text(pilot.app)
        same = same + 1 if now == before else 0
        before = now


@pytest.fixture
def same_screen(request: pytest.FixtureRequest) -> Callable[[App[Any], str], Awaitable[None]]:
    """Compare the screen of an app with `screens/NAME.txt` beside the test.

    A slow machine paints late: the screen may take PATIENCE looks to become what is stored.
    """

    async def compare(app: App[Any], name: str) -> None:
        stored = Path(request.path).parent / "screens" / f"{name}.txt"
        if request.config.getoption("--update-screens"):
            stored.parent.mkdir(exist_ok=True)
            stored.write_text(screen_text(app), encoding="utf-8")
        expected = stored.read_text(encoding="utf-8") if stored.exists() else ""
        for _look in range(PATIENCE):
            if screen_text(app) == expected:
                return
            await asyncio.sleep(0.02)
        lines = unified_diff(expected.splitlines(), screen_text(app).splitlines(), lineterm="", n=0)
        pytest.fail(f"{stored} differs:\n" + "\n".join(lines), pytrace=False)

    return compare
