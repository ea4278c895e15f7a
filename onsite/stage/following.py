"""A screen that reads its store as soon as something was written to it, by whomever."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.ui.base import BaseScreen
from onsite.wiring import STORE_FILE

if TYPE_CHECKING:
    from pathlib import Path

LOOK_S = 0.03
"""How often it is looked whether something was written, in seconds: a key that is pressed at the
console is on the display before anybody sees a difference."""
_LONGEST_MS = 1_000
_AGAIN_MS = 30_000
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
        log = site.data / f"{STORE_FILE}-wal"
        seen, read_ms = (0, 0), 0
        while True:
            written, now_ms = _signature(log), to_ms(site.clock.now())
            if written != seen or not 0 <= now_ms - read_ms < _AGAIN_MS:
                seen, read_ms = written, now_ms
                await self.read()
            await asyncio.sleep(LOOK_S)

    async def on_store_changed(self) -> None:
        await self.read()


def _signature(log: Path) -> tuple[int, int]:
    """What is another one once somebody has written; looked up without opening the file."""
    try:
        found = log.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
