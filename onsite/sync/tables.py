"""The rows of stations and hubs, their fold, and what this station alone remembers of its link."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import Column, LargeBinary
from sqlmodel import Field

from onsite.journal.fold import Row, Sheet, folds
from onsite.store.rows import StoredRow
from onsite.sync.facts import ClockFound, EventFounded, HubOpened, StationAdmitted, StationRevoked

if TYPE_CHECKING:
    from onsite.journal.entry import Entry


class FoundedRow(StoredRow, table=True):
    """The event as a community of stations; there is one row once it was founded."""

    __tablename__ = "event"

    event: str = Field(primary_key=True)
    subject: str = Field(index=True)
    authority: str
    box: str
    sealed_key: str
    station: str
    """That founded it."""


class MemberRow(StoredRow, table=True):
    """A station of the event, as the event's key has described it."""

    __tablename__ = "station"

    station: str = Field(primary_key=True)
    subject: str = Field(index=True)
    name: str
    role: str
    """The last one it was given; empty where only its revocation has arrived."""
    roles: str
    """All that it was ever given, sorted, as a JSON array."""
    link: str
    box: str
    edition: int
    """Of the description that counts."""
    through: int | None
    """Once revoked: the number of its last entry that counts."""
    revoked_time: int | None
    """The stamp of the revocation."""
    why: str


class HubRow(StoredRow, table=True):
    """A hub that was opened."""

    __tablename__ = "hub"

    epoch: int = Field(primary_key=True)
    station: str = Field(primary_key=True)
    subject: str = Field(index=True)
    addresses: str
    """As a JSON array."""
    venue: str
    upstream: str
    time: int


class ClockRow(StoredRow, table=True):
    """A moment at which a station found its clock to be off."""

    __tablename__ = "station_clock"

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    """Of the entry that says so."""
    after: int
    """Its entries between this number and `number` bear the error."""
    subject: str = Field(index=True)
    time: int
    offset_ms: int
    was_ms: int
    error_ms: int


class TrustRow(StoredRow, table=True):
    """The event that this station belongs to; one row. Known here alone, not folded."""

    __tablename__ = "sync_event"

    event: str = Field(primary_key=True)
    authority: str
    """The event's certificate authority, PEM."""
    name: str
    """Of this station."""
    role: str
    addresses: str
    """Hubs that were named when joining or typed in since, as a JSON array; the last first."""
    joined_ms: int
    contact_ms: int
    """When this station last heard from a hub, in milliseconds since 1970."""
    venue: str | None = None
    """Whose hub it keeps to; unknown until it has met the hub whose address it was told."""
    leaf: str = "[]"
    """Where a leaf node, or a hub of a cluster, on this laptop is reached, as a JSON array."""


class CursorRow(StoredRow, table=True):
    """How far this station has read a hub's stream; written with the rows that it led to."""

    __tablename__ = "sync_cursor"

    link: str = Field(primary_key=True)
    """`hub`, or `upstream` for the second link of a venue's hub."""
    stream: str
    """What tells this very stream from another of that name: when it was created."""
    sequence: int
    message: str
    """The id of the message at `sequence`."""


class HeldRow(StoredRow, table=True):
    """A run of entries that were seen in the hub's stream: these need not be sent again."""

    __tablename__ = "sync_held"

    link: str = Field(primary_key=True)
    station: str = Field(primary_key=True)
    first: int = Field(primary_key=True)
    last: int


class QuarantineRow(StoredRow, table=True):
    """An entry that was offered and not taken."""

    __tablename__ = "sync_quarantine"

    hash: str = Field(primary_key=True)
    """Of its body and signature."""
    station: str = Field(index=True)
    number: int
    kind: str
    reason: str
    """A `rules.Held`."""
    detail: str
    via: str
    """Who passed it on: a station's id, or the name of a file."""
    at_ms: int
    entry: bytes = Field(sa_column=Column(LargeBinary, nullable=False))
    """As `pack.packed` makes it."""


