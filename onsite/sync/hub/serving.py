"""A hub in a terminal without a screen of its own: opened, told about in lines, and closed."""

from __future__ import annotations

import asyncio
import signal
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from onsite.language import _
from onsite.sync.hub import words as hub_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import FrameType

    from onsite.sync.hub.events import HubEvent
    from onsite.sync.hub.running import RunningHub

_LOOK_S = 0.2
_EVERY_S = 10.0
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


async def serve(hub: RunningHub, say: Callable[[str, dict[str, Any]], None]) -> int:
    """Run a hub until a signal ends it; answers the exit code.

    Args:
        hub: not started yet.
        say: prints a line for people, or an object for programs.

    Raises:
        OnsiteError: it cannot be opened.
    """
    with _ended_by_signals() as ended:
        try:
            if await _started(hub, ended):
                say(hub_words.opened(hub.overview()), told(hub))
                await _tell(hub, ended, say)
        finally:
            await hub.stop()
    say(_("The hub is closed."), {"phase": hub.overview().phase})
    return 0


def told(hub: RunningHub) -> dict[str, Any]:
    """The overview of a hub for programs."""
    said = asdict(hub.overview())
    for each in said["stations"]:
        each["heartbeat"] = each["heartbeat"].model_dump() if each["heartbeat"] else None
    return said


def told_of(event: HubEvent) -> dict[str, Any]:
    """Something that happened, for programs."""
    said = {"about": event.about, "said": hub_words.happened(event)}
    return {"event": event.what, **said, "trouble": event.trouble}


async def _started(hub: RunningHub, ended: asyncio.Event) -> bool:
    """Whether the hub was opened before a signal came."""
    start, end = asyncio.create_task(hub.start()), asyncio.create_task(ended.wait())
    await asyncio.wait({start, end}, return_when=asyncio.FIRST_COMPLETED)
    end.cancel()
    if start.done():
        await start
        return True
    start.cancel()
    with suppress(asyncio.CancelledError):
        await start
    return False


async def _tell(
    hub: RunningHub, ended: asyncio.Event, say: Callable[[str, dict[str, Any]], None]
) -> None:
    work = asyncio.create_task(hub.ended())
    seen: list[HubEvent] = list(hub.events)
    since = 0.0
    before = ""
    while not ended.is_set() and not work.done():
        await asyncio.wait({work}, timeout=_LOOK_S)
        new = [each for each in hub.events if each not in seen]
        seen = list(hub.events)
        for event in new:
            say(hub_words.happened_at(event), told_of(event))
        since += _LOOK_S
        if since >= _EVERY_S:
            since = 0.0
            line = hub_words.line(hub.overview())
            if line != before:
                say(line, told(hub))
            before = line
    if work.done():
        await work
    work.cancel()


@contextmanager
def _ended_by_signals() -> Iterator[asyncio.Event]:
    ended, loop = asyncio.Event(), asyncio.get_running_loop()

    def end(_number: int, _frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(ended.set)

    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
