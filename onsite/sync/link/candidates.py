"""Where a hub may be found: the one in force, those named here, and what the network announces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from onsite.sync import membership
from onsite.sync.keys.secrets import event_token
from onsite.sync.link import homing
from onsite.sync.rules import HubSeen, hub_in_force

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from onsite.sync.discovery import Announced, Browser
    from onsite.sync.membership import Trust
    from onsite.wiring import Site


class Candidates:
    """The addresses to try, one after the other, the likeliest first.

    Args:
        site: knows which hubs were opened, and which addresses were named.
        event: the event's public key.
        fixed: the only address to try.
        beyond: whether the address is that of another venue's hub, so that those which take
            its place there are tried as well.
    """

    def __init__(
        self, site: Site, event: str, fixed: str | None = None, *, beyond: bool = False
    ) -> None:
        self._site = site
        self._event = event
        self._fixed = fixed
        self._beyond = beyond
        self._browser: Browser | None = None
        self._tried: set[str] = set()
        self._preferred: str | None = None
        self._venue: str | None = None
        """That the last hub was of."""

    async def __aenter__(self) -> Self:
        if self._fixed is None:
            from onsite.sync.discovery import Browser

            self._browser = Browser(event_token(self._event))
            await self._browser.start()
        return self

    async def __aexit__(self, *_why: object) -> None:
        if self._browser is not None:
            await self._browser.stop()

    async def following(self) -> str | None:
        """The next address to try; None while there is none at all."""
        preferred, self._preferred = self._preferred, None
        if preferred is not None:
            return preferred
        known = await self.known()
        fresh = [address for address in known if address not in self._tried]
        if not fresh:
            self._tried.clear()
            fresh = known
        if not fresh:
            return None
        self._tried.add(fresh[0])
        return fresh[0]

    def prefer(self, address: str) -> None:
        """Try this address next."""
        self._preferred = address

    async def worked(self, address: str, venue: str = "") -> None:
        """This address led to a hub of that venue: begin there next time, and after a restart."""
        self._tried.clear()
        self._venue = venue
        if self._fixed is None:
            await self._site.write(homing.note_hub, address, venue)

    async def known(self) -> list[str]:
        """Every address, the likeliest first."""
        hubs = await self._site.read(membership.hubs)
        if self._fixed is not None:
            follow = self._beyond and self._venue is not None
            others = addresses_of(hub_in_force(hubs, self._venue or ""), "") if follow else []
            return list(dict.fromkeys([self._fixed, *others]))
        trust = await self._site.read(membership.trust)
        return in_order(trust, hubs, self._seen, self._site.journal.station)

    async def in_force(self) -> list[str]:
        """The addresses of the hub in force in this venue, as far as this station has heard."""
        trust = await self._site.read(membership.trust)
        venue = trust.venue if trust is not None else None
        hubs = [*await self._site.read(membership.hubs), *_full(self._seen)]
        wanted = hub_in_force(hubs, self._venue or "" if venue is None else venue)
        return addresses_of(wanted, self._site.journal.station)

    async def told(self, at: str) -> str | None:
        """The address that a person has named since a hub was met, if it is not this one."""
        trust = await self._site.read(membership.trust)
        if self._fixed is not None or trust is None or trust.venue is not None:
            return None
        return next((named for named in trust.addresses[:1] if named != at), None)

    @property
    def _seen(self) -> Sequence[Announced]:
        return self._browser.hubs() if self._browser is not None else ()


def in_order(
    trust: Trust | None, hubs: Sequence[HubSeen], seen: Sequence[Announced], own: str
) -> list[str]:
    """The addresses to try, the likeliest first.

    A station keeps to the hubs of its venue. It begins with an address that somebody told it
    and that is no hub's of record: that of a leaf node, or of a port that is passed on.

    Args:
        trust: what this station was told.
        hubs: every hub of record.
        seen: what the network announces.
        own: the id of this station.
    """
    venue, named = (trust.venue, trust.addresses) if trust is not None else (None, ())
    recorded = {address for hub in hubs for address in hub.addresses}
    fits = [hub for hub in (*hubs, *_full(seen)) if venue is None or hub.venue == venue]
    home = {address for hub in fits for address in hub.addresses}
    found = [address for address in named[:1] if venue is None or address not in recorded]
    found += addresses_of(hub_in_force([*hubs, *_full(seen)], venue or ""), own)
    # Nobody vouches for what is announced: a hub of record is tried in any case.
    found += addresses_of(hub_in_force(hubs, venue or ""), own)
    found += [address for address in named if address in home or address not in recorded]
    announced = (hub for hub in seen if venue is None or hub.venue == venue)
    return list(dict.fromkeys([*found, *(each for hub in announced for each in hub.addresses)]))


def addresses_of(hub: HubSeen | None, own: str) -> list[str]:
    """Where a hub is reached from the laptop of the station `own`."""
    if hub is None:
        return []
    if hub.station != own:
        return list(hub.addresses)
    # This very laptop is the hub: it must be found with every network gone, too.
    ports = dict.fromkeys(address.rpartition(":")[2] for address in hub.addresses)
    return [*(f"127.0.0.1:{port}" for port in ports), *hub.addresses]


def _full(seen: Iterable[Announced]) -> list[HubSeen]:
    return [hub for hub in seen if not hub.leaf]
