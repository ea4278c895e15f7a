"""Who may come in at the hub: kept as the store and the invitations say, while it runs."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from typing import TYPE_CHECKING

from onsite.sync import membership
from onsite.sync.hub.rights import usable
from onsite.sync.hub.settings import configuration
from onsite.sync.link.cancelling import heed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from onsite.sync.hub.admin import Admin
    from onsite.sync.hub.answers import Admission
    from onsite.sync.hub.folder import HubFolder
    from onsite.sync.hub.settings import Invited, Settings
    from onsite.sync.membership import Station
    from onsite.wiring import Site

_LOOK_S = 0.2
_ANYWAY_S = 1.0
"""Invitations end by themselves, so what is true is asked for this often at the least."""


class Users:
    """The configuration of the server, and how it comes to be the one in force.

    Args:
        site: the hub's own station.
        admission: knows the invitations.
        folder: where the configuration lies.
        settings: what else it is made of.
    """

    def __init__(
        self, site: Site, admission: Admission, folder: HubFolder, settings: Settings
    ) -> None:
        self.stations: Sequence[Station] = ()
        self.invited: Sequence[Invited] = ()
        self.changed = asyncio.Event()
        """Set to have it look at once."""
        self._site = site
        self._admission = admission
        self._folder = folder
        self._settings = settings
        self._in_force = ""
        self._version = -1

    async def prepare(self) -> None:
        """Write the configuration that a server is to be started with."""
        self._in_force = await self._wanted()
        await asyncio.to_thread(self._folder.write, self._folder.configuration, self._in_force)

    async def run(self, admin: Admin, server: Callable[[], str]) -> None:
        """Put every change in force, within a quarter of a second.

        Args:
            admin: the connections.
            server: what the server calls itself.

        Raises:
            ConnectionLost: the server does not answer any more.
        """
        while True:
            wanted = await self._wanted()
            if wanted != self._in_force:
                await asyncio.to_thread(self._folder.write, self._folder.configuration, wanted)
                await admin.reload(server())
                self._in_force = wanted
            await self._something_new()
            heed()

    async def _wanted(self) -> str:
        self.stations = await self._site.read(membership.stations)
        self.invited = await asyncio.to_thread(self._admission.pending, self._site)
        return configuration(self._settings, *usable(self.stations, self.invited))

    async def _something_new(self) -> None:
        try:
            async with asyncio.timeout(_ANYWAY_S):
                while not self.changed.is_set() and not await self._written_by_others():
                    await self._changed_within(_LOOK_S)
        except TimeoutError:
            return
        self.changed.clear()

    async def _changed_within(self, span_s: float) -> None:
        with suppress(TimeoutError):
            async with asyncio.timeout(span_s):
                await self.changed.wait()

    async def _written_by_others(self) -> bool:
        before, self._version = self._version, await self._site.store.foreign_version()
        return self._version != before
