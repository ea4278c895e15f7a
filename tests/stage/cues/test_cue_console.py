"""The console's cues: the line of the next one, the key that fires it, the list of an item."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from onsite.errors import NotPossibleError
from onsite.stage.cues import service
from onsite.ui.line_list import LineList
from tests.snapshots import screen_text, settled
from tests.stage.console.test_console import app_of, opened, pressed


async def shown(pilot, keeper, seconds: float) -> str:
    """The console so long after nine."""
    keeper.at(seconds / 60)
    await pilot.app.screen.read()
    pilot.app.screen.tick()
    await settled(pilot)
    return " ".join(screen_text(pilot.app).split())


async def test_the_next_cue_counts_down_and_a_key_fires_it_early(site, keeper) -> None:
    keeper.cue("LX 12", value="LX 12, go", item="opening", anchor="start", offset_ms=60_000)
    keeper.cue("HOUSE", value="House down", item="opening", anchor="end", offset_ms=-60_000)
    keeper.at(0)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "space")
        assert "Next cue: LX 12 in 0:30 (g)" in await shown(pilot, keeper, 31)
        assert "◆ Standby: LX 12 in 0:08 (g)" in await shown(pilot, keeper, 53)
        await pressed(pilot, "g")
        assert screen.said == "Cue LX 12 is done."
        text = await shown(pilot, keeper, 54)
        assert "» LX 12: LX 12, go · Next cue: HOUSE in 8:07 (g)" in text
        await pressed(pilot, "f7")
        assert "Next cue: HOUSE in 8:00 (g)" in await shown(pilot, keeper, 121)
        fired = keeper.standing("LX 12").record.last
        assert (fired.by_clock, fired.result) == (False, "done")


async def test_what_is_due_is_fired_by_the_app_itself(site, keeper) -> None:
    keeper.cue("LX 1", value="Go", item="opening", anchor="start")
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pressed(pilot, "space")
        for _look in range(200):
            if keeper.state("LX 1") == "done":
                break
            await pilot.pause(0.02)
        assert keeper.standing("LX 1").record.last.by_clock
        assert "» LX 1: Go" in await shown(pilot, keeper, 0.4)


async def test_what_has_failed_and_what_was_missed_is_told_and_the_timer_runs(site, keeper) -> None:
    keeper.cue("SND 1", "sound", "gong.wav", item="opening")
    keeper.do("go")
    keeper.at(1)
    keeper.cue("LX 1", value="Go", item="opening", anchor="start", offset_ms=5_000)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "! Cue LX 1 MISSED. w: fire it again" in screen_text(app)
        await pressed(pilot, "g")
        why = "there is no file gong.wav on that laptop"
        assert screen.said == f"Cue SND 1 has FAILED: {why}"
        text = await shown(pilot, keeper, 120)
        assert "1 more is not done." in text
        assert keeper.kept.show(keeper.now_ms).running == "opening"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_list_of_an_item(site, keeper, size, same_screen) -> None:
    keeper.cue("LX 1", value="LX 1, go", item="opening", anchor="start", department="light")
    keeper.cue("VT 2", "display", "Please come to an end", item="opening", anchor="end",
               offset_ms=-60_000)  # fmt: skip
    keeper.cue("SND 3", "sound", "gong.wav", item="opening")
    keeper.do("go")
    cue = keeper.standing("SND 3").cue.id
    from onsite.stage.cues.firing import fire

    await fire(keeper.reach, keeper.press(), cue)
    keeper.at(8.92)
    app = app_of(site)
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await pilot.press("w")
        await settled(pilot)
        await same_screen(app, f"cues-{size[0]}x{size[1]}")


async def test_a_cue_is_written_down_changed_done_and_taken_out(site, keeper) -> None:
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert "There are none. a adds one." in screen_text(app)
        await pilot.press("a")
        await settled(pilot)
        written = {"name": "LX 9", "department": "light", "at": "sometime", "value": "Nine"}
        for key, text in written.items():
            app.screen.query_one(f"#act-{key}", Input).value = text
        await pilot.press("enter")
        await settled(pilot)
        assert "“sometime” does not say when." in screen_text(app)
        app.screen.query_one("#act-at", Input).value = "start+2:00"
        await pilot.press("enter")
        await settled(pilot)
        cue = keeper.standing("LX 9").cue
        assert (cue.item, cue.department, cue.anchor, cue.offset_ms, cue.target) == (
            "opening", "light", "start", 120_000, "caller",
        )  # fmt: skip
        await pilot.press("f", "f")
        await settled(pilot)
        assert "– light" in screen_text(app)
        assert [line.cells[1] for line in app.screen.query_one(LineList).lines] == ["LX 9"]
        await pilot.press("e")
        await settled(pilot)
        app.screen.query_one("#act-name", Input).value = "LX 10"
        await pilot.press("enter")
        await settled(pilot)
        assert keeper.standing("LX 10").cue.id == cue.id
        await pilot.press("x")
        await settled(pilot)
        assert keeper.state("LX 10") == "done"
        await pilot.press("delete")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert screen.said == "Cue LX 10 is gone."


async def test_neither_enter_nor_the_key_that_fired_it_fires_a_cue_twice(site, keeper) -> None:
    keeper.cue("SND 1", "sound", "gong.wav", item="opening")
    keeper.do("go")
    app = app_of(site)

    def fired() -> int:
        return len(keeper.standing("SND 1").record.shots)

    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        await pressed(pilot, "w")
        await settled(pilot)
        await pressed(pilot, "enter")
        assert fired() == 0
        assert "That fires nothing." in screen_text(app)
        await pressed(pilot, "r")
        assert "It was not fired yet. g fires it." in screen_text(app)
        assert "r Fire again" not in screen_text(app)
        await pressed(pilot, "g")
        await settled(pilot)
        assert keeper.state("SND 1") == "failed"
        assert "r Fire again" in screen_text(app)
        assert "g Fire " not in screen_text(app)
        await pressed(pilot, "g")
        assert "It was fired, or done by hand. r fires it again." in screen_text(app)
        await pressed(pilot, "enter", "escape", "g")
        assert fired() == 1
        assert screen.said == "Nothing is to be fired. w shows the cues of an item."
        await pressed(pilot, "w")
        await settled(pilot)
        await pressed(pilot, "R")
        await settled(pilot)
        assert fired() == 2


def test_what_was_fired_meanwhile_is_not_fired_by_a_key_that_came_late(keeper) -> None:
    cue = keeper.cue("A", item="opening")
    keeper.do("go")
    claimed = keeper.on("claim", cue)
    keeper.site.write_now(service.ended, claimed, keeper.now_ms, ("", ""))
    keeper.clock.advance(seconds=1)
    with pytest.raises(NotPossibleError, match="Cue A was fired, or done by hand"):
        keeper.on("claim", cue, again=False)
