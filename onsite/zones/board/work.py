"""What the overview reads, and when: once something was written, and now and then by the clock."""

from __future__ import annotations

import asyncio
from importlib import import_module
from typing import TYPE_CHECKING

from onsite.behind import woken_or_after
from onsite.clock import to_ms
from onsite.errors import OnsiteError
from onsite.ui.saying import SayingScreen

if TYPE_CHECKING:
    from onsite.zones.board.reading import Look
    from onsite.zones.history.reading import Course
    from onsite.zones.history.span import Span
    from onsite.zones.views import ZoneView

TICK_S = 1.0
"""So often the ages run on; nothing is read for that."""
_AGAIN_S = 5.0
"""So often it is read though nothing was written: rates fade and counts become stale by the clock
alone."""
_APART_S = 0.25
"""So far apart it is read, however much is counted: nobody reads figures faster."""
_NEEDED = (
    "onsite.zones.board.reading",
    "onsite.zones.board.showing",
    "onsite.zones.board.one",
    "onsite.zones.board.gates",
    "onsite.zones.history.reading",
    "onsite.zones.preparing",
)

_DRAWS = "onsite.zones.history.chart"
"""Imported once there is something to draw: its library is slow to load."""


class ZonesWork(SayingScreen):
    """Knows how all zones stand. Its widgets are in `zones.screen`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: Look | None = None
        self.opened = False
        """Whether the store was read."""
        self.at = ""
        """The id of the zone that is shown with everything; empty while the list is."""
        self.left_at = ""
        """The id of the zone that was shown when the app was last left."""
        self.course: Course | None = None
        """Of the zone on the chart."""
        self.now_ms = 0
        self._wanted = asyncio.Event()

    @property
    def is_filled(self) -> bool:
        """Whether the zones were read."""
        return self.found is not None

    @property
    def at_cursor(self) -> str:
        """The id of the zone under the cursor of the list; empty where there is none."""
        raise NotImplementedError

    @property
    def wanted_course(self) -> tuple[str, Span, int] | None:
        """The zone, the time and the dots across of the chart that is shown; None for no chart."""
        raise NotImplementedError

    def look_at(self, zone: str) -> None:
        """Show one zone with everything."""
        raise NotImplementedError

    @property
    def chosen(self) -> ZoneView | None:
        """The zone that is shown, or the one under the cursor."""
        return self.found.survey.zone(self.at or self.at_cursor) if self.found else None

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read as long as it is there."""
        await self.onsite.site_ready()
        for name in _NEEDED:
            await asyncio.to_thread(import_module, name)
        while True:
            self._wanted.clear()
            await self.read_now()
            if self.is_filled and self.left_at:
                self.look_at(self.left_at)
                self.left_at = ""
            await asyncio.sleep(_APART_S)
            await woken_or_after(self._wanted, _AGAIN_S)

    def read(self) -> None:
        """Read soon: something was written, or something else is to be shown."""
        self._wanted.set()

    async def read_now(self) -> None:
        """Read, and show it; while another work area is shown, nothing is read."""
        if not self.is_in_front:
            return
        from onsite.zones.board.reading import look
        from onsite.zones.history.reading import course
        from onsite.zones.preparing import prepare

        site = self.onsite.site
        try:
            await prepare(site)
            now, charted = site.clock.now(), self.wanted_course
            self.found = await site.read(look, now, self.at)
            if charted is not None and self.found is not None:
                await asyncio.to_thread(import_module, _DRAWS)
                self.course = await site.read(course, self.found.plan, *charted, now)
        except OnsiteError:
            return  # One that is busy is read the next time.
        self.opened = True
        self.tick()

    @property
    def is_in_front(self) -> bool:
        """Whether it is the work area that is shown, with or without a question above it."""
        there = self.is_mounted and self.app.is_running  # As the app ends, its widgets go first.
        return there and self.onsite.screen_stack[:1] == [self]

    def tick(self) -> None:
        """The ages run on."""
        if self.is_in_front:
            self.now_ms = to_ms(self.onsite.clock.now())
            self.show_all()
