"""An event of several stations without any network: sites whose entries are handed over here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from onsite.journal.journal import entries_of
from onsite.sync import intake, service
from onsite.sync.keys.keyring import new_keyring, new_recovery_code
from onsite.wiring import Site, open_site

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from onsite.clock import Clock
    from onsite.journal.entry import Entry

AUTHORITY = "a certificate"


class Community:
    """The founder's site and those it admits; `between` hands entries over."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder = folder
        self._clock = clock
        self.keyring = new_keyring()
        self.code = new_recovery_code()
        self.sites: list[Site] = []
        self.lead = self.opened("Lead")
        founding = service.Founding(self.keyring, AUTHORITY, self.code, "Lead")
        self.lead.write_now(service.found, founding, "Maria")

    def opened(self, name: str) -> Site:
        """A station that belongs to nothing yet."""
        site = open_site(self._folder / name, operator="Maria", clock=self._clock)
        self.sites.append(site)
        return site

    def station(self, name: str, role="desk") -> Site:
        """A station that the lead has admitted and that knows it; it has read nothing yet."""
        site = self.opened(name)
        asked = service.described(site.journal.signer, name, role)
        community = service.Community(self.keyring.event, AUTHORITY)
        site.write_now(service.remember, community, asked, ())
        self.lead.write_now(service.admit, self.keyring, asked, "Maria")
        return site

    def revoke(self, site: Site, **options) -> int:
        """The lead takes a station out."""
        return self.lead.write_now(
            service.revoke, self.keyring, site.journal.station, "stolen", "Maria", **options
        )

    def close(self) -> None:
        for site in self.sites:
            site.close()


def written(site: Site) -> list[Entry]:
    """What a station has recorded itself."""
    return site.read_now(entries_of, site.journal.station)


def hand(entries: Iterable[Entry], to: Site, via: str = "test") -> intake.Intake:
    """Give entries to a station, as the link does."""
    good, bad = intake.verified(list(entries))
    return to.write_now(intake.take, good, bad, via)
