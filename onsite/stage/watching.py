"""What is written to the store, by whomever, is noticed a few hundredths of a second later."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from onsite.behind import woken_or_after
from onsite.errors import OnsiteError
from onsite.wiring import STORE_FILE

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from onsite.wiring import Site

LOOK_S = 0.03
"""How often it is looked whether something was written, in seconds: a key that is pressed at the
console is on the display before anybody sees a difference."""
AGAIN_S = 30.0
"""The store is read at least so often: a day may have ended."""
_COMMITTED_S = (0.0, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.4, 0.8)
"""The pauses between two looks whether what is being written is on the disk, in seconds."""


async def follow(site: Site, read: Callable[[], Awaitable[None]]) -> None:
    """Read the store now, and whenever something was written; never ends by itself.

    Args:
        site: whose store.
        read: reads it.
    """
    watch = Watch(str(site.data / f"{STORE_FILE}-wal"))
    known = await version(site)
    try:
        while True:
            await read()
            if await watch.written():
                known = await _committed(site, read, watch, known)
    finally:
        watch.end()


async def _committed(
    site: Site, read: Callable[[], Awaitable[None]], watch: Watch, known: int | None
) -> int | None:
    """Wait until what is being written can be read; answers the store's new version.

    It stands in the log before the disk has it, and can be read only then. What this very
    process has written changes no version: that can be read at once.
    """
    for pause_s in _COMMITTED_S:
        now = await version(site)
        if now not in (None, known):
            return now
        if not pause_s:
            await read()
        await asyncio.sleep(pause_s)
        if watch.seen_more:
            break
    return known


class Watch:
    """Looks at the log of the store, by a bare timer: a task that sleeps takes thrice the work.

    Args:
        log: its path.
    """

    def __init__(self, log: str) -> None:
        self._log = log
        self._seen = _signature(log)
        self._written = asyncio.Event()
        self._loop = asyncio.get_running_loop()
        self._next = self._loop.call_later(LOOK_S, self._look)

    async def written(self) -> bool:
        """Wait until something is written, after this was asked last; False after `AGAIN_S`."""
        written = await woken_or_after(self._written, AGAIN_S)
        if written:
            self._written.clear()
        return written

    @property
    def seen_more(self) -> bool:
        """Whether something was written since `written` has answered."""
        return self._written.is_set()

    def end(self) -> None:
        """Look no more."""
        self._next.cancel()

    def _look(self) -> None:
        now = _signature(self._log)
        if now != self._seen:
            self._seen = now
            self._written.set()
        self._next = self._loop.call_later(LOOK_S, self._look)


async def version(site: Site) -> int | None:
    """A number that is another one once another process has committed; None where it is busy."""
    try:
        return await site.store.foreign_version()
    except OnsiteError:
        return None


def _signature(log: str) -> tuple[int, int]:
    """What is another one once somebody has written; looked up without opening the file."""
    try:
        found = os.stat(log)  # noqa: PTH116 - a path object takes longer than the look itself
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
