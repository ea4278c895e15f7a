"""A screen that reads the store of its own as soon as something was written to it."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.ui.base import BaseScreen
from onsite.wiring import STORE_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.stage.display.finding import Found

LOOK_S = 0.03
"""How often it is looked whether something was written, in seconds: a key that is pressed at the
console is on the display before anybody sees a difference."""
_AGAIN_MS = 30_000
"""The store is read at least so often: a day may have ended."""


class Following(BaseScreen):
    """Knows what the store says of a stage, a few hundredths of a second after it was written."""

    def __init__(self) -> None:
        super().__init__()
        self.stage = ""
        """The id of the stage that was asked for; empty for the only one."""
        self.found: Found | None = None
        """What the store says; None until it was read."""
        self._asked = False

    def found_other(self) -> None:
        """Another thing stands in the store than before."""

    def action_stage(self) -> None:
        """Ask which stage."""

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

    async def read(self) -> None:
        """Read the store; one that is busy is read the next time."""
        from onsite.stage.display.finding import find

        site = self.onsite.site
        now_ms = to_ms(site.clock.now())
        with suppress(OnsiteError):
            found = await site.read(find, self.stage, site.journal.station, now_ms)
            if found != self.found:
                self.found = found
                self.found_other()
        if self.found is not None and self.found.must_choose and not self._asked:
            self._asked = True
            self.action_stage()


def _signature(log: Path) -> tuple[int, int]:
    """What is another one once somebody has written; looked up without opening the file."""
    try:
        found = log.stat()
    except OSError:
        return (0, 0)
    return (found.st_mtime_ns, found.st_size)
