"""The rows of the roster and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

import onsite.roster.search_tables  # noqa: F401 - registers its table and fold
from onsite.clock import to_ms
from onsite.journal.fold import Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.roster.facts import (
    AttendeeListed,
    AttendeeWithdrawn,
    ListImported,
    MappingKept,
)

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.journal.entry import Entry


class AttendeeRow(SQLModel, table=True):
    """An attendee as the last list described them."""

    __tablename__ = "attendee"
    __table_args__ = (
        Index("attendee_source", "source", "source_key"),
        Index("attendee_expected", "withdrawn", "blocked", "status", "category"),
    )

    attendee: str = Field(primary_key=True)
    subject: str = Field(index=True)
    source: str
    source_key: str
    name: str
    company: str
    email: str
    category: str
    order: str = Field(index=True)
    status: str
    payment: str
    blocked: bool
    vip: bool
    speaker: bool
    valid_from_ms: int | None
    valid_until_ms: int | None
    withdrawn: bool
    record: str
    """The whole `facts.Record` as JSON."""
    listed_ms: int
    """When a list last named the attendee, in milliseconds since 1970."""


class CredentialRow(SQLModel, table=True):
    """A text that stands for an attendee. The same text may stand for two: that is ambiguous."""

    __tablename__ = "credential"

    code: str = Field(primary_key=True)
    attendee: str = Field(primary_key=True)
    subject: str = Field(index=True)
    state: str
    """`live` or `revoked`."""


class ImportRow(SQLModel, table=True):
    """One import that was carried out."""

    __tablename__ = "roster_import"

    station: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    subject: str = Field(index=True)
    at_ms: int
    operator: str
    file: str
    sha256: str
    source: str
    new: int
    changed: int
    gone: int
    unchanged: int
    duplicates: int
    bad: int


class MappingRow(SQLModel, table=True):
    """Which columns of a hand-made list mean what, by its headers."""

    __tablename__ = "roster_mapping"

    headers: str = Field(primary_key=True)
    """The headers, in their order, as a JSON array."""
    subject: str = Field(index=True)
    mapping: str
    """As JSON, field to header."""


@folds(AttendeeListed, AttendeeWithdrawn, into=(AttendeeRow, CredentialRow))
def fold_attendee(sheet: Sheet, entry: Entry, fact: AttendeeListed | AttendeeWithdrawn) -> None:
    """The last list wins; codes it no longer names are revoked; nobody is ever deleted."""
    if isinstance(fact, AttendeeListed):
        _list(sheet, entry, fact)
        return
    row = sheet.get(AttendeeRow, fact.subject, fact.attendee)
    if row is not None:
        sheet.put(AttendeeRow, {**row, "withdrawn": True})


def _list(sheet: Sheet, entry: Entry, fact: AttendeeListed) -> None:
    record = fact.record
    sheet.put(
        AttendeeRow,
        {
            "attendee": fact.attendee,
            "subject": fact.subject,
            "source": fact.source,
            "source_key": fact.source_key,
            "name": record.name,
            "company": record.company,
            "email": record.email,
            "category": record.category,
            "order": record.order,
            "status": record.status.value,
            "payment": record.payment.value,
            "blocked": record.blocked,
            "vip": record.vip,
            "speaker": record.speaker,
            "valid_from_ms": _ms(record.valid_from),
            "valid_until_ms": _ms(record.valid_until),
            "withdrawn": False,
            "record": record.model_dump_json(exclude_defaults=True),
            "listed_ms": ms_of(entry.time),
        },
    )
    for old in sheet.all(CredentialRow, fact.subject):
        if old["code"] not in record.codes:
            sheet.put(CredentialRow, {**old, "state": "revoked"})
    for code in record.codes:
        live = {"code": code, "attendee": fact.attendee, "subject": fact.subject}
        sheet.put(CredentialRow, {**live, "state": "live"})


def _ms(instant: datetime | None) -> int | None:
    return to_ms(instant) if instant is not None else None


@folds(ListImported, MappingKept, into=(ImportRow, MappingRow))
def fold_roster(sheet: Sheet, entry: Entry, fact: ListImported | MappingKept) -> None:
    """Every import is kept; of the mappings, the last for the same headers."""
    if isinstance(fact, ListImported):
        who = {"station": entry.station, "number": entry.number, "operator": entry.operator}
        row = {**who, "subject": fact.subject, "at_ms": ms_of(entry.time), **fact.model_dump()}
        sheet.put(ImportRow, row)
        return
    import json

    headers = json.dumps(fact.headers, ensure_ascii=False)
    mapping = json.dumps(fact.mapping, ensure_ascii=False, sort_keys=True)
    sheet.put(MappingRow, {"headers": headers, "subject": fact.subject, "mapping": mapping})
