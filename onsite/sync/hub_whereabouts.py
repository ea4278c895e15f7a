"""Where the hub is: recorded for all stations, and said in the local network."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

from onsite.sync import membership, service
from onsite.sync.discovery import Announced
from onsite.sync.invitation import fingerprint_of
from onsite.sync.rules import hub_in_force
from onsite.sync.secrets import event_token

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from onsite.sync.hub_options import HubOptions
    from onsite.sync.keyring import Keyring
    from onsite.wiring import Site

_LOOK_S = 10.0

Announce: TypeAlias = "Callable[[Announced], AbstractAsyncContextManager[None]]"


@asynccontextmanager
async def quietly(_hub: Announced) -> AsyncIterator[None]:
    """Say nothing in the local network."""
    yield


class Whereabouts:
    """The addresses of a running hub.

    Args:
        site: the hub's own station.
        keyring: the event's key.
        options: how the hub is run.
        announce: says in the local network where the hub is; `discovery.announced`.
    """

    def __init__(
        self, site: Site, keyring: Keyring, options: HubOptions, announce: Announce
    ) -> None:
        self.epoch = 0
        self.addresses: tuple[str, ...] = ()
        self._site = site
        self._keyring = keyring
        self._options = options
        self._announce = announce

    async def record(self) -> None:
        """Record where this hub is, if that is not known yet."""
        addresses = self._options.addresses()
        if addresses == self.addresses:
            return
        known = hub_in_force(await self._site.read(membership.hubs))
        if known is not None and self._options.nodes and known.addresses == addresses:
            # Another hub of the same cluster has said so; that counts for all of them.
            self.epoch = known.epoch
        else:
            self.epoch = await self._site.write(
                service.open_hub, self._keyring, addresses, self._site.operator
            )
        self.addresses = addresses

    async def keep(self) -> None:
        """Announce the hub; a laptop that moves to another network with its new addresses."""
        while True:
            await self.record()
            async with self._announce(self._announced()):
                await self._until_moved()

    async def _until_moved(self) -> None:
        while self._options.addresses() == self.addresses:  # noqa: ASYNC110 - no system tells it
            await asyncio.sleep(_LOOK_S)

    def _announced(self) -> Announced:
        event = self._keyring.event
        return Announced(
            epoch=self.epoch,
            station=self._site.journal.station,
            addresses=self.addresses,
            token=event_token(event),
            fingerprint=fingerprint_of(event).hex(),
        )
