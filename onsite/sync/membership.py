"""Reading who belongs to the event, and where its hubs are."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select

from onsite.journal.fold import table_of
from onsite.store.prepared import Prepared
from onsite.sync.rules import HubSeen, Member
from onsite.sync.tables import FoundedRow, HubRow, MemberRow, TrustRow

if TYPE_CHECKING:
    from sqlalchemy import Connection

_TRUST = table_of(TrustRow)
_FOUNDED = table_of(FoundedRow)
_MEMBER = table_of(MemberRow)
_HUB = table_of(HubRow)

_THE_TRUST = Prepared(select(_TRUST))
_THE_EVENT = select(_FOUNDED)
_EVERYBODY = select(_MEMBER).order_by(_MEMBER.c.name, _MEMBER.c.station)
_MEMBERS = Prepared(select(_MEMBER.c.station, _MEMBER.c.roles, _MEMBER.c.through))
_ONE = Prepared(select(_MEMBER).where(_MEMBER.c.station == bindparam("station")))
_HUBS = select(_HUB)


@dataclass(frozen=True, slots=True)
class Trust:
    """The event that this station belongs to, as it was told when joining or founding."""

    event: str
    """The event's public key."""
    authority: str
    """Its certificate authority, PEM."""
    name: str
    """Of this station."""
    role: str
    addresses: tuple[str, ...]
    """Hubs that were named here, the last first."""
    joined_ms: int
    contact_ms: int
    """When a hub was last heard, in milliseconds since 1970."""
    venue: str | None = None
    """Whose hub this station keeps to; unknown until it has met the hub it was told of."""
    leaf: tuple[str, ...] = ()
    """Where a leaf node, or a hub of a cluster, on this laptop is reached."""


@dataclass(frozen=True, slots=True)
class Founded:
    """The event as a community of stations."""

    event: str
    authority: str
    """The certificate authority, PEM."""
    box: str
    sealed_key: str
    station: str


@dataclass(frozen=True, slots=True)
class Station:
    """A station of the event, for people and for the hub."""

    station: str
    name: str
    role: str
    roles: tuple[str, ...]
    link: str
    box: str
    through: int | None
    revoked_time: int | None
    why: str
    edition: int = 0
    """Of this description."""

    @property
    def revoked(self) -> bool:
        """Whether it no longer belongs to the event."""
        return self.through is not None

    @property
    def member(self) -> Member:
        """What the rules need of it."""
        return Member(self.station, frozenset(self.roles), self.through)


def trust(rows: Connection) -> Trust | None:
    """The event that this station belongs to; None while it works alone."""
    row = _THE_TRUST.first(rows, {})
    if row is None:
        return None
    lists = {name: tuple(json.loads(row[name])) for name in ("addresses", "leaf")}
    return Trust(**{**row, **lists})


def founded(rows: Connection) -> Founded | None:
    """The event as it was founded; None before that is known here."""
    row = rows.execute(_THE_EVENT).mappings().first()
    if row is None:
        return None
    return Founded(row["event"], row["authority"], row["box"], row["sealed_key"], row["station"])


def stations(rows: Connection) -> list[Station]:
    """Every station of the event, revoked ones too, by name."""
    return [_station(row) for row in rows.execute(_EVERYBODY).mappings()]


def members(rows: Connection) -> dict[str, Member]:
    """What the rules need of every station, by its id. Asked for with every batch that arrives."""
    found = _MEMBERS.all(rows, {})
    return {
        row["station"]: Member(row["station"], _roles(row["roles"]), row["through"])
        for row in found
    }


def station(rows: Connection, key: str) -> Station | None:
    """The station with that public key."""
    row = _ONE.first(rows, {"station": key})
    return _station(row) if row is not None else None


def hubs(rows: Connection) -> list[HubSeen]:
    """Every hub that was ever opened."""
    return [
        HubSeen(row.epoch, row.station, tuple(json.loads(row.addresses)), row.venue, row.upstream)
        for row in rows.execute(_HUBS)
    ]


@lru_cache(maxsize=64)
def _roles(listed: str) -> frozenset[str]:
    return frozenset(json.loads(listed))


def _station(row: Any) -> Station:
    return Station(
        station=row["station"],
        name=row["name"],
        role=row["role"],
        roles=tuple(json.loads(row["roles"])),
        link=row["link"],
        box=row["box"],
        through=row["through"],
        revoked_time=row["revoked_time"],
        why=row["why"],
        edition=row["edition"],
    )
