"""The rows of the roster and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Index
from sqlmodel import Field

from onsite.clock import to_ms
from onsite.journal.fold import Row, Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.roster.acts.facts import (
    ON_SITE,
    AttendeeBlocked,
    AttendeeCorrected,
    AttendeeRegistered,
    AttendeeTransferred,
    AttendeeUnregistered,
    BlockLifted,
    CredentialIssued,
    CredentialRevoked,
    PaymentAccepted,
    PaymentReturned,
)
from onsite.roster.acts.standing import LIVE, OnSite, caught_up, done_after, in_force
from onsite.roster.acts.tables import OnSiteRow, columns_of, done_of
from onsite.roster.facts import (
    AttendeeListed,
    AttendeeWithdrawn,
    ListImported,
    MappingKept,
    Record,
)
from onsite.roster.search_tables import AttendeeSearchRow, found_by
from onsite.roster.signed.facts import FROM_CODE, AttendeeFromCode
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from datetime import datetime

    from onsite.journal.entry import Entry
    from onsite.roster.acts.facts import Act


class AttendeeRow(StoredRow, table=True):
    """An attendee as the last list described them, with what was set right on site."""

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


class CredentialRow(StoredRow, table=True):
    """A text that stands for an attendee. The same text may stand for two: that is ambiguous."""

    __tablename__ = "credential"

    code: str = Field(primary_key=True)
    attendee: str = Field(primary_key=True)
    subject: str = Field(index=True)
    state: str
    """`live`, `revoked` or `lost`."""


class ImportRow(StoredRow, table=True):
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


class MappingRow(StoredRow, table=True):
    """Which columns of a hand-made list mean what, by its headers."""

    __tablename__ = "roster_mapping"

    headers: str = Field(primary_key=True)
    """The headers, in their order, as a JSON array."""
    subject: str = Field(index=True)
    mapping: str
    """As JSON, field to header."""


@folds(
    AttendeeListed,
    AttendeeWithdrawn,
    AttendeeFromCode,
    AttendeeRegistered,
    AttendeeUnregistered,
    AttendeeCorrected,
    AttendeeTransferred,
    AttendeeBlocked,
    BlockLifted,
    PaymentAccepted,
    PaymentReturned,
    CredentialIssued,
    CredentialRevoked,
    into=(AttendeeRow, CredentialRow, AttendeeSearchRow, OnSiteRow),
)
def fold_attendee(
    sheet: Sheet, entry: Entry, fact: AttendeeListed | AttendeeWithdrawn | AttendeeFromCode | Act
) -> None:
    """The last list, with what was done on site over it; nobody is ever deleted.

    Codes that the list no longer names are revoked, those that were given on site stay.
    """
    match fact:
        case AttendeeListed():
            _describe(sheet, _row(entry, fact.attendee, fact.source, fact.source_key), fact.record)
        case AttendeeWithdrawn() | AttendeeUnregistered():
            row = sheet.get(AttendeeRow, fact.subject, fact.attendee)
            if row is not None:
                sheet.put(AttendeeRow, {**row, "withdrawn": True})
        case AttendeeFromCode():
            if sheet.get(AttendeeRow, fact.subject, fact.attendee) is None:
                _describe(sheet, _row(entry, fact.attendee, FROM_CODE, fact.attendee), fact.record)
        case AttendeeRegistered():
            row = sheet.get(AttendeeRow, fact.subject, fact.attendee)
            # By a clock that is behind, their badge may have been read before they were registered.
            if row is None or row["source"] == FROM_CODE:
                _describe(sheet, _row(entry, fact.attendee, ON_SITE, fact.attendee), fact.record)
            known = _on_site(sheet, entry.subject, fact.attendee)
            sheet.put(OnSiteRow, {**known, "companion_of": fact.companion_of})
        case _:
            _act(sheet, fact)


def _describe(sheet: Sheet, row: Row, record: Record) -> None:
    """What a list says of them, or whatever stands for it while there is none."""
    known = sheet.get(OnSiteRow, row["subject"], row["attendee"])
    done = OnSite()
    if known is not None:
        done = caught_up(done_of(known), record)
        listed = record.model_dump_json(exclude_defaults=True)
        sheet.put(OnSiteRow, {**known, **columns_of(done), "listed": listed})
    _stand(sheet, row, record, done)


def _act(sheet: Sheet, fact: Act) -> None:
    known = _on_site(sheet, fact.subject, fact.attendee)
    listed = Record.model_validate_json(known["listed"]) if known["listed"] else None
    done = done_after(done_of(known), fact, listed)
    sheet.put(OnSiteRow, {**known, **columns_of(done)})
    row = sheet.get(AttendeeRow, fact.subject, fact.attendee)
    if row is not None and listed is not None:
        _stand(sheet, row, listed, done)


def _on_site(sheet: Sheet, subject: str, attendee: str) -> Row:
    known = sheet.get(OnSiteRow, subject, attendee)
    if known is not None:
        return known
    row = sheet.get(AttendeeRow, subject, attendee)
    # Until now nothing was done on site, so the roster has them as the list does.
    who = {"attendee": attendee, "subject": subject, "companion_of": ""}
    return {**who, **columns_of(OnSite()), "listed": row["record"] if row is not None else ""}


def _row(entry: Entry, attendee: str, source: str, source_key: str) -> Row:
    return {
        "attendee": attendee,
        "subject": entry.subject,
        "source": source,
        "source_key": source_key,
        "withdrawn": False,
        "listed_ms": ms_of(entry.time),
    }


def _stand(sheet: Sheet, base: Row, listed: Record, done: OnSite) -> None:
    """The rows of an attendee: what the list says, with what was done on site over it."""
    record = in_force(listed, done)
    attendee, subject = base["attendee"], base["subject"]
    said = {
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
        "record": record.model_dump_json(exclude_defaults=True),
    }
    sheet.put(AttendeeRow, {**base, **said})
    sheet.put(AttendeeSearchRow, {"attendee": attendee, "subject": subject, **found_by(record)})
    states = dict(done.codes)
    for old in sheet.all(CredentialRow, subject):
        states.setdefault(old["code"], "revoked")
    states |= dict.fromkeys(record.codes, LIVE)
    for code, state in states.items():
        who = {"code": code, "attendee": attendee, "subject": subject}
        sheet.put(CredentialRow, {**who, "state": state})


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
