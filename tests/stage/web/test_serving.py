"""The station's link beside the page."""

from __future__ import annotations

import asyncio
import threading

from onsite.errors import NotPossibleError
from onsite.stage.listening import listening
from onsite.stage.web.serving import keep, serve


class Link:
    """Of a station whose data is erased as soon as its link runs."""

    def __init__(self) -> None:
        self.joined = 0
        self.erased = None

    async def keep(self) -> None:
        await asyncio.Event().wait()

    def join(self) -> None:
        self.joined += 1
        self.erased = NotPossibleError("The data of this station was erased.")


async def kept(link, *, joined: bool) -> bool:
    """Whether the page is ended by what becomes of the link."""

    async def belongs() -> bool:
        return joined

    ended = asyncio.Event()
    keeping = asyncio.create_task(keep(link, belongs, ended))
    for _turn in range(5):
        await asyncio.sleep(0)
    keeping.cancel()
    await asyncio.gather(keeping, return_exceptions=True)
    return ended.is_set()


async def test_nothing_is_shown_any_more_once_the_data_was_erased():
    link = Link()
    assert await kept(link, joined=True)
    assert link.joined == 1


async def test_a_station_that_belongs_to_no_event_needs_no_link():
    link = Link()
    assert not await kept(link, joined=False)
    assert link.joined == 0


class Nobody:
    """A feed at which nobody looks."""

    viewers = 0
    is_open = True

    async def again(self) -> None:
        pass

    async def run(self) -> None:
        await asyncio.Event().wait()

    def close(self) -> None:
        self.is_open = False


async def test_it_ends_when_nobody_listens_to_what_it_says():
    def told(_viewers: int) -> None:
        raise BrokenPipeError

    feed = Nobody()
    serving = serve(feed, "WORD", listening("127.0.0.1", 0), told, asyncio.Event())
    await asyncio.wait_for(serving, 20)
    assert not feed.is_open


async def test_a_terminal_that_is_held_holds_nothing_up():
    spoken, held = threading.Event(), threading.Event()

    def told(_viewers: int) -> None:
        spoken.set()
        held.wait()

    feed, ended = Nobody(), asyncio.Event()
    serving = asyncio.create_task(serve(feed, "WORD", listening("127.0.0.1", 0), told, ended))
    await asyncio.to_thread(spoken.wait, 20)
    ended.set()
    await asyncio.wait_for(serving, 20)
    assert not feed.is_open
    held.set()
