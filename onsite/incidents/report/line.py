"""A line that is being typed: its draft on the disk, and the words it may name."""

from __future__ import annotations

import asyncio
import time
from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.incidents.log import drafts
from onsite.sync.clock import moments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.incidents.log.drafts import Draft
    from onsite.incidents.report.patient import FirstKey
    from onsite.sync.clock.moments import Moment
    from onsite.wiring import Site


class Kept:
    """What somebody types, on the disk before they have gone on typing.

    Args:
        site: this station.
        incident: what it is about; empty for a new incident.
    """

    def __init__(self, site: Site, incident: str = "") -> None:
        self._site = site
        self._incident = incident
        self._wanted: Draft | None = None
        self._on_disk: Draft | None = None
        self._writing: asyncio.Task[None] | None = None
        self.draft: Draft | None = None
        """None before the first key."""

    async def others(self) -> tuple[Draft, ...]:
        """What was begun here by whoever works here and not sent, the oldest first.

        Without the one that is being typed.
        """
        found = await self._site.read(drafts.drafts, self._site.operator)
        own = self.draft.id if self.draft is not None else ""
        return tuple(each for each in found if each.incident == self._incident and each.id != own)

    def take_up(self, draft: Draft | None) -> None:
        """Go on with one that was begun before; None for a new one."""
        self.draft = self._wanted = self._on_disk = draft

    def typed(self, text: str, fields: Mapping[str, str], first: FirstKey | None = None) -> None:
        """This stands there now.

        Args:
            text: the line.
            fields: what else is said.
            first: when the first key was pressed; without it that is now.
        """
        if self.draft is None:
            if not text:
                return
            begun = _moment(self._site, first)
            self.draft = drafts.begin(self._site.operator, begun, incident=self._incident)
        self.draft = self._wanted = replace(self.draft, text=text, fields=dict(fields))

    async def write(self) -> None:
        """Have on the disk what stands there; it goes on where whoever waits for it goes away.

        Raises:
            StoreError: it cannot be written.
        """
        if self._writing is None or self._writing.done():
            self._writing = asyncio.create_task(self._write())
        await asyncio.shield(self._writing)

    async def _write(self) -> None:
        while self._wanted is not None and self._wanted != self._on_disk:
            wanted = self._wanted
            if wanted.text:
                now_ms = to_ms(self._site.clock.now())
                await self._site.write(drafts.keep, wanted, now_ms)
            else:
                await self._site.write(drafts.drop, wanted.id)
            if self._wanted is not None and self._wanted.id == wanted.id:
                self._on_disk = wanted

    async def forget(self) -> None:
        """Throw it away."""
        thrown = self.draft
        self.take_up(None)
        if thrown is not None:
            await self._site.write(drafts.drop, thrown.id)


def _moment(site: Site, first: FirstKey | None) -> Moment:
    """When the first key was pressed, by the clock of the event and by that of the computer."""
    now = moments.now(site.clock)
    if first is None:
        return now
    if not now.boot:
        return moments.Moment(to_ms(first.now))
    since_ms = round((time.monotonic() - first.ticks_s) * 1000)
    return moments.Moment(now.at_ms - since_ms, now.boot, now.boot_ms - since_ms)
