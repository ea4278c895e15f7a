"""Several stations of one event, each with a store of its own and no network between them."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from onsite.checkin.facts import Direction, Outcome, Reason, ScanMade, Verdict
from onsite.journal.fold import folded_tables
from onsite.roster.facts import AttendeeListed, Record
from onsite.sync import membership, service
from onsite.sync.intake import take, verified
from onsite.sync.keys import keyring
from onsite.sync.link.ledger import here, span_of
from onsite.wiring import Site, open_site

if TYPE_CHECKING:
    from pathlib import Path

    from onsite.journal.entry import Entry
    from onsite.journal.facts import Fact
    from tests.conftest import ManualClock

_KEYS = count()


class Laptops:
    """The lead's laptop, which founded the event, and others that it admits."""

    def __init__(self, folder: Path, clock: ManualClock) -> None:
        self.folder = folder
        self.clock = clock
        self.sites: list[Site] = []
        self.ring = keyring.new_keyring()
        self.lead = self.opened("lead")
        founding = service.Founding(self.ring, "PEM", keyring.new_recovery_code(), "Lead")
        self.lead.write_now(service.found, founding, "Maria")
        keyring.keep(self.lead.data, self.ring)

    def opened(self, name: str) -> Site:
        site = open_site(self.folder / name, operator="Maria", clock=self.clock)
        self.sites.append(site)
        return site

    def alone(self, name: str, role: str = "desk") -> Site:
        """A station that was admitted, and has nothing of the event but its trust."""
        site = self.opened(name)
        asked = service.described(site.journal.signer, name, role)
        community = service.Community(self.ring.event, "PEM")
        site.write_now(service.remember, community, asked, ())
        self.lead.write_now(service.admit, self.ring, asked, "Maria")
        return site

    def desk(self, name: str, role: str = "desk") -> Site:
        """A station that has met the lead's hub once."""
        site = self.alone(name, role)
        pass_on(self.lead, site)
        return site

    def revoke(self, site: Site, **options) -> int:
        return self.lead.write_now(
            service.revoke, self.ring, site.journal.station, "lost", "Maria", **options
        )

    def close(self) -> None:
        for site in self.sites:
            site.close()


def record(site: Site, *facts: Fact) -> list[Entry]:
    return site.write_now(lambda journal, rows: journal.append(rows, *facts, operator="Maria"))


def scanned(site: Site, many: int = 1) -> list[Entry]:
    """What a desk may record, each time anew."""
    refused = Verdict(outcome=Outcome.REFUSE, reason=Reason.UNKNOWN)
    facts = [
        ScanMade(
            key=str(next(_KEYS)),
            at_ms=0,
            checkpoint="main",
            direction=Direction.ENTRY,
            code=f"T-{at}",
            attendee=None,
            verdict=refused,
        )
        for at in range(many)
    ]
    return record(site, *facts)


def listed(name: str) -> AttendeeListed:
    return AttendeeListed(
        attendee=name.casefold(),
        source="plain",
        source_key=name,
        record=Record(name=name, category="regular"),
    )


def everything(site: Site) -> list[Entry]:
    return [
        entry
        for station, spans in site.read_now(here).spans.items()
        for first, last in spans
        for entry in site.read_now(span_of, station, first, last, 10**6)
    ]


def pass_on(source: Site, target: Site) -> None:
    """All entries, as a hub would."""
    target.write_now(take, *verified(everything(source)), "hub")


def tables(site: Site) -> dict[str, list[tuple]]:
    """Every row of every folded table."""
    found = {}
    for table in folded_tables():
        names = ", ".join(f'"{column.name}"' for column in table.columns)
        query = f'SELECT {names} FROM "{table.name}"'
        rows = site.store.read_now(lambda rows, query=query: rows.exec_driver_sql(query).fetchall())
        found[table.name] = sorted(map(tuple, rows), key=repr)
    return found


def is_admitted(site: Site, other: Site) -> bool:
    return site.read_now(membership.station, other.journal.station) is not None
