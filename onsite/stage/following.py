"""A screen that reads its store as soon as something was written to it, by whomever."""

from __future__ import annotations

import asyncio
import os
from contextlib import suppress

from onsite.ui.base import BaseScreen
from onsite.wiring import STORE_FILE

LOOK_S = 0.03
"""How often it is looked whether something was written, in seconds: a key that is pressed at the
console is on the display before anybody sees a difference."""
_LONGEST_MS = 1_000
AGAIN_S = 30.0
"""The store is read at least so often: a day may have ended."""


class Following(BaseScreen):
    """Knows what the store says of a stage, a few hundredths of a second after it was written."""

    def __init__(self) -> None:
        super().__init__()
        self._again: asyncio.TimerHandle | None = None

    async def read(self) -> None:
        """Read the store."""
        raise NotImplementedError

    def tick(self) -> None:
        """Show what is to be seen at this instant, and `come_again` when that changes."""
        raise NotImplementedError

    def come_again(self, in_ms: int) -> None:
        """Tick after so long, a second at the longest, in place of what was asked for before."""
        self.stay()
        # A clock that is set may make it wait for long.
        wait = max(min(in_ms, _LONGEST_MS), 1) / 1000
        self._again = asyncio.get_running_loop().call_later(wait, self.tick)

    def stay(self) -> None:
        """Do not tick any more."""
        if self._again is not None:
            self._again.cancel()

    async def follow(self) -> None:
        """Read the store whenever something was written, as long as the screen is there."""
        site = await self.onsite.site_ready()
        watch = _Watch(str(site.data / f"{STORE_FILE}-wal"))
        try:
            while True:
                await self.read()
                await watch.written()
        finally:
            watch.end()

    async def on_store_changed(self) -> None:
        await self.read()


class _Watch:
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

    async def written(self) -> None:
        """Wait until something was written since this was asked last, or for `AGAIN_S`."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._written.wait(), AGAIN_S)
        self._written.clear()

    def end(self) -> None:
        """Look no more."""
        self._next.cancel()

    def _look(self) -> None:
        now = _signature(self._log)
        if now != self._seen:
            self._seen = now
            self._written.set()
        self._next = self._loop.call_later(LOOK_S, self._look)


def _signature(log: str) -> tuple[int, int]:
    """What is another one once somebody has written; looked up without opening the file."""
    try:
        found = os.stat(log)  # noqa: PTH116 - a path object takes longer than the look itself
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
