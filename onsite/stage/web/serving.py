"""Serving the page until a signal ends it."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
import threading
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

import uvicorn

from onsite.stage.web.application import application
from onsite.stage.web.guard import MOST_HEAD, GuardedProtocol, guarded

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Coroutine, Iterator
    from contextlib import AbstractContextManager
    from types import FrameType

    from onsite.stage.web.feed import Feed
    from onsite.sync.link.watching import LinkWatch

_LOOK_S = 1.0
_JOINED_S = 5.0
_LET_GO_S = 2
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class _Server(uvicorn.Server):
    """Without its own handling of signals: those are ours."""

    def capture_signals(self) -> AbstractContextManager[None]:  # type: ignore[override]
        """Capture none."""
        return nullcontext()


async def serve(
    feed: Feed,
    word: str,
    port: socket.socket,
    told: Callable[[int], None],
    ended: asyncio.Event,
    protocol: type[GuardedProtocol] = GuardedProtocol,
) -> None:
    """Serve until it is ended.

    Args:
        feed: what viewers are told.
        word: of the address.
        port: open.
        told: called with the number of viewers, once it serves and whenever that has changed; in
            a thread of its own, as a terminal may be held.
        ended: set to end it.
        protocol: speaks with callers.
    """
    server = _server(feed, word, protocol)
    await feed.again()
    reading = asyncio.create_task(feed.run())
    serving = asyncio.create_task(server.serve([port]))
    telling = asyncio.create_task(_tell(feed, told, ended))
    ending = asyncio.create_task(ended.wait())
    try:
        await asyncio.wait({reading, serving, ending}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        feed.close()
        server.should_exit = True
        await _over(reading, telling, ending)
        await serving


@contextmanager
def ended_by_signals(*, with_input: bool = False) -> Iterator[asyncio.Event]:
    """An event that a signal sets; or the end of standard input, which a killed starter brings.

    Args:
        with_input: whether the end of standard input ends it, too.
    """
    ended, loop = asyncio.Event(), asyncio.get_running_loop()

    def end(_number: int = 0, _frame: FrameType | None = None) -> None:
        with suppress(RuntimeError):  # it is over already
            loop.call_soon_threadsafe(ended.set)

    def drain() -> None:
        # Not through its buffer, whose lock would be held when the process ends.
        with suppress(OSError):
            while os.read(sys.stdin.fileno(), 1):
                pass
        end()

    numbers = [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in numbers}
    if with_input:
        threading.Thread(target=drain, daemon=True).start()
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


async def keep(
    link: LinkWatch, joined: Callable[[], Coroutine[None, None, bool]], ended: asyncio.Event
) -> None:
    """Run this station's link and learn how it stands, as long as this is not cancelled.

    Args:
        link: is told to run once the station belongs to an event of several.
        joined: tells whether it does.
        ended: is set when the station's data was erased.
    """
    keeping = asyncio.create_task(link.keep())
    try:
        while True:
            if await joined():
                link.join()
            if link.erased is not None:
                ended.set()
            await asyncio.sleep(_JOINED_S)
    finally:
        await _over(keeping)


def _server(feed: Feed, word: str, protocol: type[GuardedProtocol]) -> _Server:
    config = uvicorn.Config(
        application(feed, word),
        http=guarded(protocol, word),
        h11_max_incomplete_event_size=MOST_HEAD,
        ws="none",
        lifespan="off",
        # Nothing is logged: who looks from where is nobody's business.
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_graceful_shutdown=_LET_GO_S,
    )
    return _Server(config)


async def _tell(feed: Feed, told: Callable[[int], None], ended: asyncio.Event) -> None:
    """Tell how many look, whenever that has changed and the last time was heard."""
    loop, seen, speaking = asyncio.get_running_loop(), -1, threading.Thread()

    def speak() -> None:
        try:
            told(seen)
        except Exception:  # noqa: BLE001 - nobody listens any more, and whoever asked is gone
            with suppress(RuntimeError):
                loop.call_soon_threadsafe(ended.set)

    while True:
        if feed.viewers != seen and not speaking.is_alive():
            seen = feed.viewers
            speaking = threading.Thread(target=speak, daemon=True)
            speaking.start()
        await asyncio.sleep(_LOOK_S)


async def _over(*tasks: asyncio.Task[object]) -> None:
    """End tasks; what went wrong in one is raised."""
    for task in tasks:
        task.cancel()
    for task in tasks:
        with suppress(asyncio.CancelledError):
            await task
