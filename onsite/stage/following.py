"""A screen that reads its store as soon as something was written to it, by whomever."""

from __future__ import annotations

import asyncio

from onsite.stage import watching
from onsite.ui.base import BaseScreen

_LONGEST_MS = 1_000


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
        await watching.follow(await self.onsite.site_ready(), self.read)

    async def on_store_changed(self) -> None:
        await self.read()
