"""GO from the shell where no console is open: another laptop fires, or nobody; and it says so."""

from __future__ import annotations

import asyncio
import json

import pytest

from onsite.stage.cues import present
from onsite.stage.cues.leaving import leave
from onsite.stage.cues.showing import NOBODY, next_line
from tests.snapshots import screen_text
from tests.stage.console.test_console import app_of, opened
from tests.stage.cues.test_cue_commands import onsite  # noqa: F401 - a fixture
from tests.stage.cues.test_two_stations_cues import meet, pair  # noqa: F401 - a fixture


def left(keeper, act: str = "go", item: str = "opening") -> str | None:
    """A deed from the shell, with no console open there."""
    pressed = keeper.press()
    assert keeper.do(act, at=pressed).what == "took"
    return keeper.site.write_now(leave, keeper.plan, pressed, "Thandi", item)


async def test_who_fired_them_before_goes_on(pair, targets) -> None:  # noqa: F811 - as above
    one, other = pair
    one.cue("A", "media", "a", item="talk", anchor="start", offset_ms=5_000)
    one.do("go")
    meet(one, other)
    one.at(10)
    assert left(other, "next_", "talk") == one.site.journal.station
    meet(one, other)
    one.clock.advance(seconds=5)
    assert [await other.agent().round(), await one.agent().round()] == [0, 1]


async def test_nobody_fires_them_until_somebody_takes_them_over(pair, targets) -> None:  # noqa: F811
    one, other = pair
    one.cue("A", "media", "a", item="opening", anchor="start", offset_ms=10_000)
    meet(one, other)
    assert left(other) == ""
    meet(one, other)
    app = app_of(one.site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        told = " ".join(screen_text(app).split())
        assert "◆ Standby: A in 0:10 (g) · nobody fires it by the clock: w, then t" in told
    one.clock.advance(seconds=9)
    one.take()
    one.clock.advance(seconds=1)
    meet(one, other)
    assert [await other.agent().round(), await one.agent().round()] == [0, 1]


def test_a_console_that_was_closed_here_does_not_go_on(keeper) -> None:
    keeper.cue("A", item="talk", anchor="start", offset_ms=60_000)
    keeper.do("go")
    keeper.at(10)
    assert left(keeper, "next_", "talk") == ""


def test_where_nothing_is_to_come_nothing_is_said(keeper) -> None:
    assert left(keeper) is None
    keeper.cue("A", item="opening")
    keeper.cue("B", item="talk", anchor="start")
    keeper.clock.advance(seconds=1)
    assert left(keeper, "next_", "opening") is None
    assert next_line(keeper.plan, [], keeper.now_ms, elsewhere=NOBODY) == ""


def test_the_shell_says_it(onsite, run, tmp_path) -> None:  # noqa: F811 - as above
    onsite("cues", "add", "1", "LX 1", "--at", "start+1:00", "--say", "Go")
    said = json.loads(onsite("go", "--json"))
    assert (said["what"], said["cues_by"]) == ("took", "")
    onsite("undo")
    told = onsite("go", "1")
    assert told.endswith(
        "No console is open here, so nobody fires the cues. At a console: w, then t.\n"
    )
    onsite("undo")
    presence = present.Presence(tmp_path / "data")
    presence.hold()
    try:
        assert "No console" not in onsite("go", "1")
    finally:
        presence.give_up()


async def test_the_runner_says_that_it_is_there(keeper) -> None:
    data, began = keeper.site.data, asyncio.Event()

    async def wait(woken: asyncio.Event, _seconds: float) -> None:
        began.set()
        await woken.wait()

    assert not present.is_fired_here(data)
    running = asyncio.create_task(keeper.agent(wait=wait).run())
    await asyncio.wait_for(began.wait(), 5)
    assert present.is_fired_here(data)
    second = present.Presence(data)
    second.hold()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not present.is_fired_here(data)
