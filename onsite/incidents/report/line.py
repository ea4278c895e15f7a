"""A line that is being typed: its draft on the disk, and the words it may name."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from onsite.clock import to_ms
from onsite.incidents.log import drafts, moments

if TYPE_CHECKING:
    from collections.abc import Mapping

    from onsite.incidents.log.drafts import Draft
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
        self._busy = False
        self.draft: Draft | None = None
        """None before the first key."""

    async def others(self) -> tuple[Draft, ...]:
        """What was begun here by whoever works here and not sent, the oldest first."""
        found = await self._site.read(drafts.drafts, self._site.operator)
        return tuple(each for each in found if each.incident == self._incident)

    def take_up(self, draft: Draft | None) -> None:
        """Go on with one that was begun before; None for a new one."""
        self.draft = self._wanted = self._on_disk = draft

    def typed(self, text: str, fields: Mapping[str, str]) -> None:
        """This stands there now. The first key says when it began."""
        if self.draft is None:
            if not text:
                return
            begun = moments.now(self._site.clock)
            self.draft = drafts.begin(self._site.operator, begun, incident=self._incident)
        self.draft = self._wanted = replace(self.draft, text=text, fields=dict(fields))

    async def write(self) -> None:
        """Have on the disk what stands there; who comes while it is being written is served."""
        if self._busy:
            return
        self._busy = True
        try:
            while self._wanted is not None and self._wanted != self._on_disk:
                wanted = self._wanted
                if wanted.text:
                    now_ms = to_ms(self._site.clock.now())
                    await self._site.write(drafts.keep, wanted, now_ms)
                else:
                    await self._site.write(drafts.drop, wanted.id)
                self._on_disk = wanted
        finally:
            self._busy = False

    async def forget(self) -> None:
        """Throw it away."""
        thrown, self._wanted = self.draft, None
        self.take_up(None)
        if thrown is not None:
            await self._site.write(drafts.drop, thrown.id)
