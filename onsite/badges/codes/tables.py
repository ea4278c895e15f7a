"""The rows of badge keys, and of which badge of each attendee counts; their folds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Field

from onsite.badges.codes.facts import (
    BadgeKeyFact,
    BadgeKeyRevoked,
    BadgeKeyShared,
    BadgeMet,
    BadgeSigningKeyShared,
)
from onsite.badges.codes.ids import GENERATIONS
from onsite.badges.codes.key import Scheme
from onsite.badges.facts import BadgeIssued
from onsite.journal.fold import Row, Sheet, folds
from onsite.journal.hlc import ms_of
from onsite.roster.acts.facts import AttendeeTransferred
from onsite.store.rows import StoredRow

if TYPE_CHECKING:
    from onsite.journal.entry import Entry

MET, TRANSFERRED = "met", "transferred"
"""Why a badge counts, or no longer does, beside the grounds of `badges.facts`."""


class BadgeKeyRow(StoredRow, table=True):
    """A key."""

    __tablename__ = "badge_key"

    key: str = Field(primary_key=True)
    subject: str = Field(index=True)
    scheme: str
    """A `key.Scheme`; empty where only its revocation has arrived."""
    public: str
    """Of a signing key, as hexadecimal digits."""
    station: str
    """That made it."""
    made: int
    """The stamp of the entry."""
    revoked_ms: int
    """In milliseconds since 1970; 0 while it counts."""
    why: str


class BadgeKeyShareRow(StoredRow, table=True):
    """A key as one station was given it by another."""

    __tablename__ = "badge_key_share"

    key: str = Field(primary_key=True)
    station: str = Field(primary_key=True)
    giver: str = Field(primary_key=True)
    """Each counts for itself, so that nobody spoils what another has given."""
    subject: str = Field(index=True)
    sealed: str


class BadgeStandingRow(StoredRow, table=True):
    """Which badge of an attendee counts. Times are milliseconds since 1970; 0 for never."""

    __tablename__ = "badge_standing"

    attendee: str = Field(primary_key=True)
    subject: str = Field(index=True)
    newest: int
    """The generation that counts; 0 where none was heard of."""
    newest_ms: int
    newest_why: str
    """As in `BadgeIssued`, or `MET`."""
    newest_station: str
    void_through: int
    """Up to this generation none counts, though there is none newer."""
    void_ms: int
    void_why: str
    transfers: int
    """How often the ticket has become another person's."""


@folds(BadgeKeyShared, BadgeSigningKeyShared, BadgeKeyRevoked, into=(BadgeKeyRow, BadgeKeyShareRow))
def fold_keys(sheet: Sheet, entry: Entry, fact: BadgeKeyFact) -> None:
    """The first who gives a key has made it; a revocation is never undone, and the first counts.

    So does the first of what one station gives another.
    """
    row = sheet.get(BadgeKeyRow, fact.subject, fact.key) or _unknown(fact)
    if isinstance(fact, (BadgeKeyShared, BadgeSigningKeyShared)):
        given = {"key": fact.key, "station": fact.station, "giver": entry.station}
        if sheet.get(BadgeKeyShareRow, fact.subject, *given.values()) is None:
            sheet.put(BadgeKeyShareRow, {**given, "subject": fact.subject, "sealed": fact.sealed})
        if not row["scheme"]:
            row = {**row, "station": entry.station, "made": entry.time, **_made(fact)}
    elif isinstance(fact, BadgeKeyRevoked) and not row["revoked_ms"]:
        row = {**row, "revoked_ms": max(ms_of(entry.time), 1), "why": fact.why}
    sheet.put(BadgeKeyRow, row)


@folds(BadgeIssued, BadgeMet, AttendeeTransferred, into=(BadgeStandingRow,))
def fold_standing(
    sheet: Sheet, entry: Entry, fact: BadgeIssued | BadgeMet | AttendeeTransferred
) -> None:
    """The newest generation that was issued or read counts; none that bears a former name.

    That is one of before the transfer, and one that was issued later by whoever had not heard of
    it. Its code may be that of a badge with the right name, too: then neither counts.
    """
    row = sheet.get(BadgeStandingRow, fact.subject, fact.attendee) or _no_badge(fact)
    now_ms = ms_of(entry.time)
    if isinstance(fact, AttendeeTransferred):
        void = {"void_through": row["newest"], "void_ms": now_ms, "void_why": TRANSFERRED}
        row = {**row, **void, "transfers": row["transfers"] + 1}
    elif _is_news(row, fact):
        why = fact.why if isinstance(fact, BadgeIssued) else MET
        newest = {"newest": fact.generation, "newest_ms": now_ms, "newest_why": why}
        row = {**row, **newest, "newest_station": entry.station}
    if isinstance(fact, BadgeIssued) and _bears_former_name(row, fact):
        row = {**row, "void_through": max(row["void_through"], fact.generation)}
    sheet.put(BadgeStandingRow, row)


def _bears_former_name(row: Row, fact: BadgeIssued) -> bool:
    known = fact.transfers is None or fact.transfers >= row["transfers"]
    return not known and fact.generation <= GENERATIONS


def _is_news(row: Row, fact: BadgeIssued | BadgeMet) -> bool:
    if fact.generation > GENERATIONS:
        return False  # no code can say it
    # Who was issued it says more than who has read it, wherever their clocks stand.
    met = row["newest_why"] == MET and isinstance(fact, BadgeIssued)
    return fact.generation > row["newest"] or (met and fact.generation == row["newest"])


def _made(fact: BadgeKeyShared | BadgeSigningKeyShared) -> Row:
    if isinstance(fact, BadgeSigningKeyShared):
        return {"scheme": Scheme.ED25519.value, "public": fact.public}
    return {"scheme": Scheme.MAC.value}


def _unknown(fact: BadgeKeyFact) -> Row:
    nothing = {"scheme": "", "public": "", "station": "", "why": ""}
    return {"key": fact.key, "subject": fact.subject, **nothing, "made": 0, "revoked_ms": 0}


def _no_badge(fact: BadgeIssued | BadgeMet | AttendeeTransferred) -> Row:
    who = {"attendee": fact.attendee, "subject": fact.subject}
    numbers = dict.fromkeys(("newest", "newest_ms", "void_through", "void_ms", "transfers"), 0)
    return {**who, **numbers, **dict.fromkeys(("newest_why", "newest_station", "void_why"), "")}