class DroppedRow(StoredRow, table=True):
    """That entries of a station were not even kept, because too many were waiting already."""

    __tablename__ = "sync_dropped"

    station: str = Field(primary_key=True)
    """Empty for all those that do not belong to the event."""
    known: str
    """What was known of the event's stations then; see `quarantine`."""


class OffsetRow(StoredRow, table=True):
    """What was last known of the hub's clock; one row."""

    __tablename__ = "sync_clock"

    one: int = Field(primary_key=True)
    offset_ms: float
    error_ms: float
    at_ms: int
    """By this computer's own clock."""
    number: int
    """Of this station's last entry at that time."""


@folds(EventFounded, into=(FoundedRow,))
def fold_event(sheet: Sheet, entry: Entry, fact: EventFounded) -> None:
    """The first founding stays."""
    if sheet.all(FoundedRow, fact.subject):
        return
    kept = fact.model_dump(include={"event", "authority", "box", "sealed_key"})
    sheet.put(FoundedRow, {**kept, "subject": fact.subject, "station": entry.station})


@folds(StationAdmitted, StationRevoked, into=(MemberRow,))
def fold_station(sheet: Sheet, entry: Entry, fact: StationAdmitted | StationRevoked) -> None:
    """The highest edition counts; a revocation is never undone, and the furthest counts."""
    row = sheet.get(MemberRow, fact.subject, fact.station) or _unknown(fact)
    if isinstance(fact, StationRevoked):
        sheet.put(MemberRow, {**row, **_revoked(row, fact, entry.time)})
        return
    roles = json.dumps(sorted({*json.loads(row["roles"]), fact.role}))
    sheet.put(MemberRow, {**row, **_described(row, fact), "roles": roles})


def _revoked(row: Row, fact: StationRevoked, time: int) -> Row:
    known = -1 if row["through"] is None else row["through"]
    if (fact.through, fact.why) <= (known, row["why"]):
        return {}
    return {"through": fact.through, "revoked_time": time, "why": fact.why}


def _described(row: Row, fact: StationAdmitted) -> Row:
    new = fact.model_dump(include=set(_DESCRIBED))
    # Two hubs that are apart may give one edition twice.
    later = [new[name] for name in _DESCRIBED] > [row[name] for name in _DESCRIBED]
    return new if later else {}


_DESCRIBED = ("edition", "name", "role", "link", "box")


def _unknown(fact: StationAdmitted | StationRevoked) -> Row:
    nothing = {"name": "", "role": "", "roles": "[]", "link": "", "box": "", "why": ""}
    revoked = {"edition": 0, "through": None, "revoked_time": None}
    return {"station": fact.station, "subject": fact.subject, **nothing, **revoked}


@folds(HubOpened, into=(HubRow,))
def fold_hub(sheet: Sheet, entry: Entry, fact: HubOpened) -> None:
    """Every hub is kept; of one epoch of a hub, should it ever have two, the same everywhere."""
    who = {"epoch": fact.epoch, "station": fact.station, "subject": fact.subject}
    said = {"addresses": json.dumps(fact.addresses), "venue": fact.venue, "upstream": fact.upstream}
    known = sheet.get(HubRow, fact.subject, fact.epoch, fact.station)
    if known is None or list(said.values()) > [known[name] for name in said]:
        sheet.put(HubRow, {**who, **said, "time": entry.time})


@folds(ClockFound, into=(ClockRow,))
def fold_clock(sheet: Sheet, entry: Entry, fact: ClockFound) -> None:
    """What a station says of its own clock; of another's it cannot say anything."""
    if entry.station != fact.station:
        return
    found = fact.model_dump(include={"station", "after", "offset_ms", "was_ms", "error_ms"})
    placed = {"number": entry.number, "time": entry.time, "subject": fact.subject}
    sheet.put(ClockRow, {**found, **placed})
