"""The rows of a checkpoint and their fold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from onsite.checkin.facts import Direction, Outcome, ScanMade, ScanUndone
from onsite.journal.fold import Row, Sheet, folds

if TYPE_CHECKING:
    from collections.abc import Iterable

    from onsite.journal.entry import Entry


class ScanRow(SQLModel, table=True):
    """One attempt. The first entry with a key is the scan; later ones with it are retries."""

    __tablename__ = "scan"
    __table_args__ = (
        Index("scan_time", "time"),
        Index("scan_passage", "checkpoint", "outcome", "direction", "at_ms"),
    )

    key: str = Field(primary_key=True)
    subject: str = Field(primary_key=True, index=True)
    attendee: str | None
    checkpoint: str
    direction: str
    code: str
    outcome: str
    reason: str
    verdict: str
    """The whole `facts.Verdict` as JSON."""
    at_ms: int
    time: int
    """The stamp of the entry: the order of scans on every station."""
    station: str
    operator: str
    undone: bool


class PresenceRow(SQLModel, table=True):
    """Where an attendee stands with one checkpoint: a view of their scans that count."""

    __tablename__ = "presence"
    __table_args__ = (Index("presence_checkpoint", "checkpoint", "inside", "entries"),)

    attendee: str = Field(primary_key=True)
    checkpoint: str = Field(primary_key=True)
    subject: str = Field(index=True)
    inside: bool
    entries: int
    first_in_ms: int | None
    last_in_ms: int | None
    last_out_ms: int | None
    last_in_station: str
    last_in_operator: str


class EarlyUndoRow(SQLModel, table=True):
    """An undo that stands before its scan, whose station's clock is far ahead."""

    __tablename__ = "scan_early_undo"

    key: str = Field(primary_key=True)
    subject: str = Field(primary_key=True, index=True)
    why: str


@folds(ScanMade, ScanUndone, into=(ScanRow, PresenceRow, EarlyUndoRow))
def fold_scan(sheet: Sheet, entry: Entry, fact: ScanMade | ScanUndone) -> None:
    """Every attempt is a row; admissions and exits that were not taken back make the presence."""
    if isinstance(fact, ScanUndone):
        _undo(sheet, fact)
        return
    if sheet.get(ScanRow, fact.subject, fact.key, fact.subject) is not None:
        return
    undone = sheet.get(EarlyUndoRow, fact.subject, fact.key, fact.subject) is not None
    scan = {**_row(entry, fact), "undone": undone}
    sheet.put(ScanRow, scan)
    if fact.attendee is not None and counts(scan) and not undone:
        before = sheet.get(PresenceRow, fact.subject, fact.attendee, fact.checkpoint)
        sheet.put(PresenceRow, after(before or nowhere(scan), scan))


def _row(entry: Entry, fact: ScanMade) -> Row:
    return {
        "key": fact.key,
        "subject": fact.subject,
        "attendee": fact.attendee,
        "checkpoint": fact.checkpoint,
        "direction": fact.direction.value,
        "code": fact.code,
        "outcome": fact.verdict.outcome.value,
        "reason": fact.verdict.reason.value,
        "verdict": fact.verdict.model_dump_json(exclude_defaults=True),
        "at_ms": fact.at_ms,
        "time": entry.time,
        "station": entry.station,
        "operator": entry.operator,
    }


def _undo(sheet: Sheet, fact: ScanUndone) -> None:
    scan = sheet.get(ScanRow, fact.subject, fact.key, fact.subject)
    if scan is None:
        sheet.put(EarlyUndoRow, {"key": fact.key, "subject": fact.subject, "why": fact.why})
        return
    if scan["undone"]:
        return
    sheet.put(ScanRow, {**scan, "undone": True})
    if not counts(scan):
        return
    scans = [row for row in sheet.all(ScanRow, fact.subject) if not row["undone"]]
    there = [row for row in scans if row["checkpoint"] == scan["checkpoint"] and counts(row)]
    presence = replayed(there)
    if presence is None:
        sheet.drop(PresenceRow, scan["attendee"], scan["checkpoint"])
    else:
        sheet.put(PresenceRow, presence)


def counts(scan: Row) -> bool:
    """Whether the scan let somebody through, in or out."""
    return bool(scan["outcome"] == Outcome.ADMIT)


def nowhere(scan: Row) -> Row:
    """The presence of somebody who was never scanned there."""
    return {
        "attendee": scan["attendee"],
        "checkpoint": scan["checkpoint"],
        "subject": scan["subject"],
        "inside": False,
        "entries": 0,
        "first_in_ms": None,
        "last_in_ms": None,
        "last_out_ms": None,
        "last_in_station": "",
        "last_in_operator": "",
    }


def after(presence: Row, scan: Row) -> Row:
    """The presence once a scan that counts has been added."""
    if scan["direction"] == Direction.EXIT:
        return {**presence, "inside": False, "last_out_ms": scan["at_ms"]}
    first = presence["first_in_ms"]
    return {
        **presence,
        "inside": True,
        "entries": presence["entries"] + 1,
        "first_in_ms": scan["at_ms"] if first is None else first,
        "last_in_ms": scan["at_ms"],
        "last_in_station": scan["station"],
        "last_in_operator": scan["operator"],
    }


def replayed(scans: Iterable[Any]) -> Row | None:
    """The presence that scans of one attendee at one checkpoint add up to, in their order."""
    presence: Row | None = None
    for scan in sorted(scans, key=lambda row: (row["time"], row["station"], row["key"])):
        presence = after(presence or nowhere(scan), scan)
    return presence
