"""A timer that is set right: what would have been due is fired, and said; what is lost is told."""

from __future__ import annotations

from onsite.stage.cues.showing import lost_line, next_line
from tests.snapshots import screen_text
from tests.stage.console.test_console import app_of, opened, pressed


def corrected(keeper, seconds: float) -> None:
    """What runs began so long ago."""
    assert keeper.do("correct", keeper.now_ms - round(seconds * 1000)).what == "took"


async def test_a_pause_holds_a_cue_after_the_start(reaching, targets) -> None:
    reaching.cue("A", "media", "a", item="opening", anchor="start", offset_ms=60_000)
    reaching.do("go")
    reaching.clock.advance(seconds=30)
    reaching.do("pause")
    reaching.clock.advance(seconds=30)
    agent = reaching.agent()
    assert (await agent.round(), reaching.state("A")) == (0, "coming")
    reaching.clock.advance(seconds=60)
    reaching.do("resume")
    reaching.clock.advance(seconds=29)
    assert await agent.round() == 0
    reaching.clock.advance(seconds=1)
    assert (await agent.round(), reaching.state("A")) == (1, "done")


async def test_a_late_go_fires_what_is_due_by_then_and_says_so(reaching, targets) -> None:
    for name, offset in (("LONG", 1_000), ("A", 60_000), ("B", 300_000)):
        reaching.cue(name, "media", name, item="opening", anchor="start", offset_ms=offset)
    reaching.do("go")
    reaching.clock.advance(milliseconds=800)
    corrected(reaching, 150)
    reaching.clock.advance(seconds=1)
    agent = reaching.agent()
    assert await agent.round() == 1
    assert [reaching.state(name) for name in ("LONG", "A", "B")] == ["missed", "done", "coming"]
    known = [reaching.standing("A")]
    assert next_line(reaching.plan, known, reaching.now_ms) == (
        "A: fired 1:31 late, as the timer was set right"
    )
    assert not next_line(reaching.plan, known, reaching.now_ms + 60_000)
    reaching.clock.advance(seconds=5)
    assert await agent.round() == 0


async def test_a_correction_fires_nothing_that_was_missed_before_it(reaching, targets) -> None:
    reaching.cue("A", "media", "a", item="opening", anchor="start", offset_ms=1_000)
    reaching.do("go")
    reaching.clock.advance(seconds=20)
    corrected(reaching, 40)
    assert (await reaching.agent().round(), reaching.state("A")) == (0, "missed")


async def test_an_end_that_is_undone_fires_what_came_meanwhile(reaching, targets) -> None:
    reaching.cue("A", "media", "a", item="opening", anchor="start", offset_ms=60_000)
    reaching.do("go")
    reaching.clock.advance(seconds=55)
    reaching.do("stop")
    reaching.clock.advance(seconds=15)
    assert reaching.state("A") == "passed"
    assert reaching.do("undo").what == "took"
    assert (await reaching.agent().round(), reaching.state("A")) == (1, "done")


async def test_what_is_over_is_set_right_without_firing(reaching, targets) -> None:
    reaching.cue("A", "media", "a", item="opening", anchor="start", offset_ms=60_000)
    reaching.do("go")
    reaching.clock.advance(seconds=30)
    reaching.do("stop")
    reaching.clock.advance(seconds=1)
    began = reaching.now_ms - 90_000
    assert reaching.do("correct", began, "opening").what == "took"
    assert await reaching.agent().round() == 0


async def test_cues_lost_by_an_early_end_are_told(site, keeper) -> None:
    keeper.cue("WRAP", "display", "Two minutes", item="opening", anchor="end", offset_ms=-120_000)
    keeper.cue("SND", "sound", "gong.wav", item="opening", anchor="end", offset_ms=1_000)
    keeper.do("go")
    keeper.at(5)
    app = app_of(site)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pressed(pilot, "space")
        assert "Not fired, the item was over: WRAP" in " ".join(screen_text(app).split())
    found = [keeper.standing("WRAP")]
    assert found[0].state == "passed"
    assert lost_line(found) == "Not fired, the item was over: WRAP"
