"""Where a hub may be found: the one in force, those named here, and what the network announces."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from onsite.sync import membership, service
from onsite.sync.rules import hub_in_force
from onsite.sync.secrets import event_token

if TYPE_CHECKING:
    from onsite.sync.discovery import Browser
    from onsite.wiring import Site


class Candidates:
    """The addresses to try, one after the other, the likeliest first.

    Args:
        site: knows which hubs were opened, and which addresses were named.
        event: the event's public key.
        fixed: the only address to try.
    """

    def __init__(self, site: Site, event: str, fixed: str | None = None) -> None:
        self._site = site
        self._event = event
        self._fixed = fixed
        self._browser: Browser | None = None
        self._tried: set[str] = set()
        self._preferred: str | None = None

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

    async def worked(self, address: str) -> None:
        """This address led to a hub: begin with it the next time, and after a restart."""
        self._tried.clear()
        if self._fixed is None:
            await self._site.write(service.note_address, address)

    async def known(self) -> list[str]:
        """Every address, the likeliest first."""
        if self._fixed is not None:
            return [self._fixed]
        found = [*await self.in_force(), *await self._named()]
        seen = self._browser.hubs() if self._browser is not None else []
        found += [address for hub in seen for address in hub.addresses]
        return list(dict.fromkeys(found))

    async def in_force(self) -> list[str]:
        """The addresses of the hub in force, as far as this station has heard."""
        seen = self._browser.hubs() if self._browser is not None else []
        hub = hub_in_force([*await self._site.read(membership.hubs), *seen])
        if hub is None:
            return []
        if hub.station != self._site.journal.station:
            return list(hub.addresses)
        # This very laptop is the hub: it must be found with every network gone, too.
        ports = dict.fromkeys(address.rpartition(":")[2] for address in hub.addresses)
        return [*(f"127.0.0.1:{port}" for port in ports), *hub.addresses]

    async def _named(self) -> tuple[str, ...]:
        trust = await self._site.read(membership.trust)
        return trust.addresses if trust is not None else ()
