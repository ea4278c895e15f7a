"""Cues at two laptops: one of them fires, and the other only where somebody took them over."""

from __future__ import annotations

import pytest

from onsite.errors import NotPossibleError
from onsite.plan.service import publish
from onsite.stage.cues import service
from onsite.stage.cues.agent import _seen
from onsite.stage.outcomes import clocks
from tests.conftest import ManualClock
from tests.snapshots import screen_text, settled
from tests.stage.console.test_console import app_of, opened, pressed
from tests.stage.cues.conftest import CueKeeper
from tests.stage.keeping import EARLY
from tests.sync.laptops import Laptops, pass_on, tables


@pytest.fixture
def pair(tmp_path, targets):
    clock = ManualClock(EARLY)
    laptops = Laptops(tmp_path, clock)
    laptops.lead.write_now(publish, targets.plan, "Maria")
    one = CueKeeper(laptops.lead, clock)
    other = CueKeeper(laptops.desk("stage", "stage"), clock)
    one.program()
    one.at(0)
    yield one, other
    laptops.close()


def meet(one, other) -> None:
    pass_on(one.site, other.site)
    pass_on(other.site, one.site)


async def test_the_laptop_of_the_start_fires_and_the_other_sees_it(pair, targets) -> None:
    one, other = pair
    one.cue("A", "media", "a", item="opening", anchor="start")
    cue = one.cue("B", "media", "b", item="opening", anchor="start", offset_ms=10_000)
    meet(one, other)
    other.do("go")
    meet(one, other)
    assert [await one.agent().round(), await other.agent().round()] == [0, 1]
    meet(one, other)
    assert (one.state("A"), other.state("A")) == ("done", "done")
    with pytest.raises(NotPossibleError, match="Another laptop runs the stage"):
        one.on("claim", cue)
    assert len(targets.calls) == 1


async def test_each_check_of_whose_they_are_holds_alone(pair, targets) -> None:
    one, other = pair
    cue = one.cue("A", "media", "a", item="opening", anchor="start")
    meet(one, other)
    other.do("go")
    meet(one, other)
    claim = (service.claim_due, one.plan, one.press(), "Maria", cue)
    assert one.site.write_now(*claim) is None
    now, station = clocks(one.clock, ""), one.site.journal.station
    assert one.site.read_now(_seen, now, station).due == ()
    ((_stage, _day, due),) = other.site.read_now(_seen, now, other.site.journal.station).due
    assert due.cue.id == cue


async def test_a_laptop_that_is_gone_is_stood_in_for_by_whoever_takes_them(pair, targets) -> None:
    one, other = pair
    one.cue("A", "media", "a", item="opening", anchor="start", offset_ms=10_000)
    one.cue("B", "media", "b", item="talk", anchor="start")
    meet(one, other)
    other.do("go")
    meet(one, other)
    one.clock.advance(seconds=5)
    one.take()
    meet(one, other)
    one.clock.advance(seconds=5)
    assert [await other.agent().round(), await one.agent().round()] == [0, 1]
    meet(one, other)
    assert other.standing("A").record.last.station == one.site.journal.station
    # Who starts the next item fires its cues.
    other.do("next_")
    meet(one, other)
    assert [await one.agent().round(), await other.agent().round()] == [0, 1]
    meet(one, other)
    told = ("stage_cue", "stage_cue_log")
    rows = [{name: tables(each.site)[name] for name in told} for each in pair]
    assert rows[0] == rows[1]
    assert len(targets.calls) == 2


async def test_what_the_clock_begins_is_fired_where_somebody_did_something(pair, targets) -> None:
    one, other = pair
    one.cue("A", "media", "a", item="talk", anchor="start")
    one.do("go")
    one.do("follow", on=True)
    meet(one, other)
    one.at(10)
    # Both consoles write down what the clock has done, the other one first.
    other.do("settle")
    one.do("settle")
    meet(one, other)
    assert [await other.agent().round(), await one.agent().round()] == [0, 1]


async def test_the_console_says_who_fires_and_takes_over_by_a_key(
    pair, targets, monkeypatch
) -> None:
    monkeypatch.setenv("MEDIA_TOKEN", "s3cret")
    one, other = pair
    one.cue("A", "media", "a", item="opening", anchor="start", offset_ms=10_000)
    meet(one, other)
    other.do("go")
    meet(one, other)
    app = app_of(one.site)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        assert "◆ Standby: A in 0:10  ·  fired by stage" in screen_text(app)
        await pressed(pilot, "g")
        assert screen.said.startswith("Another laptop runs the stage, and fires its cues.")
        await pilot.press("w")
        await settled(pilot)
        await pilot.press("t")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert screen.said == (
            "This laptop fires the cues now. If stage still runs and is cut off, it fires them as "
            "well: close Onsite there."
        )
        assert "◆ Standby: A in 0:10 (g)" in screen_text(app)
        one.clock.advance(seconds=10)
        app.store_written()
        for _look in range(200):
            if targets.calls:
                break
            await pilot.pause(0.02)
        await settled(pilot)
    assert len(targets.calls) == 1
    assert one.standing("A").record.last.station == one.site.journal.station
    meet(one, other)
    assert await other.agent().round() == 0
