"""One reading of the store for all viewers."""

from __future__ import annotations

import asyncio
import json
from contextlib import AsyncExitStack, aclosing
from dataclasses import replace

import pytest

from onsite.journal.journal import entries_of
from onsite.plan.service import publish
from onsite.stage.web.feed import Feed
from onsite.sync.link.state import LinkState, Phase
from onsite.wiring import open_site
from tests.stage.display.conftest import ANNEX, PLAN, Keeper


@pytest.fixture
def keeper(site):
    site.write_now(publish, PLAN + ANNEX, "Maria")
    found = Keeper(site)
    found.add("Opening", "Ships", minutes=10)
    found.start("opening")
    return found


class Viewer:
    def __init__(self, feed: Feed, *stages: str) -> None:
        self.feed, self.stages = feed, stages or ("main",)

    async def __aenter__(self):
        self.stack = AsyncExitStack()
        self.stack.enter_context(self.feed.viewing(*self.stages))
        self.lines = await self.stack.enter_async_context(aclosing(self.feed.lines(*self.stages)))
        return self

    async def __aexit__(self, *_error):
        await self.stack.aclose()

    async def told(self):
        said = await self.said()
        return json.loads(said[1]) if said is not None else None

    async def said(self):
        return await asyncio.wait_for(anext(self.lines), 10)


async def test_all_viewers_are_fed_by_one_reading(site, keeper):
    feed = Feed(site)
    await feed.again()
    async with AsyncExitStack() as stack:
        viewers = [await stack.enter_async_context(Viewer(feed)) for _each in range(20)]
        told = [await each.told() for each in viewers]
        assert all(each == told[0] for each in told)
        assert told[0]["now"]["title"] == "Opening"
        before = feed.reads
        keeper.say("Wrap up")
        await feed.again()
        told = [await each.told() for each in viewers]
        assert {each["message"]["text"] for each in told} == {"Wrap up"}
        assert feed.reads == before + 1
        assert feed.viewers == 20
    assert feed.viewers == 0


async def test_what_is_written_is_told_without_being_asked(site, keeper):
    feed = Feed(site)
    running = asyncio.create_task(feed.run())
    async with Viewer(feed) as viewer:
        assert (await viewer.told())["message"] is None
        keeper.say("Louder")
        assert (await viewer.told())["message"]["text"] == "Louder"
    running.cancel()


async def test_nothing_new_is_a_beat(site, keeper):
    feed = Feed(site, beat_s=0.05)
    async with Viewer(feed) as viewer:
        assert await viewer.told()
        assert await viewer.told() is None


async def test_one_viewer_is_told_of_several_stages_each_by_its_id(site, keeper):
    feed = Feed(site, beat_s=0.05)
    async with Viewer(feed, "main", "annex") as viewer:
        said = [await viewer.said() for _stage in range(2)]
        assert [(stage, json.loads(line)["stage"]) for stage, line in said] == [
            ("main", "Main stage"),
            ("annex", "Annex"),
        ]
        assert feed.viewers == 2
        keeper.say("Louder")
        await feed.again()
        stage, line = await viewer.said()
        assert (stage, json.loads(line)["message"]["text"]) == ("main", "Louder")
        assert await viewer.said() is None
    assert feed.viewers == 0


async def test_what_happens_on_another_stage_keeps_no_beat_from_coming(site, keeper):
    feed = Feed(site, beat_s=0.2)

    async def elsewhere() -> None:
        while True:
            await asyncio.sleep(0.01)
            feed._changed.set()
            feed._changed = asyncio.Event()

    async with Viewer(feed) as viewer:
        await viewer.told()
        busy = asyncio.create_task(elsewhere())
        assert await viewer.told() is None
        busy.cancel()


async def test_over_time_it_is_told_once_in_a_minute(site, keeper):
    feed = Feed(site)
    site.clock.advance(minutes=11)
    async with Viewer(feed) as viewer:
        first = await viewer.told()
        told = [first]
        for _second in range(120):
            site.clock.advance(seconds=1)
            feed._tell()
            if feed._watched["main"].number > len(told):
                told.append(await viewer.told())
        # The expected times move by a minute, and how late they are does so in between.
        assert 3 <= len(told) <= 5
        assert told[-1]["coming"][0]["expected_ms"] - first["coming"][0]["expected_ms"] >= 119_000


async def test_a_slow_viewer_misses_all_but_the_newest(site, keeper):
    feed = Feed(site)
    async with Viewer(feed) as viewer:
        await viewer.told()
        for text in ("one", "two", "three"):
            keeper.say(text)
            await feed.again()
        assert (await viewer.told())["message"]["text"] == "three"


async def test_a_stage_that_must_not_be_seen_is_not_read(site, keeper):
    feed = Feed(site, "annex")
    await feed.again()
    assert feed.read.stages == {"annex": "Annex"}
    async with Viewer(feed, "annex") as viewer:
        assert (await viewer.told())["state"] == "none"
        assert set(feed.read.scenes) == {"annex"}


async def test_viewers_are_let_go(site, keeper):
    feed = Feed(site)
    async with Viewer(feed) as viewer:
        await viewer.told()
        waiting = asyncio.create_task(viewer.told())
        await asyncio.sleep(0)
        feed.close()
        with pytest.raises(StopAsyncIteration):
            await waiting


class Lost:
    """A link that found nobody since then."""

    def __init__(self, since_ms: int) -> None:
        self.state = LinkState(since_ms=since_ms)

    def phase(self) -> Phase:
        return Phase.SEARCHING


async def test_a_station_that_is_no_timekeepers_tells_since_when_it_is_alone(site, clock, tmp_path):
    other = open_site(tmp_path / "other", operator="Tom", clock=clock)
    other.write_now(publish, PLAN, "Tom")
    there = Keeper(other)
    there.add("Opening")
    there.start("opening")
    entries = other.read_now(entries_of, other.journal.station)
    site.write_now(lambda journal, rows: journal.receive(rows, entries))
    heard_ms = there.now_ms
    clock.advance(seconds=65)
    for link, since_ms in ((None, None), (Lost(heard_ms), heard_ms)):
        async with Viewer(Feed(site, link=link)) as viewer:
            told = await viewer.told()
            assert (told["now"]["title"], told["cut_off_ms"]) == ("Opening", since_ms)
    other.close()


class Broken:
    """A rundown of which nothing can be worked out."""

    acts = ()


async def test_viewers_keep_what_they_know_and_it_is_reported_once(site, keeper):
    feed = Feed(site)
    async with Viewer(feed) as viewer:
        first = await viewer.told()
        scene = feed.read.scenes["main"]
        feed.read = replace(feed.read, scenes={"main": replace(scene, kept=Broken())})
        for _second in range(3):
            feed._tell()
        assert len(list((site.data / "crash").iterdir())) == 1
        keeper.say("It goes on")
        await feed.again()
        assert await viewer.told() == {**first, "message": {**SAID, "text": "It goes on"}}


SAID = {"asks_seen": False, "seen_ms": None}
