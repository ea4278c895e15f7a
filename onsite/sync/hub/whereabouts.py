"""Where the hub is: recorded for all stations, and said in the local network."""

from __future__ import annotations

import asyncio
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, TypeAlias

from onsite.sync import membership, service
from onsite.sync.addresses import joined
from onsite.sync.discovery import Announced
from onsite.sync.joining.invitation import fingerprint_of
from onsite.sync.keys.secrets import event_token
from onsite.sync.link import homing
from onsite.sync.rules import hub_in_force

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from contextlib import AbstractAsyncContextManager

    from onsite.sync.hub.options import HubOptions
    from onsite.sync.keys.keyring import Keyring
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
        self.options = options
        self.event = keyring.event
        self._announce = announce

    async def record(self) -> None:
        """Record where this hub is, if that is not known yet."""
        addresses = self.options.addresses()
        if addresses == self.addresses:
            return
        here: tuple[str, ...] = ()
        if self.options.leaf_of:
            await self._record_leaf()
            here = addresses
        else:
            await self._record_hub(addresses)
            if self.options.nodes:
                here = self.options.addresses_here()
        await self._site.write(homing.note_here, here)
        self.addresses = addresses

    async def forget(self) -> None:
        """A leaf node is no longer there; of a hub nothing is recorded, another will open."""
        if self.options.leaf_of or self.options.nodes:
            await self._site.write(homing.note_here, ())

    async def keep(self) -> None:
        """Announce the hub; a laptop that moves to another network with its new addresses."""
        while True:
            await self.record()
            async with self._announce(self._announced()):
                await self._until_moved()

    async def _record_hub(self, addresses: tuple[str, ...]) -> None:
        known = hub_in_force(await self._site.read(membership.hubs), self.options.venue)
        if known is not None and self.options.nodes and known.addresses == addresses:
            # Another hub of the same cluster has said so; that counts for all of them.
            self.epoch = known.epoch
            return
        self.epoch = await self._site.write(
            service.open_hub,
            self._keyring,
            addresses,
            self._site.operator,
            venue=self.options.venue,
            upstream=self.options.upstream,
        )

    async def _record_leaf(self) -> None:
        # Only here: the others would leave their hub for it.
        own = joined(self.options.host, self.options.port)
        await self._site.write(homing.go_to, own)

    async def _until_moved(self) -> None:
        while self.options.addresses() == self.addresses:  # noqa: ASYNC110 - no system tells it
            await asyncio.sleep(_LOOK_S)

    def _announced(self) -> Announced:
        event = self._keyring.event
        return Announced(
            epoch=self.epoch,
            station=self._site.journal.station,
            addresses=self.addresses,
            venue=self.options.venue,
            leaf=bool(self.options.leaf_of),
            token=event_token(event),
            fingerprint=fingerprint_of(event).hex(),
        )
