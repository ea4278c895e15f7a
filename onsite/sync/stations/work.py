"""What the stations screen and the hub's read, and when they read it again."""

from __future__ import annotations

import asyncio
from datetime import UTC
from typing import TYPE_CHECKING

from textual import work

from onsite.ui.base import BaseScreen

if TYPE_CHECKING:
    from datetime import tzinfo

    from onsite.sync.stations.overview import Seen, Survey

_JOINS_AGAIN = ("forked", "copied", "not_admitted")
"""Phases of a link that a new join code mends."""


class StationWork(BaseScreen):
    """Knows the stations: what is recorded of them, and what is heard."""

    def __init__(self) -> None:
        super().__init__()
        self.known: Survey | None = None
        self.seen: list[Seen] = []
        self.zone: tzinfo = UTC
        self.leads = False
        """Whether the event's key lies on this laptop."""

    @property
    def alone(self) -> bool:
        """Whether this computer belongs to no event of several stations, as far as is known."""
        return self.known is not None and self.known.trust is None

    @property
    def joins(self) -> bool:
        """Whether this computer can join an event: it is alone, or must become a new station."""
        link = self.onsite.link
        return self.alone or (link is not None and link.phase() in _JOINS_AGAIN)

    @property
    def held_many(self) -> int:
        """How many entries are held back here."""
        return sum(self.known.held.values()) if self.known is not None else 0

    @property
    def chosen(self) -> Seen | None:
        """The station under the cursor."""
        return next((each for each in self.seen if each.station == self.at_cursor), None)

    @property
    def at_cursor(self) -> str:
        """The id of the station under the cursor; empty where there is none."""
        raise NotImplementedError

    def show_columns(self) -> None:
        """The titles of the list."""
        raise NotImplementedError

    def show_all(self) -> None:
        """Everything that is known, as it stands now."""
        raise NotImplementedError

    async def open(self) -> None:
        """Import what the screen needs off its own thread, then read."""
        await self.onsite.site_ready()
        from importlib import import_module

        await asyncio.to_thread(import_module, "onsite.sync.stations.code")
        self.read()

    @work(group="read", exclusive=True)
    async def read(self) -> None:
        """Read what is recorded of the stations."""
        site = await self.onsite.site_ready()
        from onsite.sync.keys.keyring import KEY_FILE
        from onsite.sync.stations.overview import survey
        from onsite.sync.stations.words import zone_of

        self.leads = await asyncio.to_thread((site.data / KEY_FILE).exists)
        self.known = await site.read(survey)
        self.zone = zone_of(self.onsite.status.zone)
        self.show_columns()
        self.look()

    def look(self) -> None:
        """Take the last news of the link; every second, while the screen is looked at."""
        if self.is_current and self.see():
            self.show_all()

    def see(self) -> bool:
        """Put together what is recorded and what is heard; answers whether there is anything."""
        link = self.onsite.link
        if self.known is None or link is None:
            return False
        from onsite.sync.stations.overview import listed

        own, now = self.onsite.site.journal.station, self.onsite.clock.now()
        self.seen = listed(self.known, link.state, link.phase(), own, now)
        return True
